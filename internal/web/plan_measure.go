package web

import (
	"net/http"
	"slices"

	"insyn/internal/act"
	"insyn/internal/chart"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// MeasuresPage shows every measure.
type MeasuresPage struct {
	Page
	Measures []Measure
}

// measures shows every measure with its latest value.
func (s *Server) measures(w http.ResponseWriter, r *http.Request) error {
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	page := MeasuresPage{Page: s.page(r, v.T("measures.title"))}
	for _, d := range plan.Definitions() {
		page.Measures = append(page.Measures, v.measureCard(d, facts))
	}
	return s.render(w, r, http.StatusOK, "measures", page)
}

// MeasurePage shows a number with its definition, its history and where it comes from.
type MeasurePage struct {
	Page
	Card  Measure
	Chart chart.Figure
	Facts []Fact
	Data  Link
	Count Table // what is counted, each with where it is read
}

// measure shows a measure.
func (s *Server) measure(w http.ResponseWriter, r *http.Request) error {
	d, ok := plan.DefinitionOf(r.PathValue("id"))
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	return s.render(w, r, http.StatusOK, "measure-page", v.measurePage(s.page(r, ""), d, facts))
}

// measurePage makes the page of a measure.
func (v *visit) measurePage(page Page, d plan.Definition, facts plan.Facts) MeasurePage {
	page.Title = v.planWords(d.Title).Text
	return MeasurePage{Page: page, Card: v.measureCard(d, facts), Chart: v.measureChart(d, facts),
		Facts: []Fact{{Term: v.T("measures.definition"), Text: v.planWords(d.How).Text},
			{Term: v.T("measures.unit"), Text: v.planWords(d.Unit).Text},
			{Term: v.T("measures.source"), Text: v.planWords(d.Source).Text}},
		Data: Link{v.T("measures.data"), "/matt/underlag.json"}, Count: v.counted(d, facts)}
}

// counted lists what a measure counts, the latest first: from the number one
// comes to what proves it, and from there to its source.
func (v *visit) counted(d plan.Definition, facts plan.Facts) Table {
	t := Table{Caption: v.T("measures.counted-here"), Columns: []Column{{Text: v.T("council.day")},
		{Text: v.T("measures.what")}}}
	switch d.Kind {
	case plan.Entered:
		for _, e := range slices.Backward(facts.Entries) {
			if e.Measure == d.ID {
				t.Rows = append(t.Rows, []Cell{{Text: v.planDate(e.On)}, {Text: e.Body + ": " + e.URL, Link: e.URL}})
			}
		}
	case plan.CountMeetings, plan.Notice:
		for _, m := range facts.Meetings {
			if m.CivilSociety > 0 {
				t.Rows = append(t.Rows, []Cell{{Text: v.Date(m.At)}, {Text: v.planWords(m.Title).Text, Link: v.Href(m.Path)}})
			}
		}
	}
	return t
}

// measureFacts gives what the measures are computed from, for whoever wants to compute again.
func (s *Server) measureFacts(w http.ResponseWriter, r *http.Request) error {
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, "application/json", facts)
}

// latest gives the newest value of a measure that is known.
func (v *visit) latest(d plan.Definition, facts plan.Facts) (last plan.Reading, ok bool) {
	for _, r := range d.History(facts, v.Now, lang.Stockholm) {
		if !r.Unknown {
			last, ok = r, true
		}
	}
	return last, ok
}

// measureCard shows a measure: the number, of which day, and how it is computed.
func (v *visit) measureCard(d plan.Definition, facts plan.Facts) Measure {
	card := Measure{Label: v.planWords(d.Title).Text, Number: "–", How: v.planWords(d.How).Text,
		Since:  v.T("measures.nothing"),
		Source: Link{v.T("measures.see"), v.Href("/matt/" + d.ID)}}
	last, ok := v.latest(d, facts)
	if !ok {
		return card
	}
	card.Number, card.Unit = v.Decimal(last.Value, 0), v.planWords(d.UnitOf(last.Value)).Text
	card.Since = v.T("measures.as-of", "Period", v.period(last.Period), "On", v.Date(v.Now))
	for _, r := range d.History(facts, v.Now, lang.Stockholm) {
		if !r.Unknown {
			card.Spark.Values = append(card.Spark.Values, r.Value)
		}
	}
	card.Spark.Description = v.T("measures.spark", "Count", len(card.Spark.Values))
	return card
}

// period names a period.
func (v *visit) period(p plan.Period) string { return act.PeriodWords(v.Printer, p) }

// measureChart draws the history of a measure.
func (v *visit) measureChart(d plan.Definition, facts plan.Facts) chart.Figure {
	c := chart.Chart{Kind: chart.Line, Title: v.planWords(d.Title).Text,
		Description: v.T("measures.chart", "Unit", v.planWords(d.Unit).Text),
		Source:      v.T("measures.counted", "On", v.Date(v.Now)),
		Heads:       [2]string{v.T("measures.half-year"), v.planWords(d.Unit).Text},
		Whole:       d.Kind == plan.CountMeetings || d.Kind == plan.Entered,
		Nothing:     v.T("measures.unknown"), Format: func(x float64) string { return v.Number(x) }}
	history := d.History(facts, v.Now, lang.Stockholm)
	for _, r := range history {
		c.Points = append(c.Points, chart.Point{Label: v.period(r.Period), Short: string(r.Period),
			Value: r.Value, Unknown: r.Unknown})
	}
	if last, ok := v.latest(d, facts); ok { // the finding, in a sentence
		c.Title = v.T("measures.finding", "Measure", v.planWords(d.Title).Text,
			"Value", v.Decimal(last.Value, 0),
			"Unit", v.planWords(d.UnitOf(last.Value)).Text, "Period", v.period(last.Period))
	}
	return chart.Draw(c)
}
