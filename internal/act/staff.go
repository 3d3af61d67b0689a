package act

import (
	"context"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// SaveBody makes a public body, or changes what is said of it.
//
// Who may: the program itself for a new one, administrators of the body for a change.
func (d *Desk) SaveBody(ctx context.Context, who account.Person, b account.Body) error {
	if err := b.Check(); err != nil {
		return err
	}
	return d.DB.Write(ctx, "body/"+string(b.ID), func(tx *store.Tx) error {
		was, err := tx.Body(b.ID)
		verb := account.ManageBody
		if fault.Is(err, fault.NotFound) {
			verb = account.ManageAll
		} else if err != nil {
			return err
		}
		if err := who.May(verb, b.ID); err != nil {
			return err
		}
		if err := tx.SaveBody(b); err != nil {
			return err
		}
		return note(tx, "body/"+string(b.ID), string(who.ID), "save-body", string(b.ID),
			renamed(was, b))
	})
}

// SetRole gives somebody a role at a body, or takes it away ("" is none). An
// account is made for an address that has none. The person is told by mail.
//
// Who may: administrators of the body. Faults: Refused (the last administrator).
func (d *Desk) SetRole(ctx context.Context, who account.Person, body account.BodyID, name,
	email string,
	role account.Role) (p account.Person, err error) {
	if err := who.May(account.ManageStaff, body); err != nil {
		return p, err
	}
	address, bad := account.Address(email)
	if err := fault.Fields(at(bad, "email"), account.KnownRole(role)); err != nil {
		return p, err
	}
	err = d.DB.Write(ctx, "body/"+string(body), func(tx *store.Tx) error {
		if _, err := tx.Body(body); err != nil {
			return err
		}
		p, err = tx.PersonByEmail(address)
		if fault.Is(err, fault.NotFound) {
			p, err = account.Person{ID: account.PersonID(store.NewID(tx.Now)), Email: address,
				Roles: map[account.BodyID]account.Role{}}, nil
		}
		if err != nil {
			return err
		}
		if err := keepsAdministrator(tx, body, p, role); err != nil {
			return err
		}
		changed := p.Roles[body] != role
		delete(p.Roles, body)
		// What another body calls somebody is not this one's to change.
		if name := strings.TrimSpace(name); name != "" && (p.Name == "" || len(p.Roles) == 0) {
			p.Name = name
		}
		if role != "" {
			p.Roles[body] = role
		}
		if err := tx.SavePerson(p); err != nil {
			return err
		}
		if changed {
			if err := signOutAll(tx, p); err != nil {
				return err
			}
		}
		err = tx.Enqueue(store.Mail{Kind: MailStaff, Key: MailStaff + "|" + string(p.ID) + "|" + string(body) + "|" + stamp(tx.Now),
			Person: string(p.ID), Data: `{"body":"` + string(body) + `"}`, Due: tx.Now})
		if err != nil {
			return err
		}
		return note(tx, "body/"+string(body), string(who.ID), "set-role", string(p.ID),
			map[string]any{"role": role})
	})
	return p, err
}

// signOutAll ends the sessions of somebody whose rights have changed: new
// rights begin with a new session (N-01, N-28).
func signOutAll(tx *store.Tx, p account.Person) error {
	list, err := tx.Sessions(p.ID)
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.Ended.IsZero() {
			if err := tx.EndSession(s.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepsAdministrator refuses to leave a body without anybody who can manage it.
func keepsAdministrator(tx *store.Tx, body account.BodyID, p account.Person,
	role account.Role) error {
	if p.Roles[body] != account.Administrator || role == account.Administrator {
		return nil
	}
	people, err := tx.People(body)
	if err != nil {
		return err
	}
	for _, other := range people {
		if other.ID != p.ID && other.Roles[body] == account.Administrator {
			return nil
		}
	}
	return fault.New(fault.Refused, "staff.last-administrator")
}

// Staff lists who works at a body.
//
// Who may: readers of the body.
func (d *Desk) Staff(ctx context.Context, who account.Person,
	body account.BodyID) (list []account.Person, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err = tx.People(body)
		return err
	})
	return list, err
}

// Bodies lists the public bodies.
func (d *Desk) Bodies(ctx context.Context) (list []account.Body, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err = tx.Bodies()
		return err
	})
	return list, err
}

// Consultations lists what who may see at a body, drafts included.
//
// Who may: readers of the body.
func (d *Desk) Consultations(ctx context.Context, who account.Person,
	body account.BodyID) (list []consult.Consultation, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err = tx.Consultations(store.ConsultationFilter{Body: body})
		return err
	})
	return list, err
}

// A File is what staff see of a consultation: all of it.
type File struct {
	Body         account.Body
	Consultation consult.Consultation
	State        consult.State
	Seating      consult.Seating
	Versions     []consult.Version // of both papers
	People       map[account.PersonID]account.Person
}

// Consultation opens the file of a consultation.
//
// Who may: readers of the body.
func (d *Desk) Consultation(ctx context.Context, who account.Person,
	id consult.ID) (f File, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if f.Consultation, err = loaded(tx, who, account.SeeDraft, id); err != nil {
			return err
		}
		if f.Body, err = tx.Body(account.BodyID(f.Consultation.Body)); err != nil {
			return err
		}
		if f.Seating, err = tx.Seating(id); err != nil {
			return err
		}
		f.State = f.Consultation.State(tx.Now)
		for _, paper := range []consult.Paper{consult.Invitation, consult.Report} {
			v, err := tx.Versions(id, paper)
			if err != nil {
				return err
			}
			f.Versions = append(f.Versions, v...)
		}
		list, err := tx.People(f.Body.ID)
		f.People = map[account.PersonID]account.Person{}
		for _, p := range list {
			f.People[p.ID] = p
		}
		return err
	})
	return f, err
}

// Log gives the audit log of a consultation, newest first.
//
// Who may: publishers of the body.
func (d *Desk) Log(ctx context.Context, who account.Person, id consult.ID, limit int,
	before int64) (list []store.Entry, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeeAudit, id); err != nil {
			return err
		}
		list, err = tx.AuditLog(consultation(id), limit, before)
		return err
	})
	return list, err
}
