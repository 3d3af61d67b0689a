package act

import (
	"context"
	"slices"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// ForgetSender takes out of a view who sent it, for who holds its link. A draft
// goes altogether. What was sent is an official document: its words stay, and
// so does the name in the record copy until the body's register has it. What
// everybody can read is shown without a name at once.
func (d *Desk) ForgetSender(ctx context.Context, l Link) (consult.View, error) {
	return d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, _ Hearing) error {
		return forgetSender(tx, v, sender)
	})
}

func forgetSender(tx *store.Tx, v *consult.View, actor string) error {
	if v.State() == consult.ViewDraft {
		return tx.DropViewDraft(v.ID)
	}
	versions, err := tx.ViewVersions(v.ID)
	if err != nil {
		return err
	}
	waits := slices.ContainsFunc(versions, func(x consult.ViewVersion) bool { return x.Handed == "" })
	v.Forget(!waits, tx.Now)
	if err := tx.SaveView(*v); err != nil {
		return err
	}
	if err := unname(tx, *v); err != nil {
		return err
	}
	return note(tx, string(v.Forum), actor, "view-forget-sender", string(v.ID), nil)
}

// unname replaces the published copy of a view by one that says no more of its
// sender than the view does. Converted files, which can say more, go with the old one.
func unname(tx *store.Tx, v consult.View) error {
	c, err := tx.CopyOf(v.ID)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil || c.Sender == v.Sender.Public() {
		return err
	}
	if err := removeCopies(tx, v.ID); err != nil {
		return err
	}
	c.Sender, c.Files, c.At = v.Sender.Public(), nil, tx.Now
	return publishCopy(tx, c)
}

// viewsFrom gives the views of a forum that came from an address, drafts too.
func viewsFrom(tx *store.Tx, f consult.Forum, address string) (own []consult.View, err error) {
	all, err := tx.ViewsWithAddress(f)
	for _, v := range all {
		if account.Fold(v.Sender.Email) == account.Fold(address) {
			own = append(own, v)
		}
	}
	return own, err
}

// forgetViews takes an address out of the views of a forum.
func forgetViews(tx *store.Tx, f consult.Forum, address string) error {
	own, err := viewsFrom(tx, f, address)
	for i := range own {
		if err == nil {
			err = forgetSender(tx, &own[i], participant)
		}
	}
	return err
}
