package act

import (
	"fmt"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/store"
)

// answerPublish is the act of the log that makes an answer one to be found.
const answerPublish = "answer-publish"

// answerFindable begins the ID of what can be found of an answer; that of an
// answer to a case goes on with the case, with which it stands and falls.
const answerFindable = "answer/"

// findAnswers adds every published answer of a consultation, as it is now.
func (h Hearing) findAnswers(tx *store.Tx, f *FoundViews) error {
	if h.Venue.Forum.Contact() != "" {
		return nil
	}
	all, err := tx.PublicAnswers(h.Venue.Forum)
	for _, a := range all {
		if err := h.findAnswer(tx, f, a); err != nil {
			return err
		}
	}
	return err
}

// findAnswerOf adds the version in force of one published answer, at a contact
// point under each case that it answers.
func (h Hearing) findAnswerOf(tx *store.Tx, f *FoundViews, id consult.AnswerID) error {
	a, err := tx.PublicAnswerOf(id)
	if err != nil {
		return err
	}
	if h.Venue.Forum.Contact() == "" {
		return h.findAnswer(tx, f, a)
	}
	for _, number := range a.Views {
		duty, err := tx.DutyOf(h.Venue.Forum, number)
		if err != nil {
			return err
		}
		if err := h.findViewOf(tx, f, duty.View); err != nil {
			return err
		}
	}
	return nil
}

// findAnswer adds what can be found of an answer in a consultation.
func (h Hearing) findAnswer(tx *store.Tx, f *FoundViews, a store.PublicAnswer) error {
	found, err := h.findWords(tx, a)
	found.ID, found.Number = answerFindable+string(a.Answer), a.Number
	found.Path = fmt.Sprintf("%s/svar#svar-%d", h.Venue.Path, a.Number)
	f.List = append(f.List, found)
	return err
}

// findReply adds what can be found of the answer to a published case, or says
// that there is none.
func (h Hearing) findReply(tx *store.Tx, f *FoundViews, c consult.Copy) error {
	if h.Venue.Forum.Contact() == "" {
		return nil
	}
	id := answerFindable + string(c.View)
	_, a, err := trace(tx, h.Venue.Forum, c.Number)
	if err != nil || a.Number == 0 {
		f.Gone = append(f.Gone, id)
		return err
	}
	found, err := h.findWords(tx, a)
	found.ID, found.Number, found.Sort, found.Path = id, c.Number, c.Sort, h.viewPath(c.Number)
	f.List = append(f.List, found)
	return err
}

// findWords makes what can be found of the words of an answer: its reasons, and
// what changed. It is no part of what is found of a view, so that nobody is
// quoted with the words of a public body.
func (h Hearing) findWords(tx *store.Tx, a store.PublicAnswer) (Findable, error) {
	body, err := tx.Body(account.BodyID(a.Body))
	var says telling
	says.markdown(a.Reason)
	for _, e := range a.Effects {
		says.add(e.Title)
	}
	return Findable{Kind: FindAnswer, Body: body, Of: h.Venue.Title, At: a.At, Text: says.text(),
		Mark: fmt.Sprint(a.AnswerVersion.Number)}, err
}
