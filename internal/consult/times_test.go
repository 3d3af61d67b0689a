package consult_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/consult"
	"insyn/internal/lang"
)

func monday(hour int) time.Time { return time.Date(2026, 2, 2, hour, 0, 0, 0, lang.Stockholm) }

// Times are working days, a pause is told apart, and what is open counts.
func TestTimesOfCases(t *testing.T) {
	days := func(n int) time.Time { return monday(9).AddDate(0, 0, n) }
	done := func(reply, answer int) consult.Case {
		return consult.Case{Body: "a", Sort: consult.AnError, Received: monday(9),
			Replied:  days(reply),
			Answered: days(answer)}
	}
	paused := done(1, 14) // ten working days, five of them paused
	paused.Pauses = []consult.Standstill{{Cause: consult.WaitsForSender, From: days(2), To: days(9)}}
	open := consult.Case{Body: "a", Sort: consult.AnError, Received: monday(9), Late: true,
		Pauses: []consult.Standstill{{Cause: consult.WaitsForBody, From: days(14)}}}
	gone := consult.Case{Body: "a", Sort: consult.AnError, Received: monday(9), Ended: days(1)}
	got := consult.Time([]consult.Case{done(0, 2), done(1, 4), paused, open, gone}, days(21))
	if got.Cases != 5 || got.Open != 1 || got.Paused != 1 || got.Late != 1 || got.Answered != 3 ||
		got.Replied != 3 {
		t.Errorf("%+v", got)
	}
	for name, each := range map[string]struct {
		got  consult.Estimate
		days int
	}{"reply": {got.Reply, 1}, "solve": {got.Solve, 4}, "calendar": {got.Calendar, 4}} {
		if !each.got.Known || each.got.Days != each.days {
			t.Errorf("%s: %+v, want %d", name, each.got, each.days)
		}
	}
	if got.SolveMost.Known || got.Still != 2 {
		t.Errorf("nine of ten %+v, still %v", got.SolveMost, got.Still)
	}
	if c := consult.Answering([]consult.Case{open, gone}, days(21)); c != nil {
		t.Error("a curve of two cases is shown")
	}
	c := consult.Answering([]consult.Case{done(0, 2), done(1, 4), paused, open, gone}, days(21))
	if c[0] != 0 || c[1] <= c[0] || c[len(c)-1] > 0.76 {
		t.Errorf("%v", c)
	}
}

// To let a case lie, or to pause it, makes no figure of the others better, and
// a pause never adds to the time that counts.
func TestPausesAreToldApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := consult.Case{Received: monday(9),
			Answered: monday(9).AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "took"))}
		from := rapid.IntRange(0, 60).Draw(t, "from")
		paused := c
		paused.Pauses = []consult.Standstill{{From: monday(9).AddDate(0, 0, from),
			To: monday(9).AddDate(0, 0, from+rapid.IntRange(0, 30).Draw(t, "long"))}}
		a, b := consult.Time([]consult.Case{c}, monday(9)), consult.Time([]consult.Case{paused}, monday(9))
		if b.Solve.Days > a.Solve.Days || b.Calendar != a.Calendar ||
			b.Solve.Days+int(b.Still) != a.Solve.Days {
			t.Fatalf("%+v became %+v", a, b)
		}
	})
}

// A table shows no small number, and none can be computed from what it shows:
// in the equations of the sums no hidden count is determined.
func TestN20SmallNumbersCannotBeComputed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "columns")
		counts := make([][]int, rows+1)
		for i := range counts {
			counts[i] = make([]int, columns+1)
		}
		for i := range rows {
			for j := range columns {
				n := rapid.SampledFrom([]int{0, 0, 1, 2, 3, 4, 5, 6, 9, 20}).Draw(t, "n")
				counts[i][j] = n
				counts[i][columns] += n
				counts[rows][j] += n
				counts[rows][columns] += n
			}
		}
		hidden := consult.Hide(counts, consult.FewCases)
		for i := range counts {
			for j, n := range counts[i] {
				if !hidden[i][j] && n > 0 && n < consult.FewCases {
					t.Fatalf("%v shows %d", counts, n)
				}
				if hidden[i][j] && determined(hidden, i, j) {
					t.Fatalf("%v: %d,%d can be computed from %v", counts, i, j, hidden)
				}
			}
		}
	})
}

// determined tells whether the equations (each row and each column sums to its
// last cell) leave a hidden cell one value: by elimination, not by the rule.
func determined(hidden [][]bool, i, j int) bool {
	index, unknowns := map[[2]int]int{}, 0
	for r := range hidden {
		for c := range hidden[r] {
			if hidden[r][c] {
				index[[2]int{r, c}] = unknowns
				unknowns++
			}
		}
	}
	var system [][]float64
	line := func(cells [][2]int) {
		row := make([]float64, unknowns)
		for k, cell := range cells {
			if at, is := index[cell]; is {
				row[at] = 1
				if k == len(cells)-1 {
					row[at] = -1
				}
			}
		}
		system = append(system, row)
	}
	for r := range hidden {
		var cells [][2]int
		for c := range hidden[r] {
			cells = append(cells, [2]int{r, c})
		}
		line(cells)
	}
	for c := range hidden[0] {
		var cells [][2]int
		for r := range hidden {
			cells = append(cells, [2]int{r, c})
		}
		line(cells)
	}
	unit := make([]float64, unknowns)
	unit[index[[2]int{i, j}]] = 1
	return rank(append(clone(system), unit)) == rank(clone(system))
}

func clone(m [][]float64) [][]float64 {
	out := make([][]float64, len(m))
	for i := range m {
		out[i] = append([]float64{}, m[i]...)
	}
	return out
}

func rank(m [][]float64) (n int) {
	for c := 0; len(m) > 0 && c < len(m[0]); c++ {
		pivot := -1
		for r := n; r < len(m); r++ {
			if math.Abs(m[r][c]) > 1e-9 {
				pivot = r
				break
			}
		}
		if pivot < 0 {
			continue
		}
		m[n], m[pivot] = m[pivot], m[n]
		for r := n + 1; r < len(m); r++ {
			by := m[r][c] / m[n][c]
			for k := range m[r] {
				m[r][k] -= by * m[n][k]
			}
		}
		n++
	}
	return n
}

// Cells of the table hold the cases of their body and sort, and hidden ones nothing.
func TestTheTableOfTimes(t *testing.T) {
	var cases []consult.Case
	add := func(body string, s consult.Sort, n int) {
		for range n {
			cases = append(cases, consult.Case{Body: body, Sort: s, Received: monday(9), Answered: monday(9).AddDate(0, 0, 1)})
		}
	}
	add("a", consult.ARequest, 9)
	add("a", consult.AnError, 7)
	add("a", consult.ALicence, 2)
	add("b", consult.ARequest, 6)
	add("b", consult.AnError, 6)
	table := consult.Tabulate(cases, []string{"a", "b"}, monday(9).AddDate(0, 0, 30))
	if c := table.Cells[0][0]; c.Hidden || c.Cases != 9 || c.Solve.Days != 1 {
		t.Errorf("%+v", c)
	}
	for _, at := range [][2]int{{0, 2}, {2, 2}} {
		if c := table.Cells[at[0]][at[1]]; !c.Hidden || c.Cases != 0 {
			t.Errorf("%v shows %+v", at, c)
		}
	}
	if all := table.Cells[2][4]; all.Hidden || all.Cases != 30 {
		t.Errorf("all: %+v", all)
	}
}
