package redflag

import (
	"slices"
	"strconv"

	"crypto/sha256"
	"encoding/hex"

	"insyn/ledger"
)

// A waiting is a flag on a body whose rows are found by going through all of
// its rows: those of the category, or any, that pass.
type waiting struct {
	buyer uint32
	category
	any    bool
	passes func(*cell) bool
	flag   int // of the worker's
	mark   uint64
}

// wait notes that the flag made last waits for its rows.
func (f *finisher) wait(w waiting) {
	w.flag = len(f.worker.flags) - 1
	x := &f.worker.flags[w.flag]
	x.Ore, x.Evidence = 0, Evidence{Rows: []RowRef{}}
	f.waiting = append(f.waiting, w)
}

// scan goes once through all rows for all flags that wait.
func (f *finisher) scan() {
	if len(f.waiting) == 0 {
		return
	}
	by := make([][]int, len(f.a.bodies))
	for i, w := range f.waiting {
		by[w.buyer] = append(by[w.buyer], i)
	}
	for source, p := range f.a.parts {
		f.part(source, p, by)
	}
	for i := range f.waiting {
		w := &f.waiting[i]
		x := &f.worker.flags[w.flag]
		x.Evidence.Mark = strconv.FormatUint(w.mark, 16)
		sum := sha256.Sum256([]byte(x.ID))
		x.ID = hex.EncodeToString(sum[:8])
	}
}

func (f *finisher) part(source int, p *part, by [][]int) {
	var ids, names, accounts, contracts, suppliers, supplierNames [lookSize]uint32
	t := p.table
	for from := 0; from < t.Len(); {
		n := t.Column(ledger.BuyerID).Codes(ids[:], from)
		t.Column(ledger.Buyer).Codes(names[:n], from)
		t.Column(ledger.Account).Codes(accounts[:n], from)
		t.Column(ledger.Contract).Codes(contracts[:n], from)
		t.Column(ledger.SupplierID).Codes(suppliers[:n], from)
		t.Column(ledger.Supplier).Codes(supplierNames[:n], from)
		for i := range n {
			all := by[of(p.buyerByID, p.buyerByName, ids[i], names[i])]
			if len(all) == 0 {
				continue
			}
			row := from + i
			s := of(p.supplierByID, p.supplierByName, suppliers[i], supplierNames[i])
			c := cell{row: uint32(p.base + row), day: t.Days[row], ore: t.Ore[row], account: p.account[accounts[i]],
				voucher: p.voucher[row], invoice: p.invoice[row], coarse: t.IsCoarse(row),
				live: f.a.isLive(p, contracts[i], s, t.Days[row])}
			f.row(all, RowRef{source, row}, &c)
		}
		from += n
	}
}

// row gives a row to the flags that it belongs to.
func (f *finisher) row(all []int, at RowRef, c *cell) {
	year := dateOf(f.worker.dates, c.day).year
	for _, i := range all {
		w := &f.waiting[i]
		if !w.any && (w.account != c.account || w.year != year) || !w.passes(c) {
			continue
		}
		x := &f.worker.flags[w.flag]
		x.Ore += c.ore
		w.mark += c.mark()
		x.Evidence.Count++
		if len(x.Evidence.Rows) < MostRows {
			x.Evidence.Rows = append(x.Evidence.Rows, at)
		}
	}
}

// limits tells what the rules could not know.
func (f *finisher) limits() {
	note := func(code string, rules ...Rule) {
		for _, r := range rules {
			f.applied[r].Limits = append(f.applied[r].Limits, code)
		}
	}
	var first, last, masked, unknown, short, coarse bool
	for _, b := range f.bodies {
		x := &f.a.bodies[b]
		first = first || x.first < limitSince(f.worker.steps)
		last = last || x.last > dayOf(lastKnown)
		unknown = unknown || !x.knows(&f.a.settings)
		short = short || x.last-x.first < 334
		_, found := f.a.find(b, 0)
		masked = masked || found
	}
	for _, p := range f.a.parts {
		coarse = coarse || p.table.Coarse != nil && slices.Contains(p.table.Coarse, true)
	}
	for _, x := range []struct {
		is    bool
		code  string
		rules []Rule
	}{{first, "limit-before-2018", []Rule{Split, BelowLimit}}, {last, "limit-after-2025", []Rule{Split, BelowLimit}},
		{masked, "persons", []Rule{Duplicate, Split, BelowLimit, Concentration, Round, FreeDay, Newcomer, Identity, Spread}},
		{unknown, "no-contracts", []Rule{Split, BelowLimit, OffContract}},
		{len(f.a.settings.Contracts) == 0, "own-column", []Rule{OffContract}},
		{short, "less-than-a-year", []Rule{Split, YearEnd, Newcomer, OffContract}},
		{coarse, "months-only", []Rule{FreeDay, Duplicate}}} {
		if x.is {
			note(x.code, x.rules...)
		}
	}
	for _, r := range []Rule{Concentration, Round, YearEnd, Newcomer, OffContract, Spread} {
		if f.applied[r].Peers == nil {
			note("few-peers", r)
		}
	}
}

// limitSince gives the first day that a limit is known of.
func limitSince(steps []step) int32 { return steps[0].day }
