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

// A Page is what a participant sees of their registration.
type Page struct {
	Registration consult.Registration
	Consultation consult.Consultation
	Body         account.Body
	Place        int // in the queue, from 1; 0 when not queued
}

// ConfirmPage shows what a confirmation link is about. It changes nothing:
// machines open links before people do.
func (d *Desk) ConfirmPage(ctx context.Context, l Link) (Page, error) {
	return d.page(ctx, keys.Confirm, l)
}

// PersonalPage shows a participant their registration.
func (d *Desk) PersonalPage(ctx context.Context, l Link) (Page, error) {
	return d.page(ctx, keys.Personal, l)
}

// JoinPage shows the status of a meeting to who holds the join address of a
// calendar entry. Calendars are shared with colleagues, so that the page must
// say nothing of the person.
func (d *Desk) JoinPage(ctx context.Context, l Link) (Page, error) {
	return d.page(ctx, keys.Join, l)
}

func (d *Desk) page(ctx context.Context, p keys.Purpose, l Link) (page Page, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if page.Registration, err = d.registration(tx, p, l); err != nil {
			return err
		}
		page.Consultation, page.Body, err = consultationAndBody(tx, page.Registration.Consultation)
		if err != nil {
			return err
		}
		if page.Registration.Status == consult.Queued {
			page.Place, err = tx.QueuePlace(page.Registration)
		}
		return err
	})
	return page, err
}

// Withdraw gives up a place, a place in the queue, or a request. The place is
// offered to the next in the same transaction. To withdraw twice is a success.
func (d *Desk) Withdraw(ctx context.Context, l Link) (consult.Registration, error) {
	return d.participant(ctx, keys.Personal, l, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		return leave(tx, s, r, consult.Withdrawn, "", participant)
	})
}

// leave ends a registration and mails that it has ended.
func leave(tx *store.Tx, s *consult.Seating, r *consult.Registration, as consult.Status, reason, actor string) error {
	was := r.Status
	if err := s.Leave(r, as, reason); err != nil {
		return err
	}
	if r.Status == was {
		return note(tx, consultation(r.Consultation), actor, string(as)+"-again", string(r.ID), nil)
	}
	if was == consult.Seated {
		renumber(s, r)
	}
	kind := map[consult.Status]string{consult.Withdrawn: MailWithdrawn, consult.Removed: MailRemoved,
		consult.Lapsed: MailOfferEnded}[as]
	if was != consult.Requested {
		if err := send(tx, kind, *r, fmt.Sprint(r.Generation)); err != nil {
			return err
		}
	}
	return note(tx, consultation(r.Consultation), actor, string(as), string(r.ID),
		map[string]any{"was": was, "reason": reason})
}

// AcceptOffer takes a place that was offered.
//
// Faults: Gone when the offer has run out.
func (d *Desk) AcceptOffer(ctx context.Context, l Link) (consult.Registration, error) {
	return d.participant(ctx, keys.Personal, l, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		return accept(tx, s, r, participant)
	})
}

// accept gives r the place that it was offered, on the word of actor.
func accept(tx *store.Tx, s *consult.Seating, r *consult.Registration, actor string) error {
	was := r.Status
	if err := s.Accept(r, tx.Now); err != nil {
		return err
	}
	if was != r.Status {
		if err := settled(tx, s, r); err != nil {
			return err
		}
	}
	return note(tx, consultation(r.Consultation), actor, "accept", string(r.ID), nil)
}

// DeclineOffer lets an offered place go on to the next. The offer does not come back.
func (d *Desk) DeclineOffer(ctx context.Context, l Link) (consult.Registration, error) {
	return d.participant(ctx, keys.Personal, l, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		if r.Status != consult.Offered && r.Status != consult.Lapsed {
			return fault.New(fault.Gone, "register.offer-ended")
		}
		return leave(tx, s, r, consult.Lapsed, "", participant)
	})
}

// ShowMeetingLink gives the meeting link to who holds a seat, through the
// personal page or the join address, inside the window around the meeting.
// Each showing stands in the audit log.
//
// Faults: Refused (no seat, not yet, over, no link).
func (d *Desk) ShowMeetingLink(ctx context.Context, p keys.Purpose, l Link) (url string, err error) {
	if p != keys.Join && p != keys.Personal {
		return "", badLink()
	}
	_, err = d.participant(ctx, p, l, func(tx *store.Tx, _ *consult.Seating, r *consult.Registration) error {
		url, err = d.reveal(tx, *r)
		if err != nil {
			return err
		}
		return note(tx, consultation(r.Consultation), participant, "link-shown", string(r.ID),
			map[string]any{"through": p})
	})
	return url, err
}

func (d *Desk) reveal(tx *store.Tx, r consult.Registration) (string, error) {
	c, err := tx.Consultation(r.Consultation)
	switch {
	case err != nil:
		return "", err
	case r.Status != consult.Seated:
		return "", fault.New(fault.Refused, "link.no-seat")
	case !c.Cancelled.IsZero():
		return "", fault.New(fault.Refused, "register.cancelled")
	case !c.Content.Meeting.LinkShown(tx.Now):
		return "", fault.New(fault.Refused, "link.not-now").With("Opens", c.Content.Meeting.LinkOpens())
	}
	sealed, err := tx.MeetingLink(r.Consultation)
	if fault.Is(err, fault.NotFound) {
		return "", fault.New(fault.Refused, "link.none-yet")
	}
	if err != nil {
		return "", err
	}
	plain, err := d.Keys.Open(keys.Meeting, string(r.Consultation), sealed)
	return string(plain), err
}

// PersonalLink gives the address of the personal page of r.
func (d *Desk) PersonalLink(r consult.Registration) Link {
	return d.link(keys.Personal, string(r.ID), r.Generation)
}
