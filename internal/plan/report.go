package plan

import (
	"slices"
	"time"
	"unicode/utf8"

	"insyn/internal/fault"
)

// A Status is how far a commitment has come, as who reports says.
type Status string

// The statuses.
const (
	NotStarted  Status = "not-started"
	Limited     Status = "limited"
	Substantial Status = "substantial"
	Complete    Status = "complete"
)

// Statuses lists the statuses from least to most.
func Statuses() []Status { return []Status{NotStarted, Limited, Substantial, Complete} }

// A Challenge is a kind of reason for delay.
type Challenge string

// The kinds of reasons.
const (
	Funding    Challenge = "funding"
	Resources  Challenge = "resources"
	Priorities Challenge = "priorities"
	Approvals  Challenge = "approvals"
	Dependency Challenge = "dependency"
	OtherCause Challenge = "other"
)

// Challenges lists the kinds of reasons.
func Challenges() []Challenge {
	return []Challenge{Funding, Resources, Priorities, Approvals, Dependency, OtherCause}
}

// A Report tells how a commitment stands after a period.
type Report struct {
	Plan       ID          `json:"-"`
	Commitment string      `json:"-"`
	Period     Period      `json:"-"`
	Number     int         `json:"-"` // a report may be given again: the last one counts
	Given      time.Time   `json:"-"`
	Status     Status      `json:"status"`
	Progress   Text        `json:"progress"`
	Challenges []Challenge `json:"challenges,omitempty"`
	Why        Text        `json:"why,omitzero"` // the reason in words
	Evidence   []string    `json:"evidence,omitempty"`
	By         string      `json:"by,omitempty"` // role of who reported: no name
}

// How long what is said in a report may be, and how often a commitment can be
// reported for one period: all reports stay, and all of them are read for the
// page of the plan.
const (
	mostSaid    = 6000
	MostReports = 50
)

// Check tells what is missing in a report that is given at a moment, of a plan
// that ends on a date. Where little or nothing has been done, or something is
// late, a kind of reason and words are wanted; complete wants evidence that
// anybody can look at.
//
// Faults: Invalid, Refused (complete without public evidence).
func (r Report) Check(c Commitment, end Date, at time.Time) error {
	faults := r.excuses(c, end, at)
	if !slices.Contains(Statuses(), r.Status) {
		faults = append(faults, fault.New(fault.Invalid, "report.status-missing").At("status"))
	}
	if r.Progress.Empty() {
		faults = append(faults, fault.New(fault.Invalid, "report.progress-missing").At("progress"))
	}
	if r.Status == NotStarted || r.Status == Limited {
		if len(r.Challenges) == 0 {
			faults = append(faults, fault.New(fault.Invalid, "report.challenge-missing").At("challenges"))
		}
		if r.Why.Empty() {
			faults = append(faults, fault.New(fault.Invalid, "report.why-missing").At("why"))
		}
	}
	faults = append(faults, tooLong(r.Progress, "progress"), tooLong(r.Why, "why"))
	if r.Status == Complete && !c.Proven() {
		faults = append(faults, fault.New(fault.Refused, "report.unproven").At("evidence"))
	}
	return fault.Fields(faults...)
}

func tooLong(t Text, field string) *fault.Error {
	if max(utf8.RuneCountInString(t.SV), utf8.RuneCountInString(t.EN)) <= mostSaid {
		return nil
	}
	return fault.New(fault.Invalid, "edit.too-long").With("Most", mostSaid).At(field)
}

// GraceDays is how long after a period its report may come.
const GraceDays = 31

// A Standing is what is known of a commitment in a period.
type Standing struct {
	Period  Period
	Report  *Report
	Due     time.Time
	Missing bool // the day has passed, and there is no report
}

// Standings lists the periods of a commitment up to now, each with its report
// or with the word that there is none.
func (r Rhythm) Standings(from, to, now time.Time, reports []Report) (all []Standing) {
	end := now
	if !to.IsZero() && to.Before(now) {
		end = to
	}
	for _, p := range r.Periods(from, end) {
		_, next := p.Span(from.Location())
		s := Standing{Period: p, Due: next.AddDate(0, 0, GraceDays)}
		for i := range reports {
			if r := &reports[i]; r.Period == p && (s.Report == nil || r.Number > s.Report.Number) {
				s.Report = r
			}
		}
		s.Missing = s.Report == nil && now.After(s.Due)
		all = append(all, s)
	}
	return all
}
