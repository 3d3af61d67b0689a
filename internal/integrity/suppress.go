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
// others, and so is the last column.
type Grid [][]Count

// NewGrid makes a grid of counts, with its sums, and hides what must not be
// shown: numbers below Least, and so many others that nothing hidden follows
// from what is shown by adding and subtracting.
//
// The counts of a row and a column that are hidden are the edges of a graph
// between rows and columns. What is hidden can be computed exactly where its
// edge is a bridge, that is, where it lies on no ring of hidden cells; so more
// is hidden until there is no bridge (see Dandekar and Cox on cell suppression).
// Round a ring every other number can be one larger and the rest one smaller, but
// none smaller than 0, since nobody counts fewer than none: through a 0 a ring goes
// in one direction only.
//
// Where all have answered alike a large number tells as much as a small one:
// who has answered is told by name, and so is then what each has answered. Then
// the rows are hidden, or the columns, whose sums give it away.
func NewGrid(counts [][]int) Grid {
	g := summed(counts)
	for _, row := range g {
		for j := range row {
			row[j].Hidden = row[j].N > 0 && row[j].N < Least
		}
	}
	last := g[len(g)-1]
	last[len(last)-1].Hidden = false // how many answered is told anyway
	if last[len(last)-1].N < Least {
		g.hideAll()
		return g
	}
	g.hideAlike()
	for g.hideOneMore() {
	}
	return g
}

// hideAlike hides the rows where one of them has everybody, and the columns
// where one of them has.
func (g Grid) hideAlike() {
	last, end := len(g)-1, len(g[0])-1
	total := g[last][end].N
	oneRow := slices.ContainsFunc(g[:last], func(row []Count) bool { return row[end].N == total })
	oneColumn := slices.ContainsFunc(g[last][:end], func(c Count) bool { return c.N == total })
	for i := range g {
		for j := range g[i] {
			if oneRow && i < last || oneColumn && j < end {
				g[i][j].Hidden = true
			}
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

// secret tells whether a number must not be computed: that there is none is shown
// wherever nothing else hides it.
func (c Count) secret() bool { return c.Hidden && c.N > 0 }

// hideOneMore hides what lacks for a ring round one of the numbers; false where
// nothing lacks.
func (g Grid) hideOneMore() bool {
	for i := range g {
		for j := range g[i] {
			if !g[i][j].secret() {
				continue
			}
			lacking, found := g.ring(i, j)
			if !found {
				g.hideAll()
				return false
			}
			for _, c := range lacking {
				c.Hidden = true
			}
			if len(lacking) > 0 {
				return true
			}
		}
	}
	return false
}

// ring looks for the cheapest way on which a number can be another while the
// sums stay: all of it one larger or one smaller in turn. What it gives is shown
// on that way and has to be hidden.
func (g Grid) ring(i, j int) (lacking []*Count, found bool) {
	up, more, upward := g.way(i, j, true)
	down, less, downward := g.way(i, j, false)
	if upward && (!downward || more <= less) {
		return up, true
	}
	return down, downward
}

// way looks for the cheapest way from the row of a cell to its column that does
// not go through the cell, which is one larger (up) or one smaller: to hide a
// number costs that number. Bellman and Ford's way, on rows and columns as the
// places. The sum of all is never hidden.
func (g Grid) way(i, j int, up bool) (lacking []*Count, cost int, found bool) {
	type step struct {
		cost, from int
		by         *Count
	}
	last, end := len(g)-1, len(g[0])-1
	column := func(c int) int { return len(g) + c }
	best := map[int]step{i: {from: -1}}
	relax := func(from, to int, c *Count, larger bool) (better bool) {
		start, reached := best[from]
		if !reached || !larger && c.N == 0 {
			return false
		}
		cost := start.cost
		if !c.Hidden {
			cost += max(c.N, 1)
		}
		if had, known := best[to]; known && had.cost <= cost {
			return false
		}
		best[to] = step{cost, from, c}
		return true
	}
	up = up != (i == last || j == end) // a sum stands on the other side
	for better := true; better; {
		better = false
		for r := range g {
			for c := range g[r] {
				isSum := r == last || c == end
				if r == i && c == j || r == last && c == end {
					continue
				}
				better = relax(r, column(c), &g[r][c], up == isSum) || better
				better = relax(column(c), r, &g[r][c], up != isSum) || better
			}
		}
	}
	at, found := best[column(j)]
	cost = at.cost
	for ; found && at.from >= 0; at = best[at.from] {
		if !at.by.Hidden {
			lacking = append(lacking, at.by)
		}
	}
	return lacking, cost, found
}

// together hides in each of some grids what is hidden of the same sum in
// another: their last rows count the same bodies.
func together(grids []Grid) {
	for changed := true; changed; {
		changed = false
		for _, hides := range grids {
			for j, sum := range hides[len(hides)-1] {
				for _, g := range grids {
					if is := &g[len(g)-1][j]; sum.Hidden && !is.Hidden {
						is.Hidden, changed = true, true
					}
				}
			}
		}
		for _, g := range grids {
			for g.hideOneMore() {
				changed = true
			}
		}
	}
}
