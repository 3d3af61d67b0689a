package shacl

import (
	"slices"

	"insyn/rdf"
)

// A Validator is a set of shapes made ready to be run on any number of
// graphs. It may be used by several goroutines at once.
type Validator struct {
	constants []rdf.Term // what checks compare with; a run finds their IDs once
	groups    []*group
}

// A check finds out whether the values of a focus node meet one constraint.
type check func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple)

// A compiled shape is one whose constraints have become checks.
type compiled struct {
	*Shape
	path    *compiledPath
	checks  []check
	targets []compiledTarget
	vacuous bool // nothing can fail where there are no values
}

type compiledTarget struct {
	kind TargetKind
	term int // a constant
}

// A compiledPath has constants for predicates.
type compiledPath struct {
	kind      PathKind
	predicate int
	parts     []*compiledPath
}

// A compiler turns shapes into checks.
type compiler struct {
	*Validator
	known map[rdf.Term]int
	done  map[*Shape]*compiled
	all   []*Shape // every shape, also those without targets
}

// Compile makes a Validator of the shapes that have targets.
func Compile(shapes []*Shape) *Validator {
	c := &compiler{
		Validator: &Validator{}, known: map[rdf.Term]int{}, done: map[*Shape]*compiled{},
	}
	c.gather(shapes)
	for _, s := range shapes {
		compiled := c.shape(s)
		if len(s.Targets) > 0 && !s.Deactivated {
			c.add(compiled)
		}
	}
	return c.Validator
}

// gather finds every shape that the given ones refer to.
func (c *compiler) gather(shapes []*Shape) {
	seen := map[*Shape]bool{}
	for len(shapes) > 0 {
		s := shapes[0]
		shapes = shapes[1:]
		if seen[s] {
			continue
		}
		seen[s] = true
		c.all = append(c.all, s)
		shapes = slices.Clone(shapes)
		for _, constraint := range s.Constraints {
			shapes = append(shapes, references(constraint)...)
		}
	}
}

// constant gives the place of a term among the constants.
func (c *compiler) constant(t rdf.Term) int {
	at, ok := c.known[t]
	if !ok {
		at = len(c.constants)
		c.known[t] = at
		c.constants = append(c.constants, t)
	}
	return at
}

func (c *compiler) iri(iri string) int { return c.constant(rdf.Term{Kind: rdf.IRI, Value: iri}) }

func (c *compiler) shape(s *Shape) *compiled {
	if known, ok := c.done[s]; ok {
		return known
	}
	out := &compiled{Shape: s}
	c.done[s] = out
	if s.Deactivated {
		return out
	}
	if s.Path != nil {
		out.path = c.path(s.Path)
	}
	for _, t := range s.Targets {
		out.targets = append(out.targets, compiledTarget{t.Kind, c.constant(t.Term)})
	}
	out.vacuous = s.Path != nil && !slices.ContainsFunc(s.Constraints, asksForValues)
	for rest := s.Constraints; len(rest) > 0; {
		if some := c.properties(s, rest); len(some) > 1 {
			out.checks = append(out.checks, inOneSweep(some))
			rest = rest[len(some):]
			continue
		}
		out.checks = append(out.checks, rest[0].compile(c, s))
		rest = rest[1:]
	}
	return out
}

// asksForValues tells whether a constraint can fail where there are no values.
func asksForValues(c Constraint) bool {
	switch c.(type) {
	case MinCount, HasValue, Qualified, Equals:
		return true
	}
	return false
}

// properties gives the property shapes that stand first among the constraints
// of a node shape. They are about one node, and can be gone through together.
func (c *compiler) properties(s *Shape, constraints []Constraint) []*compiled {
	var some []*compiled
	for _, constraint := range constraints {
		p, is := constraint.(Property)
		if !is || s.Path != nil {
			break
		}
		some = append(some, c.shape(p.Shape))
	}
	return some
}

func (c *compiler) shapesOf(shapes []*Shape) []*compiled {
	out := make([]*compiled, len(shapes))
	for i, s := range shapes {
		out[i] = c.shape(s)
	}
	return out
}

func (c *compiler) path(p *Path) *compiledPath {
	out := &compiledPath{kind: p.Kind}
	if p.Kind == Predicate {
		out.predicate = c.iri(p.IRI)
	}
	for _, part := range p.Parts {
		out.parts = append(out.parts, c.path(part))
	}
	return out
}
