package shacl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"insyn/rdf"
)

// A reader makes a constraint of a property of a shape and its value.
type reader func(l *loader, s, value rdf.ID) (Constraint, error)

// readers has one for each property that demands something.
var readers map[string]reader

func init() { // readers refer to the loader, which refers to them
	readers = map[string]reader{
		"class":            iri(func(v string) Constraint { return Class(v) }),
		"datatype":         iri(func(v string) Constraint { return Datatype(v) }),
		"equals":           iri(func(v string) Constraint { return Equals(v) }),
		"disjoint":         iri(func(v string) Constraint { return Disjoint(v) }),
		"lessThan":         iri(func(v string) Constraint { return LessThan(v) }),
		"lessThanOrEquals": iri(func(v string) Constraint { return LessThanOrEquals(v) }),
		"minCount":         number(func(n int) Constraint { return MinCount(n) }),
		"maxCount":         number(func(n int) Constraint { return MaxCount(n) }),
		"minLength":        number(func(n int) Constraint { return MinLength(n) }),
		"maxLength":        number(func(n int) Constraint { return MaxLength(n) }),
		"minExclusive":     bound(Greater),
		"minInclusive":     bound(GreaterOrEqual),
		"maxExclusive":     bound(Less),
		"maxInclusive":     bound(LessOrEqual),
		"node":             shape(func(s *Shape) Constraint { return Node{s} }),
		"property":         shape(func(s *Shape) Constraint { return Property{s} }),
		"not":              shape(func(s *Shape) Constraint { return Not{s} }),
		"and":              shapes(func(s []*Shape) Constraint { return And(s) }),
		"or":               shapes(func(s []*Shape) Constraint { return Or(s) }),
		"xone":             shapes(func(s []*Shape) Constraint { return Xone(s) }),
		"nodeKind":         readNodeKind,
		"pattern":          readPattern,
		"languageIn":       readLanguageIn,
		"uniqueLang":       readUniqueLang,
		"closed":           readClosed,
		"hasValue":         readHasValue,
		"in":               readIn,

		"qualifiedValueShape": readQualified,
	}
}

func iri(make func(string) Constraint) reader {
	return func(l *loader, _, value rdf.ID) (Constraint, error) {
		if l.Kind(value) != rdf.IRI {
			return nil, errors.New("the value should be an IRI")
		}
		return make(l.Value(value)), nil
	}
}

func number(make func(int) Constraint) reader {
	return func(l *loader, _, value rdf.ID) (Constraint, error) {
		n, err := l.integer(value)
		if err != nil {
			return nil, err
		}
		return make(n), nil
	}
}

func (l *loader) integer(value rdf.ID) (int, error) {
	n, err := strconv.Atoi(l.Value(value))
	if err != nil || l.Kind(value) != rdf.Literal {
		return 0, errors.New("the value should be an integer")
	}
	return n, nil
}

func bound(is Relation) reader {
	return func(l *loader, _, value rdf.ID) (Constraint, error) {
		if l.Kind(value) != rdf.Literal {
			return nil, errors.New("the value should be a literal")
		}
		return Bound{is, l.Term(value)}, nil
	}
}

func shape(make func(*Shape) Constraint) reader {
	return func(l *loader, _, value rdf.ID) (Constraint, error) {
		if l.Kind(value) == rdf.Literal {
			return nil, errors.New("the value should be a shape")
		}
		return make(l.shape(value)), nil
	}
}

func shapes(make func([]*Shape) Constraint) reader {
	return func(l *loader, _, value rdf.ID) (Constraint, error) {
		members, ok := l.Members(value)
		if !ok {
			return nil, errors.New("the value should be a list of shapes")
		}
		var list []*Shape
		for _, m := range members {
			if l.Kind(m) == rdf.Literal {
				return nil, errors.New("the value should be a list of shapes")
			}
			list = append(list, l.shape(m))
		}
		return make(list), nil
	}
}

// nodeKinds are the values of sh:nodeKind.
var nodeKinds = map[string]NodeKind{
	"IRI": IRIs, "BlankNode": BlankNodes, "Literal": Literals, "BlankNodeOrIRI": BlankNodes | IRIs,
	"BlankNodeOrLiteral": BlankNodes | Literals, "IRIOrLiteral": IRIs | Literals,
}

func readNodeKind(l *loader, _, value rdf.ID) (Constraint, error) {
	kind, ok := nodeKinds[strings.TrimPrefix(l.Value(value), NS)]
	if !ok {
		return nil, fmt.Errorf("%s is no node kind", l.Term(value))
	}
	return kind, nil
}

func readPattern(l *loader, s, value rdf.ID) (Constraint, error) {
	p := Pattern{Expression: l.Value(value)}
	if flags := l.Object(s, l.sh("flags")); flags != rdf.None {
		p.Flags = l.Value(flags)
	}
	_, err := p.regexp()
	return p, err
}

func readLanguageIn(l *loader, _, value rdf.ID) (Constraint, error) {
	members, ok := l.Members(value)
	if !ok {
		return nil, errors.New("the value should be a list of languages")
	}
	var c LanguageIn
	for _, m := range members {
		c = append(c, l.Value(m))
	}
	return c, nil
}

func readUniqueLang(l *loader, _, value rdf.ID) (Constraint, error) {
	switch t := l.Term(value); {
	case t.Value == "true" && isTrue(t):
		return UniqueLang{}, nil
	case isTrue(t): // the W3C's suite holds "1" to be off
		return nil, errors.New("only true, in letters, switches it on")
	}
	return nil, nil
}

func readClosed(l *loader, s, value rdf.ID) (Constraint, error) {
	if !isTrue(l.Term(value)) {
		return nil, nil
	}
	var c Closed
	if list := l.Object(s, l.sh("ignoredProperties")); list != rdf.None {
		members, ok := l.Members(list)
		if !ok {
			return nil, errors.New("sh:ignoredProperties should be a list")
		}
		for _, m := range members {
			c.Ignored = append(c.Ignored, l.Value(m))
		}
	}
	return c, nil
}

func readHasValue(l *loader, _, value rdf.ID) (Constraint, error) {
	return HasValue{l.Term(value)}, nil
}

func readIn(l *loader, _, value rdf.ID) (Constraint, error) {
	members, ok := l.Members(value)
	if !ok {
		return nil, errors.New("the value should be a list")
	}
	c := In{}
	for _, m := range members {
		c = append(c, l.Term(m))
	}
	return c, nil
}

func readQualified(l *loader, s, value rdf.ID) (Constraint, error) {
	c := Qualified{Shape: l.shape(value), Max: -1}
	var err error
	if n := l.Object(s, l.sh("qualifiedMinCount")); n != rdf.None {
		c.Min, err = l.integer(n)
	}
	if n := l.Object(s, l.sh("qualifiedMaxCount")); n != rdf.None && err == nil {
		c.Max, err = l.integer(n)
	}
	if d := l.Object(s, l.sh("qualifiedValueShapesDisjoint")); d != rdf.None {
		c.Disjoint = isTrue(l.Term(d))
	}
	return c, err
}
