package shacl

import (
	"fmt"
	"slices"
	"strings"

	"insyn/rdf"
)

// A Problem is a part of a shapes graph that cannot be applied. Whoever uses
// the shapes must be told: a report that leaves a demand out would say that
// it is met.
type Problem struct {
	Shape  rdf.Term
	Reason string // in English
	rdf.Position
}

// Error gives place, shape and reason in one line.
func (p Problem) Error() string {
	return fmt.Sprintf("%d:%d: shape %s: %s", p.Line, p.Column, p.Shape, p.Reason)
}

// Load reads the shapes of a graph: those that have targets, those that say
// they are shapes, and those that others refer to. What it cannot apply is
// among the problems; the rest of the shapes can still be used.
func Load(g *rdf.Graph) ([]*Shape, []Problem) {
	l := &loader{Graph: g, shapes: map[rdf.ID]*Shape{}, terms: map[string]rdf.ID{}}
	for s := range g.Subjects() {
		if l.isShape(s) {
			l.shape(s)
		}
		l.foreign(s)
	}
	l.recursion()
	return l.order, l.problems
}

// A loader reads shapes.
type loader struct {
	*rdf.Graph
	shapes   map[rdf.ID]*Shape
	order    []*Shape
	problems []Problem
	terms    map[string]rdf.ID
}

// sh gives the ID of a term of SHACL.
func (l *loader) sh(name string) rdf.ID {
	id, ok := l.terms[name]
	if !ok {
		id = l.IRI(NS + name)
		l.terms[name] = id
	}
	return id
}

// problem notes that something cannot be applied.
func (l *loader) problem(s rdf.ID, at rdf.Position, reason string, args ...any) {
	l.problems = append(l.problems, Problem{l.Term(s), fmt.Sprintf(reason, args...), at})
}

// targetNames are the properties that give a shape its targets.
var targetNames = map[string]TargetKind{
	"targetNode": TargetNode, "targetClass": TargetClass,
	"targetSubjectsOf": TargetSubjectsOf, "targetObjectsOf": TargetObjectsOf,
}

// isShape tells whether validation may begin at s.
func (l *loader) isShape(s rdf.ID) bool {
	if l.Has(s, rdf.Type, l.sh("NodeShape")) || l.Has(s, rdf.Type, l.sh("PropertyShape")) {
		return true
	}
	for name := range targetNames {
		if len(l.Match(s, l.sh(name))) > 0 {
			return true
		}
	}
	return false
}

// shape reads a shape, once.
func (l *loader) shape(s rdf.ID) *Shape {
	if known, ok := l.shapes[s]; ok {
		return known
	}
	shape := &Shape{Name: l.Term(s), Position: l.Where(s)}
	l.shapes[s] = shape
	l.order = append(l.order, shape)
	if paths := l.Match(s, l.sh("path")); len(paths) > 0 {
		path, err := l.path(paths[0].O, 0)
		if err != nil || len(paths) > 1 {
			l.problem(s, paths[0].Position, "the path cannot be read")
			shape.Deactivated = true
		}
		shape.Path = path
	}
	l.targets(s, shape)
	for _, t := range l.Match(s, l.sh("message")) {
		shape.Messages = append(shape.Messages, l.Term(t.O))
	}
	if severity := l.Object(s, l.sh("severity")); severity != rdf.None {
		shape.Severity = l.Value(severity)
	}
	if d := l.Object(s, l.sh("deactivated")); d != rdf.None {
		shape.Deactivated = shape.Deactivated || isTrue(l.Term(d))
	}
	l.constraints(s, shape)
	return shape
}

func isTrue(t rdf.Term) bool {
	return t.Datatype == rdf.XSD+"boolean" && (t.Value == "true" || t.Value == "1")
}

// targets reads the targets of a shape. A shape that is also a class is for
// its instances.
func (l *loader) targets(s rdf.ID, shape *Shape) {
	for _, name := range []string{"targetNode", "targetClass", "targetSubjectsOf",
		"targetObjectsOf"} {
		for _, t := range l.Match(s, l.sh(name)) {
			shape.Targets = append(shape.Targets, Target{targetNames[name], l.Term(t.O)})
		}
	}
	class := l.IRI("http://www.w3.org/2000/01/rdf-schema#Class")
	for _, t := range l.Match(s, rdf.Type) {
		if l.Kind(s) == rdf.IRI && l.isShape(s) &&
			slices.Contains(subclasses(l.Graph, class), t.O) {
			shape.Targets = append(shape.Targets, Target{TargetClass, l.Term(s)})
			return
		}
	}
}

