package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/chart"
	"insyn/internal/lang"
	"insyn/internal/purchase"
)

// LedgerSupplierPage shows a legal person and all who buy of it.
type LedgerSupplierPage struct {
	Page
	Facts    []Fact
	Months   chart.Figure
	Bodies   Table
	Accounts Table
	Lines    Table
	All      Link
	Files    []File
}

// supplier shows a supplier.
func (s *Server) supplier(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.Supplier(r.Context(), r.PathValue("number"))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.supplierPage(p)
	page.Page = bought(s.page(r, page.Title))
	page.Feed = v.Href(supplierPath(p.ID.String()) + "/atom.xml")
	return s.render(w, r, http.StatusOK, "ledger-supplier", page)
}

func (v *visit) supplierPage(p act.SupplierPage) LedgerSupplierPage {
	page := LedgerSupplierPage{Bodies: v.bodiesTable(p.Explored),
		Accounts: v.accountsTable(p.Explored),
		Lines:    v.linesTable(p.Lines), All: Link{v.T("explore.all-rows"), v.Href(viewPath(p.View))}}
	page.Title, page.Files = p.ID.String(), v.viewFiles(p.View)
	if len(p.Names) > 0 {
		page.Title = p.Names[0]
	}
	page.Facts = []Fact{{Term: v.T("explore.org-number"), Text: p.ID.String()},
		{Term: v.T("explore.form"), Text: v.legalForm(p.ID.Digits)},
		{Term: v.T("explore.buyers"), Text: v.Number(len(p.Bodies))}, {Term: v.T("purchase.rows"),
			Text: v.Number(p.Rows)},
		{Term: v.T("purchase.sum"), Text: v.Money(p.Ore)}}
	if len(p.Names) > 1 {
		page.Facts = append(page.Facts, Fact{Term: v.T("explore.other-names"),
			Text: strings.Join(p.Names[1:], "; ")})
	}
	if len(p.Months) > 1 {
		page.Months = v.monthsChart(p.Months)
	}
	return page
}

// legalForm names the group of legal forms that the first digit stands for.
func (v *visit) legalForm(digits string) string {
	forms := map[byte]string{'2': v.T("explore.form-public"), '3': v.T("explore.form-foreign"),
		'5': v.T("explore.form-limited"),
		'6': v.T("explore.form-simple"), '7': v.T("explore.form-economic"),
		'8': v.T("explore.form-nonprofit"),
		'9': v.T("explore.form-partnership")}
	if form := forms[digits[0]]; form != "" {
		return form
	}
	return v.T("explore.form-none")
}

// ledgerFeed tells of the deliveries of a body, the latest first.
func (s *Server) ledgerFeed(w http.ResponseWriter, r *http.Request) error {
	b, err := s.options.Desk.PublicLedger(r.Context(), bodyID(r))
	if err != nil {
		return err
	}
	v := from(r)
	feed := s.purchaseFeed(v, ledgerPath(string(b.Body.ID)), v.T("purchase.body-title", "Body",
		v.ledgerBody(b.Body)))
	for i := len(b.Deliveries) - 1; i >= 0 && len(feed.Entries) < feedMost; i-- {
		d := b.Deliveries[i]
		title := v.T("purchase.delivery-title", "Body", v.bodyName(b.Body), "Period",
			v.periodWords(d.Period))
		about := v.T("purchase.delivery-about", "Count", d.Rows, "Sum", v.Money(d.Ore))
		if d.Reason != "" {
			about += " " + d.Reason
		}
		feed.Entries = append(feed.Entries, dialogueEntry(s.absolute(v.Href(deliveryPath(d.ID))), title,
			v.ledgerBody(b.Body), about, d.Published))
	}
	return s.writeFeed(w, feed)
}

// supplierFeed tells of deliveries in which a supplier has rows.
func (s *Server) supplierFeed(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.Supplier(r.Context(), r.PathValue("number"))
	if err != nil {
		return err
	}
	list, err := s.options.Desk.SupplierDeliveries(r.Context(), p.ID.String())
	if err != nil {
		return err
	}
	v := from(r)
	feed := s.purchaseFeed(v, supplierPath(p.ID.String()), v.supplierPage(p).Title)
	for _, x := range list[:min(feedMost, len(list))] {
		title := v.T("purchase.delivery-title", "Body", v.bodyName(x.Body), "Period",
			v.periodWords(x.Period))
		feed.Entries = append(feed.Entries, dialogueEntry(s.absolute(v.Href(deliveryPath(x.ID))), title,
			v.ledgerBody(x.Body),
			v.T("purchase.delivery-about", "Count", x.Count, "Sum", v.Money(x.Sum)), x.Published))
	}
	return s.writeFeed(w, feed)
}

