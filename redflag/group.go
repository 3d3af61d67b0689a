package redflag

import (
	"cmp"
	"slices"

	"insyn/ledger"
)

// A group is the rows that a body bought from a supplier.
type group struct {
	buyer, supplier uint32
	from, to        int // in the order of the rows
}

// A body is what has to be known of a body before its rows are looked at.
type body struct {
	first, last int32 // days
	absolute    int64 // sum without signs
	contracted  int64 // the same of rows with a contract
	rows        int
}

// sorted puts all rows in order, by body and then supplier, by counting; rows
// of one group stay in the order of the sources. They are laid by body first,
// in one way through memory; then each body is sorted by itself, on all
// processors: its rows are near each other, and most bodies fit into a cache.
func (a *Analysis) sorted() {
	buyers, suppliers := make([]uint32, a.rows), make([]uint32, a.rows)
	a.bodies = make([]body, len(a.buyers.all))
	for i := range a.bodies {
		a.bodies[i] = body{first: lastDay + 1, last: firstDay - 1}
	}
	for _, p := range a.parts {
		a.look(p, buyers[p.base:], suppliers[p.base:])
	}
	a.order = a.byBody(buyers)
	groups, ends := make([][]group, len(a.bodies)), a.ends()
	spread(len(a.bodies), func() func(int) {
		s := &sorter{suppliers: suppliers, at: make([]uint32, len(a.suppliers.all))}
		return func(b int) { groups[b] = s.sort(uint32(b), a.order, ends[b]-a.bodies[b].rows, ends[b]) }
	})
	a.groups = slices.Concat(groups...)
}

// ends gives where the rows of each body end, in order.
func (a *Analysis) ends() []int {
	ends, rows := make([]int, len(a.bodies)), 0
	for b := range a.bodies {
		rows += a.bodies[b].rows
		ends[b] = rows
	}
	return ends
}

// byBody gives the rows of one body after those of another.
func (a *Analysis) byBody(buyers []uint32) []uint32 {
	at := a.ends()
	for b := range at {
		at[b] -= a.bodies[b].rows
	}
	order := make([]uint32, len(buyers))
	for row, b := range buyers {
		order[at[b]] = uint32(row)
		at[b]++
	}
	return order
}

// A sorter puts the rows of a body in the order of their suppliers, and keeps
// the room that it needs.
type sorter struct {
	suppliers []uint32 // by row
	at        []uint32 // by supplier: how many rows, then where the next one goes; 0 between bodies
	met       []uint32 // suppliers of the body
	rows      []uint32
}

// sort sorts the rows of a body, stably, and gives its groups.
func (s *sorter) sort(buyer uint32, order []uint32, from, to int) []group {
	s.met, s.rows = s.met[:0], append(s.rows[:0], order[from:to]...)
	for _, row := range s.rows {
		n := s.suppliers[row]
		if s.at[n] == 0 {
			s.met = append(s.met, n)
		}
		s.at[n]++
	}
	slices.Sort(s.met)
	groups := make([]group, 0, len(s.met))
	for _, n := range s.met {
		rows := int(s.at[n])
		groups = append(groups, group{buyer, n, from, from + rows})
		s.at[n] = uint32(from)
		from += rows
	}
	for _, row := range s.rows {
		n := s.suppliers[row]
		order[s.at[n]] = row
		s.at[n]++
	}
	for _, n := range s.met {
		s.at[n] = 0
	}
	return groups
}

// lookSize is how many codes are looked up at a time.
const lookSize = 4096

// look gives each row its body and its supplier, and gathers what has to be
// known of them.
func (a *Analysis) look(p *part, buyers, suppliers []uint32) {
	var ids, names, buyerIDs, buyerNames, contracts [lookSize]uint32
	t := p.table
	last := make([]uint32, len(a.suppliers.all)) // the name that each was met under last, plus one
	for from := 0; from < t.Len(); {
		n := t.Column(ledger.BuyerID).Codes(buyerIDs[:], from)
		t.Column(ledger.Buyer).Codes(buyerNames[:n], from)
		t.Column(ledger.SupplierID).Codes(ids[:n], from)
		t.Column(ledger.Supplier).Codes(names[:n], from)
		t.Column(ledger.Contract).Codes(contracts[:n], from)
		for i := range n {
			row := from + i
			b := of(p.buyerByID, p.buyerByName, buyerIDs[i], buyerNames[i])
			s := of(p.supplierByID, p.supplierByName, ids[i], names[i])
			if s != 0 && last[s] != names[i]+1 { // most rows say nothing new, and have not to fetch the party
				last[s] = names[i] + 1
				a.suppliers.meet(s, p.names[names[i]], t, names[i], ledger.Supplier)
			}
			a.buyers.meet(b, 0, t, buyerNames[i], ledger.Buyer)
			buyers[row], suppliers[row] = b, s
			a.bodies[b].add(t.Days[row], t.Ore[row], a.isLive(p, contracts[i], s, t.Days[row]))
		}
		if from += n; a.Progress != nil && (from%chunkRows == 0 || from == t.Len()) {
			a.Progress(int64(p.base+from), int64(a.rows))
		}
	}
}

