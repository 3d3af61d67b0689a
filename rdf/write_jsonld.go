package rdf

import (
	"encoding/json"
	"strings"
)

// A jsonWriter writes flattened JSON-LD 1.1: a context with the prefixes and
// one object for each subject. It needs no processor and no memory beyond the
// graph that is being written.
type jsonWriter struct {
	any bool
}

func (j *jsonWriter) begin(w *Writer) {
	w.out.WriteString("{\n  \"@context\": {")
	first := true
	for _, p := range w.prefixes {
		if !prefixEnd(p.IRI) {
			continue
		}
		if !first {
			w.out.WriteByte(',')
		}
		first = false
		w.out.WriteString("\n    " + quoteJSON(p.Name) + ": " + quoteJSON(p.IRI))
	}
	w.out.WriteString("\n  },\n  \"@graph\": [")
}

// prefixEnd tells whether JSON-LD lets a term with this IRI be a prefix.
func prefixEnd(iri string) bool { return strings.ContainsRune(":/?#[]@", rune(iri[len(iri)-1])) }

func (j *jsonWriter) end(w *Writer) { w.out.WriteString("\n  ]\n}\n") }

func (j *jsonWriter) graph(w *Writer, a *arrangement) error {
	for i := 0; i < len(a.triples); {
		end := i + 1
		for end < len(a.triples) && a.triples[end].S == a.triples[i].S {
			end++
		}
		if j.any {
			w.out.WriteByte(',')
		}
		j.any = true
		j.node(w, a, a.triples[i:end])
		i = end
	}
	return nil
}

// node writes the object of one subject.
func (j *jsonWriter) node(w *Writer, a *arrangement, group []Triple) {
	w.out.WriteString("\n    {\n      \"@id\": " + quoteJSON(j.id(a, group[0].S)))
	j.types(w, a, group)
	last := None
	for _, t := range group {
		if isType(a, t) {
			continue
		}
		if t.P == last {
			w.out.WriteString(", ")
		} else {
			if last != None {
				w.out.WriteByte(']')
			}
			key := shorten(a.graph.Value(t.P), w.prefixes)
			w.out.WriteString(",\n      " + quoteJSON(key) + ": [")
		}
		last = t.P
		j.value(w, a, t.O)
	}
	if last != None {
		w.out.WriteByte(']')
	}
	w.out.WriteString("\n    }")
}

// isType tells whether a triple can be written as @type.
func isType(a *arrangement, t Triple) bool {
	return t.P == Type && a.graph.Kind(t.O) != Literal
}

func (j *jsonWriter) types(w *Writer, a *arrangement, group []Triple) {
	var types []string
	for _, t := range group {
		if isType(a, t) {
			name := j.id(a, t.O)
			if a.graph.Kind(t.O) == IRI {
				name = shorten(name, w.prefixes)
			}
			types = append(types, quoteJSON(name))
		}
	}
	if types != nil {
		w.out.WriteString(",\n      \"@type\": [" + strings.Join(types, ", ") + "]")
	}
}

func (j *jsonWriter) id(a *arrangement, id ID) string {
	if t := a.term(id); t.Kind == Blank {
		return "_:" + t.Value
	} else {
		return encodeIRI(t.Value)
	}
}

func (j *jsonWriter) value(w *Writer, a *arrangement, id ID) {
	t := a.term(id)
	if t.Kind != Literal {
		w.out.WriteString(`{"@id": ` + quoteJSON(j.id(a, id)) + "}")
		return
	}
	w.out.WriteString(`{"@value": ` + quoteJSON(t.Value))
	switch {
	case t.Language != "":
		w.out.WriteString(`, "@language": ` + quoteJSON(t.Language))
	case t.Datatype != constants[XSDString]:
		w.out.WriteString(`, "@type": ` + quoteJSON(shorten(encodeIRI(t.Datatype), w.prefixes)))
	}
	w.out.WriteByte('}')
}

// shorten writes an IRI with a prefix, if one fits.
func shorten(iri string, prefixes []Prefix) string {
	for _, p := range prefixes {
		local, fits := strings.CutPrefix(iri, p.IRI)
		if fits && prefixEnd(p.IRI) && local != "" && !strings.HasPrefix(local, "//") {
			return p.Name + ":" + local
		}
	}
	return iri
}

// quoteJSON writes a string as JSON, without the escapes meant for web pages.
func quoteJSON(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // a string can always be written
	}
	return strings.TrimSuffix(b.String(), "\n")
}
