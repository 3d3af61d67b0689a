package shacl

import "insyn/rdf"

func (c Node) compile(k *compiler, _ *Shape) check {
	shape := k.shape(c.Shape)
	return each(c, func(r *run, value rdf.ID) bool { return r.conforms(shape, value) })
}

func (c Not) compile(k *compiler, _ *Shape) check {
	shape := k.shape(c.Shape)
	return each(c, func(r *run, value rdf.ID) bool { return !r.conforms(shape, value) })
}

func (c Property) compile(k *compiler, _ *Shape) check {
	shape := k.shape(c.Shape)
	return func(r *run, _ *compiled, _ rdf.ID, values []rdf.Triple) {
		for _, v := range values {
			r.evaluate(shape, v.O)
		}
	}
}

// counted makes a check of how many shapes each value conforms to. Counting
// stops above most.
func counted(c Constraint, shapes []*compiled, most int, enough func(n int) bool) check {
	return each(c, func(r *run, value rdf.ID) bool {
		n := 0
		for _, s := range shapes {
			if r.conforms(s, value) {
				n++
			}
			if n > most {
				break
			}
		}
		return enough(n)
	})
}

func (c And) compile(k *compiler, _ *Shape) check {
	all := k.shapesOf(c)
	return counted(c, all, len(all), func(n int) bool { return n == len(all) })
}

func (c Or) compile(k *compiler, _ *Shape) check {
	return counted(c, k.shapesOf(c), 0, func(n int) bool { return n > 0 })
}

func (c Xone) compile(k *compiler, _ *Shape) check {
	return counted(c, k.shapesOf(c), 1, func(n int) bool { return n == 1 })
}

// A qualifiedMax is the upper limit of a Qualified constraint, which reports
// name apart.
type qualifiedMax struct{ Qualified }

// Component names the constraint component.
func (qualifiedMax) Component() string { return "QualifiedMaxCount" + component }

func (c Qualified) compile(k *compiler, s *Shape) check {
	shape := k.shape(c.Shape)
	var siblings []*compiled
	if c.Disjoint {
		siblings = k.siblings(s, c.Shape)
	}
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		n := 0
		for _, v := range values {
			if r.conforms(shape, v.O) && !r.conformsToAny(siblings, v.O) {
				n++
			}
		}
		if n < c.Min {
			r.fail(s, c, focus, rdf.Triple{})
		}
		if c.Max >= 0 && n > c.Max {
			r.fail(s, qualifiedMax{c}, focus, rdf.Triple{})
		}
	}
}

func (r *run) conformsToAny(shapes []*compiled, value rdf.ID) bool {
	for _, s := range shapes {
		if r.conforms(s, value) {
			return true
		}
	}
	return false
}

// siblings gives the qualified shapes that stand beside that of s in the
// shapes that s belongs to.
func (c *compiler) siblings(s, own *Shape) []*compiled {
	var found []*compiled
	for _, parent := range c.all {
		properties := propertiesOf(parent)
		if !containsShape(properties, s) {
			continue
		}
		for _, p := range properties {
			for _, constraint := range p.Constraints {
				if q, ok := constraint.(Qualified); ok && q.Shape != own {
					found = append(found, c.shape(q.Shape))
				}
			}
		}
	}
	return found
}

func propertiesOf(s *Shape) []*Shape {
	var list []*Shape
	for _, c := range s.Constraints {
		if p, ok := c.(Property); ok {
			list = append(list, p.Shape)
		}
	}
	return list
}

func containsShape(list []*Shape, s *Shape) bool {
	for _, other := range list {
		if other == s {
			return true
		}
	}
	return false
}
