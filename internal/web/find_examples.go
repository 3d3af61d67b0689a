package web

import (
	"net/url"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/search"
)

// findExamples are of the search.
func findExamples() []example { return []example{{"search", exampleSearch}} }

// exampleSearch is the answer to a question about the consultation of the examples.
func exampleSearch(p Page, say *lang.Printer) any {
	index := search.New[act.Findable](findable)
	content := exampleContent()
	for _, one := range []act.Findable{
		{ID: "consultation", Kind: act.FindConsultation, Path: "/samrad/oppnare-forvaltning",
			Title: content.Title, Text: content.Summary, At: exampleTime},
		{ID: "summary", Kind: act.FindSummary, Path: "/samrad/oppnare-forvaltning#sammanfattning",
			Title: both("Samråd inför handlingsplanen", "Consultation before the action plan"),
			Text: sv("Flera deltagare ville att öppna inköpsdata ska gå att läsa per leverantör. " +
				"Handlingsplanen ska säga vem som ansvarar."), At: later(-180)},
		{ID: "material", Kind: act.FindMaterial, Path: "/samrad/oppnare-forvaltning#underlag",
			Title: content.Material[0].Title, Of: content.Title, At: later(-3),
			Text: consult.Text{SV: "Åtagande 1 handlar om öppna data.",
				EN: "Commitment 1 is about open data."}},
	} {
		one.Body = exampleBody
		index.Apply(nil, []search.Document[act.Findable]{findDocument(one)})
	}
	q := url.Values{"q": {both("öppna data", "open data").In(string(say.Language()))}}
	ask := findRequest(q, say.Language())
	ask.Limit = mostFoundShown
	return exampleVisit(say).searchPage(p, q, ask, index.Find(ask), 1)
}
