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
func WriteCSV(to io.Writer, t *Table) error {
	w := bufio.NewWriterSize(to, 1<<16)
	_, _ = w.WriteString(strings.Join(fieldNames[:], ";") + "\n")
	written := writtenValues(t)
	var line []byte
	for row := range t.Len() {
		line = line[:0]
		for f := range fieldCount {
			if f > 0 {
				line = append(line, ';')
			}
			switch {
			case f == Date:
				line = appendDay(line, t.Days[row], t.IsCoarse(row))
			case f == Amount:
				line = appendOre(line, t.Ore[row])
			case f.Plain():
				line = appendCell(line, t.plain[f].Value(row))
			default:
				line = append(line, written[f][t.coded[f].Code(row)]...)
			}
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return w.Flush()
}

// writtenValues gives each different text as it is written.
func writtenValues(t *Table) (all [fieldCount][]string) {
	for _, f := range Fields() {
		if f.Coded() {
			for _, v := range t.coded[f].Values() {
				all[f] = append(all[f], string(appendCell(nil, v)))
			}
		}
	}
	return all
}

// appendCell writes a text as a cell.
func appendCell(to []byte, text string) []byte {
	if isFormula(text) {
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
