package shacl

import "insyn/rdf"

// A Constraint is one thing that a shape demands. The types of this package
// that implement it are the constraint components of SHACL Core.
type Constraint interface {
	// Component is the local name of the IRI that reports name it by.
	Component() string
	// compile makes the check that an evaluator runs.
	compile(c *compiler, s *Shape) check
}

// NodeKind demands that values are of certain kinds: a sum of the constants.
type NodeKind uint8

// The kinds of node.
const (
	IRIs NodeKind = 1 << iota
	BlankNodes
	Literals
)

// Class demands that values are instances of a class.
type Class string

// Datatype demands literals of a datatype, and that they are well-formed.
type Datatype string

// MinCount demands at least so many values.
type MinCount int

// MaxCount allows at most so many values.
type MaxCount int

// A Bound demands that values compare with a literal in a certain way.
type Bound struct {
	Is   Relation
	Than rdf.Term
}

// A Relation is how a value compares to another.
type Relation uint8

// The relations that bounds demand.
const (
	Greater Relation = iota + 1 // sh:minExclusive
	GreaterOrEqual
	Less
	LessOrEqual
)

// MinLength demands at least so many characters.
type MinLength int

// MaxLength allows at most so many characters.
type MaxLength int

// Pattern demands that values match a regular expression.
type Pattern struct {
	Expression, Flags string
}

// LanguageIn demands a language out of some.
type LanguageIn []string

// UniqueLang forbids two values in the same language.
type UniqueLang struct{}

// Equals demands the same values as another property.
type Equals string

// Disjoint forbids values that another property has.
type Disjoint string

// LessThan demands that each value is less than each of another property.
type LessThan string

// LessThanOrEquals demands that no value is greater than one of another property.
type LessThanOrEquals string

// Not demands that values do not conform to a shape.
type Not struct{ Shape *Shape }

// And demands that values conform to every shape.
type And []*Shape

// Or demands that values conform to one shape at least.
type Or []*Shape

// Xone demands that values conform to exactly one shape.
type Xone []*Shape

// Node demands that values conform to a shape.
type Node struct{ Shape *Shape }

// Property holds values against a property shape, whose results stand for
// themselves.
type Property struct{ Shape *Shape }

// Qualified demands how many values conform to a shape. Max below zero is no
// limit. Disjoint leaves out values that conform to a sibling's shape too.
type Qualified struct {
	Shape    *Shape
	Min, Max int
	Disjoint bool
}

// Closed forbids properties other than those of the shape's property shapes
// and the ones ignored.
type Closed struct {
	Ignored []string
}

// HasValue demands a certain value among the others.
type HasValue struct{ Term rdf.Term }

// In demands values out of some.
type In []rdf.Term

const component = "ConstraintComponent"

// Component names the constraint component.
func (NodeKind) Component() string { return "NodeKind" + component }

// Component names the constraint component.
func (Class) Component() string { return "Class" + component }

// Component names the constraint component.
func (Datatype) Component() string { return "Datatype" + component }

// Component names the constraint component.
func (MinCount) Component() string { return "MinCount" + component }

// Component names the constraint component.
func (MaxCount) Component() string { return "MaxCount" + component }

// Component names the constraint component.
func (b Bound) Component() string {
	return [...]string{"", "MinExclusive", "MinInclusive", "MaxExclusive",
		"MaxInclusive"}[b.Is] + component
}

// Component names the constraint component.
func (MinLength) Component() string { return "MinLength" + component }

// Component names the constraint component.
func (MaxLength) Component() string { return "MaxLength" + component }

// Component names the constraint component.
func (Pattern) Component() string { return "Pattern" + component }

// Component names the constraint component.
func (LanguageIn) Component() string { return "LanguageIn" + component }

// Component names the constraint component.
func (UniqueLang) Component() string { return "UniqueLang" + component }

// Component names the constraint component.
func (Equals) Component() string { return "Equals" + component }

// Component names the constraint component.
func (Disjoint) Component() string { return "Disjoint" + component }

// Component names the constraint component.
func (LessThan) Component() string { return "LessThan" + component }

// Component names the constraint component.
func (LessThanOrEquals) Component() string { return "LessThanOrEquals" + component }

// Component names the constraint component.
func (Not) Component() string { return "Not" + component }

// Component names the constraint component.
func (And) Component() string { return "And" + component }

// Component names the constraint component.
func (Or) Component() string { return "Or" + component }

// Component names the constraint component.
func (Xone) Component() string { return "Xone" + component }

// Component names the constraint component.
func (Node) Component() string { return "Node" + component }

// Component names the constraint component.
func (Property) Component() string { return "PropertyShapeComponent" }

// Component names the constraint component of a lower limit; results of the
// upper limit name its own.
func (Qualified) Component() string { return "QualifiedMinCount" + component }

// Component names the constraint component.
func (Closed) Component() string { return "Closed" + component }

// Component names the constraint component.
func (HasValue) Component() string { return "HasValue" + component }

// Component names the constraint component.
func (In) Component() string { return "In" + component }
