package act

import (
	"context"
	"encoding/json"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// BeginAnswer begins an answer to views of a forum that are alike, from a
// template where one is named ("" for none). From then on they count as
// considered.
//
// Who may: editors of the body that owes the answers. Faults: NotFound (a view
// or the template), Refused (answered already, nothing owed).
func (d *Desk) BeginAnswer(ctx context.Context, who account.Person, f consult.Forum,
	views []int64, template string) (a consult.Answer, err error) {
	err = d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		duties, err := dutiesOf(tx, who, f, views)
		if err != nil {
			return err
		}
		a = consult.Answer{ID: consult.AnswerID(store.NewID(tx.Now)), Forum: f,
			Body: duties[0].Body, Author: string(who.ID), Begun: tx.Now, Saved: 1}
		if template != "" {
			t, err := templateOf(tx, a.Body, template)
			if err != nil {
				return err
			}
			a.Position, a.Reason = t.Position, t.Reason
		}
		if err := tx.AddAnswer(a); err != nil {
			return err
		}
		if err := take(tx, a.ID, duties); err != nil {
			return err
		}
		return note(tx, string(f), string(who.ID), "answer-begin", string(a.ID),
			map[string]any{"views": views})
	})
	return a, err
}

// dutiesOf gives what is owed to the views with numbers in a forum, all by one
// body at which who may answer.
func dutiesOf(tx *store.Tx, who account.Person, f consult.Forum,
	numbers []int64) ([]consult.Duty, error) {
	if len(numbers) == 0 {
		return nil, fault.New(fault.Invalid, "answer.no-views").At("views")
	}
	var duties []consult.Duty
	for _, n := range numbers {
		duty, err := tx.DutyOf(f, n)
		if fault.Is(err, fault.NotFound) {
			return nil, fault.New(fault.Invalid, "answer.no-such-view").With("Number", n).At("views")
		}
		if err != nil {
			return nil, err
		}
		if err := who.May(account.HandleViews, account.BodyID(duty.Body)); err != nil {
			return nil, err
		}
		if len(duties) > 0 && duty.Body != duties[0].Body {
			return nil, fault.New(fault.Refused, "answer.other-body").With("Number", n)
		}
		if err := answerable(tx, duty); err != nil {
			return nil, err
		}
		if err := disinterested(tx, who, duty.View); err != nil {
			return nil, err
		}
		duties = append(duties, duty)
	}
	return duties, nil
}

func take(tx *store.Tx, id consult.AnswerID, duties []consult.Duty) error {
	for _, duty := range duties {
		if err := duty.Take(id, tx.Now); err != nil {
			return err
		}
		if err := tx.SaveDuty(duty); err != nil {
			return err
		}
	}
	return nil
}

func templateOf(tx *store.Tx, body, id string) (consult.AnswerTemplate, error) {
	all, err := tx.AnswerTemplates(body)
	for _, t := range all {
		if t.ID == id {
			return t, err
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "store.not-found")
	}
	return consult.AnswerTemplate{}, err
}

// answer loads an answer for who may verb at the body that gives it.
func answer(tx *store.Tx, who account.Person, verb account.Verb,
	id consult.AnswerID) (consult.Answer, error) {
	a, err := tx.Answer(id)
	if err != nil {
		return a, err
	}
	return a, who.May(verb, account.BodyID(a.Body))
}

// withAnswer changes an answer, in one transaction.
func (d *Desk) withAnswer(ctx context.Context, who account.Person, verb account.Verb,
	id consult.AnswerID, f func(*store.Tx, *consult.Answer) error) (a consult.Answer, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		a, err = answer(tx, who, verb, id)
		return err
	})
	if err != nil {
		return a, err
	}
	err = d.DB.Write(ctx, string(a.Forum), func(tx *store.Tx) error {
		if a, err = answer(tx, who, verb, id); err != nil {
			return err
		}
		if err := disinterestedIn(tx, who, id); err != nil {
			return err
		}
		return f(tx, &a)
	})
	return a, err
}

// SaveAnswer keeps what an official has written. Nothing of it is public
// before it is published; one that is ready goes out with the next batch.
//
// Who may: editors of the body. Faults: Invalid (the fields), Conflict (saved
// since, in another window).
func (d *Desk) SaveAnswer(ctx context.Context, who account.Person, id consult.AnswerID,
	form consult.AnswerForm) (consult.Answer, error) {
	form, err := form.Check()
	if err != nil {
		return consult.Answer{}, err
	}
	return d.withAnswer(ctx, who, account.HandleViews, id, func(tx *store.Tx, a *consult.Answer) error {
		if err := a.Save(form); err != nil {
			return err
		}
		a.Author = string(who.ID)
		if err := tx.SaveAnswer(*a); err != nil {
			return err
		}
		return note(tx, string(a.Forum), string(who.ID), "answer-save", string(id),
			map[string]any{"ready": a.Ready})
	})
}

