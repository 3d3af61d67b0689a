package ledger

import (
	"bufio"
	"encoding/json"
	"io"
)

// WriteJSON writes a table as a list of objects, one on each line, under the
// names of the specification. Amounts are numbers with two decimals; a date
// that a row lacks is null, a text is empty.
func WriteJSON(to io.Writer, t *Table) error {
	w := NewJSONWriter(to)
	if err := w.Write(t); err != nil {
		return err
	}
	return w.Close()
}

// A JSONWriter writes what WriteJSON does, table by table, so that a ledger of
// any length can be written without being kept.
type JSONWriter struct {
	to    *bufio.Writer
	begun bool // there is a row
}

// NewJSONWriter begins a list.
func NewJSONWriter(to io.Writer) *JSONWriter {
	w := &JSONWriter{to: bufio.NewWriterSize(to, 1<<16)}
	_, _ = w.to.WriteString("[") // what fails now fails again at the end
	return w
}

// Write adds the rows of a table.
func (w *JSONWriter) Write(t *Table) error {
	var names [fieldCount]string
	var values [fieldCount][]string
	for _, f := range Fields() {
		names[f] = quoteJSON(f.String()) + ":"
		if f.Coded() {
			for _, v := range t.coded[f].Values() {
				values[f] = append(values[f], quoteJSON(v))
			}
		}
	}
	var line []byte
	for row := range t.Len() {
		t.tell(row)
		line = line[:0]
		if w.begun {
			line = append(line, ',')
		}
		w.begun = true
		line = append(line, '\n')
		before := byte('{')
		for f := range fieldCount {
			line = append(append(append(line, before), names[f]...), jsonCell(t, row, f, &values)...)
			before = ','
		}
		if _, err := w.to.Write(append(line, '}')); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the list.
func (w *JSONWriter) Close() error {
	_, _ = w.to.WriteString("\n]\n")
	return w.to.Flush()
}

// jsonCell gives a cell as JSON.
func jsonCell(t *Table, row int, f Field, values *[fieldCount][]string) string {
	switch {
	case f == Amount:
		return string(appendOre(nil, t.Ore[row]))
	case f == Date && t.Days[row] == NoDay:
		return "null"
	case f.Coded():
		return values[f][t.coded[f].Code(row)]
	}
	return quoteJSON(t.Text(row, f))
}

func quoteJSON(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return `""` // cannot be: every text can be written
	}
	return string(quoted)
}
