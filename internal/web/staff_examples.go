package web

import (
	"slices"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// staffExamples are the pages of members of staff, made from one invented
// consultation.
func staffExamples() []example {
	return slices.Concat(peopleExamples(), moreExamples(), sourceExamples(), []example{
		{"sign-in", func(p Page, say *lang.Printer) any {
			p.Title = say.T("sign-in.title")
			f := Form{printer: say}
			return SignInPage{Page: p, Form: f,
				Email: f.Field("email", "email", say.T("sign-in.email"),
					"").Hinted(say.T("sign-in.email-hint"))}
		}},
		{"sign-in-code", func(p Page, say *lang.Printer) any {
			p.Title = say.T("sign-in.code-title")
			f := Form{printer: say}
			return SignInCodePage{Page: p, Form: f,
				Code: f.Field("code", "code", say.T("sign-in.code"),
					"").Hinted(say.T("sign-in.code-hint"))}
		}},
		{"sign-in-link", func(p Page, say *lang.Printer) any {
			p.Title = say.T("sign-in.link-title")
			return SignInLinkPage{Page: p, Same: true, Proof: "exempel"}
		}},
		{"work", exampleWork}, {"account", exampleAccount}, {"new", exampleNew},
		{"overview", exampleOverview}, {"edit", exampleEdit}, {"publish", examplePublish},
	})
}

// staffVisit is that of an editor who looks at the examples.
func staffVisit(say *lang.Printer) *visit {
	return &visit{Printer: say, Now: exampleTime,
		Person: account.Person{ID: "petra", Name: "Petra Provare",
			Email: "petra@example.se", Roles: map[account.BodyID]account.Role{exampleBody.ID: account.Administrator}}}
}

// exampleFile is the file of the consultation of the examples.
func exampleFile() dossierFile {
	c := exampleContent()
	c.Purpose.EN = ""
	return dossierFile{Body: exampleBody, State: consult.Open,
		Consultation: consult.Consultation{ID: "exempel", Body: string(exampleBody.ID),
			Slug:    "exempel",
			Created: later(-9), Published: 1, First: exampleTime, Content: c, Taken: 34, HasLink: true},
		People: map[account.PersonID]account.Person{"petra": {ID: "petra", Name: "Petra Provare"}}}
}

func exampleDossier(v *visit) Dossier {
	f := exampleFile()
	d := Dossier{Title: f.Consultation.Content.Title.In(string(v.Language())), Public: "#",
		Body: v.bodyName(f.Body), State: v.stateChip(f.State)}
	for i, t := range tabs {
		d.Tabs = append(d.Tabs, NavItem{Text: v.T(string(t.key)), Href: "#", Current: i == 0})
	}
	return d
}

func exampleWork(p Page, say *lang.Printer) any {
	v, f := staffVisit(say), exampleFile()
	p.Title, p.Work = say.T("work.title"), true
	return WorkPage{Page: p, Desks: []WorkDesk{workDesk(v,
		act.Work{Body: f.Body, Role: account.Publisher,
			Consultations: []act.Listing{{Consultation: f.Consultation, State: f.State, Queue: 3},
				{Consultation: f.Consultation, State: consult.Held}},
			Tasks: []act.Task{{Kind: act.TaskSummary, Consultation: f.Consultation, Due: later(-3),
				Late: true},
				{Kind: act.TaskScreen, Consultation: f.Consultation, Count: 4, Due: meeting},
				{Kind: act.TaskMail, Consultation: f.Consultation, Count: 1},
				{Kind: act.TaskHarvest, Source: catalog.Source{ID: "exempel", Address: "https://data.exempel.se/dcat"}}}}),
		workDesk(v, act.Work{Body: f.Body, Role: account.Editor})}}
}

func exampleAccount(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("account.title"), true
	return AccountPage{Page: p, Name: "Petra Provare",
		Facts: []Fact{{Term: say.T("account.name"), Text: "Petra Provare"}},
		Sessions: []SessionRow{{ID: "1", Where: "Firefox · Windows", Current: true, Began: exampleTime,
			Seen: exampleTime},
			{ID: "2", Where: "Safari · iPhone", Began: exampleTime.Add(-time.Hour),
				Seen: exampleTime}}}
}

func exampleNew(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("new.title"), true
	page := NewPage{Page: p, Form: Form{printer: say}, Import: "#"}
	page.Body = page.Form.bodyField(staffVisit(say), []account.Body{exampleBody}, "")
	page.ask(staffVisit(say))
	return page
}

func exampleOverview(p Page, say *lang.Printer) any {
	v, f := staffVisit(say), exampleFile()
	p.Title, p.Work = f.Consultation.Content.Title.In(string(say.Language())), true
	page := OverviewPage{Page: p, Dossier: exampleDossier(v), Facts: overviewFacts(v, f),
		Sections: sectionRows(v, consult.Consultation{ID: "exempel"}, consult.OGP.Begin(exampleTime)),
		Draft: &DraftState{Text: say.T("overview.draft", "Number", 2, "Who", "Petra Provare", "When",
			exampleTime),
			Publish: Link{say.T("overview.publish"), "#"}, Preview: Link{say.T("overview.preview"), "#"}},
		Preview: Link{say.T("overview.preview"), "#"}, Copy: "#", Cancel: "#",
		Tasks: []TaskRow{taskRow(v, act.Task{Kind: act.TaskAgenda, Consultation: f.Consultation,
			Due: meeting})}}
	page.Dossier.Home = true
	return page
}

func exampleEdit(p Page, say *lang.Printer) any {
	v, c := staffVisit(say), exampleFile().Consultation.Content
	p.Title, p.Work = say.T("edit.agenda"), true
	theirs := map[string]string{}
	e := newEditor(v, editSections[3], &c, nil)
	for i := 0; i+1 < len(e.values); i += 2 {
		theirs[e.values[i]] = e.values[i+1]
	}
	theirs["agenda-2-title"] = "Så går arbetet"
	e.compare(e.blocks, theirs)
	return EditPage{Page: p, Dossier: exampleDossier(v), Action: "#", Base: e.base(),
		Blocks: e.blocks,
		Form:   Form{printer: say}, What: say.T("edit.agenda-what"),
		Steps: editSteps(v, "exempel", "dagordning"),
		Secret: &SecretForm{Action: "#", Kept: say.T("edit.link-kept"),
			Field: Field{Kind: "url", Name: "link", Label: say.T("edit.link"),
				Hint: say.T("edit.link-hint")}}}
}

func examplePublish(p Page, say *lang.Printer) any {
	v, f := staffVisit(say), exampleFile()
	p.Title, p.Work = say.T("publish.title"), true
	reason := Field{Kind: "area", Name: "reason", Label: say.T("publish.reason"),
		Hint: say.T("publish.reason-hint"), Lines: 3}
	return PublishPage{Page: p, Dossier: exampleDossier(v), Form: Form{printer: say}, Action: "#",
		May:     true,
		Preview: Link{say.T("overview.preview"), "#"}, Text: say.T("publish.first"),
		Answers: answers(v, "exempel", consult.Version{Paper: consult.Invitation,
			Content: f.Consultation.Content}),
		Findings: findings(v, "exempel", consult.Content{}, ""), Reason: &reason}
}
