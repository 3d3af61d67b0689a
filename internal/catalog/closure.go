package catalog

import (
	"slices"
	"strings"

	"insyn/dcat"
	"insyn/rdf"
)

// closure gives the graphs of a node and of all that it mentions and that is
// described: its own first, the others by address. nil when it is too much.
func (c *cutter) closure(node rdf.ID) []*rdf.Graph {
	own := dcat.Slice(c.Graph, node)
	all, triples := []*rdf.Graph{own}, own.Len()
	seen := c.subjects(own)
	seen[c.Graph.Value(node)] = true
	for next, depth := c.mentioned(own, seen), 0; len(next) > 0 && depth < mostDepth; depth++ {
		var after []rdf.ID
		for _, n := range next {
			s := c.slice(n)
			all = append(all, s)
			triples += s.Len()
			if triples > mostTriples || len(all) > mostNodes {
				return nil
			}
			after = append(after, c.mentioned(s, seen)...)
		}
		next = after
	}
	slices.SortFunc(all[1:], func(a, b *rdf.Graph) int {
		return strings.Compare(first(a), first(b))
	})
	if triples > mostTriples {
		return nil
	}
	return all
}

// first gives the address of the node that a slice is about.
func first(g *rdf.Graph) string {
	for s := range g.Subjects() {
		return g.Value(s)
	}
	return ""
}

// slice is dcat.Slice, kept for nodes that many items mention.
func (c *cutter) slice(node rdf.ID) *rdf.Graph {
	s := c.slices[node]
	if s == nil {
		s = dcat.Slice(c.Graph, node)
		s.Index()
		c.slices[node] = s
	}
	return s
}

// subjects gives the addresses of which a slice speaks.
func (c *cutter) subjects(slice *rdf.Graph) map[string]bool {
	all := map[string]bool{}
	for s := range slice.Subjects() {
		if slice.Kind(s) == rdf.IRI {
			all[slice.Value(s)] = true
		}
	}
	return all
}

// mentioned lists the nodes that a slice mentions, that are described in the
// whole and are no items, and have not been seen; by address.
func (c *cutter) mentioned(slice *rdf.Graph, seen map[string]bool) []rdf.ID {
	var all []rdf.ID
	for _, t := range slice.All() {
		if slice.Kind(t.O) != rdf.IRI || t.P == rdf.Type || seen[slice.Value(t.O)] {
			continue
		}
		node := iri(c.Graph, slice.Value(t.O))
		if node == rdf.None || c.kinds[node] != "" || len(c.Graph.Of(node)) == 0 {
			continue
		}
		seen[slice.Value(t.O)] = true
		all = append(all, node)
	}
	slices.SortFunc(all, func(a, b rdf.ID) int {
		return strings.Compare(c.Graph.Value(a), c.Graph.Value(b))
	})
	return all
}

// head cuts the main catalogue out: what is said of it itself, and not what it
// lists.
func (c *cutter) head(main rdf.ID) (Item, error) {
	graphs := c.closure(main)
	if graphs == nil { // a catalogue may list any number; only the list is long
		graphs = []*rdf.Graph{dcat.Slice(c.Graph, main)}
	}
	own := graphs[0]
	for _, name := range []string{"dcat:dataset", "dcat:service", "dcterms:hasPart", "dcat:catalog",
		"dcat:record"} {
		property := named(own, name)
		own.Remove(func(t rdf.Triple) bool { return property != rdf.None && t.P == property })
	}
	content, err := written(graphs)
	if err != nil {
		return Item{}, err
	}
	return Item{Identity: "catalog:" + c.source, IRI: label(c.Graph, main), Kind: Main,
		Title: titleOf(c.Graph, main), Print: printOf(content), Content: content}, nil
}
