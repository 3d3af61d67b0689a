package rdf

import "strings"

// A turtleReader reads Turtle by recursive descent. Every method that reads a
// part returns None or false after noting what is wrong; the statement is
// then given up and reading goes on after it.
type turtleReader struct {
	*reader
	base     address
	prefixes map[string]string
	names    map[string]ID // prefixed names met lately; forgotten when a prefix changes
	depth    int
}

func newTurtleReader(r *reader, base string) *turtleReader {
	return &turtleReader{
		reader: r, base: split(base), prefixes: map[string]string{}, names: map[string]ID{},
	}
}

func (r *turtleReader) read() {
	for {
		r.space()
		if r.pos >= len(r.src) || r.full {
			return
		}
		before := r.pos
		if !r.statement() {
			r.skipStatement()
		}
		if r.pos == before {
			r.pos++
		}
		r.depth = 0
	}
}

// fail notes an error at the reader's place.
func (r *turtleReader) fail(code Code, args ...string) bool {
	r.fault(r.pos, code, args...)
	return false
}

// peek gives the next character, or 0 at the end.
func (r *turtleReader) peek() byte {
	if r.pos < len(r.src) {
		return r.src[r.pos]
	}
	return 0
}

// space skips white space and comments.
func (r *turtleReader) space() {
	for r.pos < len(r.src) {
		switch r.src[r.pos] {
		case ' ', '\n', '\t', '\r':
			r.pos++
		case '#':
			r.pos = lineEnd(r.src, r.pos)
		default:
			return
		}
	}
}

// statement reads a directive, or triples and their dot.
func (r *turtleReader) statement() bool {
	if r.peek() == '@' {
		return r.atDirective()
	}
	if word := r.word(); strings.EqualFold(word, "prefix") {
		r.pos += len(word)
		return r.prefixDirective()
	} else if strings.EqualFold(word, "base") {
		r.pos += len(word)
		return r.baseDirective()
	}
	return r.triples() && r.dot()
}

// word gives the letters at the reader's place, unless they begin a name.
func (r *turtleReader) word() string {
	end := r.pos
	for end < len(r.src) && 'a' <= r.src[end]|0x20 && r.src[end]|0x20 <= 'z' {
		end++
	}
	if end < len(r.src) && r.src[end] == ':' {
		return ""
	}
	return r.src[r.pos:end]
}

func (r *turtleReader) dot() bool {
	r.space()
	if r.peek() != '.' {
		return r.fail("turtle-dot", characterAt(r.src, r.pos))
	}
	r.pos++
	return true
}

func (r *turtleReader) atDirective() bool {
	r.pos++
	switch word := r.word(); word {
	case "prefix":
		r.pos += len(word)
		return r.prefixDirective() && r.dot()
	case "base":
		r.pos += len(word)
		return r.baseDirective() && r.dot()
	default:
		return r.fail("turtle-directive", word)
	}
}

func (r *turtleReader) prefixDirective() bool {
	r.space()
	n := prefixLength(r.src[r.pos:])
	if n < 0 {
		return r.fail("turtle-prefix-name")
	}
	name := r.src[r.pos : r.pos+n]
	r.pos += n + 1
	iri, ok := r.directiveIRI()
	if !ok {
		return false
	}
	if old, known := r.prefixes[name]; known && old != iri {
		clear(r.names)
	}
	r.prefixes[name] = iri
	r.doc.prefix(name, iri)
	return true
}

func (r *turtleReader) baseDirective() bool {
	iri, ok := r.directiveIRI()
	if ok {
		r.base = split(iri)
	}
	return ok
}

// directiveIRI reads the IRI of a directive.
func (r *turtleReader) directiveIRI() (string, bool) {
	r.space()
	if r.peek() != '<' {
		return "", r.fail("turtle-directive-iri")
	}
	id := r.iriRef()
	return r.dict.Value(id), id != None
}

// triples reads a subject and what is said of it.
func (r *turtleReader) triples() bool {
	var subject ID
	alone := false // […] may be all there is to say
	switch c := r.peek(); {
	case c == '[':
		subject, alone = r.blankNode()
	case c == '(':
		subject = r.collection()
	case c == '"' || c == '\'' || isDigit(rune(c)) || c == '+' || c == '-':
		return r.fail("turtle-literal-subject")
	default:
		subject = r.node()
	}
	if subject == None {
		return false
	}
	r.space()
	if alone && r.peek() == '.' {
		return true
	}
	return r.predicates(subject)
}

// predicates reads predicates and objects up to what cannot be one.
func (r *turtleReader) predicates(subject ID) bool {
	for {
		r.space()
		predicate := r.verb()
		if predicate == None || !r.objects(subject, predicate) {
			return false
		}
		r.space()
		if r.peek() != ';' {
			return true
		}
		for r.peek() == ';' {
			r.pos++
			r.space()
		}
		if c := r.peek(); c == '.' || c == ']' || c == 0 {
			return true
		}
	}
}

