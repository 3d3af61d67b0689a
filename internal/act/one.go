package act

import (
	"bytes"
	"context"
	"fmt"

	"insyn/ical"
	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// A Card is all that staff see of one registration.
type Card struct {
	Registration consult.Registration
	Place        int // in the queue, 0 where it does not stand there
	Free         bool
	Mails        []store.Mail
	Log          []store.Entry
}

// Registration opens one registration of a consultation.
//
// Who may: editors.
func (d *Desk) Registration(ctx context.Context, who account.Person, id consult.ID,
	rid consult.RegistrationID) (c Card, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeePeople, id); err != nil {
			return err
		}
		if c.Registration, err = registrationAt(tx, id, rid); err != nil {
			return err
		}
		s, err := tx.Seating(id)
		if err != nil {
			return err
		}
		c.Free = s.Capacity <= 0 || s.Taken < s.Capacity
		if c.Registration.Status == consult.Queued {
			if c.Place, err = tx.QueuePlace(c.Registration); err != nil {
				return err
			}
		}
		if c.Mails, err = tx.Mails(store.MailFilter{Registration: string(rid), Limit: 100}); err != nil {
			return err
		}
		c.Log, err = tx.AuditOf(consultation(id), string(rid), 100)
		return err
	})
	return c, err
}

// registrationAt gives a registration that belongs to a consultation.
func registrationAt(tx *store.Tx, id consult.ID,
	rid consult.RegistrationID) (consult.Registration, error) {
	r, err := tx.Registration(rid)
	if err == nil && r.Consultation != id {
		err = fault.New(fault.NotFound, "account.not-found")
	}
	return r, err
}

// Renew makes the links of a registration anew and mails them: those that were
// sent before lead nowhere from now on.
//
// Who may: editors. Faults: Refused (no address, or nothing to hold a link to).
func (d *Desk) Renew(ctx context.Context, who account.Person, id consult.ID,
	rid consult.RegistrationID) error {
	_, err := d.handle(ctx, who, id, rid, func(tx *store.Tx, _ *consult.Seating,
		r *consult.Registration) error {
		kind := MailKnown
		switch {
		case r.Email == "":
			return fault.New(fault.Refused, "people.no-address")
		case r.Status == consult.Requested:
			kind = MailConfirm
		case !r.Status.Alive():
			return fault.New(fault.Refused, "people.ended")
		}
		r.Generation++
		if err := tx.SaveRegistration(*r); err != nil {
			return err
		}
		if err := send(tx, kind, *r, fmt.Sprintf("renew %d", r.Generation)); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "renew-link", string(rid), nil)
	})
	return err
}

// WithdrawFor gives up a place for somebody who has told us by mail, telephone
// or letter, or by an answer from their calendar.
//
// Who may: editors.
func (d *Desk) WithdrawFor(ctx context.Context, who account.Person, id consult.ID,
	rid consult.RegistrationID) error {
	_, err := d.handle(ctx, who, id, rid, func(tx *store.Tx, s *consult.Seating,
		r *consult.Registration) error {
		return leave(tx, s, r, consult.Withdrawn, "", string(who.ID))
	})
	return err
}

// A Received is a mail that somebody sent about a consultation, and what it
// seems to want. Nothing is done by reading it: who sent a mail is not proven.
type Received struct {
	Letter   document.Letter
	Entry    consult.Entry         // what can be read out of it
	Known    *consult.Registration // of the sender, where there is one
	Declines bool                  // the sender's calendar says that they will not come
}

// Receive reads a mail (.eml) about a consultation.
//
// Who may: editors. Faults: Invalid, TooLarge (the file).
func (d *Desk) Receive(ctx context.Context, who account.Person, id consult.ID,
	file []byte) (m Received, err error) {
	if m.Letter, err = document.Mail(file); err != nil {
		return m, err
	}
	m.Entry.Language = "sv"
	if len(m.Letter.From) > 0 {
		m.Entry.Name, m.Entry.Email = m.Letter.From[0].Name, m.Letter.From[0].Address
	}
	for _, a := range m.Letter.Attachments {
		answer, err := ical.ReadAnswer(bytes.NewReader(a.Data))
		if err == nil && answer.Status == ical.Declined &&
			answer.UID == string(id)+"@"+d.Site.domain() {
			m.Declines = true
		}
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.HandlePeople, id); err != nil {
			return err
		}
		r, err := tx.RegistrationByEmail(id, m.Entry.Email)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		m.Known = &r
		return err
	})
	return m, err
}

// Evaluation counts what participants have answered, as it may be shown: while
// the answers are few, what they say is for nobody to see, staff included.
//
// Who may: readers of the body.
func (d *Desk) Evaluation(ctx context.Context, who account.Person,
	id consult.ID) (c consult.Counts, shown bool, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeeDraft, id); err != nil {
			return err
		}
		answers, err := tx.Evaluations(id)
		for _, e := range answers {
			c.Add(e)
		}
		return err
	})
	c, shown = c.Public()
	return c, shown, err
}
