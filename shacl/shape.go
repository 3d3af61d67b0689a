package shacl

import (
	"strings"

	"insyn/rdf"
)

// NS is the namespace of SHACL's terms.
const NS = "http://www.w3.org/ns/shacl#"

// The severities that SHACL names. A shape may have others.
const (
	Violation = NS + "Violation"
	Warning   = NS + "Warning"
	Info      = NS + "Info"
)

// A Shape is a set of constraints and the nodes they are for. It can be read
// from a graph by Load or written down as a Go value.
type Shape struct {
	Name        rdf.Term // IRI or blank node
	Targets     []Target
	Path        *Path  // of a property shape; nil makes it a node shape
	Severity    string // an IRI; "" is Violation
	Messages    []rdf.Term
	Deactivated bool
	Constraints []Constraint
	Position    rdf.Position // in the text it was read from
}

// severity gives the severity of results.
func (s *Shape) severity() string {
	if s.Severity == "" {
		return Violation
	}
	return s.Severity
}

// A TargetKind tells how a target names nodes.
type TargetKind uint8

// The kinds of target.
const (
	TargetNode TargetKind = iota + 1
	TargetClass
	TargetSubjectsOf
	TargetObjectsOf
)

// A Target names the nodes that a shape is for.
type Target struct {
	Kind TargetKind
	Term rdf.Term
}

// ClassTarget is the target of all instances of a class.
func ClassTarget(class string) Target {
	return Target{TargetClass, rdf.Term{Kind: rdf.IRI, Value: class}}
}

// A PathKind tells how a path leads from a node to others.
type PathKind uint8

// The kinds of path.
const (
	Predicate PathKind = iota + 1
	Inverse
	Sequence
	Alternative
	ZeroOrMore
	OneOrMore
	ZeroOrOne
)

// A Path is a SHACL property path.
type Path struct {
	Kind  PathKind
	IRI   string  // of a Predicate
	Parts []*Path // one, but for Sequence and Alternative
}

// PathTo is the path that one predicate makes.
func PathTo(predicate string) *Path { return &Path{Kind: Predicate, IRI: predicate} }

// String gives the path as SPARQL writes it.
func (p *Path) String() string {
	if p == nil {
		return ""
	}
	switch p.Kind {
	case Predicate:
		return "<" + p.IRI + ">"
	case Inverse:
		return "^" + p.Parts[0].String()
	case ZeroOrMore:
		return p.Parts[0].String() + "*"
	case OneOrMore:
		return p.Parts[0].String() + "+"
	case ZeroOrOne:
		return p.Parts[0].String() + "?"
	}
	parts := make([]string, len(p.Parts))
	for i, part := range p.Parts {
		parts[i] = part.String()
	}
	if p.Kind == Sequence {
		return "(" + strings.Join(parts, "/") + ")"
	}
	return "(" + strings.Join(parts, "|") + ")"
}
