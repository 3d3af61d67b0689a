package document

import "insyn/internal/lang"

// Cell gives a text for a cell of a table that spreadsheets open: one that
// could be taken for a formula gets an apostrophe before it, which says that
// it is text.
func Cell(s string) string {
	if lang.Formula(s) {
		return "'" + s
	}
	return s
}
