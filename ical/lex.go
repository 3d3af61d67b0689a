package ical

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A property is one content line: NAME;PARAM=value:value.
type property struct {
	line   int
	name   string // in capitals
	params []param
	value  string // as it stands, with its escapes
}

// A param qualifies a property. Only the first of several values is kept: none
// that is read here has more.
type param struct{ name, value string }

// param gives the value of a parameter, or "".
func (p property) param(name string) string {
	for _, q := range p.params {
		if q.name == name {
			return q.value
		}
	}
	return ""
}

// text gives the value of a TEXT property without its escapes.
func (p property) text() string { return clean(unescapeText(p.value)) }

// fault makes an error about p.
func (p property) fault(r Reason, detail string) *Error {
	return &Error{Reason: r, Property: p.name, Line: p.line, Detail: detail}
}

// A lexer takes a file apart into properties.
type lexer struct {
	rest []byte
	line int // the number of the physical line that comes next, from 1
}

// newLexer begins to read a file. Files that are not UTF-8 are taken as
// Windows-1252, which covers the Latin-1 that old programs wrote; old says so.
func newLexer(b []byte) (lex *lexer, old bool) {
	b = bytes.TrimPrefix(b, []byte("\uFEFF"))
	if !utf8.Valid(b) && looksOld(b) {
		if text, err := charmap.Windows1252.NewDecoder().Bytes(b); err == nil {
			return &lexer{rest: text, line: 1}, true
		}
	}
	return &lexer{rest: b, line: 1}, false
}

// looksOld reports whether more bytes of b are wrong in UTF-8 than there are
// whole characters beyond ASCII. Folds do not count: some programs put them in
// the middle of a character.
func looksOld(b []byte) bool {
	for _, fold := range []string{"\r\n ", "\r\n\t", "\n ", "\n\t"} {
		b = bytes.ReplaceAll(b, []byte(fold), nil)
	}
	wrong, right := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case size > 1:
			right++
		case r == utf8.RuneError:
			wrong++
		}
		b = b[size:]
	}
	return wrong > right
}

// next gives the next property. done is true at the end of the file.
func (l *lexer) next() (p property, done bool, err *Error) {
	for len(l.rest) > 0 {
		start := l.line
		if start > MaxLines {
			return p, false, &Error{Reason: TooLarge, Line: start, Detail: "too many lines"}
		}
		text := l.logical()
		if strings.TrimSpace(text) == "" {
			continue
		}
		p, ok := parseProperty(text)
		p.line = start
		if !ok {
			return p, false, &Error{Reason: BadLine, Line: start, Detail: excerpt(text)}
		}
		return p, false, nil
	}
	return p, true, nil
}

// logical gives the next line with those that continue it.
func (l *lexer) logical() string {
	text := l.physical()
	if !l.continues() {
		return string(text)
	}
	whole := bytes.Clone(text)
	for l.continues() {
		whole = append(whole, l.physical()[1:]...)
	}
	return string(whole)
}

// continues reports whether the line that comes next continues this one.
func (l *lexer) continues() bool {
	return len(l.rest) > 0 && (l.rest[0] == ' ' || l.rest[0] == '\t')
}

// physical gives the next line without its line break.
func (l *lexer) physical() []byte {
	text, rest, _ := bytes.Cut(l.rest, []byte("\n"))
	l.rest = rest
	l.line++
	return bytes.TrimSuffix(text, []byte("\r"))
}

// excerpt gives the beginning of a line for an error.
func excerpt(s string) string {
	s = strings.ReplaceAll(clean(s), "\n", " ")
	runes := []rune(s)
	if len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}

// parseProperty takes a line apart.
func parseProperty(s string) (p property, ok bool) {
	n := 0
	for n < len(s) && (isAlphanumeric(s[n]) || s[n] == '-') {
		n++
	}
	if n == 0 || n == len(s) {
		return p, false
	}
	p.name, s = strings.ToUpper(s[:n]), s[n:]
	for s[0] == ';' {
		var q param
		if q, s, ok = parseParam(s[1:]); !ok {
			return p, false
		}
		if p.params = append(p.params, q); len(p.params) > maxParams {
			return p, false
		}
	}
	if s[0] != ':' {
		return p, false
	}
	p.value = s[1:]
	return p, true
}

// parseParam reads a parameter and gives what follows it, which is never empty.
func parseParam(s string) (q param, rest string, ok bool) {
	name, s, ok := strings.Cut(s, "=")
	if !ok || name == "" || strings.ContainsAny(name, ":;\",") {
		return q, "", false
	}
	q.name = strings.ToUpper(name)
	for first := true; ; first = false {
		var value string
		if value, s, ok = paramValue(s); !ok {
			return q, "", false
		}
		if first {
			q.value = unescapeParam(value)
		}
		if s[0] != ',' {
			return q, s, s[0] == ';' || s[0] == ':'
		}
		s = s[1:]
	}
}

// paramValue reads one value, quoted or bare, and gives what follows it, which
// is never empty.
func paramValue(s string) (value, rest string, ok bool) {
	end := strings.IndexAny(s, ";:,")
	if strings.HasPrefix(s, `"`) {
		s = s[1:]
		end = strings.IndexByte(s, '"')
		if end < 0 || end+1 == len(s) {
			return "", "", false
		}
		return s[:end], s[end+1:], true
	}
	if end < 0 {
		return "", "", false
	}
	return s[:end], s[end:], true
}

var paramSigns = strings.NewReplacer("^^", "^", "^'", `"`, "^n", " ")

// unescapeParam reads the caret signs of RFC 6868. A line break in a name is
// read as a space.
func unescapeParam(s string) string {
	return strings.ReplaceAll(clean(paramSigns.Replace(s)), "\n", " ")
}

var textSigns = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n", `\N`, "\n")

// unescapeText reads the escapes of a TEXT value. A backslash before anything
// else stands for itself, as people write it in paths.
func unescapeText(s string) string { return textSigns.Replace(s) }

// splitList splits a list of TEXT values at the commas that are not escaped.
func splitList(s string) []string {
	var list []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ',':
			list = append(list, s[start:i])
			start = i + 1
		}
	}
	return append(list, s[start:])
}