// purchaseFeed begins a feed about what stands at a path.
func (s *Server) purchaseFeed(v *visit, path, title string) atomFeed {
	self := s.absolute(v.Href(path + "/atom.xml"))
	return atomFeed{Lang: string(v.Language()), ID: self, Title: title,
		Author:  atomAuthor{s.options.Operator.Name},
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339), Links: []atomLink{{"self",
			"application/atom+xml", self},
			{"alternate", "text/html", s.absolute(v.Href(path))}}}
}

// writeFeed dates a feed by its latest entry and sends it.
func (s *Server) writeFeed(w http.ResponseWriter, feed atomFeed) error {
	for i, e := range feed.Entries {
		if i == 0 || e.Updated > feed.Updated {
			feed.Updated = e.Updated
		}
	}
	return writeXML(w, "application/atom+xml; charset=utf-8", feed)
}

// CoveragePage shows which bodies publish what they buy, and which do not.
type CoveragePage struct {
	Page
	Publish Measure
	Grid    CoverageGrid
	Map     Table
}

// coverage shows which bodies publish.
func (s *Server) coverage(w http.ResponseWriter, r *http.Request) error {
	list, err := s.options.Desk.PublicLedgers(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	page := v.coveragePage(list)
	page.Page = bought(s.page(r, page.Title))
	return s.render(w, r, http.StatusOK, "coverage", page)
}

// publishMeasure tells how many bodies publish.
func (v *visit) publishMeasure(list []act.BodyLedgers) Measure {
	n := 0
	for _, b := range list {
		if len(b.InForce()) > 0 {
			n++
		}
	}
	return Measure{Label: v.T("explore.publish"), Number: v.Number(n),
		Unit: v.T("explore.publish-of",
			"Count", len(list)),
		Since: v.T("explore.publish-since"), How: v.T("explore.publish-how"),
		Source: Link{v.T("explore.coverage"), v.Href(purchasePath + "/myndigheter")}}
}

// yearsCovered is how many years the map of coverage has.
const yearsCovered = 4

// byBodyName puts bodies in the order of their names in the language of the page.
func (v *visit) byBodyName(list []act.BodyLedgers) []act.BodyLedgers {
	return slices.SortedStableFunc(slices.Values(list), func(a, b act.BodyLedgers) int {
		return v.Compare(v.bodyName(a.Body), v.bodyName(b.Body))
	})
}

func (v *visit) coveragePage(list []act.BodyLedgers) CoveragePage {
	list = v.byBodyName(list)
	page := CoveragePage{Publish: v.publishMeasure(list), Grid: v.coverageGrid(list)}
	page.Title = v.T("explore.coverage")
	t := Table{Caption: v.T("explore.coverage-map"),
		Columns: []Column{{Text: v.T("purchase.publisher")}, {Text: v.T("purchase.state")}}}
	last := v.Now.In(lang.Stockholm).Year()
	for y := last - yearsCovered + 1; y <= last; y++ {
		t.Columns = append(t.Columns, Column{Text: v.yearName(y)})
	}
	for _, b := range list {
		t.Rows = append(t.Rows, v.coverageRow(b, last))
	}
	page.Map = t
	return page
}

func (v *visit) yearName(y int) string {
	return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
}

func (v *visit) coverageRow(b act.BodyLedgers, last int) []Cell {
	row := []Cell{{Text: v.ledgerBody(b.Body), Link: v.Href(ledgerPath(string(b.Body.ID)))},
		{Chip: Chip{Tone: Late, Icon: "ring", Text: v.T("explore.publishes-not")}}}
	for y := last - yearsCovered + 1; y <= last; y++ {
		row = append(row, Cell{Chip: v.coverageChip(b, y)})
	}
	if len(b.InForce()) > 0 {
		row[1].Chip = Chip{Tone: Done, Text: v.T("explore.publishes")}
	}
	return row
}

// coverageChip says how many months of a year are published, of those that have ended.
func (v *visit) coverageChip(b act.BodyLedgers, y int) Chip {
	n, ended := 0, 0
	published := b.Months()
	for _, month := range purchase.Period(v.yearName(y)).Months() {
		if purchase.Period(month).Start().AddDate(0, 1, 0).After(v.Now) {
			break
		}
		ended++
		if published[month] {
			n++
		}
	}
	text := v.T("explore.months-of", "Months", n)
	switch {
	case ended == 0:
		return Chip{Tone: Quiet, Icon: "ring", Text: v.T("explore.months-none")}
	case ended < 12:
		text = v.T("explore.months-so-far", "Months", n, "Ended", ended)
	}
	switch n {
	case 0:
		return Chip{Tone: Quiet, Icon: "ring", Text: text}
	case ended:
		return Chip{Tone: Done, Text: text}
	}
	return Chip{Tone: Active, Icon: "dot", Text: text}
}
