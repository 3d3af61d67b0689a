package consult_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/consult"
	"insyn/internal/lang"
)

// The movable days of years that have been, and some that will be: the
// calendars that were printed for them are the oracle.
func TestHolidaysOfKnownYears(t *testing.T) {
	for year, want := range map[int]string{
		// good-friday, easter, easter-monday, ascension, pentecost, midsummer-eve, midsummer, all-saints
		2008: "21/3 23/3 24/3 1/5 11/5 20/6 21/6 1/11",
		2019: "19/4 21/4 22/4 30/5 9/6 21/6 22/6 2/11",
		2023: "7/4 9/4 10/4 18/5 28/5 23/6 24/6 4/11",
		2024: "29/3 31/3 1/4 9/5 19/5 21/6 22/6 2/11",
		2025: "18/4 20/4 21/4 29/5 8/6 20/6 21/6 1/11",
		2026: "3/4 5/4 6/4 14/5 24/5 19/6 20/6 31/10",
		2027: "26/3 28/3 29/3 6/5 16/5 25/6 26/6 6/11",
		2038: "23/4 25/4 26/4 3/6 13/6 25/6 26/6 6/11",
	} {
		var got []string
		for _, name := range []string{"good-friday", "easter", "easter-monday", "ascension",
			"pentecost",
			"midsummer-eve", "midsummer", "all-saints"} {
			for _, h := range consult.Holidays(year) {
				if h.Name == name {
					got = append(got, fmt.Sprintf("%d/%d", h.Day, h.Month))
				}
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%d: %s, want %s", year, s, want)
		}
	}
}

// Every holiday of a year is no working day, and the list is that of the rule:
// each weekday off is in it. The days stand in order.
func TestHolidaysAreTheDaysOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1990, 2200).Draw(t, "year")
		listed := map[string]bool{}
		last := 0
		for _, h := range consult.Holidays(year) {
			day := time.Date(year, h.Month, h.Day, 12, 0, 0, 0, lang.Stockholm)
			if consult.WorkingDay(day) || day.YearDay() < last {
				t.Fatalf("%d-%d-%d %s", year, h.Month, h.Day, h.Name)
			}
			last = day.YearDay()
			listed[day.Format(time.DateOnly)] = true
		}
		for day := time.Date(year, 1, 1, 12, 0, 0, 0, lang.Stockholm); day.Year() == year; day = day.AddDate(0, 0, 1) {
			weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
			if !weekend && consult.WorkingDay(day) == listed[day.Format(time.DateOnly)] {
				t.Fatalf("%s: working %v", day.Format(time.DateOnly), consult.WorkingDay(day))
			}
		}
	})
}

// Working days are counted in Stockholm, over holidays and the turn of the year.
func TestWorkingDays(t *testing.T) {
	at := func(s string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02 15:04", s, lang.Stockholm)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for _, row := range []struct {
		from, to string
		days     int
	}{
		{"2026-11-30 09:00", "2026-11-30 23:59", 0},
		{"2026-11-27 16:00", "2026-11-30 00:01", 1}, // over a weekend
		{"2026-12-22 09:00", "2026-12-28 09:00", 2}, // Christmas Eve to Boxing Day off
		{"2026-12-30 09:00", "2027-01-07 09:00", 3}, // New Year's Eve, New Year, Epiphany off
		{"2026-04-02 09:00", "2026-04-07 09:00", 1}, // Maundy Thursday works, Easter does not
		{"2026-06-18 09:00", "2026-06-22 09:00", 1}, // Midsummer Eve
		{"2026-05-13 09:00", "2026-05-15 09:00", 1}, // Ascension; the day between works
		{"2026-03-27 23:30", "2026-03-30 00:30", 1}, // the clocks change
		{"2026-12-01 09:00", "2026-11-01 09:00", 0}, // backwards
	} {
		if got := consult.WorkingDays(at(row.from), at(row.to)); got != row.days {
			t.Errorf("%s to %s: %d, want %d", row.from, row.to, got, row.days)
		}
	}
	if got := consult.AfterWorkingDays(at("2026-12-22 09:00"), 2); !got.Equal(at("2026-12-28 23:59").Add(59 * time.Second)) {
		t.Errorf("two working days from 22 December end %v", got)
	}
}

// What has run out after n working days has taken n of them, and a stretch can
// be split anywhere.
func TestWorkingDaysAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		begin := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		hours := func(name string) time.Time {
			return begin.Add(time.Duration(rapid.IntRange(0, 24*900).Draw(t, name)) * time.Hour)
		}
		a, b, c := hours("a"), hours("b"), hours("c")
		if !a.After(b) && !b.After(c) && consult.WorkingDays(a, b)+consult.WorkingDays(b, c) != consult.WorkingDays(a, c) {
			t.Fatalf("%v %v %v", a, b, c)
		}
		n := rapid.IntRange(1, 60).Draw(t, "n")
		if end := consult.AfterWorkingDays(a, n); consult.WorkingDays(a, end) != n ||
			!consult.WorkingDay(end) ||
			consult.WorkingDays(a, end.Add(time.Minute)) < n {
			t.Fatalf("%d working days from %v end %v", n, a, end)
		}
	})
}
