package act

import (
	"cmp"
	"context"
	"slices"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// An Unsent is a letter about a consultation that could not be sent, and whom it
// was for. Who has been erased, and who sent a view, has no name here.
type Unsent struct {
	Mail  store.Mail
	Name  string
	Email string
}

// Unsent lists the letters about a consultation that could not be sent, the
// newest first.
//
// Who may: editors.
func (d *Desk) Unsent(ctx context.Context, who account.Person, id consult.ID) (list []Unsent, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list = nil
		if _, err := loaded(tx, who, account.SeePeople, id); err != nil {
			return err
		}
		mails, err := unsent(tx, id, "")
		if err != nil {
			return err
		}
		for _, m := range mails {
			u, err := recipient(tx, m)
			if err != nil {
				return err
			}
			list = append(list, u)
		}
		return nil
	})
	return list, err
}

// unsent gives the letters of a kind, or of any, that could not be sent.
func unsent(tx *store.Tx, id consult.ID, kind string) ([]store.Mail, error) {
	return tx.Mails(store.MailFilter{Consultation: string(id), Kind: kind, State: store.MailFailed,
		Limit: 100_000})
}

// recipient tells whom a letter was for, where that is still known.
func recipient(tx *store.Tx, m store.Mail) (u Unsent, err error) {
	u.Mail = m
	switch {
	case m.Registration != "":
		var r consult.Registration
		r, err = tx.Registration(consult.RegistrationID(m.Registration))
		u.Name, u.Email = r.Name, r.Email
	case m.Invitee != "":
		var v consult.Invitee
		v, err = tx.Invitee(consult.InviteeID(m.Invitee))
		u.Name, u.Email = cmp.Or(v.Organisation, v.Name), v.Email
	case m.Person != "":
		var p account.Person
		p, err = tx.Person(account.PersonID(m.Person))
		u.Name, u.Email = p.Name, p.Email
	}
	if fault.Is(err, fault.NotFound) {
		err = nil // purged since
	}
	return u, err
}

// SendUnsent puts letters that could not be sent in the outbox once more: the
// one that is named, or all of them, some hundred in each transaction. What has
// no occasion any more is then dropped, as it is with any letter that has waited.
//
// Who may: editors. Faults: NotFound (the one named is not among them).
func (d *Desk) SendUnsent(ctx context.Context, who account.Person, id consult.ID, mail string) error {
	var all []store.Mail
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		if _, err := loaded(tx, who, account.HandlePeople, id); err != nil {
			return err
		}
		all, err = unsent(tx, id, "")
		return err
	})
	if err != nil {
		return err
	}
	if mail != "" {
		all = slices.DeleteFunc(all, func(m store.Mail) bool { return m.ID != mail })
		if len(all) == 0 {
			return fault.New(fault.NotFound, "unsent.gone")
		}
	}
	for some := range slices.Chunk(all, batch) {
		if err := d.sendAgain(ctx, who, id, some); err != nil {
			return err
		}
	}
	return nil
}

// sendAgain puts those of some letters in the outbox that still have failed.
func (d *Desk) sendAgain(ctx context.Context, who account.Person, id consult.ID,
	some []store.Mail) error {
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.HandlePeople, id); err != nil {
			return err
		}
		mails, err := unsent(tx, id, "")
		if err != nil {
			return err
		}
		mails = slices.DeleteFunc(mails, func(m store.Mail) bool {
			return !slices.ContainsFunc(some, func(s store.Mail) bool { return s.ID == m.ID })
		})
		for _, m := range mails {
			if err := tx.MailAgain(m); err != nil {
				return err
			}
		}
		return note(tx, consultation(id), string(who.ID), "send-unsent", string(id),
			map[string]any{"sent": len(mails)})
	})
}

// invitedTo gives the list of those to invite. Those whose letter could not be
// sent are marked: they have not been invited, whatever was tried.
func invitedTo(tx *store.Tx, id consult.ID) ([]consult.Invitee, error) {
	list, err := tx.Invitees(id)
	if err != nil {
		return nil, err
	}
	mails, err := unsent(tx, id, MailInvitation)
	failed := map[consult.InviteeID]bool{}
	for _, m := range mails {
		failed[consult.InviteeID(m.Invitee)] = true
	}
	for i := range list {
		list[i].Unsent = failed[list[i].ID]
	}
	return list, err
}
