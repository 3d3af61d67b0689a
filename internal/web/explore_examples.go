package web

import (
	"net/url"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// exploreExamples are of the pages on which anybody looks at what is bought.
func exploreExamples() []example {
	return []example{{"explore", exampleExplore}, {"ledger-supplier", exampleSupplier}, {"ledger-row",
		exampleLedgerRow},
		{"coverage", exampleCoverage}}
}

// exampleExplored is what an invented body bought in two years.
func exampleExplored() act.Explored {
	_, next := examplePublished()
	e := act.Explored{View: purchase.View{Page: 1}, Rows: 1284, Ore: 987_654_300, Named: 3, Pages: 26,
		Bodies: []act.BodySum{{Body: exampleBody, Rows: 1284, Ore: 987_654_300,
			Years: map[string]int64{"2023": 500_000_000, "2024": 487_654_300}}},
		Suppliers: []purchase.Sum{{Key: "412000-0019", Name: "Exempel Bygg 1 AB", Rows: 700,
			Ore: 600_000_000},
			{Key: "412000-0027", Name: "Exempel Städ 2 HB", Rows: 300, Ore: 200_000_000},
			{Key: "412000-0043", Name: "Exempel El 4 AB", Rows: 200, Ore: 100_000_000}},
		Others: purchase.Sum{Rows: 84, Ore: 87_654_300},
		Accounts: []purchase.Sum{{Key: "6550", Name: "Konsultarvoden", Rows: 900, Ore: 700_000_000},
			{Key: "4010", Name: "Inköp av material", Rows: 384, Ore: 287_654_300}}}
	for i, m := range append(purchase.Period("2023").Months(), purchase.Period("2024").Months()...) {
		e.Months = append(e.Months, ledger.Period{Month: m, Rows: 50 + i,
			Ore: int64(30_000_000 + i*i%7*4_000_000)})
	}
	e.Lines = []act.Line{exampleLine(next)}
	return e
}

func exampleLine(d purchase.Delivery) act.Line {
	return act.Line{Body: exampleBody, Delivery: d, Row: 0, Date: "2024-01-15",
		Supplier: "Exempel Bygg 1 AB", Number: "412000-0019",
		Account: "6550", AccountText: "Konsultarvoden", Unit: "Stab", Voucher: "1", Invoice: "F-1",
		Reason: "Ramavtal", Contract: "A-1", Ore: 12_500_000}
}

func exampleLedgers() []act.BodyLedgers {
	old, next := examplePublished()
	year := next
	year.Period, year.ID = "2023", "exempel-3"
	silent := exampleBody
	silent.ID, silent.Name, silent.NameEnglish = "annan", "Exempelmyndigheten", "The Example Agency"
	return []act.BodyLedgers{{Body: exampleBody, Deliveries: []purchase.Delivery{year, old, next}},
		{Body: silent}}
}

func exampleExplore(p Page, say *lang.Printer) any {
	v := &visit{Printer: say, Now: exampleTime}
	e := exampleExplored()
	page := v.explorePage(exampleLedgers(), url.Values{}, nil)
	page.show(v, e)
	p.Title = page.Title
	page.Page, page.Found = bought(p), []Link{{"Exempel Bygg 1 AB", "#"}}
	return page
}

func exampleSupplier(p Page, say *lang.Printer) any {
	v := &visit{Printer: say, Now: exampleTime}
	page := v.supplierPage(act.SupplierPage{Explored: exampleExplored(),
		ID:    ledger.Identity{Kind: ledger.Organisation, Digits: "5560360793"},
		Names: []string{"Exempel Bygg 1 AB", "Exempel Bygg AB"}})
	p.Title = page.Title
	page.Page = bought(p)
	return page
}

func exampleLedgerRow(p Page, say *lang.Printer) any {
	v := &visit{Printer: say, Now: exampleTime}
	old, _ := examplePublished()
	page := v.ledgerRowPage(exampleLine(old))
	p.Title = page.Title
	page.Page = bought(p)
	return page
}

func exampleCoverage(p Page, say *lang.Printer) any {
	v := &visit{Printer: say, Now: exampleTime}
	page := v.coveragePage(exampleLedgers())
	p.Title = page.Title
	page.Page = bought(p)
	return page
}
