package act

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// An Explored is what a view shows. It names legal persons only; all other
// suppliers are added up together.
type Explored struct {
	purchase.View
	Rows      int
	Ore       int64
	Bodies    []BodySum
	Suppliers []purchase.Sum // the largest
	Named     int            // suppliers that are told apart
	Others    purchase.Sum   // those that are not
	Accounts  []purchase.Sum
	Months    []ledger.Period
	Lines     []Line // the largest rows, one page of them
	Pages     int
}

// A BodySum is what a body bought, in all and by calendar year. A year of which
// it has published nothing is not there: that is no year in which it bought nothing.
type BodySum struct {
	Body  account.Body
	Rows  int
	Ore   int64
	Years map[string]int64
}

// A Line is a row of a ledger as anybody may see it.
type Line struct {
	Body                               account.Body
	Delivery                           purchase.Delivery
	Row                                int // of the delivery, from 0
	Date, Supplier, Number             string
	Account, AccountText, Unit         string
	Voucher, Invoice, Reason, Contract string
	Ore                                int64
}

// Most groups that a page shows.
const (
	suppliersShown = 50
	accountsShown  = 50
)

// Explore looks at what is published.
func (d *Desk) Explore(ctx context.Context, v purchase.View) (e Explored, err error) {
	all, err := d.shelves(ctx)
	if err != nil {
		return e, err
	}
	leave, err := d.hall.looks.enter(ctx, leastRowsHeld)
	if err != nil {
		return e, err
	}
	defer leave()
	parts := make([]*looked, len(all))
	each(len(all), func(i int) {
		if v.Body == "" || string(all[i].body.ID) == v.Body {
			parts[i] = all[i].look(v)
		}
	})
	return addedUp(v, parts), nil
}

// each does something n times, on as many processors as there are.
func each(n int, do func(int)) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		slots <- struct{}{}
		wait.Go(func() { defer func() { <-slots }(); do(i) })
	}
	wait.Wait()
}

// A looked is what a view shows of a shelf.
type looked struct {
	*shelf
	rows                *ledger.Rows
	suppliers, accounts []ledger.Group
	months              []ledger.Period
	top                 []int // the largest rows
}

// look adds a shelf up, by supplier, account and month at the same time.
func (s *shelf) look(v purchase.View) *looked {
	p := &looked{shelf: s, rows: s.table.Select(v.Filter())}
	each(3, func(i int) {
		switch i {
		case 0:
			p.suppliers = s.table.Facet(ledger.SupplierID, p.rows)
		case 1:
			p.accounts = s.table.Facet(ledger.Account, p.rows)
		default:
			p.months = s.table.Months(p.rows)
			p.top = s.largest(p.rows, v.Page*purchase.RowsOnPage)
		}
	})
	return p
}

// largest gives the rows with the largest amounts, at most n, the largest first.
func (s *shelf) largest(rows *ledger.Rows, n int) (top []int) {
	ore := s.table.Ore
	less := func(a, b int) int { return cmp.Or(cmp.Compare(ore[b], ore[a]), cmp.Compare(a, b)) }
	least := int64(-1 << 63)
	for row, o := range ore {
		if o <= least || rows != nil && !rows.Has(row) {
			continue
		}
		if top = append(top, row); len(top) == 4*n {
			slices.SortFunc(top, less)
			top = top[:n]
			least = ore[top[n-1]]
		}
	}
	slices.SortFunc(top, less)
	return top[:min(n, len(top))]
}

// addedUp adds the shelves up.
func addedUp(v purchase.View, parts []*looked) Explored {
	e := Explored{View: v}
	suppliers, accounts := map[string]*purchase.Sum{}, map[string]*purchase.Sum{}
	months := map[string]ledger.Period{}
	for _, p := range parts {
		if p == nil {
			continue
		}
		e.body(p)
		p.add(suppliers, p.suppliers, ledger.SupplierID, p.names)
		p.add(accounts, p.accounts, ledger.Account, p.texts)
		for _, m := range p.months {
			x := months[m.Month]
			months[m.Month] = ledger.Period{Month: m.Month, Rows: x.Rows + m.Rows,
				Ore:     x.Ore + m.Ore,
				Credits: x.Credits + m.Credits, CreditsOre: x.CreditsOre + m.CreditsOre}
		}
	}
	e.suppliers(suppliers)
	e.Accounts = sums(accounts)
	e.Accounts = e.Accounts[:min(accountsShown, len(e.Accounts))]
	for _, m := range months {
		e.Months = append(e.Months, m)
	}
	slices.SortFunc(e.Months, func(a, b ledger.Period) int {
		return strings.Compare(a.Month,
			b.Month)
	})
	e.lines(parts)
	return e
}

