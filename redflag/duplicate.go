package redflag

import (
	"bytes"
	"cmp"
	"slices"

	"insyn/ledger"
)

// duplicates finds invoices that may have been paid twice: two purchases of one
// supplier with the same amount and the same number of the invoice, or with
// numbers that a slip of the finger makes of each other within a week. Credits
// of the same amount that come later take one away each.
func (w *worker) duplicates(g group, cells []cell) {
	w.tested[Duplicate]++
	if !w.repeats(cells) {
		return
	}
	least := w.settings.DuplicateOre
	same := w.picked[:0]
	for i := range cells {
		if c := &cells[i]; c.ore >= least || c.ore <= -least {
			same = append(same, c)
		}
	}
	w.picked = same
	slices.SortStableFunc(same, func(x, y *cell) int {
		return cmp.Or(cmp.Compare(abs(x.ore), abs(y.ore)), cmp.Compare(x.day, y.day), cmp.Compare(x.row, y.row))
	})
	for from := 0; from < len(same); {
		to := from + 1
		for to < len(same) && abs(same[to].ore) == abs(same[from].ore) {
			to++
		}
		if to-from > 1 {
			w.sameAmount(g, same[from:to])
		}
		from = to
	}
}

// repeats tells whether any two positive rows have one amount, by a small
// table that forgets: most groups end here.
func (w *worker) repeats(cells []cell) bool {
	size := 64
	for size < 2*len(cells) {
		size *= 2
	}
	if cap(w.seen) < size {
		w.seen = make([]int64, size)
	}
	seen := w.seen[:size]
	clear(seen)
	for i := range cells {
		ore := cells[i].ore
		if ore < w.settings.DuplicateOre {
			continue
		}
		at := int(mix(uint64(ore))) & (size - 1)
		for ; seen[at] != 0; at = (at + 1) & (size - 1) {
			if seen[at] == ore {
				return true
			}
		}
		seen[at] = ore
	}
	return false
}

// A twice is an invoice with more rows than it ought to have.
type twice struct {
	rows    []*cell
	surplus int
}

// sameAmount looks at rows of one amount, in the order of their days. Nothing
// here compares every row with every other: amounts repeat by the thousand.
func (w *worker) sameAmount(g group, rows []*cell) {
	var credits, single []*cell
	var found []twice
	byInvoice := slices.Clone(rows)
	slices.SortStableFunc(byInvoice, func(x, y *cell) int {
		return cmp.Or(cmp.Compare(x.invoice, y.invoice), cmp.Compare(x.day, y.day), cmp.Compare(x.purchase, y.purchase))
	})
	for from := 0; from < len(byInvoice); {
		to := from + 1
		for to < len(byInvoice) && byInvoice[to].invoice == byInvoice[from].invoice {
			to++
		}
		paid, back := w.paid(byInvoice[from:to])
		undone := min(len(back), max(len(paid)-1, 0))
		credits = append(credits, back[undone:]...)
		switch surplus := len(paid) - 1 - undone; {
		case surplus > 0:
			found = append(found, twice{paid, surplus})
		case len(paid) == 1:
			single = append(single, paid[0])
		}
		from = to
	}
	w.netted(g, append(found, w.slips(single)...), credits)
}

// paid gives the rows that an invoice was paid by, one of each purchase, and
// the credits that have its number.
func (w *worker) paid(rows []*cell) (paid, back []*cell) {
	for _, c := range rows {
		switch {
		case c.ore < 0:
			back = append(back, c)
		case c.invoice == 0, len(paid) > 0 && paid[len(paid)-1].purchase == c.purchase:
		case len(paid) == 0 || w.plainInvoice(c.row) == w.plainInvoice(paid[0].row):
			paid = append(paid, c)
		}
	}
	return paid, back
}

// netted flags what credits of the same amount do not undo. Each credit undoes
// one row, of the earliest invoice that it can belong to: it is not booked
// before it, nor more than a year after.
func (w *worker) netted(g group, found []twice, credits []*cell) {
	slices.SortStableFunc(found, func(x, y twice) int {
		return cmp.Or(cmp.Compare(x.rows[0].day, y.rows[0].day), cmp.Compare(x.rows[0].row, y.rows[0].row))
	})
	slices.SortStableFunc(credits, func(x, y *cell) int {
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.row, y.row))
	})
	for _, x := range found {
		first := x.rows[0].day
		for len(credits) > 0 && credits[0].day < first {
			credits = credits[1:]
		}
		for x.surplus > 0 && len(credits) > 0 && int64(credits[0].day)-int64(first) <= int64(w.settings.CreditDays) {
			credits = credits[1:]
			x.surplus--
		}
		if x.surplus > 0 {
			w.paidTwice(g, x)
		}
	}
}

// paidTwice tells how alike the numbers of the invoices are, and flags them.
func (w *worker) paidTwice(g group, x twice) {
	form, first := SameInvoice, w.plainInvoice(x.rows[0].row)
	name := first
	for _, c := range x.rows[1:] {
		switch other := w.plainInvoice(c.row); {
		case other != first:
			form, name = SlipOfFinger, first+" "+other
		case form == SameInvoice && !bytes.Equal(w.invoice(c.row), w.invoice(x.rows[0].row)):
			form = RespeltOne
		}
	}
	w.duplicate(g, form, x.rows, x.surplus, name)
}

// mostNear is how many rows further on a slip of the finger is looked for.
const mostNear = 64

// slips finds pairs of rows within a week whose invoices have the same number
// but for a slip of the finger.
func (w *worker) slips(rows []*cell) (found []twice) {
	slices.SortStableFunc(rows, func(x, y *cell) int {
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.row, y.row))
	})
	taken := make([]bool, len(rows))
	for i, c := range rows {
		if taken[i] || c.day == ledger.NoDay {
			continue
		}
		for k := i + 1; k < min(len(rows), i+mostNear) && rows[k].day-c.day <= w.settings.DuplicateDays; k++ {
			if x := rows[k]; !taken[k] && x.purchase != c.purchase &&
				isSlip(w.plainInvoice(c.row), w.plainInvoice(x.row)) {
				taken[i], taken[k] = true, true
				found = append(found, twice{[]*cell{c, x}, 1})
				break
			}
		}
	}
	return found
}

// isSlip tells whether two numbers differ as a slip of the finger makes them:
// two neighbours change places, or one sign is missing or twice. Numbers that
// differ in one digit are no slip, for invoices are numbered one after another.
func isSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	case 1:
		return i < len(b) && a[i:] == b[i+1:]
	}
	return false
}

// duplicate flags rows that stand for one invoice.
func (w *worker) duplicate(g group, form Case, found []*cell, surplus int, invoice string) {
	f := w.flag(g, Duplicate, form, invoice, oreText(found[0].ore))
	f.Value, f.Threshold, f.Unit, f.N = float64(surplus), 1, InRows, len(found)
	f.From, f.To = span2(found)
	f.Facts = map[string]float64{"amount": float64(found[0].ore)}
	f.Ore = int64(surplus) * found[0].ore
	w.evidence(f, found)
}
