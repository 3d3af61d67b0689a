package rdf

import (
	"io"
	"strings"
	"unicode/utf8"
)

// stringWriter is what the writers write to: bufio.Writer and strings.Builder.
type stringWriter interface {
	io.ByteWriter
	io.StringWriter
}

// writeTerm writes a term as N-Triples has it.
func writeTerm(w stringWriter, t Term) {
	switch t.Kind {
	case IRI:
		writeIRI(w, t.Value)
	case Blank:
		w.WriteString("_:")
		w.WriteString(t.Value)
	case Literal:
		w.WriteByte('"')
		writeEscaped(w, t.Value)
		w.WriteByte('"')
		switch {
		case t.Language != "":
			w.WriteByte('@')
			w.WriteString(t.Language)
		case t.Datatype != constants[XSDString]:
			w.WriteString("^^")
			writeIRI(w, t.Datatype)
		}
	}
}

// writeIRI writes <…>. What may not stand there is percent-encoded: such an
// IRI is no IRI, and readers warn of it, but the file that we write is sound.
func writeIRI(w stringWriter, iri string) {
	w.WriteByte('<')
	from := 0
	for i := range len(iri) {
		if c := iri[i]; !inIRI[c] {
			w.WriteString(iri[from:i])
			w.WriteByte('%')
			w.WriteByte("0123456789ABCDEF"[c>>4])
			w.WriteByte("0123456789ABCDEF"[c&15])
			from = i + 1
		}
	}
	w.WriteString(iri[from:])
	w.WriteByte('>')
}

// needsEscape marks what does not stand for itself in a quoted string.
var needsEscape = func() (needs [utf8.RuneSelf]bool) {
	for c := range needs {
		needs[c] = c < ' ' || c == 0x7F || c == '"' || c == '\\'
	}
	return needs
}()

// writeEscaped writes the inside of a quoted string.
func writeEscaped(w stringWriter, s string) {
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || !needsEscape[c] {
			continue
		}
		w.WriteString(s[from:i])
		from = i + 1
		w.WriteByte('\\')
		if e := strings.IndexByte("\t\b\n\r\f\"\\", c); e >= 0 {
			w.WriteByte(`tbnrf"\`[e])
			continue
		}
		w.WriteString("u00")
		w.WriteByte("0123456789ABCDEF"[c>>4])
		w.WriteByte("0123456789ABCDEF"[c&15])
	}
	w.WriteString(s[from:])
}
