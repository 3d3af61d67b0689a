package web

import (
	"net/url"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// answerExamples are of the pages about answers.
func answerExamples() []example {
	return []example{
		{"answers", exampleAnswers}, {"answer-queue", exampleAnswerQueue},
		{"answering", exampleAnswering}, {"answer-write", exampleWriteAnswer},
		{"duty", exampleDuty}, {"templates", exampleTemplates},
	}
}

// exampleAnswer is what a fictitious body says to views 12 and 14.
func exampleAnswer() consult.Answer {
	return consult.Answer{ID: "018f3c2a-6b00-7000-8000-0000000000a1", Number: 3, Version: 1,
		Forum: exampleHearing().Venue.Forum, Body: string(exampleBody.ID),
		Position: consult.PartlyAccepted, Saved: 2, Ready: true, Author: "p",
		Reason: consult.Text{SV: "Köpen ska gå att läsa **per leverantör**. Fakturornas text kan inte " +
			"lämnas ut i sin helhet, eftersom den kan nämna personer.",
			EN: "Purchases shall be readable **by supplier**. The text of invoices cannot be released " +
				"as it stands, since it may name people."},
		Effects: []consult.Effect{{Kind: consult.AMilestone, URL: "/samrad",
			Title: consult.Text{SV: "Delmål 3.2 har fått ett datum",
				EN: "Milestone 3.2 now has a date"}}}}
}

func exampleDuties() []consult.Duty {
	d := exampleView().Duty(exampleHearing().Venue)
	d.Considered, d.Answer = later(5), exampleAnswer().ID
	done, late := d, d
	done.View, late.View = d.View+"4", d.View+"5"
	done.Number, done.Answered = 14, later(8)
	late.Number, late.Due, late.Considered, late.Answer = 15, later(6), time.Time{}, ""
	return []consult.Duty{d, done, late}
}

func exampleAnswered() act.Answered {
	h, a := exampleHearing(), exampleAnswer()
	return act.Answered{Venue: h.Venue, Body: h.Body,
		Clock: consult.Clocked(exampleDuties(), later(9)), Shown: map[int64]bool{12: true},
		Bodies: map[string]account.Body{string(h.Body.ID): h.Body},
		Answers: []store.PublicAnswer{{Number: 3, Body: string(h.Body.ID),
			AnswerVersion: consult.AnswerVersion{Answer: a.ID, Number: 2, Position: a.Position,
				Reason: a.Reason, Effects: a.Effects, Views: []int64{12, 14}, At: later(8),
				Why: "Delmålet saknade datum."}}},
		Moved: []act.MovedDuty{{Number: 12, Steps: []consult.Step{{At: later(5), Kind: consult.Postponed,
			From: "2024-01-12", To: "2024-02-01", Reason: "Vi väntar på uppgifter från leverantören."}}}}}
}

func exampleAnswers(p Page, say *lang.Printer) any {
	p.Title = say.T("answers.title")
	return exampleVisit(say).answersPage(p, exampleHearing(), exampleAnswered())
}

func exampleQueued() []store.QueuedView {
	var list []store.QueuedView
	for _, d := range exampleDuties() {
		list = append(list, store.QueuedView{Duty: d, View: exampleView()})
	}
	return list
}

func exampleWords() []consult.AnswerTemplate {
	return []consult.AnswerTemplate{{ID: "t", Body: string(exampleBody.ID), Name: "Redan på gång",
		Position: consult.Accepted, Reason: consult.Text{SV: "Det här gör vi redan. Så här:"}}}
}

func exampleAnswerQueue(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("answer-queue.title"), true
	venue := exampleHearing().Venue
	return staffVisit(say).answerQueuePage(p,
		act.AnswerQueue{Body: exampleBody, Views: exampleQueued(),
			Venues: map[consult.Forum]consult.Venue{venue.Forum: venue}, Open: 3, Late: 1},
		exampleWords(), url.Values{}, Form{printer: say})
}

func exampleAnswering(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("answering.title"), true
	v, a := staffVisit(say), exampleAnswer()
	draft := a
	draft.ID, draft.Number, draft.Version, draft.Position = "b", 0, 0, ""
	page := v.answeringPage(p, exampleDossier(v), exampleFile(),
		act.Answering{Venue: exampleHearing().Venue,
			Clock: consult.Clocked(exampleDuties(), later(9)), Answers: []consult.Answer{a, draft},
			Views: map[consult.AnswerID][]int64{a.ID: {12, 14}}, Open: exampleQueued()},
		Form{printer: say})
	page.Template = page.Form.templateField(v, exampleWords())
	return page
}

func exampleWriteAnswer(p Page, say *lang.Printer) any {
	p.Work = true
	page := staffVisit(say).writeAnswerPage(p, act.AnswerDossier{Answer: exampleAnswer(),
		Venue: exampleHearing().Venue, Body: exampleBody, Views: exampleQueued(), Author: "Hanna Handläggare",
		Versions: []consult.AnswerVersion{{Number: 1, At: later(8)}}}, Form{printer: say})
	return page
}

func exampleDuty(p Page, say *lang.Printer) any {
	p.Work = true
	v := staffVisit(say)
	page := v.dutyPage(p, act.Owed{ViewDossier: act.ViewDossier{View: exampleView(),
		Venue: exampleHearing().Venue}, Duty: exampleDuties()[2],
		Names: map[string]string{"h": "Hanna Handläggare"},
		Notes: []consult.Note{{At: later(4), By: "h", Text: "Ring först."}},
		Other: []account.Body{exampleBody},
		Steps: []consult.Step{{At: later(5), Kind: consult.Handed, From: "x", To: string(exampleBody.ID),
			Reason: "De har uppgifterna."}}}, Form{printer: say})
	page.Action = "#"
	return page
}

func exampleTemplates(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("templates.title"), true
	return staffVisit(say).templatesPage(p, exampleBody, exampleWords(), Form{printer: say})
}
