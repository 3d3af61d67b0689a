package cli

import (
	"bufio"
	"context"
	"fmt"

	"insyn/dcat"
	"insyn/internal/lang"
	"insyn/rdf"
)

// catalogDiffCommand tells what changed between two readings of a catalogue.
type catalogDiffCommand struct {
	Old  string `arg:"" help:"The earlier catalogue: a file; - is standard input."`
	New  string `arg:"" help:"The later one."`
	Base string `env:"-" help:"Address that both are published at." placeholder:"URL"`
	JSON bool   `env:"-" help:"Write it as JSON."`
}

// A difference is what became of what is described in two catalogues.
type difference struct {
	Added   []string      `json:"added"`
	Removed []string      `json:"removed"`
	Changed []changedNode `json:"changed"`
	Same    int           `json:"same"`
}

// A changedNode is something that is in both catalogues and not the same.
type changedNode struct {
	Node    string            `json:"node"`
	Changes []statementChange `json:"changes"`
}

// A statementChange is a statement that only one of the catalogues makes.
type statementChange struct {
	Added    bool   `json:"added"`
	Node     string `json:"node"` // "" of a blank node
	Property string `json:"property"`
	Value    string `json:"value"` // as N-Triples has it
}

// Run writes what has come, gone and changed.
func (c catalogDiffCommand) Run(ctx context.Context, s *Streams) error {
	p := lang.For(s.Language)
	stage := s.stages()
	defer stage.end()
	stage.at(p.T("catalogue.stage-reading"))
	before, err := catalogSource{c.Old, c.Base}.sound(ctx, s)
	if err != nil {
		return err
	}
	after, err := catalogSource{c.New, c.Base}.sound(ctx, s)
	if err != nil {
		return err
	}
	stage.at(p.T("catalogue.stage-comparing"))
	d := differenceOf(before.Graph, after.Graph)
	stage.end()
	if c.JSON {
		return writeJSON(s.Out, d)
	}
	return d.write(s, p)
}

// differenceOf compares datasets, series, services, and what they rest on:
// catalogues, publishers and contact points.
func differenceOf(before, after *rdf.Graph) difference {
	all := dcat.Compare(dcat.Fingerprints(before), dcat.Fingerprints(after))
	d := difference{Added: []string{}, Removed: []string{}, Changed: []changedNode{}}
	listed := map[string]bool{}
	for _, iri := range append(append([]string{}, all.Added...), all.Removed...) {
		listed[rdf.Term{Kind: rdf.IRI, Value: iri}.String()] = true
	}
	rest := dcat.Compare(dcat.Surroundings(before), dcat.Surroundings(after))
	for _, part := range []dcat.Diff{all, rest} {
		d.Added, d.Removed = append(d.Added, part.Added...), append(d.Removed, part.Removed...)
		d.Same += len(part.Same)
		for _, iri := range part.Changed {
			if node := changedIn(before, after, iri, listed); len(node.Changes) > 0 {
				d.Changed = append(d.Changed, node)
			} else {
				d.Same++
			}
		}
	}
	return d
}

// changedIn lists the statements about a node that only one catalogue makes.
// That a catalogue lists what has come or gone is said already.
func changedIn(before, after *rdf.Graph, iri string, listed map[string]bool) changedNode {
	node := changedNode{Node: iri}
	for _, c := range dcat.Changes(slice(before, iri), slice(after, iri)) {
		value := c.Value.String()
		if listed[value] && (c.Property == "dcat:dataset" || c.Property == "dcat:service") {
			continue
		}
		node.Changes = append(node.Changes, statementChange{c.Added, c.Node, c.Property, value})
	}
	return node
}

func slice(g *rdf.Graph, iri string) *rdf.Graph {
	node, _ := g.Lookup(rdf.Term{Kind: rdf.IRI, Value: iri})
	return dcat.Slice(g, node)
}

// write writes the difference for a person.
func (d difference) write(s *Streams, p *lang.Printer) error {
	out := bufio.NewWriter(s.Out)
	for _, iri := range d.Added {
		fmt.Fprintln(out, "+", iri)
	}
	for _, iri := range d.Removed {
		fmt.Fprintln(out, "-", iri)
	}
	for _, n := range d.Changed {
		fmt.Fprintln(out, "~", n.Node)
		for _, c := range n.Changes {
			sign := "-"
			if c.Added {
				sign = "+"
			}
			about := ""
			if c.Node != n.Node {
				about = c.Node + " "
			}
			fmt.Fprintf(out, "    %s %s%s %s\n", sign, about, c.Property, c.Value)
		}
	}
	fmt.Fprintln(out, p.T("catalogue.difference", "Added", len(d.Added), "Removed", len(d.Removed),
		"Changed", len(d.Changed), "Same", d.Same))
	return out.Flush()
}
