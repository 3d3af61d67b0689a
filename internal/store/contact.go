package store

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// Every contact point is a forum whose name begins so; the text after the
// slash sorts before the next character.
const (
	contactFrom  = "contact/"
	contactUntil = "contact0"
)

// SaveContactPoint writes a contact point, new or known.
func (tx *Tx) SaveContactPoint(p consult.ContactPoint) error {
	return tx.change(`
		insert into contact_point (body, open, opened, keep) values ($1, $2, $3, $4)
		on conflict (body) do update set open = excluded.open, keep = excluded.keep`,
		p.Body, p.Open, Time(p.Opened), p.Keep)
}

// ContactPoint gives the contact point of a body.
func (tx *Tx) ContactPoint(body string) (consult.ContactPoint, error) {
	return one(tx, scanContactPoint, `
		select body, open, opened, keep from contact_point where body = $1`, body)
}

func scanContactPoint(row scanner) (p consult.ContactPoint, err error) {
	err = row.Scan(&p.Body, &p.Open, at(&p.Opened), &p.Keep)
	return p, err
}

// ContactBodies gives the bodies that have a contact point, in the order of the alphabet.
func (tx *Tx) ContactBodies() ([]account.Body, error) {
	return many(tx, scanBody, `
		select b.id, b.name, b.name_english, b.number, b.email, b.phone, b.address, b.dpo,
			b.four_eyes, b.fictitious
		from body b join contact_point p on p.body = b.id
		order by b.name collate sv, b.id`)
}

// A CaseFilter chooses cases that a body owes an answer, or has answered.
type CaseFilter struct {
	Body  string
	Open  bool // those that wait for an answer; else those that do not
	Limit int
}

// Cases gives the cases of a body: open ones by their day, the others with the
// latest first. Drafts are never among them.
func (tx *Tx) Cases(f CaseFilter) ([]QueuedView, error) {
	duties, err := tx.caseDuties(f)
	queued := make([]QueuedView, 0, len(duties))
	for _, d := range duties {
		if err != nil {
			break
		}
		var v consult.View
		v, err = tx.View(d.View)
		queued = append(queued, QueuedView{d, v})
	}
	return queued, err
}

func (tx *Tx) caseDuties(f CaseFilter) ([]consult.Duty, error) {
	if f.Open {
		return many(tx, scanDuty, selectDuty+`
			where body = $1 and open and forum >= $2 and forum < $3
			order by due, view limit $4`, f.Body, contactFrom, contactUntil, f.Limit)
	}
	return many(tx, scanDuty, selectDuty+`
		where body = $1 and not open and forum >= $2 and forum < $3
		order by received desc, view limit $4`, f.Body, contactFrom, contactUntil, f.Limit)
}

// CaseTimes gives when things happened to the cases that came since a moment,
// at every contact point, by the day they came. Cases that were no case (ended
// because they were withheld) are not among them.
func (tx *Tx) CaseTimes(since time.Time) ([]consult.Case, error) {
	type row struct {
		view consult.ViewID
		c    consult.Case
		due  time.Time
	}
	rows, err := many(tx, func(s scanner) (r row, err error) {
		var paused time.Time
		var declined bool
		err = s.Scan(&r.view, &r.c.Body, &r.c.Sort, at(&r.c.Received), at(&r.c.Replied),
			at(&r.c.Answered), at(&r.c.Ended), at(&r.due), at(&paused), &declined)
		if declined { // a reason why there is no answer is none
			r.c.Ended, r.c.Answered = r.c.Answered, time.Time{}
		}
		r.c.Late = r.c.Answered.IsZero() && r.c.Ended.IsZero() && paused.IsZero() && !tx.Now.Before(r.due)
		return r, err
	}, `
		select d.view, d.body, v.sort, d.received, d.replied, d.answered, d.ended, d.due, d.paused,
			d.declined
		from duty d join view v on v.id = d.view
		where d.forum >= $1 and d.forum < $2 and d.received >= $3
			and (d.ended is null or d.answered is not null or v.withdrawn is not null)
		order by d.received, d.view`, contactFrom, contactUntil, Time(since))
	if err != nil {
		return nil, err
	}
	steps, err := tx.pauseSteps(since)
	cases := make([]consult.Case, 0, len(rows))
	for _, r := range rows {
		r.c.Pauses = consult.Pauses(steps[r.view])
		cases = append(cases, r.c)
	}
	return cases, err
}

