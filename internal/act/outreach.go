package act

import (
	"context"
	"fmt"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// AddInvitees takes a list of people to invite. It is all or nothing: with one
// bad row none is taken, and every fault is told with its row. Addresses that
// are on the list already are passed over and counted.
//
// Who may: editors. Faults: Invalid (rows), with the row number in "Row".
func (d *Desk) AddInvitees(ctx context.Context, who account.Person, id consult.ID,
	list []consult.Invitee) (added, known int, err error) {
	if len(list) > mostInvitees {
		return 0, 0, fault.New(fault.TooLarge, "invitees.too-many").With("Count", len(list)).With("Most", mostInvitees)
	}
	if err := checkInvitees(list); err != nil {
		return 0, 0, err
	}
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		added, known = 0, 0
		if _, err := loaded(tx, who, account.Invite, id); err != nil {
			return err
		}
		for _, v := range list {
			_, err := tx.InviteeByEmail(id, v.Email)
			if err == nil {
				known++
				continue
			}
			if !fault.Is(err, fault.NotFound) {
				return err
			}
			v.ID, v.Consultation, v.Added, v.Generation = consult.InviteeID(store.NewID(tx.Now)), id, tx.Now, 1
			if err := tx.AddInvitee(v); err != nil {
				return err
			}
			added++
		}
		return note(tx, consultation(id), string(who.ID), "add-invitees", string(id),
			map[string]any{"added": added, "known": known})
	})
	return added, known, err
}

// checkInvitees tells what is wrong with each row.
func checkInvitees(list []consult.Invitee) error {
	var faults []*fault.Error
	for i := range list {
		v := &list[i]
		address, bad := account.Address(v.Email)
		if bad != nil {
			faults = append(faults, bad.At(fmt.Sprintf("rows.%d.email", i+1)).With("Row", i+1))
			continue
		}
		v.Email = address
		if v.Kind == "" {
			v.Kind = consult.Other
		}
		e := consult.Entry{Name: v.Name, Organisation: v.Organisation, Kind: v.Kind}
		if e.Name == "" {
			e.Name = v.Organisation
		}
		if _, err := e.Check(); err != nil {
			faults = append(faults, fault.New(fault.Invalid, "invitees.row-bad").
				At(fmt.Sprintf("rows.%d", i+1)).With("Row", i+1).From(err))
		}
	}
	return fault.Fields(faults...)
}

// mostInvitees is the longest list that is taken at once, so that taking it
// holds nobody up.
const mostInvitees = 1500

// SendInvitations mails everybody on the list who has not been mailed yet,
// some hundred in each transaction.
//
// Who may: editors. Faults: Refused (the consultation is not public, or over).
func (d *Desk) SendInvitations(ctx context.Context, who account.Person, id consult.ID) (sent int, err error) {
	for more := true; more; {
		n := 0
		err := d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
			n, more, err = sendInvitations(tx, who, id)
			return err
		})
		if err != nil {
			return sent, err
		}
		sent += n
	}
	return sent, nil
}

// sendInvitations mails the next on the list, and tells whether there are more.
func sendInvitations(tx *store.Tx, who account.Person, id consult.ID) (sent int, more bool, err error) {
	c, err := loaded(tx, who, account.Invite, id)
	if err != nil {
		return 0, false, err
	}
	switch c.State(tx.Now) {
	case consult.Draft, consult.Cancelled, consult.Held:
		return 0, false, fault.New(fault.Refused, "invitees.not-now")
	}
	list, err := tx.Invitees(id)
	if err != nil {
		return 0, false, err
	}
	for _, v := range list {
		if !v.Sent.IsZero() || !v.Declined.IsZero() {
			continue
		}
		if sent == batch {
			more = true
			break
		}
		v.Sent = tx.Now
		if err := tx.SaveInvitee(v); err != nil {
			return 0, false, err
		}
		err := tx.Enqueue(store.Mail{Kind: MailInvitation, Key: MailInvitation + "|" + string(v.ID),
			Consultation: string(id), Invitee: string(v.ID), Version: c.Published, Due: tx.Now})
		if err != nil {
			return 0, false, err
		}
		sent++
	}
	return sent, more, note(tx, consultation(id), string(who.ID), "send-invitations", string(id),
		map[string]any{"sent": sent})
}

// An Invitation is what somebody who was invited in person sees.
type Invitation struct {
	Invitee      consult.Invitee
	Consultation consult.Consultation
	Body         account.Body
}

// Invitation shows a personal invitation. It changes nothing.
func (d *Desk) Invitation(ctx context.Context, l Link) (v Invitation, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if v.Invitee, err = d.invitee(tx, l); err != nil {
			return err
		}
		v.Consultation, v.Body, err = consultationAndBody(tx, v.Invitee.Consultation)
		return err
	})
	return v, err
}

func (d *Desk) invitee(tx *store.Tx, l Link) (consult.Invitee, error) {
	id, token := l.parts()
	v, err := tx.Invitee(consult.InviteeID(id))
	if fault.Is(err, fault.NotFound) || err == nil && !d.Keys.Proves(token, keys.Invitee, id, v.Generation) {
		return consult.Invitee{}, badLink()
	}
	return v, err
}

// Decline notes that somebody who was invited will not come.
func (d *Desk) Decline(ctx context.Context, l Link) error {
	v, err := d.Invitation(ctx, l)
	if err != nil {
		return err
	}
	id := v.Invitee.Consultation
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		v, err := d.invitee(tx, l)
		if err != nil {
			return err
		}
		if v.Declined.IsZero() {
			v.Declined = tx.Now
			if err := tx.SaveInvitee(v); err != nil {
				return err
			}
		}
		return note(tx, consultation(id), "invitee", "decline", string(v.ID), nil)
	})
}

// follow ties a registration to the invitation it came from, if any. A link
// that leads nowhere is no reason to turn a registration away.
func (d *Desk) follow(tx *store.Tx, from Link, id consult.ID, address string) error {
	if from == "" {
		return nil
	}
	v, err := d.invitee(tx, from)
	if fault.Is(err, fault.NotFound) || err == nil && v.Consultation != id {
		return nil
	}
	if err != nil {
		return err
	}
	r, err := tx.RegistrationByEmail(id, address)
	if err != nil {
		return err
	}
	v.Registration = r.ID
	return tx.SaveInvitee(v)
}

// Outreach shows who was invited and what became of it, by kind.
//
// Who may: editors.
func (d *Desk) Outreach(ctx context.Context, who account.Person, id consult.ID) (list []consult.Invitee, rows []consult.Outcome, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeePeople, id); err != nil {
			return err
		}
		if list, err = invitedTo(tx, id); err != nil {
			return err
		}
		people, err := tx.Registrations(store.RegistrationFilter{Consultation: id})
		if err != nil {
			return err
		}
		rows = consult.Outcomes(list, people)
		return nil
	})
	return list, rows, err
}
