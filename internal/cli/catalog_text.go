package cli

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"insyn/dcat"
	"insyn/internal/catalog/finding"
	"insyn/internal/lang"
	"insyn/rdf"
)

// How much the text shows of each sort of finding, unless all is asked for.
const (
	kindsShown  = 5
	placesShown = 3
	gainsShown  = 5
)

// digits writes a line or column so that an editor can be told it: 12345.
func digits(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// A checkWriter writes for people what was found.
type checkWriter struct {
	out *bufio.Writer
	p   *lang.Printer
	*checked
	kinds, places int
}

// text writes how the catalogue stands, then what is wrong with it, equal
// findings together: verdicts, the file itself, each profile, the score.
func (c *checked) text(to io.Writer, p *lang.Printer, all bool) error {
	w := &checkWriter{bufio.NewWriterSize(to, 1<<16), p, c, kindsShown, placesShown}
	if all {
		const everything = 1 << 30
		w.kinds, w.places = everything, everything
	}
	w.line(p.T("catalogue.heading", "Source", c.source, "Format", c.doc.Format.String(),
		"Triples", p.T("catalogue.triples", "Count", c.doc.Graph.Len()),
		"Datasets", p.T("catalogue.datasets", "Count", c.datasets())))
	w.verdicts()
	w.score()
	w.faults()
	w.groups()
	if c.evidence {
		w.evidence()
	}
	return w.out.Flush()
}

// line writes a line. What goes wrong is told by Flush.
func (w *checkWriter) line(text string) { fmt.Fprintln(w.out, text) }

// verdicts writes how the catalogue stands to each profile, side by side.
func (w *checkWriter) verdicts() {
	for _, v := range w.report.Verdicts {
		text := w.p.T("catalogue.verdict", "Title", w.p.T("catalogue.profile-"+v.Profile.Name),
			"Conforming", v.Conforming,
			"Datasets", v.Datasets, "Errors", w.p.T("catalogue.errors", "Count", v.Errors),
			"Warnings", w.p.T("catalogue.warnings", "Count", v.Warnings))
		if v.Conflicts > 0 {
			text += " " + w.p.T("catalogue.conflicts", "Count", v.Conflicts)
		}
		w.line("  " + text)
	}
}

// score writes the points of MQA and DIGG, and what would raise them most.
func (w *checkWriter) score() {
	if w.datasets() == 0 {
		return
	}
	if w.mqa != nil {
		w.line("  " + w.p.T("catalogue.mqa", "Points", w.p.Decimal(points(w.mqa.Points()), 1),
			"Most", w.mqa.Most(), "Band", w.p.T("catalogue.band-"+dcat.BandOf(w.mqa.Points()/100).String())))
	}
	w.line("  " + w.p.T("catalogue.digg", "Points", w.p.Decimal(points(w.digg.Points()), 1),
		"Most", w.digg.Most()))
	var gains []string
	for _, g := range w.scored().Gains() {
		if strings.HasSuffix(g.Metric.Name, "-reachable") || len(gains) == gainsShown {
			continue
		}
		gains = append(gains, w.p.T("catalogue.gain", "Metric", w.metric(g.Metric),
			"Points", w.p.Decimal(points(g.Points), 1)))
	}
	if gains != nil {
		w.line("    " + w.p.T("catalogue.gains", "Gains", strings.Join(gains, ", ")))
	}
	w.line("    " + w.p.T("catalogue.unprobed"))
}

func (w *checkWriter) metric(m dcat.Metric) string { return w.p.T("catalogue.metric-" + m.Name) }

// faults writes what is wrong with the text itself, by code.
func (w *checkWriter) faults() {
	if len(w.doc.Faults) == 0 {
		return
	}
	w.line("\n" + w.p.T("catalogue.file"))
	var codes []rdf.Code
	byCode := map[rdf.Code][]rdf.Fault{}
	for _, f := range w.doc.Faults {
		if byCode[f.Code] == nil {
			codes = append(codes, f.Code)
		}
		byCode[f.Code] = append(byCode[f.Code], f)
	}
	for _, code := range codes {
		few := byCode[code]
		for i, f := range few[:min(len(few), w.places)] {
			w.fault(i == 0, f)
		}
		w.more(w.doc.Counts[code] - min(len(few), w.places))
	}
}

func (w *checkWriter) fault(first bool, f rdf.Fault) {
	words := finding.OfFault(w.p, f)
	if first {
		w.line("")
	}
	w.line("  " + w.p.T("catalogue.said", "Kind", w.severity(f.Severity == rdf.Error, false),
		"What", words.What, "Do", words.Do))
	w.line("      " + w.p.T("catalogue.place", "Line", digits(f.Line), "Column", digits(f.Column)))
}

func (w *checkWriter) severity(isError, conflict bool) string {
	switch {
	case conflict:
		return w.p.T("catalogue.conflict")
	case isError:
		return w.p.T("catalogue.error")
	}
	return w.p.T("catalogue.warning")
}

// groups writes the findings by profile, those that say the same together.
func (w *checkWriter) groups() {
	profile := ""
	for _, g := range w.report.Groups(w.kinds, w.places) {
		if g.Profile != profile {
			profile = g.Profile
			w.line("\n" + w.p.T("catalogue.profile-"+profile))
		}
		for _, k := range g.Kinds {
			w.kind(k)
		}
		if g.More > 0 {
			w.line("\n  " + w.p.T("catalogue.more-kinds", "Count", g.More,
				"Code", string(g.Code), "Property", g.Property))
		}
	}
}

// kind writes what is wrong once, and where it is so.
func (w *checkWriter) kind(k dcat.Kind) {
	f := k.First[0]
	words := finding.OfFinding(w.p, f)
	kind := w.severity(f.Severity == dcat.Error, f.Conflict)
	if k.Count > 1 {
		kind = w.p.T("catalogue.times", "Kind", kind, "Times", k.Count)
	}
	w.line("\n  " + w.p.T("catalogue.said", "Kind", kind, "What", words.What, "Do", words.Do))
	for _, f := range k.First {
		place := w.p.T("catalogue.place", "Line", digits(f.Line), "Column", digits(f.Column))
		switch {
		case strings.Contains(f.Node, ":"):
			place += ": " + f.Node
		case f.Node != "":
			place += ": " + w.p.T("catalogue.blank")
		}
		if f.Dataset != "" && f.Dataset != f.Node {
			place += " " + w.p.T("catalogue.of-dataset", "Dataset", f.Dataset)
		}
		w.line("      " + place)
	}
	w.more(k.Count - len(k.First))
}

// more tells of places that are not listed.
func (w *checkWriter) more(n int) {
	if n > 0 {
		w.line("      " + w.p.T("catalogue.more", "Count", n))
	}
}

// evidence writes for each dataset why it gets its points, or does not.
func (w *checkWriter) evidence() {
	g, score := w.doc.Graph, w.scored()
	for _, d := range score.Datasets {
		w.line("\n" + w.p.T("catalogue.dataset-score", "Dataset", g.Value(d.Dataset), "Points",
			d.Points, "Most", score.Most()))
		for _, e := range score.Evidence(g, d) {
			got := 0
			if e.Met {
				got = e.Metric.Points
			}
			value := g.Value(e.Value)
			if e.Value == rdf.None {
				value = w.p.T("catalogue.nothing")
			}
			w.line("  " + w.p.T("catalogue.evidence", "Got", got, "Most", e.Metric.Points,
				"Metric", w.metric(e.Metric), "Value", value, "Line", digits(e.Line)))
		}
	}
}