// AddToAnswer puts more views under an answer.
//
// Who may: editors of the body. Faults: Invalid (no such view), Refused.
func (d *Desk) AddToAnswer(ctx context.Context, who account.Person, id consult.AnswerID,
	views []int64) error {
	_, err := d.withAnswer(ctx, who, account.HandleViews, id, func(tx *store.Tx, a *consult.Answer) error {
		duties, err := dutiesOf(tx, who, a.Forum, views)
		if err != nil {
			return err
		}
		if duties[0].Body != a.Body {
			return fault.New(fault.Refused, "answer.other-body").With("Number", duties[0].Number)
		}
		if err := take(tx, id, duties); err != nil {
			return err
		}
		return note(tx, string(a.Forum), string(who.ID), "answer-add", string(id),
			map[string]any{"views": views})
	})
	return err
}

// RemoveFromAnswer takes a view out of an answer that has not been published to it.
//
// Who may: editors of the body. Faults: Refused.
func (d *Desk) RemoveFromAnswer(ctx context.Context, who account.Person, id consult.AnswerID,
	view int64) error {
	_, err := d.withAnswer(ctx, who, account.HandleViews, id, func(tx *store.Tx, a *consult.Answer) error {
		duty, err := tx.DutyOf(a.Forum, view)
		if err != nil {
			return err
		}
		if duty.Answer != id {
			return fault.New(fault.NotFound, "store.not-found")
		}
		if err := duty.Leave(); err != nil {
			return err
		}
		if err := tx.SaveDuty(duty); err != nil {
			return err
		}
		return note(tx, string(a.Forum), string(who.ID), "answer-remove", string(id),
			map[string]any{"view": view})
	})
	return err
}

// DropAnswer throws a draft away; its views wait for another.
//
// Who may: editors of the body. Faults: Refused (published).
func (d *Desk) DropAnswer(ctx context.Context, who account.Person, id consult.AnswerID) error {
	_, err := d.withAnswer(ctx, who, account.HandleViews, id, func(tx *store.Tx, a *consult.Answer) error {
		if a.Version > 0 {
			return fault.New(fault.Refused, "answer.published-already")
		}
		duties, err := tx.DutiesOf(id)
		if err != nil {
			return err
		}
		for _, duty := range duties {
			if err := duty.Leave(); err != nil {
				return err
			}
			if err := tx.SaveDuty(duty); err != nil {
				return err
			}
		}
		if err := tx.DropAnswer(id); err != nil {
			return err
		}
		return note(tx, string(a.Forum), string(who.ID), "answer-drop", string(id), nil)
	})
	return err
}

// PublishAnswers makes answers of a forum public, all at one moment, and tells
// each author. Which are named by IDs; with none, every one that is ready and
// has not been published before goes out. Why is the reason for a new version.
//
// Who may: publishers of the body; where it demands four eyes, somebody else
// than who wrote last. Faults: Refused (nothing is ready), Invalid (no reason),
// Forbidden.
func (d *Desk) PublishAnswers(ctx context.Context, who account.Person, f consult.Forum,
	ids []consult.AnswerID, why string) (published int, err error) {
	err = d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		published = 0
		batch, err := batchOf(tx, who, f, ids)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			return fault.New(fault.Refused, "answer.none-ready")
		}
		for _, a := range batch {
			if err := d.publishAnswer(tx, who, a, why); err != nil {
				return err
			}
			published++
		}
		return nil
	})
	return published, err
}

// batchOf gives the answers that are to be published.
func batchOf(tx *store.Tx, who account.Person, f consult.Forum, ids []consult.AnswerID) (
	batch []consult.Answer, err error) {
	if len(ids) == 0 {
		h, err := venue(tx, f)
		if err != nil {
			return nil, err
		}
		if err := who.May(account.Publish, account.BodyID(h.Body)); err != nil {
			return nil, err
		}
		all, err := tx.Answers(f)
		for _, a := range all {
			if a.Ready && a.Version == 0 && who.Can(account.Publish, account.BodyID(a.Body)) {
				batch = append(batch, a)
			}
		}
		return batch, err
	}
	for _, id := range ids {
		a, err := answer(tx, who, account.Publish, id)
		if err != nil {
			return nil, err
		}
		if a.Forum != f {
			return nil, fault.New(fault.NotFound, "store.not-found")
		}
		batch = append(batch, a)
	}
	return batch, nil
}

