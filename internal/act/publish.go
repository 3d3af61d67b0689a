package act

import (
	"context"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// AskApproval asks a colleague to publish a draft.
//
// Who may: editors.
func (d *Desk) AskApproval(ctx context.Context, who account.Person, id consult.ID, p consult.Paper,
	n int, reason string) error {
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.Edit, id)
		if err != nil {
			return err
		}
		v, err := tx.Version(id, p, n)
		if err != nil {
			return err
		}
		if err := ready(c, v, reason); err != nil {
			return err
		}
		if err := d.keepsSecret(tx, v, reason); err != nil {
			return err
		}
		v.Asked, v.AskedBy, v.Reason = tx.Now, string(who.ID), reason
		if err := tx.SaveVersion(v); err != nil {
			return err
		}
		if err := askPublishers(tx, c, v, who); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "ask-approval", string(id),
			map[string]any{"paper": p, "number": n})
	})
}

// askPublishers mails those at the body who may publish, but not who asks.
func askPublishers(tx *store.Tx, c consult.Consultation, v consult.Version,
	who account.Person) error {
	people, err := tx.People(account.BodyID(c.Body))
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.ID == who.ID || !p.Can(account.Publish, account.BodyID(c.Body)) {
			continue
		}
		err := tx.Enqueue(store.Mail{Kind: MailApproval, Key: MailApproval + "|" + string(p.ID) + "|" + string(c.ID) + "|" + stamp(tx.Now),
			Consultation: string(c.ID), Person: string(p.ID), Version: v.Number, Due: tx.Now})
		if err != nil {
			return err
		}
	}
	return nil
}

// ready tells whether v can be made public, and if not, all that is missing.
func ready(c consult.Consultation, v consult.Version, reason string) error {
	if !v.Published.IsZero() {
		return fault.New(fault.Conflict, "version.published-already")
	}
	var why *fault.Error
	changes := v.Paper == consult.Invitation && c.Published > 0 || v.Paper == consult.Report && c.Summary > 0
	if changes && strings.TrimSpace(reason) == "" {
		why = fault.New(fault.Invalid, "version.reason-missing").At("reason")
	}
	if v.Paper == consult.Report {
		return fault.Fields(why, v.Summary.Check())
	}
	return fault.Fields(append(v.Content.Check(), why)...)
}

// Publish makes a draft public: the first version of a consultation, a later
// one with a reason, or a summary. Those registered are told what concerns
// them, and their calendars follow.
//
// Who may: publishers; where the body demands four eyes, somebody else than
// who wrote it last. Faults: Invalid (what is missing, or the meeting link
// stands in the text), Forbidden, Conflict.
func (d *Desk) Publish(ctx context.Context, who account.Person, id consult.ID, p consult.Paper,
	n int, reason string) error {
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.Publish, id)
		if err != nil {
			return err
		}
		v, err := tx.Version(id, p, n)
		if err != nil {
			return err
		}
		b, err := tx.Body(account.BodyID(c.Body))
		if err != nil {
			return err
		}
		if reason == "" {
			reason = v.Reason
		}
		if err := ready(c, v, reason); err != nil {
			return err
		}
		if err := d.keepsSecret(tx, v, reason); err != nil {
			return err
		}
		if p == consult.Report {
			if err := replied(tx, c, v.Summary); err != nil {
				return err
			}
		}
		if b.FourEyes && !who.Machine && v.Author == string(who.ID) {
			return fault.New(fault.Forbidden, "version.four-eyes")
		}
		v.Reason, v.Approved, v.Published = reason, string(who.ID), tx.Now
		if err := tx.PublishVersion(v); err != nil {
			return err
		}
		if p == consult.Report {
			err = publishSummary(tx, c, v)
		} else {
			err = publishInvitation(tx, c, v)
		}
		if err != nil {
			return err
		}
		if _, err := enter(tx, versionPublished, versionObject(id, p, n)); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "publish", string(id),
			map[string]any{"paper": p, "number": n, "reason": reason})
	})
}

// nameAnew gives a consultation that nobody has seen an address by the title that
// it is published under: a draft may have begun under another.
func nameAnew(tx *store.Tx, c *consult.Consultation) (err error) {
	slug := consult.Slug(c.Content.Title.SV)
	if rest, same := strings.CutPrefix(c.Slug, slug); same &&
		strings.Trim(rest, "-0123456789") == "" {
		return nil
	}
	c.Slug, err = freeSlug(tx, slug)
	return err
}

func publishInvitation(tx *store.Tx, c consult.Consultation, v consult.Version) error {
	old, first := c.Content, c.Published == 0
	c.Content, c.Published, c.Changed = v.Content, v.Number, tx.Now
	if first {
		c.First = tx.Now
		if err := nameAnew(tx, &c); err != nil {
			return err
		}
	} else if consult.Moves(old, v.Content) {
		c.Sequence++
	}
	if err := tx.SaveConsultation(c); err != nil {
		return err
	}
	if err := timetable(tx, c); err != nil {
		return err
	}
	if first {
		return nil
	}
	s, err := tx.Seating(c.ID)
	if err != nil {
		return err
	}
	was := s
	if err := offerNext(tx, c.ID, &s); err != nil {
		return err
	}
	if s != was {
		if err := tx.SaveSeating(c.ID, s); err != nil {
			return err
		}
	}
	if consult.CalendarDiffers(old, v.Content) {
		return fanOut(tx, wave{Kind: MailChanged, Consultation: c.ID, Version: v.Number,
			Rise: consult.Moves(old, v.Content)})
	}
	return nil
}

func publishSummary(tx *store.Tx, c consult.Consultation, v consult.Version) error {
	c.Summary = v.Number
	if err := tx.SaveConsultation(c); err != nil {
		return err
	}
	return tellSpeakers(tx, MailSummary, v)
}

// Cancel calls a consultation off: everybody's calendar follows.
//
// Who may: publishers. Faults: Invalid (no reason, or one that tells the meeting
// link), Refused (over, or never published).
func (d *Desk) Cancel(ctx context.Context, who account.Person, id consult.ID,
	why consult.Text) error {
	if why.Empty() {
		return fault.New(fault.Invalid, "cancel.reason-missing").At("reason")
	}
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.Publish, id)
		if err != nil {
			return err
		}
		switch c.State(tx.Now) {
		case consult.Draft, consult.Held:
			return fault.New(fault.Refused, "cancel.not-now")
		case consult.Cancelled:
			return note(tx, consultation(id), string(who.ID), "cancel-again", string(id), nil)
		}
		if err := d.withoutLink(tx, id, why); err != nil {
			return err
		}
		c.Cancelled, c.Why = tx.Now, why
		c.Sequence++
		if err := tx.SaveConsultation(c); err != nil {
			return err
		}
		if _, err := enter(tx, consultationCancelled, consultation(id)); err != nil {
			return err
		}
		if err := fanOut(tx, wave{Kind: MailCancelled, Consultation: id, Version: c.Published, Rise: true}); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "cancel", string(id), nil)
	})
}
