package web

import (
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// planMakeExamples are of the pages on which a plan is made.
func planMakeExamples() []example {
	return []example{
		{"plan-making", func(p Page, say *lang.Printer) any {
			page, err := exampleVisit(say).makingPage(p, exampleMaking())
			if err != nil {
				panic(err) // sample data: a test renders it
			}
			return page
		}},
		{"plan-desk", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person = account.System
			p.Title = say.T("plan-make.plans")
			return v.planDeskPage(p, []plan.Plan{examplePlan().Plan}, []account.Body{exampleBody},
				Form{printer: say})
		}},
		{"plan-make", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person = account.System
			of := exampleMaking()
			of.Plan.Content.Adopted, of.Plan.Content.Submitted = "", ""
			return v.planMakePage(p, of.PublicPlan,
				[]consult.Consultation{{ID: "exempel", Slug: "exempel",
					Content: consult.Content{Title: sv("Samråd om nästa plan")}}}, Form{printer: say})
		}},
		{"draft-text", func(p Page, say *lang.Printer) any {
			of := exampleMaking()
			return exampleVisit(say).draftTextPage(p, of, of.Plan.Content.Commitments[0],
				[]act.PlanVoice{of.Voices[exampleRef.String()]}, Form{printer: say})
		}},
		{"plan-decide", func(p Page, say *lang.Printer) any {
			return exampleVisit(say).decidePage(p, examplePlan(), Form{printer: say})
		}},
	}
}

// exampleRef names the view that changed the words of the example.
var exampleRef = plan.ViewRef{Forum: "consultation/exempel", Number: 3}

// exampleMaking is a plan that was made from a view, with a step that moved.
func exampleMaking() act.PlanInMaking {
	of := examplePlan()
	first := of.Plan.Content
	first.Adopted, first.Submitted = "", ""
	first.Making = plan.Making{Steps: []plan.Step{
		{ID: "s1", Kind: plan.Proposals, Title: plan.Text{SV: "Skicka förslag", EN: "Send proposals"},
			From: "2023-11-13", Until: "2023-12-20", Forum: exampleRef.Forum},
		{ID: "s2", Kind: plan.Talk, Title: plan.Text{SV: "Möte om utkastet",
			EN: "Meeting on the draft"}, From: "2024-02-01"},
		{ID: "s3", Kind: plan.Deciding, Title: plan.Text{SV: "Beslut", EN: "Decision"},
			From: "2024-06-01"}}}
	moved := first
	moved.Making.Steps = append([]plan.Step{}, first.Making.Steps...)
	moved.Making.Steps[1].From = "2024-02-15"
	c := first.Commitments[0]
	c.Adopted.Problem.SV = "Det är svårt att veta vem man ska fråga, och svaret dröjer."
	c.Views = []plan.ViewRef{{Forum: exampleRef.Forum, Number: exampleRef.Number, Field: "problem",
		Version: 3}}
	revised := moved
	revised.Commitments = []plan.Commitment{c}
	of.Plan.Content = revised
	of.Plan.Content.Adopted = "2023-11-20"
	of.Plan.Content.Decision = plan.Decision{By: "Exempeldepartementet",
		URL:   "https://www.example.se/beslut",
		Title: plan.Text{SV: "Beslut om handlingsplan", EN: "Decision on the action plan"}}
	at := exampleTime.AddDate(0, -2, 0)
	of.Versions = []plan.Version{{Number: 1, Content: first, Reason: "Tidplanen är klar.",
		Published: at},
		{Number: 2, Content: moved, Reason: "Lokalen var upptagen.",
			Published: at.AddDate(0, 0, 20)},
		{Number: 3, Content: revised, Reason: "Svarstiden saknades.",
			Published: at.AddDate(0, 1, 0)}}
	h := exampleHearing()
	return act.PlanInMaking{PublicPlan: of,
		Forums: map[string]act.PlanForum{exampleRef.Forum: {Hearing: h, Slug: "exempel", Heard: 3,
			Content: consult.Content{Material: []consult.Material{{ID: "m1", File: "00", Name: "utkast.txt",
				Title: sv("Utkast till handlingsplan")}}}}},
		Voices: map[string]act.PlanVoice{exampleRef.String(): {Ref: exampleRef, Venue: h.Venue,
			Copy: consult.Copy{Number: 3, Sender: consult.Sender{Kind: consult.AnOrganisation,
				Organisation: "Föreningen Exempel", Language: "sv"},
				Pieces: []consult.Piece{{Text: "Skriv att svaret också dröjer."}}}, Of: "EX0001",
			Field: "problem"}}}
}

