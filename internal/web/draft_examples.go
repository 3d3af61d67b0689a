package web

import (
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// draftExamples are of the pages about the draft of a summary.
func draftExamples() []example {
	return []example{{"summary-draft", exampleDraft}}
}

// exampleSentDraft is a draft to which somebody has objected.
func exampleSentDraft() act.SentDraft {
	s := consult.Summary{Sections: []consult.Section{
		{Heading: consult.Text{SV: "Vad saknas?", EN: "What is missing?"}, Body: consult.Text{
			SV: "Flera vill kunna läsa inköpsdata per leverantör (#12). Någon vill ha en dag för det.",
			EN: "Several want to read purchasing data by supplier (#12). Somebody wants a day for it."}}}}
	objection := exampleCopy()
	objection.Number, objection.Sort = 15, consult.Objection
	objection.Subject = consult.Subject{About: consult.TheSummary, ID: "1",
		Excerpt: consult.Excerpt{From: 2, To: 2, Quote: "Någon vill ha en dag för det."}}
	objection.Pieces = []consult.Piece{{Text: "Det var tre organisationer som ville ha en dag."}}
	return act.SentDraft{Number: 1, At: later(10), Until: later(24), Summary: s, Hidden: 1,
		Views: []int64{12, 13}, Waiting: 1, Objections: []consult.Copy{objection},
		Coverage: s.Cover([]int64{12, 13}, map[int64]bool{12: true, 13: true})}
}

func exampleDraft(p Page, say *lang.Printer) any {
	p.Title = say.T("draft-out.title")
	answers := map[int64]store.PublicAnswer{15: {Number: 3, AnswerVersion: consult.AnswerVersion{
		Number: 1, Position: consult.Accepted, At: later(20), Reason: consult.Text{
			SV: "Vi skriver att tre organisationer vill ha en dag.",
			EN: "We write that three organisations want a day."}}}}
	return exampleVisit(say).draftPage(p, act.Drafted{Hearing: exampleHearing(),
		SentDraft: exampleSentDraft(), Answers: answers})
}

// exampleReply is what stands beside the draft in the editor.
func exampleReply(v *visit, form Form) *SummaryReply {
	sent := exampleSentDraft()
	view, objection := exampleView(), exampleView()
	other := exampleView()
	other.Number = 13
	objection.Number, objection.Sort = 15, consult.Objection
	work := act.SummaryWork{Coverage: sent.Coverage, Views: []consult.View{view, other},
		Objections: []consult.View{objection}, Pending: []int64{15},
		Sent: consult.Version{Number: 1, Published: sent.At}, Until: v.Now}
	part := v.summaryReply("exempel", consult.Version{Summary: sent.Summary}, work)
	part.Action, part.Saved = "#", "1.2"
	part.Unknown = v.T("coverage.unknown", "Number", 99)
	part.Until = form.Field("date", "until", v.T("draft-out.until"), "2023-12-29").
		Hinted(v.T("draft-out.until-hint")).Sized("short")
	return part
}
