package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// Draft shows the draft of a paper without beginning one: the one that is being
// worked on, or what a new one would start from, with Number 0.
//
// Who may: readers of the body.
func (d *Desk) Draft(ctx context.Context, who account.Person, id consult.ID,
	p consult.Paper) (v consult.Version, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.SeeDraft, id)
		if err != nil {
			return err
		}
		v, err = tx.OpenDraft(id, p)
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		v, err = beginning(tx, c, p)
		return err
	})
	return v, err
}

// beginning gives what a new version of a paper starts from.
func beginning(tx *store.Tx, c consult.Consultation, p consult.Paper) (consult.Version, error) {
	v := consult.Version{Consultation: c.ID, Paper: p}
	switch {
	case p == consult.Invitation:
		v.Content = c.Content
	case c.Summary > 0:
		last, err := tx.Version(c.ID, p, c.Summary)
		if err != nil {
			return v, err
		}
		v.Summary = last.Summary
	default:
		v.Summary = c.Content.Outline()
	}
	return v, nil
}

// Preview shows a consultation as the public will see it when its drafts are
// published.
//
// Who may: readers of the body.
func (d *Desk) Preview(ctx context.Context, who account.Person, id consult.ID) (p Public,
	err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.SeeDraft, id)
		if err != nil {
			return err
		}
		draft, err := tx.OpenDraft(id, consult.Invitation)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err == nil {
			c.Content = draft.Content
		}
		if c.Published == 0 {
			c.Published, c.First = 1, tx.Now
		}
		if c.Changed.IsZero() {
			c.Changed = tx.Now
		}
		if p, err = public(tx, c); err != nil {
			return err
		}
		report, err := tx.OpenDraft(id, consult.Report)
		if err == nil {
			p.Summary = report.Summary
		}
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	})
	return p, err
}

// SaveSummary keeps a draft of the summary. Saved must be what OpenDraft gave.
//
// Who may: editors. Faults: Conflict.
func (d *Desk) SaveSummary(ctx context.Context, who account.Person, v consult.Version) error {
	v.Paper = consult.Report
	_, err := d.SaveDraft(ctx, who, v)
	return err
}

// Copy begins a consultation from another: what is said stays, and what
// belongs to the one meeting (its time, its deadlines, its files) is left out.
// A body that consults twice a year begins here.
//
// Who may: editors.
func (d *Desk) Copy(ctx context.Context, who account.Person, id consult.ID) (consult.ID, error) {
	var c consult.Consultation
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		c, err = loaded(tx, who, account.Edit, id)
		return err
	})
	if err != nil {
		return "", err
	}
	return d.NewConsultation(ctx, who, account.BodyID(c.Body), c.Content.Next())
}
