package integrity

import "slices"

// Least is the smallest number of bodies that is shown, other than none: of
// fewer, what one of them has answered could be told.
const Least = 5

// A Count is a number in a table, or that it is not shown.
type Count struct {
	N      int
	Hidden bool
}

// A Grid is a table of counts with its sums: the last row is the sum of the
// others, and so is the last column. How many there are in all is always shown.
type Grid [][]Count

// NewGrid makes a grid of counts, with its sums, and hides what must not be shown.
//
// Of the sums of rows it hides numbers below Least and as many others as
// hiddenParts tells. Where all have answered alike a large number tells as much as
// a small one: who has answered is told by name, and so is then what each has
// answered. Then all of them are hidden.
//
// How the columns divide the rows is shown where nothing of it is small and no row
// is hidden, and else not at all. To hide no more than single cells would tell more
// than it seems to: whoever knows by which rule others were hidden beside them can
// often compute the small one from the choice.
func NewGrid(counts [][]int) Grid {
	g := summed(counts)
	last, end := len(g)-1, len(g[0])-1
	rows := g.column(end)
	for i, hidden := range hiddenAlike(rows) {
		g[i][end].Hidden = hidden
	}
	sums := make([]int, end)
	for j := range sums {
		sums[j] = g[last][j].N
	}
	divided := !slices.ContainsFunc(g[:last], func(row []Count) bool { return row[end].Hidden })
	for j, hidden := range hiddenAlike(sums) {
		g[last][j].Hidden = hidden
		divided = divided && !hidden && !slices.ContainsFunc(g.column(j), small)
	}
	if !divided {
		g.hideDivision()
	}
	return g
}

// small tells whether a number is one that is not shown.
func small(n int) bool { return n > 0 && n < Least }

// hiddenAlike tells which parts of a total are hidden: as hiddenParts does, and
// all of them where one part is the total.
func hiddenAlike(parts []int) []bool {
	total := 0
	for _, n := range parts {
		total += n
	}
	hidden := hiddenParts(total, parts, make([]bool, len(parts)))
	if total > 0 && slices.Contains(parts, total) {
		for i := range hidden {
			hidden[i] = true
		}
	}
	return hidden
}

// column gives the numbers of a column, without its sum.
func (g Grid) column(j int) (counts []int) {
	for _, row := range g[:len(g)-1] {
		counts = append(counts, row[j].N)
	}
	return counts
}

// hideDivision hides how the columns divide the rows.
func (g Grid) hideDivision() {
	for _, row := range g[:len(g)-1] {
		for j := range row[:len(row)-1] {
			row[j].Hidden = true
		}
	}
}

// summed adds the sums to counts.
func summed(counts [][]int) Grid {
	columns := 0
	if len(counts) > 0 {
		columns = len(counts[0])
	}
	g := make(Grid, len(counts)+1)
	for i := range g {
		g[i] = make([]Count, columns+1)
	}
	for i, row := range counts {
		for j, n := range row {
			for _, c := range []*Count{&g[i][j], &g[i][columns], &g[len(counts)][j], &g[len(counts)][columns]} {
				c.N += n
			}
		}
	}
	return g
}

// hideAll hides everything but the sum of all.
func (g Grid) hideAll() {
	for i := range g {
		for j := range g[i] {
			g[i][j].Hidden = i < len(g)-1 || j < len(g[i])-1
		}
	}
}

// between gives the bounds of the sum of some rows, of all columns together, that
// follow from what is shown: nobody counts fewer than none.
func (g Grid) between(rows []int) (least, most int) {
	last, end := len(g)-1, len(g[0])-1
	left, inside, outside := g[last][end].N, false, false
	for i, row := range g[:last] {
		among := slices.Contains(rows, i)
		switch {
		case row[end].Hidden:
			inside, outside = inside || among, outside || !among
			continue
		case among:
			least += row[end].N
		}
		left -= row[end].N
	}
	switch most = least; {
	case inside && outside:
		most += left
	case inside:
		least, most = least+left, most+left
	}
	return least, most
}

// merged gives a grid of two rows: the sum of some rows, and that of the others.
// What it shows of all columns together follows from what g shows.
func (g Grid) merged(rows []int) Grid {
	last, end := len(g)-1, len(g[0])-1
	counts := [][]int{make([]int, end), make([]int, end)}
	for i, row := range g[:last] {
		to := counts[1]
		if slices.Contains(rows, i) {
			to = counts[0]
		}
		for j := range end {
			to[j] += row[j].N
		}
	}
	m := summed(counts)
	least, most := g.between(rows)
	divided := least == most
	for i := range m[:2] {
		m[i][end].Hidden = least < most
	}
	for j := range end {
		m[2][j].Hidden = g[last][j].Hidden
		divided = divided && !m[2][j].Hidden && !slices.ContainsFunc(m.column(j), small)
	}
	if !divided {
		m.hideDivision()
	}
	return m
}
