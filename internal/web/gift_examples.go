package web

import (
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// giftExamples are of the pages of the gift registers.
func giftExamples() []example {
	return []example{
		{"gift-books", func(p Page, say *lang.Printer) any {
			p.Title = say.T("gift.title")
			return exampleVisit(say).giftBooksPage(p, exampleGifts())
		}},
		{"gift-book", func(p Page, say *lang.Printer) any {
			p.Title = say.T("gift.of", "Body", "Exempeldepartementet")
			return exampleVisit(say).giftBookPage(p, exampleGifts().All[0], bookFilter{})
		}},
		{"gift", func(p Page, say *lang.Printer) any {
			all := exampleGifts()
			return exampleVisit(say).giftPage(p, all, all.All[0], all.All[0].Gifts[0])
		}},
		{"gift--older", func(p Page, say *lang.Printer) any {
			v, all := exampleVisit(say), exampleGifts()
			b := all.All[0]
			one := b.Gifts[slices.IndexFunc(b.Gifts, func(r integrity.Registered) bool { return len(r.Versions) > 2 })]
			versions := one.Versions
			one.Versions = versions[:1]
			page := v.giftPage(p, all, b, one)
			page.Older = olderOf(v, giftPath(one.Matter.Key), one.Versions, versions)
			return page
		}},
		{"gift-desk", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person, p.Title = account.System, say.T("gift.work-title")
			return v.giftDeskPage(p, exampleGifts(), exampleBody.ID, Form{printer: say})
		}},
	}
}

// exampleGifts is a register with an object that was mended and given away, a
// lunch of a private person, one that is late and one that is cancelled.
func exampleGifts() act.GiftBooks {
	body := string(exampleBody.ID)
	m := integrity.Matter{ID: "g", Kind: integrity.AGiftBook, Body: body, Key: body}
	b := integrity.FoldGifts(m,
		[]integrity.Entry{{Number: 1, At: exampleTime.AddDate(0, 0, -90), Said: integrity.Said{
			Coverage: &integrity.Coverage{Covers: integrity.Text{SV: "Ledningen och alla enhetschefer",
				EN: "The management and all heads of unit"}, Since: "2023-09-01",
				From: integrity.UnitHead, Within: integrity.GiftDays}}}})
	vase := integrity.Gift{Number: 1, On: "2023-10-04", Sort: integrity.AnObject,
		Rank: integrity.StateSecretary,
		Unit: integrity.Text{SV: "statsrådsberedningen", EN: "the minister's office"},
		From: integrity.Partner{Name: "Exempelföretaget AB", Number: "556000-0167"},
		What: integrity.Text{SV: "En vas", EN: "A vase"},
		Occasion: integrity.Text{SV: "Studiebesök vid ett möte om öppna data",
			EN: "Visit at a meeting on open data"},
		Kept: integrity.Text{SV: "Receptionen", EN: "The reception"}, Contact: "2"}
	mended := vase
	mended.What, mended.Value = integrity.Text{SV: "En vas av glas", EN: "A glass vase"}, 450_00
	mended.Why = "Beskrivningen var för kort."
	gone := mended
	gone.Disposal, gone.Disposed, gone.Why = integrity.Donated, "2023-11-20", ""
	lunch := integrity.Gift{Number: 2, On: "2023-11-06", Sort: integrity.Hospitality,
		Rank: integrity.Officer, Person: true,
		Unit:     integrity.Text{SV: "enheten för förvaltning", EN: "the unit for administration"},
		What:     integrity.Text{SV: "Lunch", EN: "Lunch"},
		Occasion: integrity.Text{SV: "Efter en föreläsning", EN: "After a lecture"}}
	clock := integrity.Gift{Number: 3, On: "2023-10-02", Sort: integrity.AnObject,
		Rank: integrity.UnitHead, Unit: integrity.Text{SV: "enheten för förvaltning"},
		From:     integrity.Partner{Name: "Nätverket Öppet Exempel", Sort: integrity.Network},
		What:     integrity.Text{SV: "Ett bordsur"},
		Occasion: integrity.Text{SV: "Jubileum"}, Kept: integrity.Text{SV: "Enhetens arkiv"}}
	wrong := lunch
	wrong.Number = 4
	days := map[int][]int{1: {-50, -40, -5}, 2: {-18}, 3: {-10}, 4: {-9, -8}}
	for n, versions := range [][]integrity.Gift{{vase, mended, gone}, {lunch}, {clock},
		{wrong, wrong.Cancel("Samma lunch två gånger.")}} {
		var entries []integrity.Entry
		for i, g := range versions {
			entries = append(entries, integrity.Entry{Number: i + 1,
				At: exampleTime.AddDate(0, 0, days[n+1][i]), Said: integrity.Said{Gift: &g}})
		}
		key := integrity.GiftKey(body, n+1)
		b.Gifts = append(b.Gifts, integrity.FoldGift(integrity.Matter{ID: integrity.ID(key),
			Kind: integrity.AGift, Body: body, Key: key}, entries))
	}
	return act.GiftBooks{All: []integrity.GiftBook{b},
		Bodies: map[string]account.Body{body: exampleBody}}
}
