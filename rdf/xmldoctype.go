package rdf

import "strings"

// An entity is what a document type declaration lets a text abbreviate.
type entity struct {
	text     string
	external bool // it lies at an address; we never go there
}

// doctype reads a document type declaration. Only the entities declared in
// it count: everything else in it could at most describe a valid text.
func (x *xmlScanner) doctype() {
	at := x.pos
	x.pos += len("<!DOCTYPE")
	for x.pos < len(x.src) {
		switch c := x.src[x.pos]; c {
		case '>':
			x.pos++
			return
		case '"', '\'':
			x.skipQuoted(c)
		case '[':
			x.pos++
			x.internalSubset()
		case '<':
			x.fault(at, "xml-doctype-open")
			return
		default:
			x.pos++
		}
	}
	x.fault(at, "xml-doctype-open")
}

// skipQuoted moves behind a quoted value.
func (x *xmlScanner) skipQuoted(quote byte) {
	n := strings.IndexByte(x.src[x.pos+1:], quote)
	if n < 0 {
		x.pos = len(x.src)
		return
	}
	x.pos += n + 2
}

// internalSubset reads the declarations between brackets.
func (x *xmlScanner) internalSubset() {
	for x.pos < len(x.src) {
		x.skipSpace()
		rest := x.src[x.pos:]
		switch {
		case rest == "":
			return
		case rest[0] == ']':
			x.pos++
			return
		case strings.HasPrefix(rest, "<!--"):
			x.comment(rest)
		case strings.HasPrefix(rest, "<?"):
			x.instruction(rest)
		case strings.HasPrefix(rest, "<!ENTITY"):
			x.pos += len("<!ENTITY")
			x.entityDeclaration()
		case rest[0] == '<':
			x.skipDeclaration()
		case rest[0] == '%':
			x.fault(x.pos, "xml-parameter-entity")
			x.pos++
		default:
			x.pos++
		}
	}
}

// skipDeclaration moves behind a declaration and the quoted values in it.
func (x *xmlScanner) skipDeclaration() {
	for x.pos < len(x.src) {
		switch c := x.src[x.pos]; c {
		case '>':
			x.pos++
			return
		case '"', '\'':
			x.skipQuoted(c)
		default:
			x.pos++
		}
	}
}

// entityDeclaration reads name "text"> or name SYSTEM "address">.
func (x *xmlScanner) entityDeclaration() {
	at := x.pos
	x.skipSpace()
	if strings.HasPrefix(x.src[x.pos:], "%") {
		x.skipDeclaration() // reported where it is used
		return
	}
	from := x.pos
	x.pos = x.nameEnd(from)
	name := x.src[from:x.pos]
	x.skipSpace()
	if !isNCName(name) || x.pos >= len(x.src) {
		x.fault(at, "xml-entity-declaration", name)
		x.skipDeclaration()
		return
	}
	e := entity{external: true}
	if quote := x.src[x.pos]; quote == '"' || quote == '\'' {
		from = x.pos + 1
		x.skipQuoted(quote)
		e = entity{text: x.entityText(x.src[from:max(from, x.pos-1)], from)}
	}
	if _, known := x.entities[name]; !known && len(x.entities) < 10_000 {
		if x.entities == nil {
			x.entities = map[string]entity{}
		}
		x.entities[name] = e
	}
	x.skipDeclaration()
}

// entityText resolves the character references of a declaration: they are
// taken when it is read, and references to entities when it is used.
func (x *xmlScanner) entityText(raw string, at int) string {
	var b strings.Builder
	for {
		i := strings.Index(raw, "&#")
		if i < 0 {
			return b.String() + raw
		}
		b.WriteString(raw[:i])
		end := strings.IndexByte(raw[i:], ';')
		if end < 0 {
			return b.String() + raw[i:]
		}
		x.characterReference(&b, raw[i+1:i+end], at)
		raw = raw[i+end+1:]
	}
}
