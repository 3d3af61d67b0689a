package plan

import (
	"strconv"
	"time"
)

// A Date is a date as exactly as it is known: "2023", "2023-Q1", "2023-06",
// "2023-06-15". An empty one is not known. Dates sort as text within a form.
type Date string

// Known tells whether there is a date.
func (d Date) Known() bool { return d != "" }

// Valid tells whether d is a date or is not known.
func (d Date) Valid() bool {
	switch len(d) {
	case 0:
		return true
	case len("2023"):
		_, err := time.Parse("2006", string(d))
		return err == nil
	case len("2023-06"):
		if d[5] == 'Q' {
			return Date(d[:4]).Valid() && d[4] == '-' && d[6] >= '1' && d[6] <= '4'
		}
		_, err := time.Parse("2006-01", string(d))
		return err == nil
	}
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Day gives the date at noon in UTC where the very day is known.
func (d Date) Day() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t.Add(12 * time.Hour), err == nil
}

// After tells whether all that d can mean lies after the day of a moment, in its zone.
func (d Date) After(t time.Time) bool {
	today := Date(t.Format(time.DateOnly))
	if len(d) == len("2023-Q1") && d[5] == 'Q' {
		quarter := strconv.Itoa((int(t.Month()) + 2) / 3)
		return d > today[:5]+"Q"+Date(quarter)
	}
	return d > today[:min(len(d), len(today))]
}

// Year gives the year; 0 where it is not known.
func (d Date) Year() int {
	if len(d) < 4 {
		return 0
	}
	year, err := strconv.Atoi(string(d[:4]))
	if err != nil {
		return 0
	}
	return year
}

// Last gives the last moment that d can mean, in UTC; zero where it is not known.
func (d Date) Last() time.Time {
	year := d.Year()
	switch {
	case year == 0:
		return time.Time{}
	case len(d) == 4:
		return time.Date(year+1, 1, 1, 0, 0, 0, 0, time.UTC)
	case len(d) == 7 && d[5] == 'Q':
		return time.Date(year, time.Month(3*int(d[6]-'0')+1), 1, 0, 0, 0, 0, time.UTC)
	case len(d) == 7:
		month, err := strconv.Atoi(string(d[5:]))
		if err != nil {
			return time.Time{}
		}
		return time.Date(year, time.Month(month+1), 1, 0, 0, 0, 0, time.UTC)
	}
	day, _ := d.Day()
	return day.Add(12 * time.Hour)
}
