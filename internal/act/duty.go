package act

import (
	"context"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// owe begins the clock of a view that has just been received.
func owe(tx *store.Tx, v consult.View) error {
	h, err := venue(tx, v.Forum)
	if err != nil {
		return err
	}
	duty := v.Duty(h)
	if err := tx.SaveDuty(duty); err != nil {
		return err
	}
	return remind(tx, duty)
}

// remind sets when the owners of a duty are reminded. What falls due on the
// same day at the same body is one reminder.
func remind(tx *store.Tx, duty consult.Duty) error {
	day := duty.Due.UTC().Format(time.DateOnly)
	for _, after := range consult.Reminders() {
		subject := strings.Join([]string{duty.Body, day, after.String()}, "|")
		if err := schedule(tx, jobOverdue, subject, duty.Due.Add(after)); err != nil {
			return err
		}
	}
	return nil
}

// follow brings what is owed to a view in line with where the view stands.
func follow(tx *store.Tx, v consult.View) error {
	duty, err := tx.Duty(v.ID)
	if err != nil {
		return err
	}
	was := duty
	if v.AnsweredUnseen() && duty.Open() {
		duty.Answer = "" // an answer would be public
	}
	if duty.Follow(v.Claim(), tx.Now); duty == was {
		return nil
	}
	return tx.SaveDuty(duty)
}

// overdue reminds the owners of what fell due on a day and is still owed.
func (d *Desk) overdue(ctx context.Context, subject string) error {
	body, rest, _ := strings.Cut(subject, "|")
	day, after, _ := strings.Cut(rest, "|")
	from, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return err
	}
	return d.DB.Bookkeep(ctx, "overdue/"+body, func(tx *store.Tx) error {
		due, err := tx.OpenDuties(store.DutyFilter{Body: body, Limit: 1, Ticking: true,
			After: store.QueueMark{Due: from.Add(-time.Microsecond)}, Until: from.AddDate(0, 0, 1)})
		if err != nil || len(due) == 0 {
			return err
		}
		return tellStaff(tx, MailOverdue, account.BodyID(body), day+"|"+after)
	})
}

// tellStaff mails those at a body who answer views. The event makes it one mail each.
func tellStaff(tx *store.Tx, kind string, body account.BodyID, event string) error {
	people, err := tx.People(body)
	if err != nil {
		return err
	}
	for _, p := range people {
		if !p.Can(account.HandleViews, body) {
			continue
		}
		if err := tx.Enqueue(store.Mail{Kind: kind, Person: string(p.ID),
			Key:  strings.Join([]string{kind, string(p.ID), string(body), event}, "|"),
			Data: inJSON(map[string]any{"Body": body}), Due: tx.Now}); err != nil {
			return err
		}
	}
	return nil
}

// owed gives a view that was sent and what is owed to it, to who may answer for
// the body that owes it.
func owed(tx *store.Tx, who account.Person, id consult.ViewID) (v consult.View, duty consult.Duty, err error) {
	if v, _, err = handled(tx, who, account.HandleViews, id); err != nil {
		return v, duty, err
	}
	duty, err = tx.Duty(id)
	return v, duty, err
}

// HandView gives the duty to answer a view to another body, with a reason that
// everybody can read. That body's staff are told.
//
// Who may: editors of the body that owes the answer, without an interest in the
// view. Faults: Invalid (the body, no reason), Refused (nothing is owed), Forbidden.
func (d *Desk) HandView(ctx context.Context, who account.Person, id consult.ViewID,
	to account.BodyID, reason string) error {
	return d.decidingDuty(ctx, who, id, func(tx *store.Tx, v consult.View, duty *consult.Duty) error {
		if _, err := tx.Body(to); fault.Is(err, fault.NotFound) {
			return fault.New(fault.Invalid, "answer.body-missing").At("to")
		} else if err != nil {
			return err
		}
		if err := goOn(tx, duty, string(who.ID)); err != nil {
			return err
		}
		step, err := duty.Hand(string(to), reason, string(who.ID), tx.Now)
		if err != nil {
			return err
		}
		v.Body = string(to)
		if err := tx.SaveView(v); err != nil {
			return err
		}
		if err := tx.AddStep(id, step); err != nil {
			return err
		}
		if err := remind(tx, *duty); err != nil {
			return err
		}
		if err := tellStaff(tx, MailHanded, to, string(id)+"|"+stamp(tx.Now)); err != nil {
			return err
		}
		if err := tellAsker(tx, *duty, newsHanded); err != nil {
			return err
		}
		return decided(tx, string(v.Forum), who, "view-hand", string(id),
			map[string]any{"from": step.From, "to": to})
	})
}

