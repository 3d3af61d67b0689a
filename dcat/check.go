package dcat

import (
	"iter"
	"slices"

	"insyn/rdf"
	"insyn/shacl"
)

// A Verdict is how a catalogue stands to one profile.
type Verdict struct {
	Profile    *Profile
	Errors     int
	Conflicts  int // of the errors, those that come of obeying Sweden
	Warnings   int
	Datasets   int // how many there are that the profile is about
	Conforming int // how many of them have no error, their distributions included
	// Faulty are the datasets with errors, by ID, and how many each has.
	Faulty map[rdf.ID]int
}

// A Report is what Check found.
type Report struct {
	Graph    *rdf.Graph
	Verdicts []Verdict // in the order of the profiles asked for
	Findings []Finding // sorted by place
	More     int       // findings beyond the limit for each code, profile and property

	options Options
	view    *view
	marks   []mark
	order   []int32 // of the marks, by place
}

// current tells whether nothing has been added to the graph since.
func (r *Report) current() bool { return r.view.triples == r.Graph.Len() }

// Options say how to check.
type Options struct {
	Profiles []*Profile // nil: all
	Most     int        // findings kept of each code, profile and property; zero: all
}

// Check holds a catalogue against profiles, side by side: they contradict each
// other, and a publisher has to know by which one a catalogue fails.
func Check(g *rdf.Graph, o Options) *Report {
	if o.Profiles == nil {
		o.Profiles = AllProfiles
	}
	c := newChecker(g, o, nil)
	c.run()
	return c.finish()
}

// A checker turns the results of shapes, and what shapes cannot say, into
// marks, and these into findings.
type checker struct {
	*view
	report  *Report
	profile int      // the place of the profile at work
	sweden  bool     // the Swedish profile is among those asked for
	only    []bool   // the nodes to look at, by ID; nil is all
	among   []rdf.ID // those nodes, sorted
	extra   map[extraKey]*demand
	instead map[insteadKey]Suggestion
}

func newChecker(g *rdf.Graph, o Options, only []bool) *checker {
	v := newView(g)
	c := wording(&Report{Graph: g, options: o, view: v})
	c.only, c.extra = only, map[extraKey]*demand{}
	c.sweden = c.asked(Swedish) >= 0
	return c
}

// wording makes a checker that puts the marks of a report into words.
func wording(r *Report) *checker {
	return &checker{view: r.view, report: r, instead: map[insteadKey]Suggestion{}}
}

// skips tells whether a node is not to be looked at.
func (c *checker) skips(node rdf.ID) bool { return c.only != nil && !c.only[node] }

// instances gives the instances of a class that are to be looked at, by its
// prefixed name.
func (c *checker) instances(class string) iter.Seq[rdf.ID] {
	if c.only == nil {
		return c.view.instances(class)
	}
	return func(yield func(rdf.ID) bool) {
		for _, node := range c.among {
			if c.Has(node, rdf.Type, c.id(class)) && !yield(node) {
				return
			}
		}
	}
}

// run holds the catalogue against every profile asked for.
func (c *checker) run() {
	all := together()
	for r := range all.validator.Results(c.Graph, shacl.Options{Among: c.among, Only: c.about}) {
		c.result(all.demands[r.Shape], r)
	}
	if at := c.asked(Swedish); at >= 0 {
		c.profile = at
		c.swedish()
	}
}

// asked gives the place of a profile among those asked for, -1 if it is not.
func (c *checker) asked(p *Profile) int { return slices.Index(c.report.options.Profiles, p) }

// about tells which nodes to hold against a shape of a profile; nil is all.
func (c *checker) about(s *shacl.Shape) func(rdf.ID) bool {
	switch p := together().profiles[s]; {
	case c.asked(p) < 0:
		return func(rdf.ID) bool { return false }
	case p == HighValue:
		return c.isHighValue
	}
	return nil
}

// result marks what a result says, unless that is nothing new.
func (c *checker) result(d *demand, r *shacl.Result) {
	m := mark{
		demand: d, code: d.code(r.Constraint), profile: uint8(c.asked(d.profile)),
		focus: r.Focus, value: r.Value, Position: r.Position,
	}
	if r.Severity() != shacl.Violation {
		m.severity = Warning
	}
	if c.judge(&m, r) {
		c.report.note(m)
	}
}
