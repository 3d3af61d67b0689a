package redflag

// slots add up the categories of some groups. Where a category stands is
// looked up in an array when there are not too many, for each row asks.
type slots struct {
	all   []slot
	met   []int32 // slots that the supplier at hand has rows in
	at    []int32 // by account and year: the slot plus one
	far   map[category]int32
	first int16 // year
	years int
}

// A slot is a category, and what the supplier at hand has of it.
type slot struct {
	category
	sum  categorySum
	ore  int64
	here bool
}

// mostDense is how many places the array may have.
const mostDense = 1 << 22

func newSlots(a *Analysis) slots {
	first, last := lastDay, firstDay
	for i := range a.bodies {
		first, last = min(first, a.bodies[i].first), max(last, a.bodies[i].last)
	}
	s := slots{far: map[category]int32{}}
	if first <= last {
		s.first = dateOf(dates(), first).year
		s.years = int(dateOf(dates(), last).year-s.first) + 1
	}
	if n := s.years * len(a.accounts.values); n <= mostDense {
		s.at = make([]int32, n)
	}
	return s
}

// add adds a row.
func (s *slots) add(c *cell, d date) {
	x := s.slot(category{c.account, d.year})
	x.sum.rows++
	x.sum.months[d.month] += c.ore
	if !c.live {
		x.sum.off += c.ore
	}
	x.ore += c.ore
}

func (s *slots) slot(key category) *slot {
	var n int32
	if s.at != nil {
		n = s.at[int(key.account)*s.years+int(key.year-s.first)]
	} else {
		n = s.far[key]
	}
	if n == 0 {
		s.all = append(s.all, slot{category: key})
		n = int32(len(s.all))
		if s.at != nil {
			s.at[int(key.account)*s.years+int(key.year-s.first)] = n
		} else {
			s.far[key] = n
		}
	}
	x := &s.all[n-1]
	if !x.here {
		x.here = true
		s.met = append(s.met, n-1)
	}
	return x
}

// supplier ends the rows of a supplier; it tells how many different groups of
// accounts they are on.
func (s *slots) supplier(supplier uint32) {
	for _, n := range s.met {
		x := &s.all[n]
		x.sum.supplier(supplier, x.ore)
		x.ore, x.here = 0, false
	}
	s.met = s.met[:0]
}

// flush gives the sums to a digest, and begins again.
func (s *slots) flush(d *digest) {
	for i := range s.all {
		x := &s.all[i]
		d.category(x.category).add(&x.sum)
		if s.at != nil {
			s.at[int(x.account)*s.years+int(x.year-s.first)] = 0
		}
	}
	clear(s.far)
	s.all = s.all[:0]
}
