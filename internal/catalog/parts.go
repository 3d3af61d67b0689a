package catalog

import (
	"slices"

	"insyn/rdf"
)

// parts looks at which catalogues there are, once every text that was asked
// for has come. Sub-catalogues of which nothing is said but their type are
// asked for then. One level is allowed, and no circle.
func (g *Gathering) parts() error {
	main, err := g.Main()
	if err != nil {
		return err
	}
	for _, part := range g.below(main) {
		switch {
		case len(g.below(part)) > 0:
			return g.problem(NestedCatalog, part).Fault()
		case !g.isCatalog(part):
			return g.problem(UntypedCatalog, part).Fault()
		case len(g.Graph.Of(part)) > 1:
			continue
		case g.Graph.Kind(part) == rdf.Blank:
			return g.problem(BlankCatalog, part).Fault()
		}
		if err := g.want(g.Graph.Value(part), g.Graph.Value(part), g.source); err != nil {
			return err
		}
	}
	return nil
}

// Main gives the main catalogue: the one that is part of no other.
func (g *Gathering) Main() (rdf.ID, error) {
	class := named(g.Graph, "dcat:Catalog")
	var tops, all []rdf.ID
	below := map[rdf.ID]bool{}
	for c := range g.Graph.Instances(class) {
		all = append(all, c)
		for _, part := range g.below(c) {
			below[part] = true
		}
	}
	for _, c := range all {
		if !below[c] {
			tops = append(tops, c)
		}
	}
	switch {
	case class == rdf.None || len(all) == 0:
		return rdf.None, Problem{Code: NoCatalog, Node: g.source}.Fault()
	case len(tops) == 0:
		return rdf.None, g.problem(NestedCatalog, all[0]).Fault()
	case len(tops) > 1:
		return rdf.None, g.problem(ManyCatalogs, tops[1]).Fault()
	}
	return tops[0], nil
}

// below lists what a catalogue says are catalogues below it: what it calls its
// parts, unless they are something else.
func (g *Gathering) below(catalog rdf.ID) []rdf.ID {
	var all []rdf.ID
	for _, property := range []string{"dcterms:hasPart", "dcat:catalog"} {
		id := named(g.Graph, property)
		if id == rdf.None {
			continue
		}
		for _, t := range g.Graph.Match(catalog, id) {
			if g.Graph.Kind(t.O) != rdf.Literal && (g.isCatalog(t.O) || !g.typed(t.O)) {
				all = append(all, t.O)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// isCatalog tells whether a node is said to be a catalogue.
func (g *Gathering) isCatalog(node rdf.ID) bool {
	class := named(g.Graph, "dcat:Catalog")
	return class != rdf.None && g.Graph.Has(node, rdf.Type, class)
}

// typed tells whether a node is said to be anything.
func (g *Gathering) typed(node rdf.ID) bool { return len(g.Graph.Match(node, rdf.Type)) > 0 }
