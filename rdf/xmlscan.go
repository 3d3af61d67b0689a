package rdf

import "strings"

// An event is what the XML scanner met.
type event uint8

const (
	endOfText event = iota
	startTag
	endTag
	characters
	comment
	instruction
)

// An xmlScanner reads XML 1.0 with namespaces, one event at a time. What it
// hands out is always balanced: where the text is not, it reports the fault
// and supplies or swallows end tags. It never fetches anything.
type xmlScanner struct {
	*reader
	names names

	// Of the last start tag.
	name   *xmlName
	start  int // offset of its "<"
	attrs  []attribute
	closed bool // it closed itself: "/>"

	// Of the last characters, comment or instruction.
	text   string
	textAt int

	open     []element // the elements we are in
	missing  int       // end tags to supply
	seenRoot bool

	entities map[string]entity
	expanded int // bytes that entities have come to so far
}

// An element is one that has been opened and not yet closed.
type element struct {
	raw   string // its name as written
	start int
	scope scope // of names outside of it
}

// An attribute is one of the last start tag. Its value is raw until asked for.
type attribute struct {
	written string // the name
	raw     string // the value
	offset  int    // of the name
	valueAt int
	name    *xmlName
}

// next moves to the next event. Comments and instructions come as events too;
// most callers let them pass.
func (x *xmlScanner) next() event {
	if x.closed {
		x.closed = false
		x.pop()
		return endTag
	}
	for {
		if x.missing > 0 {
			x.missing--
			x.pop()
			return endTag
		}
		if x.pos >= len(x.src) || x.full {
			return x.finish()
		}
		if x.src[x.pos] != '<' {
			if x.characters() {
				return characters
			}
			continue
		}
		if e := x.markup(); e != endOfText {
			return e
		}
	}
}

// finish supplies the end tags that the text does not have.
func (x *xmlScanner) finish() event {
	if len(x.open) == 0 {
		if !x.seenRoot && !x.full {
			x.fault(x.pos, "xml-empty")
			x.seenRoot = true
		}
		return endOfText
	}
	if !x.full {
		last := x.open[len(x.open)-1]
		x.fault(x.pos, "xml-unclosed", last.raw, itoa(int(x.position(last.start).Line)))
	}
	x.missing = len(x.open) - 1
	x.pop()
	return endTag
}

// markup reads what begins with "<"; endOfText means nothing to tell.
func (x *xmlScanner) markup() event {
	rest := x.src[x.pos:]
	if len(rest) > 1 {
		switch rest[1] {
		case '/':
			return x.endTag()
		case '!':
			return x.declaration(rest)
		case '?':
			return x.instruction(rest)
		}
		if nameByte[rest[1]] || rest[1] >= 0x80 {
			return x.startTag()
		}
	}
	x.fault(x.pos, "xml-less-than")
	x.pos++
	x.text, x.textAt = "<", x.pos-1
	if len(x.open) == 0 {
		return endOfText
	}
	return characters
}

// nameByte marks the ASCII characters of names, colon included.
var nameByte = func() (in [256]bool) {
	for c := range in {
		in[c] = c >= 0x80 || isNameRest(rune(c)) || c == '.' || c == ':'
	}
	return in
}()

// nameEnd finds the end of the name that begins at from.
func (x *xmlScanner) nameEnd(from int) int {
	src := x.src
	for from < len(src) && nameByte[src[from]] {
		from++
	}
	return from
}

