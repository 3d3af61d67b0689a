package document

import "strings"

// Cell gives a text for a cell of a table that spreadsheets open: one that
// could be taken for a formula gets an apostrophe before it, which says that
// it is text.
func Cell(s string) string {
	if formula(s) {
		return "'" + s
	}
	return s
}

// formula tells whether a spreadsheet could take a text for a formula: by its
// first character, or the first after space and quotes, in narrow or full width.
func formula(s string) bool {
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.ContainsRune(s, 0) {
		return true
	}
	s = strings.TrimLeft(s, " \t\r\n\v\f\u00a0\u200b\u2060\ufeff'\"’‘“”`´")
	return s != "" && strings.ContainsAny(string([]rune(s)[0]), "=+-@＝＋－＠−|%")
}
