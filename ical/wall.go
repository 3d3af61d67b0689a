package ical

import (
	"strconv"
	"strings"
	"time"
)

// A clock gives the seconds that a zone is ahead of UTC at an instant.
type clock func(time.Time) int

// clockOf gives the clock of a zone from the list of zones.
func clockOf(loc *time.Location) clock {
	return func(t time.Time) int {
		_, offset := t.In(loc).Zone()
		return offset
	}
}

// instant gives the instant at which the clock shows wall, a local time written
// as if it were UTC. Of the two instants in the hour that comes twice it is the first,
// and a time in the hour that is left out counts from before the change
// (RFC 5545 3.3.5).
func (c clock) instant(wall time.Time) time.Time {
	const day = 24 * time.Hour
	before := wall.Add(-seconds(c(wall.Add(-day))))
	after := wall.Add(-seconds(c(wall.Add(day))))
	shows := func(t time.Time) bool { return t.Add(seconds(c(t))).Equal(wall) }
	if !shows(before) && shows(after) {
		return after
	}
	return before
}

// seconds makes a duration of a number of seconds.
func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// parseWall reads 20231212T130000 or 20231212, with or without a final Z, as
// if it were UTC. Years outside 1–9999 and days that do not exist are refused.
func parseWall(s string) (wall time.Time, utc, date, ok bool) {
	s, utc = strings.CutSuffix(strings.TrimSpace(s), "Z")
	form := formLocal
	if len(s) == len(formDate) {
		form, date = formDate, true
	}
	if strings.HasSuffix(s, "60") && len(s) == len(formLocal) {
		s = s[:len(s)-2] + "59" // a leap second, which no calendar shows
	}
	wall, err := time.Parse(form, s)
	return wall, utc, date, err == nil && wall.Year() > 0 && !(date && utc)
}

// A span is the length of a meeting: days as the calendar counts them, and time
// as the clock does.
type span struct {
	days  int
	clock time.Duration
}

// parseSpan reads a DURATION such as P1D or PT1H30M (RFC 5545 3.3.6). Negative
// ones and those of more than a hundred years are refused.
func parseSpan(s string) (d span, ok bool) {
	s, ok = strings.CutPrefix(strings.TrimPrefix(strings.TrimSpace(s), "+"), "P")
	if !ok || s == "" {
		return d, false
	}
	days, clock, hasClock := strings.Cut(s, "T")
	if hasClock && clock == "" || !d.add(days, "WD") || !d.add(clock, "HMS") {
		return span{}, false
	}
	const century = 36525 * 24 * time.Hour
	return d, time.Duration(d.days)*24*time.Hour+d.clock <= century
}

// units are the letters of a DURATION after the T.
var units = map[byte]time.Duration{'H': time.Hour, 'M': time.Minute, 'S': time.Second}

// add reads numbers, each followed by one of the letters, in their order.
func (d *span) add(s, letters string) bool {
	for s != "" {
		n := strings.IndexAny(s, letters)
		if n < 1 || n > 9 {
			return false
		}
		number, err := strconv.ParseUint(s[:n], 10, 32)
		if err != nil || number > 1e8 {
			return false
		}
		switch c := s[n]; c {
		case 'W':
			d.days += 7 * int(number)
		case 'D':
			d.days += int(number)
		default:
			d.clock += time.Duration(number) * units[c]
		}
		letters = letters[strings.IndexByte(letters, s[n])+1:]
		if s = s[n+1:]; s != "" && letters == "" {
			return false
		}
	}
	return true
}