// add takes a row into account.
func (b *body) add(day int32, ore int64, contracted bool) {
	b.rows++
	if day >= firstDay && day <= lastDay {
		b.first, b.last = min(b.first, day), max(b.last, day)
	}
	if ore < 0 {
		ore = -ore
	}
	b.absolute += ore
	if contracted {
		b.contracted += ore
	}
}

// knows tells whether the rows of a body say enough about contracts for
// anything to follow from one being missing.
func (b *body) knows(s *Settings) bool {
	return b.contracted > 0 && float64(b.contracted) >= float64(s.OffContractKnown*float64(b.absolute))
}

// mostNames is how many names of one party are kept.
const mostNames = 64

// meet notes under what name a party is met.
func (p *parties) meet(n, plain uint32, t *ledger.Table, code uint32, f ledger.Field) {
	x := &p.all[n]
	if x.name == "" && code != 0 {
		x.name = t.Column(f).Values()[code]
	}
	if plain == 0 || len(x.names) > 0 && x.names[len(x.names)-1] == plain || len(x.names) == mostNames {
		return
	}
	if at := slices.Index(x.names, plain); at >= 0 { // the one met last stands last: neighbours are often alike
		x.names[at] = x.names[len(x.names)-1]
		x.names[len(x.names)-1] = plain
		return
	}
	x.names = append(x.names, plain)
}

// find gives the group of a body and a supplier.
func (a *Analysis) find(buyer, supplier uint32) (group, bool) {
	at, ok := slices.BinarySearchFunc(a.groups, [2]uint32{buyer, supplier}, func(g group, key [2]uint32) int {
		return slices.Compare([]uint32{g.buyer, g.supplier}, key[:])
	})
	if !ok {
		return group{}, false
	}
	return a.groups[at], true
}

// A cell is what the rules look at of a row.
type cell struct {
	row      uint32
	day      int32
	ore      int64
	account  uint32
	voucher  uint32
	invoice  uint32
	live     bool // under a contract
	coarse   bool // the day is not known, the month is
	purchase int32
}

// load gets the rows of a group, in the order of their days.
func (a *Analysis) load(g group, to []cell) []cell {
	rows := a.order[g.from:g.to]
	to = slices.Grow(to[:0], len(rows))[:len(rows)]
	for at, from := 0, 0; from < len(rows); at++ {
		p, n := a.parts[at], from
		for end := p.base + p.table.Len(); n < len(rows) && int(rows[n]) < end; {
			n++
		}
		for ; from < n; from = min(from+loadSize, n) {
			next := min(from+loadSize, n)
			a.loadFrom(p, g.supplier, rows[from:next], to[from:next])
		}
	}
	if byDay := func(x, y cell) int { return cmp.Compare(x.day, y.day) }; !slices.IsSortedFunc(to, byDay) {
		slices.SortStableFunc(to, byDay)
	}
	return to
}

// loadSize is how many rows are got at a time.
const loadSize = 512

// loadFrom gets rows of a part, column by column: they stand far from each
// other, and so the waits for memory of many of them overlap.
func (a *Analysis) loadFrom(p *part, supplier uint32, rows []uint32, to []cell) {
	t, base := p.table, uint32(p.base)
	for i, row := range rows {
		to[i] = cell{row: row, ore: t.Ore[row-base]}
	}
	for i, row := range rows {
		to[i].day = t.Days[row-base]
	}
	for i, row := range rows {
		to[i].voucher = p.voucher[row-base]
	}
	for i, row := range rows {
		to[i].invoice = p.invoice[row-base]
	}
	accounts, contracts := t.Column(ledger.Account), t.Column(ledger.Contract)
	for i, row := range rows {
		to[i].account = p.account[accounts.Code(int(row-base))]
	}
	for i, row := range rows {
		to[i].live = a.isLive(p, contracts.Code(int(row-base)), supplier, to[i].day)
	}
	if t.Coarse != nil {
		for i, row := range rows {
			to[i].coarse = t.Coarse[row-base]
		}
	}
}

// at gives the source of a row, and its row there.
func (a *Analysis) at(row uint32) (source, there int) {
	for source = len(a.parts) - 1; int(row) < a.parts[source].base; {
		source--
	}
	return source, int(row) - a.parts[source].base
}
