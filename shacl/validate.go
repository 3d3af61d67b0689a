package shacl

import (
	"iter"
	"slices"

	"insyn/rdf"
)

// A Result is one demand that one node does not meet.
type Result struct {
	Focus      rdf.ID
	Path       *Path  // nil for the node itself
	Value      rdf.ID // None where no single value is at fault
	Shape      *Shape
	Constraint Constraint
	Component  string // local name of the constraint component
	rdf.Position
}

// Severity gives the severity's IRI.
func (r Result) Severity() string { return r.Shape.severity() }

// A Report lists what Validate found.
type Report struct {
	Graph   *rdf.Graph // the data; IDs in results are its
	Results []Result
	More    bool // there is more: the limit was reached
}

// Conforms tells whether nothing was found.
func (r *Report) Conforms() bool { return len(r.Results) == 0 }

// Options say how to validate.
type Options struct {
	Limit int // of results; zero is none
	// Only, if set, is asked once of each shape that has targets: of its focus
	// nodes, those are looked at for which the function that it gives is true.
	// Where it gives nil, all are.
	Only func(s *Shape) func(focus rdf.ID) bool
	// Among, if not nil, are the only nodes to look at, sorted: where they are
	// few, the instances of a class need not be gone through to find them.
	Among []rdf.ID
	// Instance tells of nodes that others describe, such as the terms of
	// controlled vocabularies, whether they are instances of a class.
	Instance func(node, class rdf.ID) bool
}

// Validate holds a graph against the shapes. Results come in the order of the
// targets, of the nodes in the text, and of the shapes with these targets and
// each shape's constraints.
func (v *Validator) Validate(g *rdf.Graph, o Options) *Report {
	report := &Report{Graph: g}
	for r := range v.Results(g, o) {
		if o.Limit > 0 && len(report.Results) == o.Limit {
			report.More = true
			break
		}
		report.Results = append(report.Results, *r)
	}
	return report
}

// Results gives what Validate finds one by one, without keeping it; the limit
// is not asked. A result is to be read before the next is asked for.
func (v *Validator) Results(g *rdf.Graph, o Options) iter.Seq[*Result] {
	return func(yield func(*Result) bool) {
		r := v.newRun(g, o)
		for _, g := range v.groups {
			if !r.tell(g, yield) {
				return
			}
		}
	}
}

// A run is one validation of one graph.
type run struct {
	*rdf.Graph
	options   Options
	ids       []rdf.ID // of the constants; None for what the graph never mentions
	constants []rdf.Term
	classes   [][]rdf.ID // subclasses by constant; nil where nobody has asked
	results   []Result   // of one focus node
	probing   int        // greater than zero: only find out whether anything fails
	failed    bool       // something failed while probing

	// Where the values of the focus node looked at last lie among its triples:
	// dozens of shapes in a row ask for them.
	focus    rdf.ID
	triples  []rdf.Triple
	spans    []span  // by constant
	constant []int32 // that a predicate is, plus one; by ID
	epoch    uint32

	itself []rdf.Triple     // the focus nodes of the shapes we are in, as values
	memo   map[memoKey]bool // of patterns, by value
}

// A span is a part of a focus node's triples; it holds in one epoch only.
type span struct {
	from, to, epoch uint32
}

type memoKey struct {
	check *int
	value rdf.ID
}

func (v *Validator) newRun(g *rdf.Graph, o Options) *run {
	r := &run{
		Graph: g, options: o, constants: v.constants,
		ids: make([]rdf.ID, len(v.constants)), classes: make([][]rdf.ID, len(v.constants)),
		spans: make([]span, len(v.constants)), memo: map[memoKey]bool{},
	}
	r.constant = make([]int32, g.Dictionary.Len())
	for i, t := range v.constants {
		r.ids[i], _ = g.Lookup(t)
		if r.ids[i] != rdf.None {
			r.constant[r.ids[i]] = int32(i) + 1
		}
	}
	return r
}

// look turns to a node: it sorts out all of its triples, unless it is the one
// looked at last.
func (r *run) look(focus rdf.ID) {
	if r.focus != focus {
		r.sortOut(focus)
	}
}

