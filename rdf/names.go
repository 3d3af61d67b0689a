package rdf

import "unicode/utf8"

// isNameStart tells whether c is in PN_CHARS_BASE: what names in Turtle may
// begin with, and, but for the underscore and the colon, names in XML.
func isNameStart(c rune) bool {
	if c < 0x80 {
		return 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	return c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c <= 0x2FF || nameStartRange(c))
}

func nameStartRange(c rune) bool {
	for _, r := range [...][2]rune{
		{0x370, 0x37D}, {0x37F, 0x1FFF}, {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
		{0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
	} {
		if r[0] <= c && c <= r[1] {
			return true
		}
	}
	return false
}

// isNameRest tells whether c may stand further on in a name (PN_CHARS without
// the dot, for which each grammar has its own rule).
func isNameRest(c rune) bool {
	return isNameStart(c) || c == '_' || c == '-' || isDigit(c) || c == 0xB7 ||
		c >= 0x300 && c <= 0x36F || c == 0x203F || c == 0x2040
}

func isDigit(c rune) bool { return '0' <= c && c <= '9' }

// isNCName tells whether s is an XML name without colon.
func isNCName(s string) bool {
	for i, c := range s {
		if !isNameStart(c) && c != '_' && (i == 0 || !isNameRest(c) && c != '.') {
			return false
		}
	}
	return s != "" && utf8.ValidString(s)
}
