package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// MailLink mails their links again to somebody who has lost the mail. Anybody
// may ask for any address: the answer is the same, and only who holds the
// mailbox learns more (N-17). It works for as long as the consultation is there
// to take part in, also when registration has closed.
//
// Faults: Invalid (no address), NotFound.
func (d *Desk) MailLink(ctx context.Context, id consult.ID, email string) error {
	address, bad := account.Address(email)
	if bad != nil {
		return bad.At("email")
	}
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		if c.Published == 0 {
			return fault.New(fault.NotFound, "register.not-found")
		}
		if err := mailLink(tx, c, address); err != nil {
			return err
		}
		return note(tx, consultation(id), anybody, "ask-link", string(id), nil)
	})
}

// mailLink mails what fits an address, if anything does.
func mailLink(tx *store.Tx, c consult.Consultation, address string) error {
	r, err := tx.RegistrationByEmail(c.ID, address)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil
	case err != nil:
		return err
	case r.Status.Alive():
		return send(tx, MailKnown, r, minute(tx))
	case r.Status == consult.Requested && tx.Now.Before(r.Expires):
		return send(tx, MailConfirm, r, "again "+minute(tx))
	}
	return nil
}
