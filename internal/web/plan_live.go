package web

import (
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// liveFields are the questions of a measure that proves something: among those
// that the commitment is measured by, and that have a number.
func (v *visit) liveFields(c plan.Commitment, facts plan.Facts, f Form) []Field {
	var options []Option
	for _, id := range c.Measures {
		d, ok := facts.Definition(id)
		if _, ended := c.End(id); !ok || ended {
			continue
		}
		if number, on, p, known := d.Latest(facts, v.Now.In(lang.Stockholm)); known {
			options = append(options, Option{Value: id, Text: v.measured(d, number, on, p)})
		}
	}
	if len(options) == 0 {
		return nil
	}
	return []Field{f.Field("select", "live", v.T("plan-work.live-which"), "").Among(options...),
		f.Field("text", "live-proves", v.T("plan-work.proves"),
			"").Hinted(v.T("plan-work.proves-hint"))}
}

// measured says what a measure was, and of which half-year or day.
func (v *visit) measured(d plan.Definition, number float64, on plan.Date, p plan.Period) string {
	when := v.planDate(on)
	if p != "" {
		when = v.period(p)
	}
	return v.T("state.measured", "Measure", v.planWords(d.Title).Text, "Value", v.Number(number),
		"Unit", v.planWords(d.UnitOf(number)).Text, "Period", when)
}

// measureEvidence shows a measure that proves something: what it was on the day,
// and the way to what it is now.
func (v *visit) measureEvidence(e plan.Evidence, facts plan.Facts) Evidence {
	proves := v.planWords(e.Proves)
	row := Evidence{Proves: proves.Text, Tongue: proves.Tongue,
		Source: Link{e.Of, v.Href("/matt/" + e.Of)},
		State:  Chip{Tone: Neutral, Text: v.T("commitment.live")}}
	if d, ok := facts.Definition(e.Of); ok {
		row.Source.Text = v.measured(d, e.Number, e.On, e.Period)
	}
	row.At, _ = e.On.Day()
	return row
}

// provenBy leads from something that a measure counts to where it proves something.
func (v *visit) provenBy(e plan.Entry) Cell {
	if e.Path == "" {
		return Cell{Text: e.Body}
	}
	return Cell{Text: e.Body, Link: v.Href(e.Path)}
}
