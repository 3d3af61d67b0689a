package rdf

import (
	"fmt"
	"strings"
)

// An xmlWriter writes RDF/XML: one element for each subject, named by its
// class where it can be, blank nodes inside the property that mentions them.
type xmlWriter struct {
	names map[ID]xmlQName // of predicates and classes of one graph
	apart map[ID]bool     // nodes of collections that are written by name
	later []ID            // of these, those still to be written
	depth int
}

// NotXMLError says that a graph cannot be written as RDF/XML.
type NotXMLError struct {
	Term   Term
	Reason string
}

// Error tells which term and why.
func (e *NotXMLError) Error() string {
	return fmt.Sprintf("rdf: %s cannot be written as RDF/XML: %s", e.Term, e.Reason)
}

func (*xmlWriter) begin(w *Writer) {
	w.out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<rdf:RDF")
	w.out.WriteString("\n  xmlns:rdf=\"" + RDF + `"`)
	for _, p := range w.prefixes {
		if p.Name != "rdf" && p.Name != "_ns" {
			w.out.WriteString("\n  xmlns:" + p.Name + `="` + escapeValue.Replace(p.IRI) + `"`)
		}
	}
	w.out.WriteString(">\n")
}

func (*xmlWriter) end(w *Writer) { w.out.WriteString("</rdf:RDF>\n") }

func (x *xmlWriter) graph(w *Writer, a *arrangement) error {
	x.names, x.apart, x.later = map[ID]xmlQName{}, map[ID]bool{}, nil
	for group := range a.subjects {
		w.out.WriteByte('\n')
		x.depth = 1
		if err := x.node(w, a, group[0].S, group); err != nil {
			return err
		}
	}
	for len(x.later) > 0 {
		id := x.later[0]
		x.later = x.later[1:]
		w.out.WriteByte('\n')
		if err := x.node(w, a, id, a.of(id)); err != nil {
			return err
		}
	}
	return nil
}

func (x *xmlWriter) indent(w *Writer) {
	for range x.depth {
		w.out.WriteString("  ")
	}
}

// node writes a node element with everything that is said of it.
func (x *xmlWriter) node(w *Writer, a *arrangement, id ID, group []Triple) error {
	class, name, declared := None, "rdf:Description", ""
	for _, t := range group {
		if t.P != Type || a.graph.Kind(t.O) != IRI {
			continue
		}
		if n, d := x.name(w, a, t.O); n != "" {
			class, name, declared = t.O, n, d
			break
		}
	}
	x.indent(w)
	w.out.WriteString("<" + name + declared)
	term := a.term(id)
	switch {
	case term.Kind == IRI:
		w.out.WriteString(` rdf:about="` + attributeIRI(term.Value) + `"`)
	case x.apart[id] || !a.inside[id] && a.mentions[id] > 0:
		w.out.WriteString(` rdf:nodeID="` + term.Value + `"`)
	}
	w.out.WriteString(">\n")
	x.depth++
	for _, t := range group {
		if t.P == Type && t.O == class {
			continue
		}
		if err := x.property(w, a, t); err != nil {
			return err
		}
	}
	x.depth--
	x.indent(w)
	w.out.WriteString("</" + name + ">\n")
	return nil
}

// property writes a property element.
func (x *xmlWriter) property(w *Writer, a *arrangement, t Triple) error {
	name, declared := x.name(w, a, t.P)
	if name == "" {
		return &NotXMLError{a.term(t.P), "the predicate does not end in a name"}
	}
	x.indent(w)
	w.out.WriteString("<" + name + declared)
	o := a.term(t.O)
	switch {
	case o.Kind == IRI:
		w.out.WriteString(` rdf:resource="` + attributeIRI(o.Value) + "\"/>\n")
	case x.within(a, t.O):
		return x.inside(w, a, t.O, name)
	case o.Kind == Blank:
		w.out.WriteString(` rdf:nodeID="` + o.Value + "\"/>\n")
	default:
		if !isXMLText(o.Value) {
			return &NotXMLError{o, "it has a control character"}
		}
		switch {
		case o.Language != "":
			w.out.WriteString(` xml:lang="` + o.Language + `"`)
		case o.Datatype != constants[XSDString]:
			w.out.WriteString(` rdf:datatype="` + attributeIRI(o.Datatype) + `"`)
		}
		w.out.WriteString(">" + escapeText.Replace(o.Value) + "</" + name + ">\n")
	}
	return nil
}

