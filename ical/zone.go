package ical

import (
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the zones must be known on machines that have no list of them
)

// stockholmName is the zone that is written with a VTIMEZONE of its own.
const stockholmName = "Europe/Stockholm"

// stockholmZone is the shortest true description of Swedish time since the
// autumn of 1996. Long tables garble the meeting in some calendars, and Outlook
// wants BYDAY in each rule.
const stockholmZone = `BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
`

var stockholmLines = strings.ReplaceAll(stockholmZone, "\n", "\r\n")

// stockholm gives the zone from the list of zones.
var stockholm = sync.OnceValues(func() (*time.Location, error) {
	return time.LoadLocation(stockholmName)
})

// location finds a zone by its IANA name; "" is UTC. What means something else
// on each machine is refused: Local, and the names in small letters that lie
// beside the zones in the folders of some systems.
func location(name string) (*time.Location, bool) {
	switch name {
	case "", "UTC":
		return time.UTC, true
	case stockholmName:
		loc, err := stockholm()
		return loc, err == nil
	}
	if name[0] < 'A' || name[0] > 'Z' || name == "Local" {
		return nil, false
	}
	loc, err := time.LoadLocation(name)
	return loc, err == nil
}

// speaksStockholm reports whether t can be written as Swedish local time and be
// read back as the same instant by everybody who follows stockholmZone.
//
// It cannot in the hour that comes twice each autumn, where the standard only
// has words for the first one; nor before the rules of today; nor if a later
// list of zones says that Sweden has changed them.
func speaksStockholm(t time.Time) bool {
	loc, err := stockholm()
	if err != nil {
		return false
	}
	_, offset := t.In(loc).Zone()
	spring, autumn := switches(t.UTC().Year())
	summer := !t.Before(spring) && t.Before(autumn)
	if t.UTC().Year() < 1997 || summer != (offset == 2*3600) || !summer && offset != 3600 {
		return false
	}
	return t.Before(autumn.Add(-time.Hour)) || !t.Before(autumn.Add(time.Hour))
}

// switches gives the instants at which summer time begins and ends: 01:00 UTC
// on the last Sunday of March and of October.
func switches(year int) (spring, autumn time.Time) {
	return lastSunday(year, time.March), lastSunday(year, time.October)
}

// lastSunday gives 01:00 UTC on the last Sunday of a month that has 31 days.
func lastSunday(year int, month time.Month) time.Time {
	last := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}
