package demo

import (
	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/web"
)

// Tour is what the tour needs to know of the example.
func Tour() *web.Tour {
	return &web.Tour{
		Body: Body.ID, Officer: Staff[0].Email, Publisher: Staff[1].Email,
		Paper: Paper, Mended: December(), Agenda: Agenda(), Summary: Summary(), Link: MeetingLink,
		Visitor: consult.Entry{Name: "Vera Besökare (påhittad)", Email: "vera@example.org",
			Kind: consult.CivilSociety, Organisation: "Föreningen Öppna Exempel"}, // consents to nothing
		View: consult.ViewForm{Subject: consult.Subject{About: consult.AQuestion, ID: "q2"},
			Sender: consult.Sender{Kind: consult.AnOrganisation, Email: "vera@example.org",
				Organisation: "Föreningen Öppna Exempel", Mandate: "Styrelsen har beslutat"}},
		Said: text("Leverantörsreskontran ger mest insyn. Publicera den varje månad, "+
			"så att det går att se vad som köps och av vem.",
			"The supplier ledger gives most insight. Publish it each month, "+
				"so that one can see what is bought and from whom."),
		Answer:  Answer(),
		Promise: web.TourPromise{Plan: planTold, Report: lateReport()},
		Advice: web.TourAdvice{Key: "exempelgranskaren-5-i", Response: integrity.Response{
			Position: integrity.Accepts, By: "2024-06",
			Reason: integrity.Text{
				SV: "Påhittat exempel: De högsta tjänsterna har saknat en egen strategi, och det märks.",
				EN: "Invented example: The highest posts have had no strategy of their own, and it shows."},
			Measure: integrity.Text{SV: "En strategi tas fram i öppet samråd under våren.",
				EN: "A strategy is drawn up in open consultation during the spring."}}},
	}
}

// Answer is what the officer might answer to the view of the visitor. Nobody
// has decided it: the words are ours.
func Answer() consult.AnswerForm {
	return consult.AnswerForm{Position: consult.PartlyAccepted,
		Reason: text("*Påhittat exempel.* Leverantörsreskontran publiceras, men fyra gånger om året. "+
			"Varje månad blir det först när fakturorna kan granskas för personuppgifter av sig själva.",
			"*Invented example.* The supplier ledger is published, but four times a year. Each month "+
				"has to wait until the invoices can be checked for personal data by themselves."),
		Effects: []consult.Effect{{Kind: consult.TheWords, URL: plan + "/inkopsdata",
			Title: text("Leverantörsreskontran står i åtagandet om inköpsdata",
				"The supplier ledger is named in the commitment on purchasing data")}}}
}
