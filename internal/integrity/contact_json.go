package integrity

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// mostJSON bounds a list that is written as JSON, in bytes.
const mostJSON = 4 << 20

// ReadJSON reads a list that is written as JSON, an array of objects with the
// columns as names and texts as values, as the lines of a table. A name that no
// column has, that comes twice or in other letters is refused: what is not
// understood is not passed over.
//
// Faults: Invalid, TooLarge.
func ReadJSON(columns [][]string, data []byte) ([][]string, error) {
	if len(data) > mostJSON {
		return nil, fault.New(fault.TooLarge, "integrity.too-large").At("file")
	}
	if !utf8.Valid(data) {
		return nil, fault.New(fault.Invalid, "integrity.not-json").At("file")
	}
	in := json.NewDecoder(bytes.NewReader(data))
	table := [][]string{headings(columns)}
	if t, err := in.Token(); err != nil || t != json.Delim('[') {
		return nil, fault.New(fault.Invalid, "integrity.not-json").At("file")
	}
	for in.More() {
		row, err := readObject(in, table[0], len(table))
		if err != nil {
			return nil, err
		}
		if table = append(table, row); len(table) > MostLines+1 {
			return nil, fault.New(fault.TooLarge, "integrity.too-long").With("Most", MostLines).At("file")
		}
	}
	_, end := in.Token()
	if _, err := in.Token(); end != nil || !errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "integrity.not-json").At("file")
	}
	return table, nil
}

// readObject reads the object with a number as the cells below some headings.
func readObject(in *json.Decoder, head []string, number int) ([]string, *fault.Error) {
	bad := func() *fault.Error {
		return fault.New(fault.Invalid, "integrity.json-row").With("Row", number).At("file")
	}
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		return nil, bad()
	}
	row, seen := make([]string, len(head)), make([]bool, len(head))
	for in.More() {
		name, err := in.Token()
		text, ok := name.(string)
		at := slices.Index(head, text)
		if err != nil || !ok || at < 0 || seen[at] {
			return nil, fault.New(fault.Invalid, "integrity.json-name").With("Name", text).With("Row",
				number).At("file")
		}
		value, err := in.Token()
		if row[at], ok = value.(string); err != nil || !ok {
			return nil, bad()
		}
		seen[at] = true
	}
	if _, err := in.Token(); err != nil {
		return nil, bad()
	}
	return row, nil
}

// WriteJSON writes a table as ReadJSON reads it. Cells that are empty are left out.
func WriteJSON(table [][]string) ([]byte, error) {
	rows := []map[string]string{}
	for _, cells := range table[1:] {
		row := map[string]string{}
		for i, text := range cells {
			if text != "" {
				row[table[0][i]] = text
			}
		}
		rows = append(rows, row)
	}
	return json.MarshalIndent(rows, "", "  ")
}

// Unquoted takes off the apostrophes that tables for spreadsheets have before
// what looks like a formula: no others.
func Unquoted(table [][]string) [][]string {
	for _, row := range table {
		for i, cell := range row {
			if rest, quoted := strings.CutPrefix(cell, "'"); quoted && lang.Formula(rest) {
				row[i] = rest
			}
		}
	}
	return table
}