func (r *run) sortOut(focus rdf.ID) {
	r.focus, r.triples = focus, r.Of(focus)
	r.epoch++
	for i := 0; i < len(r.triples); {
		p, from := r.triples[i].P, i
		for i < len(r.triples) && r.triples[i].P == p {
			i++
		}
		if c := r.constant[p]; c != 0 {
			r.spans[c-1] = span{uint32(from), uint32(i), r.epoch}
		}
	}
}

// valuesOf gives the triples of a node that have a predicate.
func (r *run) valuesOf(focus rdf.ID, predicate int) []rdf.Triple {
	r.look(focus)
	if s := r.spans[predicate]; s.epoch == r.epoch {
		return r.triples[s.from:s.to]
	}
	return nil
}

// evaluate runs the checks of a shape on a node.
func (r *run) evaluate(s *compiled, focus rdf.ID) {
	if len(s.checks) == 0 {
		return
	}
	outer := len(r.itself)
	if values := r.values(s, focus); len(values) > 0 || !s.vacuous {
		r.check(s, focus, values)
	}
	r.itself = r.itself[:outer]
}

// check runs the checks of a shape on its values at a node.
func (r *run) check(s *compiled, focus rdf.ID, values []rdf.Triple) {
	for _, check := range s.checks {
		check(r, s, focus, values)
		if r.probing > 0 && r.failed {
			return
		}
	}
}

// conforms tells whether a node meets a shape.
func (r *run) conforms(s *compiled, node rdf.ID) bool {
	outer := r.failed
	r.failed = false
	r.probing++
	r.evaluate(s, node)
	r.probing--
	ok := !r.failed
	r.failed = outer
	return ok
}

// fail notes that a value does not meet a constraint.
func (r *run) fail(s *compiled, c Constraint, focus rdf.ID, value rdf.Triple) {
	if r.probing > 0 {
		r.failed = true
		return
	}
	if value.Line == 0 {
		value.Position = r.Where(focus)
	}
	r.results = append(r.results, Result{
		Focus: focus, Path: s.Path, Value: value.O, Shape: s.Shape, Constraint: c,
		Component: c.Component(), Position: value.Position,
	})
}

// focusNodes gives the nodes that targets name, in order.
func (r *run) focusNodes(targets []compiledTarget) []rdf.ID {
	var nodes []rdf.ID
	for _, t := range targets {
		id := r.ids[t.term]
		switch t.kind {
		case TargetNode:
			if id == rdf.None { // also a node that is not mentioned is a focus node
				id = r.Intern(r.constants[t.term])
				r.ids[t.term] = id
			}
			nodes = append(nodes, id)
		case TargetClass:
			for _, class := range r.subclasses(t.term) {
				nodes = r.appendInstances(nodes, class)
			}
		case TargetSubjectsOf, TargetObjectsOf:
			for _, x := range r.All() {
				if x.P == id && t.kind == TargetSubjectsOf {
					nodes = append(nodes, x.S)
				} else if x.P == id {
					nodes = append(nodes, x.O)
				}
			}
		}
	}
	slices.Sort(nodes)
	nodes = slices.Compact(nodes)
	if r.options.Among != nil {
		nodes = slices.DeleteFunc(nodes, func(n rdf.ID) bool {
			_, found := slices.BinarySearch(r.options.Among, n)
			return !found
		})
	}
	return nodes
}

