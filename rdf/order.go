package rdf

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// An arrangement puts the triples of a graph into an order that depends only
// on what the graph says: not on the order of reading, not on labels.
type arrangement struct {
	graph    *Graph
	triples  []Triple         // by subject, predicate, object as written out
	labels   map[ID]string    // of blank nodes
	mentions map[ID]int       // how many triples have the blank node as object
	position map[ID][2]uint32 // where the triples of a blank subject lie
	inside   map[ID]bool      // blank nodes that are written inside the triple that mentions them
	lists    map[ID][]ID      // the members of those that begin a collection
}

// arrange orders a graph. Labels begin at firstLabel.
func arrange(g *Graph, firstLabel int) *arrangement {
	a := &arrangement{graph: g, labels: label(g, firstLabel), mentions: map[ID]int{}}
	rank := a.ranks()
	a.triples = slices.Clone(g.All())
	slices.SortFunc(a.triples, func(x, y Triple) int {
		return cmp.Or(cmp.Compare(rank[x.S], rank[y.S]), cmp.Compare(rank[x.P], rank[y.P]),
			cmp.Compare(rank[x.O], rank[y.O]))
	})
	a.position = map[ID][2]uint32{}
	for i, t := range a.triples {
		if g.Kind(t.O) == Blank {
			a.mentions[t.O]++
		}
		if g.Kind(t.S) == Blank {
			p, seen := a.position[t.S]
			if !seen {
				p[0] = uint32(i)
			}
			p[1] = uint32(i + 1)
			a.position[t.S] = p
		}
	}
	a.inside, a.lists = map[ID]bool{}, map[ID][]ID{}
	if len(a.mentions) > 0 {
		a.settleNesting()
	}
	return a
}

// label names the blank nodes of a graph. If they are too much alike to tell
// apart, the names follow the order of reading.
func label(g *Graph, first int) map[ID]string {
	labels, err := Labels(g)
	n := 0
	if err == nil && first == 0 {
		return labels
	}
	if err != nil {
		labels = map[ID]string{}
		for _, t := range g.All() {
			for _, id := range [...]ID{t.S, t.O} {
				if _, named := labels[id]; !named && g.Kind(id) == Blank {
					labels[id] = "b" + strconv.Itoa(n)
					n++
				}
			}
		}
	}
	for id, l := range labels {
		n, _ := strconv.Atoi(l[1:])
		labels[id] = "b" + strconv.Itoa(first+n)
	}
	return labels
}

// ranks gives every term that the graph uses its place among them.
func (a *arrangement) ranks() []uint32 {
	g := a.graph
	rank := make([]uint32, g.Dictionary.Len())
	var used []ID
	for _, t := range g.All() {
		for _, id := range [...]ID{t.S, t.P, t.O} {
			if rank[id] == 0 {
				rank[id] = 1
				used = append(used, id)
			}
		}
	}
	slices.SortFunc(used, a.compare)
	for i, id := range used {
		rank[id] = uint32(i)
	}
	return rank
}

// compare orders terms: IRIs, then blank nodes, then literals, each by text.
func (a *arrangement) compare(x, y ID) int {
	d := a.graph.Dictionary
	kx, ky := d.Kind(x), d.Kind(y)
	if kx != ky {
		return cmp.Compare(kx, ky)
	}
	if kx == Blank {
		lx, ly := a.labels[x], a.labels[y]
		return cmp.Or(cmp.Compare(len(lx), len(ly)), cmp.Compare(lx, ly))
	}
	if c := strings.Compare(d.Value(x), d.Value(y)); c != 0 || kx == IRI {
		return c
	}
	return cmp.Or(strings.Compare(d.Language(x), d.Language(y)),
		strings.Compare(d.Value(d.Datatype(x)), d.Value(d.Datatype(y))))
}

// term writes an ID out, with the arrangement's names for blank nodes.
func (a *arrangement) term(id ID) Term {
	t := a.graph.Term(id)
	if t.Kind == Blank {
		t.Value = a.labels[id]
	}
	return t
}

// of gives the triples of a blank node in order.
func (a *arrangement) of(blank ID) []Triple {
	p := a.position[blank]
	return a.triples[p[0]:p[1]]
}

// maxNesting is how deep writers nest blank nodes: less than readers allow.
const maxNesting = 60

// settleNesting decides which blank nodes are written inside the one triple
// that mentions them, and which of these begin collections. The others, among
// them one of each circle, are written by themselves.
func (a *arrangement) settleNesting() {
	visited := map[ID]bool{}
	var queue []ID
	visit := func(id ID) {
		if !visited[id] {
			visited[id] = true
			queue = append(queue, id)
		}
		for len(queue) > 0 {
			next := queue[0]
			queue = queue[1:]
			visited[next] = true
			queue = append(queue, a.nest(next, 0, visited)...)
		}
	}
	for s := range a.graph.Subjects() {
		if a.graph.Kind(s) != Blank {
			visit(s)
		}
	}
	blanks := slices.SortedFunc(maps.Keys(a.position), a.compare)
	for _, b := range blanks {
		if a.mentions[b] != 1 {
			visit(b)
		}
	}
	for _, b := range blanks {
		if !visited[b] && !a.inside[b] {
			visit(b)
		}
	}
}

// nest marks what is written inside the triples of subject, and returns what
// would come to lie too deep.
func (a *arrangement) nest(subject ID, depth int, visited map[ID]bool) (deep []ID) {
	for _, t := range a.graph.Of(subject) {
		deep = append(deep, a.nestObject(t.O, depth, visited)...)
	}
	return deep
}

func (a *arrangement) nestObject(o ID, depth int, visited map[ID]bool) []ID {
	if a.graph.Kind(o) != Blank || a.mentions[o] != 1 || a.inside[o] || visited[o] {
		return nil
	}
	if depth >= maxNesting {
		return []ID{o}
	}
	a.inside[o] = true
	members, nodes := a.collection(o)
	if members == nil {
		return a.nest(o, depth+1, visited)
	}
	a.lists[o] = members
	for _, node := range nodes {
		a.inside[node] = true
	}
	var deep []ID
	for _, m := range members {
		deep = append(deep, a.nestObject(m, depth+1, visited)...)
	}
	return deep
}

// collection gives the members and nodes of a list that can be written as
// one: each node has one mention and says nothing but first and rest.
func (a *arrangement) collection(head ID) (members, nodes []ID) {
	for node := head; node != Nil; {
		if a.graph.Kind(node) != Blank || !a.listNode(node) || len(nodes) > len(a.triples) {
			return nil, nil
		}
		nodes = append(nodes, node)
		members = append(members, a.graph.Object(node, First))
		node = a.graph.Object(node, Rest)
	}
	return members, nodes
}

func (a *arrangement) listNode(node ID) bool {
	return a.mentions[node] == 1 && len(a.of(node)) == 2 &&
		len(a.graph.Match(node, First)) == 1 && len(a.graph.Match(node, Rest)) == 1
}

// subjects gives each subject's triples in turn, without those that are
// written inside others.
func (a *arrangement) subjects(yield func([]Triple) bool) {
	for i := 0; i < len(a.triples); {
		s, end := a.triples[i].S, i+1
		for end < len(a.triples) && a.triples[end].S == s {
			end++
		}
		if !a.inside[s] && !yield(a.triples[i:end]) {
			return
		}
		i = end
	}
}
