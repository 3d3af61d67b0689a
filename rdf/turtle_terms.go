package rdf

import (
	"strings"
	"unicode/utf8"
)

// iriRef reads <…>.
func (r *turtleReader) iriRef() ID {
	start := r.pos + 1
	n := strings.IndexByte(r.src[start:], '>')
	if n < 0 {
		r.fail("iri-open")
		return None
	}
	text := r.src[start : start+n]
	id := r.dict.find(IRI, None, text)
	if id == None || r.dict.entries[id].doubtful {
		var code Code
		if text, code = unescapeIRI(text); code != "" {
			r.fail(code, text)
			return None
		}
		if id = r.iri(r.pos, text, &r.base); id == None {
			return None
		}
	}
	r.pos = start + n + 1
	return id
}

// prefixedName reads prefix:local.
func (r *turtleReader) prefixedName() ID {
	rest := r.src[r.pos:]
	n := prefixLength(rest)
	if n < 0 {
		if word := r.word(); word != "" {
			r.fail("turtle-word", word)
		} else {
			r.fail("turtle-term", characterAt(r.src, r.pos))
		}
		return None
	}
	local, escaped := localLength(rest[n+1:])
	if local < 0 {
		r.pos += n + 1
		r.fail("turtle-local-escape")
		return None
	}
	whole := rest[:n+1+local]
	if id, known := r.names[whole]; known {
		r.pos += len(whole)
		return id
	}
	namespace, known := r.prefixes[rest[:n]]
	if !known {
		r.fail("prefix-unknown", rest[:n])
		return None
	}
	name := rest[n+1 : n+1+local]
	if escaped {
		name = unescapeLocal(name)
	}
	id := r.iri(r.pos, namespace+name, nil)
	if len(r.names) >= 4096 {
		clear(r.names)
	}
	r.names[whole] = id
	r.pos += len(whole)
	return id
}

// prefixLength is the length of the prefix before the colon at the start of
// s, or -1 if there is none (PNAME_NS).
func prefixLength(s string) int {
	for i, c := range s {
		switch {
		case c == ':':
			if i > 0 && s[i-1] == '.' {
				return -1
			}
			return i
		case isNameStart(c), i > 0 && (isNameRest(c) || c == '.'):
		default:
			return -1
		}
	}
	return -1
}

// plainLocal marks the characters that need no second thought in local names.
var plainLocal = func() (plain [utf8.RuneSelf]bool) {
	for c := range plain {
		plain[c] = isNameStart(rune(c)) || isDigit(rune(c)) || c == '_' || c == ':'
	}
	return plain
}()

// localLength is the length of the local name at the start of s (PN_LOCAL),
// and whether it has escapes; -1 if an escape is broken.
func localLength(s string) (n int, escaped bool) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && plainLocal[c] || c == '-' && i > 0 {
			i++
			n = i
			continue
		}
		switch {
		case c == '.' && i > 0:
			i++ // may stand inside, but not last
			continue
		case c == '%':
			if !isEscape(s[i:]) {
				return -1, false
			}
			i += 3
		case c == '\\':
			if i+1 == len(s) || strings.IndexByte("_~.-!$&'()*+,;=/?#@%", s[i+1]) < 0 {
				return -1, false
			}
			escaped = true
			i += 2
		case c >= utf8.RuneSelf:
			char, size := utf8.DecodeRuneInString(s[i:])
			if !isNameStart(char) && (i == 0 || !isNameRest(char)) {
				return n, escaped
			}
			i += size
		default:
			return n, escaped
		}
		n = i
	}
	return n, escaped
}

func unescapeLocal(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' {
			i++
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// quoted reads a string and its language tag or datatype.
func (r *turtleReader) quoted() ID {
	at := r.pos
	quote := r.src[at]
	mark := 1
	if strings.HasPrefix(r.src[at:], strings.Repeat(r.src[at:at+1], 3)) {
		mark = 3
	}
	n := quotedLength(r.src[at:])
	if n == 0 {
		r.fail("string-open", string(quote))
		return None
	}
	lexical := r.src[at+mark : at+n-mark]
	if strings.IndexByte(lexical, '\\') >= 0 {
		var bad int
		if lexical, bad = unescape(lexical); bad >= 0 {
			r.pos += mark + bad
			r.fail("string-escape")
			return None
		}
	}
	r.pos += n
	qualifier := r.qualifier()
	if qualifier == None {
		return None
	}
	return r.literal(at, lexical, qualifier)
}

// quotedLength is the length of the string at the start of s with its quotes,
// or 0 if it does not end.
func quotedLength(s string) int {
	long := strings.Repeat(s[:1], 3)
	if !strings.HasPrefix(s, long) {
		n := closingQuote(s[1:], s[0])
		if n < 0 || strings.ContainsAny(s[1:1+n], "\n\r") {
			return 0
		}
		return n + 2
	}
	for at := 3; ; {
		n := closingQuote(s[at:], s[0])
		if n < 0 {
			return 0
		}
		at += n
		if strings.HasPrefix(s[at:], long) {
			return at + 3
		}
		at++
	}
}

// qualifier reads what may follow a string.
func (r *turtleReader) qualifier() ID {
	rest := r.src[r.pos:]
	switch {
	case strings.HasPrefix(rest, "@"):
		n := languageTag(rest[1:])
		if n == 0 {
			r.fail("language-tag")
			return None
		}
		r.pos += 1 + n
		return r.dict.intern(tag, None, rest[1:1+n])
	case strings.HasPrefix(rest, "^^"):
		r.pos += 2
		r.space()
		if r.peek() == '<' {
			return r.iriRef()
		}
		return r.prefixedName()
	}
	return XSDString
}

// number reads an integer, a decimal or a double.
func (r *turtleReader) number() ID {
	rest := r.src[r.pos:]
	i := 0
	digits := func() int {
		from := i
		for i < len(rest) && isDigit(rune(rest[i])) {
			i++
		}
		return i - from
	}
	if rest[0] == '+' || rest[0] == '-' {
		i++
	}
	whole, fraction := digits(), 0
	datatype, end := XSDInteger, i
	if i < len(rest) && rest[i] == '.' {
		i++
		if fraction = digits(); fraction > 0 {
			datatype, end = XSDDecimal, i
		}
	}
	if whole+fraction > 0 && i < len(rest) && rest[i]|0x20 == 'e' {
		i++
		if i < len(rest) && (rest[i] == '+' || rest[i] == '-') {
			i++
		}
		if digits() == 0 {
			r.fail("turtle-number")
			return None
		}
		datatype, end = XSDDouble, i
	}
	if whole+fraction == 0 {
		r.fail("turtle-number")
		return None
	}
	r.pos += end
	return r.literal(r.pos-end, rest[:end], datatype)
}
