package document

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// HTML reads a page or the body of a mail: headings, paragraphs, lists,
// tables and links; never scripts, styles or what is hidden in the head. It
// reads tokens one after the other and builds no tree, so that it takes time
// in proportion to the text whatever is nested in it.
func HTML(text string) (Document, error) {
	if len(text) > MaxText {
		return Document{}, tooLarge(MaxText)
	}
	r := htmlReader{tokens: html.NewTokenizer(strings.NewReader(text))}
	r.tokens.SetMaxBuf(MaxText)
	for r.next() {
	}
	r.flush()
	r.endTable()
	return Document{Title: oneLine(r.title), Language: r.language, Blocks: gatherLists(r.pieces)},
		nil
}

type htmlReader struct {
	tokens   *html.Tokenizer
	pieces   []piece
	text     Text
	title    string
	language string
	link     string
	heading  int
	strong   int
	silent   int    // inside script, style, head …
	inTitle  bool   // inside title, the one thing of the head that is read
	lists    []bool // open lists, true for ordered
	item     bool   // the text is an item
	serial   int    // of the outermost list
	table    *Table
	tables   int // open tables
	space    bool
	verbatim int
}

func (r *htmlReader) next() bool {
	switch r.tokens.Next() {
	case html.ErrorToken:
		return false
	case html.TextToken:
		r.words(string(r.tokens.Text()))
	case html.StartTagToken, html.SelfClosingTagToken:
		name, more := r.tokens.TagName()
		r.open(atom.Lookup(bytes.ToLower(name)), r.attributes(more))
	case html.EndTagToken:
		name, _ := r.tokens.TagName()
		r.close(atom.Lookup(bytes.ToLower(name)))
	}
	return true
}

// attributes reads those that matter.
func (r *htmlReader) attributes(more bool) map[string]string {
	var found map[string]string
	for more {
		var key, value []byte
		key, value, more = r.tokens.TagAttr()
		switch string(key) {
		case "href", "lang":
			if found == nil {
				found = map[string]string{}
			}
			found[string(key)] = strings.TrimSpace(string(value))
		}
	}
	return found
}

// words takes text, with space folded as a browser folds it.
func (r *htmlReader) words(s string) {
	if r.inTitle {
		r.title += s
		return
	}
	if r.silent > 0 {
		return
	}
	if r.verbatim == 0 {
		s = r.fold(s)
	}
	r.text = append(r.text, Run{Text: s, Link: r.link, Strong: r.strong > 0})
}

// fold makes each run of space one blank, across runs of text too.
func (r *htmlReader) fold(s string) string {
	var b strings.Builder
	for _, c := range s {
		if strings.ContainsRune(" \t\n\r\f", c) {
			if !r.space && len(r.text) > 0 || b.Len() > 0 && !r.space {
				b.WriteByte(' ')
			}
			r.space = true
			continue
		}
		r.space = false
		b.WriteRune(c)
	}
	return b.String()
}

func (r *htmlReader) open(tag atom.Atom, attributes map[string]string) {
	if lang := attributes["lang"]; tag == atom.Html && lang != "" {
		r.language = lang
	}
	switch tag {
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Select,
		atom.Textarea, atom.Svg, atom.Object, atom.Iframe:
		r.silent++
	case atom.Title:
		r.inTitle = r.title == ""
	case atom.Body:
		r.silent = 0
	case atom.Br:
		r.text, r.space = append(r.text, Run{Text: "\n"}), true
	case atom.A:
		r.link = attributes["href"]
	case atom.B, atom.Strong:
		r.strong++
	case atom.Pre:
		r.flush()
		r.verbatim++
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.flush()
		r.heading = int(tag.String()[1] - '0')
	case atom.Ul, atom.Ol:
		r.openList(tag == atom.Ol)
	case atom.Li, atom.Dt, atom.Dd:
		r.flush()
		r.item = tag == atom.Li && len(r.lists) > 0
	case atom.Table, atom.Tr, atom.Td, atom.Th, atom.Thead:
		r.openTable(tag)
	default:
		if breaks[tag] {
			r.flush()
		}
	}
}

func (r *htmlReader) close(tag atom.Atom) {
	switch tag {
	case atom.Body, atom.Html:
		r.silent = 0
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Select,
		atom.Textarea, atom.Svg, atom.Object, atom.Iframe:
		r.silent = max(r.silent-1, 0)
	case atom.Title:
		r.inTitle = false
	case atom.A:
		r.link = ""
	case atom.B, atom.Strong:
		r.strong = max(r.strong-1, 0)
	case atom.Pre:
		r.flush()
		r.verbatim = max(r.verbatim-1, 0)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.flush()
		r.heading = 0
	case atom.Ul, atom.Ol:
		r.flush()
		r.item = false
		if n := len(r.lists); n > 0 {
			r.lists = r.lists[:n-1]
		}
	case atom.Li, atom.Dt, atom.Dd:
		r.flush()
		r.item = false
	case atom.Td, atom.Th, atom.Table:
		r.closeTable(tag)
	default:
		if breaks[tag] {
			r.flush()
		}
	}
}

func (r *htmlReader) openList(ordered bool) {
	r.flush()
	if len(r.lists) == 0 {
		r.serial++
	}
	if len(r.lists) < maxDepth {
		r.lists = append(r.lists, ordered)
	}
}

// breaks is elements that end a paragraph.
var breaks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Header: true,
	atom.Footer: true, atom.Main: true, atom.Blockquote: true, atom.Hr: true, atom.Address: true,
	atom.Figure: true, atom.Figcaption: true, atom.Dl: true, atom.Nav: true, atom.Aside: true,
	atom.Form: true, atom.Fieldset: true, atom.Body: true, atom.Caption: true,
}
