package dcat

import "insyn/rdf"

// Evidence is why a dataset gets the points of a metric, or does not.
type Evidence struct {
	Metric Metric
	Met    bool
	Node   rdf.ID // the dataset or its best distribution
	Value  rdf.ID // what is there, or None
	rdf.Position
}

// evidenceOf names the property that each metric looks at.
var evidenceOf = [len(Metrics)]string{
	accessReachable: "dcat:accessURL", downloadReachable: "dcat:downloadURL",
	formatVocabulary: "dcterms:format", nonProprietary: "dcterms:format",
	machineReadable: "dcterms:format", knownLicence: "dcterms:license",
	accessRightsVocabulary: "dcterms:accessRights",
}

// Evidence gives the reason for each point that a dataset got or missed, in
// the order of Metrics. Where there is nothing to point at, the place is that
// of the node that lacks it.
func (s *Score) Evidence(g *rdf.Graph, one DatasetScore) []Evidence {
	v := &view{Graph: g, ids: map[string]rdf.ID{}}
	var all []Evidence
	for i, m := range Metrics {
		if !s.Counts(i) {
			continue
		}
		e := Evidence{Metric: m, Met: one.Met.Has(i), Node: one.Dataset}
		if m.Distribution && one.Distribution != rdf.None {
			e.Node = one.Distribution
		}
		property := evidenceOf[i]
		if property == "" {
			property = simple[i]
		}
		if values := v.Match(e.Node, v.id(property)); property != "" && len(values) > 0 {
			e.Value, e.Position = values[0].O, values[0].Position
		} else {
			e.Position = g.Where(e.Node)
		}
		all = append(all, e)
	}
	return all
}
