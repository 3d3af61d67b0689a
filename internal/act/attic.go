package act

import (
	"slices"
	"sync"

	"insyn/internal/purchase"
	"insyn/ledger"
)

// atticKeeps is how many tables an attic keeps.
const atticKeeps = 3

// An attic keeps the rows of the deliveries that have been replaced and were
// asked for last. They are read one at a time: whoever asks for rows of many
// fills no memory.
type attic struct {
	mutex sync.Mutex
	kept  []keptTable // the one asked for last at the end
}

type keptTable struct {
	id    purchase.ID
	table *ledger.Table
}

// replaced gives the rows of a delivery that has been replaced, as anybody may
// see them. Nobody writes to them.
func (d *Desk) replaced(v purchase.Delivery) (*ledger.Table, error) {
	a := &d.attic
	a.mutex.Lock()
	defer a.mutex.Unlock()
	at := slices.IndexFunc(a.kept, func(k keptTable) bool { return k.id == v.ID })
	if at >= 0 {
		had := a.kept[at]
		a.kept = append(slices.Delete(a.kept, at, at+1), had)
		return had.table, nil
	}
	t, err := d.table(v)
	if err != nil {
		return nil, err
	}
	withhold(t)
	if len(a.kept) == atticKeeps {
		a.kept = slices.Delete(a.kept, 0, 1)
	}
	a.kept = append(a.kept, keptTable{v.ID, t})
	return t, nil
}
