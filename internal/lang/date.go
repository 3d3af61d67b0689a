package lang

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a container may have no zone files of its own
)

// Stockholm is the zone in which people see every time.
var Stockholm = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic(err) // embedded: cannot fail
	}
	return zone
}()

var months = map[Language][12]string{
	Swedish: {"januari", "februari", "mars", "april", "maj", "juni", "juli",
		"augusti", "september", "oktober", "november", "december"},
	English: {"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"},
}

var weekdays = map[Language][7]string{
	Swedish: {"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"},
	English: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

// dash stands between the ends of a span.
const dash = "–"

// Date writes the day of t in Stockholm: "12 december 2023".
func (p *Printer) Date(t time.Time) string {
	t = t.In(Stockholm)
	return fmt.Sprintf("%d%s%s %d", t.Day(), nbsp, months[p.language][t.Month()-1], t.Year())
}

// Month writes the month of t in Stockholm: "juni 2023".
func (p *Printer) Month(t time.Time) string {
	t = t.In(Stockholm)
	return fmt.Sprintf("%s%s%d", months[p.language][t.Month()-1], nbsp, t.Year())
}

// Weekday names the day of the week of t in Stockholm.
func (p *Printer) Weekday(t time.Time) string {
	return weekdays[p.language][t.In(Stockholm).Weekday()]
}

// Day writes weekday and date: "tisdag 12 december 2023".
func (p *Printer) Day(t time.Time) string { return p.Weekday(t) + " " + p.Date(t) }

// Time writes the clock of t in Stockholm: "13.00", and "13:00" in English. In
// the hour that comes twice in autumn it says which of the two is meant.
func (p *Printer) Time(t time.Time) string {
	t = t.In(Stockholm)
	clock := t.Format("15:04")
	if p.language == Swedish {
		clock = strings.Replace(clock, ":", ".", 1)
	}
	for _, hour := range []time.Duration{-time.Hour, time.Hour} {
		if t.Add(hour).Format("15:04") == t.Format("15:04") {
			zone, _ := t.Zone()
			return clock + nbsp + zone
		}
	}
	return clock
}

// Zone names the zone that times are seen in, at t: "svensk tid (CET)", and "CET" in
// English, where a time already says which city it is of.
func (p *Printer) Zone(t time.Time) string {
	name, _ := t.In(Stockholm).Zone()
	if p.language == English {
		return name
	}
	return "svensk tid (" + name + ")"
}

// DateTime writes day and clock: "12 december 2023 kl. 13.00", and
// "12 December 2023, 13:00 (Stockholm)" in English.
func (p *Printer) DateTime(t time.Time) string { return p.at(t, p.Time(t)) }

// Range writes a span of time. Within one day the day is named once.
func (p *Printer) Range(start, end time.Time) string {
	if p.sameDay(start, end) {
		return p.at(start, p.Time(start)+dash+p.Time(end))
	}
	if p.language == English {
		return p.Date(start) + ", " + p.Time(start) + " " + dash + " " + p.DateTime(end)
	}
	return p.DateTime(start) + " " + dash + " " + p.DateTime(end)
}

// at joins a day and what the clock says on it.
func (p *Printer) at(day time.Time, clock string) string {
	if p.language == English {
		return p.Date(day) + ", " + clock + " (Stockholm)"
	}
	return p.Date(day) + " kl." + nbsp + clock
}

func (p *Printer) sameDay(a, b time.Time) bool {
	a, b = a.In(Stockholm), b.In(Stockholm)
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}

// Duration writes a length of time in days, hours and minutes, leaving out
// what is zero: "1 timme 30 minuter".
func (p *Printer) Duration(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	var parts []string
	if days := minutes / (24 * 60); days != 0 {
		parts = append(parts, p.T("unit.days", "Count", days))
	}
	if hours := minutes / 60 % 24; hours != 0 {
		parts = append(parts, p.T("unit.hours", "Count", hours))
	}
	if minutes := minutes % 60; minutes != 0 || len(parts) == 0 {
		parts = append(parts, p.T("unit.minutes", "Count", minutes))
	}
	return strings.Join(parts, " ")
}

// Days says how many days in Stockholm lie between now and t: "i dag",
// "i morgon", "om 14 dagar", "för 3 dagar sedan".
func (p *Printer) Days(now, t time.Time) string {
	switch n := daysBetween(now, t); {
	case n == 0:
		return p.T("days.today")
	case n == 1:
		return p.T("days.tomorrow")
	case n == -1:
		return p.T("days.yesterday")
	case n > 0:
		return p.T("days.ahead", "Count", n)
	default:
		return p.T("days.ago", "Count", -n)
	}
}

// daysBetween counts midnights in Stockholm from a to b.
func daysBetween(a, b time.Time) int {
	return civil(b) - civil(a)
}

// civil numbers the day of t in Stockholm. Counted in UTC every day has 24 hours.
func civil(t time.Time) int {
	year, month, day := t.In(Stockholm).Date()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
