package web

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// planExamples are of the pages of action plans.
func planExamples() []example {
	return []example{
		{"plans", func(p Page, say *lang.Printer) any {
			p.Title = say.T("plans.title")
			return exampleVisit(say).plansPage(p, []plan.Plan{examplePlan().Plan})
		}},
		{"plan", func(p Page, say *lang.Printer) any {
			return exampleVisit(say).planPage(p, examplePlan(), exampleReportOf(), exampleFacts())
		}},
		{"commitment", func(p Page, say *lang.Printer) any {
			m, v := exampleMaking(), exampleVisit(say)
			page := v.commitmentPage(p, m.PublicPlan, m.Plan.Content.Commitments[0], exampleFacts())
			page.Voices = v.voiceRows(m, m.Plan.Content.Commitments[0])
			return page
		}},
		{"plan-versions", examplePlanVersions},
		{"plan-work", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person = account.System
			of := examplePlan()
			return v.planWorkPage(p, of, of.Plan.Content.Commitments[0], exampleFacts(),
				Form{printer: say})
		}},
		{"standards", func(p Page, say *lang.Printer) any {
			p.Title = say.T("standards.title")
			return exampleVisit(say).standardsPage(p, examplePlan(), exampleReportOf())
		}},
		{"measures", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			p.Title = say.T("measures.title")
			return v.measuresPage(p, ownFacts())
		}},
		{"measure-page", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			page := v.measurePage(p, ownDefined, ownFacts())
			of, c := ownPlan()
			page.Own = v.ownOf(of, c, ownDefined)
			return page
		}},
	}
}

// examplePlan is a plan with one commitment in which everything is said.
func examplePlan() act.PublicPlan {
	c := plan.Content{Level: plan.Country, Number: 5,
		Place: plan.Text{SV: "Exempellandet", EN: "Example Land"},
		Title: plan.Text{SV: "Handlingsplan för en öppnare förvaltning",
			EN: "Action plan for a more open administration"},
		Period: "2023–2025", Adopted: "2023-06-15", Submitted: "2023-06", End: "2025",
		Source: "https://www.example.se/plan",
		History: []plan.Event{{On: "2022-10", Text: plan.Text{SV: "Första mötet.", EN: "First meeting."},
			Source: "https://www.example.se/mote"}},
		Commitments: []plan.Commitment{{ID: "EX0001", Number: 1, Measures: []string{"meetings", "ledgers"},
			Adopted: plan.Adopted{Title: plan.Text{SV: "En kontaktpunkt för öppna data", EN: "A contact point for open data"},
				Problem: plan.Text{SV: "Det är svårt att veta vem man ska fråga."}, Lead: "Exempelmyndigheten",
				Themes: []string{"Öppna data"}, End: "2025-12-31"},
			Milestones: []plan.Milestone{{ID: "m1", Output: plan.Text{SV: "Kontaktpunkten är utsedd", EN: "The contact point is named"},
				Owner: "Exempelmyndigheten", Due: "2023-09", Done: "2023-09-01", Proof: "e1"}},
			Operational: []plan.Milestone{{ID: "o1", Output: plan.Text{SV: "Svarstider publiceras", EN: "Response times are published"},
				Owner: "Exempelmyndigheten", Due: "2023-10-31", Wanted: plan.Text{SV: "En sida med svarstider", EN: "A page with response times"}},
				{ID: "o2", Output: plan.Text{SV: "En uppföljning", EN: "A follow-up"},
					Owner: "Exempelmyndigheten", Due: "2024-06"}},
			Evidence: []plan.Evidence{{ID: "e1", Kind: plan.Link, On: "2023-09-01", URL: "https://www.example.se/kontakt",
				Proves: plan.Text{SV: "Kontaktpunkten finns", EN: "The contact point exists"}, Of: "ledgers", Body: "Exempelmyndigheten"},
				{ID: "e2", Kind: plan.Link, On: "2023-09-01", Dead: "2023-11-20", URL: "https://www.example.se/borta",
					Proves: plan.Text{SV: "Svarstiderna är publicerade",
						EN: "The response times are published"}}},
			Assessments: []plan.Judgement{{By: "IRM", Scale: "completion", Value: "Limited", Source: "https://www.example.org/irm"},
				{By: "Föreningen Exempel", Scale: "completion", Value: "Not started", In: "en", Source: "https://www.example.org/egen"}},
			Sources: []plan.Source{{What: "title.sv", URL: "https://www.example.se/plan"}, {URL: "https://www.example.se/mer",
				Note: plan.Text{SV: "Planens bilaga", EN: "The annex of the plan"}}}}}}
	return act.PublicPlan{Body: exampleBody, Reports: []plan.Report{{Commitment: "EX0001", Period: "2023-2", Number: 1,
		Given: exampleTime, Status: plan.Limited, Challenges: []plan.Challenge{plan.Resources},
		Progress: plan.Text{SV: "Kontaktpunkten svarar, men svarstiderna mäts inte.",
			EN: "The contact point answers, but its times are not measured."},
		Why: plan.Text{SV: "Tjänsten som ska mäta dem är vakant.",
			EN: "The post that is to measure them is vacant."}}},
		Plan: plan.Plan{ID: "p", Body: string(exampleBody.ID), Slug: "exempel-5",
			Current: 2, Content: c}}
}

