package redflag

// shares notes what of the rows of a supplier is round, was booked on free
// days, and stands on how many groups of accounts. What is unusual among the
// suppliers of all bodies shows when all have been looked at.
func (w *worker) shares(g group, free tally) {
	s := &w.settings
	round := tally{supplier: g.supplier}
	groups := groupsOf{}
	for i := range w.cells {
		c := &w.cells[i]
		groups.add(w.a.accounts.values[c.account])
		if c.ore > 0 {
			round.n++
			if c.ore%s.RoundOre == 0 {
				round.k++
			}
		}
	}
	if round.n >= s.RoundRows {
		w.rounds = append(w.rounds, round)
	}
	if len(w.cells) >= s.SpreadRows {
		w.spreads = append(w.spreads, tally{g.supplier, groups.n(), len(w.cells)})
	}
	if free.n >= s.FreeDayRows {
		w.freeTested++
		if free.k >= s.FreeDayRows {
			w.onFree = append(w.onFree, free)
		}
	}
}

// groupsOf are the groups of accounts that were met: their first two digits.
type groupsOf [2]uint64

func (g *groupsOf) add(account string) {
	if len(account) >= 2 && account[0]-'0' <= 9 && account[1]-'0' <= 9 {
		n := int(account[0]-'0')*10 + int(account[1]-'0')
		g[n/64] |= 1 << (n % 64)
	}
}

func (g *groupsOf) n() (n int) {
	for _, word := range g {
		for ; word != 0; word &= word - 1 {
			n++
		}
	}
	return n
}

// A newcomer is a supplier that a body had not bought from before, and what
// it bought in the first days.
type newcomer struct {
	supplier uint32
	ore      int64
	day      int32 // of the first purchase
	n        int
}

// newcomer notes a supplier that the body's ledger first has well after its
// own beginning.
func (w *worker) newcomer(g group, cells []cell, bought []purchase) {
	s := &w.settings
	for len(bought) > 0 && (bought[0].day < firstDay || bought[0].ore <= 0) {
		bought = bought[1:]
	}
	if len(bought) == 0 || w.body.first > lastDay || bought[0].day-w.body.first < s.NewcomerHistory {
		return
	}
	first := bought[0]
	x := newcomer{g.supplier, 0, first.day, 0}
	for _, p := range bought {
		if p.day-first.day < s.NewcomerDays {
			x.ore += p.ore
			x.n++
		}
	}
	w.newcomers = append(w.newcomers, x)
	w.jump(g, cells, bought)
}

// jump flags a new supplier whose first purchase is small, and whose next two
// are many times larger and together reach the limit for direct awards.
func (w *worker) jump(g group, cells []cell, bought []purchase) {
	var next [2]purchase
	n := 0
	for _, p := range bought[1:] {
		if p.ore > 0 && n < 2 {
			next[n] = p
			n++
		}
	}
	first := bought[0]
	least := first.ore * min(w.settings.NewcomerFactor, 1<<62/max(first.ore, 1))
	sum := next[0].ore + next[1].ore
	limit := limitOn(w.steps, next[1].day)
	if n < 2 || next[1].day-first.day > twelveMonths || min(next[0].ore, next[1].ore) < least || limit == 0 || sum < limit {
		return
	}
	f := w.flag(g, Newcomer, SmallFirst)
	f.Value, f.Threshold = rounded(float64(min(next[0].ore, next[1].ore))/float64(first.ore)), float64(w.settings.NewcomerFactor)
	f.Unit, f.N = InRatio, 3
	f.Facts = map[string]float64{"first": float64(first.ore), "then": float64(sum), "limit": float64(limit)}
	w.rowsOf(f, func(c *cell) bool {
		p := w.bought[c.purchase]
		return p == first || p == next[0] || p == next[1]
	})
}
