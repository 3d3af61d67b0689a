package document

import (
	"fmt"
	"strings"
)

// The page: A4 in points, and where text stands on it.
const (
	pageWidth    = 595.28
	pageHeight   = 841.89
	marginSide   = 71.0
	marginTop    = 74.0
	marginBottom = 82.0
	textWidth    = pageWidth - 2*marginSide
)

// Inks in calibrated red, green and blue: a colour that means the same on
// every device, as papers that are kept for long must have.
const (
	inkText = "/Ink cs 0.08 0.09 0.11 sc\n"
	inkLink = "/Ink cs 0.03 0.22 0.55 sc\n"
	inkRule = "/Ink CS 0.62 0.64 0.67 SC\n"
	inkLine = "/Ink CS 0.03 0.22 0.55 SC\n"

	inkSpace = "[/CalRGB << /WhitePoint [0.9505 1 1.089] /Gamma [2.2 2.2 2.2] " +
		"/Matrix [0.4124 0.2126 0.0193 0.3576 0.7152 0.1192 0.1805 0.0722 0.9505] >>]"
)

// A pdfPage is one page: what is drawn on it, and which tag each piece belongs to.
type pdfPage struct {
	strings.Builder
	object int
	open   *tag   // of the piece that is being drawn
	pieces []*tag // by the number of the piece
	areas  []area
}

// An area of a page leads somewhere.
type area struct {
	box     [4]float64
	address string
	words   string
	tag     *tag
	object  int
}

// mark lets what is drawn next belong to t.
func (p *pdfPage) mark(t *tag) {
	if p.open == t {
		return
	}
	p.unmark()
	fmt.Fprintf(p, "/%s << /MCID %d >> BDC\n", t.role, len(p.pieces))
	t.children = append(t.children, child{page: p, piece: len(p.pieces)})
	p.pieces = append(p.pieces, t)
	p.open = t
}

// unmark ends the piece that is being drawn.
func (p *pdfPage) unmark() {
	if p.open != nil {
		p.WriteString("EMC\n")
		p.open = nil
	}
}

// decorate draws what is not of the text: rules and page numbers are passed
// over by readers of the screen.
func (p *pdfPage) decorate(drawing string) {
	p.unmark()
	p.WriteString("/Artifact BMC\n" + drawing + "EMC\n")
}

// text draws text with its baseline at y.
func (p *pdfPage) text(f *pdfFont, size, x, y float64, s string) {
	fmt.Fprintf(p, "BT /%s %s Tf %s %s Td\n%sET\n", f.resource, num(size), num(x), num(y),
		f.show(s))
}

// rule gives the drawing of a line.
func rule(x1, x2, y, thickness float64) string {
	return fmt.Sprintf("%s w %s %s m %s %s l S\n", num(thickness), num(x1), num(y), num(x2), num(y))
}

// write writes the page and its areas; parent is the root of the pages, number
// where the tags of its pieces are looked up.
func (p *pdfPage) write(f *pdfFile, parent, number int, resources string, firstArea int) {
	p.unmark()
	content := f.object()
	f.stream(content, "", []byte(p.String()))
	var list []int
	for i, a := range p.areas {
		f.put(a.object,
			fmt.Sprintf("<< /Type /Annot /Subtype /Link /Rect [%s %s %s %s] /Border [0 0 0] /F 4 "+
				"/Contents %s /StructParent %d /A << /Type /Action /S /URI /URI %s >> >>",
				num(a.box[0]), num(a.box[1]), num(a.box[2]), num(a.box[3]), pdfText(a.words),
				firstArea+i,
				pdfBytes(a.address)))
		list = append(list, a.object)
	}
	areas := ""
	if len(list) > 0 {
		areas = " /Annots " + refs(list)
	}
	f.put(p.object,
		fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [0 0 %s %s] /Resources %s /Contents %s "+
			"/StructParents %d /Tabs /S%s >>", ref(parent), num(pageWidth), num(pageHeight), resources,
			ref(content),
			number, areas))
}
