package web

import (
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
)

// answers begins an answer to views of a consultation and makes it ready.
func (h *house) answers(c consult.Consultation, reason string, views ...int64) consult.Answer {
	h.t.Helper()
	a, err := h.BeginAnswer(h.t.Context(), h.boss, c.ID.Forum(), views, "")
	h.must(err)
	return h.rewrites(a, reason)
}

// rewrites gives an answer other words, and makes it ready.
func (h *house) rewrites(a consult.Answer, reason string) consult.Answer {
	h.t.Helper()
	a, err := h.SaveAnswer(h.t.Context(), h.boss, a.ID, consult.AnswerForm{
		Position: consult.NotAccepted, Reason: consult.Text{SV: reason}, Ready: true, Saved: a.Saved})
	h.must(err)
	return a
}

// An answer is found as soon as it is published and not before, by the words
// that are in force.
func TestN20OnlyPublishedAnswersAreFound(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	h.said(c, "Inköpsdata.")
	a := h.answers(c, "Granskarna får **avtalsvillkoren**.", 1)
	if f := h.found("avtalsvillkor"); f.Total != 0 {
		t.Errorf("a draft is found: %+v", f)
	}
	_, err := h.PublishAnswers(t.Context(), h.boss, c.ID.Forum(), nil, "")
	h.must(err)
	f := h.found("avtalsvillkor", "kind", "answer")
	if f.Total != 1 || f.Items[0].Kind != string(act.FindAnswer) || f.Items[0].Title != "Svar 1" ||
		!strings.HasSuffix(f.Items[0].URL, "/samrad/"+c.Slug+"/svar#svar-1") {
		t.Errorf("what is published is not found: %+v", f)
	}
	shows(t, h.caller().get("/sok?q=avtalsvillkor&slag=answer"),
		"<mark>avtalsvillkoren</mark>", "Svar 1")
	a = h.rewrites(a, "Ingen får något.")
	if f := h.found("avtalsvillkor"); f.Total != 1 {
		t.Errorf("a draft hides what is published: %+v", f)
	}
	_, err = h.PublishAnswers(t.Context(), h.boss, c.ID.Forum(), []consult.AnswerID{a.ID},
		"Vi hade fel.")
	h.must(err)
	for range 2 {
		if f := h.found("avtalsvillkor"); f.Total != 0 {
			t.Errorf("words that are not in force are found: %+v", f)
		}
		if f := h.found(`"får något"`); f.Total != 1 {
			t.Errorf("the words in force are not found: %+v", f)
		}
		h.must(h.SaveBody(t.Context(), account.System, account.Body{ID: exampleBody.ID,
			Name: "Nya namnet", Email: exampleBody.Email})) // everything is read again
	}
}
