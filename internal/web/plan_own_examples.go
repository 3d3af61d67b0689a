package web

import (
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// ownDefined is a measure that the example's plan defines itself.
var ownDefined = plan.Definition{ID: "exempel-5-m1", Kind: plan.ByHand, Better: plan.Up,
	Title: plan.Text{SV: "Utbildade handläggare", EN: "Officers trained"},
	Unit:  plan.Text{SV: "personer", EN: "people"},
	How: plan.Text{SV: "De som har gått kursen, räknat från början.",
		EN: "Those who have taken the course, from the beginning."},
	Source: plan.Text{SV: "Myndighetens personalsystem", EN: "The agency's staff records"}}

// ownPlan is the example with a measure that is entered by hand, and one that has ended.
func ownPlan() (act.PublicPlan, plan.Commitment) {
	of := examplePlan()
	c := &of.Plan.Content.Commitments[0]
	c.Own, c.Measures = []plan.Definition{ownDefined}, append(slices.Clone(c.Measures), ownDefined.ID)
	c.Values = []plan.Stated{{Measure: ownDefined.ID, On: "2023-06-30", Number: 120,
		Source: "https://www.example.se/kurs-1"}, {Measure: ownDefined.ID, On: "2023-10-31", Number: 1250.5,
		Source: "https://www.example.se/kurs-2"}}
	c.Ended = []plan.Ending{{Measure: "ledgers", On: "2023-09-30",
		Why: plan.Text{SV: "Måttet räknade annat än det som lovades."}}}
	before := of.Plan.Content
	before.Commitments = slices.Clone(before.Commitments)
	first := before.Commitments[0]
	first.Own = slices.Clone(first.Own)
	first.Own[0].How = plan.Text{SV: "De som har gått kursen.",
		EN: "Those who have taken the course."}
	before.Commitments[0] = first
	of.Versions = []plan.Version{{Number: 1, Content: before, Published: exampleTime.AddDate(0, -4, 0)},
		{Number: 2, Content: of.Plan.Content, Published: exampleTime.AddDate(0, -2, 0)}}
	return of, *c
}

// ownFacts is what the measures of the examples are computed from, and what was entered.
func ownFacts() plan.Facts {
	of, _ := ownPlan()
	facts := exampleFacts()
	facts.AddOwn(of.Plan.Content)
	return facts
}

// planOwnExamples are of the pages on which staff say what is measured.
func planOwnExamples() []example {
	desk := func(p Page, say *lang.Printer) (*visit, act.PublicPlan, plan.Commitment, Form) {
		v := exampleVisit(say)
		v.Person = account.System
		of, c := ownPlan()
		return v, of, c, Form{printer: say}
	}
	return []example{
		{"measure-desk", func(p Page, say *lang.Printer) any {
			v, of, c, f := desk(p, say)
			p.Title = say.T("own.title")
			return v.measureDeskPage(p, of, c, ownFacts(), f)
		}},
		{"measure-work", func(p Page, say *lang.Printer) any {
			v, of, c, f := desk(p, say)
			return v.measureWorkPage(p, of, c, ownDefined, f)
		}},
	}
}