// body adds what a body bought.
func (e *Explored) body(p *looked) {
	b := BodySum{Body: p.shelf.body, Years: map[string]int64{}}
	for _, s := range p.shelf.spans {
		year := s.Period.Year()
		if (e.From == "" || year >= e.From.Year()) && (e.To == "" || year <= e.To.Year()) {
			b.Years[strconv.Itoa(year)] = 0
		}
	}
	for _, m := range p.months {
		b.Rows, b.Ore = b.Rows+m.Rows, b.Ore+m.Ore
		if len(m.Month) >= 4 {
			b.Years[m.Month[:4]] += m.Ore
		}
	}
	if e.Rows, e.Ore = e.Rows+b.Rows, e.Ore+b.Ore; b.Rows > 0 {
		e.Bodies = append(e.Bodies, b)
	}
}

// add adds groups of a shelf to those of all, by their values.
func (p *looked) add(to map[string]*purchase.Sum, groups []ledger.Group, f ledger.Field,
	names []string) {
	values := p.table.Column(f).Values()
	for _, g := range groups {
		s := to[values[g.Code]]
		if s == nil {
			s = &purchase.Sum{Key: values[g.Code], Name: names[g.Code]}
			to[s.Key] = s
		}
		s.Rows, s.Ore = s.Rows+g.Rows, s.Ore+g.Ore
	}
}

func sums(all map[string]*purchase.Sum) []purchase.Sum {
	list := make([]purchase.Sum, 0, len(all))
	for _, s := range all {
		list = append(list, *s)
	}
	return purchase.Largest(list)
}

// suppliers parts those that are told apart from the others.
func (e *Explored) suppliers(all map[string]*purchase.Sum) {
	for _, key := range []string{"", ledger.MaskedNumber} {
		if s := all[key]; s != nil {
			e.Others.Rows, e.Others.Ore = e.Others.Rows+s.Rows, e.Others.Ore+s.Ore
			delete(all, key)
		}
	}
	e.Suppliers, e.Named = sums(all), len(all)
	e.Suppliers = e.Suppliers[:min(suppliersShown, len(e.Suppliers))]
}

// lines takes the largest rows of all shelves.
func (e *Explored) lines(parts []*looked) {
	type place struct {
		p   *looked
		row int
	}
	var all []place
	for _, p := range parts {
		if p == nil {
			continue
		}
		for _, row := range p.top {
			all = append(all, place{p, row})
		}
	}
	slices.SortStableFunc(all, func(a, b place) int {
		return cmp.Compare(b.p.table.Ore[b.row], a.p.table.Ore[a.row])
	})
	from := min((e.Page-1)*purchase.RowsOnPage, len(all))
	for _, x := range all[from:min(from+purchase.RowsOnPage, len(all))] {
		e.Lines = append(e.Lines, x.p.line(x.row))
	}
	e.Pages = min((e.Rows+purchase.RowsOnPage-1)/purchase.RowsOnPage, purchase.MostPages)
}

// line gives a row.
func (s *shelf) line(row int) Line {
	d, n := s.at(row)
	return lineOf(s.body, d, s.table, row, n)
}

func lineOf(b account.Body, d purchase.Delivery, t *ledger.Table, row, n int) Line {
	text := func(f ledger.Field) string { return t.Text(row, f) }
	return Line{Body: b, Delivery: d, Row: n, Date: text(ledger.Date),
		Supplier: text(ledger.Supplier),
		Number:   text(ledger.SupplierID), Account: text(ledger.Account),
		AccountText: text(ledger.AccountText),
		Unit:        text(ledger.Unit), Voucher: text(ledger.Voucher), Invoice: text(ledger.Invoice),
		Reason: text(ledger.Reason), Contract: text(ledger.Contract), Ore: t.Ore[row]}
}

// LedgerRow gives a row of a delivery that is or was in force, from 0.
//
// Faults: NotFound.
func (d *Desk) LedgerRow(ctx context.Context, id purchase.ID, row int) (Line, error) {
	p, err := d.PublicDelivery(ctx, id)
	if err != nil {
		return Line{}, err
	}
	if row < 0 || row >= p.Rows {
		return Line{}, fault.New(fault.NotFound, "web.not-found")
	}
	all, err := d.shelves(ctx)
	if err != nil {
		return Line{}, err
	}
	for _, s := range all {
		for _, x := range s.spans {
			if x.ID == id {
				return lineOf(p.Of, p.Delivery, s.table, x.From+row, row), nil
			}
		}
	}
	t, err := d.replaced(p.Delivery)
	if err != nil {
		return Line{}, err
	}
	return lineOf(p.Of, p.Delivery, t, row, row), nil
}

