package standard

import (
	"fmt"
	"time"
)

// A Day is a date without a clock, counted in days from 1 January 1970. The
// zero Day is a date that is not known.
type Day int

const secondsOfDay = 24 * 60 * 60

// On gives the day of a date.
func On(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

// DayOf gives the date that t has in its own zone; unknown for the zero time.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	return On(t.Date())
}

// ParseDay reads a date as ISO 8601 writes it: "2023-12-12".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("standard: %q is no date of the form 2023-12-12", s)
	}
	return DayOf(t), nil
}

// Known tells whether there is a date.
func (d Day) Known() bool { return d != 0 }

// Time gives noon of the day in UTC, which is the same day in all of Europe.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsOfDay, 0).UTC().Add(12 * time.Hour) }

// Months gives the same day of the month n months later, or the last of that
// month where it has no such day: 30 November and three months is 28 February.
func (d Day) Months(n int) Day {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return On(first.Year(), first.Month(), min(t.Day(), last))
}

// String writes the date as ISO 8601 does; nothing for one that is not known.
func (d Day) String() string {
	if !d.Known() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalText implements encoding.TextMarshaler.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. An empty text is a date that is not known.
func (d *Day) UnmarshalText(text []byte) (err error) {
	*d = 0
	if len(text) > 0 {
		*d, err = ParseDay(string(text))
	}
	return err
}
