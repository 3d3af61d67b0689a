package integrity

import (
	"fmt"
	"strings"
	"testing"
)

// A known is what somebody knows who sees what is shown of some grids and has tried
// the rule on every table: which numbers are the same in all tables that look so.
type known struct {
	first  []Count
	differ []bool
	tables int
}

// An attack is by what is shown.
type attack map[string]*known

// try notes what is shown of a table.
func (a attack) try(grids ...Grid) {
	var look strings.Builder
	var all []Count
	for _, g := range grids {
		for _, row := range g {
			for _, c := range row {
				if all = append(all, c); !c.Hidden {
					_, _ = fmt.Fprint(&look, c.N)
				}
				look.WriteByte(' ')
			}
		}
	}
	k := a[look.String()]
	if k == nil {
		k = &known{first: all, differ: make([]bool, len(all))}
		a[look.String()] = k
	}
	k.tables++
	for i, c := range all {
		k.differ[i] = k.differ[i] || c.N != k.first[i].N
	}
}

// told lists the small numbers that are hidden, and known all the same.
func (a attack) told() (told []string) {
	for look, k := range a {
		for i, c := range k.first {
			if c.Hidden && small(c.N) && !k.differ[i] {
				told = append(told, fmt.Sprintf("%s: the number at %d is %d", look, i, c.N))
			}
		}
	}
	return told
}

// Whoever has the program, and so the rule, can try it on every table that there
// is and keep those of which the same is shown. No small number is the same in all
// of them: not of a table with its division, nor of the two rows that a trend shows.
func TestN21K43AC1WhoKnowsTheRuleCannotTellFromATable(t *testing.T) {
	for rows, most := range map[int]int{2: 16, 3: 11} {
		a, naive := attack{}, attack{}
		for total := range most + 1 {
			for _, parts := range partitions(total, rows*2) {
				counts := make([][]int, rows)
				for i := range counts {
					counts[i] = parts[2*i : 2*i+2]
				}
				g, alone := NewGrid(counts), summed(counts)
				a.try(g, g.merged([]int{1}))
				for i := range alone { // hiding small numbers and nothing else
					for j := range alone[i] {
						alone[i][j].Hidden = small(alone[i][j].N)
					}
				}
				naive.try(alone)
			}
		}
		if told := a.told(); len(told) > 0 {
			t.Errorf("%d rows: %d are told, as %s", rows, len(told), told[0])
		}
		if len(naive.told()) == 0 {
			t.Error("the attack finds nothing where small numbers alone are hidden")
		}
	}
}

// The same of an area: its levels are computed from its questions, so that one
// tells of the other. All ways in which eighteen bodies can answer two questions.
func TestN21K43AC1WhoKnowsTheRuleCannotTellFromAnArea(t *testing.T) {
	marks := []Mark{No, Partly, Documented}
	for _, second := range []int{int(Emerging), int(Established)} {
		a, naive := attack{}, attack{}
		area := Area{Items: []Item{{ID: "p", Level: 2}, {ID: "q", Level: second}}}
		for _, parts := range partitions(18, 6) {
			p, q, levels := make([]int, 3), make([]int, 3), make([]int, len(Levels()))
			for k, n := range parts {
				s := SelfAssessment{Replies: map[string]Reply{"p": {Mark: marks[k/2]},
					"q": {Mark: marks[2*(k%2)]}}}
				p[k/2] += n
				q[2*(k%2)] += n
				levels[s.Level(area)-1] += n
			}
			items := []PictureItem{{area, area.Items[0], answered(p), nil},
				{area, area.Items[1], answered(q), nil}}
			l := PictureLevel{area, NewGrid(column(levels))}
			naive.try(l.Grid, items[0].Grid, items[1].Grid)
			l.hideBeside(items)
			a.try(l.Grid, items[0].Grid, items[1].Grid)
		}
		if told := a.told(); len(told) > 0 {
			t.Errorf("%d are told, as %s", len(told), told[0])
		}
		if len(naive.told()) == 0 {
			t.Error("the attack finds nothing where levels do not heed the questions")
		}
	}
}

// column gives counts as a table of one column.
func column(counts []int) (table [][]int) {
	for _, n := range counts {
		table = append(table, []int{n})
	}
	return table
}

// answered gives the grid of a question of which nobody planned or reviewed anything.
func answered(n []int) Grid { return NewGrid(column([]int{n[0], 0, n[1], n[2], 0, 0})) }
