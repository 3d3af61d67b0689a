package plan

import (
	"slices"
	"time"
)

// A Lateness is something of a commitment that should have come and has not.
type Lateness struct {
	Milestone Milestone // zero where it is a report
	Period    Period    // of the report that is missing
	Due       time.Time
}

// Late lists what is late of a commitment at a moment, the latest due first.
// A milestone is done when a date and something that proves it say so.
func Late(c Commitment, standings []Standing, now time.Time) (all []Lateness) {
	for _, m := range append(slices.Clone(c.Milestones), c.Operational...) {
		if last := m.Due.Last(); !m.Proven() && !last.IsZero() && now.After(last) {
			all = append(all, Lateness{Milestone: m, Due: last})
		}
	}
	for _, s := range standings {
		if s.Missing {
			all = append(all, Lateness{Period: s.Period, Due: s.Due})
		}
	}
	slices.SortStableFunc(all, func(a, b Lateness) int { return b.Due.Compare(a.Due) })
	return all
}

// Proven tells whether a milestone is done and something proves it.
func (m Milestone) Proven() bool { return m.Done.Known() && m.Proof != "" }

// Reason gives the last report that says why a commitment has not come
// further; nil where none does, or a later one says that it has.
func Reason(standings []Standing) *Report {
	for _, s := range slices.Backward(standings) {
		if s.Report == nil {
			continue
		}
		if s.Report.Status != Complete && !s.Report.Why.Empty() {
			return s.Report
		}
		return nil
	}
	return nil
}

// A Deadline is a day that somebody has to keep.
type Deadline struct {
	On         time.Time
	Commitment string
	Milestone  Milestone // zero where it is a report
	Period     Period
}

// Deadlines lists the milestones and reports of a content that are ahead, the
// nearest first. Reports are those of the period that goes on, and of the last
// where it may still come.
func Deadlines(c Content, standings map[string][]Standing, now time.Time) (all []Deadline) {
	for _, one := range c.Commitments {
		for _, m := range append(slices.Clone(one.Milestones), one.Operational...) {
			if last := m.Due.Last(); !m.Proven() && last.After(now) {
				all = append(all, Deadline{On: last.Add(-12 * time.Hour), Commitment: one.ID, Milestone: m})
			}
		}
		for _, s := range standings[one.ID] {
			if s.Report == nil && s.Due.After(now) {
				all = append(all, Deadline{On: s.Due, Commitment: one.ID, Period: s.Period})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Deadline) int { return a.On.Compare(b.On) })
	return all
}
