package act

import (
	"context"
	"errors"
	"fmt"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// Enter writes down a registration that came by e-mail, telephone or letter.
// It has equal standing: where staff have the person's word, the address is
// proven by that and the seat is held at once, in the order of entry.
//
// Who may: editors. Faults: Invalid, Refused, Conflict (registered already).
func (d *Desk) Enter(ctx context.Context, who account.Person, id consult.ID, e consult.Entry,
	via consult.Channel) (r consult.Registration, err error) {
	address, bad := account.Address(e.Email)
	if e.Email == "" && via != consult.ByWeb {
		bad = nil // somebody who telephones may have no address
	}
	e, err = e.Check(at(bad, "email"))
	if err != nil {
		return r, err
	}
	e.Email = address
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.HandlePeople, id); err != nil {
			return err
		}
		s, err := tx.Seating(id)
		if err != nil {
			return err
		}
		if !s.Published {
			return fault.New(fault.Refused, "people.not-public")
		}
		if r, err = entered(tx, id, e, via); err != nil {
			return err
		}
		if err := s.Confirm(&r, tx.Now); err != nil {
			return err
		}
		if err := tx.SaveRegistration(r); err != nil {
			return err
		}
		if err := settled(tx, &s, &r); err != nil {
			return err
		}
		if err := tx.SaveRegistration(r); err != nil {
			return err
		}
		if err := tx.SaveSeating(id, s); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "enter", string(r.ID), map[string]any{"via": via})
	})
	return r, err
}

// entered gives the registration to fill: a new one, or that of a request that was never proven.
func entered(tx *store.Tx, id consult.ID, e consult.Entry, via consult.Channel) (consult.Registration, error) {
	fresh := e.New(consult.RegistrationID(store.NewID(tx.Now)), id, via, tx.Now)
	if e.Email == "" {
		return fresh, tx.AddRegistration(fresh)
	}
	old, err := tx.RegistrationByEmail(id, e.Email)
	switch {
	case fault.Is(err, fault.NotFound):
		return fresh, tx.AddRegistration(fresh)
	case err != nil:
		return old, err
	case old.Status.Alive():
		return old, fault.New(fault.Conflict, "people.registered-already").At("email")
	}
	fresh.ID, fresh.Generation, fresh.Sequence = old.ID, old.Generation+1, old.Sequence
	return fresh, nil
}

// handle runs what staff do to one registration of a consultation.
func (d *Desk) handle(ctx context.Context, who account.Person, id consult.ID, rid consult.RegistrationID,
	f func(*store.Tx, *consult.Seating, *consult.Registration) error) (r consult.Registration, err error) {
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.HandlePeople, id); err != nil {
			return err
		}
		if r, err = tx.Registration(rid); err != nil {
			return err
		}
		if r.Consultation != id {
			return fault.New(fault.NotFound, "account.not-found")
		}
		return decide(tx, &r, f)
	})
	return r, err
}

// Approve lets somebody in who waits for approval.
func (d *Desk) Approve(ctx context.Context, who account.Person, id consult.ID, rid consult.RegistrationID) error {
	_, err := d.handle(ctx, who, id, rid, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		if err := s.Approve(r); err != nil {
			return err
		}
		if err := settled(tx, s, r); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "approve", string(rid), nil)
	})
	return err
}

// Refuse says no to somebody who waits for approval, for one of the reasons
// that were fixed before launch.
//
// Faults: Invalid (not one of the reasons).
func (d *Desk) Refuse(ctx context.Context, who account.Person, id consult.ID, rid consult.RegistrationID, reason string) error {
	_, err := d.handle(ctx, who, id, rid, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		if !c.Content.Registration.Knows(reason) {
			return fault.New(fault.Invalid, "register.reason-missing").At("reason")
		}
		if err := s.Refuse(r, reason); err != nil {
			return err
		}
		if err := send(tx, MailRefused, *r, fmt.Sprint(r.Generation)); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "refuse", string(rid), map[string]any{"reason": reason})
	})
	return err
}

// Remove withdraws somebody's place, with a reason that they are told.
func (d *Desk) Remove(ctx context.Context, who account.Person, id consult.ID, rid consult.RegistrationID, reason string) error {
	_, err := d.handle(ctx, who, id, rid, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		return leave(tx, s, r, consult.Removed, reason, string(who.ID))
	})
	return err
}

// MoveUp gives somebody in the queue a seat before those who stand in front,
// with a reason that is kept.
//
// Faults: Invalid (no reason), Refused (no free seat).
func (d *Desk) MoveUp(ctx context.Context, who account.Person, id consult.ID, rid consult.RegistrationID, reason string) error {
	_, err := d.handle(ctx, who, id, rid, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		if err := s.MoveUp(r, reason); err != nil {
			return err
		}
		if err := settled(tx, s, r); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "move-up", string(rid), map[string]any{"reason": reason})
	})
	return err
}

// CheckIn marks that somebody is there; to undo it, there is false. Who is
// ticked off when the meeting is over is asked about it then.
func (d *Desk) CheckIn(ctx context.Context, who account.Person, id consult.ID, rid consult.RegistrationID, there bool) error {
	_, err := d.handle(ctx, who, id, rid, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		if r.Status != consult.Seated && r.Status != consult.WalkedIn {
			return fault.New(fault.Refused, "people.no-seat")
		}
		switch {
		case !there:
			r.Attended = time.Time{}
		case r.Attended.IsZero():
			r.Attended = tx.Now
			if err := askLate(tx, *r); err != nil {
				return err
			}
		}
		return note(tx, consultation(id), string(who.ID), "check-in", string(rid), map[string]any{"there": there})
	})
	return err
}

// WalkIn writes down somebody who came without having registered.
func (d *Desk) WalkIn(ctx context.Context, who account.Person, id consult.ID, e consult.Entry) (r consult.Registration, err error) {
	address, bad := account.Address(e.Email)
	if e.Email == "" {
		bad = nil
	}
	if e, err = e.Check(at(bad, "email")); err != nil {
		return r, err
	}
	e.Email = address
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.HandlePeople, id); err != nil {
			return err
		}
		s, err := tx.Seating(id)
		if err != nil {
			return err
		}
		if r, err = entered(tx, id, e, consult.AtDoor); err != nil {
			return err
		}
		s.WalkIn(&r, tx.Now)
		if err := tx.SaveRegistration(r); err != nil {
			return err
		}
		if err := errors.Join(tx.SaveSeating(id, s), askLate(tx, r)); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "walk-in", string(r.ID), nil)
	})
	return r, err
}

// Participants lists the registrations of a consultation for its body.
//
// Who may: editors.
func (d *Desk) Participants(ctx context.Context, who account.Person, id consult.ID) (list []consult.Registration, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeePeople, id); err != nil {
			return err
		}
		list, err = tx.Registrations(store.RegistrationFilter{Consultation: id})
		return err
	})
	return list, err
}

// ExportParticipants gives the participants for a file that leaves the house.
// Each export stands in the audit log.
//
// Who may: publishers of the body that owns the consultation.
func (d *Desk) ExportParticipants(ctx context.Context, who account.Person, id consult.ID,
	format string) (c consult.Consultation, list []consult.Registration, err error) {
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		if c, err = loaded(tx, who, account.Export, id); err != nil {
			return err
		}
		list, err = tx.Registrations(store.RegistrationFilter{Consultation: id})
		if err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "export", string(id),
			map[string]any{"format": format, "rows": len(list)})
	})
	return c, list, err
}
