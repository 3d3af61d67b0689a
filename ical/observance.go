package ical

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// The bounds of what a zone may describe: single changes of the clock, and rules.
const (
	maxOnsets = 500
	maxRules  = 40
)

// A described is a VTIMEZONE: what a file itself says about a zone.
type described struct {
	name        string
	real        string // X-LIC-LOCATION: the zone that it was made from
	observances []observance
	fault       *Error // why the observances cannot be read
}

// An observance is a STANDARD or DAYLIGHT part: from each onset on the clock is
// to seconds ahead of UTC.
type observance struct {
	from, to int
	onsets   []time.Time // single ones, the first among them, in UTC
	rule     *yearly     // or one each year
	until    time.Time
}

// A yearly says on which day of the year a rule falls: in a month, on the n-th
// weekday from its beginning or end, or on the first such weekday from a date on.
type yearly struct {
	month   time.Month
	weekday time.Weekday
	nth     int // 1 is the first, -1 the last; 0 when from is set
	from    int // day of the month
	exact   bool
}

// clock gives the clock that the file describes; ok is false when it describes
// none. Before its first change the zone is as that change found it.
func (d described) clock() (c clock, ok bool) {
	if len(d.observances) == 0 {
		return nil, false
	}
	earliest := slices.MinFunc(d.observances, func(a, b observance) int {
		return a.onsets[0].Compare(b.onsets[0])
	})
	return func(t time.Time) int {
		offset, latest := earliest.from, time.Time{}
		for _, o := range d.observances {
			if onset, ok := o.latest(t); ok && (latest.IsZero() || onset.After(latest)) {
				latest, offset = onset, o.to
			}
		}
		return offset
	}, true
}

// tooMany reports whether d describes more than is read.
func (d described) tooMany() bool {
	onsets, rules := 0, 0
	for _, o := range d.observances {
		onsets += len(o.onsets)
		if o.rule != nil {
			rules++
		}
	}
	return onsets > maxOnsets || rules > maxRules
}

// latest gives the last onset of o that is not after t.
func (o observance) latest(t time.Time) (onset time.Time, ok bool) {
	consider := func(at time.Time) {
		if !at.After(t) && (!ok || at.After(onset)) {
			onset, ok = at, true
		}
	}
	for _, at := range o.onsets {
		consider(at)
	}
	if o.rule == nil {
		return onset, ok
	}
	year := t.UTC().Year()
	if !o.until.IsZero() {
		year = min(year, o.until.Year())
	}
	for y := year - 1; y <= year+1; y++ {
		at, exists := o.inYear(y)
		if exists && !at.Before(o.onsets[0]) && (o.until.IsZero() || !at.After(o.until)) {
			consider(at)
		}
	}
	return onset, ok
}

// inYear gives the onset by the rule in one year, in UTC.
func (o observance) inYear(year int) (at time.Time, ok bool) {
	wall := o.onsets[0].Add(seconds(o.from)) // the local time of day is that of the first
	day, ok := o.rule.day(year)
	if !ok {
		return at, false
	}
	local := time.Date(year, o.rule.month, day, wall.Hour(), wall.Minute(), wall.Second(), 0, time.UTC)
	return local.Add(-seconds(o.from)), true
}

