package ledger

import (
	"cmp"
	"math/bits"
	"slices"
)

// Rows is a set of rows of a table.
type Rows struct {
	words []uint64
	n     int
}

// Has tells whether a row is in the set.
func (r *Rows) Has(row int) bool { return r.words[row/64]>>(row%64)&1 == 1 }

// Len gives how many rows are in the set.
func (r *Rows) Len() (n int) {
	for _, w := range r.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// A Filter says which rows are wanted. What is empty lets every row through.
type Filter struct {
	Values   map[Field][]string // of coded fields: one of the values
	From, To int32              // days, both included; To counts if it is not 0
}

// Select gives the rows that a filter lets through; nil where that is all.
func (t *Table) Select(f Filter) *Rows {
	if len(f.Values) == 0 && f.From == 0 && f.To == 0 {
		return nil
	}
	r := &Rows{make([]uint64, (t.Len()+63)/64), t.Len()}
	for i := range r.words {
		r.words[i] = ^uint64(0)
	}
	if t.Len()%64 != 0 {
		r.words[len(r.words)-1] = 1<<(t.Len()%64) - 1
	}
	for _, field := range Fields() { // in order, so that the same filter does the same work
		if values, ok := f.Values[field]; ok && field.Coded() {
			r.among(t.coded[field], values)
		}
	}
	if f.From != 0 || f.To != 0 {
		for row, day := range t.Days {
			if day < f.From || f.To != 0 && day > f.To {
				r.words[row/64] &^= 1 << (row % 64)
			}
		}
	}
	return r
}

// among leaves the rows that have one of the values.
func (r *Rows) among(c *Column, values []string) {
	wanted := make([]bool, len(c.Values()))
	for _, v := range values {
		if code, ok := c.Find(v); ok {
			wanted[code] = true
		}
	}
	c.blocks(func(from int, codes []uint32) {
		for i, code := range codes {
			if !wanted[code] {
				row := from + i
				r.words[row/64] &^= 1 << (row % 64)
			}
		}
	})
}

// block is how many codes are looked at at a time: they fit the first cache.
const block = 4096

// blocks gives the codes of a column in order, block by block.
func (c *Column) blocks(do func(from int, codes []uint32)) {
	var codes [block]uint32
	for from := 0; from < c.rows; {
		n := c.Codes(codes[:], from)
		do(from, codes[:n])
		from += n
	}
}

// A Group is what the rows that share a value have together.
type Group struct {
	Code uint32
	Rows int
	Ore  int64
}

// Facet adds rows up by the values of a coded field; rows nil is all of them.
// The largest sums come first, and of equal ones the lower code.
func (t *Table) Facet(f Field, rows *Rows) []Group {
	c := t.coded[f]
	all := make([]Group, len(c.Values()))
	c.blocks(func(from int, codes []uint32) {
		ore := t.Ore[from : from+len(codes)]
		for i, code := range codes {
			if rows == nil || rows.Has(from+i) {
				all[code].Rows++
				all[code].Ore += ore[i]
			}
		}
	})
	for code := range all {
		all[code].Code = uint32(code)
	}
	all = slices.DeleteFunc(all, func(g Group) bool { return g.Rows == 0 })
	slices.SortFunc(all, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Ore, a.Ore), cmp.Compare(a.Code, b.Code))
	})
	return all
}

// A Pair is what the rows that share two values have together.
type Pair struct {
	A, B uint32 // codes
	Rows int
	Ore  int64
}

// Pairs adds rows up by the values of two coded fields, such as buyer and
// supplier; rows nil is all of them. Pairs come in the order of their codes.
//
// Rows are first sorted by A, by counting; then the rows of each A are added
// up in an array with a place for every B. Nothing is hashed.
func (t *Table) Pairs(a, b Field, rows *Rows) []Pair {
	s := t.sortBy(a, rows)
	sums := make([]Pair, len(t.coded[b].Values()))
	var all []Pair
	var met []uint32
	second := s.codes(t.coded[b])
	for code := range len(s.starts) - 1 {
		met = met[:0]
		for i := s.starts[code]; i < s.starts[code+1]; i++ {
			p := &sums[second[i]]
			if p.Rows == 0 {
				met = append(met, second[i])
			}
			p.Rows++
			p.Ore += s.ore[i]
		}
		slices.Sort(met)
		for _, other := range met {
			all = append(all, Pair{uint32(code), other, sums[other].Rows, sums[other].Ore})
			sums[other] = Pair{}
		}
	}
	return all
}

// A sorting is the rows of a table in the order of the codes of a field.
type sorting struct {
	starts []int    // where the rows of each code begin, and where the last ones end
	stands bool     // the table is in this order, and all of it takes part
	places []uint32 // else of each row that takes part, in the order of the table
	rows   *Rows
	ore    []int64
}

// sortBy sorts by counting: once to see how many rows each code has, and once
// to put them in their places. Ledgers of one body after the other are in the
// order of the bodies already.
func (t *Table) sortBy(f Field, rows *Rows) *sorting {
	c := t.coded[f]
	s := &sorting{starts: make([]int, len(c.Values())+1), stands: rows == nil, rows: rows}
	last := uint32(0)
	c.blocks(func(from int, codes []uint32) {
		for i, code := range codes {
			if rows == nil || rows.Has(from+i) {
				s.starts[code+1]++
				s.stands = s.stands && last <= code
				last = code
			}
		}
	})
	for code := range c.Values() {
		s.starts[code+1] += s.starts[code]
	}
	if s.stands {
		s.ore = t.Ore
		return s
	}
	total := s.starts[len(s.starts)-1]
	s.places, s.ore = make([]uint32, 0, total), make([]int64, total)
	next := slices.Clone(s.starts)
	c.blocks(func(from int, codes []uint32) {
		for i, code := range codes {
			if rows == nil || rows.Has(from+i) {
				at := next[code]
				next[code]++
				s.places = append(s.places, uint32(at))
				s.ore[at] = t.Ore[from+i]
			}
		}
	})
	return s
}

// codes gives the codes of another column in the same order.
func (s *sorting) codes(c *Column) []uint32 {
	sorted, n := make([]uint32, len(s.ore)), 0
	if s.stands {
		c.Codes(sorted, 0)
		return sorted
	}
	c.blocks(func(from int, codes []uint32) {
		for i, code := range codes {
			if s.rows == nil || s.rows.Has(from+i) {
				sorted[s.places[n]] = code
				n++
			}
		}
	})
	return sorted
}

// Months adds rows up by month; rows nil is all of them.
func (t *Table) Months(rows *Rows) []Period {
	var c calendar
	for row, ore := range t.Ore {
		if rows == nil || rows.Has(row) {
			c.add(t.Days[row], ore)
		}
	}
	return c.periods()
}
