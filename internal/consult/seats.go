package consult

import (
	"time"

	"insyn/internal/fault"
)

// Seating is the fact sheet on which seats are decided. Taken and Order change
// as decisions are made; the rest is the consultation's own.
type Seating struct {
	Door
	Starts    time.Time
	Capacity  int // 0 is no limit
	Taken     int // seats held: seated and offered
	Order     int64
	Waiting   int // in the queue
	Screening bool
	Offer     time.Duration // how long an offered place is held
	Sequence  int           // of the meeting's calendar entry
}

// A Door is what decides whether one may register, whoever has done so before.
type Door struct {
	Published, Cancelled bool
	Opens, Closes        time.Time
	Ends                 time.Time // of the meeting
}

// Accepts tells whether one may register at now, and if not, why.
func (d Door) Accepts(now time.Time) error {
	switch {
	case !d.Published:
		return fault.New(fault.NotFound, "register.not-found")
	case d.Cancelled:
		return fault.New(fault.Refused, "register.cancelled")
	case over(d.Ends, now):
		return fault.New(fault.Refused, "register.held")
	case now.Before(d.Opens):
		return fault.New(fault.Refused, "register.not-open").With("Opens", d.Opens)
	case over(d.Closes, now):
		return fault.New(fault.Refused, "register.closed").With("Closed", d.Closes)
	}
	return nil
}

// free tells whether a seat can be had. While somebody stands in the queue a
// free seat is theirs to be offered.
func (s Seating) free() bool { return s.Capacity <= 0 || s.Taken < s.Capacity }

// Confirm proves the address of r: it gets a seat, a place in the queue, or
// waits for approval. To confirm again changes nothing and is no failure.
func (s *Seating) Confirm(r *Registration, now time.Time) error {
	switch {
	case r.Status.Alive(), r.Status == WalkedIn:
		return nil
	case r.Status != Requested:
		return fault.New(fault.Gone, "register.ended")
	case over(r.Expires, now):
		return fault.New(fault.Gone, "register.expired")
	case s.Cancelled:
		return fault.New(fault.Refused, "register.cancelled")
	case over(s.Ends, now):
		return fault.New(fault.Refused, "register.held")
	}
	r.Confirmed, r.Expires = now, time.Time{}
	s.Order++
	r.Order = s.Order
	if s.Screening {
		r.Status = Waiting
		return nil
	}
	s.place(r)
	return nil
}

// Approve lets a registration that waits for approval in.
func (s *Seating) Approve(r *Registration) error {
	if r.Status != Waiting {
		return fault.New(fault.Conflict, "register.not-waiting")
	}
	s.place(r)
	return nil
}

// place gives r a seat, or a place in the queue.
func (s *Seating) place(r *Registration) {
	if s.free() && s.Waiting == 0 {
		r.Status = Seated
		s.Taken++
		return
	}
	r.Status = Queued
	s.Waiting++
}

// Refuse says no to a registration that waits for approval.
func (s *Seating) Refuse(r *Registration, reason string) error {
	if r.Status != Waiting {
		return fault.New(fault.Conflict, "register.not-waiting")
	}
	if reason == "" {
		return fault.New(fault.Invalid, "register.reason-missing").At("reason")
	}
	r.Status, r.Reason = Refused, reason
	return nil
}

// Leave ends r: Withdrawn by the participant, Removed by the organiser, Lapsed
// when an offer is declined or runs out. A seat it held comes free.
func (s *Seating) Leave(r *Registration, as Status, reason string) error {
	switch {
	case r.Status == as:
		return nil
	case !r.Status.Alive() && r.Status != Requested:
		return fault.New(fault.Conflict, "register.ended")
	case as == Removed && reason == "":
		return fault.New(fault.Invalid, "register.reason-missing").At("reason")
	}
	if r.Status.Holds() {
		s.Taken--
	}
	if r.Status == Queued {
		s.Waiting--
	}
	r.Status, r.Reason, r.Expires = as, reason, time.Time{}
	return nil
}

// CanOffer tells whether a place can be offered to the first in the queue at now.
func (s Seating) CanOffer(now time.Time) bool {
	return !s.Cancelled && s.Waiting > 0 && s.free() && !over(s.Starts, now)
}

// Offers gives r, the first in the queue, the free place until the offer runs out.
func (s *Seating) Offers(r *Registration, now time.Time) error {
	if r.Status != Queued || !s.CanOffer(now) {
		return fault.New(fault.Conflict, "register.nothing-to-offer")
	}
	s.Taken++
	s.Waiting--
	r.Status, r.Expires = Offered, now.Add(s.Offer)
	if !s.Starts.IsZero() && r.Expires.After(s.Starts) {
		r.Expires = s.Starts
	}
	return nil
}

// Accept takes an offered place.
func (s *Seating) Accept(r *Registration, now time.Time) error {
	switch {
	case r.Status == Seated:
		return nil
	case r.Status != Offered || over(r.Expires, now):
		return fault.New(fault.Gone, "register.offer-ended")
	case s.Cancelled:
		return fault.New(fault.Refused, "register.cancelled")
	}
	r.Status, r.Expires = Seated, time.Time{}
	return nil
}

// MoveUp gives r, who stands in the queue, a free seat before those in front.
func (s *Seating) MoveUp(r *Registration, reason string) error {
	switch {
	case reason == "":
		return fault.New(fault.Invalid, "register.reason-missing").At("reason")
	case r.Status != Queued:
		return fault.New(fault.Conflict, "register.not-queued")
	case !s.free():
		return fault.New(fault.Refused, "register.no-free-seat")
	}
	s.Taken++
	s.Waiting--
	r.Status, r.Reason = Seated, reason
	return nil
}

// WalkIn seats somebody who came without having registered. It takes no seat
// from the count: who stands in the room stands in the room.
func (s *Seating) WalkIn(r *Registration, now time.Time) {
	s.Order++
	r.Status, r.Order, r.Confirmed, r.Attended, r.Expires = WalkedIn, s.Order, now, now, time.Time{}
}
