package rdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"
)

// ErrTooComplex says that the blank nodes of a graph resemble each other so
// much that telling them apart would take too long. Graphs that people
// publish are not like that; graphs made to exhaust a reader are.
var ErrTooComplex = errors.New("rdf: the blank nodes are too much alike to compare")

// patience is how many times the surroundings of a blank node may be looked
// at, for each blank node there is and in any case.
const patience, leastPatience = 64, 200_000

// A colour is what is known of a blank node from its surroundings. It depends
// only on the graph, not on labels or order.
type colour [16]byte

// A link joins a blank node to a neighbour by a predicate.
type link struct {
	kind      byte // 's' if the node is the subject, 'o' if the object
	predicate colour
	other     int // the neighbour's number, or -1
	ground    colour
}

// A colouring tells the blank nodes of a graph apart: every node begins with
// the same colour, takes on that of its surroundings, and where two still
// look alike one is marked and the rest follow. Compare A. Hogan, Canonical
// Forms for Isomorphic and Equivalent RDF Graphs (ACM TWEB, 2017).
type colouring struct {
	graph  *Graph
	nodes  []ID
	links  [][]link
	budget int
}

// Labels gives each blank node of a graph a name that depends only on the
// graph: two graphs that differ in nothing but labels and order get the same
// names in the same places.
func Labels(g *Graph) (map[ID]string, error) {
	c := newColouring(g)
	labels := make(map[ID]string, len(c.nodes))
	if len(c.nodes) == 0 {
		return labels, nil
	}
	colours := make([]colour, len(c.nodes))
	if !c.refine(colours, c.everyone()) {
		return nil, ErrTooComplex
	}
	best, ok := c.search(colours, false)
	if !ok {
		return nil, ErrTooComplex
	}
	for i, at := range best.order() {
		labels[c.nodes[at]] = "b" + strconv.Itoa(i)
	}
	return labels, nil
}

func newColouring(g *Graph) *colouring {
	c := &colouring{graph: g}
	number := map[ID]int{}
	numberOf := func(id ID) int {
		if g.Kind(id) != Blank {
			return -1
		}
		n, ok := number[id]
		if !ok {
			n = len(c.nodes)
			number[id] = n
			c.nodes = append(c.nodes, id)
			c.links = append(c.links, nil)
		}
		return n
	}
	known := map[ID]colour{}
	ground := func(id ID) colour {
		h, ok := known[id]
		if !ok {
			sum := sha256.Sum256([]byte(g.Term(id).String()))
			h = colour(sum[:16])
			known[id] = h
		}
		return h
	}
	for _, t := range g.All() {
		s, o := numberOf(t.S), numberOf(t.O)
		if s < 0 && o < 0 {
			continue
		}
		p := ground(t.P)
		if s >= 0 {
			l := link{kind: 's', predicate: p, other: o}
			if o < 0 {
				l.ground = ground(t.O)
			}
			c.links[s] = append(c.links[s], l)
		}
		if o >= 0 {
			l := link{kind: 'o', predicate: p, other: s}
			if s < 0 {
				l.ground = ground(t.S)
			}
			c.links[o] = append(c.links[o], l)
		}
	}
	c.budget = max(leastPatience, patience*len(c.nodes))
	return c
}

func (c *colouring) everyone() []int {
	all := make([]int, len(c.nodes))
	for i := range all {
		all[i] = i
	}
	return all
}

// surroundings mixes what a node is linked to, in no particular order.
func (c *colouring) surroundings(colours []colour, node int) colour {
	seen := make([][]byte, 0, len(c.links[node]))
	for _, l := range c.links[node] {
		b := append([]byte{l.kind}, l.predicate[:]...)
		switch {
		case l.other == node:
			b = append(b, "self"...)
		case l.other >= 0:
			b = append(b, 'b')
			b = append(b, colours[l.other][:]...)
		default:
			b = append(b, 'g')
			b = append(b, l.ground[:]...)
		}
		seen = append(seen, b)
	}
	slices.SortFunc(seen, bytes.Compare)
	return mix(colours[node][:], bytes.Join(seen, nil))
}

func mix(parts ...[]byte) colour {
	h := sha256.New()
	for _, p := range parts {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(p))))
		h.Write(p)
	}
	return colour(h.Sum(nil)[:16])
}

// refine spreads colours until nothing changes, beginning with the nodes that
// have something new beside them. It returns false when patience is at an end.
//
// Where a class falls apart, its largest part keeps the colour: the others
// being told apart from it is enough to tell it apart from them (Hopcroft).
// So a long list is settled from its ends in as many steps as it has nodes.
func (c *colouring) refine(colours []colour, dirty []int) bool {
	size := map[colour]int{}
	for _, k := range colours {
		size[k]++
	}
	for len(dirty) > 0 {
		c.budget -= len(dirty)
		if c.budget < 0 {
			return false
		}
		classes := map[colour]map[colour][]int{} // by old colour and by new
		for _, node := range dirty {
			fresh := c.surroundings(colours, node)
			class := classes[colours[node]]
			if class == nil {
				class = map[colour][]int{}
				classes[colours[node]] = class
			}
			class[fresh] = append(class[fresh], node)
		}
		var changed []int
		for old, class := range classes {
			keeper, keeps := largest(class, size[old])
			for fresh, members := range class {
				if keeps && fresh == keeper {
					continue
				}
				for _, node := range members {
					colours[node] = fresh
				}
				size[fresh] += len(members)
				size[old] -= len(members)
				changed = append(changed, members...)
			}
		}
		dirty = c.neighbours(changed)
	}
	return true
}

