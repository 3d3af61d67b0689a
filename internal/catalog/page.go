package catalog

import (
	"slices"
	"strings"

	"insyn/dcat"
	"insyn/rdf"
)

const hydra = "http://www.w3.org/ns/hydra/core#"

// nextPage gives the address of the page after this one, as Hydra tells it in
// its present form (a PartialCollectionView with next) or in the one that many
// portals still use (a PagedCollection with nextPage); "" after the last.
// Either may be an address or a text. Several different ones are unclear.
func nextPage(g *rdf.Graph) (next string, clear bool) {
	var found []string
	for _, form := range [...]struct{ class, property string }{
		{"PartialCollectionView", "next"}, {"PagedCollection", "nextPage"},
		{"PagedCollection", "next"},
	} {
		class, property := iri(g, hydra+form.class), iri(g, hydra+form.property)
		if class == rdf.None || property == rdf.None {
			continue
		}
		for page := range g.Instances(class) {
			for _, t := range g.Match(page, property) {
				found = append(found, strings.TrimSpace(g.Value(t.O)))
			}
		}
	}
	slices.Sort(found)
	switch found = slices.Compact(found); len(found) {
	case 0:
		return "", true
	case 1:
		return found[0], true
	}
	return "", false
}

// iri looks an IRI up; rdf.None where the graph never speaks of it.
func iri(g *rdf.Graph, address string) rdf.ID {
	id, _ := g.Lookup(rdf.Term{Kind: rdf.IRI, Value: address})
	return id
}

// named looks a prefixed name up.
func named(g *rdf.Graph, name string) rdf.ID { return iri(g, dcat.Expand(name)) }
