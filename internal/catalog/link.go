package catalog

import (
	"slices"
	"time"
)

// A LinkID names a link (UUIDv7 text).
type LinkID string

// A LinkState is how an address has been found to be.
type LinkState string

// The states. Failing, Flapping and Refused are nothing to tell its owner of.
const (
	Unchecked LinkState = "unchecked"
	Alive     LinkState = "alive"
	Failing   LinkState = "failing"  // it has failed, and may yet mend itself
	Dead      LinkState = "broken"   // it has failed three times over two days
	Flapping  LinkState = "flapping" // it fails and mends itself again and again
	Refused   LinkState = "refused"  // the host wants no robots; readers may well get in
)

// LinkStates lists the states, the worst first.
func LinkStates() []LinkState {
	return []LinkState{Dead, Flapping, Failing, Refused, Unchecked, Alive}
}

// An Outcome is what one probe came to.
type Outcome string

// The outcomes.
const (
	Good    Outcome = "good"
	Failed  Outcome = "failed"  // no answer, or one that says no
	Wrong   Outcome = "wrong"   // a web page where data was promised
	Emptied Outcome = "emptied" // nothing, where there was something before
	Barred  Outcome = "barred"  // refused to robots
	Unknown Outcome = "unknown" // nothing was learned: no budget, or asked to wait
)

// A Probe is one look at an address.
type Probe struct {
	At      time.Time
	Outcome Outcome
	Status  int       // of HTTP; 0 without an answer
	Reason  string    // fetch.Reason without an answer, else ""
	Expires time.Time // of the certificate; zero without
	Looked  bool      // the content was looked at
	Full    bool      // and there was some
}

// bad tells whether a probe counts against the address.
func (p Probe) bad() bool {
	return p.Outcome == Failed || p.Outcome == Wrong || p.Outcome == Emptied
}

// A Link is an address and what its probes have shown so far.
type Link struct {
	ID       LinkID
	Address  string
	State    LinkState
	Since    time.Time   // of the state
	Checked  time.Time   // last
	Looked   time.Time   // last at the content
	Next     time.Time   // when to probe
	Failures int         // in a row
	First    time.Time   // of these
	Goods    int         // in a row
	Turns    []time.Time // when good turned bad, the latest; at most flaps
	Full     bool        // there has been content
	Expires  time.Time   // of the certificate
	Outcome  Outcome     // of the last probe
	Status   int         // the same
	Reason   string      // the same
	Pending  Event       // what its owner is to be told, and has not been yet
	Told     bool        // the owner has been told that it is broken, and not yet that it is mended
}

// The limits by which a state is decided.
const (
	failuresConfirm = 3
	failingConfirms = 48 * time.Hour
	flaps           = 3 // turns from good to bad
	flapsWithin     = 14 * 24 * time.Hour
	goodsMend       = 2 // probes in a row
	goodsCalm       = 5
	expiryNear      = 14 * 24 * time.Hour
)

// How long until the next probe. Three failures sixteen hours apart are two
// days; who refuses robots is asked again once a week.
const (
	probeAlive   = 24 * time.Hour
	probeFailing = 16 * time.Hour
	probeRefused = 7 * 24 * time.Hour
	probeSoon    = 2 * time.Hour
	// LookEvery is how often the content is looked at though nothing asks for it.
	LookEvery = 7 * 24 * time.Hour
)

// An Event is something that an owner is told of a link.
type Event string

// The events.
const (
	NoEvent  Event = ""
	Breaks   Event = "breaks" // it is certain now that the address is broken
	IsMended Event = "mended" // it works again, after its owner had been told
)

// Observe gives the link after a probe, and what to tell its owner. It is told
// once that the address is broken and once that it is mended, whatever happens
// between.
func (l Link) Observe(p Probe) (Link, Event) {
	l.Checked, l.Outcome, l.Status, l.Reason = p.At, p.Outcome, p.Status, p.Reason
	if !p.Expires.IsZero() {
		l.Expires = p.Expires
	}
	if p.Looked {
		l.Looked, l.Full = p.At, l.Full || p.Full
	}
	event := NoEvent
	switch {
	case p.bad():
		event = l.failed(p)
	case p.Outcome == Good:
		event = l.worked(p)
	case p.Outcome == Barred:
		l.Failures, l.First, l.Goods = 0, time.Time{}, 0
		l.become(Refused, p.At)
	}
	l.Next = p.At.Add(l.wait(p))
	l.pend(event)
	return l, event
}

// pend keeps what is to be told until somebody tells it. What has mended before
// anybody was told that it was broken is nothing to tell.
func (l *Link) pend(e Event) {
	switch {
	case e == IsMended && l.Pending == Breaks:
		l.Pending = NoEvent
	case e != NoEvent:
		l.Pending = e
	}
}

// failed takes a failure in.
func (l *Link) failed(p Probe) Event {
	if l.Failures == 0 {
		l.First = p.At
		if l.Goods > 0 {
			l.Turns = append(slices.Clone(l.Turns), p.At)
			l.Turns = l.Turns[max(0, len(l.Turns)-flaps):]
		}
	}
	l.Failures++
	l.Goods = 0
	switch {
	case l.State == Dead:
	case l.Failures >= failuresConfirm && p.At.Sub(l.First) >= failingConfirms:
		l.become(Dead, p.At)
		if !l.Told {
			l.Told = true
			return Breaks
		}
	case l.flapping(p.At):
		l.become(Flapping, p.At)
	case l.State != Flapping:
		l.become(Failing, p.At)
	}
	return NoEvent
}

// worked takes a success in. What has been broken is believed to be mended
// when it has worked twice, and what flaps is calm after a while.
func (l *Link) worked(p Probe) Event {
	l.Failures, l.First = 0, time.Time{}
	l.Goods++
	switch {
	case l.State == Dead && l.Goods < goodsMend, l.State == Flapping && l.Goods < goodsCalm:
		return NoEvent
	}
	l.become(Alive, p.At)
	if l.Told && l.Goods >= goodsMend {
		l.Told = false
		return IsMended
	}
	return NoEvent
}

// flapping tells whether the link has lately turned bad again and again.
func (l *Link) flapping(now time.Time) bool {
	return len(l.Turns) == flaps && now.Sub(l.Turns[0]) <= flapsWithin
}

// become changes the state.
func (l *Link) become(s LinkState, at time.Time) {
	if l.State != s {
		l.State, l.Since = s, at
	}
}

// wait gives how long to leave the address alone.
func (l *Link) wait(p Probe) time.Duration {
	switch {
	case p.Outcome == Unknown:
		return probeSoon
	case p.Outcome == Barred:
		return probeRefused
	case l.State == Alive:
		return probeAlive
	}
	return probeFailing
}

// EndsSoon tells whether the certificate of the address is near its end.
func (l Link) EndsSoon(now time.Time) bool {
	return !l.Expires.IsZero() && now.Add(expiryNear).After(l.Expires)
}

// Uptime is how an address has answered over a time.
type Uptime struct{ Good, Counted int }

// UptimeOf counts probes. Those that have shown nothing of the address count
// neither way.
func UptimeOf(probes []Probe) (u Uptime) {
	for _, p := range probes {
		if p.Outcome == Good {
			u.Good++
		}
		if p.Outcome == Good || p.bad() {
			u.Counted++
		}
	}
	return u
}

// Percent gives the uptime in whole percent, rounded down; false where
// nothing has been counted.
func (u Uptime) Percent() (int, bool) {
	if u.Counted == 0 {
		return 0, false
	}
	return u.Good * 100 / u.Counted, true
}
