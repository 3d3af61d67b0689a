package act

import (
	"fmt"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/store"
)

// answerPublish is the act of the log that makes an answer one to be found.
const answerPublish = "answer-publish"

// findAnswers adds every published answer, as it is now.
func (p Public) findAnswers(tx *store.Tx, f *FoundViews) error {
	all, err := tx.PublicAnswers(p.Consultation.ID.Forum())
	for _, a := range all {
		if err := p.findAnswer(tx, f, a); err != nil {
			return err
		}
	}
	return err
}

// findAnswerOf adds the version in force of one published answer.
func (p Public) findAnswerOf(tx *store.Tx, f *FoundViews, id consult.AnswerID) error {
	a, err := tx.PublicAnswerOf(id)
	if err != nil {
		return err
	}
	return p.findAnswer(tx, f, a)
}

// findAnswer adds what can be found of an answer: its reasons, and what
// changed. It is no part of what is found of a view, so that nobody is quoted
// with the words of a public body.
func (p Public) findAnswer(tx *store.Tx, f *FoundViews, a store.PublicAnswer) error {
	body, err := tx.Body(account.BodyID(a.Body))
	if err != nil {
		return err
	}
	var says telling
	says.markdown(a.Reason)
	for _, e := range a.Effects {
		says.add(e.Title)
	}
	f.List = append(f.List, Findable{ID: "answer/" + string(a.Answer), Kind: FindAnswer, Body: body,
		Of: p.Consultation.Content.Title, At: a.At, Number: a.Number, Text: says.text(),
		Mark: fmt.Sprint(a.AnswerVersion.Number),
		Path: fmt.Sprintf("/samrad/%s/svar#svar-%d", p.Consultation.Slug, a.Number)})
	return nil
}
