package plan

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestARhythmDividesTheYear(t *testing.T) {
	from := time.Date(2023, 11, 30, 23, 0, 0, 0, time.UTC)
	to := time.Date(2024, 7, 1, 1, 0, 0, 0, time.UTC)
	for r, want := range map[Rhythm][]Period{
		"":         {"2023-2", "2024-1", "2024-2"},
		HalfYearly: {"2023-2", "2024-1", "2024-2"},
		Quarterly:  {"2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"},
		Yearly:     {"2023", "2024"},
	} {
		if got := r.Periods(from, to); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", r, got, want)
		}
	}
	for _, p := range []Period{"2024-Q5", "2024-Q0", "2024-3", "2024-", "24", "2024-Q12", "år"} {
		if a, b := p.Span(time.UTC); !a.IsZero() || !b.IsZero() {
			t.Errorf("%q is from %s to %s", p, a, b)
		}
	}
}

// A missing report is told when the days of grace have passed, and who reports
// is asked for it before: after a quarter as after a year.
func TestRemindersAndMissingReportsFollowTheRhythm(t *testing.T) {
	on := func(month time.Month, day, hour int) time.Time {
		return time.Date(2024, month, day, hour, 0, 0, 0, time.UTC)
	}
	for _, c := range []struct {
		rhythm Rhythm
		after  time.Time
		period Period
		at     time.Time
		late   bool
		due    Period
	}{
		{Quarterly, on(3, 31, 12), "2024-Q1", on(4, 1, 8), false, "2024-Q1"},
		{Quarterly, on(4, 1, 8), "2024-Q1", on(4, 25, 8), false, "2024-Q1"},
		{Quarterly, on(4, 25, 8), "2024-Q1", on(5, 3, 8), true, "2024-Q1"},
		{Quarterly, on(5, 3, 8), "2024-Q2", on(7, 1, 8), false, "2024-Q2"},
		{HalfYearly, on(5, 31, 8), "2024-1", on(7, 1, 8), false, "2024-1"},
		{Yearly, on(1, 2, 8), "2023", on(1, 25, 8), false, "2023"},
		{Yearly, on(2, 2, 8), "2024", time.Date(2025, 1, 1, 8, 0, 0, 0, time.UTC), false, "2024"},
	} {
		if o := c.rhythm.NextOccasion(c.after); o.Period != c.period || !o.At.Equal(c.at) ||
			o.Late != c.late {
			t.Errorf("%s after %s: %+v", c.rhythm, c.after, o)
		}
		if got := c.rhythm.ReportsDue(c.after.Add(time.Hour)); c.rhythm != Quarterly &&
			got != c.due {
			t.Errorf("%s: the report asked for after %s is %s", c.rhythm, c.after, got)
		}
	}
	all := Quarterly.Standings(on(1, 10, 0), time.Time{}, on(8, 2, 12),
		[]Report{{Period: "2024-Q1", Number: 1}})
	if len(all) != 3 || all[0].Missing || !all[1].Missing || all[2].Missing {
		t.Errorf("%+v", all)
	}
}

// Every moment is in the span of its period, and the periods follow each other.
func TestPeriodsFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(Rhythms()).Draw(t, "rhythm")
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0).UTC()
		from, next := r.PeriodOf(at).Span(time.UTC)
		if at.Before(from) || !at.Before(next) {
			t.Fatalf("%s is not in %s", at, r.PeriodOf(at))
		}
		if _, end := r.before(at).Span(time.UTC); !end.Equal(from) {
			t.Fatalf("before %s comes %s", r.PeriodOf(at), r.before(at))
		}
	})
}
