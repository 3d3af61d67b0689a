package web

import (
	"strings"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// purchaseExamples are of the pages about what is bought.
func purchaseExamples() []example {
	return []example{{"ledger-staff", exampleDeliveries}, {"ledger-dossier", exampleLedgerDossier},
		{"ledger-delivery", exampleDelivery}, {"ledger-body", exampleLedgerBody}, {"ledger-diff",
			exampleLedgerDiff}}
}

// exampleLedgerText is a ledger with a refused line, a sole trader and an
// address in a text.
const exampleLedgerText = "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;" +
	"bokforingsdatum;forvaltning;fakturanummer;nettobelopp;grund;avtal\n" +
	"432000-1009;Exempeldepartementet;1;Exempel Bygg 1 AB;4120000019;6550;Konsultarvoden;2024-01-15;Stab;F-1;125000,00;Ramavtal;A-1\n" +
	"432000-1009;Exempeldepartementet;2;Exempel Städ 2 HB;4120000027;6530;Städning;2024-01-17;Stab;F-2;-4000,50;fråga a@example.se;\n" +
	"432000-1009;Exempeldepartementet;3;Exempelsson Rör;811218-9876;4010;Inköp av material;2024-01-20;Stab;F-3;9000,00;;\n" +
	"432000-1009;Exempeldepartementet;4;Exempel El 4 AB;4120000043;4010;Inköp av material;2024-01-21;Stab;F-4;ett belopp;;\n"

// exampleLedger reads and masks a ledger as the desk does.
func exampleLedger(text string) (purchase.Delivery, *ledger.Table) {
	raw, checked, err := ledger.Check(strings.NewReader(text), int64(len(text)),
		ledger.Options{Name: "reskontra.csv"})
	if err != nil {
		panic(err) // the text is ours: a test reads it
	}
	masked, report, err := ledger.Mask(raw, ledger.MaskOptions{Policy: ledger.Bucket})
	if err != nil {
		panic(err)
	}
	hash := strings.Repeat("5f", 32)
	return purchase.Delivery{ID: "exempel", Body: string(exampleBody.ID), Period: "2024-01",
		Name: "reskontra.csv",
		Size: int64(len(text)), Author: "egon", Created: later(0), Raw: true, Policy: ledger.Bucket,
		Read:   later(0),
		Report: purchase.Report{Receipt: checked.Receipt, Findings: checked.Findings, Mask: report},
		Rows:   masked.Len(), Ore: masked.Sum(), Parquet: purchase.File{Hash: hash, Size: 4210},
		CSV: purchase.File{Hash: hash, Size: 9876}, JSON: purchase.File{Hash: hash, Size: 20123}}, masked
}

// examplePublished gives two deliveries of one period: the second corrects the first.
func examplePublished() (old, next purchase.Delivery) {
	old, _ = exampleLedger(exampleLedgerText)
	old.Number, old.Sequence, old.Published, old.Raw = 1, 1, later(1), false
	next = old
	old.Replaced = later(3)
	next.ID, next.Number, next.Sequence, next.Published = "exempel-2", 2, 2, later(3)
	next.Reason = "En faktura var bokförd på fel konto."
	return old, next
}

func exampleDeliveries(p Page, say *lang.Printer) any {
	v := staffVisit(say)
	ready, _ := exampleLedger(exampleLedgerText)
	old, next := examplePublished()
	p.Title, p.Work = say.T("purchase.staff-title"), true
	page := v.deliveriesPage(exampleBody, []purchase.Delivery{ready, next, old}, Form{printer: say})
	page.Page, page.Action = bought(p), "#"
	return page
}

func exampleLedgerDossier(p Page, say *lang.Printer) any {
	v := staffVisit(say)
	ready, _ := exampleLedger(exampleLedgerText)
	old, _ := examplePublished()
	page := v.ledgerDossier(act.DeliveryFile{Delivery: ready, Of: exampleBody, Before: old},
		Form{printer: say})
	p.Title, p.Work = page.Title, true
	page.Page, page.Action = bought(p), "#"
	return page
}

func exampleDelivery(p Page, say *lang.Printer) any {
	v := &visit{Printer: say, Now: exampleTime}
	old, next := examplePublished()
	page := v.publicDeliveryPage(act.PublicDelivery{Delivery: next, Of: exampleBody,
		Others: []purchase.Delivery{old, next}, Entry: strings.Repeat("ab", 32)})
	p.Title = page.Title
	page.Page = bought(p)
	return page
}

func exampleLedgerBody(p Page, say *lang.Printer) any {
	v := &visit{Printer: say, Now: exampleTime}
	old, next := examplePublished()
	page := v.ledgerBodyPage(act.BodyLedgers{Body: exampleBody, Deliveries: []purchase.Delivery{old,
		next}})
	p.Title = page.Title
	page.Page = bought(p)
	return page
}

func exampleLedgerDiff(p Page, say *lang.Printer) any {
	v := &visit{Printer: say, Now: exampleTime}
	old, before := exampleLedger(exampleLedgerText)
	changed := strings.Replace(exampleLedgerText, "6550;Konsultarvoden", "6540;IT-tjänster", 1)
	changed = strings.Replace(changed,
		"\n432000-1009;Exempeldepartementet;2;Exempel Städ 2 HB;4120000027",
		"\n432000-1009;Exempeldepartementet;2;Exempel Fönsterputs AB;4120000027",
		1) + strings.SplitAfter(exampleLedgerText, "\n")[1]
	next, after := exampleLedger(changed)
	next.Number, next.Published, next.Reason = 2, later(3), "En faktura var bokförd på fel konto."
	page := v.ledgerDiffPage(exampleBody, &act.LedgerDiff{Difference: ledger.Diff(before, after),
		Before: old, After: next,
		BeforeRows: before, AfterRows: after})
	p.Title = page.Title
	page.Page = bought(p)
	return page
}
