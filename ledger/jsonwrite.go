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
	w := bufio.NewWriterSize(to, 1<<16)
	_, _ = w.WriteString("[")
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
		line = append(line[:0], ",\n"...)
		if row == 0 {
			line = append(line[:0], '\n')
		}
		for f := range fieldCount {
			line = append(append(append(line, ','), names[f]...), jsonCell(t, row, f, &values)...)
		}
		line[lineStart(row)] = '{' // instead of the first comma
		if _, err := w.Write(append(line, '}')); err != nil {
			return err
		}
	}
	_, _ = w.WriteString("\n]\n")
	return w.Flush()
}

// lineStart is where the first comma of a line stands.
func lineStart(row int) int { return min(row, 1) + 1 }

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
