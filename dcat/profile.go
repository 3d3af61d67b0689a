package dcat

import (
	"strings"
	"sync"

	"insyn/rdf"
	"insyn/shacl"
)

// A Profile is a set of rules for catalogues. Its rules stand in a table of
// this package, and are compiled to SHACL shapes.
type Profile struct {
	Name    string // se, eu, eu-recommended or hvd
	Title   string
	Classes []*Class

	shapes    []*shacl.Shape
	validator func() *shacl.Validator
	demands   map[*shacl.Shape]*demand
}

// A demand is what one shape stands for: a rule of a class.
type demand struct {
	profile  *Profile // nil for what no table has
	class    string
	property string // prefixed name, or several
	rule     *Rule  // nil for what no table has
	order    int    // among those of the profile
}

// code tells what it means that a constraint of the rule is not met; "" is
// that a value is of the wrong kind.
func (d *demand) code(c shacl.Constraint) Code {
	switch c := c.(type) {
	case shacl.MinCount:
		if d.rule.Level == Mandatory {
			return "missing"
		}
		return "recommended"
	case shacl.MaxCount:
		if c == 0 {
			return "superseded"
		}
		return "too-many"
	case shacl.In:
		return "code"
	case shacl.Pattern:
		return "form"
	case shacl.Datatype:
		if c == rdf.RDF+"langString" || c == rdf.XSD+"string" {
			return "language"
		}
	case shacl.Or:
		if d.rule.Either != nil {
			return "recommended"
		}
		if _, isClass := c[0].Constraints[0].(shacl.Class); isClass {
			return "class"
		}
	}
	return ""
}

// The profiles.
var (
	Swedish     = compile(readTable(swedishText))
	European    = compile(readTable(europeanText))
	Recommends  = compile(readTable(recommendedText))
	HighValue   = compile(readTable(highValueText))
	AllProfiles = []*Profile{Swedish, European, Recommends, HighValue}
)

