package web

import (
	"strconv"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// LedgerDeliveryPage shows a published delivery: what it is, where its files
// are, what was masked, and what it changed.
type LedgerDeliveryPage struct {
	Page
	Chip    Chip
	Told    []Notice
	Facts   []Fact
	Files   []File
	Hashes  Table
	Balance Table
	Periods Table
	Mask    *LedgerMask
	Others  Table
	Back    Link
}

// publicDeliveryPage makes the page of a delivery.
func (v *visit) publicDeliveryPage(p act.PublicDelivery) LedgerDeliveryPage {
	page := LedgerDeliveryPage{Chip: v.deliveryChip(p.Delivery), Mask: v.maskOf(p.Report.Mask),
		Balance: v.balance(p.Delivery),
		Back:    Link{v.ledgerBody(p.Of), v.Href(ledgerPath(p.Body))}}
	page.Title = v.T("purchase.delivery-title", "Body", v.bodyName(p.Of), "Period",
		v.periodWords(p.Period))
	page.Description = v.T("purchase.delivery-about", "Count", p.Rows, "Sum", v.Money(p.Ore))
	if p.Report.Receipt != nil {
		page.Periods = v.ledgerMonths(p.Report.Receipt.Periods)
	}
	page.Facts = v.deliveryFacts(p)
	page.files(v, p.Delivery)
	page.others(v, p)
	return page
}

// deliveryFacts says what a delivery is.
func (v *visit) deliveryFacts(p act.PublicDelivery) []Fact {
	facts := []Fact{{Term: v.T("purchase.period"), Text: v.periodWords(p.Period)},
		{Term: v.T("purchase.rows"), Text: v.Number(p.Rows)},
		{Term: v.T("purchase.sum"), Text: v.Money(p.Ore)},
		{Term: v.T("purchase.published-at"), Time: p.Published},
		{Term: v.T("purchase.number"), Text: v.Number(p.Number)}}
	if p.Reason != "" {
		facts = append(facts, Fact{Term: v.T("purchase.reason"), Text: p.Reason})
	}
	if p.Entry != "" {
		facts = append(facts, Fact{Term: v.T("purchase.sealed"), Text: v.T("purchase.sealed-text"),
			Link: Link{v.T("record.receipt"), receiptPath + p.Entry}})
	}
	return append(facts, Fact{Term: v.T("purchase.licence"),
		Link: Link{"CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"}})
}

// files lists the files of the delivery with their hashes.
func (p *LedgerDeliveryPage) files(v *visit, d purchase.Delivery) {
	p.Hashes = Table{Caption: "SHA-256", Columns: []Column{{Text: v.T("purchase.file")},
		{Text: "SHA-256"}}}
	for _, f := range []struct {
		format string
		file   purchase.File
	}{{"Parquet", d.Parquet}, {"CSV", d.CSV}, {"JSON", d.JSON}} {
		name := act.LedgerFileName(d, f.format)
		p.Files = append(p.Files, File{Name: name, Href: ledgerFolder(d.Body) + name, Format: f.format,
			Bytes: f.file.Size})
		p.Hashes.Rows = append(p.Hashes.Rows, []Cell{{Text: name}, {Text: f.file.Hash}})
	}
}

// others lists all deliveries of the period.
func (p *LedgerDeliveryPage) others(v *visit, d act.PublicDelivery) {
	p.Others = v.deliveryTable(v.T("purchase.same-period"), d.Others)
	if len(d.Others) < 2 {
		p.Others.Rows = nil
	}
	latest := d.Others[max(len(d.Others)-1, 0)]
	if d.State() == purchase.Replaced {
		p.Told = []Notice{{Tone: Late, Title: v.T("purchase.replaced"), Text: latest.Reason,
			Link: Link{v.T("purchase.latest"), v.Href(deliveryPath(latest.ID))}}}
	} else if before, ok := d.Corrected(); ok {
		p.Told = []Notice{{Tone: Neutral, Title: v.T("purchase.corrects"), Text: d.Reason,
			Link: Link{v.T("purchase.see-diff", "Number", before.Number),
				v.Href(deliveryPath(d.ID) + "/jamfor")}}}
	}
}

// deliveryTable lists deliveries.
func (v *visit) deliveryTable(caption string, all []purchase.Delivery) Table {
	t := Table{Caption: caption, Columns: []Column{{Text: v.T("purchase.period")},
		{Text: v.T("purchase.state")},
		{Text: v.T("purchase.published-at")}, {Text: v.T("purchase.rows"), Number: true},
		{Text: v.T("purchase.sum"), Number: true}}}
	for _, d := range all {
		name := v.periodWords(d.Period)
		if d.Number > 1 {
			name += " (" + v.Number(d.Number) + ")"
		}
		t.Rows = append(t.Rows, []Cell{{Text: name, Link: v.Href(deliveryPath(d.ID))},
			{Chip: v.deliveryChip(d)}, {Text: v.Date(d.Published)}, {Text: v.Number(d.Rows)},
			{Text: v.Money(d.Ore)}})
	}
	return t
}

// LedgerBodyPage shows what a body has published.
type LedgerBodyPage struct {
	Page
	Facts      []Fact
	None       Empty
	Years      []LedgerYear
	Deliveries Table
	About      []File
	Explore    Link
}

// A LedgerYear is the files of a calendar year.
type LedgerYear struct {
	Year  string
	Text  string
	Files []File
}

// ledgerBodyPage makes the page of a body.
func (v *visit) ledgerBodyPage(b act.BodyLedgers) LedgerBodyPage {
	page := LedgerBodyPage{Deliveries: v.deliveryTable(v.T("purchase.deliveries"), b.Deliveries)}
	page.Deliveries.Headed = true
	page.Title = v.T("purchase.body-title", "Body", v.bodyName(b.Body))
	inForce := b.InForce()
	if len(inForce) == 0 {
		page.None = Empty{Title: v.T("purchase.body-none"), Text: v.T("purchase.body-none-text")}
		return page
	}
	rows, ore := 0, int64(0)
	for _, d := range inForce {
		rows, ore = rows+d.Rows, ore+d.Ore
	}
	page.Explore = Link{v.T("explore.all-rows"),
		v.Href(viewPath(purchase.View{Body: string(b.Body.ID)}))}
	page.Facts = []Fact{{Term: v.T("purchase.publisher"), Text: v.ledgerBody(b.Body)},
		{Term: v.T("purchase.rows"), Text: v.Number(rows)}, {Term: v.T("purchase.sum"),
			Text: v.Money(ore)},
		{Term: v.T("purchase.span"),
			Text: v.periodWords(inForce[0].Period) + "–" + v.periodWords(inForce[len(inForce)-1].Period)}}
	folder := ledgerFolder(string(b.Body.ID))
	for _, y := range act.LedgerYears(inForce) {
		name := strconv.Itoa(y.Year)
		page.Years = append(page.Years, LedgerYear{Year: name, Text: v.T("purchase.year", "Count",
			y.Rows, "Sum", v.Money(y.Ore)),
			Files: []File{{Name: name + ".csv", Href: folder + name + ".csv", Format: "CSV", Bytes: y.CSV},
				{Name: name + ".json", Href: folder + name + ".json", Format: "JSON",
					Bytes: y.JSON}}})
	}
	for _, f := range []struct{ name, format, note string }{
		{"schema.json", "JSON", v.T("purchase.about-schema")}, {"SHA256SUMS", "Text",
			v.T("purchase.about-sums")},
		{"catalogue.ttl", "Turtle", v.T("purchase.about-catalogue")}, {"deliveries.json", "JSON",
			v.T("purchase.about-deliveries")},
		{"LICENSE.txt", "Text", "CC0 1.0"}} {
		page.About = append(page.About, File{Name: f.name, Href: folder + f.name, Format: f.format,
			Notes: []string{f.note}})
	}
	return page
}

// LedgerDiffPage shows what became of the rows of a delivery in the next.
type LedgerDiffPage struct {
	Page
	Reason  string
	At      time.Time
	Sums    Table
	Changed []LedgerChange
	More    string
	Back    Link
}

// A LedgerChange is a row that two deliveries do not share.
type LedgerChange struct {
	Chip  Chip
	Where string
	Lines []Diff
	Sum   string
}

// changesShown is how many rows of a comparison a page lists.
const ledgerChangesShown = 100

// ledgerDiffPage makes the comparison.
func (v *visit) ledgerDiffPage(b account.Body, d *act.LedgerDiff) LedgerDiffPage {
	page := LedgerDiffPage{Reason: d.After.Reason, At: d.After.Published,
		Back: Link{v.T("purchase.back"), v.Href(deliveryPath(d.After.ID))}}
	page.Title = v.T("purchase.diff-title", "Body", v.bodyName(b), "Period",
		v.periodWords(d.After.Period))
	t := v.sumsTable(v.T("purchase.diff-sums"), v.T("purchase.what"))
	count := func(key string, rows int, ore int64) {
		t.Rows = append(t.Rows, v.sums(v.T(key), ledger.Tally{Rows: rows, Ore: ore}))
	}
	count("purchase.diff-before", d.BeforeRows.Len(), d.BeforeRows.Sum())
	count("purchase.diff-added", len(d.Added), d.AddedOre)
	count("purchase.diff-vanished", len(d.Vanished), d.VanishedOre)
	count("purchase.diff-changed", len(d.Changed), d.ChangedOre)
	count("purchase.diff-after", d.AfterRows.Len(), d.AfterRows.Sum())
	page.Sums = t
	for _, list := range [][]ledger.Change{d.Changed, d.Added, d.Vanished} {
		for _, c := range list[:min(len(list), max(0, ledgerChangesShown-len(page.Changed)))] {
			page.Changed = append(page.Changed, v.ledgerChange(d, c))
		}
	}
	if more := len(d.Changed) + len(d.Added) + len(d.Vanished) - len(page.Changed); more > 0 {
		page.More = v.T("ledger.more", "Count", more)
	}
	return page
}

// ledgerChange words what became of a row. Who sold is left to the row itself:
// only fields that name nobody are shown.
func (v *visit) ledgerChange(d *act.LedgerDiff, c ledger.Change) LedgerChange {
	switch {
	case c.Before < 0:
		return LedgerChange{Chip: Chip{Tone: Active, Icon: "plus", Text: v.T("purchase.change-added")},
			Where: v.T("purchase.row", "Row", c.After+1), Sum: v.Money(d.AfterRows.Ore[c.After])}
	case c.After < 0:
		return LedgerChange{Chip: Chip{Tone: Late, Icon: "minus", Text: v.T("purchase.change-vanished")},
			Where: v.T("purchase.row-before", "Row", c.Before+1), Sum: v.Money(d.BeforeRows.Ore[c.Before])}
	}
	made := LedgerChange{Chip: Chip{Tone: Neutral, Text: v.T("purchase.change-changed")},
		Where: v.T("purchase.row", "Row", c.After+1), Sum: v.Money(d.AfterRows.Ore[c.After])}
	for _, f := range c.Fields {
		parts := []DiffPart{{Text: v.T("purchase.changed-supplier")}}
		if f != ledger.Supplier && f != ledger.SupplierID {
			parts = []DiffPart{{"removed", d.BeforeRows.Text(c.Before, f)}, {"added",
				d.AfterRows.Text(c.After, f)}}
		}
		made.Lines = append(made.Lines, Diff{Field: v.ledgerHead(f), Parts: parts})
	}
	return made
}