// day gives the day of the month in one year.
func (y yearly) day(year int) (day int, ok bool) {
	days := time.Date(year, y.month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if y.exact {
		return y.from, y.from <= days
	}
	start := max(y.from, 1)
	if y.nth < 0 {
		last := time.Date(year, y.month, days, 0, 0, 0, 0, time.UTC).Weekday()
		day = days - (int(last-y.weekday)+7)%7 + 7*(y.nth+1)
		return day, day > 0
	}
	first := time.Date(year, y.month, start, 0, 0, 0, 0, time.UTC).Weekday()
	day = start + (int(y.weekday-first)+7)%7 + 7*max(y.nth-1, 0)
	return day, day <= days
}

// parseObservance reads the properties of a STANDARD or DAYLIGHT part.
func parseObservance(list []property) (o observance, fault *Error) {
	var start, rule property
	var dates []string
	for _, p := range list {
		ok := true
		switch p.name {
		case "TZOFFSETFROM":
			o.from, ok = parseOffset(p.value)
		case "TZOFFSETTO":
			o.to, ok = parseOffset(p.value)
		case "DTSTART":
			start = p
		case "RRULE":
			rule = p
		case "RDATE":
			dates = append(dates, strings.Split(p.value, ",")...)
		}
		if !ok {
			return o, p.fault(BadNumber, excerpt(p.value))
		}
	}
	if !o.add(start.value) {
		return o, &Error{Reason: BadTime, Property: "DTSTART", Line: start.line,
			Detail: excerpt(start.value)}
	}
	for _, date := range dates {
		o.add(date)
	}
	if rule.value == "" {
		return o, nil
	}
	var ok bool
	if o.rule, o.until, ok = parseYearly(rule.value, o.onsets[0].Add(seconds(o.from))); !ok {
		return o, rule.fault(BadZone, excerpt(rule.value))
	}
	return o, nil
}

// add adds a single onset, in the local time of before the change.
func (o *observance) add(s string) bool {
	wall, utc, _, ok := parseWall(s)
	if !utc {
		wall = wall.Add(-seconds(o.from))
	}
	if ok {
		o.onsets = append(o.onsets, wall)
	}
	return ok
}

// parseOffset reads +0100 or -023000 in seconds.
func parseOffset(s string) (n int, ok bool) {
	if len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	for i, unit := range []int{3600, 60, 1}[:len(s)/2] {
		v, err := strconv.ParseUint(s[1+2*i:3+2*i], 10, 8)
		if err != nil || i > 0 && v > 59 || v > 23 && i == 0 {
			return 0, false
		}
		n += int(v) * unit
	}
	if s[0] == '-' {
		n = -n
	}
	return n, true
}

// weekdays are the days of BYDAY in the order of time.Weekday.
var weekdays = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// parseYearly reads the kinds of RRULE that time zones are described with:
// every year, in one month, on the n-th weekday, the first weekday from a date on, or
// a date. What is not said is taken from the first onset, in local time.
func parseYearly(s string, first time.Time) (y *yearly, until time.Time, ok bool) {
	y = &yearly{month: first.Month(), from: first.Day(), exact: true}
	for part := range strings.SplitSeq(strings.ToUpper(s), ";") {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "FREQ":
			ok = value == "YEARLY"
		case "BYMONTH":
			month, err := strconv.ParseUint(value, 10, 8)
			ok = err == nil && month >= 1 && month <= 12
			y.month = time.Month(month)
		case "BYDAY":
			ok = y.byDay(value)
		case "BYMONTHDAY":
			days, _, _ := strings.Cut(value, ",")
			day, err := strconv.ParseUint(days, 10, 8)
			ok = err == nil && day >= 1 && day <= 31
			y.from, y.nth = int(day), 0
		case "UNTIL":
			until, _, _, ok = parseWall(value)
		case "WKST", "":
		case "INTERVAL":
			ok = value == "1"
		default:
			ok = false
		}
		if !ok {
			return nil, until, false
		}
	}
	return y, until, true
}

// byDay reads -1SU, 2MO or SU.
func (y *yearly) byDay(s string) bool {
	if len(s) < 2 {
		return false
	}
	day := slices.Index(weekdays, s[len(s)-2:])
	y.weekday, y.exact = time.Weekday(day), false
	if day < 0 || len(s) == 2 {
		return day >= 0
	}
	nth, err := strconv.Atoi(s[:len(s)-2])
	y.nth, y.from = nth, 0
	return err == nil && nth != 0 && nth >= -5 && nth <= 5
}
