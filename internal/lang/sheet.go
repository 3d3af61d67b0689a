package lang

import "strings"

// Formula tells whether a spreadsheet could take a text for a formula: by its
// first character, or the first after space and quotes, in narrow or full width (N-07).
func Formula(s string) bool {
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.ContainsRune(s, 0) {
		return true
	}
	s = strings.TrimLeft(s, " \t\r\n\v\f\u00a0\u200b\u2060\ufeff'\"’‘“”`´")
	return s != "" && strings.ContainsAny(string([]rune(s)[0]), "=+-@＝＋－＠−|%")
}
