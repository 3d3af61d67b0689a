package web

import (
	"net/url"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"

	"net/mail"
)

// peopleExamples are the pages about who takes part.
func peopleExamples() []example {
	return []example{
		{"people", examplePeople}, {"person", examplePerson}, {"enter", exampleEnter},
		{"mail-in", func(p Page, say *lang.Printer) any {
			p.Title, p.Work = say.T("mail-in.title"), true
			return MailPage{Page: p, Dossier: exampleDossier(staffVisit(say)), Form: Form{printer: say},
				Action: "#",
				File: Field{Kind: "file", Name: "file", Label: say.T("mail-in.file"),
					Hint: say.T("mail-in.file-hint")}}
		}},
		{"screen", exampleScreen}, {"attend", exampleAttend}, {"outreach", exampleOutreach},
		{"log", exampleLog}, {"unsent", exampleUnsent},
	}
}

// exampleRegistrations are invented people, one of each status and some more.
func exampleRegistrations() []consult.Registration {
	var all []consult.Registration
	add := func(name, organisation string, kind consult.Kind, status consult.Status) {
		n := len(all)
		r := consult.Registration{ID: consult.RegistrationID("r" + string(rune('a'+n))), Status: status,
			Via: consult.ByWeb,
			Entry: consult.Entry{Name: name, Organisation: organisation, Kind: kind,
				Email: "namn@example.org"},
			Requested: exampleTime, Confirmed: exampleTime.Add(time.Hour), Order: int64(n + 1)}
		all = append(all, r)
	}
	add("Åsa Öberg", "Föreningen Exempel", consult.CivilSociety, consult.Seated)
	add("Bo Ek", "Exempelkommunen", consult.PublicBody, consult.Seated)
	add("Cecilia Dahl", "", consult.Private, consult.Queued)
	add("David Alm", "Föreningen Exempel", consult.CivilSociety, consult.Waiting)
	add("Eva Frost", "Exempelhögskolan", consult.Academia, consult.Requested)
	add("Farid Gren", "Exempelbolaget", consult.Business, consult.Withdrawn)
	add("", "", consult.Private, consult.WalkedIn)
	all[1].Attended, all[1].Via = meeting, consult.ByPhone
	all[0].Needs = "Teckenspråkstolk"
	return all
}

func examplePeople(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("people.title"), true
	v, all := staffVisit(say), exampleRegistrations()
	page := PeoplePage{Page: p, Dossier: exampleDossier(v), Counts: v.counts(all), Export: "#",
		Actions: []Link{{say.T("people.enter"), "#"}, {say.T("people.read-mail"), "#"}},
		Screen:  Link{say.T("people.screen", "Count", 1), "#"}}
	page.fill(v, "exempel", all, url.Values{})
	return page
}

func examplePerson(p Page, say *lang.Printer) any {
	v, f, r := staffVisit(say), exampleFile(), exampleRegistrations()
	p.Title, p.Work = r[0].Name, true
	card := act.Card{Registration: r[0], Free: true}
	form := Form{printer: say}
	return PersonPage{Page: p, Action: "#", Join: "https://insyn.example.se/ga-med/exempel", Dossier: exampleDossier(v), Form: form,
		Status: v.standing(r[0].Status),
		Facts:  v.personFacts(card, f), Needs: r[0].Needs,
		Acts: append(form.acts(v, card, f), form.acts(v, act.Card{Registration: r[3]}, f)[:2]...),
		Mails: v.mailTable([]store.Mail{{Kind: act.MailSeated, State: store.MailSent,
			Created: exampleTime, Sent: exampleTime},
			{Kind: act.MailReminder, State: store.MailFailed, Created: exampleTime}}),
		Story: v.story([]store.Entry{{At: exampleTime.Add(time.Hour), Act: "confirm",
			Actor: "participant"},
			{At: exampleTime, Act: "request", Actor: "anybody"}}, f)}
}

func exampleEnter(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("enter.title"), true
	v, r := staffVisit(say), exampleRegistrations()[0]
	page := EnterPage{Page: p, Dossier: exampleDossier(v), Form: Form{printer: say}, Action: "#"}
	page.mail(v, "exempel", &act.Received{Known: &r, Declines: true, Letter: document.Letter{
		From: []mail.Address{{Name: r.Name, Address: r.Email}}, Subject: "Anmälan", Date: exampleTime,
		Text: "Hej!\n\nJag vill gärna komma på samrådet.\n\nÅsa Öberg\nFöreningen Exempel"}})
	page.Fields = page.Form.staffEntry(v, r.Entry, consult.ByEmail)
	return page
}

func exampleScreen(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("screen.title"), true
	v, f, all := staffVisit(say), exampleFile(), exampleRegistrations()
	page := ScreenPage{Page: p, Dossier: exampleDossier(v), Form: Form{printer: say}, Action: "#",
		Reasons: Form{printer: say}.reasons(v, f.Consultation.Content).Options}
	for _, r := range all[3:5] {
		page.People = append(page.People, v.screenRow("exempel", r))
	}
	page.People[1].Wrong = say.T("register.reason-missing")
	return page
}

func exampleAttend(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("attend.title"), true
	v := staffVisit(say)
	page := AttendPage{Page: p, Dossier: exampleDossier(v), Form: Form{printer: say}, Action: "#",
		WalkIn: "#", May: true}
	page.fill(v, exampleRegistrations())
	page.Fields = page.Form.theirEntry(v, consult.Entry{}, nil)[:5]
	return page
}

func exampleLog(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("log.title"), true
	v, f := staffVisit(say), exampleFile()
	return LogPage{Page: p, Dossier: exampleDossier(v), Older: "#", Newest: "#",
		Table: v.logTable([]store.Entry{
			{Number: 12, At: exampleTime, Actor: "petra", Act: "publish", Detail: `{"number":1}`},
			{Number: 11, At: exampleTime, Actor: "system", Act: "purge-needs", Detail: `{"count":3}`}}, f)}
}

func exampleOutreach(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("outreach.title"), true
	v := staffVisit(say)
	list := []consult.Invitee{{Organisation: "Föreningen Exempel", Name: "Åsa Öberg",
		Email: "asa@example.org",
		Kind:  consult.CivilSociety, Sent: exampleTime, Registration: "ra"},
		{Organisation: "Exempelbolaget", Email: "info@example.org", Kind: consult.Business,
			Sent: exampleTime, Unsent: true},
		{Organisation: "Exempelhögskolan", Email: "hogskola@example.org", Kind: consult.Academia}}
	wrong := fault.Fields(fault.New(fault.Invalid, "account.email-bad").With("Row", 7))
	page := OutreachPage{Page: p, Dossier: exampleDossier(v),
		Form:   Form{printer: say, faults: say.Faults(wrong)},
		Action: "#", May: true, People: v.inviteeTable(list)}
	page.reached(v, consult.Outcomes(list, exampleRegistrations()), true)
	page.mailing(v, act.Mailed{Waiting: 12, Sent: 118, Failed: 1})
	page.sending(v, consult.Open, list)
	page.fields(v, wrong)
	return page
}
