package shacl

import (
	"slices"

	"insyn/rdf"
)

// A group is the shapes that have the same targets. Each node is held against
// all of them before the next, while what the graph says of it is at hand.
type group struct {
	targets []compiledTarget
	shapes  []*compiled
}

// add puts a shape with targets among those that have the same.
func (v *Validator) add(s *compiled) {
	at := slices.IndexFunc(v.groups, func(g *group) bool { return slices.Equal(g.targets, s.targets) })
	if at < 0 {
		at = len(v.groups)
		v.groups = append(v.groups, &group{targets: s.targets})
	}
	v.groups[at].shapes = append(v.groups[at].shapes, s)
}

// A chosen shape is one of a group, and which of its focus nodes to look at.
type chosen struct {
	shape *compiled
	only  func(focus rdf.ID) bool // nil is all
}

// choose asks the options which nodes the shapes of a group are about.
func (r *run) choose(g *group) []chosen {
	shapes := make([]chosen, len(g.shapes))
	for i, s := range g.shapes {
		shapes[i].shape = s
		if r.options.Only != nil {
			shapes[i].only = r.options.Only(s.Shape)
		}
	}
	return shapes
}

// tell hands out what the shapes of a group find; false means to stop.
func (r *run) tell(g *group, yield func(*Result) bool) bool {
	shapes := r.choose(g)
	for _, focus := range r.focusNodes(g.targets) {
		for _, s := range shapes {
			if s.only != nil && !s.only(focus) {
				continue
			}
			r.results = r.results[:0]
			r.evaluate(s.shape, focus)
			for i := range r.results {
				if !yield(&r.results[i]) {
					return false
				}
			}
		}
	}
	return true
}
