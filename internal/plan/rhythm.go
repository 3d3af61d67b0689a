package plan

import (
	"strconv"
	"strings"
	"time"
)

// A Rhythm is how often a plan is reported: half-years where nothing is said.
type Rhythm string

// The rhythms.
const (
	Quarterly  Rhythm = "quarter"
	HalfYearly Rhythm = "half-year"
	Yearly     Rhythm = "year"
)

// Rhythms lists the rhythms, the fastest first.
func Rhythms() []Rhythm { return []Rhythm{Quarterly, HalfYearly, Yearly} }

// months is how long a period of a rhythm is.
func (r Rhythm) months() int {
	switch r {
	case Quarterly:
		return 3
	case Yearly:
		return 12
	}
	return 6
}

// A Period is a reporting period: "2024-1" is the first half-year of 2024,
// "2024-Q3" its third quarter, and "2024" all of it.
type Period string

// PeriodOf gives the period that a moment belongs to, in its own zone.
func (r Rhythm) PeriodOf(t time.Time) Period {
	year, part := strconv.Itoa(t.Year()), strconv.Itoa((int(t.Month())-1)/r.months()+1)
	switch r {
	case Quarterly:
		return Period(year + "-Q" + part)
	case Yearly:
		return Period(year)
	}
	return Period(year + "-" + part)
}

// parts takes a period apart: its year, which part of the year it is, and how
// many months it has. ok is false where p is no period.
func (p Period) parts() (year, part, months int, ok bool) {
	name, rest, within := strings.Cut(string(p), "-")
	year, err := strconv.Atoi(name)
	if err != nil || !within {
		return year, 1, Yearly.months(), err == nil && len(name) == len("2024")
	}
	months = HalfYearly.months()
	if number, quarter := strings.CutPrefix(rest, "Q"); quarter {
		rest, months = number, Quarterly.months()
	}
	if len(rest) != 1 || rest < "1" || rest > strconv.Itoa(12/months) {
		return 0, 0, 0, false
	}
	return year, int(rest[0] - '0'), months, true
}

// Span gives the first day of a period and the first day after it, in a zone;
// zero where p is no period.
func (p Period) Span(zone *time.Location) (from, next time.Time) {
	year, part, months, ok := p.parts()
	if !ok {
		return from, next
	}
	month := time.Month((part-1)*months + 1)
	return time.Date(year, month, 1, 0, 0, 0, 0, zone),
		time.Date(year, month+time.Month(months), 1, 0, 0, 0, 0, zone)
}

// mostPeriods is how many periods are listed: a plan runs for four years at most.
const mostPeriods = 40

// Periods lists the periods from a moment up to another, the first first.
func (r Rhythm) Periods(from, to time.Time) (all []Period) {
	for p := r.PeriodOf(from); len(all) < mostPeriods; {
		begin, next := p.Span(from.Location())
		if !begin.Before(to) {
			return all
		}
		all = append(all, p)
		p = r.PeriodOf(next)
	}
	return all
}

// before gives the period before that of a moment.
func (r Rhythm) before(t time.Time) Period {
	begun, _ := r.PeriodOf(t).Span(t.Location())
	return r.PeriodOf(begun.AddDate(0, 0, -1))
}

// ReportsDue gives the period whose report is asked for at a moment: the one
// that ended last, while its report may still come; else the one that goes on.
func (r Rhythm) ReportsDue(now time.Time) Period {
	this := r.PeriodOf(now)
	if begun, _ := this.Span(now.Location()); now.Before(begun.AddDate(0, 0, GraceDays)) {
		return r.before(now)
	}
	return this
}

// An Occasion is when those who report are written to about a period.
type Occasion struct {
	Period Period
	At     time.Time
	Late   bool // the day has passed
}

// remindBefore is how many days before the last day a reminder goes out.
const remindBefore = 7

// NextOccasion gives when those who report are to be written to next: when a
// period has ended, a week before the last day, and the day after it.
func (r Rhythm) NextOccasion(after time.Time) Occasion {
	for p := r.before(after); ; {
		_, ended := p.Span(after.Location())
		due := ended.AddDate(0, 0, GraceDays)
		for _, o := range []Occasion{{p, ended.Add(8 * time.Hour), false},
			{p, due.AddDate(0, 0, -remindBefore).Add(8 * time.Hour), false},
			{p, due.AddDate(0, 0, 1).Add(8 * time.Hour), true}} {
			if o.At.After(after) {
				return o
			}
		}
		p = r.PeriodOf(ended)
	}
}
