package web

import (
	"math"
	"net/http"
	"slices"
	"time"

	"insyn/internal/act"
	"insyn/internal/chart"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// MeasuresPage shows every measure.
type MeasuresPage struct {
	Page
	Measures []Measure // that Insyn computes
	Own      []Measure // that plans define, and enter by hand
}

// measures shows every measure with its latest value.
func (s *Server) measures(w http.ResponseWriter, r *http.Request) error {
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	return s.render(w, r, http.StatusOK, "measures",
		v.measuresPage(s.page(r, v.T("measures.title")), facts))
}

func (v *visit) measuresPage(p Page, facts plan.Facts) MeasuresPage {
	page := MeasuresPage{Page: p}
	for _, d := range plan.Definitions() {
		page.Measures = append(page.Measures, v.measureCard(d, facts, v.Now))
	}
	for _, d := range facts.Defined {
		page.Own = append(page.Own, v.measureCard(d, facts, v.Now))
	}
	return page
}

// MeasurePage shows a number with its definition, its history and where it comes from.
type MeasurePage struct {
	Page
	Card  Measure
	Chart chart.Figure
	Facts []Fact
	Data  Link
	Count Table // what is counted, each with where it is read
	Own   OwnMeasure
}

// measure shows a measure.
func (s *Server) measure(w http.ResponseWriter, r *http.Request) error {
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	d, ok := facts.Definition(r.PathValue("id"))
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	v := from(r)
	v.Until(midnight(v.Now))
	page := v.measurePage(s.page(r, ""), d, facts)
	if d.Kind == plan.ByHand {
		if err := s.ownMeasure(r, &page, d); err != nil {
			return err
		}
	}
	return s.render(w, r, http.StatusOK, "measure-page", page)
}

// measurePage makes the page of a measure.
func (v *visit) measurePage(page Page, d plan.Definition, facts plan.Facts) MeasurePage {
	page.Title = v.planWords(d.Title).Text
	return MeasurePage{Page: page, Card: v.measureCard(d, facts, v.Now),
		Chart: v.measureChart(d, facts),
		Facts: v.definitionFacts(d),
		Data:  Link{v.T("measures.data"), "/matt/underlag.json"}, Count: v.counted(d, facts)}
}

// counted lists what a measure counts, the latest first: from the number one
// comes to what proves it, and from there to its source.
func (v *visit) counted(d plan.Definition, facts plan.Facts) Table {
	t := Table{Caption: v.T("measures.counted-here"), Columns: []Column{{Text: v.T("council.day")},
		{Text: v.T("measures.what")}}}
	switch d.Kind {
	case plan.Entered:
		t.Columns = append(t.Columns, Column{Text: v.T("plan-page.source")})
		if d.Months > 0 {
			t.Columns = append(t.Columns, Column{Text: v.T("measures.counts-to")})
		}
		for _, e := range slices.Backward(facts.Entries) {
			if e.Measure != d.ID {
				continue
			}
			row := []Cell{{Text: v.planDate(e.On)}, v.provenBy(e), {Text: e.URL, Link: e.URL}}
			if d.Months > 0 {
				row = append(row, Cell{Text: v.planDate(d.LastDay(e.On))})
			}
			t.Rows = append(t.Rows, row)
		}
	case plan.ByHand:
		t.Caption, t.Columns = v.T("own.values-table"), v.valueColumns()
		for _, one := range slices.Backward(facts.Values) {
			if one.Measure == d.ID {
				t.Rows = append(t.Rows, v.valueRow(one))
			}
		}
	case plan.CountMeetings, plan.Notice:
		for _, m := range facts.Meetings {
			if m.CivilSociety > 0 {
				t.Rows = append(t.Rows, []Cell{{Text: v.Date(m.At)}, v.wordCell(m.Title, v.Href(m.Path))})
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

// A newest number is written out, with of which half-year or day it is.
type newest struct {
	value  float64
	number string
	of     string
}

// latest gives the newest value of a measure that is known at a moment.
func (v *visit) latest(d plan.Definition, facts plan.Facts, at time.Time) (last newest, ok bool) {
	if d.Kind == plan.ByHand {
		stated, ok := facts.LastStated(d.ID, at.In(lang.Stockholm))
		return newest{stated.Number, v.Number(stated.Number), v.planDate(stated.On)}, ok
	}
	for _, r := range d.History(facts, at, lang.Stockholm) {
		if !r.Unknown {
			last, ok = newest{r.Value, v.Decimal(r.Value, 0), v.period(r.Period)}, true
		}
	}
	return last, ok
}

// measureCard shows a measure: the number, of which day, and how it is computed.
func (v *visit) measureCard(d plan.Definition, facts plan.Facts, at time.Time) Measure {
	card := Measure{Label: v.planWords(d.Title).Text, Number: "–", How: v.planWords(d.How).Text,
		Since:  v.T("measures.nothing"),
		Source: Link{v.T("measures.see"), v.Href("/matt/" + d.ID)}}
	last, ok := v.latest(d, facts, at)
	if !ok {
		return card
	}
	card.Number, card.Unit = last.number, v.planWords(d.UnitOf(last.value)).Text
	card.Since = v.T("measures.as-of", "Period", last.of, "On", v.Date(at))
	if d.Kind == plan.ByHand {
		card.Since = v.T("own.of-day", "On", last.of)
	}
	for _, r := range d.History(facts, at, lang.Stockholm) {
		if !r.Unknown {
			card.Spark.Values = append(card.Spark.Values, r.Value)
		}
	}
	card.Spark.Description = v.T("measures.spark", "Count", len(card.Spark.Values))
	return card
}

// commitmentCard shows what a commitment is measured by, or was: what it is not
// measured by any more says since when and why.
func (v *visit) commitmentCard(c plan.Commitment, d plan.Definition, facts plan.Facts) Measure {
	card := v.measureCard(d, facts, c.Until(d.ID, v.Now.In(lang.Stockholm)))
	if end, ended := c.End(d.ID); ended {
		card.Change = Chip{Tone: Quiet, Text: v.T("own.ended", "On", v.planDate(end.On))}
		card.Ended = v.planWords(end.Why)
	}
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
		Nothing:     v.T("measures.unknown"), Format: func(x float64) string { return v.Number(math.Round(x*10) / 10) }}
	history := d.History(facts, v.Now, lang.Stockholm)
	for _, r := range history {
		c.Points = append(c.Points, chart.Point{Label: v.period(r.Period), Short: string(r.Period),
			Value: r.Value, Unknown: r.Unknown})
	}
	if last, ok := v.latest(d, facts, v.Now); ok { // the finding, in a sentence
		c.Title = v.T("measures.finding", "Measure", v.planWords(d.Title).Text, "Value",
			last.number,
			"Unit", v.planWords(d.UnitOf(last.value)).Text, "Period", last.of)
	}
	return chart.Draw(c)
}
