package redflag

import (
	"slices"
	"strconv"
)

// An ofBody is a category of a body.
type ofBody struct {
	buyer uint32
	category
	*categorySum
}

// categories lists the categories of all bodies.
func (f *finisher) categories(keep func(*ofBody) bool) (all []ofBody) {
	for _, b := range f.bodies {
		for key, sum := range f.a.digests[b].categories {
			if x := (ofBody{b, key, sum}); keep(&x) {
				all = append(all, x)
			}
		}
	}
	return all
}

// compared gives the quartiles of a value over categories.
func (f *finisher) compared(r Rule, all []ofBody, value func(*ofBody) float64) *Peers {
	var values []float64
	for i := range all {
		values = append(values, value(&all[i]))
	}
	peers := peersOf(values, f.a.settings.LeastPeers)
	f.applied[r].Tested, f.applied[r].Peers = len(values), peers
	return peers
}

// about begins a flag on a category.
func (f *finisher) about(x *ofBody, supplier uint32, r Rule) *Flag {
	account := f.a.accounts.values[x.account]
	year := strconv.Itoa(int(x.year))
	flag := f.worker.flag(group{buyer: x.buyer, supplier: supplier}, r, "", account, year)
	flag.Account, flag.From, flag.To = account, year+"-01-01", year+"-12-31"
	return flag
}

// concentration flags categories of which few suppliers have an unusual part.
// Those who cannot be told apart count as if each had very little.
func (f *finisher) concentration() {
	s := &f.a.settings
	all := f.categories(func(x *ofBody) bool {
		return x.above >= s.ConcentrationOre && x.rows >= s.ConcentrationRows && x.suppliers > 0
	})
	peers := f.compared(Concentration, all, func(x *ofBody) float64 { return x.index() })
	threshold := max(s.ConcentrationIndex, peers.upper())
	for i := range all {
		x := &all[i]
		if x.index() < threshold {
			continue
		}
		g, _ := f.a.find(x.buyer, x.top)
		f.worker.cells = f.a.load(g, f.worker.cells)
		flag := f.about(x, x.top, Concentration)
		flag.Value, flag.Threshold, flag.Unit, flag.N, flag.Peers = x.index(), threshold, InShares, x.suppliers, peers
		flag.Facts = map[string]float64{"top": rounded(float64(x.topOre) / float64(x.above)), "sum": float64(x.above)}
		from, to := flag.From, flag.To
		f.worker.rowsOf(flag, func(c *cell) bool {
			return c.account == x.account && dateOf(f.worker.dates, c.day).year == x.year
		})
		flag.From, flag.To = from, to
	}
}

// months gives the months of a year in which a body has rows.
func (f *finisher) months(b uint32, year int16) (has [12]bool) {
	for key, sum := range f.a.digests[b].categories {
		if key.year == year {
			for m, ore := range sum.months {
				has[m] = has[m] || ore != 0
			}
		}
	}
	return has
}

// whole keeps the categories of years that a body has in full.
func (f *finisher) whole(all []ofBody) []ofBody {
	type year struct {
		buyer uint32
		year  int16
	}
	full := map[year]bool{}
	for i := range all {
		if key := (year{all[i].buyer, all[i].category.year}); !full[key] {
			has := f.months(key.buyer, key.year)
			full[key] = !slices.Contains(has[:], false)
		}
	}
	return slices.DeleteFunc(all, func(x ofBody) bool { return !full[year{x.buyer, x.category.year}] })
}

// december is the sum of December against the mean of the months before.
func (x *ofBody) december() float64 {
	before := x.total() - x.months[11]
	if before <= 0 {
		return 0
	}
	return rounded(float64(x.months[11]) * 11 / float64(before))
}

// yearEnd flags categories with an unusual part of the year in December.
func (f *finisher) yearEnd() {
	s := &f.a.settings
	all := f.whole(f.categories(func(x *ofBody) bool { return x.december() > 0 }))
	peers := f.compared(YearEnd, all, (*ofBody).december)
	threshold := max(s.YearEndRatio, peers.upper())
	for i := range all {
		x := &all[i]
		if x.months[11] < s.YearEndOre || x.december() < threshold {
			continue
		}
		flag := f.about(x, 0, YearEnd)
		flag.Value, flag.Threshold, flag.Unit, flag.N, flag.Peers = x.december(), threshold, InRatio, x.rows, peers
		flag.Facts = map[string]float64{"december": float64(x.months[11]),
			"mean": rounded(float64(x.total()-x.months[11]) / 11)}
		flag.From = strconv.Itoa(int(x.year)) + "-12-01"
		dates := f.worker.dates
		f.wait(waiting{buyer: x.buyer, category: x.category, passes: func(c *cell) bool {
			return dateOf(dates, c.day).month == 11
		}})
	}
}

// offContract flags accounts of whose purchases an unusual part had no
// contract, for bodies whose ledgers tell of contracts and in whole years.
func (f *finisher) offContract() {
	s := &f.a.settings
	all := f.whole(f.categories(func(x *ofBody) bool {
		return x.total() >= s.OffContractOre && f.a.bodies[x.buyer].knows(s)
	}))
	off := func(x *ofBody) float64 { return rounded(float64(x.off) / float64(x.total())) }
	peers := f.compared(OffContract, all, off)
	threshold := max(s.OffContractShare, peers.upper())
	for i := range all {
		x := &all[i]
		if off(x) < threshold {
			continue
		}
		flag := f.about(x, 0, OffContract)
		flag.Value, flag.Threshold, flag.Unit, flag.N, flag.Peers = off(x), threshold, InShares, x.rows, peers
		known := &f.a.bodies[x.buyer]
		flag.Facts = map[string]float64{"sum": float64(x.total()),
			"known": rounded(float64(known.contracted) / float64(known.absolute))}
		f.wait(waiting{buyer: x.buyer, category: x.category, passes: func(c *cell) bool { return !c.live }})
	}
}
