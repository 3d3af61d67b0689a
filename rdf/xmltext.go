package rdf

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// characters reads text up to the next tag. It returns false if there is
// nothing to tell.
func (x *xmlScanner) characters() bool {
	at := x.pos
	n := strings.IndexByte(x.src[at:], '<')
	if n < 0 {
		n = len(x.src) - at
	}
	x.pos += n
	run := x.src[at:x.pos]
	if len(x.open) == 0 {
		if strings.Trim(run, " \t\r\n") != "" {
			x.fault(at+len(run)-len(strings.TrimLeft(run, " \t\r\n")), "xml-text-outside")
		}
		return false
	}
	x.textAt = at
	if x.text = run; !isIndent(run) {
		x.text = x.decodeText(run, at)
	}
	return true
}

// isIndent tells whether a run of text is white space that stands for itself,
// as most runs are.
func isIndent(run string) bool {
	for i := range len(run) {
		if c := run[i]; c != ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// decodeText gives the characters that a run of text stands for.
func (x *xmlScanner) decodeText(run string, at int) string {
	if strings.IndexByte(run, ']') >= 0 {
		if i := strings.Index(run, "]]>"); i >= 0 {
			x.fault(at+i, "xml-section-end")
		}
	}
	if strings.IndexByte(run, '\r') >= 0 {
		run = strings.ReplaceAll(strings.ReplaceAll(run, "\r\n", "\n"), "\r", "\n")
	}
	if strings.IndexByte(run, '&') >= 0 {
		run = x.expand(run, at)
	}
	return run
}

// value gives the value of an attribute.
func (x *xmlScanner) value(a *attribute) string { return x.decodeAttribute(a.raw, a.valueAt) }

// decodeAttribute gives the value that an attribute stands for: as decodeText,
// and white space becomes spaces.
func (x *xmlScanner) decodeAttribute(raw string, at int) string {
	if strings.IndexByte(raw, '\n') >= 0 || strings.IndexByte(raw, '\r') >= 0 ||
		strings.IndexByte(raw, '\t') >= 0 {
		raw = strings.ReplaceAll(raw, "\r\n", " ")
		raw = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(raw)
	}
	if strings.IndexByte(raw, '&') >= 0 {
		return x.expand(raw, at)
	}
	return raw
}

// expand resolves the references in a run of text.
func (x *xmlScanner) expand(run string, at int) string {
	var b strings.Builder
	b.Grow(len(run))
	x.expandInto(&b, run, at, 0)
	return b.String()
}

const maxEntityDepth = 16

func (x *xmlScanner) expandInto(b *strings.Builder, run string, at, depth int) {
	for {
		i := strings.IndexByte(run, '&')
		if i < 0 {
			b.WriteString(run)
			return
		}
		b.WriteString(run[:i])
		run = run[i:]
		if depth == 0 {
			at += i
		}
		n := x.reference(b, run, at, depth)
		run = run[n:]
		if depth == 0 {
			at += n
		}
	}
}

// reference writes what the reference at the start of run stands for, and
// returns its length. What is none stands for itself.
func (x *xmlScanner) reference(b *strings.Builder, run string, at, depth int) int {
	end := strings.IndexByte(run[:min(len(run), 256)], ';')
	if end < 2 || !isReferenceName(run[1:end]) {
		x.fault(at, "xml-ampersand", run[:min(len(run), 20)])
		b.WriteByte('&')
		return 1
	}
	name := run[1:end]
	if name[0] == '#' {
		x.characterReference(b, name, at)
		return end + 1
	}
	switch name {
	case "lt":
		b.WriteByte('<')
	case "gt":
		b.WriteByte('>')
	case "amp":
		b.WriteByte('&')
	case "quot":
		b.WriteByte('"')
	case "apos":
		b.WriteByte('\'')
	default:
		x.entityReference(b, name, at, depth)
	}
	return end + 1
}

func isReferenceName(s string) bool {
	if s[0] == '#' {
		return !strings.ContainsAny(s, " \t\r\n&")
	}
	return isNCName(s)
}

// characterReference writes the character of a name such as #229 or #xE5.
func (x *xmlScanner) characterReference(b *strings.Builder, name string, at int) {
	digits, base := name[1:], 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !isXMLCharacter(rune(n)) {
		x.fault(at, "xml-character-reference", "&"+name+";")
		b.WriteRune(utf8.RuneError)
		return
	}
	b.WriteRune(rune(n))
}

// isXMLCharacter tells whether XML 1.0 lets a text have this character.
func isXMLCharacter(c rune) bool {
	return c >= ' ' && c <= 0xD7FF || c == '\t' || c == '\n' || c == '\r' ||
		c >= 0xE000 && c <= 0xFFFD || c >= 0x10000
}

// entityReference writes the replacement of an entity the text has declared.
func (x *xmlScanner) entityReference(b *strings.Builder, name string, at, depth int) {
	e, known := x.entities[name]
	switch {
	case x.full: // it has been told why nothing more is read
	case !known:
		x.fault(at, "xml-entity", name)
		b.WriteString("&" + name + ";")
	case e.external:
		x.fault(at, "xml-entity-external", name)
	case depth >= maxEntityDepth, x.expanded+len(e.text) > x.limits.Entities:
		x.fault(at, "limit-entities", name, itoa(x.limits.Entities))
		x.full = true
	case strings.IndexByte(e.text, '<') >= 0:
		x.fault(at, "xml-entity-markup", name)
	default:
		x.expanded += len(e.text)
		x.expandInto(b, e.text, at, depth+1)
	}
}

// rareInXML marks the bytes of characters that XML cannot have; 0xEF begins others too.
var rareInXML = func() (rare [256]bool) {
	for c := range byte(' ') {
		rare[c] = !isSpace(c)
	}
	rare[0xEF] = true
	return rare
}()

// checkCharacters reports a control character, which XML cannot have even as
// a reference. It tells whether the text is sound.
func (x *xmlScanner) checkCharacters(text string, at int) bool {
	for i := range len(text) {
		if c := text[i]; rareInXML[c] && (c != 0xEF || strings.HasPrefix(text[i:], "\uFFFE") ||
			strings.HasPrefix(text[i:], "\uFFFF")) {
			x.fault(at, "xml-character", strconv.QuoteToASCII(text[i:min(i+3, len(text))]))
			return false
		}
	}
	return true
}

// instruction reads <?…?>. Instructions mean nothing to RDF, but belong to an
// XML literal that they stand in.
func (x *xmlScanner) instruction(rest string) event {
	n := strings.Index(rest, "?>")
	if n < 0 {
		x.fault(x.pos, "xml-instruction-open")
		x.pos = len(x.src)
		return endOfText
	}
	at := x.pos
	x.pos += n + 2
	target := rest[2:max(2, x.nameEnd(at+2)-at)]
	isDeclaration := strings.EqualFold(target, "xml")
	switch {
	case isDeclaration && (at > 0 || target != "xml"):
		x.fault(at, "xml-declaration-late")
	case !isDeclaration && !isNCName(target):
		x.fault(at, "xml-instruction-name", target)
	case !isDeclaration && len(x.open) > 0:
		data := strings.TrimLeft(rest[2+len(target):n], " \t\r\n")
		x.text = target
		if data != "" {
			x.text += " " + data
		}
		return instruction
	}
	return endOfText
}

// declaration reads what begins with "<!".
func (x *xmlScanner) declaration(rest string) event {
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return x.comment(rest)
	case strings.HasPrefix(rest, "<![CDATA["):
		n := strings.Index(rest, "]]>")
		if n < 0 {
			x.fault(x.pos, "xml-section-open")
			n = len(rest) - 3
		}
		x.textAt = x.pos
		x.pos = min(len(x.src), x.pos+n+3)
		if len(x.open) == 0 {
			x.fault(x.textAt, "xml-text-outside")
			return endOfText
		}
		x.text = strings.ReplaceAll(rest[9:max(9, n)], "\r\n", "\n")
		return characters
	case strings.HasPrefix(rest, "<!DOCTYPE"):
		if x.seenRoot {
			x.fault(x.pos, "xml-doctype-late")
		}
		x.doctype()
		return endOfText
	}
	x.fault(x.pos, "xml-declaration")
	x.pos += 2
	return endOfText
}

func (x *xmlScanner) comment(rest string) event {
	n := strings.Index(rest[4:], "--")
	if n < 0 {
		x.fault(x.pos, "xml-comment-open")
		x.pos = len(x.src)
		return endOfText
	}
	if !strings.HasPrefix(rest[4+n:], "-->") {
		x.fault(x.pos+4+n, "xml-comment-hyphens")
		if n = strings.Index(rest[4:], "-->"); n < 0 {
			n = len(rest) - 7
		}
	}
	x.text = rest[4 : 4+n]
	x.pos += n + 7
	if len(x.open) == 0 {
		return endOfText
	}
	return comment
}
