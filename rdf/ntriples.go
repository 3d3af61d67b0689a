package rdf

import (
	"strings"
	"unicode/utf8"
)

// A lineReader reads N-Triples and N-Quads: one statement to a line. A line
// that cannot be read is reported and left out.
type lineReader struct {
	*reader
	quads       bool
	lastText    string // subjects come in runs: the last one, what it was
	lastSubject ID
	lastWidth   uint32 // and how many characters it has
	turn        int    // where the next carriage return is, from the last line on
}

func (r *lineReader) read() {
	r.turn = next(r.src, 0, '\r')
	for r.pos < len(r.src) && !r.full {
		end := r.lineEnd()
		if code, ok := r.line(end); !ok {
			r.fault(r.pos, code, excerpt(r.src[r.pos:end]))
		}
		r.pos = end + 1
		if end < len(r.src) && r.src[end] == '\n' {
			r.reader.nextLine()
		}
	}
}

// lineEnd finds the end of the line that begins where we are. Few texts have
// carriage returns, and none is searched through for them line by line.
func (r *lineReader) lineEnd() int {
	if r.turn < r.pos {
		r.turn = next(r.src, r.pos, '\r')
	}
	return min(next(r.src, r.pos, '\n'), r.turn)
}

// lineEnd finds the end of the line that begins at from.
func lineEnd(src string, from int) int {
	return next(src[:next(src, from, '\n')], from, '\r')
}

// next finds a byte from a place on; the end of the text where there is none.
func next(src string, from int, c byte) int {
	if n := strings.IndexByte(src[from:], c); n >= 0 {
		return from + n
	}
	return len(src)
}

// line reads the statement that ends before end. If it cannot, it says why
// and leaves pos where the trouble is.
func (r *lineReader) line(end int) (Code, bool) {
	if r.blankLine(end) {
		return "", true
	}
	s, code := r.subject(end)
	if code != "" {
		return code, false
	}
	r.blankLine(end)
	if r.pos >= end || r.src[r.pos] != '<' {
		return "statement-predicate", false
	}
	p, code := r.iriRef(end)
	if code != "" {
		return code, false
	}
	r.blankLine(end)
	at := r.pos
	o, code := r.object(end)
	if code != "" {
		return code, false
	}
	r.blankLine(end)
	g := r.graph
	if r.quads && r.pos < end && r.src[r.pos] != '.' {
		name, code := r.node(end)
		if code != "" {
			return code, false
		}
		if name == None {
			s = None // reported; leave the statement out
		} else {
			g = r.doc.named(name)
		}
		r.blankLine(end)
	}
	if r.pos >= end || r.src[r.pos] != '.' {
		return "statement-dot", false
	}
	r.pos++
	if !r.blankLine(end) {
		return "statement-rest", false
	}
	r.state(g, s, p, o, at)
	return "", true
}

// state adds the triple, to the default graph or to a named one.
func (r *lineReader) state(g *Graph, s, p, o ID, at int) {
	if g == r.graph {
		r.add(s, p, o, at)
	} else if s != None && p != None && o != None {
		g.Add(s, p, o, r.position(at))
	}
}

// blankLine skips white space, and tells whether nothing but a comment follows.
func (r *lineReader) blankLine(end int) bool {
	for r.pos < end && (r.src[r.pos] == ' ' || r.src[r.pos] == '\t') {
		r.pos++
	}
	return r.pos >= end || r.src[r.pos] == '#'
}

// subject reads the subject, which is often the one of the line before.
func (r *lineReader) subject(end int) (ID, Code) {
	if n := len(r.lastText); n > 0 && r.pos+n < end && r.src[r.pos:r.pos+n] == r.lastText {
		if r.at == r.pos { // its characters need not be counted again
			r.at, r.column = r.at+n, r.column+r.lastWidth
		}
		r.pos += n
		return r.lastSubject, ""
	}
	start := r.pos
	id, code := r.node(end)
	if code == "" && r.src[start] == '<' {
		r.lastText, r.lastSubject = r.src[start:r.pos], id
		r.lastWidth = uint32(utf8.RuneCountInString(r.lastText))
	}
	return id, code
}

// node reads an IRI or a blank node.
func (r *lineReader) node(end int) (ID, Code) {
	switch {
	case r.pos < end && r.src[r.pos] == '<':
		return r.iriRef(end)
	case r.pos+1 < end && r.src[r.pos] == '_' && r.src[r.pos+1] == ':':
		return r.blankNode(end)
	}
	return None, "statement-node"
}

func (r *lineReader) object(end int) (ID, Code) {
	if r.pos < end && r.src[r.pos] == '"' {
		return r.literalTerm(end)
	}
	return r.node(end)
}

// iriRef reads <…>.
func (r *lineReader) iriRef(end int) (ID, Code) {
	start := r.pos + 1
	n := strings.IndexByte(r.src[start:end], '>')
	if n < 0 {
		return None, "iri-open"
	}
	text := r.src[start : start+n]
	id := r.dict.find(IRI, None, text)
	if id == None || r.dict.entries[id].doubtful {
		var code Code
		if text, code = unescapeIRI(text); code != "" {
			return None, code
		}
		id = r.iri(start, text, nil)
	}
	r.pos = start + n + 1
	return id, ""
}

