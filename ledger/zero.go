package ledger

import (
	"bytes"
	"strings"
)

// FoundZero is what a mask calls a zero character (NUL). It is nobody's, but no
// program for text writes it, and PostgreSQL refuses a text that has one.
const FoundZero = "zero"

// withoutZeros takes the zero characters out of a text. One without is given
// back as it is.
func withoutZeros(text []byte) []byte {
	if bytes.IndexByte(text, 0) < 0 {
		return text
	}
	return bytes.ReplaceAll(text, []byte{0}, nil)
}

// FirstZero gives the first row of a table that has a zero character in a
// text; -1 where none has.
func FirstZero(t *Table) int {
	first := -1
	for _, f := range Fields() {
		row := -1
		switch {
		case f.Coded():
			row = t.coded[f].firstZero()
		case f.Plain():
			row = t.plain[f].firstZero()
		}
		if row >= 0 && (first < 0 || row < first) {
			first = row
		}
	}
	return first
}

// firstZero looks at each different value once, and then for its rows.
func (c *Column) firstZero() int {
	bad := map[uint32]bool{}
	for code, v := range c.Values() {
		if strings.IndexByte(v, 0) >= 0 {
			bad[uint32(code)] = true
		}
	}
	for row := 0; len(bad) > 0 && row < c.Len(); row++ {
		if bad[c.Code(row)] {
			return row
		}
	}
	return -1
}

// firstZero looks at whole pages first.
func (c *TextColumn) firstZero() int {
	for i, p := range c.pages {
		if bytes.IndexByte(p.text, 0) < 0 {
			continue
		}
		for row := i * pageRows; row < c.rows; row++ {
			if bytes.IndexByte(c.Bytes(row), 0) >= 0 {
				return row
			}
		}
	}
	return -1
}
