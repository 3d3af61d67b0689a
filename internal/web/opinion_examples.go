package web

import (
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// opinionExamples are of the pages about views.
func opinionExamples() []example {
	return []example{
		{"opinion-form", exampleOpinionForm}, {"opinion-check", exampleCheck},
		{"opinion-receipt", exampleReceipt}, {"opinion-withdraw", exampleOpinionWithdraw},
		{"opinions", exampleOpinions}, {"opinion-one", exampleOpinionOne},
		{"opinion-queue", exampleQueue}, {"opinion-staff", exampleStaffOpinion},
		{"opinion-enter", exampleEnterOpinion}, {"opinion-imported", exampleImported},
		{"opinion-paper", examplePaper},
	}
}

func exampleHearing() act.Hearing {
	public := examplePublic()
	return act.Hearing{Venue: public.Consultation.Venue(), Body: public.Body}
}

// exampleView is what a fictitious society thinks.
func exampleView() consult.View {
	return consult.View{ID: "018f3c2a-6b00-7000-8000-000000000001", Number: 12, Sort: consult.AView,
		Subject: consult.Subject{About: consult.AQuestion,
			ID: exampleHearing().Venue.Questions[0].ID},
		Sender: consult.Sender{Kind: consult.AnOrganisation, Organisation: "Föreningen Exempel",
			Mandate: "Styrelsen har beslutat", Name: "Åsa Öberg", Email: "asa@example.org", Language: "sv"},
		Via: consult.ByWeb, Sent: later(3), Version: 1, Saved: 1, Generation: 1,
		Text: "Inköpsdata behöver gå att läsa per leverantör.\n\nFråga gärna Åsa Öberg hur vi gjorde.",
		Body: string(exampleBody.ID)}
}

func exampleCopy() consult.Copy {
	v := exampleView()
	masks, _ := consult.MaskWords(v.Text, "Åsa Öberg", consult.PersonalData) // the words are there
	c, _ := v.Copied(masks, "p", later(4))
	return c
}

func exampleOpinionForm(p Page, say *lang.Printer) any {
	p.Title = say.T("opinion.title")
	v, h, form := exampleVisit(say), exampleHearing(), Form{printer: say}
	return OpinionFormPage{Page: p, Source: v.source(h), Stepper: v.opinionSteps(0), Form: form,
		Lead: say.T("opinion.lead"), Action: "#", Send: say.T("opinion.check"),
		Notice: v.opinionNotice(h), Fields: form.opinion(v, h.Venue, consult.ViewForm{})}
}

func exampleCheck(p Page, say *lang.Printer) any {
	p.Title = say.T("check.title")
	view := exampleView()
	view.Text += " 890101-9805" // made up, with a check digit that agrees
	page := exampleVisit(say).checkPage(p, act.OwnView{View: view, Hearing: exampleHearing()},
		"https://insyn.example.se/min-synpunkt/018f3c2a~abcd", "#")
	page.Token = "t"
	page.Files = []OwnFile{{Name: "bilaga.docx", Size: 18_000, Drop: "#"}}
	return page
}

func exampleImported(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("import-opinions.title"), true
	v := staffVisit(say)
	return v.importedPage(p, exampleDossier(v), "c", []act.Imported{
		{Place: 1, From: "Bo Ek bo@example.org", Subject: "Synpunkter på planen",
			View: exampleView()},
		{Place: 2, From: "Bo Ek bo@example.org", Subject: "Synpunkter på planen", Known: true},
		{Place: 3, From: "bo@example.org", Subject: "Frånvaro", Machine: true}})
}

func exampleReceipt(p Page, say *lang.Printer) any {
	view := exampleView()
	view.Ruling = consult.Ruling{Verdict: consult.Withhold, Reason: "others-privacy", Version: 1}
	page := exampleVisit(say).receiptPage(p, act.OwnView{View: view, Hearing: exampleHearing(),
		Entered: []act.Entered{{Version: 1, Leaf: store.Leaf{Place: 1283}}, {Version: 2,
			Leaf: store.Leaf{Place: store.Waiting}}},
		Versions: []consult.ViewVersion{{Number: 1, At: later(3)}, {Number: 2, At: later(4)}}},
		"https://insyn.example.se/min-synpunkt/018f3c2a~abcd", "#")
	page.Appeal.Token = "t"
	return page
}

func exampleOpinionWithdraw(p Page, say *lang.Printer) any {
	p.Title = say.T("opinion-withdraw.title")
	return OpinionWithdrawPage{Page: p, Source: exampleVisit(say).source(exampleHearing()),
		Token: "t", Action: "#", Back: "#", Lead: say.T("opinion-withdraw.lead"),
		Press: say.T("opinion-withdraw.press")}
}

func exampleSaid() act.Said {
	h := exampleHearing()
	return act.Said{Venue: h.Venue, Body: h.Body, Views: []consult.Copy{exampleCopy()},
		Counts: map[string]int{h.Venue.Questions[0].ID: 1},
		Log: consult.ModerationLog{Received: 14, Waiting: 2, Published: 10, Masked: 1, Withdrawn: 1,
			Withheld: []consult.ReasonCount{{Reason: "advertising", Count: 1}}, Appeals: 1, Upheld: 1}}
}

func exampleOpinions(p Page, say *lang.Printer) any {
	p.Title = say.T("opinions.title")
	return exampleVisit(say).opinionsPage(p, exampleHearing(), exampleSaid(), "")
}

func exampleOpinionOne(p Page, say *lang.Printer) any {
	return exampleVisit(say).opinionPage(p, exampleHearing(), exampleCopy())
}

func exampleQueue(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("queue.title"), true
	v := staffVisit(say)
	return v.queuePage(p, exampleDossier(v), Form{}, act.Queue{Venue: exampleHearing().Venue,
		Unhanded: 3, Handovers: []store.HandoverCount{{ID: "018f3c2a", Count: 11}},
		Views: []consult.View{exampleView()}, Count: store.ViewCount{All: 14, Waiting: 1, Published: 10}},
		false)
}

func exampleStaffOpinion(p Page, say *lang.Printer) any {
	p.Work = true
	v, view := staffVisit(say), exampleView()
	page := v.staffOpinionPage(p, exampleDossier(v), act.ViewDossier{View: view,
		Files: []consult.ViewFile{{Name: "bilaga.docx", Size: 18_000, Hash: "00"}},
		Venue: exampleHearing().Venue, Copy: exampleCopy(), Rulings: []consult.Ruling{
			{Verdict: consult.Withhold, Reason: "others-privacy", At: later(4), Version: 1}}},
		Form{printer: say})
	page.Action, page.Enter = "#", "#"
	return page
}

func exampleEnterOpinion(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("enter-opinion.title"), true
	v, form := staffVisit(say), Form{printer: say}
	return EnterOpinionPage{Page: p, Dossier: exampleDossier(v), Form: form, Action: "#",
		Fields: form.enteredOpinion(v, exampleHearing().Venue)}
}
