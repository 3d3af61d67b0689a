package rdf

import (
	"cmp"
	"slices"
)

// Index builds what the questions need, in both directions. They do it
// themselves when first asked; call Index before sharing the graph between
// goroutines.
func (g *Graph) Index() {
	g.settle()
	if g.incoming == nil {
		g.invert()
	}
}

// settle sorts in what has been added since the last question.
func (g *Graph) settle() {
	if g.waiting > 0 {
		g.sort()
	}
}

// sort distributes the triples by subject (counting sort: the IDs are dense),
// sorts each subject's few, and drops repetitions, keeping the first position.
func (g *Graph) sort() {
	from := make([]uint32, g.Dictionary.Len()+1)
	chunks := append([][]Triple{g.triples}, g.pending...)
	for _, chunk := range chunks {
		for i := range chunk {
			from[chunk[i].S+1]++
		}
	}
	accumulate(from)
	sorted := make([]Triple, len(g.triples)+g.waiting)
	for _, chunk := range chunks {
		for i := range chunk {
			at := &from[chunk[i].S]
			sorted[*at] = chunk[i]
			*at++
		}
	}
	g.pending, g.waiting = nil, 0
	g.incoming, g.to, g.classes = nil, nil, nil
	g.triples = tidy(sorted, from)
	g.from = from
}

// accumulate turns counts, shifted by one place, into beginnings.
func accumulate(counts []uint32) {
	sum := uint32(0)
	for i, n := range counts {
		sum += n
		counts[i] = sum
	}
}

// tidy sorts within each subject and removes repetitions in place. It takes
// the ends of the groups in from and leaves their beginnings.
func tidy(sorted []Triple, ends []uint32) []Triple {
	out, start := 0, 0
	for s := range ends {
		end := int(ends[s])
		if s == len(ends)-1 {
			end = len(sorted)
		}
		group := sorted[start:end]
		start = end
		ends[s] = uint32(out)
		sortGroup(group)
		for i := range group {
			if i > 0 && group[i].P == group[i-1].P && group[i].O == group[i-1].O {
				continue
			}
			sorted[out] = group[i]
			out++
		}
	}
	if len(sorted)-out > out/4 {
		return slices.Clone(sorted[:out])
	}
	return sorted[:out:out]
}

// sortGroup sorts the triples of one subject. Most groups are small and come
// nearly sorted, where insertion beats everything.
func sortGroup(group []Triple) {
	if len(group) > 24 {
		slices.SortStableFunc(group, func(a, b Triple) int {
			return cmp.Or(cmp.Compare(a.P, b.P), cmp.Compare(a.O, b.O))
		})
		return
	}
	for i := 1; i < len(group); i++ {
		t := group[i]
		j := i
		for ; j > 0 && (group[j-1].P > t.P || group[j-1].P == t.P && group[j-1].O > t.O); j-- {
			group[j] = group[j-1]
		}
		group[j] = t
	}
}

// referring gives the places of the triples whose object is o, sorted by
// predicate and subject.
func (g *Graph) referring(o ID) []uint32 {
	g.Index()
	if int(o)+1 >= len(g.to) {
		return nil
	}
	return g.incoming[g.to[o]:g.to[o+1]]
}

// classify gathers the instances of classes, which many ask for who ask for
// nothing else by object. The types of a subject stand first among its triples.
func (g *Graph) classify() {
	g.classes = map[ID][]ID{}
	for s := range max(0, len(g.from)-1) {
		for i := g.from[s]; i < g.from[s+1] && g.triples[i].P == Type; i++ {
			class := g.triples[i].O
			g.classes[class] = append(g.classes[class], ID(s))
		}
	}
}

// invert builds the index by object. Triples are visited in the order of
// subjects, so each object's group comes sorted by subject; it remains to
// sort by predicate, stably.
func (g *Graph) invert() {
	to := make([]uint32, len(g.from)+1)
	for i := range g.triples {
		to[g.triples[i].O+1]++
	}
	accumulate(to)
	incoming := make([]uint32, len(g.triples))
	next := slices.Clone(to)
	for i := range g.triples {
		o := g.triples[i].O
		incoming[next[o]] = uint32(i)
		next[o]++
	}
	for o := range len(to) - 1 {
		group := incoming[to[o]:to[o+1]]
		if len(group) < 2 {
			continue
		}
		if byPredicate := func(a, b uint32) int {
			return cmp.Compare(g.triples[a].P, g.triples[b].P)
		}; !slices.IsSortedFunc(group, byPredicate) {
			slices.SortStableFunc(group, byPredicate)
		}
	}
	g.to, g.incoming = to, incoming
}
