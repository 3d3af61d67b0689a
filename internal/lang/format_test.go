package lang

import (
	"math"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	sv, en := For(Swedish), For(English)
	for _, row := range []struct {
		got, want string
	}{
		{sv.Number(0), "0"},
		{sv.Number(999), "999"},
		{sv.Number(1234), "1\u00a0234"},
		{sv.Number(int64(-1234567)), "\u22121\u00a0234\u00a0567"},
		{sv.Number(1234567.5), "1\u00a0234\u00a0567,5"},
		{en.Number(1234567.5), "1,234,567.5"},
		{sv.Number(math.Copysign(0, -1)), "0"},
		{sv.Decimal(-0.001, 2), "0,00"},
		{sv.Decimal(2.0/3, 3), "0,667"},
		{sv.Percent(0.125, 1), "12,5\u00a0%"},
		{en.Percent(0.125, 1), "12.5%"},
		{sv.Money(123450), "1\u00a0234,50\u00a0kr"},
		{en.Money(-5), "SEK\u00a0\u22120.05"},
		{sv.Money(math.MinInt64), "\u221292\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,08\u00a0kr"},
		{sv.Size(0), "0\u00a0byte"},
		{en.Size(1), "1\u00a0byte"},
		{en.Size(999), "999\u00a0bytes"},
		{sv.Size(1000), "1,0\u00a0kB"},
		{sv.Size(999_999), "1,0\u00a0MB"},
		{sv.Size(1_234_567), "1,2\u00a0MB"},
		{en.Size(20_000_000), "20\u00a0MB"},
		{en.Size(math.MaxInt64), "9.2\u00a0EB"},
	} {
		if row.got != row.want {
			t.Errorf("%q, want %q", row.got, row.want)
		}
	}
}

// at reads a time written in UTC.
func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDates(t *testing.T) {
	sv, en := For(Swedish), For(English)
	start, end := at(t, "2023-12-12 12:00"), at(t, "2023-12-12 13:30")
	next := at(t, "2023-12-13 13:30")
	for _, row := range []struct{ got, want string }{
		{sv.Date(start), "12 december 2023"},
		{en.Date(start), "12 December 2023"},
		{sv.Day(start), "tisdag 12 december 2023"},
		{en.Day(at(t, "2024-02-29 23:30")), "Friday 1 March 2024"},
		{sv.DateTime(start), "12 december 2023 kl. 13.00"},
		{en.DateTime(start), "12 December 2023, 13:00 (Stockholm)"},
		{sv.Zone(start), "svensk tid (CET)"},
		{en.Zone(at(t, "2024-07-01 12:00")), "CEST"},
		{sv.Range(start, end), "12 december 2023 kl. 13.00–14.30"},
		{en.Range(start, end), "12 December 2023, 13:00–14:30 (Stockholm)"},
		{sv.Range(start, next), "12 december 2023 kl. 13.00 – 13 december 2023 kl. 14.30"},
		{en.Range(start, next), "12 December 2023, 13:00 – 13 December 2023, 14:30 (Stockholm)"},
		{sv.Duration(90 * time.Minute), "1 timme 30 minuter"},
		{en.Duration(72 * time.Hour), "3 days"},
		{sv.Duration(0), "0 minuter"},
		{sv.Days(start, end), "i dag"},
		{sv.Days(start, next), "i morgon"},
		{sv.Days(next, start), "i går"},
		{sv.Days(at(t, "2023-11-27 23:30"), start), "om 14 dagar"},
		{en.Days(start, at(t, "2023-12-09 12:00")), "3 days ago"},
	} {
		if plain(row.got) != row.want {
			t.Errorf("%q, want %q", plain(row.got), row.want)
		}
	}
}

func TestTheHourThatComesTwice(t *testing.T) {
	sv := For(Swedish)
	first, second := at(t, "2023-10-29 00:30"), at(t, "2023-10-29 01:30")
	if a, b := plain(sv.Time(first)), plain(sv.Time(second)); a != "02.30 CEST" ||
		b != "02.30 CET" {
		t.Errorf("%q and %q", a, b)
	}
	if got := sv.Time(at(t, "2023-10-29 02:30")); got != "03.30" {
		t.Errorf("the hour after: %q", got)
	}
	// A day of 23 hours and one of 25 are each one day.
	for _, day := range []string{"2024-03-30 23:00", "2023-10-28 22:00"} {
		if got := sv.Days(at(t, day), at(t, day).Add(25*time.Hour)); got != "i morgon" {
			t.Errorf("from %s: %q", day, got)
		}
	}
}

func TestCompareFromManyGoroutines(t *testing.T) {
	want := []string{"Aas", "Berg", "Zorn", "Åberg", "Ärlig", "Öberg"}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got := []string{"Öberg", "Zorn", "Ärlig", "Aas", "Åberg", "Berg"}
			slices.SortFunc(got, For(Swedish).Compare)
			if !slices.Equal(got, want) {
				t.Errorf("%q", got)
			}
		})
	}
	group.Wait()
	if c := For(English).Compare("Åberg", "Zorn"); c >= 0 {
		t.Errorf("in English Å sorts with A, got %d", c)
	}
	p := For(Swedish)
	if p.Compare("a", "a") != 0 || p.Compare("e\u0301", "é") == 0 {
		t.Error("only the same bytes are the same")
	}
}
