package web

import (
	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// moreExamples are the pages around the editor.
func moreExamples() []example {
	return []example{
		{"staff-versions", exampleStaffVersions}, {"summary", exampleSummary},
		{"held", exampleHeld},
		{"members", exampleMembers}, {"import", exampleImport}, {"reading", exampleReading},
		{"confirm-step", func(p Page, say *lang.Printer) any {
			p.Title, p.Work = say.T("cancel.title"), true
			return StepPage{Page: p, Dossier: exampleDossier(staffVisit(say)),
				Form:   Form{printer: say},
				Action: "#",
				Lead:   say.T("cancel.lead", "Count", 34), Text: say.T("cancel.text"),
				Button: say.T("cancel.do"),
				Back:   Link{say.T("cancel.keep"), "#"},
				Fields: []Field{{Kind: "area", Name: "reason", Label: say.T("cancel.why"),
					Hint: say.T("cancel.why-hint"), Lines: 3}}}
		}},
		{"letter-offer", func(p Page, say *lang.Printer) any {
			p.Title, p.Work = say.T("letter-file.title"), true
			page := LetterOfferPage{Page: p, Dossier: exampleDossier(staffVisit(say)), Draft: true}
			page.fill(staffVisit(say), "exempel")
			return page
		}},
		{"body", func(p Page, say *lang.Printer) any {
			p.Title, p.Work = say.T("body.title"), true
			v := staffVisit(say)
			return BodyPage{Page: p, Form: Form{printer: say}, Action: "#",
				Body:   v.bodyName(exampleBody),
				Fields: Form{printer: say}.body(v, exampleBody)}
		}},
	}
}

func exampleStaffVersions(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("staff-versions.title"), true
	v, f := staffVisit(say), exampleFile()
	first := consult.Version{Paper: consult.Invitation, Number: 1, Content: f.Consultation.Content,
		Author:   "petra",
		Approved: "petra", Published: exampleTime}
	draft := first
	draft.Number, draft.Published, draft.Edited = 2, first.Edited, later(2)
	draft.Content.Title.SV += ", del två"
	f.Versions = []consult.Version{first, draft}
	page := StaffVersionsPage{Page: p, Dossier: exampleDossier(v)}
	for _, paper := range []consult.Paper{consult.Invitation, consult.Report} {
		rows, err := v.paperRows(f, paper)
		if err != nil {
			panic(err) // examples hold together: a test makes them
		}
		page.Papers = append(page.Papers, rows)
	}
	return page
}

func exampleSummary(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("summary.title"), true
	v := staffVisit(say)
	content := exampleContent()
	outline := content.Outline()
	e := newEditor(v, summarySection(&outline), nil, nil)
	return SummaryPage{Page: p, Dossier: exampleDossier(v), Form: Form{printer: say}, Action: "#",
		Base: e.base(), Reply: exampleReply(v, Form{printer: say}),
		Blocks: e.blocks, Early: Notice{Tone: Neutral, Title: say.T("summary.early"),
			Text: say.T("summary.early-text")},
		Draft: &DraftState{Text: say.T("overview.draft", "Number", 1, "Who", "Petra Provare", "When",
			exampleTime),
			Publish: Link{say.T("overview.publish"), "#"}, Preview: Link{say.T("overview.preview"), "#"}}}
}

func exampleHeld(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("held.title"), true
	v := staffVisit(say)
	page := HeldPage{Page: p, Dossier: exampleDossier(v)}
	page.fill(v, exampleContent(), consult.Remains{Requests: 2, People: 34, Invitees: 120, Senders: 9},
		[]consult.Purge{{At: exampleTime, What: "needs", Count: 3}})
	return page
}

func exampleMembers(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("staff.title"), true
	v := staffVisit(say)
	page := MembersPage{Page: p, Body: v.bodyName(exampleBody), Form: Form{printer: say},
		Action: "#", May: true}
	page.fill(v, exampleBody.ID, []account.Person{v.Person,
		{ID: "egon", Name: "Egon Exempel", Email: "egon@example.se",
			Roles: map[account.BodyID]account.Role{exampleBody.ID: account.Editor}}})
	return page
}

func exampleImport(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("import.title"), true
	page := ImportPage{Page: p, Form: Form{printer: say}}
	page.ask(staffVisit(say), []account.Body{exampleBody}, "")
	return page
}

// exampleInvitation is a short invitation as somebody would paste it.
const exampleInvitation = `Exempeldepartementet

Inbjudan till samråd om öppna data

Tid: 12 december 2023 kl. 13.00–14.30
Plats: Digitalt möte, https://teams.microsoft.com/l/meetup-join/exempel
Anmälan: till anna.exempel@example.se

Bakgrund

Handlingsplanen gäller 2023–2025.

Åtagande 1: En kontaktpunkt för öppna data

Samrådets innehåll

- Diskussion
Följande frågor kan diskuteras:
 - 1) Vilka data saknar ni?

Varmt välkomna!`

func exampleReading(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("reading.title"), true
	page := ReadingPage{Page: p, Action: "#", Body: string(exampleBody.ID)}
	if err := page.fill(staffVisit(say), consult.ReadInvitation(exampleInvitation)); err != nil {
		panic(err) // examples hold together: a test makes them
	}
	return page
}
