package document

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WritePDF writes d as PDF on A4: searchable text in embedded fonts, and for
// everybody who does not see the page a structure tree, the language, the title,
// bookmarks and descriptions of links. It is made to the rules of PDF/UA-1 (ISO
// 14289-1) and, since public papers are kept, of PDF/A-2a (ISO 19005-2). The
// same document gives the same bytes.
func WritePDF(w io.Writer, d Document) error {
	faces := typefaces()
	p := &pdfWriter{file: newPDFFile(), regular: newPDFFont(faces[0], "F1"),
		bold: newPDFFont(faces[1], "F2"),
		root: &tag{role: "Document"}}
	p.turn()
	blocks := d.filled()
	for i, block := range blocks {
		var next Block
		if i+1 < len(blocks) {
			next = blocks[i+1]
		}
		p.block(block, next)
	}
	p.footers(d)
	p.finish(d)
	_, err := w.Write(p.file.Bytes())
	return err
}

// A pdfWriter sets a document on pages.
type pdfWriter struct {
	file          *pdfFile
	regular, bold *pdfFont
	root          *tag
	pages         []*pdfPage
	y             float64 // where the next line's top is
	level         int     // of the last heading
	bookmarks     []*bookmark
}

var (
	formText     = form{size: 10.5, leading: 16}
	formStrong   = form{size: 10.5, leading: 16, strong: true}
	formHeadings = []form{{20, 26, true}, {14, 19, true}, {11.5, 17, true}, {10.5, 16, true}}
	spaceBefore  = []float64{8, 14, 10, 6}
)

// spaceAfter stands after each block.
const spaceAfter = 7.0

func (w *pdfWriter) page() *pdfPage { return w.pages[len(w.pages)-1] }

// turn begins a new page.
func (w *pdfWriter) turn() {
	if len(w.pages) > 0 {
		w.page().unmark()
	}
	w.pages = append(w.pages, &pdfPage{object: w.file.object()})
	w.y = pageHeight - marginTop
}

// room turns the page where less than height is left.
func (w *pdfWriter) room(height float64) {
	if w.y-height < marginBottom && w.y < pageHeight-marginTop {
		w.turn()
	}
}

func (w *pdfWriter) block(block, next Block) {
	switch v := block.(type) {
	case Heading:
		w.heading(v, next)
	case Paragraph:
		w.paragraph(w.root.under("P"), v.Text, 0)
		w.y -= spaceAfter
	case List:
		w.list(w.root, v, 0)
		w.y -= spaceAfter
	case Table:
		w.table(v)
		w.y -= spaceAfter
	}
}

// heading sets a heading on the same page as what follows it. Levels that are
// skipped are closed up, as PDF/UA wants.
func (w *pdfWriter) heading(h Heading, next Block) {
	w.level = min(max(h.Level, 1), w.level+1, 6)
	i := min(w.level, len(formHeadings)) - 1
	f := formHeadings[i]
	t := w.root.under("H" + strconv.Itoa(w.level))
	lines := w.breakLines(h.Text, t, f, textWidth)
	follow := 2 * formText.leading
	if deeper, ok := next.(Heading); ok && deeper.Level > h.Level {
		follow += 40
	}
	if w.y < pageHeight-marginTop {
		w.y -= spaceBefore[i]
	}
	w.room(float64(len(lines))*f.leading + follow)
	w.bookmarks = append(w.bookmarks, &bookmark{title: oneLine(clean(h.Text.String())),
		level: w.level,
		page:  w.page(), top: w.y + 4})
	w.lines(lines, f, marginSide)
	w.y -= 4
}

// paragraph sets text, indented.
func (w *pdfWriter) paragraph(t *tag, text Text, indent float64) {
	w.lines(w.breakLines(text, t, formText, textWidth-indent), formText, marginSide+indent)
}

// lines draws lines one beneath the other, turning pages as needed. A first or
// last line is not left alone on a page.
func (w *pdfWriter) lines(lines []textLine, f form, x float64) {
	for i, l := range lines {
		need := f.leading
		if i == 0 && len(lines) > 1 || i == len(lines)-2 && i > 0 {
			need = 2 * f.leading
		}
		w.room(need)
		w.draw(l, f, x, w.baseline(f))
		w.y -= f.leading
	}
}

// baseline gives where a line stands whose top is at y.
func (w *pdfWriter) baseline(f form) float64 { return w.y - f.leading/2 - f.size*0.36 }

// listIndent is how far an item stands in from its mark.
const listIndent = 18.0

func (w *pdfWriter) list(parent *tag, l List, depth int) {
	t := parent.under("L")
	numbering := "Disc"
	if l.Ordered {
		numbering = "Decimal"
	}
	t.attributes = "/O /List /ListNumbering /" + numbering
	x := marginSide + listIndent*float64(min(depth, 8))
	for i, item := range l.Items {
		li := t.under("LI")
		mark := []string{"•", "–"}[depth%2]
		if l.Ordered {
			mark = strconv.Itoa(i+1) + "."
		}
		label := w.breakLines(Plain(mark), li.under("Lbl"), formText, textWidth)
		body := li.under("LBody")
		indent := x - marginSide + listIndent
		lines := w.breakLines(item.Text, body.under("P"), formText, textWidth-indent)
		w.room(min(float64(len(lines)), 2) * formText.leading)
		w.draw(label[0], formText, x, w.baseline(formText))
		if len(lines) == 0 {
			w.y -= formText.leading
		}
		w.lines(lines, formText, x+listIndent)
		w.y -= 2
		for _, below := range item.Below {
			w.list(body, below, depth+1)
		}
	}
}

// footers writes title and page number at the foot of every page.
func (w *pdfWriter) footers(d Document) {
	const size = 8.5
	title := oneLine(clean(d.Title))
	for i, p := range w.pages {
		number := fmt.Sprintf("%d (%d)", i+1, len(w.pages))
		width := w.regular.width(number, size)
		short := title
		for w.regular.width(short, size) > textWidth-width-20 {
			words := strings.Fields(strings.TrimSuffix(short, "…"))
			if len(words) < 2 {
				short = ""
				break
			}
			short = strings.Join(words[:len(words)-1], " ") + "…"
		}
		foot := &pdfPage{}
		foot.WriteString(inkRule + rule(marginSide, pageWidth-marginSide, marginBottom-18, 0.5) +
			inkText)
		foot.text(w.regular, size, marginSide, marginBottom-32, short)
		foot.text(w.regular, size, pageWidth-marginSide-width, marginBottom-32, number)
		p.decorate(foot.String())
	}
}
