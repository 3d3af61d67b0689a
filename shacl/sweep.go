package shacl

import (
	"math"

	"insyn/rdf"
)

// A swept shape is a property shape as a sweep needs it: most of dozens are
// about properties that the node at hand does not have, and are passed by
// without being looked at.
type swept struct {
	predicate int32 // a constant; below zero, the path is more than one predicate
	vacuous   bool
	shape     *compiled
	simple    simple
}

// A simple demand is all that a shape asks of the number of values and of their
// kinds. Nearly all are as they should be, which is seen without a call for each.
type simple struct {
	least, most int
	all         bool    // of any kind
	kinds       [4]bool // that are allowed
	others      []int   // the places of the checks that ask for more
}

// simpleOf sorts the constraints of a property shape.
func simpleOf(constraints []Constraint) simple {
	p := simple{most: math.MaxInt, all: true, kinds: [4]bool{true, true, true, true}}
	for i, c := range constraints {
		switch c := c.(type) {
		case MinCount:
			p.least = max(p.least, int(c))
		case MaxCount:
			p.most = min(p.most, int(c))
		case NodeKind:
			p.all = false
			for kind, allowed := range c.allowed() {
				p.kinds[kind] = p.kinds[kind] && allowed
			}
		default:
			p.others = append(p.others, i)
		}
	}
	return p
}

// accepts tells whether values are as they should be.
func (p *simple) accepts(r *run, values []rdf.Triple) bool {
	if len(values) < p.least || len(values) > p.most {
		return false
	}
	for i := 0; i < len(values) && !p.all; i++ {
		if !p.kinds[r.Kind(values[i].O)] {
			return false
		}
	}
	return true
}

// inOneSweep makes one check of the property shapes of a node shape, with the
// results that they have one after the other.
func inOneSweep(shapes []*compiled) check {
	list := make([]swept, len(shapes))
	for i, s := range shapes {
		list[i] = swept{-1, s.vacuous, s, simpleOf(s.Constraints)}
		if s.path != nil && s.path.kind == Predicate {
			list[i].predicate = int32(s.path.predicate)
		}
	}
	return func(r *run, _ *compiled, focus rdf.ID, _ []rdf.Triple) { r.sweep(list, focus) }
}

// sweep runs the checks of property shapes on a node.
func (r *run) sweep(list []swept, focus rdf.ID) {
	for i := range list {
		s := &list[i]
		if s.predicate < 0 {
			r.evaluate(s.shape, focus)
		} else if r.look(focus); r.spans[s.predicate].epoch == r.epoch || !s.vacuous {
			r.checkSwept(s, focus, r.valuesOf(focus, int(s.predicate)))
		}
		if r.probing > 0 && r.failed {
			return
		}
	}
}

// checkSwept runs the checks of a shape on its values. If they meet what is
// simple, only the others have to be asked.
func (r *run) checkSwept(s *swept, focus rdf.ID, values []rdf.Triple) {
	if !s.simple.accepts(r, values) {
		r.check(s.shape, focus, values)
		return
	}
	for _, i := range s.simple.others {
		s.shape.checks[i](r, s.shape, focus, values)
		if r.probing > 0 && r.failed {
			return
		}
	}
}
