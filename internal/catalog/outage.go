package catalog

import "time"

// What people say of an address and what has been seen of it meet here. A
// report that comes while an address fails is about that: nobody has to choose
// from a list what is wrong. Probes are given newest first, as they are kept.

// decisive tells whether a probe has shown how the address is.
func (p Probe) decisive() bool { return p.Outcome == Good || p.bad() }

// FailedAround tells whether an address was failing when somebody said
// something of it: the look at it before that, or the first one after.
func FailedAround(probes []Probe, moment time.Time) bool {
	var next Probe
	for _, p := range probes {
		if !p.decisive() {
			continue
		}
		if p.At.Before(moment) {
			return p.bad() || next.bad()
		}
		next = p
	}
	return next.bad()
}

// FailsSince tells whether an address has failed each time that it was looked
// at since a moment, at least once, and did so the time before it.
func FailsSince(probes []Probe, moment time.Time) bool {
	since := false
	for _, p := range probes {
		switch {
		case !p.decisive():
			continue
		case !p.bad():
			return false
		case p.At.Before(moment):
			return since
		}
		since = true
	}
	return false
}

// A Month is what the probes of one address have shown in a month, which is
// kept when the probes are not.
type Month struct {
	Month string // "2023-11", of UTC
	Uptime
	Looks int // those that showed nothing, too
}

// MonthOf gives the month of a moment.
func MonthOf(t time.Time) string { return t.UTC().Format("2006-01") }

// Add counts a probe.
func (m *Month) Add(p Probe) {
	m.Looks++
	u := UptimeOf([]Probe{p})
	m.Good += u.Good
	m.Counted += u.Counted
}