// inside writes a blank node or a collection inside a property element.
func (x *xmlWriter) inside(w *Writer, a *arrangement, id ID, name string) error {
	x.depth++
	members, isList := a.lists[id]
	if isList {
		w.out.WriteString(` rdf:parseType="Collection"`)
	}
	w.out.WriteString(">\n")
	if !isList {
		if err := x.node(w, a, id, a.of(id)); err != nil {
			return err
		}
	}
	for _, m := range members {
		if err := x.member(w, a, m); err != nil {
			return err
		}
	}
	x.depth--
	x.indent(w)
	w.out.WriteString("</" + name + ">\n")
	return nil
}

// member writes a member of a collection.
func (x *xmlWriter) member(w *Writer, a *arrangement, id ID) error {
	if x.within(a, id) && a.lists[id] == nil {
		return x.node(w, a, id, a.of(id))
	}
	x.indent(w)
	if t := a.term(id); t.Kind == IRI {
		w.out.WriteString(`<rdf:Description rdf:about="` + attributeIRI(t.Value) + "\"/>\n")
	} else {
		x.setApart(a, id)
		w.out.WriteString(`<rdf:Description rdf:nodeID="` + t.Value + "\"/>\n")
	}
	return nil
}

// within tells whether a node is written inside the element that mentions it.
// Collections that RDF/XML has no short form for, those with literals or
// inside others, are not: their nodes get names and come last.
func (x *xmlWriter) within(a *arrangement, id ID) bool {
	if !a.inside[id] || x.apart[id] {
		return false
	}
	for _, m := range a.lists[id] {
		if a.graph.Kind(m) == Literal {
			x.setApart(a, id)
			return false
		}
	}
	return true
}

// setApart puts the nodes of a collection off to the end.
func (x *xmlWriter) setApart(a *arrangement, head ID) {
	if a.lists[head] == nil || x.apart[head] {
		return
	}
	_, nodes := a.collection(head)
	for _, node := range nodes {
		x.apart[node] = true
	}
	x.later = append(x.later, nodes...)
}

// A xmlQName is how a predicate or class is written as an element.
type xmlQName struct {
	name, declared string // declared: the declaration that must go with it
}

// name gives the qualified name of a predicate or class.
func (x *xmlWriter) name(w *Writer, a *arrangement, id ID) (name, declared string) {
	known, ok := x.names[id]
	if !ok {
		known = qualify(a.graph.Value(id), w.prefixes)
		x.names[id] = known
	}
	return known.name, known.declared
}

// qualify divides an IRI into a prefix and a local name, or gives no name. A
// namespace without prefix is given one on the spot.
func qualify(iri string, prefixes []Prefix) xmlQName {
	if local, ok := strings.CutPrefix(iri, RDF); ok {
		if w := wordOf(RDF, local, false); isNCName(local) && (w == wordProperty || w == wordType) {
			return xmlQName{name: "rdf:" + local}
		}
		return xmlQName{}
	}
	for _, p := range prefixes {
		local, ok := strings.CutPrefix(iri, p.IRI)
		if ok && isNCName(local) && p.Name != "rdf" && p.Name != "_ns" {
			return xmlQName{name: p.Name + ":" + local}
		}
	}
	if schemeLength(iri) == 0 || strayInIRI(iri) >= 0 {
		return xmlQName{}
	}
	for at := schemeLength(iri) + 1; at < len(iri); at++ {
		if isNCName(iri[at:]) {
			const own = "_ns"
			return xmlQName{own + ":" + iri[at:],
				" xmlns:" + own + `="` + escapeValue.Replace(iri[:at]) + `"`}
		}
	}
	return xmlQName{}
}

// attributeIRI gives an IRI for use in an attribute.
func attributeIRI(iri string) string { return escapeValue.Replace(encodeIRI(iri)) }

// encodeIRI percent-encodes what may not stand in an IRI.
func encodeIRI(iri string) string {
	var b strings.Builder
	writeIRI(&b, iri)
	return b.String()[1 : b.Len()-1]
}

var (
	escapeText  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	escapeValue = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;",
		"\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

// isXMLText tells whether XML can hold a text.
func isXMLText(s string) bool {
	for _, c := range s {
		if !isXMLCharacter(c) {
			return false
		}
	}
	return true
}
