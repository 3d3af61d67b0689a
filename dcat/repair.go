package dcat

import (
	"slices"
	"strings"

	"insyn/rdf"
	"insyn/shacl"
)

// repair changes a statement that the European profile does not accept, where
// a machine can know what is meant.
func (e *exporter) repair(r *shacl.Result) {
	d := European.demands[r.Shape]
	if d == nil || d.rule.Property[0] == '^' {
		return
	}
	demanded := d.code(r.Constraint)
	property := e.IRI(Expand(d.rule.Property))
	if demanded == "too-many" {
		e.surplus(r.Focus, property, d.rule.Most)
		return
	}
	if demanded != "" || r.Value == rdf.None || e.removed[[3]rdf.ID{r.Focus, property, r.Value}] {
		return
	}
	i := slices.IndexFunc(e.Match(r.Focus, property), func(t rdf.Triple) bool { return t.O == r.Value })
	if i < 0 {
		return
	}
	t := e.Match(r.Focus, property)[i]
	switch code := kindCode(r.Constraint); {
	case code == "datatype":
		e.retype(t, d.rule)
	case code == "not-literal" && e.Kind(t.O) == rdf.IRI:
		e.change("literal", t, e.kept(t, rdf.Triple{S: t.S, P: t.P, O: e.Text(e.Value(t.O), "")})...)
	case e.Kind(t.O) == rdf.Blank:
		e.change("literal", t, e.kept(t)...)
	case d.rule.Property == "adms:identifier" && e.Kind(t.O) == rdf.Literal:
		e.identifier(t)
	case e.Kind(t.O) == rdf.Literal:
		e.address(t)
	}
}

// surplus keeps as many values as Europe takes, the first by their text, and
// describes the other statements.
func (e *exporter) surplus(focus, property rdf.ID, most int) {
	values := slices.Clone(e.Match(focus, property))
	slices.SortStableFunc(values, func(a, b rdf.Triple) int {
		return strings.Compare(e.Value(a.O), e.Value(b.O))
	})
	left := len(values)
	for _, t := range slices.Backward(values) {
		key := [3]rdf.ID{t.S, t.P, t.O}
		if left > most && !e.removed[key] {
			e.change("surplus", t, e.kept(t)...)
			left--
		}
	}
}

// identifier makes the description that adms:identifier should point at.
func (e *exporter) identifier(t rdf.Triple) {
	node := e.Blank("")
	e.change("identifier", t, rdf.Triple{S: t.S, P: t.P, O: node},
		rdf.Triple{S: node, P: rdf.Type, O: e.IRI(Expand("adms:Identifier"))},
		rdf.Triple{S: node, P: e.IRI(Expand("skos:notation")), O: t.O})
}

// address makes an address of text that is one, and moves other text to where
// text may stand.
func (e *exporter) address(t rdf.Triple) {
	value := strings.TrimSpace(e.Value(t.O))
	if strings.HasPrefix(value, "www.") {
		value = "https://" + value
	}
	isAddress := strings.HasPrefix(value, "http://") || strings.HasPrefix(value, "https://")
	if isAddress && !strings.ContainsAny(value, " <>\"{}|\\^`\t\n") {
		e.change("literal", t, e.kept(t, rdf.Triple{S: t.S, P: t.P, O: e.IRI(value)})...)
		return
	}
	e.change("literal", t, e.kept(t)...)
}

// retype gives a value the datatype that the rule wants, if it can have it.
func (e *exporter) retype(t rdf.Triple, r *Rule) {
	v := r.Values[0]
	value := strings.TrimSpace(e.Value(t.O))
	wanted := ""
	switch {
	case v.Kind == "typed":
		wanted = Expand(v.Datatype)
	case len(value) == len("2006-01-02"):
		wanted = rdf.XSD + "date"
	case len(value) == len("2006"):
		wanted = rdf.XSD + "gYear"
	case len(value) == len("2006-01"):
		wanted = rdf.XSD + "gYearMonth"
	default:
		wanted = rdf.XSD + "dateTime"
	}
	if e.Kind(t.O) == rdf.Literal && shacl.WellFormed(wanted, value) {
		o := e.Literal(value, e.IRI(wanted))
		e.change("datatype", t, e.kept(t, rdf.Triple{S: t.S, P: t.P, O: o})...)
		return
	}
	e.change("datatype", t, e.kept(t)...)
}