// verb reads a predicate.
func (r *turtleReader) verb() ID {
	if r.word() == "a" && !r.nameGoesOn(r.pos+1) {
		r.pos++
		return Type
	}
	switch c := r.peek(); {
	case c == '<':
		return r.iriRef()
	case c == '_' && strings.HasPrefix(r.src[r.pos:], "_:"), c == '[', c == '"', c == '\'', c == '(':
		r.fail("turtle-predicate", characterAt(r.src, r.pos))
		return None
	case c == '.' || c == ']' || c == ';' || c == 0:
		r.fail("turtle-predicate-missing")
		return None
	}
	return r.prefixedName()
}

// objects reads objects separated by commas.
func (r *turtleReader) objects(subject, predicate ID) bool {
	for {
		r.space()
		at := r.pos
		object := r.object()
		if object == None {
			return false
		}
		r.add(subject, predicate, object, at)
		if r.full {
			return false
		}
		r.space()
		if r.peek() != ',' {
			return true
		}
		r.pos++
	}
}

func (r *turtleReader) object() ID {
	switch c := r.peek(); {
	case c == '"' || c == '\'':
		return r.quoted()
	case c == '[':
		id, _ := r.blankNode()
		return id
	case c == '(':
		return r.collection()
	case isDigit(rune(c)) || c == '+' || c == '-' || c == '.':
		return r.number()
	}
	if word := r.word(); (word == "true" || word == "false") && !r.nameGoesOn(r.pos+len(word)) {
		r.pos += len(word)
		return r.dict.intern(Literal, XSDBoolean, word)
	}
	return r.node()
}

// nameGoesOn tells whether the character at offset would continue a word.
func (r *turtleReader) nameGoesOn(offset int) bool {
	for _, c := range r.src[min(offset, len(r.src)):] {
		return isNameRest(c) || c == ':'
	}
	return false
}

// node reads an IRI, a prefixed name or a labelled blank node.
func (r *turtleReader) node() ID {
	switch c := r.peek(); {
	case c == '<':
		return r.iriRef()
	case c == '_' && strings.HasPrefix(r.src[r.pos:], "_:"):
		n := blankLabel(r.src[r.pos:])
		if n == 0 {
			r.fail("blank-label")
			return None
		}
		label := r.src[r.pos+2 : r.pos+n]
		r.pos += n
		return r.blank(label)
	}
	return r.prefixedName()
}

// enter guards against nesting that is meant to exhaust us.
func (r *turtleReader) enter() bool {
	r.depth++
	if r.depth > r.limits.Depth {
		return r.fail("limit-depth", itoa(r.limits.Depth))
	}
	return true
}

// blankNode reads […], and tells whether something is said in it.
func (r *turtleReader) blankNode() (id ID, saying bool) {
	if !r.enter() {
		return None, false
	}
	open := r.pos
	r.pos++
	id = r.dict.Blank("")
	r.space()
	if r.peek() != ']' {
		saying = true
		if !r.predicates(id) {
			return None, false
		}
	}
	r.space()
	if r.peek() != ']' {
		p := r.position(open)
		r.fail("turtle-bracket", "]", "[", itoa(int(p.Line)))
		return None, false
	}
	r.pos++
	r.depth--
	return id, saying
}

// collection reads (…).
func (r *turtleReader) collection() ID {
	if !r.enter() {
		return None
	}
	open := r.pos
	r.pos++
	head, last := Nil, None
	for {
		r.space()
		at := r.pos
		switch r.peek() {
		case ')':
			if last != None {
				r.add(last, Rest, Nil, at)
			}
			r.pos++
			r.depth--
			return head
		case 0, '.', ';', ']':
			p := r.position(open)
			r.fail("turtle-bracket", ")", "(", itoa(int(p.Line)))
			return None
		}
		item := r.object()
		if item == None || r.full {
			return None
		}
		node := r.dict.Blank("")
		if last == None {
			head = node
		} else {
			r.add(last, Rest, node, at)
		}
		r.add(node, First, item, at)
		last = node
	}
}

// skipStatement goes on after a fault: behind the next dot that seems to end
// a statement.
func (r *turtleReader) skipStatement() {
	for r.pos < len(r.src) {
		switch r.src[r.pos] {
		case '#':
			r.pos = lineEnd(r.src, r.pos)
			continue
		case '"', '\'':
			if n := quotedLength(r.src[r.pos:]); n > 0 {
				r.pos += n
				continue
			}
		case '<':
			if n := strings.IndexAny(r.src[r.pos:], "> \n"); n > 0 && r.src[r.pos+n] == '>' {
				r.pos += n
			}
		case '.':
			if r.pos+1 == len(r.src) || strings.IndexByte(" \t\r\n#", r.src[r.pos+1]) >= 0 {
				r.pos++
				return
			}
		}
		r.pos++
	}
}
