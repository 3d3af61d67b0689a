package dcat

import (
	"insyn/rdf"
	"insyn/shacl"
)

// judge finds the code for a result. It returns false if another finding says
// the same, or if the demand does not hold for this node.
func (c *checker) judge(m *mark, r *shacl.Result) bool {
	rule := m.demand.rule
	switch m.code {
	case "missing":
		return !rule.HighValue || c.isHighValue(m.focus)
	case "recommended":
		return m.demand.class != "Box" || c.isEmptyBox(m.focus)
	case "":
		m.code = kindCode(r.Constraint)
		m.conflict = c.sweden && opposed[rule] && m.code != "datatype"
	case "language":
		m.code = "no-language"
		if rule.Values[0].Kind == "plain" {
			m.code = "has-language"
		}
		return c.Kind(m.value) == rdf.Literal
	case "code":
		return c.judgeCode(m)
	case "class":
		return c.judgeClass(m)
	case "form":
		return c.Kind(m.value) == rdf.IRI || c.Kind(m.value) == rdf.Literal && isLiteralRule(rule)
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

func (c *checker) judgeCode(m *mark) bool {
	if c.Kind(m.value) == rdf.Literal {
		return false // reported as no address
	}
	m.code = "unknown-code"
	for _, v := range m.demand.rule.Values {
		if v.Old && vocabularies[v.Vocabulary].Has(c.Value(m.value)) {
			m.code, m.severity = "superseded-code", Warning
		}
	}
	return true
}

func (c *checker) judgeClass(m *mark) bool {
	if c.Kind(m.value) == rdf.Literal {
		return false
	}
	m.code = "wrong-class"
	if len(c.Of(m.value)) > 0 {
		return true
	}
	m.code = "not-described"
	return structural[m.demand.property] // else it is a link to elsewhere
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
