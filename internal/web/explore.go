package web

import (
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/chart"
	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// exploreRoutes let anybody look at what is bought.
func (s *Server) exploreRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true}
	}
	return []Route{
		get(purchasePath, s.explore),
		get(purchasePath+"/myndigheter", s.coverage),
		get(purchasePath+"/leverantor/{number}", s.supplier),
		get(purchasePath+"/leverantor/{number}/atom.xml", s.supplierFeed),
		get(purchasePath+"/myndighet/{body}/atom.xml", s.ledgerFeed),
		get(purchasePath+"/rad/{delivery}/{row}", s.ledgerRow),
		{Method: "GET", Pattern: purchasePath + "/vy.csv", Access: Anyone, Machine: true, Shared: true,
			Handler: s.viewFile},
		{Method: "GET", Pattern: purchasePath + "/vy.parquet", Access: Anyone, Machine: true,
			Shared: true, Handler: s.viewFile},
	}
}

// ExplorePage shows what a view lets through.
type ExplorePage struct {
	Page
	Filters   FilterBar
	Finding   string // the view in one sentence
	Publish   Measure
	Found     []Link // suppliers whose names were asked for
	None      Empty
	Months    chart.Figure
	Tree      chart.Figure
	Bodies    Table
	Suppliers Table
	Others    string // suppliers that are not told apart
	Accounts  Table
	Lines     Table
	Pager     Pager
	Files     []File
	Coverage  Link
	Flags     Link
}

