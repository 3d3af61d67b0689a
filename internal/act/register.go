package act

import (
	"context"
	"fmt"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// Register asks for a place at a consultation. Anybody may, while registration
// is open. Nothing is held yet: a mail with a link goes to the address, and
// Confirm takes the place. Whether the address was known already shows in the
// mail only, never in the answer.
//
// Faults: Invalid (the fields), NotFound, Refused (not open, closed, cancelled, held).
func (d *Desk) Register(ctx context.Context, id consult.ID, e consult.Entry, from Link) error {
	address, bad := account.Address(e.Email)
	e, err := e.Check(at(bad, "email"))
	if err != nil {
		return err
	}
	e.Email = address
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		door, err := tx.Door(id)
		if err != nil {
			return err
		}
		if err := door.Accepts(tx.Now); err != nil {
			return err
		}
		err = tx.Request(store.Request{
			Registration: e.New(consult.RegistrationID(store.NewID(tx.Now)), id, consult.ByWeb, tx.Now),
			Confirm:      MailConfirm, Known: MailKnown, Moment: minute(tx),
			Entry: store.Entry{Aggregate: consultation(id), Actor: anybody, Act: "request"}})
		if err != nil {
			return err
		}
		return d.follow(tx, from, id, e.Email)
	})
}

// at says which field a fault belongs to, if there is one.
func at(bad *fault.Error, field string) *fault.Error {
	if bad == nil {
		return nil
	}
	return bad.At(field)
}

// minute keeps a repeated request from mailing more than once a minute.
func minute(tx *store.Tx) string { return tx.Now.UTC().Format("2006-01-02T15:04") }

// Confirm proves the address behind a registration: the seat is held, or a
// place in the queue by the order of confirmation, or it waits for approval.
// To confirm twice is a success.
//
// Faults: NotFound (no such link), Gone (more than 72 hours, or ended), Refused.
func (d *Desk) Confirm(ctx context.Context, l Link) (consult.Registration, error) {
	return d.participant(ctx, keys.Confirm, l, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		was := r.Status
		if err := s.Confirm(r, tx.Now); err != nil {
			return err
		}
		if r.Status == was {
			return note(tx, consultation(r.Consultation), participant, "confirm-again",
				string(r.ID), nil)
		}
		if err := settled(tx, s, r); err != nil {
			return err
		}
		return note(tx, consultation(r.Consultation), participant, "confirm", string(r.ID),
			map[string]any{"status": r.Status, "order": r.Order})
	})
}

// settled mails where a registration stands after a decision.
func settled(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
	switch r.Status {
	case consult.Seated:
		renumber(s, r)
		return send(tx, MailSeated, *r, fmt.Sprint(r.Generation))
	case consult.Queued:
		return send(tx, MailQueued, *r, fmt.Sprint(r.Generation))
	case consult.Waiting:
		return send(tx, MailWaiting, *r, fmt.Sprint(r.Generation))
	}
	return nil
}

// renumber gives the calendar entry of r its next number: never below that of
// the meeting, and above every number that was sent to this person before.
func renumber(s *consult.Seating, r *consult.Registration) {
	r.Sequence = max(s.Sequence, r.Sequence+1)
}

// participant runs what the holder of a link does to a registration, in one
// transaction: the registration and the seats are loaded, changed and saved,
// and a place that came free is offered to the next in the queue.
func (d *Desk) participant(ctx context.Context, p keys.Purpose, l Link,
	f func(*store.Tx, *consult.Seating, *consult.Registration) error) (r consult.Registration, err error) {
	var id consult.ID
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		id, err = d.consultationOf(tx, l)
		return err
	})
	if err != nil {
		return r, err
	}
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		if r, err = d.registration(tx, p, l); err != nil {
			return err
		}
		return decide(tx, &r, f)
	})
	return r, err
}

// decide changes one registration and the seats with it.
func decide(tx *store.Tx, r *consult.Registration,
	f func(*store.Tx, *consult.Seating, *consult.Registration) error) error {
	s, err := tx.Seating(r.Consultation)
	if err != nil {
		return err
	}
	was := s
	if err := f(tx, &s, r); err != nil {
		return err
	}
	if err := tx.SaveRegistration(*r); err != nil {
		return err
	}
	if err := offerNext(tx, r.Consultation, &s); err != nil {
		return err
	}
	if s == was {
		return nil
	}
	return tx.SaveSeating(r.Consultation, s)
}

// offerNext offers places that are free to those who stand first in the queue.
func offerNext(tx *store.Tx, id consult.ID, s *consult.Seating) error {
	for s.CanOffer(tx.Now) {
		next, err := tx.FirstQueued(id)
		if err != nil {
			return err
		}
		if err := s.Offers(&next, tx.Now); err != nil {
			return err
		}
		if err := tx.SaveRegistration(next); err != nil {
			return err
		}
		if err := send(tx, MailOffer, next, stamp(next.Expires)); err != nil {
			return err
		}
		if err := schedule(tx, jobOffer, string(next.ID), next.Expires); err != nil {
			return err
		}
		err = note(tx, consultation(id), "system", "offer", string(next.ID),
			map[string]any{"order": next.Order, "until": next.Expires})
		if err != nil {
			return err
		}
	}
	return nil
}
