package ledger

import (
	"bufio"
	"io"
	"strings"
)

// WriteCSV writes a table as the specification 1.1 has it: UTF-8, semicolons,
// ISO dates, decimal points, one line for each row.
//
// A text that a spreadsheet would take for a formula gets an apostrophe before
// it; Open takes it off again.
func WriteCSV(to io.Writer, t *Table) error { return csvForm{}.write(to, t) }

// WriteRows writes a table as CSV for programs: texts as they are, whole dates,
// and a last column that tells how exact they are.
func WriteRows(to io.Writer, t *Table) error { return csvForm{programs: true}.write(to, t) }

// A CSVWriter writes what WriteCSV does, table by table, so that a ledger of
// any length can be written without being kept.
type CSVWriter struct {
	form csvForm
	to   *bufio.Writer
}

// NewCSVWriter begins a file with the names of the columns.
func NewCSVWriter(to io.Writer) *CSVWriter { return csvForm{}.begin(to) }

// Write adds the rows of a table.
func (w *CSVWriter) Write(t *Table) error {
	written := w.form.values(t)
	var line []byte
	for row := range t.Len() {
		t.tell(row)
		line = w.form.row(line[:0], t, row, &written)
		if _, err := w.to.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the file.
func (w *CSVWriter) Close() error { return w.to.Flush() }

// A csvForm is a way to write CSV.
type csvForm struct{ programs bool }

func (c csvForm) write(to io.Writer, t *Table) error {
	w := c.begin(to)
	if err := w.Write(t); err != nil {
		return err
	}
	return w.Close()
}

func (c csvForm) begin(to io.Writer) *CSVWriter {
	w := &CSVWriter{c, bufio.NewWriterSize(to, 1<<16)}
	header := strings.Join(fieldNames[:], ";")
	if c.programs {
		header += ";" + precisionColumn
	}
	_, _ = w.to.WriteString(header + "\n") // what fails now fails again at the end
	return w
}

func (c csvForm) row(line []byte, t *Table, row int, written *[fieldCount][]string) []byte {
	for f := range fieldCount {
		if f > 0 {
			line = append(line, ';')
		}
		switch {
		case f == Date:
			line = appendDay(line, t.Days[row], t.IsCoarse(row) && !c.programs)
		case f == Amount:
			line = appendOre(line, t.Ore[row])
		case f.Plain():
			line = c.cell(line, t.plain[f].Value(row))
		default:
			line = append(line, written[f][t.coded[f].Code(row)]...)
		}
	}
	switch {
	case c.programs && t.IsCoarse(row):
		line = append(line, ";"+toTheMonth...)
	case c.programs:
		line = append(line, ";"+toTheDay...)
	}
	return line
}

// values gives each different text as it is written.
func (c csvForm) values(t *Table) (all [fieldCount][]string) {
	for _, f := range Fields() {
		if f.Coded() {
			for _, v := range t.coded[f].Values() {
				all[f] = append(all[f], string(c.cell(nil, v)))
			}
		}
	}
	return all
}

// cell writes a text as a cell.
func (c csvForm) cell(to []byte, text string) []byte {
	if !c.programs && isFormula(text) {
		text = "'" + text
	}
	if !strings.ContainsAny(text, "\";\r\n") {
		return append(to, text...)
	}
	to = append(to, '"')
	to = append(to, strings.ReplaceAll(text, `"`, `""`)...)
	return append(to, '"')
}

// isFormula tells whether a spreadsheet might compute a text.
func isFormula(text string) bool {
	for _, r := range text {
		switch r {
		case '=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠':
			return true
		case ' ', '\'', '"', '\u00a0':
			continue
		}
		return false
	}
	return false
}
