package cli

import (
	"insyn/dcat"
	"insyn/internal/catalog/finding"
	"insyn/internal/lang"
)

// checkedJSON is what is told of a catalogue, as programs read it.
type checkedJSON struct {
	Source   string                `json:"source"`
	Format   string                `json:"format"`
	Triples  int                   `json:"triples"`
	Datasets int                   `json:"datasets"`
	Defects  int                   `json:"defects"` // errors, without what Sweden demands and Europe forbids
	Verdicts []verdictJSON         `json:"verdicts"`
	Scores   []scoreJSON           `json:"scores"`
	Findings []finding.Row         `json:"findings"`
	Evidence []datasetEvidenceJSON `json:"evidence,omitempty"`
}

// verdictJSON is how the catalogue stands to one profile.
type verdictJSON struct {
	Profile    string `json:"profile"`
	Title      string `json:"title"`
	Datasets   int    `json:"datasets"`
	Conforming int    `json:"conforming"`
	Errors     int    `json:"errors"`
	Conflicts  int    `json:"conflicts"` // of the errors, those that come of obeying Sweden
	Warnings   int    `json:"warnings"`
}

// scoreJSON is a score by the Metadata Quality Assessment.
type scoreJSON struct {
	Variant    string             `json:"variant"` // mqa or digg
	Points     float64            `json:"points"`
	Most       int                `json:"most"`
	Band       string             `json:"band,omitempty"` // of mqa
	Dimensions map[string]float64 `json:"dimensions"`
	Metrics    []metricJSON       `json:"metrics"`
}

// metricJSON is how many datasets get the points of a metric.
type metricJSON struct {
	Name   string  `json:"name"`
	Points int     `json:"points"`
	Met    int     `json:"met"`
	Gain   float64 `json:"gain"` // what the score would rise by if all met it
}

// datasetEvidenceJSON is why a dataset gets its points.
type datasetEvidenceJSON struct {
	Dataset string         `json:"dataset"`
	Points  int            `json:"points"`
	Metrics []evidenceJSON `json:"metrics"`
}

// evidenceJSON is the reason for one metric.
type evidenceJSON struct {
	Name   string `json:"name"`
	Points int    `json:"points"`
	Met    bool   `json:"met"`
	Node   string `json:"node"`
	Value  string `json:"value,omitempty"`
	Line   uint32 `json:"line"`
	Column uint32 `json:"column"`
}

// json gives everything that is told.
func (c *checked) json(p *lang.Printer) checkedJSON {
	out := checkedJSON{
		Source: c.source, Format: c.doc.Format.String(), Triples: c.doc.Graph.Len(),
		Datasets: c.datasets(), Defects: c.defects(), Findings: c.rows(p),
	}
	for _, v := range c.report.Verdicts {
		out.Verdicts = append(out.Verdicts, verdictJSON{v.Profile.Name, v.Profile.Title, v.Datasets,
			v.Conforming, v.Errors, v.Conflicts, v.Warnings})
	}
	if c.mqa != nil {
		out.Scores = append(out.Scores, scoreOf("mqa", c.mqa))
	}
	out.Scores = append(out.Scores, scoreOf("digg", c.digg))
	if c.evidence {
		out.Evidence = c.evidenceJSON()
	}
	return out
}

// scoreOf writes a score out.
func scoreOf(variant string, s *dcat.Score) scoreJSON {
	out := scoreJSON{Variant: variant, Points: points(s.Points()), Most: s.Most(),
		Dimensions: map[string]float64{}}
	if s.Variant == dcat.EU {
		out.Band = dcat.BandOf(s.Points() / 100).String()
	}
	for d := dcat.Findability; d <= dcat.Contextuality; d++ {
		out.Dimensions[d.String()] = points(s.Dimension(d))
	}
	gains := map[string]float64{}
	for _, g := range s.Gains() {
		gains[g.Metric.Name] = points(g.Points)
	}
	for i, m := range dcat.Metrics {
		if s.Counts(i) {
			out.Metrics = append(out.Metrics, metricJSON{m.Name, m.Points, s.Met[i], gains[m.Name]})
		}
	}
	return out
}

// points gives hundredths as points.
func points(hundredths int) float64 { return float64(hundredths) / 100 }

// scored gives the score that evidence is given for: MQA's if Europe was asked.
func (c *checked) scored() *dcat.Score {
	if c.mqa != nil {
		return c.mqa
	}
	return c.digg
}

// evidenceJSON gives the reasons for all points of all datasets.
func (c *checked) evidenceJSON() []datasetEvidenceJSON {
	g, score := c.doc.Graph, c.scored()
	var all []datasetEvidenceJSON
	for _, d := range score.Datasets {
		one := datasetEvidenceJSON{Dataset: g.Value(d.Dataset), Points: d.Points}
		for _, e := range score.Evidence(g, d) {
			one.Metrics = append(one.Metrics, evidenceJSON{e.Metric.Name, e.Metric.Points, e.Met,
				g.Value(e.Node), g.Value(e.Value), e.Line, e.Column})
		}
		all = append(all, one)
	}
	return all
}