// appendInstances appends the instances of a class that are to be looked at.
func (r *run) appendInstances(nodes []rdf.ID, class rdf.ID) []rdf.ID {
	if r.options.Among == nil {
		return slices.AppendSeq(nodes, r.Instances(class))
	}
	for _, n := range r.options.Among {
		if r.Has(n, rdf.Type, class) {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

const subClassOf = "http://www.w3.org/2000/01/rdf-schema#subClassOf"

// subclasses gives a class and its subclasses, as the graph knows them.
func subclasses(g *rdf.Graph, class rdf.ID) []rdf.ID {
	all := []rdf.ID{class}
	sub, known := g.Lookup(rdf.Term{Kind: rdf.IRI, Value: subClassOf})
	if !known {
		return all
	}
	for i := 0; i < len(all); i++ {
		for t := range g.Incoming(all[i], sub) {
			if !slices.Contains(all, t.S) {
				all = append(all, t.S)
			}
		}
	}
	return all
}

func (r *run) subclasses(constant int) []rdf.ID {
	known := r.classes[constant]
	if known == nil && r.ids[constant] != rdf.None {
		known = subclasses(r.Graph, r.ids[constant])
		r.classes[constant] = known
	}
	return known
}

// instance tells whether a node is an instance of a class.
func (r *run) instance(node rdf.ID, class int) bool {
	classes := r.subclasses(class)
	for _, t := range r.Match(node, rdf.Type) {
		if slices.Contains(classes, t.O) {
			return true
		}
	}
	return r.options.Instance != nil && r.ids[class] != rdf.None &&
		r.options.Instance(node, r.ids[class])
}

// values gives the value nodes of a shape at a focus node, each once, as the
// objects of triples that carry their places.
func (r *run) values(s *compiled, focus rdf.ID) []rdf.Triple {
	switch {
	case s.path == nil:
		at := len(r.itself)
		r.itself = append(r.itself, rdf.Triple{O: focus})
		return r.itself[at : at+1]
	case s.path.kind == Predicate:
		return r.valuesOf(focus, s.path.predicate)
	}
	var found []rdf.Triple
	seen := map[rdf.ID]bool{}
	r.follow(s.path, focus, rdf.Position{}, func(node rdf.ID, at rdf.Position) {
		if !seen[node] {
			seen[node] = true
			found = append(found, rdf.Triple{O: node, Position: at})
		}
	})
	return found
}

// A visitor is told of a node that a path leads to, and where the text says so.
type visitor func(node rdf.ID, at rdf.Position)

// follow calls found for each node that a path leads to, perhaps repeatedly.
func (r *run) follow(p *compiledPath, from rdf.ID, at rdf.Position, found visitor) {
	switch p.kind {
	case Predicate:
		for _, t := range r.Match(from, r.ids[p.predicate]) {
			found(t.O, t.Position)
		}
	case Inverse:
		r.followBack(p.parts[0], from, found)
	case Alternative:
		for _, part := range p.parts {
			r.follow(part, from, at, found)
		}
	case Sequence:
		r.followAll(p.parts, from, at, found)
	case ZeroOrOne:
		found(from, at)
		r.follow(p.parts[0], from, at, found)
	default:
		r.followOn(p, from, at, found)
	}
}

// followAll goes one part after the other.
func (r *run) followAll(parts []*compiledPath, from rdf.ID, at rdf.Position, found visitor) {
	if len(parts) == 0 {
		found(from, at)
		return
	}
	seen := map[rdf.ID]bool{}
	r.follow(parts[0], from, at, func(node rdf.ID, at rdf.Position) {
		if !seen[node] {
			seen[node] = true
			r.followAll(parts[1:], node, at, found)
		}
	})
}

// followOn repeats a path for as long as it leads to new nodes.
func (r *run) followOn(p *compiledPath, from rdf.ID, at rdf.Position, found visitor) {
	seen := map[rdf.ID]bool{}
	next := []rdf.ID{from}
	if p.kind == ZeroOrMore {
		seen[from] = true
		found(from, at)
	}
	for len(next) > 0 {
		node := next[0]
		next = next[1:]
		r.follow(p.parts[0], node, at, func(reached rdf.ID, at rdf.Position) {
			if !seen[reached] {
				seen[reached] = true
				found(reached, at)
				next = append(next, reached)
			}
		})
	}
}

// followBack goes a path in the other direction.
func (r *run) followBack(p *compiledPath, from rdf.ID, found visitor) {
	if p.kind == Predicate {
		if id := r.ids[p.predicate]; id != rdf.None {
			for t := range r.Incoming(from, id) {
				found(t.S, t.Position)
			}
		}
		return
	}
	r.follow(reversed(p), from, rdf.Position{}, found)
}

// reversed gives the path that leads back.
func reversed(p *compiledPath) *compiledPath {
	switch p.kind {
	case Predicate:
		return &compiledPath{kind: Inverse, parts: []*compiledPath{p}}
	case Inverse:
		return p.parts[0]
	}
	out := &compiledPath{kind: p.kind}
	for _, part := range p.parts {
		out.parts = append(out.parts, reversed(part))
	}
	if p.kind == Sequence {
		slices.Reverse(out.parts)
	}
	return out
}
