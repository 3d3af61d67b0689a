package catalog

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The most that a preview shows. Whoever wants more fetches the file.
const (
	PreviewBytes   = 128 << 10 // of the file, at most
	previewRows    = 20
	previewColumns = 20
	previewCell    = 120 // letters
	previewLines   = 60
	previewDepth   = 32 // lists and objects in one another: each line is indented so much
)

// A Preview is the beginning of a file: a table, or text where it is none.
type Preview struct {
	Columns []string
	Rows    [][]string
	Text    string
	Cut     bool // there is more than is shown
}

// Why there is nothing to show.
var (
	ErrNotTable = errors.New("catalog: no table")
	ErrNotJSON  = errors.New("catalog: no JSON")
	ErrTooDeep  = errors.New("catalog: JSON nested too deep to show")
)

// CanPreview tells whether the beginning of files of a format can be shown.
func CanPreview(format string) bool {
	return format == "CSV" || format == "JSON" || format == "GEOJSON"
}

// PreviewOf shows the beginning of a file. Whole tells that the bytes are all
// of it. Nothing in the bytes is believed: the result has bounds whatever they are.
func PreviewOf(format string, body []byte, whole bool) (Preview, error) {
	text := decoded(body)
	if format == "CSV" {
		return previewTable(text, whole)
	}
	return previewJSON(text, whole)
}

// decoded gives the text of bytes: what is no UTF-8 is read as Windows-1252,
// as spreadsheets write it. A letter that the end has cut in two is left out.
func decoded(body []byte) string {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	for range utf8.UTFMax - 1 {
		if r, size := utf8.DecodeLastRune(body); r != utf8.RuneError || size != 1 ||
			utf8.Valid(body) {
			break
		}
		if cut := body[:len(body)-1]; utf8.Valid(cut) {
			return string(cut)
		}
	}
	if utf8.Valid(body) {
		return string(body)
	}
	text, _ := charmap.Windows1252.NewDecoder().Bytes(body) // takes every byte
	return string(text)
}

// previewTable shows the first rows of a table.
func previewTable(text string, whole bool) (p Preview, err error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator(text), true, -1
	for len(p.Rows) <= previewRows+1 { // the head, and one to know whether there is more
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			p.Cut = p.Cut || !whole
			break
		}
		if err != nil {
			return p, ErrNotTable
		}
		if !whole && r.InputOffset() >= int64(len(text)) {
			p.Cut = true // the row may have been cut in two
			break
		}
		if len(row) > previewColumns {
			row, p.Cut = row[:previewColumns], true
		}
		for i := range row {
			row[i] = cellOf(row[i])
		}
		p.Rows = append(p.Rows, row)
	}
	if len(p.Rows) > previewRows+1 {
		p.Rows, p.Cut = p.Rows[:previewRows+1], true
	}
	if len(p.Rows) < 2 || len(p.Rows[0]) == 0 || strings.ContainsRune(text, 0) {
		return Preview{}, ErrNotTable
	}
	p.Columns, p.Rows = p.Rows[0], p.Rows[1:]
	for i, row := range p.Rows { // each as wide as the head
		for len(row) < len(p.Columns) {
			row = append(row, "")
		}
		p.Rows[i] = row[:len(p.Columns)]
	}
	return p, nil
}

// separator guesses what divides the cells of a table: what its first line has most of.
func separator(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t', '|'} {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// cellOf shortens a cell.
func cellOf(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= previewCell {
		return text
	}
	letters := []rune(text)
	return string(letters[:previewCell]) + "…"
}

// previewJSON shows a list of simple objects as a table, and everything else
// as text with line breaks.
func previewJSON(text string, whole bool) (Preview, error) {
	if !whole {
		if start := strings.TrimLeft(text, " \t\r\n"); start == "" ||
			!strings.ContainsRune("[{", rune(start[0])) {
			return Preview{}, ErrNotJSON
		}
		return lines(text, true), nil
	}
	if !json.Valid([]byte(text)) {
		return Preview{}, ErrNotJSON
	}
	if depth(text) > previewDepth {
		return Preview{}, ErrTooDeep
	}
	if p, ok := objects(text); ok {
		return p, nil
	}
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(text), "", "  "); err != nil {
		return Preview{}, ErrNotJSON
	}
	return lines(out.String(), false), nil
}

// depth tells how many lists and objects lie in one another at most in text
// that is JSON. A line is indented by twice as much: without a bound on it, a
// small file that begins with thousands of brackets would be gigabytes.
func depth(text string) (most int) {
	now, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			now++
			most = max(most, now)
		case c == ']' || c == '}':
			now--
		}
	}
	return most
}

// lines shows the first lines of a text.
func lines(text string, cut bool) Preview {
	p := Preview{Cut: cut}
	var kept []string
	for line := range strings.Lines(text) {
		if len(kept) == previewLines {
			p.Cut = true
			break
		}
		line = strings.TrimRight(line, "\r\n")
		if letters := []rune(line); len(letters) > previewCell {
			line = string(letters[:previewCell]) + "…"
		}
		kept = append(kept, line)
	}
	p.Text = strings.Join(kept, "\n")
	return p
}

// objects shows a list of objects without objects in them as a table, with
// the columns of the first.
func objects(text string) (p Preview, ok bool) {
	var list []map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &list) != nil || len(list) == 0 {
		return p, false
	}
	p.Columns = firstNames(text)
	if len(p.Columns) > previewColumns {
		p.Columns, p.Cut = p.Columns[:previewColumns], true
	}
	for i, one := range list {
		if i == previewRows {
			p.Cut = true
			break
		}
		var row []string
		for _, name := range p.Columns {
			cell, simple := simpleValue(one[name])
			if !simple {
				return p, false
			}
			row = append(row, cell)
		}
		p.Rows = append(p.Rows, row)
	}
	for i := range p.Columns {
		p.Columns[i] = cellOf(p.Columns[i])
	}
	return p, len(p.Columns) > 0
}

// firstNames gives the names in the first object of a list, in the order of
// the text: as many as are shown, and one more where there are more.
func firstNames(text string) (names []string) {
	in := json.NewDecoder(strings.NewReader(text))
	in.UseNumber() // which may be larger than any that is computed with
	for range 2 {  // the list and the object begin
		if _, err := in.Token(); err != nil {
			return nil
		}
	}
	for in.More() && len(names) <= previewColumns {
		name, err := in.Token()
		if err != nil {
			return nil
		}
		if text, ok := name.(string); ok && !slices.Contains(names, text) {
			names = append(names, text)
		}
		var value json.RawMessage
		if in.Decode(&value) != nil {
			return nil
		}
	}
	return names
}

// simpleValue gives a value that is no list and no object as text.
func simpleValue(raw json.RawMessage) (string, bool) {
	var text string
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return "", true
	case raw[0] == '[' || raw[0] == '{':
		return "", false
	case json.Unmarshal(raw, &text) == nil:
		return cellOf(text), true
	}
	return string(raw), true
}
