package act

import (
	"context"
	"errors"
	"slices"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/store"
)

// Purge deletes the personal data of a consultation that has fallen due, each
// field at its own time, some hundred people in each transaction, and leaves a
// receipt for each deletion. It sets the next time by itself.
func (d *Desk) Purge(ctx context.Context, id consult.ID) error {
	for more := true; more; {
		err := d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
			more = false
			c, err := tx.Consultation(id)
			if err != nil {
				return err
			}
			if next := c.Content.NeedsUntil(); tx.Now.Before(next) {
				return again(tx, id, next)
			}
			if err := purge(tx, id, "needs", tx.PurgeNeeds); err != nil {
				return err
			}
			if next := c.Content.KeepUntil(); tx.Now.Before(next) {
				return again(tx, id, next)
			}
			if more, err = purgePeople(tx, id); err != nil || more {
				return err
			}
			if err := purge(tx, id, "senders", func(id consult.ID) (int, error) {
				return tx.ForgetSenders(id.Forum())
			}); err != nil {
				return err
			}
			return purgeInvitees(tx, id)
		})
		if err != nil {
			return err
		}
	}
	return d.DB.Tidy(ctx)
}

// purgePeople erases the next people, and tells whether there may be more.
func purgePeople(tx *store.Tx, id consult.ID) (more bool, err error) {
	people, err := tx.Registrations(store.RegistrationFilter{Consultation: id, Kept: true, Limit: batch})
	if err != nil {
		return false, err
	}
	for _, r := range people {
		if err := forget(tx, &r, "system"); err != nil {
			return false, err
		}
		if err := tx.SaveRegistration(r); err != nil {
			return false, err
		}
	}
	return len(people) == batch, receipt(tx, id, "people", len(people))
}

// purgeInvitees deletes the list of those to invite. Those who were reached have
// a receipt of their own, which tells from then on how many were invited.
func purgeInvitees(tx *store.Tx, id consult.ID) error {
	list, err := invitedTo(tx, id)
	if err != nil {
		return err
	}
	reached := 0
	for _, v := range list {
		if v.Reached() {
			reached++
		}
	}
	n, err := tx.PurgeInvitees(id)
	if err != nil {
		return err
	}
	return errors.Join(receipt(tx, id, "invitees", reached), receipt(tx, id, "unreached", n-reached))
}

// purge deletes one kind of data and leaves the receipt.
func purge(tx *store.Tx, id consult.ID, what string, f func(consult.ID) (int, error)) error {
	n, err := f(id)
	if err != nil {
		return err
	}
	return receipt(tx, id, what, n)
}

// receipt says what was deleted. Where nothing was, there is nothing to say.
func receipt(tx *store.Tx, id consult.ID, what string, n int) error {
	if n > 0 {
		if err := tx.AddPurge(consult.Purge{Consultation: id, At: tx.Now, What: what, Count: n}); err != nil {
			return err
		}
	}
	return note(tx, consultation(id), "system", "purge-"+what, string(id),
		map[string]any{"count": n})
}

// again sets the next purge.
func again(tx *store.Tx, id consult.ID, due time.Time) error {
	if err := schedule(tx, jobPurge, string(id), due); err != nil {
		return err
	}
	return note(tx, consultation(id), "system", "purge-later", string(id), nil)
}

// PurgeRequests deletes registrations whose address was never proven, some
// hundred in each transaction: nobody is to wait until a flood of them is gone.
func (d *Desk) PurgeRequests(ctx context.Context) error {
	var stale []consult.RegistrationID
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		stale, err = tx.StaleRequests(tx.Now)
		return err
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(stale, batch) {
		if err := d.purgeRequests(ctx, part); err != nil {
			return err
		}
	}
	err = d.DB.Bookkeep(ctx, "requests", func(tx *store.Tx) error {
		return schedule(tx, jobRequests, "all", tx.Now.Add(time.Hour))
	})
	if err != nil || len(stale) == 0 {
		return err
	}
	return d.DB.Tidy(ctx)
}

func (d *Desk) purgeRequests(ctx context.Context, stale []consult.RegistrationID) error {
	return d.DB.Write(ctx, "requests", func(tx *store.Tx) error {
		gone, err := tx.PurgeRequests(stale, tx.Now)
		if err != nil {
			return err
		}
		for id, n := range gone {
			if err := receipt(tx, id, "requests", n); err != nil {
				return err
			}
		}
		return note(tx, "requests", "system", "purge-requests", "",
			map[string]any{"consultations": len(gone)})
	})
}

// How long what the program notes for itself is kept when it has served its purpose.
const (
	keepSignIns = 7 * 24 * time.Hour   // sessions and codes that have ended
	keepMail    = 180 * 24 * time.Hour // that a mail was sent, and to which registration
)

// purgeNotes deletes sessions, codes and notes of mail whose time is over.
func (d *Desk) purgeNotes(ctx context.Context) error {
	return d.DB.Write(ctx, "requests", func(tx *store.Tx) error {
		if _, err := tx.PurgeSignIns(tx.Now.Add(-keepSignIns)); err != nil {
			return err
		}
		gone, err := tx.PurgeMail(tx.Now.Add(-keepMail))
		if err != nil {
			return err
		}
		delete(gone, "") // mail about no consultation: codes for signing in
		for id, n := range gone {
			if err := receipt(tx, id, "mail", n); err != nil {
				return err
			}
		}
		return note(tx, "requests", "system", "purge-notes", "", nil)
	})
}

// Privacy tells what personal data of a consultation is still kept, and what was deleted.
//
// Who may: readers of the body.
func (d *Desk) Privacy(ctx context.Context, who account.Person,
	id consult.ID) (held consult.Remains, gone []consult.Purge, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeeDraft, id); err != nil {
			return err
		}
		if held, err = tx.Remains(id); err != nil {
			return err
		}
		gone, err = tx.Purges(id)
		return err
	})
	return held, gone, err
}
