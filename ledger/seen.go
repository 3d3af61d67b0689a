package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// asSeen gives a text as its reader sees it, for the search for personal
// numbers: a number must not pass because it has a hyphen that does not break,
// one that shows at the end of a line only, a character without any width or
// digits as wide as letters. Second is where each byte, and the end, stood in
// the text; nil where they are the same.
func asSeen(text string) (seen string, at []int) {
	if isPlain(text) {
		return text, nil
	}
	var b strings.Builder
	changed := false
	for i, r := range text {
		s := seenAs(r)
		changed = changed || s != r
		if s < 0 {
			continue
		}
		for range utf8.RuneLen(s) {
			at = append(at, i)
		}
		b.WriteRune(s)
	}
	if !changed {
		return text, nil
	}
	return b.String(), append(at, len(text))
}

// isPlain tells whether a text has nothing but the characters of a typewriter.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// seenAs gives the character that another one is taken for: an ordinary digit,
// hyphen or space, itself, or -1 for what is not seen.
func seenAs(r rune) rune {
	switch {
	case r >= ' ' && r <= '~':
		return r
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Pd, unicode.Dash), r == '\u2043':
		return '-'
	case unicode.In(r, unicode.C, unicode.M):
		return -1
	case unicode.IsDigit(r):
		return '0' + digitOf(r)
	}
	return r
}

// digitOf gives the value of a digit of any script: each has its ten in order.
func digitOf(r rune) rune {
	for _, some := range unicode.Nd.R16 {
		if lo := rune(some.Lo); r >= lo && r <= rune(some.Hi) {
			return (r - lo) % 10
		}
	}
	for _, some := range unicode.Nd.R32 {
		if lo := rune(some.Lo); r >= lo && r <= rune(some.Hi) {
			return (r - lo) % 10
		}
	}
	return 0
}
