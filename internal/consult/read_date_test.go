package consult

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/lang"
)

// TestHowAuthoritiesWriteWhen: the same meeting, 12 December 2023 from 13 to 14.30.
func TestHowAuthoritiesWriteWhen(t *testing.T) {
	for _, s := range []string{
		"12 december 2023 kl. 13.00-14.30",
		"12 december 2023, kl 13–14.30",
		"den 12 december 2023 klockan 13.00 till 14.30",
		"Tisdagen den 12 december 2023 kl. 13:00 – 14:30",
		"tisdag 12 dec 2023, 13.00-14.30",
		"12 dec. 2023 mellan kl. 13.00 och 14.30",
		"kl. 13.00–14.30 den 12 december 2023",
		"2023-12-12 13:00-14:30",
		"2023-12-12, kl. 13.00 – ca 14.30",
		"12/12 2023 kl 13-14.30",
		"12.12.2023 kl. 13.00-14.30",
		"12:e december 2023 13.00−14.30",
		"12 december 2023 kl.\u00a013.00–14.30",
		"12 December 2023, 13:00–14:30 (Stockholm)",
		"December 12, 2023, 1:00–2:30 pm",
		"Tuesday, 12th December 2023 from 1 pm to 2.30 pm",
		"12th of December 2023, 13:00 to 14:30 CET",
		"12 December 2023, 12:00–13:30 UTC",
	} {
		r := ReadInvitation("Inbjudan till samråd\n\nTid: " + s)
		if moment(r.Meeting.Start) != "2023-12-12T12:00:00Z" ||
			moment(r.Meeting.End) != "2023-12-12T13:30:00Z" {
			t.Errorf("%q: %v to %v", s, r.Meeting.Start, r.Meeting.End)
		}
	}
}

func TestHoursThatAreNone(t *testing.T) {
	for _, s := range []string{"kl. 25.00–26.00", "12 december 2023", "rum 13-15 på plan 3",
		"handlingsplan 2023-2025",
		"kl. 13.75", "SOU 2023:12", "13 pm"} {
		if h, ok := hoursIn(s, false); ok {
			t.Errorf("%q: %+v", s, h)
		}
	}
	for _, s := range []string{"31 februari 2023", "2023-13-01", "45/3 2023", "12 personer 2023",
		"maj 2023", "2023/24"} {
		if d := dates(s); len(d) > 0 {
			t.Errorf("%q: %+v", s, d)
		}
	}
}

func TestWithoutHoursOrYearThereIsNoStart(t *testing.T) {
	for _, s := range []string{"Tid: 12 december 2023", "Tid: 12 december kl. 13–14",
		"Tid: kl. 13–14", ""} {
		if r := ReadInvitation("Inbjudan till samråd\n\n" + s); !r.Meeting.Start.IsZero() {
			t.Errorf("%q: %v", s, r.Meeting.Start)
		}
	}
}

func TestTwoDays(t *testing.T) {
	r := ReadInvitation("Inbjudan till samråd\n\nTid: 12–13 december 2023 kl. 9–16")
	if moment(r.Meeting.Start) != "2023-12-12T08:00:00Z" ||
		moment(r.Meeting.End) != "2023-12-13T15:00:00Z" {
		t.Errorf("%v to %v", r.Meeting.Start, r.Meeting.End)
	}
}

// TestWhatWeWriteWeRead: any moment that the program prints is read as itself.
func TestWhatWeWriteWeRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(2020, 1, 1, 0, 0, 0, 0, lang.Stockholm).AddDate(0, 0, rapid.IntRange(0,
			4000).Draw(t, "day"))
		from := rapid.IntRange(4*60, 20*60).Draw(t, "from")
		till := from + rapid.IntRange(5, 180).Draw(t, "minutes")
		y, m, d := day.Date()
		start := time.Date(y, m, d, from/60, from%60, 0, 0, lang.Stockholm)
		end := time.Date(y, m, d, till/60, till%60, 0, 0, lang.Stockholm)
		for _, l := range lang.Languages() {
			words := lang.For(l).Range(start, end)
			r := ReadInvitation(fmt.Sprintf("Inbjudan till samråd\n\nTid: %s", words))
			if !r.Meeting.Start.Equal(start) || !r.Meeting.End.Equal(end) {
				t.Fatalf("%q was read as %v to %v", words, r.Meeting.Start, r.Meeting.End)
			}
		}
	})
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"12 december 2023 kl. 13.00-14.30", "1/2 2023",
		"Dec 12, 2023 1-2 pm"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range dates(s) {
			if !d.valid() || d.at[1] > len(s) || d.at[0] >= d.at[1] {
				t.Errorf("%q: %+v", s, d)
			}
		}
		if h, ok := hoursIn(s, true); ok && (h.from < 0 || h.from > 24*60 || h.till > 24*60 ||
			h.at[1] > len(s)) {
			t.Errorf("%q: %+v", s, h)
		}
	})
}
