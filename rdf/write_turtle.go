package rdf

import "strings"

// A turtleWriter writes Turtle: a block for each subject, types first, blank
// nodes and collections inside where they are used.
type turtleWriter struct {
	depth int
	short map[ID]string // how IRIs are written, of one graph
}

func (*turtleWriter) end(*Writer) {}

func (*turtleWriter) begin(w *Writer) {
	for _, p := range w.prefixes {
		w.out.WriteString("@prefix " + p.Name + ": ")
		writeIRI(w.out, p.IRI)
		w.out.WriteString(" .\n")
	}
}

func (t *turtleWriter) graph(w *Writer, a *arrangement) error {
	t.short = map[ID]string{}
	for group := range a.subjects {
		w.out.WriteByte('\n')
		s := group[0].S
		if a.graph.Kind(s) == Blank && a.mentions[s] == 0 {
			w.out.WriteString("[]")
		} else {
			t.term(w, a, s)
		}
		t.depth = 1
		t.predicates(w, a, group)
		w.out.WriteString(" .\n")
	}
	return nil
}

// predicates writes what is said of a subject, its types first.
func (t *turtleWriter) predicates(w *Writer, a *arrangement, group []Triple) {
	first := true
	each := func(types bool) {
		last := None
		for _, triple := range group {
			switch {
			case (triple.P == Type) != types:
				continue
			case triple.P == last:
				w.out.WriteString(", ")
				t.object(w, a, triple.O)
				continue
			case !first:
				w.out.WriteString(" ;")
			}
			if first && t.depth == 1 {
				w.out.WriteByte(' ')
			} else {
				t.newLine(w)
			}
			first, last = false, triple.P
			if types {
				w.out.WriteByte('a')
			} else {
				t.term(w, a, triple.P)
			}
			w.out.WriteByte(' ')
			t.object(w, a, triple.O)
		}
	}
	each(true)
	each(false)
}

func (t *turtleWriter) newLine(w *Writer) {
	w.out.WriteByte('\n')
	for range t.depth {
		w.out.WriteString("  ")
	}
}

// object writes the object of a triple.
func (t *turtleWriter) object(w *Writer, a *arrangement, o ID) {
	if !a.inside[o] {
		t.term(w, a, o)
		return
	}
	t.depth++
	defer func() { t.depth-- }()
	if members, ok := a.lists[o]; ok {
		w.out.WriteByte('(')
		for _, m := range members {
			w.out.WriteByte(' ')
			t.object(w, a, m)
		}
		w.out.WriteString(" )")
		return
	}
	w.out.WriteByte('[')
	if group := a.of(o); len(group) > 0 {
		t.predicates(w, a, group)
		t.depth--
		t.newLine(w)
		t.depth++
	}
	w.out.WriteByte(']')
}

// term writes an IRI, short where a prefix fits, a label or a literal.
func (t *turtleWriter) term(w *Writer, a *arrangement, id ID) {
	term := a.term(id)
	switch {
	case term.Kind == IRI:
		t.iri(w, a, id)
	case term.Kind == Blank:
		w.out.WriteString("_:" + term.Value)
	case a.graph.Datatype(id) == XSDInteger && isTurtleInteger(term.Value),
		a.graph.Datatype(id) == XSDBoolean && (term.Value == "true" || term.Value == "false"):
		w.out.WriteString(term.Value)
	default:
		t.literal(w, a, id, term)
	}
}

func (t *turtleWriter) iri(w *Writer, a *arrangement, id ID) {
	short, known := t.short[id]
	if !known {
		iri := a.graph.Value(id)
		for _, p := range w.prefixes {
			local, fits := strings.CutPrefix(iri, p.IRI)
			if fits && isPlainLocal(local) {
				short = p.Name + ":" + local
				break
			}
		}
		t.short[id] = short
	}
	if short != "" {
		w.out.WriteString(short)
		return
	}
	writeIRI(w.out, a.graph.Value(id))
}

func (t *turtleWriter) literal(w *Writer, a *arrangement, id ID, term Term) {
	w.out.WriteByte('"')
	writeEscaped(w.out, term.Value)
	w.out.WriteByte('"')
	switch {
	case term.Language != "":
		w.out.WriteString("@" + term.Language)
	case a.graph.Datatype(id) != XSDString:
		w.out.WriteString("^^")
		t.iri(w, a, a.graph.Datatype(id))
	}
}

// isPlainLocal tells whether a local name can be written without escapes.
func isPlainLocal(local string) bool {
	n, escaped := localLength(local)
	return n == len(local) && !escaped && !strings.Contains(local, "%")
}

// isTurtleInteger tells whether the text can stand without quotation marks.
func isTurtleInteger(s string) bool {
	digits := strings.TrimLeft(s, "+-")
	return len(s)-len(digits) <= 1 && digits != "" && strings.Trim(digits, "0123456789") == ""
}
