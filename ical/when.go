package ical

import (
	"strings"
	"time"
)

// A when is a DTSTART or DTEND: an instant, and how it was written.
type when struct {
	at    time.Time
	zone  string // IANA name, "" for UTC
	date  bool   // a date without a time of day
	wall  time.Time
	clock clock
}

// plus gives the instant d later: days by the calendar, then time by the clock.
func (w when) plus(d span) time.Time {
	return w.clock.instant(w.wall.AddDate(0, 0, d.days)).Add(d.clock)
}

// moment reads a time with its zone.
func (d *decoder) moment(p property) (w when, fault *Error) {
	wall, utc, date, ok := parseWall(p.value)
	if !ok || isName(p.param("VALUE"), "DATE") != date && p.param("VALUE") != "" {
		return w, p.fault(BadTime, excerpt(p.value))
	}
	w.wall, w.date = wall, date
	switch id := strings.TrimSpace(p.param("TZID")); {
	case utc:
		w.clock = clockOf(time.UTC)
	case date:
		w.zone = d.home
		w.clock = d.homeClock()
	case id == "":
		d.note(ZoneGuessed, p, d.home)
		w.zone, w.clock = d.home, d.homeClock()
	default:
		z, known := d.found[id]
		if !known {
			if z, fault = d.find(id, p); fault != nil {
				return w, fault
			}
			d.found[id] = z
		}
		w.zone, w.clock = z.name, z.clock
	}
	w.at = w.clock.instant(wall)
	return w, nil
}

// homeClock gives the clock of the zone for times without one.
func (d *decoder) homeClock() clock {
	loc, _ := location(d.home)
	return clockOf(loc)
}

// A zone is a clock with the IANA name that it has, or "".
type zone struct {
	name  string
	clock clock
}

// find finds a zone by the name that the file has for it.
func (d *decoder) find(id string, p property) (zone, *Error) {
	own, isDescribed := d.zones[id]
	for _, name := range append(candidates(id), own.real) {
		if loc, ok := location(name); ok && name != "" {
			return zone{name, clockOf(loc)}, nil
		}
	}
	iana := windowsZones()[strings.TrimPrefix(id, "tzone://Microsoft/")]
	if loc, ok := location(iana); ok && iana != "" {
		return d.nearest(iana, loc), nil
	}
	if own.fault != nil {
		return zone{}, own.fault
	}
	c, ok := own.clock()
	if !isDescribed || !ok {
		return zone{}, p.fault(BadZone, excerpt(id))
	}
	d.note(ZoneByRule, p, excerpt(id))
	return zone{"", c}, nil
}

// candidates gives the IANA names that may stand in a TZID. Some programs put
// a path of their own before it, such as /mozilla.org/20050126_1/Europe/Stockholm.
func candidates(id string) []string {
	parts := strings.Split(id, "/")
	names := []string{id}
	for n := 3; n >= 2; n-- {
		if len(parts) > n {
			names = append(names, strings.Join(parts[len(parts)-n:], "/"))
		}
	}
	return names
}

// nearest gives the zone that a name of Windows stands for. One such name
// covers many cities: where the clock at home has long been the same, home is
// meant.
func (d *decoder) nearest(iana string, loc *time.Location) zone {
	home, there := d.homeClock(), clockOf(loc)
	for year := 2000; year <= 2030; year++ {
		for month := time.January; month <= time.December; month++ {
			if t := time.Date(year, month, 15, 0, 0, 0, 0, time.UTC); home(t) != there(t) {
				return zone{iana, there}
			}
		}
	}
	return zone{d.home, home}
}
