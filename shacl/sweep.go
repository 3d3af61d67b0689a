package shacl

import "insyn/rdf"

// A swept shape is a property shape as a sweep needs it: most of dozens are
// about properties that the node at hand does not have, and are passed by
// without being looked at.
type swept struct {
	predicate int32 // a constant; below zero, the path is more than one predicate
	vacuous   bool
	shape     *compiled
}

// inOneSweep makes one check of the property shapes of a node shape, with the
// results that they have one after the other.
func inOneSweep(shapes []*compiled) check {
	list := make([]swept, len(shapes))
	for i, s := range shapes {
		list[i] = swept{-1, s.vacuous, s}
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
			r.check(s.shape, focus, r.valuesOf(focus, int(s.predicate)))
		}
		if r.probing > 0 && r.failed {
			return
		}
	}
}
