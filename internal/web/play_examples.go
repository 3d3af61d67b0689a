package web

import (
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// playExamples are of the pages that only a demonstration has.
func playExamples() []example {
	return []example{
		{"mailbox", exampleMailbox},
		{"letter", exampleLetter},
		{"tour", exampleTour},
		{"tour-verify", exampleTourVerify},
	}
}

func exampleMailbox(p Page, say *lang.Printer) any {
	p.Title, p.Play = say.T("play.mailbox"), true
	row := func(subject, method string, chip Chip) MailRow {
		return MailRow{Subject: Link{subject, "#"}, To: "ada@example.org", Date: exampleTime,
			Method: method, Entry: chip}
	}
	return MailboxPage{Page: p, Letters: []MailRow{
		row("Mötet är inställt", "CANCEL", Chip{Tone: Late, Icon: "calendar",
			Text: say.T("play.cancelled-entry")}),
		row("Du har en plats", "REQUEST", Chip{Tone: Neutral, Icon: "calendar",
			Text: say.T("play.with-entry")}),
		row("Bekräfta din anmälan", "", Chip{}),
	}, Empty: Empty{Title: say.T("play.empty"), Text: say.T("play.empty-text")}}
}

func exampleLetter(p Page, say *lang.Printer) any {
	p.Title, p.Play = "Dagordningen är klar", true
	return LetterPage{Page: p, Subject: p.Title, From: exampleBody.Email, To: "ada@example.org",
		Date:     exampleTime,
		Lines:    []LetterLine{{Text: "Hej!"}, {Text: "http://localhost/", Href: "/"}},
		Calendar: "BEGIN:VCALENDAR",
		Method:   "REQUEST", File: Link{say.T("play.file"), "#"}, Entry: Link{say.T("play.entry"),
			"#"},
		Back: Link{say.T("play.back"), "#"}, Formatted: Link{say.T("play.formatted"), "#"},
		Follow: Follow{Title: say.T("play.changed-entry"), Text: say.T("play.changed-entry-text"),
			Before: Link{say.T("play.before-entry"), "#"}, Changes: []EntryChange{
				{Property: "UID", What: say.T("play.uid"), Old: "018c-exempel@example.se",
					New: "018c-exempel@example.se"},
				{Property: "DTSTAMP", What: say.T("play.stamp"), Old: "20231127T080000Z",
					New: "20231204T080000Z"},
				{Property: "DESCRIPTION", What: say.T("play.description"), Old: "13.00 Information",
					New: "13.00 Välkomna\n13.05 Information",
					Lines: lineDiff([]string{"13.00 Information"}, []string{"13.00 Välkomna",
						"13.05 Information"})},
			}}}
}

// exampleTour is the tour as it looks half-way: an invitation is published and
// somebody has registered.
func exampleTour(p Page, say *lang.Printer) any {
	p.Title = say.T("tour.title", "Count", len(tourSteps))
	meeting := consult.Meeting{Start: exampleTime.AddDate(0, 0, 15)}
	meeting.End = meeting.Start.Add(90 * time.Minute)
	c := consult.Consultation{ID: "exempel", Slug: "exempel", Published: 1,
		Content: consult.Content{Meeting: meeting}}
	f := tourFacts{consultation: c, found: true, touched: true, letter: "exempel",
		seat: consult.Registration{ID: "exempel"}, join: act.Link("exempel"),
		personal: act.Link("exempel")}
	v := &visit{Printer: say, Now: exampleTime}
	play := &Play{Tour: &Tour{Mended: c.Content, Paper: strings.Repeat("Inbjudan\n", 3)}}
	return tourPage(p, v, f, play)
}
