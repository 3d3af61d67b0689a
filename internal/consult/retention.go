package consult

import "time"

// What is kept of a person falls in fields with a time of their own.
const (
	// KeepUsually is the number of days after the meeting that names and
	// addresses are kept when the consultation says nothing else.
	KeepUsually = 180
	// MaxKeep is the most days that can be asked for.
	MaxKeep = 3650
)

// KeepUntil gives when the names and addresses of those registered go.
func (c Content) KeepUntil() time.Time {
	return c.End().AddDate(0, 0, c.Privacy.keepDays())
}

// keepDays gives for how many days after the meeting names and addresses are kept.
func (p Privacy) keepDays() int {
	if p.Keep <= 0 {
		return KeepUsually
	}
	return p.Keep
}

// NeedsUntil gives when what participants told of their needs goes: when the
// meeting is over, unless the consultation says some days more.
func (c Content) NeedsUntil() time.Time { return c.End().AddDate(0, 0, c.Privacy.KeepNeeds) }

// KeepDays gives for how many days after a case has ended its contact point
// keeps the address and the name of who sent it.
func (p ContactPoint) KeepDays() int {
	if p.Keep <= 0 {
		return KeepUsually
	}
	return p.Keep
}

// ForgetBefore gives the moment before which a case has to have ended for its
// sender to be forgotten at now.
func (p ContactPoint) ForgetBefore(now time.Time) time.Time { return now.AddDate(0, 0, -p.KeepDays()) }

// Erase takes everything personal out of r. What stays says that somebody of
// a kind was there: kind, status, how it came in, whether they attended, and
// the organisation where r speaks for one.
func (r *Registration) Erase(now time.Time) {
	r.Name, r.Email, r.Capacity, r.Needs, r.Listed = "", "", "", "", false
	if r.Kind == Private || r.Kind == Expert {
		r.Organisation = ""
	}
	r.Generation++
	r.Erased = now
}

// LeavesWith tells whether who is erased at now gives up a place in a meeting that
// ends then. When it is over, or they have been there, there is none to give up:
// that somebody was registered, and came, is what happened and stays counted.
func (r Registration) LeavesWith(ends, now time.Time) bool {
	return r.Status.Alive() && r.Attended.IsZero() && !over(ends, now)
}

// A Purge is the receipt of a deletion: what was deleted, how many, when.
type Purge struct {
	Consultation ID
	Body         string // whose contact point it was at; "" for a consultation
	At           time.Time
	What         string // "requests", "needs", "people", "invitees", "unreached", "mail"; "addresses", "names"
	Count        int
}

// Remains is the personal data still kept of a consultation.
type Remains struct {
	Requests int // unproven addresses
	Needs    int // registrations with needs written down
	People   int // registrations with a name and an address
	Invitees int
	Senders  int // views with the address of who sent them
}
