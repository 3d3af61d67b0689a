package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// contactVenue gives the contact point of a body as a forum.
func contactVenue(tx *store.Tx, body string) (v consult.Venue, err error) {
	p, err := tx.ContactPoint(body)
	if fault.Is(err, fault.NotFound) {
		return v, fault.New(fault.NotFound, "case.no-point")
	}
	if err != nil {
		return v, err
	}
	b, err := tx.Body(account.BodyID(body))
	if err != nil {
		return v, err
	}
	called := func(l lang.Language) string { return lang.For(l).T("contact.of", "Body", bodyName(b, l)) }
	title := consult.Text{SV: called(lang.Swedish), EN: called(lang.English)}
	return p.Venue(title, b.Email), nil
}

// OpenContact opens the contact point of a body to new cases, or closes it to
// them. Cases that are there are answered all the same.
//
// Who may: publishers of the body.
func (d *Desk) OpenContact(ctx context.Context, who account.Person, id account.BodyID,
	open bool) error {
	if err := who.May(account.Publish, id); err != nil {
		return err
	}
	f := consult.ContactForum(string(id))
	return d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		if _, err := tx.Body(id); err != nil {
			return err
		}
		p, err := tx.ContactPoint(string(id))
		if fault.Is(err, fault.NotFound) {
			p, err = consult.ContactPoint{Body: string(id), Opened: tx.Now}, nil
		}
		if err != nil {
			return err
		}
		p.Open = open
		if err := tx.SaveContactPoint(p); err != nil {
			return err
		}
		return note(tx, string(f), string(who.ID), "contact-open", string(id),
			map[string]any{"open": open})
	})
}

// ContactBodies lists the bodies that have a contact point.
func (d *Desk) ContactBodies(ctx context.Context) (all []account.Body, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all, err = tx.ContactBodies()
		return err
	})
	return all, err
}

// An Inbox is what waits at the contact point of a body.
type Inbox struct {
	Body   account.Body
	Point  consult.ContactPoint // zero where there is none
	Open   []store.QueuedView   // the first due first
	Closed []store.QueuedView   // the latest first
	Venues map[consult.Forum]consult.Venue
	Wishes []consult.Wish
	Gone   []consult.Purge // receipts of what was deleted of its senders
}

// mostCases is how many cases an inbox shows of each kind.
const mostCases = 200

// Inbox shows the cases that a body owes an answer: its own, and those that
// were handed to it.
//
// Who may: editors of the body.
func (d *Desk) Inbox(ctx context.Context, who account.Person,
	id account.BodyID) (in Inbox, err error) {
	if err := who.May(account.SeeViews, id); err != nil {
		return in, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		in = Inbox{Venues: map[consult.Forum]consult.Venue{}}
		if in.Body, err = tx.Body(id); err != nil {
			return err
		}
		if in.Point, err = tx.ContactPoint(string(id)); err != nil &&
			!fault.Is(err, fault.NotFound) {
			return err
		}
		filter := store.CaseFilter{Body: string(id), Open: true, Limit: mostCases}
		if in.Open, err = tx.Cases(filter); err != nil {
			return err
		}
		filter.Open = false
		if in.Closed, err = tx.Cases(filter); err != nil {
			return err
		}
		for _, q := range append(in.Open[:len(in.Open):len(in.Open)], in.Closed...) {
			if _, known := in.Venues[q.Forum]; known {
				continue
			}
			if in.Venues[q.Forum], err = venue(tx, q.Forum); err != nil {
				return err
			}
		}
		if in.Wishes, err = tx.Wishes(string(id)); err != nil {
			return err
		}
		in.Gone, err = tx.CasePurges(string(id))
		return err
	})
	return in, err
}

// A CaseFile is everything of one case, as those who handle it see it.
type CaseFile struct {
	Owed
	Messages []consult.CaseMessage
	Wish     consult.Wish   // zero where it is under none
	Wishes   []consult.Wish // of the body that owes the answer
	Body     account.Body
}

