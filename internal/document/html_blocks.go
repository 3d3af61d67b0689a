package document

import (
	"strconv"

	"golang.org/x/net/html/atom"
)

// flush ends the text that is being read and makes it a block.
func (r *htmlReader) flush() {
	if r.tables > 0 {
		if len(r.text) > 0 {
			r.text, r.space = append(r.text, Run{Text: "\n"}), true
		}
		return
	}
	text := r.text.trim()
	r.text, r.space = nil, false
	switch {
	case len(text) == 0:
	case r.heading > 0:
		r.pieces = append(r.pieces, piece{block: Heading{Level: r.heading, Text: text}})
	case r.item && len(r.lists) > 0:
		depth := len(r.lists) - 1
		r.pieces = append(r.pieces, piece{item: text, list: "html" + strconv.Itoa(r.serial),
			level: min(depth, 8), ordered: r.lists[depth]})
	default:
		r.pieces = append(r.pieces, piece{block: Paragraph{Text: text}})
	}
}

// openTable begins a table, a row or a cell. A table inside a table is read as
// lines of the cell it stands in: mail is laid out that way.
func (r *htmlReader) openTable(tag atom.Atom) {
	if tag == atom.Table {
		if r.tables == 0 {
			r.flush()
			r.table = &Table{}
		}
		r.tables++
		return
	}
	if r.tables != 1 {
		return
	}
	t := r.table
	switch tag {
	case atom.Thead:
		t.HeadRow = len(t.Rows) == 0
	case atom.Tr:
		t.Rows = append(t.Rows, nil)
	case atom.Td, atom.Th:
		if len(t.Rows) == 0 {
			t.Rows = append(t.Rows, nil)
		}
		r.text, r.space = nil, false
	}
}

func (r *htmlReader) closeTable(tag atom.Atom) {
	if tag == atom.Table && r.tables > 0 {
		if r.tables--; r.tables == 0 {
			r.endTable()
		}
		return
	}
	if r.tables != 1 || len(r.table.Rows) == 0 {
		return
	}
	last := &r.table.Rows[len(r.table.Rows)-1]
	*last = append(*last, r.text.trim())
	r.text, r.space = nil, false
}

// endTable hands out the table. One that has a single column is a frame around
// a mail's text and becomes paragraphs.
func (r *htmlReader) endTable() {
	if r.table == nil {
		return
	}
	t := Table{HeadRow: r.table.HeadRow}
	wide := false
	for _, row := range r.table.Rows {
		if len(row) > 0 {
			t.Rows = append(t.Rows, row)
			wide = wide || len(row) > 1
		}
	}
	rest := r.text.trim()
	r.table, r.tables, r.text = nil, 0, nil
	if wide {
		r.pieces = append(r.pieces, piece{block: t})
	} else {
		for _, row := range t.Rows {
			if !row[0].Empty() {
				r.pieces = append(r.pieces, piece{block: Paragraph{Text: row[0]}})
			}
		}
	}
	if len(rest) > 0 {
		r.pieces = append(r.pieces, piece{block: Paragraph{Text: rest}})
	}
}
