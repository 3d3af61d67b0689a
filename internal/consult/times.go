package consult

import (
	"slices"
	"time"

	"insyn/internal/lapse"
)

// A Case is how long one matter took: when things happened, and neither who
// asked nor what about.
type Case struct {
	Body     string
	Sort     Sort
	Received time.Time
	Replied  time.Time // first human answer
	Answered time.Time // in full
	Ended    time.Time // withdrawn, or nothing to answer
	Late     bool
	Pauses   []Standstill
}

// FewCases is how many cases there must be before their times are shown: of
// fewer, one could tell whose they are.
const FewCases = 5

// An Estimate is a number of working days within which a share of the cases
// come so far. Not known while so many are open that the share is not reached.
type Estimate struct {
	Days  int
	Known bool
}

// Times are the response times of some cases, in working days. The time in
// which a case waited for others is told apart and is in none but Calendar.
type Times struct {
	Cases, Open, Paused, Late int
	Replied, Answered         int
	Reply, ReplyMost          Estimate // half, and nine of ten, have a first human answer
	Solve, SolveMost          Estimate // half, and nine of ten, are answered in full
	Calendar                  Estimate // half are answered in full: days of the calendar, pauses included
	Still                     float64  // working days that a case waits for others, on average
}

// Time computes the response times of cases at now, by the estimate of Kaplan
// and Meier: an open case counts as long as it has lasted. One that ended
// without an answer counts up to its end.
func Time(cases []Case, now time.Time) (t Times) {
	var reply, solve, calendar []lapse.Span
	still := 0
	for _, c := range cases {
		end, done := c.end(now)
		t.count(c, done)
		first := c.Replied
		if first.IsZero() || first.After(end) {
			first = end
		}
		reply = append(reply, lapse.Span{Took: inDays(c.working(first)), Done: !c.Replied.IsZero()})
		solve = append(solve, lapse.Span{Took: inDays(c.working(end)), Done: done})
		calendar = append(calendar, lapse.Span{Took: end.Sub(c.Received), Done: done})
		still += c.still(c.Received, end)
	}
	t.Reply, t.ReplyMost = estimate(reply, 0.5), estimate(reply, 0.9)
	t.Solve, t.SolveMost = estimate(solve, 0.5), estimate(solve, 0.9)
	t.Calendar = estimate(calendar, 0.5)
	if len(cases) > 0 {
		t.Still = float64(still) / float64(len(cases))
	}
	return t
}

// end gives when a case came to its end, and whether with an answer; now while it is open.
func (c Case) end(now time.Time) (time.Time, bool) {
	switch {
	case !c.Answered.IsZero():
		return c.Answered, true
	case !c.Ended.IsZero():
		return c.Ended, false
	}
	return now, false
}

func (t *Times) count(c Case, done bool) {
	t.Cases++
	switch {
	case done:
		t.Answered++
	case c.Ended.IsZero():
		t.Open++
		if n := len(c.Pauses); n > 0 && c.Pauses[n-1].To.IsZero() {
			t.Paused++
		}
	}
	if !c.Replied.IsZero() {
		t.Replied++
	}
	if c.Late {
		t.Late++
	}
}

// working counts the working days of a case up to a moment, but for those in
// which it waited for others.
func (c Case) working(to time.Time) int {
	return max(WorkingDays(c.Received, to)-c.still(c.Received, to), 0)
}

// still counts the working days in which a case waited for others.
func (c Case) still(from, to time.Time) (n int) {
	for _, p := range c.Pauses {
		begin, end := p.From, p.To
		if end.IsZero() || end.After(to) {
			end = to
		}
		if begin.Before(from) {
			begin = from
		}
		n += WorkingDays(begin, end)
	}
	return n
}

func inDays(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

func estimate(spans []lapse.Span, share float64) Estimate {
	took, known := lapse.Quantile(spans, share)
	return Estimate{Days: int(took / (24 * time.Hour)), Known: known}
}

// A Curve is how large a share of the cases had their answer within each
// number of working days, from 0.
type Curve []float64

// curveDays is how far a curve goes.
const curveDays = 40

// Answering gives the curve of cases at now; nil for fewer than may be shown.
func Answering(cases []Case, now time.Time) (c Curve) {
	if len(cases) < FewCases {
		return nil
	}
	var solve []lapse.Span
	for _, each := range cases {
		end, done := each.end(now)
		solve = append(solve, lapse.Span{Took: inDays(each.working(end)), Done: done})
	}
	for days := 0; days <= curveDays; days += 5 {
		c = append(c, lapse.Ended(solve, inDays(days)))
	}
	return c
}

// A TimesTable has the times of each body and sort of case, and of all. The
// last row is of all bodies, the last of a row of all sorts. Hidden cells hold
// nothing: so few cases, or one could compute a hidden one from the others.
type TimesTable struct {
	Bodies []string
	Cells  [][]TimesCell
}

// A TimesCell is one cell of the table.
type TimesCell struct {
	Times
	Hidden bool
}

// Tabulate makes the table of cases at now, its bodies in the order given.
func Tabulate(cases []Case, bodies []string, now time.Time) TimesTable {
	sorts := CaseSorts()
	in := make([][][]Case, len(bodies)+1)
	for i := range in {
		in[i] = make([][]Case, len(sorts)+1)
	}
	for _, c := range cases {
		row, column := slices.Index(bodies, c.Body), slices.Index(sorts, c.Sort)
		if row < 0 || column < 0 {
			continue
		}
		for _, at := range [][2]int{{row, column}, {row, len(sorts)}, {len(bodies), column},
			{len(bodies), len(sorts)}} {
			in[at[0]][at[1]] = append(in[at[0]][at[1]], c)
		}
	}
	counts := make([][]int, len(in))
	for i, row := range in {
		for _, cell := range row {
			counts[i] = append(counts[i], len(cell))
		}
	}
	hidden := Hide(counts, FewCases)
	t := TimesTable{Bodies: bodies, Cells: make([][]TimesCell, len(in))}
	for i, row := range in {
		for j, cell := range row {
			if hidden[i][j] {
				t.Cells[i] = append(t.Cells[i], TimesCell{Hidden: true})
				continue
			}
			t.Cells[i] = append(t.Cells[i], TimesCell{Times: Time(cell, now)})
		}
	}
	return t
}
