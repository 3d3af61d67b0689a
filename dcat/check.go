package dcat

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"insyn/rdf"
	"insyn/shacl"
)

// A Verdict is how a catalogue stands to one profile.
type Verdict struct {
	Profile    *Profile
	Errors     int
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
}

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
	c := &checker{
		view: newView(g), options: o, report: &Report{Graph: g}, kept: map[keptKey]int{},
		instead: map[insteadKey]string{},
	}
	for _, p := range o.Profiles {
		c.profile(p)
	}
	slices.SortStableFunc(c.report.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return c.report
}

// A checker turns the results of shapes, and what shapes cannot say, into
// findings.
type checker struct {
	*view
	options Options
	report  *Report
	verdict *Verdict
	kept    map[keptKey]int
	instead map[insteadKey]string
}

// A keptKey tells sorts of findings apart when there is a limit for each.
type keptKey struct {
	code              Code
	profile, property string
}

// profile holds the catalogue against one profile.
func (c *checker) profile(p *Profile) {
	c.report.Verdicts = append(c.report.Verdicts, Verdict{Profile: p, Faulty: map[rdf.ID]int{}})
	c.verdict = &c.report.Verdicts[len(c.report.Verdicts)-1]
	o := shacl.Options{}
	if p == HighValue {
		o.Only = func(_ *shacl.Shape, node rdf.ID) bool { return c.isHighValue(node) }
	}
	for _, d := range c.datasets {
		if p != HighValue || c.isHighValue(d) {
			c.verdict.Datasets++
		}
	}
	report := p.validator.Validate(c.Graph, o)
	for i := range report.Results {
		c.result(p, &report.Results[i])
	}
	if p == Swedish {
		c.swedish()
	}
	c.verdict.Conforming = c.verdict.Datasets - len(c.verdict.Faulty)
}

// result makes a finding of a result, unless it says nothing new.
func (c *checker) result(p *Profile, r *shacl.Result) {
	d := p.demands[r.Shape]
	f := Finding{Code: d.code(r.Constraint), Profile: p.Name, Class: d.class.Name, Position: r.Position}
	if d.rule.Either != nil {
		f.Property = strings.Join(d.rule.Either, ", ")
	} else {
		f.Property = strings.TrimPrefix(d.rule.Property, "^")
	}
	if r.Severity() != shacl.Violation {
		f.Severity = Warning
	}
	if c.judge(&f, d, r) {
		c.note(f, r.Focus, r.Value, d.rule)
	}
}

// judge finds the code for a result. It returns false if another finding says
// the same, or if the demand does not hold for this node.
func (c *checker) judge(f *Finding, d demand, r *shacl.Result) bool {
	switch f.Code {
	case "missing":
		return !d.rule.HighValue || c.isHighValue(r.Focus)
	case "recommended":
		return !d.class.Part || d.class.Name != "Box" || c.isEmptyBox(r.Focus)
	case "":
		f.Code = kindCode(r.Constraint)
	case "language":
		f.Code = "no-language"
		if d.rule.Values[0].Kind == "plain" {
			f.Code = "has-language"
		}
		return c.Kind(r.Value) == rdf.Literal
	case "code":
		return c.judgeCode(f, d, r)
	case "class":
		return c.judgeClass(f, d, r)
	case "form":
		return c.Kind(r.Value) != rdf.Blank && (c.Kind(r.Value) == rdf.IRI || isLiteralRule(d.rule))
	}
	return true
}

// kindCode gives the code for a value of the wrong kind.
func kindCode(constraint shacl.Constraint) Code {
	switch constraint {
	case shacl.Literals:
		return "not-literal"
	case shacl.IRIs:
		return "not-iri"
	case shacl.IRIs | shacl.BlankNodes:
		return "not-node"
	}
	return "datatype"
}

func isLiteralRule(r *Rule) bool {
	k := r.Values[0].Kind
	return k == "plain" || k == "literal" || k == "text" || k == "typed"
}

func (c *checker) judgeCode(f *Finding, d demand, r *shacl.Result) bool {
	if c.Kind(r.Value) == rdf.Literal {
		return false // reported as no address
	}
	f.Code = "unknown-code"
	for _, v := range d.rule.Values {
		if v.Old && vocabularies[v.Vocabulary].Has(c.Value(r.Value)) {
			f.Code, f.Severity = "superseded-code", Warning
		}
	}
	return true
}

func (c *checker) judgeClass(f *Finding, d demand, r *shacl.Result) bool {
	if c.Kind(r.Value) == rdf.Literal {
		return false
	}
	f.Code = "wrong-class"
	if len(c.Of(r.Value)) > 0 {
		return true
	}
	f.Code = "not-described"
	if structural[d.rule.Property] {
		return true
	}
	return false // a link to elsewhere
}

// structural are the properties that hold a catalogue together: what they
// point at must be described in it.
var structural = map[string]bool{
	"dcat:dataset": true, "dcat:distribution": true, "dcat:service": true, "dcat:contactPoint": true,
	"dcterms:publisher": true, "dcat:inSeries": true, "dcat:accessService": true,
}

// isEmptyBox tells whether a location says nothing at all of where it is.
func (c *checker) isEmptyBox(node rdf.ID) bool {
	if c.Kind(node) == rdf.IRI {
		return false
	}
	for _, property := range [...]string{"dcat:centroid", "dcat:bbox", "locn:geometry"} {
		if len(c.Match(node, c.id(property))) > 0 {
			return false
		}
	}
	return true
}

// note completes a finding and keeps it.
func (c *checker) note(f Finding, focus, value rdf.ID, r *Rule) {
	dataset := c.datasetOf(focus)
	if f.Severity == Error {
		c.verdict.Errors++
		if c.isDataset(dataset) && (c.verdict.Profile != HighValue || c.isHighValue(dataset)) {
			c.verdict.Faulty[dataset]++
		}
	} else {
		c.verdict.Warnings++
	}
	if c.options.Most > 0 {
		key := keptKey{f.Code, f.Profile, f.Property}
		if c.kept[key]++; c.kept[key] > c.options.Most {
			c.report.More++
			return
		}
	}
	f.Node = c.Value(focus)
	if dataset != rdf.None {
		f.Dataset = c.Value(dataset)
	}
	if value != rdf.None && f.Code != "missing" && f.Code != "recommended" {
		f.Value = show(c.Term(value))
		if r != nil && f.Instead == "" {
			f.Instead = c.suggest(&f, r, value)
		}
	}
	c.report.Findings = append(c.report.Findings, f)
}

// show writes a value for a message: short, and literals in quotation marks.
func show(t rdf.Term) string {
	const most = 100
	s := t.Value
	if len(s) > most {
		cut := most
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	s = strings.Join(strings.Fields(s), " ")
	switch t.Kind {
	case rdf.Literal:
		return `"` + s + `"`
	case rdf.Blank:
		return "_:" + s
	}
	return s
}