// exampleReportOf judges the example.
func exampleReportOf() standard.Report {
	day := func(t time.Time) standard.Day { return standard.DayOf(t) }
	r, _ := standard.Assess(standard.Facts{Plans: []standard.Plan{{ID: "exempel-5", Number: 5,
		Begins: standard.On(2022, 10, 3), Published: standard.On(2023, 6, 15),
		Commitments: []standard.Commitment{{ID: "EX0001"}}}},
		Meetings: []standard.Meeting{{ID: "m", On: standard.On(2023, 2, 22), Government: 1, CivilSociety: 4,
			Link: "https://www.example.se/mote"}},
		Documents: []standard.Document{{ID: "d", Kind: standard.RulesOfParticipation, Published: day(exampleTime.AddDate(0, -1, 0)),
			Link: "https://www.example.se/regler"}}}, "exempel-5", day(exampleTime))
	return r
}

// exampleFacts is what the measures of the examples are computed from.
func exampleFacts() plan.Facts {
	held := func(months, days int) plan.Held {
		at := exampleTime.AddDate(0, -months, 0)
		return plan.Held{Title: plan.Text{SV: "Samråd"}, Path: "/samrad/exempel", At: at,
			Announced: at.AddDate(0, 0, -days), CivilSociety: 5}
	}
	return plan.Facts{Meetings: []plan.Held{held(20, 14), held(13, 21), held(9, 28), held(1, 15), held(2, 20)},
		Entries: examplePlan().Plan.Content.Entries()}
}

// examplePlanVersions tells what changed in the example.
func examplePlanVersions(p Page, say *lang.Printer) any {
	v := exampleVisit(say)
	p.Title = say.T("plan-page.versions")
	of := examplePlan()
	first := plan.Version{Number: 1, Content: of.Plan.Content, Reason: "Planen är beslutad.",
		Published: exampleTime.AddDate(0, -5, 0)}
	second := first
	second.Number, second.Reason, second.Published = 2, "Delmål har satts för genomförandet.", exampleTime
	second.Content.Commitments = []plan.Commitment{of.Plan.Content.Commitments[0]}
	first.Content.Commitments = []plan.Commitment{of.Plan.Content.Commitments[0]}
	first.Content.Commitments[0].Operational = nil
	page := PlanVersionsPage{Page: p, Back: Named{v.planWords(of.Plan.Content.Title), "#"}}
	for _, i := range []int{1, 0} {
		one, err := v.planVersion(act.PlanInMaking{PublicPlan: act.PublicPlan{
			Versions: []plan.Version{first, second}}}, i)
		if err != nil {
			panic(err) // sample data: a test renders it
		}
		page.Versions = append(page.Versions, one)
	}
	return page
}
