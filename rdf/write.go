package rdf

import (
	"bufio"
	"fmt"
	"io"
)

// A Writer writes graphs in one format to a stream, one after the other, so
// that a text of any size can be made in the memory that its largest part
// takes. The same graphs always make the same bytes: each graph is put in an
// order that depends only on what it says.
//
// Graphs written to one Writer must not share blank nodes.
type Writer struct {
	format   Format
	out      *bufio.Writer
	prefixes []Prefix
	blanks   int // how many blank nodes have been named so far
	started  bool
	sink     formatWriter
}

// A formatWriter is what a format makes of an arranged graph.
type formatWriter interface {
	begin(w *Writer)
	graph(w *Writer, a *arrangement) error
	end(w *Writer)
}

// NewWriter makes a Writer. Prefixes are used where the format has them; the
// first that fits wins.
func NewWriter(to io.Writer, f Format, prefixes []Prefix) (*Writer, error) {
	w := &Writer{format: f, out: bufio.NewWriterSize(to, 1<<16), prefixes: usable(prefixes)}
	switch f {
	case NTriples, NQuads:
		w.sink = lineWriter{}
	case Turtle:
		w.sink = &turtleWriter{}
	case RDFXML:
		w.sink = &xmlWriter{}
	case JSONLD:
		w.sink = &jsonWriter{}
	default:
		return nil, fmt.Errorf("rdf: cannot write %s", f)
	}
	return w, nil
}

// usable leaves out prefixes that some format could not declare.
func usable(prefixes []Prefix) []Prefix {
	var good []Prefix
	for _, p := range prefixes {
		if isNCName(p.Name) && p.Name != "xml" && p.Name != "xmlns" && p.Name != "_" &&
			p.IRI != "" && p.IRI != xml && strayInIRI(p.IRI) < 0 {
			good = append(good, p)
		}
	}
	return good
}

// Write writes a graph.
func (w *Writer) Write(g *Graph) error {
	w.start()
	a := arrange(g, w.blanks)
	w.blanks += len(a.labels)
	return w.sink.graph(w, a)
}

// Close writes what belongs at the end. It does not close the stream.
func (w *Writer) Close() error {
	w.start()
	w.sink.end(w)
	return w.out.Flush()
}

func (w *Writer) start() {
	if !w.started {
		w.started = true
		w.sink.begin(w)
	}
}

// Write writes one graph as a whole text.
func Write(to io.Writer, f Format, g *Graph, prefixes []Prefix) error {
	w, err := NewWriter(to, f, prefixes)
	if err != nil {
		return err
	}
	if err := w.Write(g); err != nil {
		return err
	}
	return w.Close()
}

// A lineWriter writes N-Triples.
type lineWriter struct{}

func (lineWriter) begin(*Writer) {}
func (lineWriter) end(*Writer)   {}

func (lineWriter) graph(w *Writer, a *arrangement) error {
	for _, t := range a.triples {
		writeTerm(w.out, a.term(t.S))
		w.out.WriteByte(' ')
		writeTerm(w.out, a.term(t.P))
		w.out.WriteByte(' ')
		writeTerm(w.out, a.term(t.O))
		w.out.WriteString(" .\n")
	}
	return nil
}
