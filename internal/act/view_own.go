package act

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// ChangeView keeps what the author of a view has changed: in a draft it is
// written over, and of a view that was sent it is a new version, which has to
// be read before it is published.
//
// Faults: Invalid (the fields), Refused (the window, withdrawn), Conflict
// (saved since, in another window).
func (d *Desk) ChangeView(ctx context.Context, l Link,
	form consult.ViewForm) (consult.View, error) {
	return d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, h Hearing) error {
		if v.State() == consult.ViewDraft {
			return d.rewrite(tx, v, h, form)
		}
		if err := h.Takes(v.Subject); err != nil {
			return err
		}
		form.Subject, form.Sender, form.Sort = v.Subject, v.Sender, v.Sort
		form, err := checked(h.Venue, form)
		if err != nil {
			return err
		}
		if form.Text == v.Text {
			return note(tx, string(v.Forum), sender, "view-same", string(v.ID), nil)
		}
		version, err := v.Revise(form, tx.Now)
		if err != nil {
			return err
		}
		if err := receive(tx, *v, version); err != nil {
			return err
		}
		return note(tx, string(v.Forum), sender, "view-revise", string(v.ID),
			map[string]any{"version": v.Version})
	})
}

// sender is who acts through the link to a view, in the audit log.
const sender = "sender"

// ownView runs what the holder of a link does to a view, in one transaction.
func (d *Desk) ownView(ctx context.Context, l Link,
	f func(*store.Tx, *consult.View, Hearing) error) (v consult.View, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		v, err = d.view(tx, l)
		return err
	})
	if err != nil {
		return v, err
	}
	run := d.DB.Write
	if v.State() == consult.ViewDraft { // nobody's business but the author's, until it is sent
		run = d.DB.Bookkeep
	}
	err = run(ctx, string(v.Forum), func(tx *store.Tx) error {
		if v, err = d.view(tx, l); err != nil {
			return err
		}
		h, err := hearing(tx, v.Forum)
		if err != nil {
			return err
		}
		return f(tx, &v, h)
	})
	return v, err
}

// SendView sends a draft: from then on it is a view that has been received, and
// what follows is told to its author. Saved is the draft that the author has
// read before sending. To send twice is a success.
//
// Faults: Refused (the window), Conflict (saved since, in another window).
func (d *Desk) SendView(ctx context.Context, l Link, saved int) (consult.View, error) {
	return d.sendView(ctx, l, saved, true)
}

// SendViewUnmailed is SendView where the address of the author, which nobody
// has proven, has had enough mail: the receipt is on the page alone.
func (d *Desk) SendViewUnmailed(ctx context.Context, l Link, saved int) (consult.View, error) {
	return d.sendView(ctx, l, saved, false)
}

func (d *Desk) sendView(ctx context.Context, l Link, saved int, mailed bool) (consult.View, error) {
	return d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, h Hearing) error {
		if v.State() != consult.ViewDraft {
			return note(tx, string(v.Forum), sender, "view-send-again", string(v.ID), nil)
		}
		if err := h.Takes(v.Subject); err != nil {
			return err
		}
		if err := d.arrive(tx, v, saved, sender); err != nil || !mailed {
			return err
		}
		return sendReceipt(tx, *v)
	})
}

// arriveMailed is arrive with a receipt by mail.
func (d *Desk) arriveMailed(tx *store.Tx, v *consult.View, who account.Person) error {
	if err := d.arrive(tx, v, v.Saved, string(who.ID)); err != nil {
		return err
	}
	return sendReceipt(tx, *v)
}

// arrive gives a draft its number and its first version.
func (d *Desk) arrive(tx *store.Tx, v *consult.View, saved int, actor string) error {
	last, err := tx.LastView(v.Forum)
	if err != nil {
		return err
	}
	version, err := v.Send(last+1, saved, tx.Now)
	if err != nil {
		return err
	}
	if err := receive(tx, *v, version); err != nil {
		return err
	}
	if err := owe(tx, *v); err != nil {
		return err
	}
	if err := d.lookSoon(tx, *v); err != nil {
		return err
	}
	return note(tx, string(v.Forum), actor, "view-send", string(v.ID),
		map[string]any{"number": v.Number, "via": v.Via})
}

// receive keeps a version of a view with the files that belong to it.
func receive(tx *store.Tx, v consult.View, version consult.ViewVersion) error {
	files, err := tx.ViewFiles(v.ID)
	if err != nil {
		return err
	}
	for _, f := range files {
		version.Files = append(version.Files, f.Hash)
	}
	if err := tx.SaveView(v); err != nil {
		return err
	}
	if err := tx.AddViewVersion(version); err != nil {
		return err
	}
	_, err = enter(tx, viewReceived, receptionObject(v.ID, version.Number))
	return err
}

// DropView throws a draft away.
//
// Faults: Refused (it has been sent).
func (d *Desk) DropView(ctx context.Context, l Link) error {
	_, err := d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, _ Hearing) error {
		if v.State() != consult.ViewDraft {
			return fault.New(fault.Refused, "view.sent")
		}
		return tx.DropViewDraft(v.ID)
	})
	return err
}

// WithdrawView takes a view back: its published copy is removed, and the record
// copy stays, as its author was told before sending. To withdraw twice is a success.
func (d *Desk) WithdrawView(ctx context.Context, l Link) (consult.View, error) {
	return d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, _ Hearing) error {
		before := v.Withdrawn
		if err := v.Withdraw(tx.Now); err != nil {
			return err
		}
		if !before.IsZero() {
			return note(tx, string(v.Forum), sender, "view-withdraw-again", string(v.ID), nil)
		}
		if err := tx.SaveView(*v); err != nil {
			return err
		}
		if err := removeCopies(tx, v.ID); err != nil {
			return err
		}
		if _, err := enter(tx, viewWithdrawn, withdrawalObject(v.ID)); err != nil {
			return err
		}
		if err := follow(tx, *v); err != nil {
			return err
		}
		return note(tx, string(v.Forum), sender, "view-withdraw", string(v.ID), nil)
	})
}

// AppealView asks another moderator to look at a view that was withheld.
//
// Faults: Refused (not withheld, or looked at twice already).
func (d *Desk) AppealView(ctx context.Context, l Link, plea string) (consult.View, error) {
	return d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, _ Hearing) error {
		if err := v.Appeal(plea, tx.Now); err != nil {
			return err
		}
		if err := tx.SaveView(*v); err != nil {
			return err
		}
		return note(tx, string(v.Forum), sender, "view-appeal", string(v.ID), nil)
	})
}

// draftsKept is how long a draft of a view waits for its author.
const draftsKept = 30 * 24 * time.Hour

// purgeDrafts throws away the drafts that nobody has sent.
func (d *Desk) purgeDrafts(ctx context.Context) error {
	return d.DB.Bookkeep(ctx, "view-drafts", func(tx *store.Tx) error {
		_, err := tx.PurgeDrafts(tx.Now.Add(-draftsKept))
		return err
	})
}
