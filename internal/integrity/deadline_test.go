package integrity

import (
	"testing"
	"time"
	_ "time/tzdata" // Stockholm everywhere

	"pgregory.net/rapid"
)

func stockholm(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Deadlines are counted in days and months of the calendar in Stockholm: to the
// end of the month where it lacks the day, and across the change of the clock.
func TestK48AC2DeadlinesAtMonthEndAndSummerTime(t *testing.T) {
	zone := stockholm(t)
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, row := range []struct{ from, acknowledge, feedback string }{
		{"2024-11-30 10:00", "2024-12-08 00:00", "2025-03-01 00:00"}, // in time on 28 February
		{"2023-11-30 10:00", "2023-12-08 00:00", "2024-03-01 00:00"}, // a leap year: on 29 February
		{"2024-11-29 23:59", "2024-12-07 00:00", "2025-03-01 00:00"},
		{"2024-11-28 00:00", "2024-12-06 00:00", "2025-03-01 00:00"},
		{"2024-11-27 00:00", "2024-12-05 00:00", "2025-02-28 00:00"},
		{"2024-08-31 12:00", "2024-09-08 00:00", "2024-12-01 00:00"}, // November has thirty days
		{"2024-12-31 12:00", "2025-01-08 00:00", "2025-04-01 00:00"}, // into summer time
		{"2024-03-25 12:00", "2024-04-02 00:00", "2024-06-26 00:00"}, // over 31 March, 23 hours
		{"2024-10-22 12:00", "2024-10-30 00:00", "2025-01-23 00:00"}, // over 27 October, 25 hours
		{"2024-03-31 03:00", "2024-04-08 00:00", "2024-07-01 00:00"},
	} {
		from := at(row.from)
		if got := AcknowledgeBy(from); !got.Equal(at(row.acknowledge)) {
			t.Errorf("%s: to be acknowledged by %s, want %s", row.from, got, row.acknowledge)
		}
		if got := FeedbackBy(from); !got.Equal(at(row.feedback)) {
			t.Errorf("%s: feedback by %s, want %s", row.from, got, row.feedback)
		}
	}
	// The same moment is another day in another zone; the zone of the argument counts.
	if got := AcknowledgeBy(at("2024-12-01 00:30").UTC()); got.Day() != 8 {
		t.Errorf("in UTC the day before counts: %s", got)
	}
	last := at("2025-02-28 23:59")
	if by := FeedbackBy(at("2024-11-30 10:00")); !InTime(last, by) || InTime(by, by) {
		t.Error("the last day is not in time, or the day after is")
	}
}

// A deadline is never more than three months and a day away, never falls into
// the fourth month, and comes no earlier for what begins later.
func TestDeadlinesRiseAndStayInTheirMonth(t *testing.T) {
	zone := stockholm(t)
	rapid.Check(t, func(t *rapid.T) {
		hour := rapid.IntRange(0, 30*365*24)
		a := time.Date(2010, 1, 1, hour.Draw(t, "a"), 0, 0, 0, zone)
		b := a.Add(time.Duration(hour.Draw(t, "later")) * time.Hour)
		if FeedbackBy(b).Before(FeedbackBy(a)) || AcknowledgeBy(b).Before(AcknowledgeBy(a)) {
			t.Fatal("what begins later is due earlier")
		}
		last := FeedbackBy(a).AddDate(0, 0, -1) // the day that counts last
		months := (last.Year()-a.Year())*12 + int(last.Month()-a.Month())
		if months != 3 || last.Day() > a.Day() || FeedbackBy(a).Hour() != 0 {
			t.Fatalf("%s leads to %s", a, last)
		}
	})
}
