package web

import (
	"cmp"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

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
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true,
			Asks: []string{}}
	}
	front := get(purchasePath, s.explore)
	front.Asks = purchase.Asks()
	return []Route{
		front,
		get(purchasePath+"/myndigheter", s.coverage),
		get(purchasePath+"/leverantor/{number}", s.supplier),
		get(purchasePath+"/leverantor/{number}/atom.xml", s.supplierFeed),
		get(purchasePath+"/myndighet/{body}/atom.xml", s.ledgerFeed),
		get(purchasePath+"/rad/{delivery}/{row}", s.ledgerRow),
		{Method: "GET", Pattern: purchasePath + "/vy.csv", Access: Anyone, Machine: true,
			Shared:  true,
			Handler: s.viewFile},
		{Method: "GET", Pattern: purchasePath + "/vy.parquet", Access: Anyone, Machine: true,
			Shared: true, Handler: s.viewFile},
	}
}

// ExplorePage shows what a view lets through.
type ExplorePage struct {
	Page
	Filters   FilterBar
	Finding   string // the view in one sentence; "" when nothing is added up
	Publish   Measure
	Errors    ErrorSummary
	Found     []Link // suppliers whose names were asked for
	More      string // that there are more of them
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
	Flags     Link
}

// explore shows a view. What of the address cannot be read is said; nothing is
// added up until it can.
func (s *Server) explore(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if withoutPersons(q) {
		http.Redirect(w, r, from(r).Href(viewPath(purchase.ParseView(q))),
			http.StatusSeeOther) // it stands in no page and no address
		return nil
	}
	view := purchase.ParseView(q)
	bodies, err := s.options.Desk.PublicLedgers(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	bad := purchase.CheckPeriods(q)
	page := v.explorePage(bodies, q, bad)
	switch asked := strings.TrimSpace(q.Get("leverantor")); {
	case bad != nil:
	case asked != "" && view.Supplier == "":
		err = s.candidates(r, &page, view, asked)
	default:
		err = s.explored(r, &page, view)
	}
	if err != nil {
		return err
	}
	page.Page = bought(s.page(r, page.Title))
	page.Description = page.Finding
	return s.render(w, r, fault.Status(bad), "explore", page)
}

// withoutPersons takes what has a personal number in it out of a question, and
// tells whether there was any.
func withoutPersons(q url.Values) (found bool) {
	for name, values := range q {
		if len(ledger.Personal(name+" "+strings.Join(values, "|"))) > 0 {
			delete(q, name)
			found = true
		}
	}
	return found
}

// candidatesShown is how many suppliers there are to choose from.
const candidatesShown = 30

// candidates lists the suppliers of whom one is to be chosen.
func (s *Server) candidates(r *http.Request, page *ExplorePage, view purchase.View,
	asked string) error {
	found, err := s.options.Desk.FindSuppliers(r.Context(), asked, candidatesShown+1)
	if err == nil {
		page.choose(from(r), view, found)
	}
	return err
}

// choose lets the reader choose among suppliers; the rest of the view stays.
func (p *ExplorePage) choose(v *visit, view purchase.View, found []purchase.Sum) {
	if len(found) == 0 {
		p.None = Empty{Title: v.T("explore.nobody"), Text: v.T("explore.nobody-text"),
			Action: Link{v.T("explore.whole"), v.Href(purchasePath)}}
	}
	if len(found) > candidatesShown {
		found, p.More = found[:candidatesShown], v.T("explore.found-more", "Count", candidatesShown)
	}
	view.Page = 1
	for _, one := range found {
		view.Supplier = one.Key
		p.Found = append(p.Found, Link{one.Name, v.Href(viewPath(view))})
	}
}

// explored adds up a view.
func (s *Server) explored(r *http.Request, page *ExplorePage, view purchase.View) error {
	e, err := s.options.Desk.Explore(r.Context(), view)
	if err == nil {
		page.show(from(r), e)
	}
	return err
}

// bought gives a page the looks of those about what is bought.
func bought(p Page) Page {
	p.Styles = append(p.Styles, "purchase.css", "cards.css")
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

// explorePage is a page with its questions, and with what is wrong with the answers.
func (v *visit) explorePage(bodies []act.BodyLedgers, q url.Values, bad error) ExplorePage {
	page := ExplorePage{Publish: v.publishMeasure(bodies),
		Flags: Link{v.T("flag.all"), v.Href(purchasePath + "/signaler")}}
	page.Title = v.T("explore.title")
	form := Form{printer: v.Printer, faults: v.Faults(bad), sent: q}
	page.Errors = form.Summary()
	page.Filters = v.viewFilters(form, bodies)
	return page
}

// show adds what a view lets through.
func (p *ExplorePage) show(v *visit, e act.Explored) {
	if e.Rows == 0 {
		p.None = v.noRows(e.View)
		return
	}
	p.Finding = v.viewFinding(e)
	p.figures(v, e)
	p.tables(v, e)
	p.Files = v.viewFiles(e.View)
}

// viewFiles are the files of a view.
func (v *visit) viewFiles(view purchase.View) (files []File) {
	view.Page = 1
	for _, format := range []string{"CSV", "Parquet"} {
		files = append(files, File{Name: v.T("explore.file", "Format", format), Format: format,
			Href: purchasePath + "/vy." + strings.ToLower(format) + "?" + view.Query().Encode()})
	}
	return files
}

// noRows says that a view lets nothing through, and what to do about it.
func (v *visit) noRows(view purchase.View) Empty {
	if view.Whole() {
		return Empty{Title: v.T("explore.nothing"), Text: v.T("explore.nothing-text")}
	}
	return Empty{Title: v.T("explore.none"), Text: v.T("explore.none-text"),
		Action: Link{v.T("explore.whole"), v.Href(purchasePath)}}
}

// viewFinding says in a sentence what a view comes to.
func (v *visit) viewFinding(e act.Explored) string {
	return v.T("explore.finding", "Count", e.Rows, "Sum", v.Money(e.Ore), "Bodies", len(e.Bodies),
		"Suppliers", e.Named)
}

// viewFilters asks for who, from whom, what and when. The fields hold what was asked.
func (v *visit) viewFilters(f Form, bodies []act.BodyLedgers) FilterBar {
	options := []Option{{Value: "", Text: v.T("explore.all")}}
	for _, b := range v.byBodyName(bodies) {
		if len(b.InForce()) > 0 {
			options = append(options, Option{Value: string(b.Body.ID), Text: v.bodyName(b.Body)})
		}
	}
	ask := func(kind, name, label string) Field { return f.Field(kind, name, label, "") }
	bar := FilterBar{Action: v.Href(purchasePath), Fields: []Field{
		ask("select", "myndighet", v.T("purchase.publisher")).Among(options...),
		ask("text", "leverantor", v.T("explore.supplier")).Hinted(v.T("explore.supplier-hint")),
		ask("text", "konto", v.T("explore.account")).Sized("short"),
		ask("text", "fran", v.T("explore.from")).Hinted(v.T("explore.from-hint")).Sized("short"),
		ask("text", "till", v.T("explore.to")).Hinted(v.T("explore.to-hint")).Sized("short")}}
	for _, field := range bar.Fields {
		if field.Value != "" {
			bar.Clear = v.Href(purchasePath)
		}
	}
	return bar
}

// kronor writes a sum without its öre, for drawings.
func (v *visit) kronor(sum float64) string {
	return v.T("explore.kronor", "Sum", v.Number(int64(sum)))
}

// monthsChart draws what was bought month by month.
func (v *visit) monthsChart(months []ledger.Period) chart.Figure {
	c := chart.Chart{Kind: chart.Line, Title: v.monthsFinding(months),
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

// monthsFinding says in which month most was bought.
func (v *visit) monthsFinding(months []ledger.Period) string {
	most := slices.MaxFunc(months, func(x, y ledger.Period) int { return cmp.Compare(x.Ore, y.Ore) })
	month, bad := purchase.ParsePeriod(most.Month)
	if bad != nil || most.Ore <= 0 {
		return v.T("explore.months")
	}
	return v.T("explore.months-most", "Month", v.periodWords(month),
		"Sum", v.kronor(float64(most.Ore/100)))
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

// treeFinding says who got most, and how large a part.
func (v *visit) treeFinding(e act.Explored) string {
	first := e.Suppliers[0]
	if first.Ore <= 0 || first.Ore > e.Ore {
		return v.T("explore.tree")
	}
	return v.T("explore.tree-most", "Name", sumName(first),
		"Share", v.Percent(float64(first.Ore)/float64(e.Ore), 0))
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
		p.Tree = v.treeOf(v.treeFinding(e), v.T("explore.supplier"), e.Suppliers, e.Ore)
	}
}

// suppliersListed is how many suppliers a page lists: the others are found by
// their names, and are in the files.
const suppliersListed = 25

func (p *ExplorePage) tables(v *visit, e act.Explored) {
	p.Bodies = v.bodiesTable(e)
	p.Suppliers = v.sumsTable(v.T("explore.suppliers"), v.T("explore.supplier"))
	if e.Named > suppliersListed {
		p.Suppliers.Caption = v.T("explore.suppliers-largest", "Shown", suppliersListed, "Count", e.Named)
	}
	for _, s := range e.Suppliers[:min(suppliersListed, len(e.Suppliers))] {
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
		{Text: v.T("explore.all-years"), Number: true}}}
	years := yearsOf(e)
	for _, y := range years {
		t.Columns = append(t.Columns, Column{Text: y, Number: true})
	}
	for _, b := range e.Bodies {
		view := e.View
		view.Body, view.Page = string(b.Body.ID), 1
		row := []Cell{{Text: v.ledgerBody(b.Body), Link: v.Href(viewPath(view))}, {Text: v.Money(b.Ore)}}
		for _, y := range years {
			cell := Cell{Text: v.T("explore.year-none")}
			if ore, published := b.Years[y]; published {
				cell.Text = v.Money(ore)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	slices.SortStableFunc(t.Rows, func(a, b []Cell) int { return v.Compare(a[0].Text, b[0].Text) })
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
		t.Rows = append(t.Rows, []Cell{{Text: v.ledgerDay(l.Date), Link: v.Href(rowPath(l))},
			{Text: v.bodyName(l.Body)},
			{Text: v.lineSupplier(l)}, {Text: strings.TrimSpace(l.Account + " " + l.AccountText)},
			{Text: v.Money(l.Ore)}})
	}
	return t
}

// ledgerDay writes the day of a row; what is no day stands as it is.
func (v *visit) ledgerDay(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return v.Date(day)
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

// viewFile gives all rows of a view as CSV or Parquet. Faults: Invalid where the
// address cannot be read, rather than more than was asked for.
func (s *Server) viewFile(w http.ResponseWriter, r *http.Request) error {
	if err := purchase.CheckView(r.URL.Query()); err != nil {
		return err
	}
	view := purchase.ParseView(r.URL.Query())
	return s.options.Desk.ViewTable(r.Context(), view, func(t *ledger.Table) error {
		writeView(w, r, view, t)
		return nil
	})
}

// writeView writes the rows of a view as the address wants them.
func writeView(w http.ResponseWriter, r *http.Request, view purchase.View, t *ledger.Table) {
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
	page.Title = v.T("explore.row-title", "Sum", v.Money(l.Ore), "Date", v.ledgerDay(l.Date))
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
	}{{ledger.Date, v.ledgerDay(l.Date)},
		{ledger.Account, strings.TrimSpace(l.Account + " " + l.AccountText)},
		{ledger.Unit, l.Unit},
		{ledger.Voucher, l.Voucher}, {ledger.Invoice, l.Invoice}, {ledger.Reason, l.Reason},
		{ledger.Contract, l.Contract}} {
		if f.text != "" {
			page.Facts = append(page.Facts, Fact{Term: v.ledgerHead(f.field), Text: f.text})
		}
	}
	return page
}
