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

// hideOneMore hides the smallest number that brings a bridge nearer to a ring;
// false where there is no bridge.
func (g Grid) hideOneMore() bool {
	for i := range g {
		for j := range g[i] {
			if g[i][j].Hidden && g.follows(i, j) {
				return g.hideBeside(i, j)
			}
		}
	}
	return false
}

// hideBeside hides the smallest number that is shown in the row or the column
// of a cell. The sum of all is never hidden, and in the end there is always
// another: where nothing else is left the whole table is hidden.
func (g Grid) hideBeside(i, j int) bool {
	var best *Count
	consider := func(c *Count, isSum bool) {
		if !c.Hidden && !isSum && (best == nil || c.N < best.N) {
			best = c
		}
	}
	last, end := len(g)-1, len(g[0])-1
	for k := range g[i] {
		consider(&g[i][k], i == last && k == end)
	}
	for k := range g {
		consider(&g[k][j], k == last && j == end)
	}
	if best == nil {
		g.hideAll()
		return false
	}
	best.Hidden = true
	return true
}

// follows tells whether a hidden cell can be computed from what is shown: its
// row and its column hang together by no other hidden cells.
func (g Grid) follows(i, j int) bool {
	rows, columns := map[int]bool{i: true}, map[int]bool{}
	for grew := true; grew; {
		grew = false
		for r := range g {
			for c := range g[r] {
				if !g[r][c].Hidden || r == i && c == j || rows[r] == columns[c] {
					continue
				}
				rows[r], columns[c], grew = true, true, true
			}
		}
	}
	return !columns[j]
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