// unescapeIRI resolves \u in an IRI and refuses what may not stand in one.
func unescapeIRI(text string) (string, Code) {
	for i := range len(text) {
		if c := text[i]; !inIRI[c] && c != '\\' {
			return text, "iri-forbidden"
		}
	}
	if strings.IndexByte(text, '\\') < 0 {
		return text, ""
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if text[i] != '\\' {
			b.WriteByte(text[i])
			i++
			continue
		}
		c, size := unicodeEscape(text[i:])
		if size == 0 || c < 0x80 && !inIRI[c] {
			return text, "iri-escape"
		}
		b.WriteRune(c)
		i += size
	}
	return b.String(), ""
}

// unicodeEscape reads \uXXXX or \UXXXXXXXX; size is 0 if it is neither.
func unicodeEscape(s string) (c rune, size int) {
	if len(s) < 2 {
		return 0, 0
	}
	switch s[1] {
	case 'u':
		size = 6
	case 'U':
		size = 10
	default:
		return 0, 0
	}
	if len(s) < size {
		return 0, 0
	}
	for i := 2; i < size; i++ {
		v := hexValue(s[i])
		if v < 0 || c > utf8.MaxRune {
			return 0, 0
		}
		c = c<<4 | rune(v)
	}
	if !utf8.ValidRune(c) {
		return 0, 0
	}
	return c, size
}

// blankNode reads _:label.
func (r *lineReader) blankNode(end int) (ID, Code) {
	n := blankLabel(r.src[r.pos:end])
	if n == 0 {
		return None, "blank-label"
	}
	id := r.blank(r.src[r.pos+2 : r.pos+n])
	r.pos += n
	return id, ""
}

// blankLabel is the length of the blank node label at the start of s, with
// its "_:", or 0 (BLANK_NODE_LABEL in the grammars of Turtle and N-Triples).
func blankLabel(s string) int {
	if !strings.HasPrefix(s, "_:") {
		return 0
	}
	end := 2
	for i := 2; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isNameStart(c) || c == '_' || isDigit(c):
		case i > 2 && isNameRest(c):
		case i > 2 && c == '.':
			i += size
			continue // a dot may stand inside, but not last
		default:
			size = 0
		}
		if size == 0 {
			break
		}
		i += size
		end = i
	}
	if end == 2 {
		return 0
	}
	return end
}

// literalTerm reads "…", "…"@tag or "…"^^<datatype>.
func (r *lineReader) literalTerm(end int) (ID, Code) {
	start := r.pos + 1
	n := closingQuote(r.src[start:end], '"')
	if n < 0 {
		return None, "string-open"
	}
	lexical := r.src[start : start+n]
	if strings.IndexByte(lexical, '\\') >= 0 {
		var bad int
		if lexical, bad = unescape(lexical); bad >= 0 {
			r.pos = start + bad
			return None, "string-escape"
		}
	}
	at := r.pos
	r.pos = start + n + 1
	qualifier, code := r.qualifier(end)
	if code != "" || qualifier == None {
		return None, code
	}
	return r.literal(at, lexical, qualifier), ""
}

// qualifier reads what may follow a string: a language tag or a datatype.
func (r *lineReader) qualifier(end int) (ID, Code) {
	rest := r.src[r.pos:end]
	switch {
	case strings.HasPrefix(rest, "@"):
		n := languageTag(rest[1:])
		if n == 0 {
			return None, "language-tag"
		}
		r.pos += 1 + n
		return r.dict.intern(tag, None, rest[1:1+n]), ""
	case strings.HasPrefix(rest, "^^<"):
		r.pos += 2
		return r.iriRef(end)
	case strings.HasPrefix(rest, "^"):
		return None, "datatype"
	}
	return XSDString, ""
}

// closingQuote finds the first quote that no backslash protects, or -1.
func closingQuote(s string, quote byte) int {
	from := 0
	for {
		q := strings.IndexByte(s[from:], quote)
		if q < 0 {
			return -1
		}
		b := strings.IndexByte(s[from:from+q], '\\')
		if b < 0 {
			return from + q
		}
		from += b + 2
		if from > len(s) {
			return -1
		}
	}
}

// unescape resolves the escapes of a string; bad is the offset of the first
// that is none, or -1.
func unescape(s string) (text string, bad int) {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '\\')
		if n < 0 {
			b.WriteString(s[i:])
			break
		}
		b.WriteString(s[i : i+n])
		i += n
		if i+1 == len(s) {
			return s, i
		}
		if e := strings.IndexByte(`tbnrf"'\`, s[i+1]); e >= 0 {
			b.WriteByte("\t\b\n\r\f\"'\\"[e])
			i += 2
			continue
		}
		c, size := unicodeEscape(s[i:])
		if size == 0 {
			return s, i
		}
		b.WriteRune(c)
		i += size
	}
	return b.String(), -1
}

// languageTag is the length of the language tag at the start of s, or 0.
func languageTag(s string) int {
	part, i := 0, 0
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z', c >= '0' && c <= '9' && part > 0:
			continue
		case c == '-' && i > 0 && s[i-1] != '-':
			part++
			continue
		}
		break
	}
	if i > 0 && s[i-1] == '-' {
		return 0
	}
	return i
}
