package web

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// publicExamples are of the pages that anybody reads.
func publicExamples() []example {
	return []example{
		{"front", exampleFront},
		{"consultations", exampleConsultations},
		{"consultation", exampleConsultation},
		{"register", exampleRegister},
		{"registered", exampleRegistered},
		{"lost", exampleLost},
		{"versions", exampleVersions},
		{"version", exampleVersion},
	}
}

// exampleVisit is somebody who looks at the time of the examples.
func exampleVisit(say *lang.Printer) *visit { return &visit{Printer: say, Now: exampleTime} }

// sv and both make texts of the example, without and with a translation.
func sv(text string) consult.Text               { return consult.Text{SV: text} }
func both(swedish, english string) consult.Text { return consult.Text{SV: swedish, EN: english} }

// exampleContent is what a complete invitation says.
func exampleContent() consult.Content {
	c := consult.OGP.Begin(exampleTime)
	c.Title = both("Samråd om handlingsplanen för en öppnare förvaltning",
		"Consultation on the action plan for a more open administration")
	c.Summary = both("Vi berättar hur arbetet med öppna data och mot korruption går, och vill höra vad ni ser som viktigast.",
		"We tell how the work on open data and against corruption is going, and want to hear what you see as most important.")
	c.Background = both("Handlingsplanen gäller **2023–2025**. Den har tagits fram tillsammans med civilsamhället.\n\n"+
		"Två gånger om året håller vi samråd om hur det går. Det här är det första sedan planen beslutades.",
		"The action plan covers **2023–2025**. It was made together with civil society.\n\n"+
			"Twice a year we consult on how it is going. This is the first time since the plan was adopted.")
	c.Purpose = both("Vi vill veta var arbetet brister och vad som gör störst nytta härnäst.",
		"We want to know where the work falls short and what would do most good next.")
	c.Invited = both("Alla som vill. Särskilt föreningar som arbetar med öppenhet.",
		"Anybody. Associations that work with openness in particular.")
	c.Meeting.Start, c.Meeting.End = meeting, meetingEnd
	c.Meeting.Place = both("Digitalt möte", "Online meeting")
	c.Registration.Opens, c.Registration.Closes = exampleTime.AddDate(0, 0, -7),
		meeting.Add(-24*time.Hour)
	c.Registration.Capacity = 40
	c.Contact = consult.Contact{Name: both("Enheten för öppenhet", "Unit for openness"),
		Email: "samrad@example.se", Phone: "08-465 00 00"}
	c.Plan = consult.Link{Title: both("Handlingsplanen 2023–2025", "The action plan 2023–2025"),
		URL: "https://www.example.se/plan"}
	c.Commitments = []consult.Commitment{{Title: both("Öppna data enligt internationella principer",
		"Open data by international principles")},
		{Title: both("En kontaktpunkt för öppna data", "A contact point for open data")},
		{Title: both("Öppna inköpsdata", "Open purchasing data")},
		{Title: both("Arbetet mot korruption", "The work against corruption")}}
	c.Agenda[1].Who = []consult.Text{both("Enhetschef, Exempeldepartementet",
		"Head of unit, the Example Ministry"),
		both("Samordnare, Exempelmyndigheten", "Coordinator, the Example Agency")}
	c.Questions = []consult.Question{
		{ID: "q1", Text: both("Vilken nytta ser ni av att data delas?",
			"What benefits do you see in sharing data?")},
		{ID: "q2", Text: both("Vilka datamängder saknar ni för att kunna granska?",
			"Which datasets do you lack for scrutiny?")},
		{ID: "q3", Text: both("Vad är svårast i arbetet mot otillåten påverkan?",
			"What is hardest in the work against undue influence?")}}
	c.Material = []consult.Material{
		{ID: "m1", Title: both("Handlingsplanen 2023–2025", "The action plan 2023–2025"),
			File: "9f86", Name: "handlingsplan.pdf",
			Type: "application/pdf", Size: 1_840_000, Language: "sv", Accessible: true,
			Added: exampleTime},
		{ID: "m2", Title: both("Så går arbetet", "How the work is going"),
			URL: "https://www.example.se/lage", Language: "sv", Added: exampleTime}}
	c.WrittenInput = consult.Input{Open: true, Email: "samrad@example.se",
		Until: meeting.AddDate(0, 0, 14),
		How: both("Kan du inte komma? Skriv vad du tycker, så räknas det lika mycket.",
			"Cannot come? Write what you think; it counts as much.")}
	c.Accessibility = both("Mötet textas. Teckenspråkstolk kommer om någon behöver det.",
		"The meeting is captioned. A sign-language interpreter comes if somebody needs one.")
	c.Privacy.Controller = both(exampleBody.Name, exampleBody.NameEnglish)
	c.Promise = consult.Promise{Text: both("Vi publicerar en sammanfattning och svarar på varje synpunkt.",
		"We publish a summary and answer every view."), By: meeting.AddDate(0, 1, 0)}
	return c
}

