package act

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/record"
	"insyn/internal/store"
)

// answerPublished is the publication of an answer, in the public record.
const answerPublished record.Act = "answer-published"

// answerObject names a version of an answer in the record.
func answerObject(id consult.AnswerID, n int) string {
	return "answer/" + string(id) + "/" + strconv.Itoa(n)
}

// AnswerObject names a published version of an answer in the record.
func AnswerObject(v consult.AnswerVersion) string { return answerObject(v.Answer, v.Number) }

// keptAnswer gives a published answer: what was said, to which views, and why it was changed.
func keptAnswer(tx *store.Tx, object string) ([]byte, time.Time, error) {
	parts := strings.Split(object, "/")
	if len(parts) != 3 {
		return nil, time.Time{}, fault.New(fault.NotFound, "store.not-found")
	}
	number, _ := strconv.Atoi(parts[2]) // a number that is none is that of no version
	k, err := tx.AnswerVersionKept(consult.AnswerID(parts[1]), number)
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		Answer   string           `json:"answer"`
		Forum    consult.Forum    `json:"forum"`
		Number   int              `json:"number"`
		At       string           `json:"at"`
		Position consult.Position `json:"position"`
		Reason   json.RawMessage  `json:"reason"`
		Effects  json.RawMessage  `json:"effects"`
		Views    json.RawMessage  `json:"views"`
		Why      string           `json:"why"`
	}{parts[1], k.Forum, number, record.Moment(k.At), k.Position, json.RawMessage(k.Words),
		json.RawMessage(k.Changes),
		json.RawMessage(k.Answers), k.Why})
	return content, k.At, err
}

func allAnswers(tx *store.Tx) (objects []string, err error) {
	all, err := tx.AnswerVersionNames()
	for _, v := range all {
		objects = append(objects, answerObject(v.Answer, v.Number))
	}
	return objects, err
}

// An AnswerDossier is an answer as those who write it see it.
type AnswerDossier struct {
	Answer    consult.Answer
	Venue     consult.Venue
	Body      account.Body
	Views     []store.QueuedView // that it answers
	Versions  []consult.AnswerVersion
	Templates []consult.AnswerTemplate
	Author    string // name of who wrote last
	Barred    bool   // who looks has declared an interest in a view that it answers
}

// Answer opens an answer that is being written, or has been published.
//
// Who may: editors of the body.
func (d *Desk) Answer(ctx context.Context, who account.Person,
	id consult.AnswerID) (a AnswerDossier, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if a.Answer, err = answer(tx, who, account.SeeViews, id); err != nil {
			return err
		}
		if a.Venue, err = venue(tx, a.Answer.Forum); err != nil {
			return err
		}
		if a.Body, err = tx.Body(account.BodyID(a.Answer.Body)); err != nil {
			return err
		}
		duties, err := tx.DutiesOf(id)
		if err != nil {
			return err
		}
		if a.Views, err = viewsOf(tx, duties); err != nil {
			return err
		}
		if a.Barred, err = stakedIn(tx, who, duties); err != nil {
			return err
		}
		if a.Versions, err = tx.AnswerVersions(id); err != nil {
			return err
		}
		names := map[string]string{}
		if err := named(tx, names, a.Answer.Author); err != nil {
			return err
		}
		a.Author = names[a.Answer.Author]
		a.Templates, err = tx.AnswerTemplates(a.Answer.Body)
		return err
	})
	return a, err
}

// viewsOf gives the views that duties are of.
func viewsOf(tx *store.Tx, duties []consult.Duty) (all []store.QueuedView, err error) {
	for _, duty := range duties {
		v, err := tx.View(duty.View)
		if err != nil {
			return nil, err
		}
		all = append(all, store.QueuedView{Duty: duty, View: v})
	}
	return all, nil
}

// Answering is how the answers in a forum come along, as staff see it.
type Answering struct {
	Venue   consult.Venue
	Clock   consult.ViewClock
	Answers []consult.Answer
	Views   map[consult.AnswerID][]int64
	Open    []store.QueuedView // the first of those that wait
}

// openShown is how many views that wait stand on the page of a forum.
const openShown = 50

// Answering shows how the answers in a forum come along.
//
// Who may: editors of the body of the forum.
func (d *Desk) Answering(ctx context.Context, who account.Person,
	f consult.Forum) (a Answering, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if a.Venue, err = venue(tx, f); err != nil {
			return err
		}
		if err := who.May(account.SeeViews, account.BodyID(a.Venue.Body)); err != nil {
			return err
		}
		duties, err := tx.Duties(f)
		if err != nil {
			return err
		}
		a.Clock = consult.Clocked(duties, tx.Now)
		a.Views = map[consult.AnswerID][]int64{}
		for _, duty := range duties {
			if duty.Answer != "" {
				a.Views[duty.Answer] = append(a.Views[duty.Answer], duty.Number)
			}
		}
		if a.Open, err = tx.OpenDuties(store.DutyFilter{Body: a.Venue.Body, Forum: f, Limit: openShown}); err != nil {
			return err
		}
		a.Answers, err = tx.Answers(f)
		return err
	})
	return a, err
}

