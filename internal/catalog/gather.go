package catalog

import (
	"fmt"
	"strings"

	"insyn/rdf"
)

// The most that one organisation's harvest is made of.
const (
	MostPages = 2000
	MostBytes = 512 << 20 // of all its texts together
)

// A Text is what was fetched from one address.
type Text struct {
	Address   string
	MediaType string
	Body      string
}

// A Gathering puts an organisation's catalogue together from the texts that it
// is published in. It asks for one text after the other: Next says which, Add
// takes it.
type Gathering struct {
	Graph    *rdf.Graph
	Faults   []Faulty // of all texts, in their order
	Broken   bool     // some text was cut short or does not follow its format
	Pages    int
	Problems []Problem

	source string
	queue  []wanted
	asked  map[string]bool
	texts  map[rdf.ID]string // where a node was first spoken of
}

// A Faulty is a fault with the address of the text that has it.
type Faulty struct {
	Text string
	rdf.Fault
}

// wanted is a text to be fetched; catalog is the sub-catalogue that it has to
// describe, or "".
type wanted struct{ address, catalog string }

// NewGathering begins with the address of a source.
func NewGathering(source string) *Gathering {
	return &Gathering{Graph: rdf.NewGraph(nil), source: source,
		queue: []wanted{{source, ""}}, asked: map[string]bool{source: true},
		texts: map[rdf.ID]string{}}
}

// Next gives the address of the text that is needed now; false when all is
// there.
func (g *Gathering) Next() (address string, more bool) {
	if len(g.queue) == 0 {
		return "", false
	}
	return g.queue[0].address, true
}

// Add takes the text that Next asked for. The error ends the harvest of the
// organisation: nothing has been gained that would be safe to use.
func (g *Gathering) Add(t Text) error {
	now := g.queue[0]
	g.queue = g.queue[1:]
	g.Pages++
	doc, _ := rdf.Parse(t.Body, rdf.Options{Format: rdf.FormatOf(t.MediaType, ""),
		Dictionary: g.Graph.Dictionary, Limits: rdf.Limits{Triples: 10_000_000}})
	if doc.Counts["format-html"]+doc.Counts["format-unknown"] > 0 || doc.Graph.Len() == 0 &&
		doc.Err() != nil {
		return Problem{Code: NotRDF, Node: t.Address}.Fault()
	}
	g.note(doc, t.Address)
	next, clear := nextPage(doc.Graph)
	if !clear {
		return Problem{Code: UnclearPage, Node: t.Address}.Fault()
	}
	if next != "" {
		if err := g.want(next, now.catalog, t.Address); err != nil {
			return err
		}
	}
	if now.catalog != "" && !g.describes(doc.Graph, now.catalog) {
		return Problem{Code: StrayCatalog, Node: now.catalog}.Fault()
	}
	g.Graph.AddAll(doc.Graph)
	if len(g.queue) == 0 {
		return g.parts()
	}
	return nil
}

// note keeps the faults of a text and where its nodes are.
func (g *Gathering) note(doc *rdf.Document, address string) {
	for _, f := range doc.Faults {
		g.Faults = append(g.Faults, Faulty{address, f})
		g.Broken = g.Broken || f.Severity == rdf.Error && !harmless(f.Code)
	}
	for s := range doc.Graph.Subjects() {
		if _, known := g.texts[s]; !known {
			g.texts[s] = address
		}
	}
}

// harmless tells whether a fault spoils one term or statement only, and not
// perhaps the text that follows.
func harmless(c rdf.Code) bool {
	return strings.HasPrefix(string(c), "iri-") || strings.HasPrefix(string(c), "language-") ||
		strings.HasPrefix(string(c), "encoding-")
}

// want puts a text in the queue.
func (g *Gathering) want(address, catalog, from string) error {
	if g.asked[address] || len(g.asked) >= MostPages {
		return Problem{Code: ManyPages, Node: address, Text: from}.Fault()
	}
	g.asked[address] = true
	g.queue = append(g.queue, wanted{address, catalog})
	return nil
}

// describes tells whether a text says more of a catalogue than that it is one.
func (g *Gathering) describes(in *rdf.Graph, catalog string) bool {
	return len(in.Of(iri(in, catalog))) > 1
}

// problem notes what people should hear of a node.
func (g *Gathering) problem(code ProblemCode, node rdf.ID) Problem {
	return Problem{Code: code, Node: label(g.Graph, node), Text: g.texts[node],
		Line: int(g.Graph.Where(node).Line)}
}

// label names a node to people.
func label(in *rdf.Graph, node rdf.ID) string {
	if in.Kind(node) == rdf.Blank {
		return fmt.Sprint("_:", in.Value(node))
	}
	return in.Value(node)
}
