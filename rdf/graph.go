package rdf

import (
	"iter"
	"slices"
)

// A Position is a place in the text that was read: line and column, both
// counted from one, the column in characters. The zero Position is unknown.
type Position struct {
	Line, Column uint32
}

// A Triple is one statement of a Graph, with the place where it was made.
type Triple struct {
	S, P, O ID
	Position
}

// A Graph is a set of triples over the terms of a Dictionary.
//
// Triples are added in any order and as often as the text repeats them. The
// first question sorts them by subject, predicate and object and keeps the
// first of each; the first that goes from objects to subjects makes an index of
// them. From then on asking costs no allocation. Several goroutines
// may ask at once after Index has been called and while nobody adds.
type Graph struct {
	*Dictionary
	pending  [][]Triple // chunks, so that growing never copies
	waiting  int
	triples  []Triple    // sorted and without repetitions
	from     []uint32    // from[s] is where the triples of s begin
	incoming []uint32    // triples sorted by object, predicate, subject
	to       []uint32    // to[o] is where the incoming of o begin
	classes  map[ID][]ID // instances; asked before there is an index of all objects
}

const chunkSize = 1 << 14

// NewGraph makes an empty graph over d, or over a dictionary of its own.
func NewGraph(d *Dictionary) *Graph {
	if d == nil {
		d = NewDictionary()
	}
	return &Graph{Dictionary: d}
}

// Add states s p o, found at position.
func (g *Graph) Add(s, p, o ID, position Position) {
	last := len(g.pending) - 1
	if last < 0 || len(g.pending[last]) == cap(g.pending[last]) {
		g.pending = append(g.pending, make([]Triple, 0, min(chunkSize, max(16, g.waiting))))
		last++
	}
	g.pending[last] = append(g.pending[last], Triple{S: s, P: p, O: o, Position: position})
	g.waiting++
}

// AddAll states everything that other states. The two must share a dictionary.
func (g *Graph) AddAll(other *Graph) {
	for _, t := range other.All() {
		g.Add(t.S, t.P, t.O, t.Position)
	}
}

// Remove takes the triples out for which drop is true.
func (g *Graph) Remove(drop func(Triple) bool) {
	kept := g.All()
	g.triples, g.waiting = nil, 0
	g.from, g.incoming, g.to, g.classes = nil, nil, nil, nil
	for _, t := range kept {
		if !drop(t) {
			g.Add(t.S, t.P, t.O, t.Position)
		}
	}
}

// Len is the number of different triples.
func (g *Graph) Len() int {
	g.settle()
	return len(g.triples)
}

// All gives every triple, sorted by the IDs of subject, predicate and object.
// The slice is the graph's own: read it, do not change it.
func (g *Graph) All() []Triple {
	g.settle()
	return g.triples
}

// Of gives the triples whose subject is s.
func (g *Graph) Of(s ID) []Triple {
	g.settle()
	if int(s)+1 >= len(g.from) {
		return nil
	}
	return g.triples[g.from[s]:g.from[s+1]]
}

// Match gives the triples with subject s and predicate p: the values of a
// property, each with its position.
func (g *Graph) Match(s, p ID) []Triple {
	all := g.Of(s)
	lo, hi := 0, len(all)
	for hi-lo > 16 {
		if mid := int(uint(lo+hi) >> 1); all[mid].P < p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for lo < len(all) && all[lo].P < p {
		lo++
	}
	end := lo
	for end < len(all) && all[end].P == p {
		end++
	}
	return all[lo:end]
}

// Object gives a value of property p of s: the first by ID, or None.
func (g *Graph) Object(s, p ID) ID {
	if m := g.Match(s, p); len(m) > 0 {
		return m[0].O
	}
	return None
}

// Has tells whether the graph states s p o.
func (g *Graph) Has(s, p, o ID) bool {
	for _, t := range g.Match(s, p) {
		if t.O == o {
			return true
		}
	}
	return false
}

// Incoming gives the triples that have o as object and p as predicate; every
// predicate when p is None.
func (g *Graph) Incoming(o, p ID) iter.Seq[Triple] {
	return func(yield func(Triple) bool) {
		for _, at := range g.referring(o) {
			t := g.triples[at]
			if p != None && t.P != p {
				if t.P > p {
					return
				}
				continue
			}
			if !yield(t) {
				return
			}
		}
	}
}

// Instances gives the subjects that state their rdf:type as class, by their IDs.
func (g *Graph) Instances(class ID) iter.Seq[ID] {
	g.settle()
	if g.incoming == nil {
		if g.classes == nil {
			g.classify()
		}
		return slices.Values(g.classes[class])
	}
	return func(yield func(ID) bool) {
		for t := range g.Incoming(class, Type) {
			if !yield(t.S) {
				return
			}
		}
	}
}

// Subjects gives every subject once, in the order of their IDs.
func (g *Graph) Subjects() iter.Seq[ID] {
	return func(yield func(ID) bool) {
		last := None
		for _, t := range g.All() {
			if t.S != last && !yield(t.S) {
				return
			}
			last = t.S
		}
	}
}

// Where tells where the text begins to speak of s.
func (g *Graph) Where(s ID) Position {
	var first Position
	for _, t := range g.Of(s) {
		p := t.Position
		if first.Line == 0 || p.Line != 0 && p.before(first) {
			first = p
		}
	}
	return first
}

func (p Position) before(q Position) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Column < q.Column
}

// Members gives the members of the RDF collection that begins at list, and
// whether it ends in rdf:nil as it should. A collection that bites its own
// tail is cut off.
func (g *Graph) Members(list ID) ([]ID, bool) {
	var members []ID
	for steps := 0; list != Nil; steps++ {
		rest := g.Match(list, Rest)
		if len(rest) != 1 || len(g.Match(list, First)) != 1 || steps > len(g.triples) {
			return members, false
		}
		members = append(members, g.Object(list, First))
		list = rest[0].O
	}
	return members, true
}
