package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// Who has registered by telephone or letter may have no address that a mail
// could go to. Staff then do by voice what a mail does for the others: they say
// that a place is free, take the answer, and give the address to join by.

// AcceptFor takes an offered place for somebody who has told us that they want it.
//
// Who may: editors. Faults: Gone when the offer has run out.
func (d *Desk) AcceptFor(ctx context.Context, who account.Person, id consult.ID,
	rid consult.RegistrationID) error {
	_, err := d.handle(ctx, who, id, rid, func(tx *store.Tx, s *consult.Seating,
		r *consult.Registration) error {
		return accept(tx, s, r, string(who.ID))
	})
	return err
}

// JoinAddress gives the address by which somebody without e-mail joins an
// online meeting, to be read out or printed. Each showing stands in the log, for
// whoever holds the address sees the meeting link when it is time.
//
// Who may: editors. Faults: Refused (no seat, no meeting online any more, or the person
// has an address of e-mail and has got it there).
func (d *Desk) JoinAddress(ctx context.Context, who account.Person, id consult.ID,
	rid consult.RegistrationID) (address string, err error) {
	_, err = d.handle(ctx, who, id, rid, func(tx *store.Tx, _ *consult.Seating,
		r *consult.Registration) error {
		c, err := tx.Consultation(id)
		switch {
		case err != nil:
			return err
		case r.Status != consult.Seated, !r.Erased.IsZero(), !c.Cancelled.IsZero(),
			!tx.Now.Before(c.Content.End()):
			return fault.New(fault.Refused, "people.no-seat")
		case r.Email != "" || c.Content.Meeting.Form == consult.OnSite:
			return fault.New(fault.Refused, "called.by-mail")
		}
		address = d.joinAddress(lang.Language(r.Language), *r)
		return note(tx, consultation(id), string(who.ID), "join-address", string(rid), nil)
	})
	return address, err
}

// callTask counts those who have been offered a place and have no address, and
// says when the first of the offers runs out.
func callTask(tx *store.Tx, c consult.Consultation) ([]Task, error) {
	offered, err := tx.Registrations(store.RegistrationFilter{Consultation: c.ID,
		Status: []consult.Status{consult.Offered}})
	t := Task{Kind: TaskCall, Consultation: c}
	for _, r := range offered {
		if r.Email != "" || !tx.Now.Before(r.Expires) {
			continue
		}
		t.Count++
		if t.Due.IsZero() || r.Expires.Before(t.Due) {
			t.Due = r.Expires
		}
	}
	if err != nil || t.Count == 0 {
		return nil, err
	}
	return []Task{t}, nil
}
