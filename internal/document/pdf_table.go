package document

import "strings"

// The inside of a cell.
const (
	cellPad   = 5.0
	cellAbove = 4.0
)

// A cell is set text with the tag that it belongs to.
type cell struct {
	lines []textLine
	form  form
}

func (w *pdfWriter) table(t Table) {
	columns := 0
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return
	}
	widths := w.columns(t, columns)
	top := w.root.under("Table")
	w.room(2 * (formText.leading + 2*cellAbove))
	w.ruleAcross()
	for i, row := range t.Rows {
		tr := top.under("TR")
		cells := make([]cell, columns)
		for c := range columns {
			td, f := tr.under("TD"), formText
			switch {
			case t.HeadRow && i == 0:
				td.role, td.attributes, f = "TH", "/O /Table /Scope /Column", formStrong
			case t.HeadColumn && c == 0:
				td.role, td.attributes, f = "TH", "/O /Table /Scope /Row", formStrong
			}
			if c < len(row) {
				cells[c] = cell{w.breakLines(row[c], td.under("P"), f, widths[c]-cellPad), f}
			}
		}
		w.row(cells, widths)
	}
}

// row draws the cells of a row beside each other. A row that does not fit goes
// on the next page; one that fits on none is broken.
func (w *pdfWriter) row(cells []cell, widths []float64) {
	most := 1
	for _, c := range cells {
		most = max(most, len(c.lines))
	}
	const whole = pageHeight - marginTop - marginBottom
	height := float64(most)*formText.leading + 2*cellAbove
	if height <= whole {
		w.room(height)
	}
	w.y -= cellAbove
	for start := 0; start < most; {
		fits := max(int((w.y-marginBottom)/formText.leading), 1)
		end := min(start+fits, most)
		x := marginSide
		for i, c := range cells {
			y := w.y
			for n := start; n < min(end, len(c.lines)); n++ {
				w.draw(c.lines[n], c.form, x, w.baseline(c.form))
				w.y -= formText.leading
			}
			w.y = y
			x += widths[i]
		}
		w.y -= float64(end-start) * formText.leading
		if start = end; start < most {
			w.turn()
		}
	}
	w.y -= cellAbove
	w.ruleAcross()
}

func (w *pdfWriter) ruleAcross() {
	w.page().decorate(inkRule + rule(marginSide, pageWidth-marginSide, w.y, 0.5))
}

// columns shares the width: a first column of headings gets what it needs up
// to a third, the others share the rest by how much text they hold. None of
// those is narrower than its longest word as long as there is room: an hour
// that is broken over two lines cannot be read.
func (w *pdfWriter) columns(t Table, n int) []float64 {
	needs, words := make([]float64, n), make([]float64, n)
	for _, row := range t.Rows {
		for c, text := range row {
			longest, word := w.measure(text)
			needs[c] = max(needs[c], min(longest+2*cellPad, textWidth))
			words[c] = max(words[c], word+2*cellPad)
		}
	}
	widths := make([]float64, n)
	rest, from := textWidth, 0
	if t.HeadColumn && n > 1 {
		widths[0] = min(max(needs[0], 90), textWidth/3)
		rest, from = textWidth-widths[0], 1
	}
	sum := 0.0
	for _, need := range needs[from:] {
		sum += max(need, 60)
	}
	for c := from; c < n; c++ {
		widths[c] = rest * max(needs[c], 60) / sum
		words[c] = min(words[c], rest/float64(n-from))
	}
	lift(widths[from:], words[from:])
	return widths
}

// measure gives the width of a text on one line, and of its longest word.
func (w *pdfWriter) measure(text Text) (whole, word float64) {
	for _, run := range text {
		said := clean(run.Text)
		whole += w.bold.width(said, formText.size)
		for _, each := range strings.Fields(said) {
			word = max(word, w.bold.width(each, formText.size))
		}
	}
	return whole, word
}

// lift gives each width the least that it needs, and takes it from those that
// have more, by how much more they have. There must be enough for all.
func lift(widths, least []float64) {
	lacking, spare := 0.0, 0.0
	for i := range widths {
		lacking += max(least[i]-widths[i], 0)
		spare += max(widths[i]-least[i], 0)
	}
	for i := range widths {
		if more := widths[i] - least[i]; more > 0 {
			widths[i] -= more * lacking / spare
		} else {
			widths[i] = least[i]
		}
	}
}
