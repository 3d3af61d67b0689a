package web

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// contactExamples are of the pages of contact points.
func contactExamples() []example {
	return []example{
		{"contact", exampleContact}, {"cases", exampleCases}, {"case", exampleCasePage},
		{"case-own", exampleOwnCase}, {"inbox", exampleInbox}, {"case-staff", exampleStaffCase},
		{"times", exampleTimes}, {"wishes", exampleWishes}, {"wishes-staff", exampleStaffWishes},
	}
}

func exampleContactHearing() act.Hearing {
	p := consult.ContactPoint{Body: string(exampleBody.ID), Open: true, Opened: later(-90), Keep: 90}
	return act.Hearing{Body: exampleBody, Venue: p.Venue(both("Kontaktpunkten hos Exempeldepartementet",
		"Contact point of The Example Ministry"), exampleBody.Email)}
}

// exampleAsked is a report of an error in a dataset.
func exampleAsked() consult.View {
	v := exampleView()
	v.Forum, v.Sort = exampleContactHearing().Venue.Forum, consult.AnError
	v.Subject = consult.Subject{About: consult.ADataset, ID: "https://example.se/datamangd/kop-2023"}
	v.Text = "Kolumnen belopp har punkt i vissa rader och komma i andra."
	return v
}

func exampleCaseDuty() consult.Duty {
	d := exampleAsked().Duty(exampleContactHearing().Venue)
	d.Replied, d.Paused = later(4), later(5)
	return d
}

func exampleTrail() act.Trail {
	return act.Trail{Bodies: map[string]account.Body{string(exampleBody.ID): exampleBody},
		Steps: []consult.Step{{At: later(4), Kind: consult.Replied},
			{At: later(5), Kind: consult.Paused, From: "2023-12-18",
				To:     string(consult.WaitsForSender),
				Reason: "Vilka rader gäller det?"}}}
}

func exampleMessages() []consult.CaseMessage {
	return []consult.CaseMessage{{At: later(4), Staff: true, By: "h", Text: "Tack! Vilka rader gäller det?"},
		{At: later(5), Text: "Raderna 12 till 40."}}
}

func examplePublicCases() act.PublicCases {
	h := exampleContactHearing()
	copied, _ := exampleAsked().Copied(nil, "p", later(4)) // nothing is masked
	d := exampleCaseDuty()
	return act.PublicCases{Said: act.Said{Venue: h.Venue, Body: h.Body, Views: []consult.Copy{copied},
		Log: consult.ModerationLog{Received: 3, Published: 1, Waiting: 2}},
		Duties: map[int64]consult.Duty{copied.Number: d}, Clock: consult.Clocked([]consult.Duty{d}, later(9)),
		Bodies: map[string]account.Body{string(exampleBody.ID): exampleBody}}
}

func exampleContact(p Page, say *lang.Printer) any {
	p.Title = say.T("contact.title")
	return exampleVisit(say).contactPage(p, []account.Body{exampleBody},
		[]account.BodyID{exampleBody.ID}, "", exampleResponse())
}

func exampleCases(p Page, say *lang.Printer) any {
	v, list := exampleVisit(say), examplePublicCases()
	p.Title = v.say(list.Venue.Title)
	page := v.casesPage(p, exampleContactHearing(), list, "")
	page.Moved = v.movedCases(act.Answered{Venue: list.Venue, Shown: map[int64]bool{12: true},
		Bodies: exampleTrail().Bodies, Moved: []act.MovedDuty{{Number: 12, Steps: exampleTrail().Steps}}})
	return page
}

func exampleCasePage(p Page, say *lang.Printer) any {
	list, a := examplePublicCases(), exampleAnswer()
	return exampleVisit(say).casePage(p, act.PublicCase{Hearing: exampleContactHearing(), Copy: list.Views[0],
		Duty: exampleCaseDuty(), Trail: exampleTrail(), Wish: exampleWish(),
		Answer: store.PublicAnswer{Number: 3, Body: string(exampleBody.ID), AnswerVersion: consult.AnswerVersion{
			Answer: a.ID, Number: 1, Position: consult.Accepted, Reason: a.Reason, At: later(8)}}})
}

