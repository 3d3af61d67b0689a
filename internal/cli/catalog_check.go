package cli

import (
	"context"
	"net/url"
	"path/filepath"
	"slices"

	"insyn/dcat"
	"insyn/internal/catalog/finding"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/rdf"
)

// catalogCheckCommand tells what is wrong with a catalogue.
type catalogCheckCommand struct {
	catalogSource
	Profile  []string `env:"-" enum:"se,eu,hvd" default:"se,eu,hvd" help:"Profiles to hold it against: se (DCAT-AP-SE 3.0.1), eu (DCAT-AP 3.0.1 and its recommendations), hvd (DCAT-AP HVD 3.0.0)."`
	All      bool     `env:"-" help:"List every place, not the first three of each sort."`
	Evidence bool     `env:"-" help:"Tell for each dataset why it gets each point of MQA, or does not."`
	JSON     bool     `env:"-" xor:"form" help:"Write every finding as JSON."`
	SARIF    bool     `env:"-" name:"sarif" xor:"form" help:"Write every finding as SARIF 2.1.0, for editors and code review."`
}

// A checked catalogue is everything that is told of it.
type checked struct {
	source   string
	doc      *rdf.Document
	report   *dcat.Report
	mqa      *dcat.Score // nil if Europe was not asked
	digg     *dcat.Score
	evidence bool
}

// Run writes what is wrong, and fails when there is anything to mend. Where
// Europe forbids what Sweden demands, and both were asked, that is told but is
// nothing to mend: else no catalogue could ever pass.
func (c catalogCheckCommand) Run(ctx context.Context, s *Streams) error {
	told, err := c.check(ctx, s)
	if err != nil {
		return err
	}
	p := lang.For(s.Language)
	switch {
	case c.JSON:
		err = writeJSON(s.Out, told.json(p))
	case c.SARIF:
		err = finding.SARIF(s.Out, c.address(), thisBuild().Version, string(s.Language),
			told.rows(p))
	default:
		err = told.text(s.Out, p, c.All)
	}
	if n := told.defects(); err == nil && n > 0 {
		err = fault.New(fault.Refused, "catalogue.defects").With("Count", n)
	}
	return err
}

// check reads the catalogue, holds it against the profiles and scores it.
func (c catalogCheckCommand) check(ctx context.Context, s *Streams) (*checked, error) {
	p := lang.For(s.Language)
	stage := s.stages()
	defer stage.end()
	stage.at(p.T("catalogue.stage-reading"))
	doc, err := c.placed().read(ctx, s)
	if err != nil {
		return nil, err
	}
	stage.at(p.T("catalogue.stage-checking"))
	options := dcat.Options{Profiles: c.profiles()}
	if isForeign(doc) {
		options.Profiles = []*dcat.Profile{} // no profile is about what is no RDF
	}
	if !c.JSON && !c.SARIF {
		options.Most = 1 // the text is made of groups
	}
	told := &checked{source: c.Source, doc: doc, report: dcat.Check(doc.Graph, options),
		evidence: c.Evidence}
	stage.at(p.T("catalogue.stage-scoring"))
	if slices.Contains(options.Profiles, dcat.European) {
		told.mqa = dcat.ScoreOf(doc.Graph, dcat.ScoreOptions{Report: told.report})
	}
	told.digg = dcat.ScoreOf(doc.Graph, dcat.ScoreOptions{Variant: dcat.DIGG, Report: told.report})
	return told, nil
}

// placed gives a file without address one: a relative address in it is then
// told as such, and judged like any other.
func (c catalogCheckCommand) placed() catalogSource {
	source := c.catalogSource
	if source.Base == "" && source.Source != "-" && !isWeb(source.Source) {
		source.Base = (&url.URL{Scheme: "file", Path: "/" + filepath.Base(source.Source)}).String()
	}
	return source
}

// address gives the source as an address, relative if it is a file.
func (c catalogSource) address() string {
	if isWeb(c.Source) {
		return c.Source
	}
	return (&url.URL{Path: filepath.ToSlash(c.Source)}).String()
}

// profiles gives the profiles asked for, in their own order. Europe is its
// rules and its recommendations.
func (c catalogCheckCommand) profiles() []*dcat.Profile {
	var all []*dcat.Profile
	for _, p := range dcat.AllProfiles {
		name := p.Name
		if p == dcat.Recommends {
			name = dcat.European.Name
		}
		if slices.Contains(c.Profile, name) {
			all = append(all, p)
		}
	}
	return all
}

// defects counts what has to be mended.
func (c *checked) defects() int {
	n := errorsIn(c.doc)
	for _, v := range c.report.Verdicts {
		n += v.Errors - v.Conflicts
	}
	return n
}

// datasets gives how many datasets there are.
func (c *checked) datasets() int { return len(c.digg.Datasets) }

// rows gives everything that was found, faults of the text first.
func (c *checked) rows(p *lang.Printer) []finding.Row {
	w := finding.NewWriter(p)
	rows := make([]finding.Row, 0, len(c.doc.Faults)+len(c.report.Findings))
	for _, f := range c.doc.Faults {
		rows = append(rows, w.Fault(f))
	}
	for _, f := range c.report.Findings {
		rows = append(rows, w.Finding(f))
	}
	return rows
}