// planFollowExamples are of the pages on which a plan is followed.
func planFollowExamples() []example {
	return []example{
		{"report-sheet", func(p Page, say *lang.Printer) any {
			of := examplePlan()
			page := exampleVisit(say).reportSheetPage(p,
				act.ReportSheet{PublicPlan: of, Role: "samordnare",
					Of: "Exempelmyndigheten", Period: "2023-2", Commitments: of.Plan.Content.Commitments}, Form{printer: say})
			page.Action = "#"
			return page
		}},
		{"plan-reporters", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person = account.System
			p.Title = say.T("reporter.title")
			return v.reportersPage(p, examplePlan(),
				[]plan.Reporter{{ID: "r", Body: "Exempelmyndigheten",
					Role: "samordnare",
					Name: "Ö Exempel", Email: "o@example.se", Commitments: []string{"EX0001"}}},
				Form{printer: say})
		}},
		{"plan-state", func(p Page, say *lang.Printer) any {
			return exampleVisit(say).statePage(p,
				exampleState())
		}},
		{"plan-slides", func(p Page, say *lang.Printer) any {
			p.Styles, p.Scripts = []string{"slides.css"}, []string{"slides.js"}
			return exampleVisit(say).statePage(p, exampleState())
		}},
		{"plan-calendar", func(p Page, say *lang.Printer) any {
			p.Title = say.T("deadline.title")
			return exampleVisit(say).calendarPage(p, examplePlan(),
				[]act.PlanDeadline{{On: exampleTime.AddDate(0, 1, 4),
					Text: act.Sentence{{Text: "EX0001"}}, Path: "/plan/exempel-5"}})
		}},
		{"plan-news", func(p Page, say *lang.Printer) any {
			p.Title = say.T("news.title")
			of := examplePlan()
			return exampleVisit(say).newsPage(p, of, asked{scope: plan.WholePlan},
				of.News(exampleTime))
		}},
		{"follow", func(p Page, say *lang.Printer) any {
			p.Title = say.T("follow.title")
			return exampleVisit(say).followPage(p, examplePlan(), asked{scope: plan.WholePlan},
				Form{printer: say})
		}},
		{"plan-council", func(p Page, say *lang.Printer) any {
			return exampleVisit(say).councilPage(p,
				exampleState())
		}},
		{"council-desk", func(p Page, say *lang.Printer) any {
			p.Title = say.T("council.title")
			return exampleVisit(say).councilDeskPage(p, exampleState().PublicPlan,
				Form{printer: say})
		}},
		{"plan-record", func(p Page, say *lang.Printer) any {
			of := examplePlan()
			of.Plan.Content.Record.Meetings = []plan.Meeting{{On: "2023-02-22", CivilSociety: 6,
				Title:      plan.Text{SV: "Möte om utkastet", EN: "Meeting on the draft"},
				Government: 1, Source: "https://www.example.se/mote"}}
			p.Title = say.T("plan-record.title")
			v := exampleVisit(say)
			v.Person = account.System
			return v.recordDeskPage(p, of, Form{printer: say})
		}},
		{"plan-review", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			p.Title = say.T("review.title")
			page := v.reviewerPage(p, exampleState(), standard.On(2023, 11, 27))
			page.Sealed = []SealedRow{v.sealedRow(examplePlan().Plan, plan.Pack{Day: "2023-11-26",
				Made: exampleTime,
				Hash: "9cb3b99a01670000000000000000000000000000000000000000000000000000"})}
			return page
		}},
	}
}

// exampleState is where the example stands, with a forum.
func exampleState() act.PlanState {
	of := examplePlan()
	of.Plan.Content.Council = plan.Council{Name: plan.Text{SV: "Forum för öppenhet",
		EN: "Forum for openness"},
		Rules: plan.Text{SV: "Alla får tala. Anteckningar skickas inom en vecka.",
			EN: "Everybody may speak. Notes are sent within a week."},
		RulesOn: "2023-01-01", URL: "https://www.example.se/regler",
		Members: []plan.Member{{Name: "Exempelmyndigheten", Kind: plan.OfGovernment, From: "2023-01-01"},
			{Name: "Föreningen Exempel", Kind: plan.OfCivilSociety, From: "2023-01-01",
				Until: "2024-12-31"}}}
	of.Versions = []plan.Version{{Number: 1, Content: of.Plan.Content,
		Published: exampleTime.AddDate(0, -4, 0), Reason: "Inläst."}}
	return act.PlanState{PublicPlan: of, At: exampleTime, Since: exampleTime.AddDate(0, -4, 0),
		Facts: exampleFacts()}
}