func exampleOwnCase(p Page, say *lang.Printer) any {
	v := exampleAsked()
	v.Ruling = consult.Ruling{Verdict: consult.Withhold, Reason: "others-privacy", Version: 1}
	page := exampleVisit(say).ownCasePage(p, act.OwnCase{OwnView: act.OwnView{View: v,
		Hearing: exampleContactHearing(), Duty: exampleCaseDuty(),
		Entered: []act.Entered{{Version: 1, Leaf: store.Leaf{Place: 1283}}}},
		Messages: exampleMessages(), Trail: exampleTrail()}, Form{printer: say, Token: "t"},
		"https://insyn.example.se/mitt-arende/018f3c2a~abcd", "#")
	return page
}

func exampleInboxOf() act.Inbox {
	h := exampleContactHearing()
	done := exampleCaseDuty()
	done.Paused, done.Answered = time.Time{}, later(8)
	return act.Inbox{Body: exampleBody, Point: consult.ContactPoint{Body: string(exampleBody.ID), Open: true,
		Opened: later(-90)}, Open: []store.QueuedView{{Duty: exampleCaseDuty(), View: exampleAsked()}},
		Closed: []store.QueuedView{{Duty: done, View: exampleAsked()}},
		Venues: map[consult.Forum]consult.Venue{h.Venue.Forum: h.Venue}, Wishes: []consult.Wish{exampleWish()},
		Gone: []consult.Purge{{At: later(-3), What: "addresses", Count: 4}, {At: later(-3), What: "names", Count: 2}}}
}

func exampleInbox(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("contact.title"), true
	v := staffVisit(say)
	page := v.inboxPage(p, exampleInboxOf(), Form{printer: say})
	page.Hand = v.handoverForm("#", act.Queue{Unhanded: 2})
	return page
}

func exampleStaffCase(p Page, say *lang.Printer) any {
	p.Work = true
	v, h := staffVisit(say), exampleContactHearing()
	d := exampleCaseDuty()
	return v.staffCasePage(p, act.CaseFile{Owed: act.Owed{ViewDossier: act.ViewDossier{View: exampleAsked(),
		Venue: h.Venue, Files: []consult.ViewFile{{Name: "rader.csv", Size: 900, Hash: "00"}}}, Duty: d,
		Names: map[string]string{"h": "Hanna Handläggare"}, Steps: exampleTrail().Steps,
		Notes: []consult.Note{{At: later(4), By: "h", Text: "Ring först."}}, Other: []account.Body{exampleBody}},
		Messages: exampleMessages(), Wish: exampleWish(), Wishes: []consult.Wish{exampleWish()}, Body: exampleBody},
		exampleWords(), Form{printer: say})
}

// exampleResponse is the response times of an invented year.
func exampleResponse() act.ResponseTimes {
	var cases []consult.Case
	add := func(s consult.Sort, n, days int, open bool) {
		for i := range n {
			c := consult.Case{Body: string(exampleBody.ID), Sort: s, Received: later(-60),
				Replied: later(-59 + i), Answered: later(-60 + days + 2*i)}
			if open && i == 0 {
				c.Answered, c.Late = time.Time{}, true
			}
			cases = append(cases, c)
		}
	}
	add(consult.ARequest, 9, 12, true)
	add(consult.AnError, 7, 3, false)
	add(consult.ALicence, 2, 5, false)
	bodies := []string{string(exampleBody.ID)}
	return act.ResponseTimes{Table: consult.Tabulate(cases, bodies, exampleTime), From: later(-365),
		At:     exampleTime,
		Bodies: map[string]account.Body{bodies[0]: exampleBody}, Curve: consult.Answering(cases, exampleTime)}
}

func exampleTimes(p Page, say *lang.Printer) any {
	p.Title = say.T("times.title")
	return exampleVisit(say).timesPage(p, exampleResponse())
}

func exampleWish() consult.Wish {
	return consult.Wish{ID: "018f3c2a-6b00-7000-8000-0000000000b1", Number: 3,
		Body:  string(exampleBody.ID),
		Title: both("Köp per leverantör", "Purchases by supplier"), State: consult.UnderWay, Cases: 4, Support: 37,
		Reason: both("Publiceras i vår.", "Will be published in spring."), Added: later(-40), Changed: later(-2)}
}

func exampleWishes(p Page, say *lang.Printer) any {
	p.Title = say.T("wishes.title")
	done := exampleWish()
	done.Number, done.State, done.Address = 4, consult.Delivered, "https://example.se/data"
	return exampleVisit(say).wishesPage(p, []consult.Wish{exampleWish(), done},
		map[string]account.Body{string(exampleBody.ID): exampleBody}, "t")
}

func exampleStaffWishes(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("wishes.title"), true
	return staffVisit(say).staffWishesPage(p, exampleInboxOf(), exampleWish(), Form{printer: say})
}
