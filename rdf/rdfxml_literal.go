package rdf

import (
	"cmp"
	"slices"
	"strings"
)

// xmlLiteral reads the content of a property element as XML and gives its
// exclusive canonical form with comments, which RDF/XML asks for: two texts
// that mean the same XML then make the same literal.
func (x *xmlReader) xmlLiteral() string {
	w := literalWriter{names: &x.names}
	var open []string
	for {
		switch x.next() {
		case startTag:
			w.start(x)
			open = append(open, x.name.raw)
		case endTag:
			if len(open) == 0 {
				return w.out.String()
			}
			w.end(open[len(open)-1])
			open = open[:len(open)-1]
		case characters:
			w.out.WriteString(escapeCanonicalText.Replace(x.text))
		case comment:
			w.out.WriteString("<!--" + x.text + "-->")
		case instruction:
			w.out.WriteString("<?" + x.text + "?>")
		case endOfText:
			return w.out.String()
		}
		if w.out.Len() > x.limits.Literal {
			x.fault(x.pos, "limit-literal", itoa(w.out.Len()), itoa(x.limits.Literal))
			x.full = true
		}
	}
}

var (
	escapeCanonicalText = strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	escapeCanonicalValue = strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")
)

// A literalWriter writes exclusive canonical XML (W3C, 18 July 2002).
type literalWriter struct {
	names    *names
	out      strings.Builder
	rendered []Prefix // declarations written so far, innermost last
	marks    []int    // how many there were before each open element
}

// start writes the start tag that was read last.
func (w *literalWriter) start(x *xmlReader) {
	w.marks = append(w.marks, len(w.rendered))
	used := []string{prefixOf(x.name.raw)}
	for i := range x.attrs {
		if p := prefixOf(x.attrs[i].written); p != "" && p != "xml" {
			used = append(used, p)
		}
	}
	slices.Sort(used)
	w.out.WriteString("<" + x.name.raw)
	for _, prefix := range slices.Compact(used) {
		w.declare(prefix)
	}
	attrs := slices.Clone(x.attrs)
	slices.SortFunc(attrs, func(a, b attribute) int {
		return cmp.Or(cmp.Compare(a.name.space, b.name.space), cmp.Compare(a.name.local, b.name.local))
	})
	for i := range attrs {
		value := escapeCanonicalValue.Replace(x.value(&attrs[i]))
		w.out.WriteString(" " + attrs[i].written + `="` + value + `"`)
	}
	w.out.WriteByte('>')
}

// declare writes the declaration of a prefix, unless the same one holds.
func (w *literalWriter) declare(prefix string) {
	iri, _ := w.names.lookup(prefix)
	holds := ""
	for _, p := range w.rendered {
		if p.Name == prefix {
			holds = p.IRI
		}
	}
	if iri == holds {
		return
	}
	w.rendered = append(w.rendered, Prefix{prefix, iri})
	name := "xmlns"
	if prefix != "" {
		name += ":" + prefix
	}
	w.out.WriteString(" " + name + `="` + escapeCanonicalValue.Replace(iri) + `"`)
}

func (w *literalWriter) end(raw string) {
	w.out.WriteString("</" + raw + ">")
	last := len(w.marks) - 1
	w.rendered = w.rendered[:w.marks[last]]
	w.marks = w.marks[:last]
}

// prefixOf gives the prefix of a name as written.
func prefixOf(raw string) string {
	prefix, _, found := strings.Cut(raw, ":")
	if !found {
		return ""
	}
	return prefix
}
