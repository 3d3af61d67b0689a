package redflag

import (
	"hash/fnv"
	"slices"
	"strconv"

	"insyn/ledger"
)

// common sums up what the rules know of parties over all bodies: whether any
// has a number, which have several names, and which none.
func (a *Analysis) common() string {
	h := fnv.New64a()
	for i := range a.suppliers.all {
		if n := len(a.suppliers.all[i].names); n >= a.settings.IdentityNames {
			h.Write(strconv.AppendInt(strconv.AppendInt(nil, int64(i), 10), int64(-n), 10))
		}
	}
	for _, all := range [][]party{a.buyers.all, a.suppliers.all} {
		for i := range all {
			if all[i].name == "" {
				h.Write(strconv.AppendInt([]byte(" "), int64(i), 10))
			}
		}
	}
	return strconv.FormatBool(a.numbered) + strconv.FormatUint(h.Sum64(), 16)
}

// mostFlags is how many flags of one rule a result has: those with the largest
// sums. The rule still tells how many there were.
const mostFlags = 10_000

// finish compares bodies with each other, and makes the flags of the result.
func (a *Analysis) finish(r *Result) {
	f := &finisher{a: a, worker: a.worker(), applied: map[Rule]*Applied{}}
	for _, rule := range Rules() {
		f.applied[rule] = &Applied{Rule: rule, Limits: []string{}}
	}
	f.worker.digest = newDigest()
	for n := range a.bodies {
		if d := a.digests[uint32(n)]; d != nil {
			f.bodies = append(f.bodies, uint32(n))
			f.flags = append(f.flags, d.flags...)
			for rule, k := range d.tested {
				f.applied[rule].Tested += k
			}
		}
	}
	f.rules()
	f.scan()
	f.flags = append(f.flags, f.worker.flags...)
	f.limits()
	f.fill(r)
}

// A finisher makes the flags for which bodies have to be compared, or added up.
type finisher struct {
	a       *Analysis
	worker  *worker
	bodies  []uint32
	applied map[Rule]*Applied
	flags   []Flag
	waiting []waiting // flags whose rows are still to be found
}

// fill puts flags in order, without those of rules that are left out.
func (f *finisher) fill(r *Result) {
	ids := map[string]int{}
	for _, x := range f.flags {
		if !f.a.settings.skips(x.Rule) {
			r.Flags = append(r.Flags, x)
		}
	}
	for _, rule := range Rules() {
		if !f.a.settings.skips(rule) {
			r.Applied = append(r.Applied, *f.applied[rule])
		}
	}
	r.sort()
	for i := range r.Flags { // two of one rule and supplier that nothing else tells apart
		id := r.Flags[i].ID
		if ids[id]++; ids[id] > 1 {
			r.Flags[i].ID = id + "-" + strconv.Itoa(ids[id])
		}
	}
	r.cut()
}

// cut leaves the first flags of each rule.
func (r *Result) cut() {
	kept := map[Rule]int{}
	r.Flags = slices.DeleteFunc(r.Flags, func(x Flag) bool {
		kept[x.Rule]++
		return kept[x.Rule] > mostFlags
	})
	for i := range r.Applied {
		if r.Applied[i].Flags > mostFlags {
			r.Applied[i].Limits = append(r.Applied[i].Limits, "cut")
		}
	}
}

// rules applies those rules that compare.
func (f *finisher) rules() {
	f.tallies(Round, func(d *digest) []tally { return d.rounds }, share2, f.a.settings.RoundShare, InShares,
		func(c *cell) bool { return c.ore > 0 && c.ore%f.a.settings.RoundOre == 0 })
	f.tallies(Spread, func(d *digest) []tally { return d.spreads }, func(t tally) float64 { return float64(t.k) },
		float64(f.a.settings.SpreadGroups), InGroups, func(*cell) bool { return true })
	f.newcomers()
	f.concentration()
	f.yearEnd()
	f.offContract()
	f.manyNumbers()
	for _, b := range f.bodies {
		f.below(b)
		f.freeDays(b)
		d := f.a.digests[b]
		f.worker.benford(group{buyer: b}, &d.leading, FirstOfAll, PairOfAll, func(x *Flag) {
			f.wait(waiting{buyer: b, any: true, passes: isLeading})
		})
	}
	f.applied[Benford].Tested += f.worker.tested[Benford]
}

// share2 is the share that a tally stands for.
func share2(t tally) float64 { return rounded(float64(t.k) / float64(t.n)) }

// tallies flags suppliers whose value lies above the least and above the fence
// of all suppliers.
func (f *finisher) tallies(r Rule, of func(*digest) []tally, value func(tally) float64, least float64,
	unit Unit, passes func(*cell) bool) {
	var values []float64
	for _, b := range f.bodies {
		for _, t := range of(f.a.digests[b]) {
			values = append(values, value(t))
		}
	}
	peers := peersOf(values, f.a.settings.LeastPeers)
	f.applied[r].Tested, f.applied[r].Peers = len(values), peers
	threshold := max(least, peers.upper())
	for _, b := range f.bodies {
		for _, t := range of(f.a.digests[b]) {
			if v := value(t); v >= threshold {
				x := f.of(b, t.supplier, r, "")
				x.Value, x.Threshold, x.Unit, x.N, x.Peers = v, threshold, unit, t.n, peers
				x.Facts = map[string]float64{"rows": float64(t.k)}
				f.worker.rowsOf(x, passes)
			}
		}
	}
}

