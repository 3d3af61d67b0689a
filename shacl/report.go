package shacl

import (
	"fmt"
	"strings"

	"insyn/rdf"
)

// Message tells in English what is wrong: in the words of the shape, if it
// has any in English or without a language, else in our own.
func (r Result) Message() string {
	for _, m := range r.Shape.Messages {
		if m.Language == "" || m.Language == "en" || strings.HasPrefix(m.Language, "en-") {
			return m.Value
		}
	}
	return Describe(r.Constraint)
}

// Describe says in English what a constraint demands.
func Describe(c Constraint) string {
	switch c := c.(type) {
	case NodeKind:
		return "must be " + c.String()
	case Class:
		return "must be an instance of " + string(c)
	case Datatype:
		return "must be a well-formed literal of the datatype " + string(c)
	case MinCount:
		return fmt.Sprintf("must have at least %d", c)
	case MaxCount:
		return fmt.Sprintf("may have at most %d", c)
	case Bound:
		words := [...]string{"", "greater than ", "at least ", "less than ", "at most "}
		return "must be " + words[c.Is] + c.Than.Value
	case MinLength:
		return fmt.Sprintf("must have at least %d characters", c)
	case MaxLength:
		return fmt.Sprintf("may have at most %d characters", c)
	case Pattern:
		return "must match " + c.Expression
	case LanguageIn:
		return "must be in one of the languages " + strings.Join(c, ", ")
	case UniqueLang:
		return "may have only one in each language"
	case Equals:
		return "must have the same values as " + string(c)
	case Disjoint:
		return "may not have a value of " + string(c)
	case LessThan:
		return "must be less than " + string(c)
	case LessThanOrEquals:
		return "may not be greater than " + string(c)
	case HasValue:
		return "must include " + c.Term.String()
	case In:
		return "must be one of " + terms(c)
	case Closed:
		return "may not have this property"
	}
	return describeShapes(c)
}

// describeShapes says what the constraints that refer to shapes demand.
func describeShapes(c Constraint) string {
	switch c := c.(type) {
	case Node:
		return "must conform to " + name(c.Shape)
	case Not:
		return "may not conform to " + name(c.Shape)
	case And:
		return "must conform to all of " + names(c)
	case Or:
		return "must conform to one of " + names(c)
	case Xone:
		return "must conform to exactly one of " + names(c)
	case Qualified:
		return fmt.Sprintf("must have at least %d that conform to %s", c.Min, name(c.Shape))
	case qualifiedMax:
		return fmt.Sprintf("may have at most %d that conform to %s", c.Max, name(c.Shape))
	}
	return "must meet " + c.Component()
}

// String names the kinds in words.
func (c NodeKind) String() string {
	var kinds []string
	for _, k := range []struct {
		kind NodeKind
		name string
	}{{IRIs, "an IRI"}, {BlankNodes, "a blank node"}, {Literals, "a literal"}} {
		if c&k.kind != 0 {
			kinds = append(kinds, k.name)
		}
	}
	return strings.Join(kinds, " or ")
}

// name calls a shape by its name or, if it has none, by what it demands.
func name(s *Shape) string {
	if s.Name.Kind == rdf.IRI {
		return s.Name.Value
	}
	var demands []string
	for _, c := range s.Constraints {
		demands = append(demands, Describe(c))
	}
	return "(" + strings.TrimSpace(s.Path.String()+" "+strings.Join(demands, ", ")) + ")"
}

func names(shapes []*Shape) string {
	list := make([]string, len(shapes))
	for i, s := range shapes {
		list[i] = name(s)
	}
	return strings.Join(list, ", ")
}

func terms(list []rdf.Term) string {
	const most = 12
	var all []string
	for i, t := range list {
		if i == most {
			all = append(all, "…")
			break
		}
		all = append(all, t.String())
	}
	return strings.Join(all, ", ")
}

// RDF writes the report as a graph of its own, in the terms of SHACL.
func (r *Report) RDF() *rdf.Graph {
	g := rdf.NewGraph(nil)
	w := reportWriter{g, r, map[rdf.ID]rdf.ID{}, map[*Shape]rdf.ID{}}
	report := g.Blank("report")
	w.state(report, rdf.Type, w.sh("ValidationReport"))
	conforms := "false"
	if r.Conforms() {
		conforms = "true"
	}
	w.state(report, w.sh("conforms"), g.Literal(conforms, rdf.XSDBoolean))
	for _, result := range r.Results {
		w.state(report, w.sh("result"), w.result(result))
	}
	return g
}

// A reportWriter copies what a report speaks of into a graph.
type reportWriter struct {
	*rdf.Graph
	report *Report
	blanks map[rdf.ID]rdf.ID // of the data, in the report
	shapes map[*Shape]rdf.ID
}

func (w *reportWriter) sh(name string) rdf.ID { return w.IRI(NS + name) }

func (w *reportWriter) state(s, p, o rdf.ID) { w.Add(s, p, o, rdf.Position{}) }

// copied gives the report's ID for a term of the data.
func (w *reportWriter) copied(id rdf.ID) rdf.ID {
	t := w.report.Graph.Term(id)
	if t.Kind != rdf.Blank {
		return w.Intern(t)
	}
	if _, known := w.blanks[id]; !known {
		w.blanks[id] = w.Intern(t)
	}
	return w.blanks[id]
}

// shape gives the report's ID for a shape.
func (w *reportWriter) shape(s *Shape) rdf.ID {
	id, known := w.shapes[s]
	if !known {
		id = w.Intern(s.Name)
		w.shapes[s] = id
	}
	return id
}

func (w *reportWriter) result(r Result) rdf.ID {
	node := w.Blank("")
	w.state(node, rdf.Type, w.sh("ValidationResult"))
	w.state(node, w.sh("focusNode"), w.copied(r.Focus))
	w.state(node, w.sh("resultSeverity"), w.IRI(r.Severity()))
	w.state(node, w.sh("sourceConstraintComponent"), w.sh(r.Component))
	w.state(node, w.sh("sourceShape"), w.shape(r.Shape))
	if r.Path != nil {
		w.state(node, w.sh("resultPath"), w.path(r.Path))
	}
	if r.Value != rdf.None {
		w.state(node, w.sh("value"), w.copied(r.Value))
	}
	for _, m := range r.Shape.Messages {
		w.state(node, w.sh("resultMessage"), w.Intern(m))
	}
	if len(r.Shape.Messages) == 0 {
		w.state(node, w.sh("resultMessage"), w.Text(r.Message(), "en"))
	}
	return node
}

func (w *reportWriter) path(p *Path) rdf.ID {
	form := map[PathKind]string{
		Inverse: "inversePath", ZeroOrMore: "zeroOrMorePath",
		OneOrMore: "oneOrMorePath", ZeroOrOne: "zeroOrOnePath",
	}
	switch p.Kind {
	case Predicate:
		return w.IRI(p.IRI)
	case Sequence:
		return w.list(p.Parts)
	case Alternative:
		node := w.Blank("")
		w.state(node, w.sh("alternativePath"), w.list(p.Parts))
		return node
	}
	node := w.Blank("")
	w.state(node, w.sh(form[p.Kind]), w.path(p.Parts[0]))
	return node
}

func (w *reportWriter) list(parts []*Path) rdf.ID {
	head, last := rdf.Nil, rdf.None
	for _, part := range parts {
		node := w.Blank("")
		w.state(node, rdf.First, w.path(part))
		if last == rdf.None {
			head = node
		} else {
			w.state(last, rdf.Rest, node)
		}
		last = node
	}
	w.state(last, rdf.Rest, rdf.Nil)
	return head
}