// Case opens a case.
//
// Who may: editors of the body that owes the answer. Faults: NotFound (also for
// what is no case).
func (d *Desk) Case(ctx context.Context, who account.Person,
	id consult.ViewID) (c CaseFile, err error) {
	if c.Owed, err = d.Owed(ctx, who, id); err != nil {
		return c, err
	}
	if c.View.Forum.Contact() == "" {
		return c, fault.New(fault.NotFound, "store.not-found")
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if c.Messages, err = tx.CaseMessages(id); err != nil {
			return err
		}
		for _, m := range c.Messages {
			if err := named(tx, c.Names, m.By); err != nil {
				return err
			}
		}
		if c.Body, err = tx.Body(account.BodyID(c.Duty.Body)); err != nil {
			return err
		}
		if c.Wish, err = tx.WishOf(id); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		c.Wishes, err = tx.Wishes(c.Duty.Body)
		return err
	})
	return c, err
}

// An OwnCase is a case as its sender sees it.
type OwnCase struct {
	OwnView
	Messages []consult.CaseMessage // without who wrote
	Trail    Trail
}

// A Trail is what has moved a case, without who of the staff did it.
type Trail struct {
	Steps  []consult.Step
	Bodies map[string]account.Body
}

// OwnCase shows a case to who holds its link. It changes nothing.
func (d *Desk) OwnCase(ctx context.Context, l Link) (o OwnCase, err error) {
	if o.OwnView, err = d.OwnView(ctx, l); err != nil || o.View.State() == consult.ViewDraft {
		return o, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if o.Messages, err = tx.CaseMessages(o.View.ID); err != nil {
			return err
		}
		for i := range o.Messages {
			o.Messages[i].By = ""
		}
		o.Trail, err = trail(tx, o.Duty)
		return err
	})
	return o, err
}

// trail gives what has moved a duty, and the bodies that it has been at.
func trail(tx *store.Tx, duty consult.Duty) (t Trail, err error) {
	t.Bodies = map[string]account.Body{}
	if err := answeringBody(tx, t.Bodies, duty.Body); err != nil {
		return t, err
	}
	if t.Steps, err = tx.Steps(duty.View); err != nil {
		return t, err
	}
	for i, s := range t.Steps {
		t.Steps[i].By = ""
		if s.Kind != consult.Handed {
			continue
		}
		for _, b := range []string{s.From, s.To} {
			if err := answeringBody(tx, t.Bodies, b); err != nil {
				return t, err
			}
		}
	}
	return t, nil
}

// A PublicCase is a case as everybody can read it.
type PublicCase struct {
	Hearing Hearing
	Copy    consult.Copy
	Duty    consult.Duty
	Answer  store.PublicAnswer // zero while there is none
	Trail   Trail
	Wish    consult.Wish // zero where it is under none
}

// PublicCase gives the case with a number at a contact point.
//
// Faults: NotFound (also for what is withheld, withdrawn or waits).
func (d *Desk) PublicCase(ctx context.Context, f consult.Forum,
	number int64) (c PublicCase, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if c.Hearing, err = hearing(tx, f); err != nil {
			return err
		}
		if c.Copy, err = tx.Copy(f, number); err != nil {
			return err
		}
		c.Copy.By = ""
		if c.Duty, c.Answer, err = trace(tx, f, number); err != nil {
			return err
		}
		if c.Trail, err = trail(tx, c.Duty); err != nil {
			return err
		}
		c.Wish, err = tx.WishOf(c.Copy.View)
		if fault.Is(err, fault.NotFound) {
			err = nil
		}
		return err
	})
	return c, err
}

// PublicCases is the published cases of a contact point with where each stands.
type PublicCases struct {
	Said
	Duties map[int64]consult.Duty // by number; of published cases only
	Clock  consult.ViewClock      // of all
	Bodies map[string]account.Body
}

// PublicCases gives what everybody can read of a contact point, in pages.
//
// Faults: NotFound.
func (d *Desk) PublicCases(ctx context.Context, f store.CopyFilter) (p PublicCases, err error) {
	if p.Said, err = d.PublicViews(ctx, f); err != nil {
		return p, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		p.Duties, p.Bodies = map[int64]consult.Duty{}, map[string]account.Body{}
		duties, err := tx.Duties(f.Forum)
		if err != nil {
			return err
		}
		owed := make(map[int64]consult.Duty, len(duties))
		for _, duty := range duties {
			owed[duty.Number] = duty
		}
		for _, c := range p.Views {
			duty, ok := owed[c.Number]
			if !ok {
				return fault.New(fault.NotFound, "store.not-found")
			}
			p.Duties[c.Number] = duty
			if err := answeringBody(tx, p.Bodies, duty.Body); err != nil {
				return err
			}
		}
		p.Clock = consult.Clocked(duties, tx.Now)
		return nil
	})
	return p, err
}
