package act

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"insyn/internal/account"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/ledger"
)

// A hall holds the rows of all deliveries that are in force in memory, as
// columns, a shelf for each body. It is made of the published files alone, and
// suppliers that may be natural persons have no name in it: what is asked of
// the hall cannot name one.
type hall struct {
	mutex sync.Mutex    // of who brings it up to date
	seen  atomic.Uint64 // one more than the stamp of the data that it is made of
	now   atomic.Pointer[[]*shelf]
	looks room // for adding up and comparing
	files room // for files that readers fetch, as slowly as they want
}

// A shelf is the rows of a body.
type shelf struct {
	body  account.Body
	key   string // changes when its deliveries do
	table *ledger.Table
	spans []span
	names []string // of suppliers, by the code of their numbers
	texts []string // of accounts, by their codes
}

// A span is the rows of a delivery on a shelf: from From on, before To.
type span struct {
	purchase.Delivery
	From, To int
}

// shelves gives the rows as the database has them now.
func (d *Desk) shelves(ctx context.Context) ([]*shelf, error) {
	if d.hall.seen.Load() == d.DB.Stamp()+1 {
		return *d.hall.now.Load(), nil
	}
	d.hall.mutex.Lock()
	defer d.hall.mutex.Unlock()
	stamp := d.DB.Stamp() // before reading: what is committed meanwhile is read again
	if d.hall.seen.Load() == stamp+1 {
		return *d.hall.now.Load(), nil
	}
	ctx = context.WithoutCancel(ctx) // the work is of use to others, too
	now, err := d.fillShelves(ctx)
	if err != nil {
		return nil, err
	}
	d.hall.now.Store(&now)
	d.hall.seen.Store(stamp + 1)
	return now, nil
}

// fillShelves makes the shelves whose deliveries have changed, and keeps the others.
func (d *Desk) fillShelves(ctx context.Context) (now []*shelf, err error) {
	var bodies []account.Body
	by := map[string][]purchase.Delivery{}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		clear(by)
		if bodies, err = tx.Bodies(); err != nil {
			return err
		}
		all, err := tx.DeliveriesInForce()
		for _, v := range all {
			by[v.Body] = append(by[v.Body], v)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	had := map[string]*shelf{}
	if old := d.hall.now.Load(); old != nil {
		for _, s := range *old {
			had[s.key] = s
		}
	}
	for _, b := range bodies {
		list := by[string(b.ID)]
		if len(list) == 0 {
			continue
		}
		s := had[shelfKey(b, list)]
		if s == nil {
			if s, err = d.fillShelf(b, list); err != nil {
				return nil, err
			}
		}
		now = append(now, s)
	}
	return now, nil
}

func shelfKey(b account.Body, list []purchase.Delivery) string {
	key := strings.Builder{}
	fmt.Fprintf(&key, "%q %q %q %t", b.ID, b.Name, b.NameEnglish, b.Fictitious)
	for _, v := range list {
		fmt.Fprint(&key, " ", v.ID)
	}
	return key.String()
}

// fillShelf reads the rows of a body's deliveries.
func (d *Desk) fillShelf(b account.Body, list []purchase.Delivery) (*shelf, error) {
	s := &shelf{body: b, key: shelfKey(b, list), table: ledger.NewTable()}
	for _, v := range list {
		from := s.table.Len()
		if err := d.tableInto(s.table, v); err != nil {
			return nil, err
		}
		s.spans = append(s.spans, span{v, from, s.table.Len()})
	}
	withhold(s.table)
	s.names = firstOf(s.table, ledger.SupplierID, ledger.Supplier)
	s.texts = firstOf(s.table, ledger.Account, ledger.AccountText)
	return s, nil
}

// withhold takes the names of suppliers out of a table that may not be listed.
func withhold(t *ledger.Table) {
	t.Withhold(func(number string) (string, bool) {
		id, listed := purchase.Listed(number)
		return id.String(), listed
	})
}

// firstOf gives for each code of a field the first text of another beside it.
func firstOf(t *ledger.Table, key, text ledger.Field) []string {
	k, v := t.Column(key), t.Column(text)
	all := make([]string, len(k.Values()))
	met := make([]bool, len(all))
	for row := range t.Len() {
		if code := k.Code(row); !met[code] {
			all[code], met[code] = v.Value(row), true
		}
	}
	return all
}

// at gives the delivery that a row is of, and its place in it.
func (s *shelf) at(row int) (purchase.Delivery, int) {
	i, _ := slices.BinarySearchFunc(s.spans, row, func(x span, row int) int {
		if x.To <= row {
			return -1
		}
		return 1
	})
	return s.spans[i].Delivery, row - s.spans[i].From
}
