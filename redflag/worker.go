package redflag

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"insyn/ledger"
)

// A worker applies the rules to groups of one body, and keeps the room that
// they need.
type worker struct {
	a        *Analysis
	settings Settings
	steps    []step
	dates    []date
	known    bool // the body's ledger knows contracts
	body     body
	*digest

	cells  []cell
	bought []purchase
	picked []*cell
	seen   []int64
	slots  slots
}

func (a *Analysis) worker() *worker {
	return &worker{a: a, settings: a.settings, steps: a.settings.Law.steps(), dates: dates(),
		slots: newSlots(a)}
}

// digested applies the rules to groups of one body.
func (w *worker) digested(groups []group) *digest {
	w.digest = newDigest()
	w.body = w.a.bodies[groups[0].buyer]
	w.known = w.body.knows(&w.settings)
	for _, g := range groups {
		w.group(g)
	}
	w.slots.flush(w.digest)
	return w.digest
}

// group applies the rules to the rows of a group.
func (w *worker) group(g group) {
	w.cells = w.a.load(g, w.cells)
	w.bought = purchases(w.cells, w.bought)
	own, free := w.sums(g)
	w.below(g, w.cells, w.bought)
	if g.supplier == 0 {
		return
	}
	w.duplicates(g, w.cells)
	w.splits(g, w.cells, w.bought)
	w.shares(g, free)
	w.newcomer(g, w.cells, w.bought)
	w.wrongNumber(g)
	w.benford(g, &own, FirstOfOne, PairOfOne, func(f *Flag) { w.rowsOf(f, isLeading) })
}

// isLeading tells whether the digits of a row count.
func isLeading(c *cell) bool { return c.ore >= leastForDigits }

// sums adds the rows of a group to the digest, and gives its digits and how
// many of its rows were booked on free days.
func (w *worker) sums(g group) (own digits, free tally) {
	w.rows += len(w.cells)
	for i := range w.cells {
		c := &w.cells[i]
		w.ore += c.ore
		own.add(c.ore)
		d := dateOf(w.dates, c.day)
		if d.year == 0 {
			continue
		}
		w.slots.add(c, d)
		if !c.coarse {
			free.n++
			if d.free {
				free.k++
			}
		}
	}
	w.slots.supplier(g.supplier)
	w.leading.merge(&own)
	w.dated, w.free = w.dated+free.n, w.free+free.k
	free.supplier = g.supplier
	return own, free
}

// flag begins a flag on a group; of tells it apart from others of its rule.
// Those on a whole body have supplier 0.
func (w *worker) flag(g group, r Rule, form Case, of ...string) *Flag {
	f := Flag{Rule: r, Case: form, Buyer: w.a.body(g.buyer)}
	key := []string{string(r), string(form), w.a.buyers.values[g.buyer]}
	if g.supplier != 0 {
		p := w.a.suppliers.all[g.supplier].public()
		f.Supplier = &p
		if !p.Unnamed {
			key = append(key, w.a.suppliers.values[g.supplier])
		}
	}
	f.ID = strings.Join(append(key, of...), "\x00") // hashed when the rows are known
	w.flags = append(w.flags, f)
	return &w.flags[len(w.flags)-1]
}

// body gives how a body is shown.
func (a *Analysis) body(n uint32) Party {
	p := &a.buyers.all[n]
	if len(ledger.Personal(p.name)) > 0 {
		return Party{Number: p.number, Form: p.form}
	}
	return Party{Number: p.number, Name: p.name, Form: p.form}
}

// evidence tells which rows a flag came from, and settles its identity. A
// supplier that is not named has none but its rows.
func (w *worker) evidence(f *Flag, rows []*cell) {
	var mark uint64
	numbers := make([]uint32, 0, len(rows))
	for _, c := range rows {
		mark += c.mark()
		numbers = append(numbers, c.row)
	}
	slices.Sort(numbers)
	f.Evidence = Evidence{len(rows), []RowRef{}, strconv.FormatUint(mark, 16)}
	for _, row := range numbers[:min(len(numbers), MostRows)] {
		source, there := w.a.at(row)
		f.Evidence.Rows = append(f.Evidence.Rows, RowRef{source, there})
	}
	if f.Supplier != nil && f.Supplier.Unnamed {
		f.ID += "\x00" + f.Evidence.Mark
	}
	sum := sha256.Sum256([]byte(f.ID))
	f.ID = hex.EncodeToString(sum[:8])
}

// mark is a number made of what a row holds, wherever it stands.
func (c *cell) mark() uint64 {
	return join(join(uint64(uint32(c.day)), uint64(c.ore)), uint64(c.voucher)<<32|uint64(c.invoice))
}

// rowsOf makes those rows of the group at hand that pass the evidence of a flag.
func (w *worker) rowsOf(f *Flag, passes func(*cell) bool) {
	picked := w.picked[:0]
	for i := range w.cells {
		if passes(&w.cells[i]) {
			picked = append(picked, &w.cells[i])
		}
	}
	w.picked = picked
	f.Ore = sumOf(picked)
	f.From, f.To = span2(picked)
	w.evidence(f, picked)
}

func (w *worker) invoice(row uint32) []byte {
	source, there := w.a.at(row)
	return w.a.parts[source].table.Texts(ledger.Invoice).Bytes(there)
}

func (w *worker) plainInvoice(row uint32) string { return plainInvoice(w.invoice(row)) }

// span2 gives the first and last day of rows.
func span2(rows []*cell) (from, to string) {
	first, last := lastDay+1, firstDay-1
	for _, c := range rows {
		if c.day >= firstDay && c.day <= lastDay {
			first, last = min(first, c.day), max(last, c.day)
		}
	}
	return dayText(first), dayText(last)
}

func sumOf(rows []*cell) (sum int64) {
	for _, c := range rows {
		sum += c.ore
	}
	return sum
}

func abs(v int64) int64 { return max(v, -v) }

func oreText(ore int64) string { return strconv.FormatInt(ore, 10) }