// path reads a property path.
func (l *loader) path(p rdf.ID, depth int) (*Path, error) {
	malformed := fmt.Errorf("malformed path")
	switch {
	case depth > 50 || l.Kind(p) == rdf.Literal:
		return nil, malformed
	case l.Kind(p) == rdf.IRI:
		return PathTo(l.Value(p)), nil
	case len(l.Match(p, rdf.First)) > 0:
		return l.paths(Sequence, p, depth)
	}
	if o := l.Object(p, l.sh("alternativePath")); o != rdf.None {
		return l.paths(Alternative, o, depth)
	}
	for _, form := range []struct {
		name string
		kind PathKind
	}{
		{"inversePath", Inverse}, {"zeroOrMorePath", ZeroOrMore},
		{"oneOrMorePath", OneOrMore}, {"zeroOrOnePath", ZeroOrOne},
	} {
		if o := l.Object(p, l.sh(form.name)); o != rdf.None {
			part, err := l.path(o, depth+1)
			return &Path{Kind: form.kind, Parts: []*Path{part}}, err
		}
	}
	return nil, malformed
}

// paths reads the members of a sequence or an alternative.
func (l *loader) paths(kind PathKind, list rdf.ID, depth int) (*Path, error) {
	members, ok := l.Members(list)
	if !ok || len(members) < 2 {
		return nil, fmt.Errorf("malformed path")
	}
	p := &Path{Kind: kind}
	for _, m := range members {
		part, err := l.path(m, depth+1)
		if err != nil {
			return nil, err
		}
		p.Parts = append(p.Parts, part)
	}
	return p, nil
}

// said are the properties of shapes that demand nothing, or that are read
// together with others.
var said = map[string]bool{
	"path": true, "targetNode": true, "targetClass": true, "targetSubjectsOf": true,
	"targetObjectsOf": true, "message": true, "severity": true, "deactivated": true,
	"name": true, "description": true, "order": true, "group": true, "defaultValue": true,
	"flags": true, "ignoredProperties": true, "qualifiedMinCount": true, "qualifiedMaxCount": true,
	"qualifiedValueShapesDisjoint": true, "intent": true, "agentInstruction": true, "codeIdentifier": true,
}

// constraints reads what a shape demands.
func (l *loader) constraints(s rdf.ID, shape *Shape) {
	for _, t := range l.Of(s) {
		name, ours := strings.CutPrefix(l.Value(t.P), NS)
		if !ours || said[name] {
			continue
		}
		read, known := readers[name]
		if !known {
			l.problem(s, t.Position, "sh:%s is not supported, or not a term of SHACL Core", name)
			continue
		}
		c, err := read(l, s, t.O)
		switch {
		case err != nil:
			l.problem(s, t.Position, "sh:%s: %v", name, err)
		case c != nil:
			shape.Constraints = append(shape.Constraints, c)
		}
	}
}

// foreign reports what makes a graph more than SHACL Core wherever it stands.
func (l *loader) foreign(s rdf.ID) {
	for _, class := range []string{"ConstraintComponent", "SPARQLTargetType", "Function",
		"JSLibrary"} {
		if l.Has(s, rdf.Type, l.sh(class)) {
			l.problem(s, l.Where(s), "sh:%s is not supported", class)
		}
	}
	for _, name := range []string{"shapesGraph", "entailment"} {
		for _, t := range l.Match(s, l.sh(name)) {
			if name == "entailment" {
				l.problem(s, t.Position, "sh:%s is not supported", name)
			}
		}
	}
}

// recursion reports shapes that refer to themselves: SHACL leaves open what
// they mean, so they are left out.
func (l *loader) recursion() {
	const entered, left = 1, 2
	state := map[*Shape]int{}
	var visit func(s *Shape)
	visit = func(s *Shape) {
		state[s] = entered
		s.Constraints = slices.DeleteFunc(s.Constraints, func(c Constraint) bool {
			circular := false
			for _, next := range references(c) {
				if state[next] == 0 {
					visit(next)
				}
				circular = circular || state[next] == entered
			}
			if circular {
				l.problems = append(l.problems, Problem{s.Name,
					"it refers to itself through " + c.Component(), s.Position})
			}
			return circular
		})
		state[s] = left
	}
	for _, s := range l.order {
		if state[s] == 0 {
			visit(s)
		}
	}
}

// references gives the shapes that a constraint refers to.
func references(c Constraint) []*Shape {
	switch c := c.(type) {
	case Node:
		return []*Shape{c.Shape}
	case Property:
		return []*Shape{c.Shape}
	case Not:
		return []*Shape{c.Shape}
	case Qualified:
		return []*Shape{c.Shape}
	case And:
		return c
	case Or:
		return c
	case Xone:
		return c
	}
	return nil
}
