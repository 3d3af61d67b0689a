package shacl

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"insyn/rdf"
)

// each makes a check of a test that every value must pass by itself.
func each(c Constraint, passes func(r *run, value rdf.ID) bool) check {
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		for _, v := range values {
			if !passes(r, v.O) {
				r.fail(s, c, focus, v)
			}
		}
	}
}

// allowed gives the kinds of term that are demanded.
func (c NodeKind) allowed() [4]bool {
	return [4]bool{
		rdf.IRI: c&IRIs != 0, rdf.Blank: c&BlankNodes != 0, rdf.Literal: c&Literals != 0,
	}
}

func (c NodeKind) compile(*compiler, *Shape) check {
	allowed := c.allowed()
	return each(c, func(r *run, value rdf.ID) bool { return allowed[r.Kind(value)] })
}

func (c Class) compile(k *compiler, _ *Shape) check {
	class := k.iri(string(c))
	return each(c, func(r *run, value rdf.ID) bool { return r.instance(value, class) })
}

func (c Datatype) compile(k *compiler, _ *Shape) check {
	datatype := k.iri(string(c))
	wellFormed := lexicalForm(string(c))
	return each(c, func(r *run, value rdf.ID) bool {
		id := r.ids[datatype]
		return id != rdf.None && r.Graph.Datatype(value) == id && wellFormed(r.Value(value))
	})
}

func (c MinCount) compile(*compiler, *Shape) check {
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		if len(values) < int(c) {
			r.fail(s, c, focus, rdf.Triple{})
		}
	}
}

func (c MaxCount) compile(*compiler, *Shape) check {
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		if len(values) > int(c) {
			at := slices.MaxFunc(values, byPlace).Position // the last in the text is one too many
			r.fail(s, c, focus, rdf.Triple{Position: at})
		}
	}
}

func byPlace(a, b rdf.Triple) int {
	if a.Line != b.Line {
		return int(a.Line) - int(b.Line)
	}
	return int(a.Column) - int(b.Column)
}

func (c Bound) compile(*compiler, *Shape) check {
	than := quantityOf(c.Than)
	return each(c, func(r *run, value rdf.ID) bool {
		return r.Kind(value) == rdf.Literal && holds(quantityOf(r.Term(value)), c.Is, than)
	})
}

func (c MinLength) compile(*compiler, *Shape) check {
	return each(c, func(r *run, value rdf.ID) bool {
		return r.Kind(value) != rdf.Blank && utf8.RuneCountInString(r.Value(value)) >= int(c)
	})
}

func (c MaxLength) compile(*compiler, *Shape) check {
	return each(c, func(r *run, value rdf.ID) bool {
		return r.Kind(value) != rdf.Blank && utf8.RuneCountInString(r.Value(value)) <= int(c)
	})
}

// regexp translates the expression from XPath's dialect to Go's. What Go
// cannot do, such as references back, is an error.
func (c Pattern) regexp() (*regexp.Regexp, error) {
	flags, expression := "", c.Expression
	for _, f := range c.Flags {
		switch f {
		case 'i', 's', 'm':
			flags += string(f)
		case 'q':
			expression = regexp.QuoteMeta(expression)
		case 'x':
			expression = strings.Join(strings.Fields(expression), "")
		default:
			return nil, &unknownFlag{f}
		}
	}
	if flags != "" {
		expression = "(?" + flags + ")" + expression
	}
	return regexp.Compile(expression)
}

// An unknownFlag is a flag that regular expressions do not have.
type unknownFlag struct{ flag rune }

// Error names the flag.
func (e *unknownFlag) Error() string { return "unknown flag " + string(e.flag) }

func (c Pattern) compile(*compiler, *Shape) check {
	expression, err := c.regexp()
	if err != nil {
		return each(c, func(*run, rdf.ID) bool { return false })
	}
	number := new(int)
	matches := func(r *run, value rdf.ID) bool {
		key := memoKey{number, value}
		known, ok := r.memo[key]
		if !ok {
			known = expression.MatchString(r.Value(value))
			if len(r.memo) < 1<<16 {
				r.memo[key] = known
			}
		}
		return known
	}
	if list, atLeast, ok := beginnings(expression.String()); ok {
		matches = func(r *run, value rdf.ID) bool {
			text := r.Value(value)
			return slices.ContainsFunc(list, func(b string) bool {
				return strings.HasPrefix(text, b) && len(text) >= len(b)+atLeast &&
					(atLeast == 0 || text[len(b)] != '\n')
			})
		}
	}
	return each(c, func(r *run, value rdf.ID) bool {
		return r.Kind(value) != rdf.Blank && matches(r, value)
	})
}

