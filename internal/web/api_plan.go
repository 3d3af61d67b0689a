package web

import (
	"net/http"
	"time"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// apiPlanRow is a plan in a list.
type apiPlanRow struct {
	Slug        string   `json:"slug"`
	Body        string   `json:"body"`
	Number      int      `json:"number"`
	Title       apiText  `json:"title"`
	Composed    bool     `json:"titleComposed,omitempty"` // the title is Insyn's own
	Level       string   `json:"level,omitempty"`
	Languages   []string `json:"languages,omitempty"`
	Period      string   `json:"period,omitempty"`
	Decided     bool     `json:"decided"`
	Commitments int      `json:"commitments"`
	URL         string   `json:"url"`
}

// apiPlan is a plan with its commitments.
type apiPlan struct {
	apiPlanRow
	Version int             `json:"version"`
	Items   []apiCommitment `json:"items"`
}

// apiCommitment is a promise with what it is measured by and what was reported.
type apiCommitment struct {
	ID         string          `json:"id"`
	Number     int             `json:"number"`
	Label      string          `json:"label,omitempty"` // in the place of the number
	Title      apiText         `json:"title"`
	Lead       string          `json:"lead,omitempty"`
	Supporting []string        `json:"supporting,omitempty"`
	Civil      []string        `json:"civilSociety,omitempty"`
	Others     []string        `json:"others,omitempty"`
	Values     []apiPlanValue  `json:"values,omitempty"`
	Themes     []string        `json:"themes"`
	Measures   []string        `json:"measures"`
	Milestones []apiMilestone  `json:"milestones"`
	Evidence   []apiEvidence   `json:"evidence"`
	Reports    []apiPlanReport `json:"reports"`
	URL        string          `json:"url"`
}

// apiPlanValue is one of the values that a commitment serves, and how.
type apiPlanValue struct {
	Value string  `json:"value"`
	How   apiText `json:"how"`
}

// apiMilestone is a step; one that was added later is no part of what was decided.
type apiMilestone struct {
	Output apiText `json:"output"`
	Owner  string  `json:"owner"`
	Due    string  `json:"due"`
	Later  bool    `json:"addedLater"`
	Done   bool    `json:"done"`
}

// apiEvidence is something that proves something.
type apiEvidence struct {
	ID     string     `json:"id"`
	Proves apiText    `json:"proves"`
	On     string     `json:"on"`
	URL    string     `json:"url,omitempty"`
	SHA256 string     `json:"sha256,omitempty"`
	Dead   *time.Time `json:"deadSince,omitempty"`
}

// apiPlanReport is what is known of a half-year: a report, or that there is none.
type apiPlanReport struct {
	Period  string     `json:"period"`
	Missing bool       `json:"missing"`
	Due     time.Time  `json:"due"`
	Given   *time.Time `json:"given,omitempty"`
	Status  string     `json:"status,omitempty"`
	Why     *apiText   `json:"why,omitempty"`
}

// apiMeasure is a number with its definition, unit, source and history.
type apiMeasure struct {
	ID      string       `json:"id"`
	Title   apiText      `json:"title"`
	Unit    apiText      `json:"unit"`
	How     apiText      `json:"how"`
	Source  apiText      `json:"source"`
	AsOf    time.Time    `json:"asOf"`
	History []apiReading `json:"history"`
	Better  string       `json:"better"`
	Values  []apiValue   `json:"values,omitempty"` // entered by hand
	Months  int          `json:"months,omitempty"` // for how long an entry is counted
	URL     string       `json:"url"`
}

// apiValue is what a measure was on a day, and where that can be read.
type apiValue struct {
	On     string  `json:"on"`
	Value  float64 `json:"value"`
	Source string  `json:"source"`
}

// apiReading is a measure in a half-year; no value where it is unknown.
type apiReading struct {
	Period string   `json:"period"`
	Value  *float64 `json:"value"`
	Of     int      `json:"of"`
}

func planText(t plan.Text) apiText { return apiText{t.SV, t.EN} }

// apiPlans lists the plans.
func (s *Server) apiPlans(r *http.Request) (any, error) {
	all, err := s.options.Desk.PublicPlans(r.Context())
	if err != nil {
		return nil, err
	}
	return struct {
		Items []apiPlanRow `json:"items"`
	}{each(all, s.toPlanRow)}, nil
}

func (s *Server) toPlanRow(p plan.Plan) apiPlanRow {
	c := p.Content
	return apiPlanRow{Slug: p.Slug, Body: p.Body, Number: c.Number, Title: planText(c.Title),
		Composed: c.Composed, Level: string(c.Level), Languages: c.Languages, Period: c.Period,
		Decided: c.Decided(), Commitments: len(c.Commitments), URL: s.absolute("/plan/" + p.Slug)}
}

// apiPlan gives one plan.
func (s *Server) apiPlan(r *http.Request) (any, error) {
	p, err := s.options.Desk.PublicPlan(r.Context(), r.PathValue("slug"))
	if err != nil {
		return nil, err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	out := apiPlan{apiPlanRow: s.toPlanRow(p.Plan), Version: p.Plan.Current,
		Items: []apiCommitment{}}
	standings := p.Standings(v.Now)
	for _, c := range p.Plan.Content.Commitments {
		out.Items = append(out.Items, s.toCommitment(p, c, standings[c.ID]))
	}
	return out, nil
}

func (s *Server) toCommitment(p act.PublicPlan, c plan.Commitment,
	standings []plan.Standing) apiCommitment {
	a := apiCommitment{ID: c.ID, Number: c.Number, Label: c.Label, Supporting: c.Adopted.Government,
		Civil: c.Adopted.CivilSociety, Others: c.Adopted.Others, Title: planText(c.Adopted.Title),
		Lead:   c.Adopted.Lead,
		Themes: append([]string{}, c.Adopted.Themes...), Measures: append([]string{}, c.Measures...),
		Milestones: []apiMilestone{}, Evidence: []apiEvidence{}, Reports: []apiPlanReport{},
		URL: s.absolute("/plan/" + p.Plan.Slug + "/atagande/" + c.ID)}
	for _, f := range c.Adopted.Fields() {
		if value := stated(c.Adopted)[f.Name]; value.Serves || !value.How.Empty() {
			a.Values = append(a.Values, apiPlanValue{f.Name, planText(value.How)})
		}
	}
	for i, m := range append(append([]plan.Milestone{}, c.Milestones...), c.Operational...) {
		a.Milestones = append(a.Milestones, apiMilestone{planText(m.Output), m.Owner, string(m.Due),
			i >= len(c.Milestones), m.Proven()})
	}
	for _, e := range c.Evidence {
		if e.Public() {
			one := toEvidence(e, p.Watched[e.URL])
			one.URL = e.Address(s.absolute(""))
			a.Evidence = append(a.Evidence, one)
		}
	}
	for _, st := range standings {
		one := apiPlanReport{Period: string(st.Period), Missing: st.Missing, Due: st.Due.UTC()}
		if rep := st.Report; rep != nil {
			one.Given, one.Status = moment(rep.Given), string(rep.Status)
			if !rep.Why.Empty() {
				why := planText(rep.Why)
				one.Why = &why
			}
		}
		a.Reports = append(a.Reports, one)
	}
	return a
}

func toEvidence(e plan.Evidence, w plan.Watch) apiEvidence {
	a := apiEvidence{ID: e.ID, Proves: planText(e.Proves), On: string(e.On), URL: e.URL,
		SHA256: e.Hash}
	if a.SHA256 == "" {
		a.SHA256 = w.Hash
	}
	if w.Dead() {
		a.Dead = moment(w.Since)
	}
	return a
}

// apiMeasures gives every measure with its history. What they are computed from
// is /matt/underlag.json.
func (s *Server) apiMeasures(r *http.Request) (any, error) {
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return nil, err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	return struct {
		Items []apiMeasure `json:"items"`
	}{each(facts.All(), func(d plan.Definition) apiMeasure {
		a := apiMeasure{ID: d.ID, Title: planText(d.Title), Unit: planText(d.Unit),
			How:    planText(d.How),
			Source: planText(d.Source), AsOf: v.Now.UTC(), History: []apiReading{}, Better: string(d.Better), Months: d.Months,
			URL: s.absolute("/matt/" + d.ID)}
		for _, reading := range d.History(facts, v.Now, lang.Stockholm) {
			one := apiReading{Period: string(reading.Period), Of: reading.Of}
			if !reading.Unknown {
				one.Value = &reading.Value
			}
			a.History = append(a.History, one)
		}
		for _, one := range facts.Values {
			if one.Measure == d.ID {
				a.Values = append(a.Values, apiValue{string(one.On), one.Number, one.Source})
			}
		}
		return a
	})}, nil
}