// examplePublic is a consultation that is open.
func examplePublic() act.Public {
	c := consult.Consultation{ID: "c1", Body: string(exampleBody.ID), Slug: "oppnare-forvaltning",
		Published: 1,
		First:     exampleTime, Changed: exampleTime, Content: exampleContent(), Taken: 28}
	return act.Public{Body: exampleBody, Consultation: c, State: c.State(exampleTime), Free: 12,
		Versions: []consult.Version{{Consultation: c.ID, Paper: consult.Invitation, Number: 1,
			Content: c.Content, Published: exampleTime}},
		Listed: []act.Listed{{Name: "Åsa Öberg", Organisation: "Föreningen Exempel",
			Kind: consult.CivilSociety}}}
}

// exampleList is one consultation in each state, the latest meeting first.
func exampleList() []consult.Consultation {
	open := examplePublic().Consultation
	full, cancelled, held, overdue := open, open, open, open
	full.Taken = 40
	full.Content.Title = both("Sakråd om språkteknik", "Expert meeting on language technology")
	full.Content.Meeting.Start, full.Content.Meeting.End = meeting.AddDate(0, 0, 28),
		meetingEnd.AddDate(0, 0, 28)
	cancelled.Cancelled, cancelled.Content.Title = exampleTime, sv("Samråd om kartor")
	held.Content.Meeting.Start, held.Content.Meeting.End = meeting.AddDate(0, -6, 0),
		meetingEnd.AddDate(0, -6, 0)
	held.Content.Title, held.Summary = both("Samråd inför handlingsplanen",
		"Consultation before the action plan"), 1
	overdue.Content.Meeting, overdue.Content.Promise.By = held.Content.Meeting,
		exampleTime.AddDate(0, -1, 0)
	overdue.Content.Title = both("Samråd om inköpsdata", "Consultation on purchasing data")
	return []consult.Consultation{full, open, cancelled, overdue, held}
}

// exampleBodies are the bodies of the examples.
var exampleBodies = map[account.BodyID]account.Body{exampleBody.ID: exampleBody}

func exampleFront(p Page, say *lang.Printer) any {
	p.Title = say.T("front.title")
	v := exampleVisit(say)
	page := v.frontPage(p, act.Overview{Consultations: exampleList(),
		Bodies: exampleBodies,
		Held:   4, Promised: 3, InTime: 2})
	page.promised(v, []plan.Plan{examplePlan().Plan}, exampleFacts())
	return page
}

func exampleConsultations(p Page, say *lang.Printer) any {
	p.Title = say.T("list.title")
	v := exampleVisit(say)
	var rows []ConsultationRow
	for _, c := range exampleList() {
		rows = append(rows, v.row(c, exampleBodies))
	}
	page := ConsultationsPage{Page: p, Ahead: rows[:2], Over: rows[2:],
		Pager: Pager{Page: 1, Pages: 2, Next: "#"}}
	page.filters(v, "", "")
	return page
}

func exampleConsultation(p Page, say *lang.Printer) any {
	return exampleVisit(say).consultationPage(p, examplePublic())
}

func exampleRegister(p Page, say *lang.Printer) any {
	p.Title = say.T("register.title")
	v, public := exampleVisit(say), examplePublic()
	_, err := consult.Entry{Kind: consult.CivilSociety}.Check()
	form := Form{printer: say, faults: say.Faults(err)}
	return RegisterPage{Page: p, Gist: v.gist(public.Consultation, public.Body),
		Lead: say.T("register.lead"),
		Form: form, Action: "#", Fields: form.entry(v, consult.Entry{}),
		Send:   say.T("register.send"),
		Notice: v.privacyNotice(public.Consultation.Content, public.Body)}
}

func exampleRegistered(p Page, say *lang.Printer) any {
	p.Title = say.T("registered.title")
	public := examplePublic()
	return RegisteredPage{Page: p, Gist: exampleVisit(say).gist(public.Consultation, public.Body),
		Again: "#",
		Sent:  say.T("registered.text", "Address", "asa@example.org")}
}

func exampleLost(p Page, say *lang.Printer) any {
	p.Title = say.T("lost.title")
	v, form := exampleVisit(say), Form{printer: say}
	return LostPage{Page: p, Gist: exampleGist(say), Form: form, Action: "#",
		Email: form.lostEmail(v)}
}

// exampleHistory is a consultation that was changed once.
func exampleHistory() act.Public {
	p := examplePublic()
	second := p.Versions[0]
	second.Number, second.Published = 2, later(3)
	second.Reason = "Lokalen var upptagen, och en fråga var svår att förstå."
	second.Content = exampleContent()
	second.Content.Meeting.Start, second.Content.Meeting.End = meeting.Add(time.Hour),
		meetingEnd.Add(time.Hour)
	second.Content.Questions[1].Text = both("Vilka uppgifter saknar ni för att kunna granska det offentliga?",
		"Which data do you lack for scrutiny of public bodies?")
	p.Versions = append(p.Versions, second)
	return p
}

func exampleVersions(p Page, say *lang.Printer) any {
	v, public := exampleVisit(say), exampleHistory()
	p.Title = say.T("versions.title")
	return VersionsPage{Page: p, Gist: v.gist(public.Consultation, public.Body),
		Versions: v.history(public)}
}

func exampleVersion(p Page, say *lang.Printer) any {
	public := exampleHistory()
	page, _ := exampleVisit(say).versionPage(p, public,
		editionsOf(public.Versions, consult.Invitation), 2) // a test renders it
	page.Previous = Link{say.T("versions.previous"), "#"}
	return page
}