// largest tells which part of a class keeps its colour: one larger than all
// others, unless some members were not looked at and keep it anyway.
func largest(class map[colour][]int, size int) (keeper colour, keeps bool) {
	most, looked := 0, 0
	for fresh, members := range class {
		looked += len(members)
		if len(members) == most {
			keeps = false
		}
		if len(members) > most {
			keeper, keeps, most = fresh, true, len(members)
		}
	}
	return keeper, keeps && looked == size
}

// neighbours gives the blank nodes linked to any of nodes, each once.
func (c *colouring) neighbours(nodes []int) []int {
	var next []int
	seen := map[int]bool{}
	for _, node := range nodes {
		for _, l := range c.links[node] {
			if l.other >= 0 && !seen[l.other] {
				seen[l.other] = true
				next = append(next, l.other)
			}
		}
	}
	return next
}

// An outcome is a colouring that tells every node apart, and the triples it
// leads to, by which outcomes are compared.
type outcome struct {
	colours []colour
	form    []byte
}

// order gives the nodes sorted by colour.
func (o *outcome) order() []int {
	at := make([]int, len(o.colours))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(a, b int) int { return bytes.Compare(o.colours[a][:], o.colours[b][:]) })
	return at
}

// search marks members of the first class that has several, in turn, and
// keeps the outcome with the least form. A member whose first outcome equals
// one already known is that one's mirror image, and is not looked into
// further. With hasty, search stops at the first outcome.
func (c *colouring) search(colours []colour, hasty bool) (*outcome, bool) {
	c.budget -= 1 + len(colours)/16
	class := c.smallestClass(colours)
	if class == nil {
		return c.finished(colours), true
	}
	if c.interchangeable(colours, class) {
		marked := c.mark(colours, class)
		if marked == nil {
			return nil, false
		}
		return c.search(marked, hasty)
	}
	if hasty {
		class = class[:1]
	}
	var best *outcome
	for i := range class {
		marked := c.mark(colours, class[i:i+1])
		if marked == nil {
			return nil, false
		}
		if i > 0 {
			first, ok := c.search(slices.Clone(marked), true)
			if !ok {
				return nil, false
			}
			if bytes.Equal(first.form, best.form) {
				continue
			}
		}
		found, ok := c.search(marked, hasty)
		if !ok {
			return nil, false
		}
		if best == nil || bytes.Compare(found.form, best.form) < 0 {
			best = found
		}
	}
	return best, true
}

// mark gives nodes colours of their own and lets the others follow.
func (c *colouring) mark(colours []colour, nodes []int) []colour {
	marked := slices.Clone(colours)
	for i, node := range nodes {
		marked[node] = mix(marked[node][:], binary.BigEndian.AppendUint32([]byte("marked"), uint32(i)))
	}
	if !c.refine(marked, c.neighbours(nodes)) {
		return nil
	}
	return marked
}

// smallestClass gives the members of the smallest class that has several, of
// those the one with the least colour; nil if all nodes differ.
func (c *colouring) smallestClass(colours []colour) []int {
	members := map[colour][]int{}
	for node, k := range colours {
		members[k] = append(members[k], node)
	}
	var least colour
	var class []int
	for k, m := range members {
		if len(m) == 1 {
			continue
		}
		if class == nil || len(m) < len(class) ||
			len(m) == len(class) && bytes.Compare(k[:], least[:]) < 0 {
			least, class = k, m
		}
	}
	return class
}

// interchangeable tells whether the members of a class touch no blank node
// that has a double: then it does not matter which of them is marked.
func (c *colouring) interchangeable(colours []colour, class []int) bool {
	size := map[colour]int{}
	for _, k := range colours {
		size[k]++
	}
	for _, node := range class {
		for _, l := range c.links[node] {
			if l.other >= 0 && size[colours[l.other]] > 1 {
				return false
			}
		}
	}
	return true
}

// finished writes the triples with the nodes' places for names.
func (c *colouring) finished(colours []colour) *outcome {
	o := &outcome{colours: colours}
	place := make([]int, len(colours))
	order := o.order()
	for i, node := range order {
		place[node] = i
	}
	c.budget -= len(order)
	for _, node := range order {
		lines := make([][]byte, 0, len(c.links[node]))
		for _, l := range c.links[node] {
			b := append([]byte{l.kind}, l.predicate[:]...)
			if l.other >= 0 {
				b = binary.BigEndian.AppendUint32(append(b, 'b'), uint32(place[l.other]))
			} else {
				b = append(append(b, 'g'), l.ground[:]...)
			}
			lines = append(lines, b)
		}
		slices.SortFunc(lines, bytes.Compare)
		o.form = append(o.form, '\n')
		o.form = append(o.form, bytes.Join(lines, nil)...)
	}
	return o
}
