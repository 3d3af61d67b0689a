package redflag

import (
	"cmp"
	"slices"
)

// twelveMonths is how many days before the last purchase are added up with it.
const twelveMonths = 364

// splits finds purchases on one account that each are below the limit for
// direct awards and together reach it within twelve months. Rows under a
// contract do not count, where the ledger knows contracts.
func (w *worker) splits(g group, cells []cell, bought []purchase) {
	picked, sum := w.picked[:0], int64(0)
	for i := range cells {
		c := &cells[i]
		limit := limitOn(w.steps, c.day)
		if limit == 0 || w.known && c.live || bought[c.purchase].ore >= limit {
			continue
		}
		picked = append(picked, c)
		sum += max(c.ore, 0)
	}
	w.picked = picked
	if len(picked) < 2 || sum < w.steps[0].ore {
		return
	}
	slices.SortStableFunc(picked, func(x, y *cell) int {
		return cmp.Or(cmp.Compare(x.account, y.account), cmp.Compare(x.day, y.day))
	})
	for from := 0; from < len(picked); {
		to := from + 1
		for to < len(picked) && picked[to].account == picked[from].account {
			to++
		}
		w.tested[Split]++
		w.split(g, picked[from:to])
		from = to
	}
}

// split slides twelve months over the rows of an account, and flags the window
// with the largest sum of those that reach the limit.
func (w *worker) split(g group, rows []*cell) {
	from, sum, best, bestFrom, bestTo := 0, int64(0), int64(0), 0, 0
	for to, c := range rows {
		sum += c.ore
		for c.day-rows[from].day > twelveMonths {
			sum -= rows[from].ore
			from++
		}
		lastOfDay := to+1 == len(rows) || rows[to+1].day != c.day
		if lastOfDay && sum >= limitOn(w.steps, c.day) && sum > best && severalPurchases(rows[from:to+1]) {
			best, bestFrom, bestTo = sum, from, to+1
		}
	}
	if best == 0 {
		return
	}
	rows = rows[bestFrom:bestTo]
	f := w.flag(g, Split, "", w.a.accounts.values[rows[0].account])
	f.Account = w.a.accounts.values[rows[0].account]
	f.Value, f.Threshold, f.Unit = float64(best), float64(limitOn(w.steps, rows[len(rows)-1].day)), InOre
	f.N, f.Ore = different(rows), best
	f.From, f.To = span2(rows)
	w.evidence(f, rows)
}

// severalPurchases tells whether rows with a positive sum belong to more than
// one purchase.
func severalPurchases(rows []*cell) bool {
	first := int32(-1)
	for _, c := range rows {
		switch {
		case c.ore <= 0 || c.purchase == first:
		case first >= 0:
			return true
		default:
			first = c.purchase
		}
	}
	return false
}

// different counts the purchases that rows above zero belong to.
func different(rows []*cell) int {
	seen := map[int32]bool{}
	for _, c := range rows {
		if c.ore > 0 {
			seen[c.purchase] = true
		}
	}
	return len(seen)
}