// Answered is what has been answered in a forum, as everybody can read it.
type Answered struct {
	Venue   consult.Venue
	Body    account.Body
	Answers []store.PublicAnswer
	Clock   consult.ViewClock
	Bodies  map[string]account.Body // of those that answer
	Moved   []MovedDuty
	Shown   map[int64]bool // numbers of the views that can be read
}

// A MovedDuty is a duty that was handed over or given a later day.
type MovedDuty struct {
	Number int64
	Steps  []consult.Step
}

// PublicAnswers gives the answers of a forum and its clock.
//
// Faults: NotFound (also for drafts).
func (d *Desk) PublicAnswers(ctx context.Context, f consult.Forum) (a Answered, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		h, err := hearing(tx, f)
		if err != nil {
			return err
		}
		a.Venue, a.Body = h.Venue, h.Body
		a.Bodies = map[string]account.Body{string(h.Body.ID): h.Body}
		if a.Answers, err = tx.PublicAnswers(f); err != nil {
			return err
		}
		for i := range a.Answers {
			a.Answers[i].By = ""
			if err := answeringBody(tx, a.Bodies, a.Answers[i].Body); err != nil {
				return err
			}
		}
		return a.clock(tx)
	})
	return a, err
}

// clock fills in the clock and what has moved.
func (a *Answered) clock(tx *store.Tx) error {
	duties, err := tx.Duties(a.Venue.Forum)
	if err != nil {
		return err
	}
	a.Clock = consult.Clocked(duties, tx.Now)
	moved, err := tx.ForumSteps(a.Venue.Forum)
	if err != nil {
		return err
	}
	for _, m := range moved {
		m.Step.By = ""
		if m.Step.Kind == consult.Handed {
			for _, b := range []string{m.Step.From, m.Step.To} {
				if err := answeringBody(tx, a.Bodies, b); err != nil {
					return err
				}
			}
		}
		if n := len(a.Moved); n > 0 && a.Moved[n-1].Number == m.Number {
			a.Moved[n-1].Steps = append(a.Moved[n-1].Steps, m.Step)
			continue
		}
		a.Moved = append(a.Moved, MovedDuty{m.Number, []consult.Step{m.Step}})
	}
	a.Shown, err = tx.CopyNumbers(a.Venue.Forum)
	return err
}

func answeringBody(tx *store.Tx, known map[string]account.Body, id string) (err error) {
	if _, ok := known[id]; !ok {
		known[id], err = tx.Body(account.BodyID(id))
	}
	return err
}

// AnswersTo gives the published answers to views of a forum, by the number of the view.
func answersTo(tx *store.Tx, f consult.Forum) (map[int64]store.PublicAnswer, error) {
	all, err := tx.PublicAnswers(f)
	if err != nil {
		return nil, err
	}
	to := map[int64]store.PublicAnswer{}
	for _, a := range all {
		a.By = ""
		for _, n := range a.Views {
			to[n] = a
		}
	}
	return to, nil
}

// AnswerTemplates lists the words that a body begins its answers with.
//
// Who may: editors of the body.
func (d *Desk) AnswerTemplates(ctx context.Context, who account.Person, b account.BodyID) (
	all []consult.AnswerTemplate, err error) {
	if err := who.May(account.SeeViews, b); err != nil {
		return nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all, err = tx.AnswerTemplates(string(b))
		return err
	})
	return all, err
}

// SaveTemplate keeps words that a body begins its answers with.
//
// Who may: editors of the body. Faults: Invalid.
func (d *Desk) SaveTemplate(ctx context.Context, who account.Person,
	t consult.AnswerTemplate) error {
	if err := who.May(account.HandleViews, account.BodyID(t.Body)); err != nil {
		return err
	}
	t, err := t.Check()
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, "body/"+t.Body, func(tx *store.Tx) error {
		if t.ID == "" {
			t.ID = store.NewID(tx.Now)
		} else if _, err := templateOf(tx, t.Body, t.ID); err != nil {
			return err
		}
		if err := tx.SaveTemplate(t); err != nil {
			return err
		}
		return note(tx, "body/"+t.Body, string(who.ID), "template-save", t.ID, nil)
	})
}

// DropTemplate throws a template away.
//
// Who may: editors of the body.
func (d *Desk) DropTemplate(ctx context.Context, who account.Person, b account.BodyID,
	id string) error {
	if err := who.May(account.HandleViews, b); err != nil {
		return err
	}
	return d.DB.Write(ctx, "body/"+string(b), func(tx *store.Tx) error {
		if err := tx.DropTemplate(string(b), id); err != nil {
			return err
		}
		return note(tx, "body/"+string(b), string(who.ID), "template-drop", id, nil)
	})
}
