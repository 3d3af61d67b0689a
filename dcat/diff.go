package dcat

import (
	"cmp"
	"maps"
	"slices"

	"insyn/rdf"
)

// A Diff tells what became of datasets, series and services between two
// readings of a catalogue, each by IRI in order.
type Diff struct {
	Added, Removed, Changed, Same []string
}

// Compare finds out what became of what, from fingerprints.
func Compare(before, after map[string]Fingerprint) Diff {
	var d Diff
	for _, iri := range slices.Sorted(maps.Keys(after)) {
		old, known := before[iri]
		switch {
		case !known:
			d.Added = append(d.Added, iri)
		case old != after[iri]:
			d.Changed = append(d.Changed, iri)
		default:
			d.Same = append(d.Same, iri)
		}
	}
	for _, iri := range slices.Sorted(maps.Keys(before)) {
		if _, still := after[iri]; !still {
			d.Removed = append(d.Removed, iri)
		}
	}
	return d
}

// A PropertyChange is a statement that one of two slices has and the other
// has not.
type PropertyChange struct {
	Node     string // IRI, or "" of a blank node
	Property string // prefixed name
	Value    rdf.Term
	Added    bool
}

// Changes lists the statements by which two slices differ, in the order of
// nodes and properties. Statements of or about blank nodes are compared by
// what the blank nodes say, not by labels.
func Changes(before, after *rdf.Graph) []PropertyChange {
	old, now := statements(before), statements(after)
	var all []PropertyChange
	for _, line := range slices.Sorted(maps.Keys(old)) {
		if _, still := now[line]; !still {
			all = append(all, old[line])
		}
	}
	for _, line := range slices.Sorted(maps.Keys(now)) {
		if _, known := old[line]; !known {
			change := now[line]
			change.Added = true
			all = append(all, change)
		}
	}
	slices.SortStableFunc(all, func(a, b PropertyChange) int {
		return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Property, b.Property))
	})
	return all
}

// statements writes each statement in a line by which it can be found again.
func statements(g *rdf.Graph) map[string]PropertyChange {
	p := &printer{view: newView(g), terms: make([]print, g.Dictionary.Len()),
		nodes: map[rdf.ID]print{}}
	name := func(id rdf.ID) string {
		if g.Kind(id) != rdf.Blank {
			return g.Term(id).String()
		}
		return "_:" + p.node(id, 1).fingerprint().String()
	}
	all := map[string]PropertyChange{}
	for _, t := range g.All() {
		c := PropertyChange{Property: Shorten(g.Value(t.P)), Value: g.Term(t.O)}
		if g.Kind(t.S) == rdf.IRI {
			c.Node = g.Value(t.S)
		}
		all[name(t.S)+" "+name(t.P)+" "+name(t.O)] = c
	}
	return all
}