// ViewTable gives use all rows of a view, for a file. They are held until it
// returns.
//
// Faults: Unavailable (too many others hold rows); those of use.
func (d *Desk) ViewTable(ctx context.Context, v purchase.View,
	use func(*ledger.Table) error) error {
	all, err := d.shelves(ctx)
	if err != nil {
		return err
	}
	selected, n := make([]*ledger.Rows, len(all)), 0
	for i, s := range all {
		if v.Body != "" && string(s.body.ID) != v.Body {
			continue
		}
		if selected[i] = s.table.Select(v.Filter()); selected[i] == nil {
			n += s.table.Len()
		} else {
			n += selected[i].Len()
		}
	}
	leave, err := d.hall.files.enter(ctx, n)
	if err != nil {
		return err
	}
	defer leave()
	t := ledger.NewTable()
	for i, s := range all {
		if rows := selected[i]; v.Body == "" || string(s.body.ID) == v.Body {
			t.Append(s.table, func(row int) bool { return rows == nil || rows.Has(row) })
		}
	}
	return use(t)
}

// A SupplierPage is a legal person and all who buy of it.
type SupplierPage struct {
	Explored
	ID    ledger.Identity
	Names []string // by which it is called, the commonest first
}

// Supplier looks at one supplier. Faults: NotFound, also of what may not be listed.
func (d *Desk) Supplier(ctx context.Context, number string) (p SupplierPage, err error) {
	id, listed := purchase.Listed(number)
	if !listed {
		return p, fault.New(fault.NotFound, "web.not-found")
	}
	p.ID = id
	if p.Explored, err = d.Explore(ctx, purchase.View{Supplier: id.String(), Page: 1}); err != nil {
		return p, err
	}
	if p.Rows == 0 {
		return p, fault.New(fault.NotFound, "web.not-found")
	}
	all, err := d.shelves(ctx)
	for _, s := range all {
		if code, ok := s.table.Column(ledger.SupplierID).Find(id.String()); ok &&
			s.names[code] != "" &&
			!slices.Contains(p.Names, s.names[code]) {
			p.Names = append(p.Names, s.names[code])
		}
	}
	return p, err
}

// mostNameWords is how many words of a question for a supplier are looked at.
const mostNameWords = 10

// FindSuppliers gives the legal persons whose names have every word that is
// asked for, at most n. Words beyond the first ten are passed over.
func (d *Desk) FindSuppliers(ctx context.Context, query string, n int) (found []purchase.Sum,
	err error) {
	words := strings.Fields(strings.ToLower(query))
	if words = words[:min(len(words), mostNameWords)]; len(words) == 0 {
		return nil, nil
	}
	all, err := d.shelves(ctx)
	met := map[string]bool{}
	for _, s := range all {
		numbers := s.table.Column(ledger.SupplierID).Values()
		for code, name := range s.names {
			if numbers[code] == "" || numbers[code] == ledger.MaskedNumber || met[numbers[code]] ||
				!hasWords(name, words) {
				continue
			}
			met[numbers[code]] = true
			found = append(found, purchase.Sum{Key: numbers[code], Name: name})
		}
	}
	slices.SortFunc(found, func(a, b purchase.Sum) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Key, b.Key))
	})
	return found[:min(n, len(found))], err
}

func hasWords(name string, words []string) bool {
	name = strings.ToLower(name)
	for _, w := range words {
		if !strings.Contains(name, w) {
			return false
		}
	}
	return true
}

// A SupplierDelivery is a delivery in which a supplier has rows.
type SupplierDelivery struct {
	Body account.Body
	purchase.Delivery
	Count int
	Sum   int64
}

// SupplierDeliveries lists the deliveries in force in which a supplier has
// rows, the latest published first.
func (d *Desk) SupplierDeliveries(ctx context.Context, number string) (list []SupplierDelivery,
	err error) {
	all, err := d.shelves(ctx)
	for _, s := range all {
		rows := s.table.Select(purchase.View{Supplier: number}.Filter())
		for _, x := range s.spans {
			one := SupplierDelivery{Body: s.body, Delivery: x.Delivery}
			for row := x.From; row < x.To; row++ {
				if rows.Has(row) {
					one.Count++
					one.Sum += s.table.Ore[row]
				}
			}
			if one.Count > 0 {
				list = append(list, one)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b SupplierDelivery) int {
		return cmp.Compare(b.Sequence,
			a.Sequence)
	})
	return list, err
}