func (d *Desk) publishAnswer(tx *store.Tx, who account.Person, a consult.Answer, why string) error {
	body, err := tx.Body(account.BodyID(a.Body))
	if err != nil {
		return err
	}
	if err := who.May(account.Publish, body.ID); err != nil {
		return err
	}
	if body.FourEyes && !who.Machine && a.Author == string(who.ID) {
		return fault.New(fault.Forbidden, "answer.four-eyes")
	}
	if err := disinterestedIn(tx, who, a.ID); err != nil {
		return err
	}
	duties, err := tx.DutiesOf(a.ID)
	if err != nil {
		return err
	}
	var numbers []int64
	for i := range duties {
		if duties[i].Ended.IsZero() || !duties[i].Answered.IsZero() {
			numbers = append(numbers, duties[i].Number)
		}
	}
	last, err := tx.LastAnswer(a.Forum)
	if err != nil {
		return err
	}
	version, err := a.Publish(last+1, numbers, string(who.ID), why, tx.Now)
	if err != nil {
		return err
	}
	if err := d.withoutLink(tx, a.Forum.Consultation(), version); err != nil {
		return err
	}
	if err := tx.SaveAnswer(a); err != nil {
		return err
	}
	if err := tx.AddAnswerVersion(version); err != nil {
		return err
	}
	if err := discharge(tx, duties, version); err != nil {
		return err
	}
	if err := d.lookAfterAnswer(tx, duties); err != nil {
		return err
	}
	if err := d.adopt(tx, who, a, duties, version); err != nil {
		return err
	}
	if _, err := enter(tx, answerPublished, answerObject(a.ID, version.Number)); err != nil {
		return err
	}
	return decided(tx, string(a.Forum), who, answerPublish, string(a.ID),
		map[string]any{"number": a.Number, "version": version.Number, "why": why})
}

// discharge ends the clocks of the views that an answer covers, and tells their authors.
func discharge(tx *store.Tx, duties []consult.Duty, version consult.AnswerVersion) error {
	for _, duty := range duties {
		if !duty.Ended.IsZero() && duty.Answered.IsZero() {
			continue
		}
		was := duty
		if duty.Open() {
			if err := goOn(tx, &duty, version.By); err != nil {
				return err
			}
			if err := firstReply(tx, &duty, version.By); err != nil {
				return err
			}
		}
		if duty.Settle(version.Position, tx.Now); duty != was {
			if err := tx.SaveDuty(duty); err != nil {
				return err
			}
		}
		if err := tellAuthor(tx, MailAnswered, duty, string(version.Answer), version.Number); err != nil {
			return err
		}
	}
	return nil
}

// tellAuthor mails who sent a view, where an address was given.
func tellAuthor(tx *store.Tx, kind string, duty consult.Duty, about string, version int) error {
	v, err := tx.View(duty.View)
	if err != nil || v.Sender.Email == "" {
		return err
	}
	return tx.Enqueue(store.Mail{Kind: kind, Version: version, Due: tx.Now,
		Key:  kind + "|" + string(v.ID) + "|" + about + "|" + stamp(tx.Now),
		Data: inJSON(map[string]any{"View": v.ID})})
}

// inJSON writes a small value that cannot fail.
func inJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return string(b)
}

// CloseForum ends the dialogue of a forum: no more is taken, and everything
// that was said has its answer.
//
// Who may: publishers of the body. Faults: Refused (a view has neither an
// answer nor a published reason why not; the fault counts and names them).
func (d *Desk) CloseForum(ctx context.Context, who account.Person, f consult.Forum) error {
	return d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		h, err := venue(tx, f)
		if err != nil {
			return err
		}
		if err := who.May(account.Publish, account.BodyID(h.Body)); err != nil {
			return err
		}
		switch {
		case !h.Closed.IsZero():
			return fault.New(fault.Refused, "answer.closed-already")
		case h.Hears(tx.Now) == nil:
			return fault.New(fault.Refused, "draft-out.not-closed").With("Until", h.DraftUntil)
		}
		duties, err := tx.Duties(f)
		if err != nil {
			return err
		}
		if open := consult.Unsettled(duties); len(open) > 0 {
			return fault.New(fault.Refused, "answer.unsettled").With("Count", len(open)).
				With("First", open[0])
		}
		if err := tx.CloseForum(f, string(who.ID)); err != nil {
			return err
		}
		return note(tx, string(f), string(who.ID), "forum-close", string(f), nil)
	})
}

// ReopenForum takes up a dialogue again that was closed.
//
// Who may: publishers of the body. Faults: Refused (not closed).
func (d *Desk) ReopenForum(ctx context.Context, who account.Person, f consult.Forum) error {
	return d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		h, err := venue(tx, f)
		if err != nil {
			return err
		}
		if err := who.May(account.Publish, account.BodyID(h.Body)); err != nil {
			return err
		}
		if h.Closed.IsZero() {
			return fault.New(fault.Refused, "answer.not-closed")
		}
		if err := tx.ReopenForum(f); err != nil {
			return err
		}
		return note(tx, string(f), string(who.ID), "forum-reopen", string(f), nil)
	})
}