// of begins a flag on a supplier, and gets its rows.
func (f *finisher) of(buyer, supplier uint32, r Rule, form Case, of ...string) *Flag {
	g, _ := f.a.find(buyer, supplier)
	f.worker.cells = f.a.load(g, f.worker.cells)
	return f.worker.flag(group{buyer: buyer, supplier: supplier}, r, form, of...)
}

// freeDays flags suppliers of a body of whose rows more were booked on free
// days than chance explains, all suppliers of the body together.
func (f *finisher) freeDays(b uint32) {
	d, s := f.a.digests[b], &f.a.settings
	f.applied[FreeDay].Tested += d.freeTested
	for _, t := range d.onFree {
		usual := float64(d.free-t.k+1) / float64(d.dated-t.n+2)
		p := binomial(t.k, t.n, usual) * float64(d.freeTested)
		if p > s.FreeDayProbability {
			continue
		}
		p = chance(p)
		x := f.of(b, t.supplier, FreeDay, "")
		x.Value, x.Threshold, x.Unit, x.N, x.Probability = float64(t.k), float64(s.FreeDayRows), InRows, t.n, &p
		x.Facts = map[string]float64{"usual": rounded(usual)}
		f.worker.rowsOf(x, func(c *cell) bool { return !c.coarse && dateOf(f.worker.dates, c.day).free })
	}
}

// below flags a body of whose purchases more lie just below the limit than
// chance explains.
func (f *finisher) below(b uint32) {
	d, s := f.a.digests[b], &f.a.settings
	f.applied[BelowLimit].Tested++
	p := d.bands.chance()
	if d.bands[1] < s.BelowLeast || p > s.BelowProbability {
		return
	}
	x := f.worker.flag(group{buyer: b}, BelowLimit, WholeBody)
	d.bands.tell(x, p, s)
	f.worker.cells = append(f.worker.cells[:0], d.belowRows...)
	f.worker.rowsOf(x, func(*cell) bool { return true })
}

// newcomers flags new suppliers with a sum in their first days that is unusual
// among all new suppliers.
func (f *finisher) newcomers() {
	var values []float64
	for _, b := range f.bodies {
		for _, x := range f.a.digests[b].newcomers {
			if x.ore > 0 {
				values = append(values, float64(x.ore))
			}
		}
	}
	peers := peersOf(values, f.a.settings.LeastPeers)
	f.applied[Newcomer].Tested, f.applied[Newcomer].Peers = len(values), peers
	if peers == nil {
		return
	}
	threshold := max(float64(f.a.settings.NewcomerOre), peers.upperRatio())
	for _, b := range f.bodies {
		for _, n := range f.a.digests[b].newcomers {
			if float64(n.ore) < threshold {
				continue
			}
			x := f.of(b, n.supplier, Newcomer, GrowsAtOnce)
			x.Value, x.Threshold, x.Unit, x.N, x.Peers = float64(n.ore), threshold, InOre, n.n, peers
			f.worker.rowsOf(x, func(c *cell) bool { return c.day >= n.day && c.day-n.day < f.a.settings.NewcomerDays })
		}
	}
}

// manyNumbers flags suppliers of a body that have one name and several
// organisation numbers.
func (f *finisher) manyNumbers() {
	type called struct{ buyer, name uint32 }
	numbers := map[called][]uint32{}
	shared := f.sharedNames()
	for _, g := range f.a.groups {
		for _, name := range shared[g.supplier] {
			key := called{g.buyer, name}
			numbers[key] = append(numbers[key], g.supplier)
		}
	}
	for key, all := range numbers {
		if len(all) < 2 {
			continue
		}
		var cells []cell
		for _, s := range all {
			g, _ := f.a.find(key.buyer, s)
			f.worker.cells = f.a.load(g, f.worker.cells)
			cells = append(cells, f.worker.cells...)
		}
		f.worker.cells = append(f.worker.cells[:0], cells...)
		x := f.worker.flag(group{buyer: key.buyer, supplier: slices.Min(all)}, Identity, ManyNumbers,
			f.a.names.values[key.name])
		x.Value, x.Threshold, x.Unit, x.N = float64(len(all)), 2, InNames, len(cells)
		f.worker.rowsOf(x, func(*cell) bool { return true })
	}
}

// sharedNames gives the names of each supplier that another has as well, of
// organisations with a number.
func (f *finisher) sharedNames() map[uint32][]uint32 {
	by := map[uint32][]uint32{}
	for n := range f.a.suppliers.all {
		p := &f.a.suppliers.all[n]
		if p.kind != ledger.Organisation || p.public().Unnamed {
			continue
		}
		for _, name := range p.names {
			by[name] = append(by[name], uint32(n))
		}
	}
	shared := map[uint32][]uint32{}
	for name, all := range by {
		for _, n := range all {
			if len(all) > 1 && name != 0 {
				shared[n] = append(shared[n], name)
			}
		}
	}
	return shared
}
