package act

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// KeepCases sets for how many days after a case has ended its contact point
// keeps who sent it; 0 is the usual time.
//
// Who may: publishers of the body. Faults: Invalid, NotFound (no contact point).
func (d *Desk) KeepCases(ctx context.Context, who account.Person, id account.BodyID,
	days int) error {
	if err := who.May(account.Publish, id); err != nil {
		return err
	}
	if days < 0 {
		return fault.New(fault.Invalid, "edit.keep-none").With("Usual", consult.KeepUsually).At("keep")
	}
	if days > consult.MaxKeep {
		return fault.New(fault.Invalid, "edit.number-bad").With("Most", consult.MaxKeep).At("keep")
	}
	f := consult.ContactForum(string(id))
	return d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		p, err := tx.ContactPoint(string(id))
		if err != nil {
			return err
		}
		p.Keep = days
		if err := tx.SaveContactPoint(p); err != nil {
			return err
		}
		return note(tx, string(f), string(who.ID), "contact-keep", string(id),
			map[string]any{"days": days})
	})
}

// purgeCases takes out of cases who sent them, when the time of their contact
// point is over. What was said stays: it is an official document.
func (d *Desk) purgeCases(ctx context.Context) (err error) {
	var due []consult.ContactPoint
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		due, err = tx.ContactPointsToPurge(tx.Now)
		return err
	})
	for _, p := range due {
		if err != nil {
			return err
		}
		err = d.forgetAskers(ctx, p.Body)
	}
	if err != nil || len(due) == 0 {
		return err
	}
	return d.DB.Tidy(ctx)
}

// forgetAskers deletes of the cases of a contact point each field whose time has
// come, and leaves a receipt for each.
func (d *Desk) forgetAskers(ctx context.Context, body string) error {
	f := consult.ContactForum(body)
	return d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		p, err := tx.ContactPoint(body)
		if err != nil {
			return err
		}
		before := p.ForgetBefore(tx.Now)
		if err := purgeCase(tx, f, "addresses", before, tx.ForgetCaseAddresses); err != nil {
			return err
		}
		return purgeCase(tx, f, "names", before, tx.ForgetCaseNames)
	})
}

// purgeCase deletes one field of the cases of a contact point and leaves the receipt.
func purgeCase(tx *store.Tx, f consult.Forum, what string, before time.Time,
	forget func(consult.Forum, time.Time) (int, error)) error {
	n, err := forget(f, before)
	if err != nil {
		return err
	}
	if n > 0 {
		if err := tx.AddPurge(consult.Purge{Body: f.Contact(), At: tx.Now, What: what, Count: n}); err != nil {
			return err
		}
	}
	return note(tx, string(f), "system", "purge-"+what, f.Contact(), map[string]any{"count": n})
}
