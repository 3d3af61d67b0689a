package act

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/ledger"
)

// FindablePurchases gives what can be found of what is bought: the ledger of
// each body, and each supplier who may be listed. It is made from the hall
// alone, in which nobody else has a name. The same mark as before means that
// nothing is new, and nothing is given.
func (d *Desk) FindablePurchases(ctx context.Context, had string) (list []Findable, mark string,
	err error) {
	all, err := d.shelves(ctx)
	if err != nil {
		return nil, had, err
	}
	for _, s := range all {
		mark += s.key + "\n"
	}
	if mark == had {
		return nil, mark, nil
	}
	suppliers := map[string]*Findable{}
	for _, s := range all {
		list = append(list, s.findable())
		s.findSuppliers(suppliers)
	}
	for _, one := range suppliers {
		one.Mark = fmt.Sprint(one.At.UnixMilli(), one.Text.SV)
		list = append(list, *one)
	}
	slices.SortFunc(list, func(a, b Findable) int { return strings.Compare(a.ID, b.ID) })
	return list, mark, nil
}

// findable makes what can be found of the ledger of a body.
func (s *shelf) findable() Findable {
	last, years := s.spans[0].Delivery, ""
	for _, x := range s.spans {
		if x.Published.After(last.Published) {
			last = x.Delivery
		}
		if year := strconv.Itoa(x.Period.Year()); !strings.HasSuffix(years, year) {
			years = strings.TrimSpace(years + " " + year)
		}
	}
	return Findable{ID: "ledger/" + string(s.body.ID), Kind: FindLedger, Body: s.body,
		Path: "/inkop/myndighet/" + string(s.body.ID), At: last.Published, Mark: s.key,
		Title: consult.Text{SV: "Leverantörsreskontra " + s.body.Name,
			EN: "Supplier ledger " + bodyName(s.body, lang.English)},
		Text: consult.Text{SV: "Inköp och fakturor " + years,
			EN: "Purchases and invoices " + years}}
}

// findSuppliers adds the suppliers of a shelf. One that several names are used
// for is found by each.
func (s *shelf) findSuppliers(to map[string]*Findable) {
	at := s.findable().At
	for code, number := range s.table.Column(ledger.SupplierID).Values() {
		name := s.names[code]
		if name == "" || number == "" || number == ledger.MaskedNumber {
			continue
		}
		one := to[number]
		if one == nil {
			one = &Findable{ID: "supplier/" + number, Kind: FindSupplier, At: at,
				Path: "/inkop/leverantor/" + number, Title: consult.Text{SV: name, EN: name},
				Text: consult.Text{SV: number}, Code: strings.ReplaceAll(number, "-", "")}
			to[number] = one
		}
		if !strings.Contains(one.Title.SV+"\n"+one.Text.SV, name) {
			one.Text.SV += " " + name
		}
		if at.After(one.At) {
			one.At = at
		}
	}
}
