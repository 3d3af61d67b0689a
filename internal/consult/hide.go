package consult

import "math"

// Hide tells which cells of a table of counts must not be shown. The last row
// and the last column are sums. Hidden is a count below least that is not 0,
// and then, as long as a hidden count could be computed from the rest, the
// fewest and smallest counts that prevent it.
//
// A hidden count can be computed exactly when it is a bridge: seen as a line
// between its row and its column, no other way through hidden counts leads from
// the one to the other (Gusfield, A graph theoretic approach to statistical
// data security, 1988). Where there is none, the cheapest way through shown
// counts is hidden too. What its row and column bound a count to is not weighed.
func Hide(counts [][]int, least int) [][]bool {
	v := veil{counts: counts, hidden: make([][]bool, len(counts))}
	for i, row := range counts {
		v.hidden[i] = make([]bool, len(row))
		for j, n := range row {
			v.hidden[i][j] = n > 0 && n < least
			v.dear = max(v.dear, n+1)
		}
	}
	for again := true; again; {
		again = false
		for i := range counts {
			for j := range counts[i] {
				again = v.hidden[i][j] && v.cover(i, j) || again
			}
		}
	}
	return v.hidden
}

// A veil is a table of counts with what of it is hidden.
type veil struct {
	counts [][]int
	hidden [][]bool
	dear   int // more than any count
}

// cover hides the cheapest other way from row i to column j, and tells whether
// anything of it was still shown.
func (v veil) cover(i, j int) (more bool) {
	for _, cell := range v.way(i, j) {
		if !v.hidden[cell[0]][cell[1]] {
			v.hidden[cell[0]][cell[1]], more = true, true
		}
	}
	return more
}

// cost is what it is worth to show a cell: few cells first, then small counts.
// A zero tells most people what they expect.
func (v veil) cost(i, j int) int {
	switch n := v.counts[i][j]; {
	case v.hidden[i][j]:
		return 0
	case n == 0:
		return 2 * v.dear
	default:
		return v.dear + n
	}
}

// way gives the cells of the cheapest way from row i to column j that does not
// use their own cell, none where there is no other.
func (v veil) way(i, j int) (cells [][2]int) {
	rows, columns := len(v.counts), len(v.counts[0])
	reach := make([]int, rows+columns) // what the way to each row, then column, costs
	from := make([]int, rows+columns)
	for n := range reach {
		reach[n] = math.MaxInt / 2
	}
	reach[i] = 0
	for changed := true; changed; {
		changed = false
		for r := range rows {
			for c := range columns {
				if r == i && c == j {
					continue
				}
				for _, step := range [2][2]int{{r, rows + c}, {rows + c, r}} {
					if d := reach[step[0]] + v.cost(r, c); d < reach[step[1]] {
						reach[step[1]], from[step[1]], changed = d, step[0], true
					}
				}
			}
		}
	}
	if reach[rows+j] >= math.MaxInt/2 {
		return nil
	}
	for at := rows + j; at != i; at = from[at] {
		r, c := min(at, from[at]), max(at, from[at])-rows
		cells = append(cells, [2]int{r, c})
	}
	return cells
}