// pauseSteps gives when the cases that came since a moment were paused.
func (tx *Tx) pauseSteps(since time.Time) (map[consult.ViewID][]consult.Step, error) {
	type step struct {
		view consult.ViewID
		consult.Step
	}
	all, err := many(tx, func(row scanner) (s step, err error) {
		err = row.Scan(&s.view, at(&s.At), &s.Kind, &s.From, &s.To)
		return s, err
	}, `
		select s.view, s.at, s.kind, s.old, s.new
		from duty d join duty_step s on s.view = d.view
		where d.forum >= $1 and d.forum < $2 and d.received >= $3
			and s.kind in ('paused', 'resumed')
		order by s.view, s.number`, contactFrom, contactUntil, Time(since))
	of := map[consult.ViewID][]consult.Step{}
	for _, s := range all {
		of[s.view] = append(of[s.view], s.Step)
	}
	return of, err
}

// AddCaseMessage adds to what the contact point and a sender write to each other.
func (tx *Tx) AddCaseMessage(id consult.ViewID, m consult.CaseMessage) error {
	return tx.change(`
		insert into case_message (view, number, at, staff, written_by, text)
		select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from case_message where view = $1`,
		string(id), Time(m.At), m.Staff, m.By, m.Text)
}

// CaseMessages gives what was written about a case, the first first.
func (tx *Tx) CaseMessages(id consult.ViewID) ([]consult.CaseMessage, error) {
	return many(tx, func(row scanner) (m consult.CaseMessage, err error) {
		err = row.Scan(at(&m.At), &m.Staff, &m.By, &m.Text)
		return m, err
	}, `
		select at, staff, written_by, text from case_message
		where view = $1 order by number`, string(id))
}

// CasesAbout gives the cases of a sort about a dataset, by the day they came.
func (tx *Tx) CasesAbout(dataset string, sort consult.Sort) ([]consult.Duty, error) {
	return many(tx, scanDuty, `
		select d.view, d.forum, d.number, d.body, d.received, d.due, d.considered, d.answer,
			d.answered, d.ended, d.declined, d.paused, d.replied
		from duty d join view v on v.id = d.view
		where d.forum >= $1 and d.forum < $2
			and v.about = 'dataset' and v.about_id = $3 and v.sort = $4
		order by d.received, d.view`, contactFrom, contactUntil, dataset, string(sort))
}

// SaveWish writes a wish, new or known. How many support it is not written.
func (tx *Tx) SaveWish(w consult.Wish) error {
	title, err := packed(w.Title)
	if err != nil {
		return err
	}
	reason, err := packed(w.Reason)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into wish (id, number, body, title, state, reason, address, added, changed, support)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)
		on conflict (id) do update set title = excluded.title, state = excluded.state,
			reason = excluded.reason, address = excluded.address, changed = excluded.changed`,
		string(w.ID), w.Number, w.Body, title, string(w.State), reason, w.Address, Time(w.Added),
		Time(w.Changed))
}

// LastWish gives the number of the latest wish, 0 before the first.
func (tx *Tx) LastWish() (int64, error) {
	return one(tx, value[int64], `select coalesce(max(number), 0) from wish`)
}

// SupportWish counts one more press for an open wish. fault.NotFound where
// there is none.
func (tx *Tx) SupportWish(number int64) error {
	return tx.mustChange(`
		update wish set support = support + 1
		where number = $1 and state in ('wanted', 'under-way')`, number)
}

// JoinWish puts a case under a wish; a case is under one at most.
func (tx *Tx) JoinWish(view consult.ViewID, wish consult.WishID) error {
	return tx.change(`
		insert into wish_case (view, wish) values ($1, $2)
		on conflict (view) do update set wish = excluded.wish`, string(view), string(wish))
}

// WishOf gives the wish that a case is under.
func (tx *Tx) WishOf(view consult.ViewID) (consult.Wish, error) {
	return one(tx, scanWish, selectWish+`
		where id = (select wish from wish_case where view = $1)`, string(view))
}

// Wish gives a wish by its ID.
func (tx *Tx) Wish(id consult.WishID) (consult.Wish, error) {
	return one(tx, scanWish, selectWish+` where id = $1`, string(id))
}

// Wishes gives the wishes of a body, or of all for "": what most ask for first.
func (tx *Tx) Wishes(body string) ([]consult.Wish, error) {
	return many(tx, scanWish, selectWish+`
		where ($1 = '' or body = $1)
		order by cases desc, support desc, number`, body)
}

const selectWish = `
	select id, number, body, title, state, reason, address, added, changed, support,
		(select count(*) from wish_case c join view v on v.id = c.view
			where c.wish = wish.id and v.withdrawn is null) as cases
	from wish`

func scanWish(row scanner) (w consult.Wish, err error) {
	var title, reason string
	if err = row.Scan(&w.ID, &w.Number, &w.Body, &title, &w.State, &reason, &w.Address,
		at(&w.Added), at(&w.Changed), &w.Support, &w.Cases); err != nil {
		return w, err
	}
	if err = unpack(title, &w.Title); err != nil {
		return w, err
	}
	return w, unpack(reason, &w.Reason)
}