// ProfileNamed gives a profile by its name; nil if there is none.
func ProfileNamed(name string) *Profile {
	for _, p := range AllProfiles {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Class gives a class by its name; nil if there is none.
func (p *Profile) Class(name string) *Class {
	for _, c := range p.Classes {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Shapes gives the profile as SHACL shapes, one for each class and one for
// each demand of a rule.
func (p *Profile) Shapes() []*shacl.Shape {
	shapes, _ := p.shape()
	return shapes
}

func (p *Profile) shape() ([]*shacl.Shape, map[*shacl.Shape]*demand) {
	b := &shapeBuilder{profile: p, demands: map[*shacl.Shape]*demand{}}
	var all []*shacl.Shape
	for _, c := range p.Classes {
		s := &shacl.Shape{Name: named(p.Name + "/" + c.Name)}
		for _, t := range c.Types {
			s.Targets = append(s.Targets, shacl.ClassTarget(Expand(t)))
		}
		for _, r := range c.Rules {
			b.rule(s, c, r)
		}
		all = append(all, s)
	}
	return append(all, b.made...), b.demands
}

func compile(p *Profile) *Profile {
	p.shapes, p.demands = p.shape()
	p.validator = sync.OnceValue(func() *shacl.Validator { return shacl.Compile(p.shapes) })
	return p
}

func named(name string) rdf.Term {
	return rdf.Term{Kind: rdf.IRI, Value: "urn:insyn:profile:" + name}
}

// A shapeBuilder makes property shapes of rules.
type shapeBuilder struct {
	profile *Profile
	made    []*shacl.Shape
	demands map[*shacl.Shape]*demand
}

// rule adds the demands of a rule to the shape of its class: what breaks the
// profile in one property shape, advice in another.
func (b *shapeBuilder) rule(s *shacl.Shape, c *Class, r *Rule) {
	if r.Either != nil {
		b.either(c, r)
		return
	}
	constraints := map[string][]shacl.Constraint{}
	add := func(severity string, more ...shacl.Constraint) {
		constraints[severity] = append(constraints[severity], more...)
	}
	switch r.Level {
	case Mandatory:
		add(shacl.Violation, shacl.MinCount(1))
	case Recommended:
		add(shacl.Warning, shacl.MinCount(1))
	}
	if r.Most > 0 {
		add(shacl.Violation, shacl.MaxCount(r.Most))
	}
	add(r.severityOfKind(), kindOf(r)...)
	add(shacl.Warning, languageOf(r)...)
	add(r.severityOfCode(), codesOf(r)...)
	add(b.severityOfClass(), classesOf(r)...)
	add(shacl.Violation, formOf(r)...)
	if r.allOld() {
		add(shacl.Warning, shacl.MaxCount(0))
	}
	path := rulePath(r)
	for _, severity := range []string{shacl.Violation, shacl.Warning} {
		if constraints[severity] == nil {
			continue
		}
		p := &shacl.Shape{
			Name: named(b.profile.Name + "/" + c.Name + "/" + r.Property + "/" + severity[len(shacl.NS):]),
			Path: path, Severity: severity, Constraints: constraints[severity],
		}
		b.demand(p, c, r)
		s.Constraints = append(s.Constraints, shacl.Property{Shape: p})
	}
}

// severityOfClass tells how bad a value is that is not described as what it
// should be: in Sweden the portal reads on.
func (b *shapeBuilder) severityOfClass() string {
	if b.profile.Name == "se" {
		return shacl.Warning
	}
	return shacl.Violation
}

// demand remembers what a shape stands for.
func (b *shapeBuilder) demand(s *shacl.Shape, c *Class, r *Rule) {
	b.made = append(b.made, s)
	property := strings.TrimPrefix(r.Property, "^")
	if r.Either != nil {
		property = strings.Join(r.Either, ", ")
	}
	b.demands[s] = &demand{b.profile, c.Name, property, r, len(b.made)}
}

// either adds a rule that asks for one of several properties.
func (b *shapeBuilder) either(c *Class, r *Rule) {
	var or shacl.Or
	for _, property := range r.Either {
		or = append(or, &shacl.Shape{Path: shacl.PathTo(Expand(property)),
			Constraints: []shacl.Constraint{shacl.MinCount(1)}})
	}
	p := &shacl.Shape{Name: named(b.profile.Name + "/" + c.Name + "/either"),
		Severity: shacl.Warning, Constraints: []shacl.Constraint{or}}
	for _, t := range c.Types {
		p.Targets = append(p.Targets, shacl.ClassTarget(Expand(t)))
	}
	b.demand(p, c, r)
}

// rulePath gives the path that a rule is about.
func rulePath(r *Rule) *shacl.Path {
	if r.Property[0] == '^' {
		return &shacl.Path{Kind: shacl.Inverse,
			Parts: []*shacl.Path{shacl.PathTo(Expand(r.Property[1:]))}}
	}
	return shacl.PathTo(Expand(r.Property))
}

// severityOfKind tells how bad a value of the wrong kind is: advice if the
// rule is about what others say.
func (r *Rule) severityOfKind() string {
	if r.Property[0] == '^' {
		return shacl.Warning
	}
	return shacl.Violation
}

// severityOfCode tells how bad a value outside of a vocabulary is: as bad as
// no value where one must be.
func (r *Rule) severityOfCode() string {
	if r.Level == Mandatory && r.Property != "rdf:type" {
		return shacl.Violation
	}
	return shacl.Warning
}

// allOld tells whether the property itself is superseded.
func (r *Rule) allOld() bool {
	for _, v := range r.Values {
		if !v.Old {
			return false
		}
	}
	return true
}

// datatypes of the kinds that allow several.
var datatypes = map[string][]string{
	"date":           {"date", "dateTime", "gYear"},
	"moment":         {"date", "dateTime", "gYear", "gYearMonth"},
	"literal moment": {"date", "dateTime", "gYear", "gYearMonth"},
}

// kindOf gives what values must be as terms: all alternatives taken together.
func kindOf(r *Rule) []shacl.Constraint {
	var kind shacl.NodeKind
	var out []shacl.Constraint
	for _, v := range r.Values {
		switch v.Kind {
		case "text", "plain", "literal":
			kind |= shacl.Literals
		case "iri":
			kind |= shacl.IRIs
		case "node":
			kind |= shacl.IRIs | shacl.BlankNodes
		case "typed":
			out = append(out, shacl.Datatype(Expand(v.Datatype)))
		case "date", "moment", "literal moment":
			if v.Kind == "literal moment" {
				kind |= shacl.Literals
			}
			var or shacl.Or
			for _, d := range datatypes[v.Kind] {
				or = append(or, &shacl.Shape{Constraints: []shacl.Constraint{shacl.Datatype(rdf.XSD + d)}})
			}
			out = append(out, or)
		}
	}
	if kind != 0 {
		out = append(out, kind)
	}
	return out
}

// languageOf asks for a language, or for none.
func languageOf(r *Rule) []shacl.Constraint {
	switch kind := r.Values[0].Kind; {
	case kind == "text":
		return []shacl.Constraint{shacl.Datatype(rdf.RDF + "langString")}
	case kind == "plain":
		return []shacl.Constraint{shacl.Datatype(rdf.XSD + "string")}
	}
	return nil
}

// codesOf gives the values out of which they must be, unless an alternative
// leaves them open.
func codesOf(r *Rule) []shacl.Constraint {
	var in shacl.In
	for _, v := range r.Values {
		switch {
		case v.Exactly != "":
			in = append(in, rdf.Term{Kind: rdf.IRI, Value: exactly[v.Exactly]})
		case v.Vocabulary == "":
			return nil
		case !v.Old:
			for _, term := range vocabularies[v.Vocabulary].Terms {
				in = append(in, rdf.Term{Kind: rdf.IRI, Value: term})
			}
		}
	}
	return []shacl.Constraint{in}
}

// classesOf gives the classes of which values must be instances, where the
// catalogue itself has to say so.
func classesOf(r *Rule) []shacl.Constraint {
	var or shacl.Or
	for _, v := range r.Values {
		if v.Classes == nil || v.Known || v.Vocabulary != "" {
			return nil
		}
		for _, c := range v.Classes {
			or = append(or, &shacl.Shape{Constraints: []shacl.Constraint{shacl.Class(Expand(c))}})
		}
	}
	return []shacl.Constraint{or}
}

// formOf gives the pattern that values must match.
func formOf(r *Rule) []shacl.Constraint {
	last := r.Values[len(r.Values)-1]
	switch {
	case last.Beginning != "":
		return []shacl.Constraint{shacl.Pattern{Expression: "^" + last.Beginning}}
	case last.Pattern != "" && last.Pattern != "phone" && last.Datatype == "":
		return []shacl.Constraint{shacl.Pattern{Expression: patterns[last.Pattern]}}
	}
	return nil
}
