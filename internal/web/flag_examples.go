package web

import (
	"encoding/json"
	"net/url"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/redflag"
)

// flagExamples are of the pages about red flags.
func flagExamples() []example {
	return []example{{"flag-queue", exampleFlagQueue}, {"flag", exampleFlag}, {"flags", exampleFlags},
		{"flag-public", examplePublicFlag}}
}

// exampleFlagFile is an invoice that may have been paid twice.
func exampleFlagFile() act.FlagFile {
	_, next := examplePublished()
	says := &redflag.Flag{ID: "duplicate-1", Rule: redflag.Duplicate, Case: redflag.SameInvoice,
		Buyer:    redflag.Party{Number: "432000-1009", Name: exampleBody.Name},
		Supplier: &redflag.Party{Number: "412000-0019", Name: "Exempel Bygg 1 AB"}, Value: 1,
		Threshold: 1, Unit: redflag.InRows, N: 2,
		Facts: map[string]float64{"amount": 12_500_000}, Ore: 25_000_000,
		Evidence: redflag.Evidence{Count: 2}}
	content, err := json.Marshal(says)
	if err != nil {
		panic(err) // the flag is ours: a test reads it
	}
	f := purchase.Flag{ID: says.ID, Body: string(exampleBody.ID), Rule: string(says.Rule),
		Ore: says.Ore, Content: string(content), Found: later(0),
		State: purchase.FlagOpen, Evidence: []purchase.Place{{Delivery: next.ID}}}
	f.Note(purchase.StepFound, "", "system", later(0))
	if err := f.Decide(purchase.FlagExplained, "Fakturan avser två lokaler med samma hyra.", "petra",
		later(3)); err != nil {
		panic(err)
	}
	f.Note(purchase.StepInvited, "", "petra", later(3))
	f.Note(purchase.StepReply, "Vi skickade en faktura för varje lokal.", "supplier", later(5))
	return act.FlagFile{Flag: f, Says: says, Of: exampleBody, Lines: []act.Line{exampleLine(next),
		exampleLine(next)}, Named: true,
		Run: store.FlagRun{Number: 1, At: later(0), Seal: "5f5f5f5f", Rows: 1284}}
}

func exampleFlagQueue(p Page, say *lang.Printer) any {
	f := exampleFlagFile()
	open := f.Flag
	open.ID, open.State = "duplicate-2", purchase.FlagOpen
	all := []purchase.Flag{f.Flag, open}
	page := staffVisit(say).flagQueuePage(act.FlagQueue{Of: exampleBody, Flags: all,
		Measures: purchase.Measure(all), Run: f.Run}, url.Values{})
	p.Title, p.Work = say.T("flag.queue"), true
	page.Page = bought(p)
	return page
}

func exampleFlag(p Page, say *lang.Printer) any {
	page := staffVisit(say).flagPage(exampleFlagFile(), Form{printer: say})
	p.Title, p.Work = page.Card.Rule, true
	page.Page, page.Action, page.Link = bought(p), "#",
		"https://insyn.example.se/svar-pa-signal/exempel"
	return page
}

func exampleFlags(p Page, say *lang.Printer) any {
	v, f := &visit{Printer: say, Now: exampleTime}, exampleFlagFile()
	f.Published = later(20)
	page := v.flagsPage([]act.FlagFile{f}, []act.FlagQueue{{Of: exampleBody,
		Measures: purchase.Measure([]purchase.Flag{f.Flag})}})
	p.Title = page.Title
	page.Page = bought(p)
	return page
}

func examplePublicFlag(p Page, say *lang.Printer) any {
	v := &visit{Printer: say, Now: exampleTime}
	page := v.publicFlagPage(exampleFlagFile())
	p.Title = page.Card.Rule
	page.Page, page.Form, page.Action = bought(p), Form{printer: say}, "#"
	page.Reply = page.Form.Field("area", "reply", say.T("flag.reply-supplier"),
		"").Hinted(say.T("flag.reply-supplier-hint")).Area(6, 2000)
	return page
}