// skipSpace moves over white space.
func (x *xmlScanner) skipSpace() {
	for x.pos < len(x.src) && isSpace(x.src[x.pos]) {
		x.pos++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// startTag reads <name attribute="value" …> or <name …/>.
func (x *xmlScanner) startTag() event {
	x.start = x.pos
	guess := x.guess(x.src[x.pos+1:])
	raw := x.nameAt(x.pos+1, guess)
	x.pos += 1 + len(raw)
	x.attrs = x.attrs[:0]
	x.closed = false
	outside := x.names.scope
	if !x.attributes(guess) {
		return endOfText
	}
	if len(x.open) == 0 && x.seenRoot {
		x.fault(x.start, "xml-second-root", raw)
	}
	x.seenRoot = true
	if most := 16 * x.limits.Depth; len(x.open) >= most {
		x.fault(x.start, "limit-depth", itoa(most))
		x.full = true
	}
	x.open = append(x.open, element{raw: raw, start: x.start, scope: outside})
	x.resolve(raw, guess)
	x.checkRepeated()
	return startTag
}

// guess gives the name that the text begins with, if that came after the last
// one before; nil is no guess. Namespaces declared in the tag can make it wrong.
func (x *xmlScanner) guess(text string) *xmlName {
	if x.name == nil {
		return nil
	}
	for _, n := range x.name.after {
		if n.begins(text) {
			return n
		}
	}
	return nil
}

// nameAt gives the name at an offset, which may have been guessed.
func (x *xmlScanner) nameAt(offset int, guess *xmlName) string {
	if guess != nil {
		return guess.raw
	}
	return x.src[offset:x.nameEnd(offset)]
}

// resolve finds out what the names of a start tag mean, now that all of its
// declarations are known.
func (x *xmlScanner) resolve(raw string, guess *xmlName) {
	name, version := guess, x.names.scope.version
	if name == nil || name.version != version {
		name = x.names.element(x, raw, x.start)
		x.name.followed(name)
	}
	x.name = name
	for i := range x.attrs {
		a := &x.attrs[i]
		if a.name == nil || a.name.version != version {
			a.name = x.names.attribute(x, a.written, a.offset)
		}
	}
	if len(x.attrs) > 0 && x.attrs[0].name.space != undeclared {
		name.first = x.attrs[0].name
	}
}

// attributes reads up to the end of the tag. Declarations of namespaces take
// effect; the others are left in attrs, their names unresolved until all
// declarations are known. The element, if it has been guessed, tells which
// attribute to expect.
func (x *xmlScanner) attributes(element *xmlName) bool {
	for {
		before := x.pos
		x.skipSpace()
		if x.pos >= len(x.src) {
			x.fault(x.start, "xml-tag-open")
			return false
		}
		switch c := x.src[x.pos]; {
		case c == '>':
			x.pos++
			return true
		case c == '/' && x.pos+1 < len(x.src) && x.src[x.pos+1] == '>':
			x.pos += 2
			x.closed = true
			return true
		case c == '<':
			x.fault(x.start, "xml-tag-open")
			return true
		case !nameByte[c]:
			x.fault(x.pos, "xml-tag-character", characterAt(x.src, x.pos))
			x.pos++
			continue
		}
		if before == x.pos {
			x.fault(x.pos, "xml-attribute-space")
		}
		x.attribute(element)
	}
}

// attribute reads one attribute.
func (x *xmlScanner) attribute(element *xmlName) {
	offset := x.pos
	var guess *xmlName
	if element != nil && element.first.begins(x.src[offset:]) {
		guess = element.first
	}
	raw := x.nameAt(offset, guess)
	x.pos += len(raw)
	end := x.pos
	x.skipSpace()
	if x.pos >= len(x.src) || x.src[x.pos] != '=' {
		x.fault(offset, "xml-attribute-value", raw)
		x.pos = end
		return
	}
	x.pos++
	x.skipSpace()
	if x.pos >= len(x.src) {
		return
	}
	quote := x.src[x.pos]
	if quote != '"' && quote != '\'' {
		x.fault(x.pos, "xml-attribute-quote", raw)
		for x.pos < len(x.src) && !isSpace(x.src[x.pos]) && x.src[x.pos] != '>' {
			x.pos++
		}
		return
	}
	n := strings.IndexByte(x.src[x.pos+1:], quote)
	if n < 0 {
		x.fault(x.pos, "xml-attribute-open", raw)
		x.pos = len(x.src)
		return
	}
	at := x.pos + 1
	value := x.src[at : at+n]
	if lt := strings.IndexByte(value, '<'); lt >= 0 {
		x.fault(x.pos, "xml-attribute-less-than", raw)
	}
	x.pos += n + 2
	if strings.HasPrefix(raw, "xmlns") && (len(raw) == 5 || raw[5] == ':') {
		x.names.declare(x, strings.TrimPrefix(raw[5:], ":"), x.decodeAttribute(value, at), offset)
		return
	}
	if len(x.attrs) >= maxAttributes {
		x.fault(offset, "limit-attributes", itoa(maxAttributes))
		return
	}
	x.attrs = append(x.attrs, attribute{raw, value, offset, at, guess})
}

const maxAttributes = 128

// checkRepeated drops attributes that have been given before.
func (x *xmlScanner) checkRepeated() {
	if len(x.attrs) < 2 {
		return
	}
	kept := x.attrs[:0]
	for _, a := range x.attrs {
		repeated := false
		for _, b := range kept {
			repeated = repeated ||
				a.name == b.name || a.name.local == b.name.local && a.name.space == b.name.space
		}
		if repeated {
			x.fault(a.offset, "xml-attribute-repeated", a.name.raw)
			continue
		}
		kept = append(kept, a)
	}
	x.attrs = kept
}

// endTag reads </name>. If it does not fit, it closes what was left open
// inside of its element, or is passed over.
func (x *xmlScanner) endTag() event {
	at := x.pos
	if x.fits(at + 2) {
		x.pop()
		return endTag
	}
	end := x.nameEnd(at + 2)
	raw := x.src[at+2 : end]
	x.pos = end
	x.skipSpace()
	if x.pos < len(x.src) && x.src[x.pos] == '>' {
		x.pos++
	} else {
		x.fault(at, "xml-tag-open")
	}
	last := len(x.open) - 1
	if last >= 0 && x.open[last].raw == raw {
		x.pop()
		return endTag
	}
	for i := last - 1; i >= 0; i-- {
		if x.open[i].raw == raw {
			x.fault(at, "xml-end-early", raw, x.open[last].raw,
				itoa(int(x.position(x.open[last].start).Line)))
			x.missing = last - i
			x.pop()
			return endTag
		}
	}
	x.fault(at, "xml-end-stray", raw)
	return endOfText
}

// fits tells whether the end tag whose name begins at an offset is plainly that
// of the innermost element, and moves behind it.
func (x *xmlScanner) fits(offset int) bool {
	if len(x.open) == 0 {
		return false
	}
	raw := x.open[len(x.open)-1].raw
	end := offset + len(raw)
	if end >= len(x.src) || x.src[end] != '>' || x.src[offset:end] != raw {
		return false
	}
	x.pos = end + 1
	return true
}

// skipIndent moves over white space before a tag, where it means nothing.
func (x *xmlScanner) skipIndent() {
	if x.closed || x.missing > 0 {
		return
	}
	at := x.pos
	for at < len(x.src) && isSpace(x.src[at]) {
		at++
	}
	if at < len(x.src) && x.src[at] == '<' {
		x.pos = at
	}
}

// pop leaves the innermost element.
func (x *xmlScanner) pop() {
	last := len(x.open) - 1
	x.names.leave(x.open[last].scope)
	x.open = x.open[:last]
}
