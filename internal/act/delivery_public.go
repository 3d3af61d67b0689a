package act

import (
	"context"
	"os"
	"time"

	"insyn/internal/account"
	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/ledger"
)

func sealOf(f purchase.File) depot.Seal { return depot.Seal(f) }

// A PublicDelivery is what anybody may know of a delivery.
type PublicDelivery struct {
	purchase.Delivery
	Of     account.Body
	Others []purchase.Delivery // those of the same period, by number
	Entry  string              // in the public record, as hex
}

// PublicDelivery gives a delivery that is or has been in force.
//
// Faults: NotFound.
func (d *Desk) PublicDelivery(ctx context.Context, id purchase.ID) (p PublicDelivery, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		p = PublicDelivery{}
		if p.Delivery, err = tx.Delivery(id); err != nil {
			return err
		}
		if !p.Public() {
			return fault.New(fault.NotFound, "store.not-found")
		}
		body := account.BodyID(p.Body)
		if p.Of, err = tx.Body(body); err != nil {
			return err
		}
		all, err := tx.PublishedDeliveries(body)
		for _, v := range purchase.InOrder(all) {
			if v.Period == p.Period {
				p.Others = append(p.Others, v)
			}
		}
		if err != nil {
			return err
		}
		leaves, err := tx.LeavesOf(deliveryObject(id))
		if len(leaves) > 0 {
			p.Entry = leaves[0].Entry.String()
		}
		return err
	})
	return p, err
}

// A BodyLedgers is what a body has published.
type BodyLedgers struct {
	Body       account.Body
	Deliveries []purchase.Delivery // by period and number
}

// InForce gives what holds of each period, in the order of the periods.
func (b BodyLedgers) InForce() (all []purchase.Delivery) {
	for _, v := range b.Deliveries {
		if v.InForce() {
			all = append(all, v)
		}
	}
	return all
}

// Months tells which months are published: those with rows, and those of a period
// that had ended when it was published. A year that is published in November
// says nothing of its December.
func (b BodyLedgers) Months() map[string]bool {
	months := map[string]bool{}
	for _, d := range b.InForce() {
		for _, m := range d.Period.Months() {
			if !purchase.Period(m).Start().AddDate(0, 1, 0).After(d.Published) {
				months[m] = true
			}
		}
		if d.Report.Receipt == nil {
			continue
		}
		for _, p := range d.Report.Receipt.Periods {
			months[p.Month] = true
		}
	}
	return months
}

// PublicLedgers lists every body with what it has published, those that have
// published nothing, too.
func (d *Desk) PublicLedgers(ctx context.Context) (list []BodyLedgers, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list = nil
		bodies, err := tx.Bodies()
		if err != nil {
			return err
		}
		all, err := tx.PublishedDeliveries("")
		by := map[string][]purchase.Delivery{}
		for _, v := range purchase.InOrder(all) {
			by[v.Body] = append(by[v.Body], v)
		}
		for _, b := range bodies {
			list = append(list, BodyLedgers{b, by[string(b.ID)]})
		}
		return err
	})
	return list, err
}

// PublicLedger is PublicLedgers for one body. Faults: NotFound.
func (d *Desk) PublicLedger(ctx context.Context, body account.BodyID) (b BodyLedgers, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if b.Body, err = tx.Body(body); err != nil {
			return err
		}
		all, err := tx.PublishedDeliveries(body)
		b.Deliveries = purchase.InOrder(all)
		return err
	})
	return b, err
}

// OpenFile opens a file of a delivery that is public.
func (d *Desk) OpenFile(f purchase.File) (*os.File, error) {
	files, err := d.files()
	if err != nil {
		return nil, err
	}
	file, _, err := files.Open(f.Hash)
	return file, err
}

// A LedgerDiff is what became of the rows of a delivery in the next, with both.
type LedgerDiff struct {
	*ledger.Difference
	Before, After         purchase.Delivery
	BeforeRows, AfterRows *ledger.Table
}

// CompareDeliveries compares two deliveries of a period, masked both. Beside
// the zero delivery everything is new.
//
// Faults: Unavailable (too many others hold rows).
func (d *Desk) CompareDeliveries(ctx context.Context,
	before, after purchase.Delivery) (*LedgerDiff, error) {
	leave, err := d.hall.looks.enter(ctx, before.Rows+after.Rows)
	if err != nil {
		return nil, err
	}
	defer leave()
	old := ledger.NewTable()
	if before.ID != "" {
		if err := d.tableInto(old, before); err != nil {
			return nil, err
		}
	}
	next, err := d.table(after)
	if err != nil {
		return nil, err
	}
	return &LedgerDiff{ledger.Diff(old, next), before, after, old, next}, nil
}

// ledgerEntries tells what bodies have published here of what they buy: a
// measure of the plan is computed from it.
func (d *Desk) ledgerEntries(tx *store.Tx, f *plan.Facts) error {
	bodies, err := tx.Bodies()
	if err != nil {
		return err
	}
	all, err := tx.PublishedDeliveries("")
	first := map[string]purchase.Delivery{}
	for _, v := range all {
		if _, known := first[v.Body]; !known {
			first[v.Body] = v
		}
	}
	for _, b := range bodies {
		if v, ok := first[string(b.ID)]; ok {
			f.Entries = append(f.Entries, plan.Entry{Measure: "ledgers", Body: b.Name,
				On:  plan.Date(v.Published.In(lang.Stockholm).Format(time.DateOnly)),
				URL: d.Site.URL + "/inkop/myndighet/" + v.Body})
		}
	}
	return err
}
