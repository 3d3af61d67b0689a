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
func (d *Desk) Draft(ctx context.Context, who account.Person, id consult.ID, p consult.Paper) (v consult.Version, err error) {
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
