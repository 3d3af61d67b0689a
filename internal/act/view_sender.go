package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// CorrectSender says anew who a view comes from that staff have written down or
// taken from a mail: a mail does not tell for whom it speaks, and an organisation
// shall not stand as a private person. The words, the day and the address stay
// as they came. What has been decided about is not given to somebody else.
//
// Who may: editors without an interest in it. Faults: Invalid (the fields),
// Refused (its author sent it by the form, or it has been decided about).
func (d *Desk) CorrectSender(ctx context.Context, who account.Person, id consult.ViewID,
	s consult.Sender) error {
	forum, err := d.forumOf(ctx, id)
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, string(forum), func(tx *store.Tx) error {
		v, _, err := handled(tx, who, account.HandleViews, id)
		if err != nil {
			return err
		}
		if err := disinterested(tx, who, id); err != nil {
			return err
		}
		if !v.Attributable() {
			return fault.New(fault.Refused, "view.sender-stands")
		}
		kept := v.Sender
		if v.Sender, err = s.Check(); err != nil {
			return err
		}
		v.Sender.Email, v.Sender.Language = kept.Email, kept.Language
		if err := tx.SaveView(v); err != nil {
			return err
		}
		return note(tx, string(forum), string(who.ID), "view-sender", string(id),
			map[string]any{"kind": v.Sender.Kind})
	})
}