// explore shows a view.
func (s *Server) explore(w http.ResponseWriter, r *http.Request) error {
	view := purchase.ParseView(r.URL.Query())
	if len(ledger.Personal(r.URL.RawQuery)) > 0 ||
		len(ledger.Personal(r.URL.Query().Get("leverantor"))) > 0 {
		http.Redirect(w, r, from(r).Href(viewPath(view)),
			http.StatusSeeOther) // it stands in no page and no address
		return nil
	}
	e, err := s.options.Desk.Explore(r.Context(), view)
	if err != nil {
		return err
	}
	bodies, err := s.options.Desk.PublicLedgers(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := v.explorePage(e, bodies, r.URL.Query())
	if asked := r.URL.Query().Get("leverantor"); asked != "" && view.Supplier == "" {
		found, err := s.options.Desk.FindSuppliers(r.Context(), asked, 30)
		if err != nil {
			return err
		}
		for _, one := range found {
			page.Found = append(page.Found, Link{one.Name, v.Href(supplierPath(one.Key))})
		}
	}
	page.Page = bought(s.page(r, page.Title))
	page.Description = page.Finding
	return s.render(w, r, http.StatusOK, "explore", page)
}

// bought gives a page the looks of those about what is bought.
func bought(p Page) Page {
	p.Styles = append(p.Styles, "purchase.css")
	return p
}

// viewPath gives the address of a view.
func viewPath(view purchase.View) string {
	if q := view.Query().Encode(); q != "" {
		return purchasePath + "?" + q
	}
	return purchasePath
}

func supplierPath(number string) string {
	return purchasePath + "/leverantor/" + url.PathEscape(number)
}

func (v *visit) explorePage(e act.Explored, bodies []act.BodyLedgers, q url.Values) ExplorePage {
	page := ExplorePage{Publish: v.publishMeasure(bodies), Finding: v.viewFinding(e),
		Coverage: Link{v.T("explore.coverage"), v.Href(purchasePath + "/myndigheter")},
		Flags:    Link{v.T("flag.all"), v.Href(purchasePath + "/signaler")}}
	page.Title = v.T("explore.title")
	page.Filters = v.viewFilters(e.View, bodies, q)
	if e.Rows == 0 {
		page.None = Empty{Title: v.T("explore.none"), Text: v.T("explore.none-text")}
		return page
	}
	page.figures(v, e)
	page.tables(v, e)
	query := e.View
	query.Page = 1
	for _, format := range []string{"CSV", "Parquet"} {
		page.Files = append(page.Files, File{Name: v.T("explore.file", "Format", format), Format: format,
			Href: purchasePath + "/vy." + strings.ToLower(format) + "?" + query.Query().Encode()})
	}
	return page
}

// viewFinding says in a sentence what a view comes to.
func (v *visit) viewFinding(e act.Explored) string {
	return v.T("explore.finding", "Count", e.Rows, "Sum", v.Money(e.Ore), "Bodies", len(e.Bodies),
		"Suppliers", e.Named)
}

// viewFilters asks for who, from whom, what and when.
func (v *visit) viewFilters(view purchase.View, bodies []act.BodyLedgers, q url.Values) FilterBar {
	f := Form{printer: v.Printer}
	body := f.Field("select", "myndighet", v.T("purchase.publisher"), view.Body).May()
	options := []Option{{Value: "", Text: v.T("explore.all")}}
	for _, b := range bodies {
		if len(b.InForce()) > 0 {
			options = append(options, Option{Value: string(b.Body.ID), Text: v.bodyName(b.Body)})
		}
	}
	supplier := view.Supplier
	if supplier == "" {
		supplier = q.Get("leverantor")
	}
	bar := FilterBar{Action: v.Href(purchasePath), Fields: []Field{body.Among(options...),
		f.Field("text", "leverantor", v.T("explore.supplier"),
			supplier).Hinted(v.T("explore.supplier-hint")),
		f.Field("text", "konto", v.T("explore.account"), view.Account).Sized("short"),
		f.Field("text", "fran", v.T("explore.from"),
			string(view.From)).Hinted(v.T("explore.from-hint")).Sized("short"),
		f.Field("text", "till", v.T("explore.to"), string(view.To)).Sized("short")}}
	if !view.Whole() || supplier != "" {
		bar.Clear = v.Href(purchasePath)
	}
	return bar
}

// kronor writes a sum without its öre, for drawings.
func (v *visit) kronor(sum float64) string {
	return v.T("explore.kronor", "Sum", v.Number(int64(sum)))
}

// monthsChart draws what was bought month by month.
func (v *visit) monthsChart(months []ledger.Period) chart.Figure {
	c := chart.Chart{Kind: chart.Line, Title: v.T("explore.months"),
		Description: v.T("explore.months-about"),
		Source:      v.T("explore.source"), Heads: [2]string{v.T("purchase.month"), v.T("purchase.sum")},
		Format: v.kronor, Nothing: "–"}
	for _, m := range months {
		label := m.Month
		if p, bad := purchase.ParsePeriod(m.Month); bad == nil {
			label = v.periodWords(p)
		}
		c.Points = append(c.Points, chart.Point{Label: label, Short: m.Month,
			Value: float64(m.Ore / 100)})
	}
	return chart.Draw(c)
}

// boxesInTree is how many boxes a map of shares has; the rest is one more.
const boxesInTree = 24

// treeOf draws shares of what was bought.
func (v *visit) treeOf(title, head string, sums []purchase.Sum, whole int64) chart.Figure {
	c := chart.Chart{Kind: chart.Treemap, Title: title, Description: v.T("explore.tree-about"),
		Source: v.T("explore.source"),
		Heads:  [2]string{head, v.T("purchase.sum")},
		Format: v.kronor, Nothing: "–"}
	rest := whole
	for _, s := range sums[:min(boxesInTree, len(sums))] {
		c.Points = append(c.Points, chart.Point{Label: sumName(s), Value: float64(s.Ore / 100)})
		rest -= s.Ore
	}
	if rest > 0 {
		c.Points = append(c.Points, chart.Point{Label: v.T("explore.rest"), Value: float64(rest / 100)})
	}
	return chart.Draw(c)
}

func sumName(s purchase.Sum) string {
	if s.Name == "" {
		return s.Key
	}
	return s.Name
}

func (p *ExplorePage) figures(v *visit, e act.Explored) {
	if len(e.Months) > 1 {
		p.Months = v.monthsChart(e.Months)
	}
	if e.Supplier == "" && len(e.Suppliers) > 1 {
		p.Tree = v.treeOf(v.T("explore.tree"), v.T("explore.supplier"), e.Suppliers, e.Ore)
	}
}

func (p *ExplorePage) tables(v *visit, e act.Explored) {
	p.Bodies = v.bodiesTable(e)
	p.Suppliers = v.sumsTable(v.T("explore.suppliers"), v.T("explore.supplier"))
	for _, s := range e.Suppliers {
		p.Suppliers.Rows = append(p.Suppliers.Rows, []Cell{{Text: sumName(s),
			Link: v.Href(supplierPath(s.Key))},
			{Text: v.Number(s.Rows)}, {Text: v.Money(s.Ore)}})
	}
	if e.Others.Rows > 0 {
		p.Others = v.T("explore.others", "Count", e.Others.Rows, "Sum", v.Money(e.Others.Ore))
	}
	p.Accounts = v.accountsTable(e)
	p.Lines = v.linesTable(e.Lines)
	p.Pager = v.viewPager(e)
}

// accountsTable adds up by account; each leads to the view of it.
func (v *visit) accountsTable(e act.Explored) Table {
	t := v.sumsTable(v.T("explore.accounts"), v.T("explore.account"))
	for _, s := range e.Accounts {
		view := e.View
		view.Account, view.Page = s.Key, 1
		name := strings.TrimSpace(s.Key + " " + s.Name)
		t.Rows = append(t.Rows, []Cell{{Text: name, Link: v.Href(viewPath(view))},
			{Text: v.Number(s.Rows)}, {Text: v.Money(s.Ore)}})
	}
	return t
}

// bodiesTable compares bodies and years.
func (v *visit) bodiesTable(e act.Explored) Table {
	t := Table{Caption: v.T("explore.bodies"), Columns: []Column{{Text: v.T("purchase.publisher")},
		{Text: v.T("purchase.sum"), Number: true}}}
	years := yearsOf(e)
	for _, y := range years {
		t.Columns = append(t.Columns, Column{Text: y, Number: true})
	}
	for _, b := range e.Bodies {
		view := e.View
		view.Body, view.Page = string(b.Body.ID), 1
		row := []Cell{{Text: v.ledgerBody(b.Body), Link: v.Href(viewPath(view))}, {Text: v.Money(b.Ore)}}
		for _, y := range years {
			row = append(row, Cell{Text: v.Money(b.Years[y])})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// yearsOf gives the last five calendar years that a view has.
func yearsOf(e act.Explored) (years []string) {
	for _, m := range e.Months {
		if len(m.Month) >= 4 && (len(years) == 0 || years[len(years)-1] != m.Month[:4]) {
			years = append(years, m.Month[:4])
		}
	}
	return years[max(0, len(years)-5):]
}

// linesTable lists rows, each with an address of its own.
func (v *visit) linesTable(lines []act.Line) Table {
	t := Table{Caption: v.T("explore.lines"), Columns: []Column{{Text: v.T("explore.date")},
		{Text: v.T("purchase.publisher")},
		{Text: v.T("explore.supplier")}, {Text: v.T("explore.account")}, {Text: v.T("purchase.sum"),
			Number: true}}}
	for _, l := range lines {
		t.Rows = append(t.Rows, []Cell{{Text: l.Date, Link: v.Href(rowPath(l))},
			{Text: v.bodyName(l.Body)},
			{Text: v.lineSupplier(l)}, {Text: strings.TrimSpace(l.Account + " " + l.AccountText)},
			{Text: v.Money(l.Ore)}})
	}
	return t
}

func rowPath(l act.Line) string {
	return purchasePath + "/rad/" + url.PathEscape(string(l.Delivery.ID)) + "/" + strconv.Itoa(l.Row+1)
}

// lineSupplier names the supplier of a row, if it may be told apart.
func (v *visit) lineSupplier(l act.Line) string {
	if l.Supplier == "" {
		return v.T("explore.unlisted")
	}
	return l.Supplier
}

func (v *visit) viewPager(e act.Explored) Pager {
	p := Pager{Page: e.Page, Pages: e.Pages}
	at := func(n int) string {
		view := e.View
		view.Page = n
		return v.Href(viewPath(view))
	}
	if e.Page > 1 {
		p.Previous = at(e.Page - 1)
	}
	if e.Page < e.Pages {
		p.Next = at(e.Page + 1)
	}
	return p
}

// viewFile gives all rows of a view as CSV or Parquet.
func (s *Server) viewFile(w http.ResponseWriter, r *http.Request) error {
	view := purchase.ParseView(r.URL.Query())
	t, err := s.options.Desk.ViewTable(r.Context(), view)
	if err != nil {
		return err
	}
	name, header := "inkop.csv", w.Header()
	header["Content-Type"] = []string{ledgerTypes[".csv"]}
	write := func() error { return ledger.WriteCSV(w, t) }
	if strings.HasSuffix(r.URL.Path, ".parquet") {
		name = "inkop.parquet"
		header["Content-Type"] = []string{ledgerTypes[".parquet"]}
		write = func() error {
			return ledger.WriteParquet(w, t, map[string]string{"insyn.view": view.Query().Encode()})
		}
	}
	header["Cache-Control"] = aMinute
	header.Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": name}))
	_ = write() // a reader who has gone is no failure of ours
	return nil
}

// LedgerRowPage shows one row.
type LedgerRowPage struct {
	Page
	Body     Link
	Facts    []Fact
	Delivery Link
	Replaced string
}

// ledgerRow shows a row of a delivery.
func (s *Server) ledgerRow(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.Atoi(r.PathValue("row"))
	if err != nil {
		return fault.New(fault.NotFound, "web.not-found")
	}
	l, err := s.options.Desk.LedgerRow(r.Context(), purchase.ID(r.PathValue("delivery")), n-1)
	if err != nil {
		return err
	}
	page := from(r).ledgerRowPage(l)
	page.Page = bought(s.page(r, page.Title))
	return s.render(w, r, http.StatusOK, "ledger-row", page)
}

func (v *visit) ledgerRowPage(l act.Line) LedgerRowPage {
	page := LedgerRowPage{Body: Link{v.ledgerBody(l.Body), v.Href(ledgerPath(l.Delivery.Body))},
		Delivery: Link{v.T("explore.row-of", "Row", l.Row+1, "Period", v.periodWords(l.Delivery.Period),
			"Number", l.Delivery.Number),
			v.Href(deliveryPath(l.Delivery.ID))}}
	page.Title = v.T("explore.row-title", "Sum", v.Money(l.Ore), "Date", l.Date)
	if !l.Delivery.InForce() {
		page.Replaced = v.T("purchase.replaced")
	}
	supplier := Fact{Term: v.T("explore.supplier"), Text: v.lineSupplier(l)}
	if l.Supplier != "" && l.Number != ledger.MaskedNumber {
		supplier = Fact{Term: supplier.Term, Link: Link{l.Supplier + ", " + l.Number,
			v.Href(supplierPath(l.Number))}}
	}
	page.Facts = []Fact{supplier, {Term: v.T("purchase.sum"), Text: v.Money(l.Ore)}}
	for _, f := range []struct {
		field ledger.Field
		text  string
	}{{ledger.Date, l.Date}, {ledger.Account, strings.TrimSpace(l.Account + " " + l.AccountText)},
		{ledger.Unit, l.Unit},
		{ledger.Voucher, l.Voucher}, {ledger.Invoice, l.Invoice}, {ledger.Reason, l.Reason},
		{ledger.Contract, l.Contract}} {
		if f.text != "" {
			page.Facts = append(page.Facts, Fact{Term: v.ledgerField(f.field), Text: f.text})
		}
	}
	return page
}
