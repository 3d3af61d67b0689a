package ical

import (
	"strings"
	"unicode/utf8"
)

// clean gives s in valid UTF-8 with one sort of line break and without the
// characters that no calendar file may hold. The line breaks of Unicode count as line
// breaks: some readers split on them, and what follows must not become a
// property of its own.
func clean(s string) string {
	if plain(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case r < ' ', r >= 0x7F && r <= 0x9F, r == '\uFEFF':
			return -1
		}
		return r
	}, s)
}

// plain reports whether s is ASCII that needs no cleaning, which most text is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

var textEscapes = strings.NewReplacer(`\`, `\\`, `;`, `\;`, `,`, `\,`, "\n", `\n`)

// escapeText writes s as a TEXT value (RFC 5545 3.3.11).
func escapeText(s string) string { return textEscapes.Replace(clean(s)) }

var paramEscapes = strings.NewReplacer("^", "^^", `"`, "^'", "\n", " ")

// escapeParam writes s as a parameter value: quoted unless it is a bare word,
// with the caret signs of RFC 6868 for what quotes cannot hold. A name has no
// line breaks: they become spaces.
func escapeParam(s string) string {
	s = clean(s)
	if bareWord(s) {
		return s
	}
	return `"` + paramEscapes.Replace(s) + `"`
}

// bareWord reports whether s is letters, digits and hyphens of ASCII only.
func bareWord(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '-' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return s != ""
}

const hexDigits = "0123456789ABCDEF"

// escapeURI writes s with everything that an address may not hold as percent
// signs. keep lists the ASCII signs that stand as they are.
func escapeURI(s, keep string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if isAlphanumeric(c) || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hexDigits[c>>4])
		b.WriteByte(hexDigits[c&15])
	}
	return b.String()
}

// isAlphanumeric reports whether c is an ASCII letter or digit.
func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// lineOctets is how long a line may be without its CRLF (RFC 5545 3.1).
const lineOctets = 75

// appendLine adds one content line to b, folded so that no line is longer than
// 75 octets and no character is cut in two.
func appendLine(b []byte, line string) []byte {
	room := lineOctets
	for len(line) > room {
		cut := room
		for cut > 1 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		b = append(b, line[:cut]...)
		b = append(b, "\r\n "...)
		line = line[cut:]
		room = lineOctets - 1
	}
	b = append(b, line...)
	return append(b, "\r\n"...)
}
