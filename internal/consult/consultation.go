package consult

import "time"

// A Consultation is one occasion of listening, with its versions and seats.
type Consultation struct {
	ID        ID
	Body      string // account.BodyID of the body that invites
	Slug      string // its name in addresses; never changes once public
	Created   time.Time
	Published int       // number of the version in force; 0 before the first
	First     time.Time // when it was first published
	Changed   time.Time // when the version in force was published
	Content   Content   // of the version in force, or of the draft before the first
	Sequence  int       // of the calendar entry: rises when time or status changes
	Cancelled time.Time
	Why       Text // reason for the cancellation
	Taken     int  // seats held: seated and offered
	Summary   int  // number of the summary in force; 0 before the first
	HasLink   bool // whether a meeting link is kept for it
}

// A State is what a consultation is at a moment. It is derived, never stored.
type State string

// The states.
const (
	Draft     State = "draft"     // not public
	Announced State = "announced" // public; registration has not opened
	Open      State = "open"      // one can register and get a seat
	Full      State = "full"      // one can register and get a place in the queue
	Closed    State = "closed"    // registration has closed; the meeting is ahead or going on
	Held      State = "held"      // it is over
	Cancelled State = "cancelled"
)

// States lists the states.
func States() []State { return []State{Draft, Announced, Open, Full, Closed, Held, Cancelled} }

// State gives what c is at now.
func (c Consultation) State(now time.Time) State {
	switch r := c.Content.Registration; {
	case c.Published == 0:
		return Draft
	case !c.Cancelled.IsZero():
		return Cancelled
	case over(c.Content.End(), now):
		return Held
	case now.Before(r.Opens):
		return Announced
	case over(c.closes(), now):
		return Closed
	case r.Capacity > 0 && c.Taken >= r.Capacity:
		return Full
	}
	return Open
}

// closes gives when registration closes: as said, or when the meeting starts.
func (c Consultation) closes() time.Time {
	if !c.Content.Registration.Closes.IsZero() {
		return c.Content.Registration.Closes
	}
	return c.Content.Begin()
}

// over tells whether a deadline has passed at now; one that is not set never does.
func over(deadline, now time.Time) bool { return !deadline.IsZero() && !now.Before(deadline) }

// TakesWriting tells whether views can be sent in writing at now.
func (c Consultation) TakesWriting(now time.Time) bool {
	in := c.Content.WrittenInput
	return in.Open && c.Cancelled.IsZero() && !over(in.Until, now)
}

// NextChange gives the next moment at which State, or whether the meeting link
// is shown, changes by itself: until then a page about c can be kept. Zero
// when it will not.
func (c Consultation) NextChange(now time.Time) time.Time {
	var next time.Time
	m := c.Content.Meeting
	moments := []time.Time{c.Content.Registration.Opens, c.closes(), c.Content.End(),
		c.Content.WrittenInput.From, c.Content.WrittenInput.Until}
	if m.Set() {
		moments = append(moments, m.Start, m.LinkOpens())
	}
	for _, t := range moments {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next
}

// Seating gives the facts on which seats are decided.
func (c Consultation) Seating() Seating {
	return Seating{
		Door: Door{Published: c.Published > 0, Cancelled: !c.Cancelled.IsZero(),
			Opens: c.Content.Registration.Opens, Closes: c.closes(), Ends: c.Content.End()},
		Starts:   c.Content.Begin(),
		Capacity: c.Content.Registration.Capacity, Taken: c.Taken,
		Screening: c.Content.Registration.Screening, Offer: c.Content.Registration.OfferFor(),
		Sequence: c.Sequence,
	}
}