func (c LanguageIn) compile(*compiler, *Shape) check {
	return each(c, func(r *run, value rdf.ID) bool {
		have := strings.ToLower(r.Language(value))
		return have != "" && slices.ContainsFunc(c, func(want string) bool {
			rest, fits := strings.CutPrefix(have, strings.ToLower(want))
			return fits && (rest == "" || rest[0] == '-')
		})
	})
}

func (c UniqueLang) compile(*compiler, *Shape) check {
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		if len(values) < 2 {
			return
		}
		count := map[string]int{}
		for _, v := range values {
			if language := strings.ToLower(r.Language(v.O)); language != "" {
				count[language]++
				if count[language] == 2 {
					r.fail(s, c, focus, rdf.Triple{Position: v.Position})
				}
			}
		}
	}
}

func (c Equals) compile(k *compiler, _ *Shape) check {
	other := k.iri(string(c))
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		others := r.Match(focus, r.ids[other])
		for _, v := range values {
			if !contains(others, v.O) {
				r.fail(s, c, focus, v)
			}
		}
		for _, o := range others {
			if !contains(values, o.O) {
				r.fail(s, c, focus, o)
			}
		}
	}
}

func contains(values []rdf.Triple, value rdf.ID) bool {
	return slices.ContainsFunc(values, func(t rdf.Triple) bool { return t.O == value })
}

func (c Disjoint) compile(k *compiler, _ *Shape) check {
	other := k.iri(string(c))
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		for _, v := range values {
			if contains(r.Match(focus, r.ids[other]), v.O) {
				r.fail(s, c, focus, v)
			}
		}
	}
}

func (c LessThan) compile(k *compiler, _ *Shape) check {
	return compared(c, k.iri(string(c)), Less)
}

func (c LessThanOrEquals) compile(k *compiler, _ *Shape) check {
	return compared(c, k.iri(string(c)), LessOrEqual)
}

// compared holds each value against each value of another property.
func compared(c Constraint, other int, is Relation) check {
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		for _, v := range values {
			for _, o := range r.Match(focus, r.ids[other]) {
				if !holds(quantityOf(r.Term(v.O)), is, quantityOf(r.Term(o.O))) {
					r.fail(s, c, focus, v)
				}
			}
		}
	}
}

func (c Closed) compile(k *compiler, s *Shape) check {
	allowed := map[int]bool{}
	for _, iri := range c.Ignored {
		allowed[k.iri(iri)] = true
	}
	for _, constraint := range s.Constraints {
		p, ok := constraint.(Property)
		if ok && p.Shape.Path != nil && p.Shape.Path.Kind == Predicate {
			allowed[k.iri(p.Shape.Path.IRI)] = true
		}
	}
	return func(r *run, s *compiled, _ rdf.ID, values []rdf.Triple) {
		known := map[rdf.ID]bool{}
		for constant := range allowed {
			known[r.ids[constant]] = true
		}
		for _, v := range values {
			for _, t := range r.Of(v.O) {
				if !known[t.P] {
					r.failAt(s, c, v.O, t)
				}
			}
		}
	}
}

// failAt notes a triple that a closed shape does not allow.
func (r *run) failAt(s *compiled, c Constraint, focus rdf.ID, t rdf.Triple) {
	r.fail(s, c, focus, t)
	if r.probing == 0 {
		r.results[len(r.results)-1].Path = PathTo(r.Value(t.P))
	}
}

func (c HasValue) compile(k *compiler, _ *Shape) check {
	term := k.constant(c.Term)
	return func(r *run, s *compiled, focus rdf.ID, values []rdf.Triple) {
		if id := r.ids[term]; id == rdf.None || !contains(values, id) {
			r.fail(s, c, focus, rdf.Triple{})
		}
	}
}

func (c In) compile(k *compiler, _ *Shape) check {
	allowed := make([]int, len(c))
	for i, t := range c {
		allowed[i] = k.constant(t)
	}
	return each(c, func(r *run, value rdf.ID) bool {
		for _, constant := range allowed {
			if r.ids[constant] == value {
				return true
			}
		}
		return false
	})
}
