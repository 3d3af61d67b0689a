package document

import (
	"fmt"
	"strings"
)

// A tag is an element of the structure tree: what a reader of the screen is
// told about a part of the paper (ISO 32000-1, 14.7).
type tag struct {
	role       string // P, H1, L, LI, TH …
	attributes string // such as "/O /Table /Scope /Row"
	language   string // where it is another than the document's
	children   []child
	object     int
}

// A child of a tag is another tag, a piece of a page, or a link's area.
type child struct {
	tag        *tag
	page       *pdfPage
	piece      int // number of the piece on the page
	annotation int // object of the area, 0 for a piece
}

// under makes a tag inside t.
func (t *tag) under(role string) *tag {
	n := &tag{role: role}
	t.children = append(t.children, child{tag: n})
	return n
}

// reserve gives every tag its object, in the order of the paper.
func (t *tag) reserve(f *pdfFile) {
	t.object = f.object()
	for _, c := range t.children {
		if c.tag != nil {
			c.tag.reserve(f)
		}
	}
}

// write writes t and what is inside it.
func (t *tag) write(f *pdfFile, parent int) {
	var kids []string
	for _, c := range t.children {
		switch {
		case c.tag != nil:
			kids = append(kids, ref(c.tag.object))
			c.tag.write(f, t.object)
		case c.annotation != 0:
			kids = append(kids, fmt.Sprintf("<< /Type /OBJR /Pg %s /Obj %s >>", ref(c.page.object),
				ref(c.annotation)))
		default:
			kids = append(kids, fmt.Sprintf("<< /Type /MCR /Pg %s /MCID %d >>", ref(c.page.object),
				c.piece))
		}
	}
	attributes := ""
	if t.attributes != "" {
		attributes = fmt.Sprintf("/A << %s >> ", t.attributes)
	}
	if t.language != "" {
		attributes += "/Lang " + pdfBytes(t.language) + " "
	}
	f.put(t.object, fmt.Sprintf("<< /Type /StructElem /S /%s /P %s %s/K [%s] >>",
		t.role, ref(parent), attributes, strings.Join(kids, " ")))
}

// A bookmark leads to a heading.
type bookmark struct {
	title    string
	level    int
	page     *pdfPage
	top      float64
	children []*bookmark
	object   int
}

// nest makes headings in their order a tree by level.
func nest(flat []*bookmark) []*bookmark {
	var roots []*bookmark
	var path []*bookmark
	for _, b := range flat {
		for len(path) > 0 && path[len(path)-1].level >= b.level {
			path = path[:len(path)-1]
		}
		if len(path) == 0 {
			roots = append(roots, b)
		} else {
			above := path[len(path)-1]
			above.children = append(above.children, b)
		}
		path = append(path, b)
	}
	return roots
}

// outlines writes the bookmarks and gives their root; 0 where there are none.
func outlines(f *pdfFile, flat []*bookmark) int {
	if len(flat) == 0 {
		return 0
	}
	root := f.object()
	for _, b := range flat {
		b.object = f.object()
	}
	roots := nest(flat)
	bookmarks(f, roots, root)
	f.put(root, fmt.Sprintf("<< /Type /Outlines /First %s /Last %s /Count %d >>",
		ref(roots[0].object), ref(roots[len(roots)-1].object), len(flat)))
	return root
}

// bookmarks writes brothers and those below them; it gives how many there are.
func bookmarks(f *pdfFile, list []*bookmark, parent int) int {
	count := len(list)
	for i, b := range list {
		body := fmt.Sprintf("/Title %s /Parent %s /Dest [%s /XYZ 0 %s 0]",
			pdfText(b.title), ref(parent), ref(b.page.object), num(b.top))
		if i > 0 {
			body += " /Prev " + ref(list[i-1].object)
		}
		if i+1 < len(list) {
			body += " /Next " + ref(list[i+1].object)
		}
		if len(b.children) > 0 {
			below := bookmarks(f, b.children, b.object)
			count += below
			body += fmt.Sprintf(" /First %s /Last %s /Count %d", ref(b.children[0].object),
				ref(b.children[len(b.children)-1].object), below)
		}
		f.put(b.object, "<< "+body+" >>")
	}
	return count
}
