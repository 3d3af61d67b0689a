package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// DemoSession begins a session for a member of staff without any proof, so
// that a visitor of a demonstration can be one of its invented people. It
// gives the secret of the session, for a cookie.
//
// Faults: Forbidden (this is no demonstration), NotFound (no such account).
func (d *Desk) DemoSession(ctx context.Context, email, label string) (secret string, err error) {
	if !d.Site.Demo {
		return "", fault.New(fault.Forbidden, "account.forbidden")
	}
	err = d.DB.Bookkeep(ctx, "sign-in", func(tx *store.Tx) error {
		p, err := tx.PersonByEmail(email)
		if err != nil {
			return err
		}
		secret, err = d.session(tx, p, label)
		return err
	})
	return secret, err
}

// session begins a session and gives its secret.
func (d *Desk) session(tx *store.Tx, p account.Person, label string) (string, error) {
	secret := keys.Secret()
	s := store.Session{ID: store.NewID(tx.Now), Hash: d.Keys.Hash(keys.Session, secret),
		Person:  p.ID,
		Created: tx.Now, Seen: tx.Now, Expires: tx.Now.Add(sessionFor), Label: label}
	if err := tx.AddSession(s); err != nil {
		return "", err
	}
	return secret, note(tx, "person/"+string(p.ID), string(p.ID), "sign-in", s.ID, nil)
}

// JoinLink gives the address of the join page of r, as it stands in the
// calendar entry.
func (d *Desk) JoinLink(r consult.Registration) Link {
	return d.link(keys.Join, string(r.ID), r.Generation)
}