// PostponeView gives the answer to a view a later day, with a reason that
// everybody can read. The first day stays on show.
//
// Who may: editors of the body that owes the answer, without an interest in the
// view. Faults: Invalid (not later, no reason), Refused (nothing is owed), Forbidden.
func (d *Desk) PostponeView(ctx context.Context, who account.Person, id consult.ViewID,
	to time.Time, reason string) error {
	return d.decidingDuty(ctx, who, id, func(tx *store.Tx, v consult.View, duty *consult.Duty) error {
		step, err := duty.Postpone(to, reason, string(who.ID), tx.Now)
		if err != nil {
			return err
		}
		if err := tx.AddStep(id, step); err != nil {
			return err
		}
		if err := remind(tx, *duty); err != nil {
			return err
		}
		return decided(tx, string(v.Forum), who, "view-postpone", string(id),
			map[string]any{"from": step.From, "to": step.To})
	})
}

// NoteView adds what an official says to the others about a view. It is never public.
//
// Who may: editors of the body that owes the answer. Faults: Invalid.
func (d *Desk) NoteView(ctx context.Context, who account.Person, id consult.ViewID,
	text string) error {
	text, err := consult.CheckNote(text)
	if err != nil {
		return err
	}
	return d.withDuty(ctx, who, id, func(tx *store.Tx, v consult.View, _ *consult.Duty) error {
		n := consult.Note{At: tx.Now, By: string(who.ID), Text: text}
		if err := tx.AddNote(id, n); err != nil {
			return err
		}
		return note(tx, string(v.Forum), string(who.ID), "view-note", string(id), nil)
	})
}

// decidingDuty is withDuty for who has no interest in the view.
func (d *Desk) decidingDuty(ctx context.Context, who account.Person, id consult.ViewID,
	f func(*store.Tx, consult.View, *consult.Duty) error) error {
	return d.withDuty(ctx, who, id, func(tx *store.Tx, v consult.View, duty *consult.Duty) error {
		if err := disinterested(tx, who, id); err != nil {
			return err
		}
		return f(tx, v, duty)
	})
}

// withDuty changes what is owed to a view, in one transaction.
func (d *Desk) withDuty(ctx context.Context, who account.Person, id consult.ViewID,
	f func(*store.Tx, consult.View, *consult.Duty) error) error {
	forum, err := d.forumOf(ctx, id)
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, string(forum), func(tx *store.Tx) error {
		v, duty, err := owed(tx, who, id)
		if err != nil {
			return err
		}
		was := duty
		if err := f(tx, v, &duty); err != nil || duty == was {
			return err
		}
		return tx.SaveDuty(duty)
	})
}

// Owed is a view that waits for an answer, with what staff need to give it.
type Owed struct {
	ViewDossier
	Duty  consult.Duty
	Steps []consult.Step
	Notes []consult.Note
	Names map[string]string // of the people in Notes and Steps, by ID
	Other []account.Body    // bodies that it can be handed to
}

// Owed opens what is owed to a view.
//
// Who may: editors of the body that owes the answer.
func (d *Desk) Owed(ctx context.Context, who account.Person,
	id consult.ViewID) (t Owed, err error) {
	if t.ViewDossier, err = d.View(ctx, who, id); err != nil {
		return t, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if t.Duty, err = tx.Duty(id); err != nil {
			return err
		}
		if t.Steps, err = tx.Steps(id); err != nil {
			return err
		}
		if t.Notes, err = tx.Notes(id); err != nil {
			return err
		}
		t.Names = map[string]string{}
		for _, n := range t.Notes {
			if err := named(tx, t.Names, n.By); err != nil {
				return err
			}
		}
		bodies, err := tx.Bodies()
		for _, b := range bodies {
			if string(b.ID) != t.Duty.Body {
				t.Other = append(t.Other, b)
			}
		}
		return err
	})
	return t, err
}

// named fills in the name of a member of staff.
func named(tx *store.Tx, names map[string]string, id string) error {
	if _, known := names[id]; known || id == "" {
		return nil
	}
	p, err := tx.Person(account.PersonID(id))
	if fault.Is(err, fault.NotFound) {
		err = nil
	}
	names[id] = p.Name
	return err
}

// An AnswerQueue is what a body owes answers to.
type AnswerQueue struct {
	Body       account.Body
	Views      []store.QueuedView
	Venues     map[consult.Forum]consult.Venue
	Open, Late int // of the whole body
}

// AnswerQueue lists the views that a body owes an answer, the first due first.
//
// Who may: editors of the body.
func (d *Desk) AnswerQueue(ctx context.Context, who account.Person,
	f store.DutyFilter) (q AnswerQueue, err error) {
	if err := who.May(account.SeeViews, account.BodyID(f.Body)); err != nil {
		return q, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if q.Body, err = tx.Body(account.BodyID(f.Body)); err != nil {
			return err
		}
		if q.Views, err = tx.OpenDuties(f); err != nil {
			return err
		}
		q.Venues = map[consult.Forum]consult.Venue{}
		for _, v := range q.Views {
			if _, known := q.Venues[v.Forum]; known {
				continue
			}
			if q.Venues[v.Forum], err = venue(tx, v.Forum); err != nil {
				return err
			}
		}
		q.Open, q.Late, err = tx.CountOpen(f.Body, tx.Now)
		return err
	})
	return q, err
}
