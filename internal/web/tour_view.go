package web

import (
	"context"
	"net/http"
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// tourSaid is the view that the visitor has sent, and how far its answer has come.
type tourSaid struct {
	view   consult.View // no ID while none has been sent
	link   act.Link     // to the receipt
	duty   consult.Duty
	answer consult.Answer // that the view has been put under; no ID for none
}

func (t tourSaid) answered() bool { return t.duty.Stage() == consult.StageAnswered }

// tourViews looks for the view of the visitor: the latest that came by the web,
// or before it one that has been answered.
func (s *Server) tourViews(ctx context.Context, f *tourFacts) error {
	d := s.options.Desk
	q, err := d.Views(ctx, account.System, store.ViewFilter{Forum: f.consultation.ID.Forum()})
	if err != nil {
		return err
	}
	for _, v := range slices.Backward(q.Views) {
		if v.Via != consult.ByWeb || !v.Withdrawn.IsZero() {
			continue
		}
		owed, err := d.Owed(ctx, account.System, v.ID)
		if err != nil {
			return err
		}
		if said := (tourSaid{view: v, link: d.ViewLink(v), duty: owed.Duty}); said.answered() ||
			f.said.view.ID == "" {
			f.said = said
		}
		if f.said.answered() {
			break
		}
	}
	if f.said.duty.Answer == "" {
		return nil
	}
	a, err := d.Answer(ctx, account.System, f.said.duty.Answer)
	f.said.answer = a.Answer
	return err
}

// view is the step in which the visitor is heard: sends a view, gets the
// receipt, and answers as the officer.
func (g guide) view(s *TourStep) {
	f := g.facts
	public, own := "/samrad/"+f.consultation.Slug, g.Href(ownOpinion+string(f.said.link))
	switch {
	case f.consultation.Published == 0:
	case f.said.view.ID == "":
		s.Acts = append(s.Acts, g.become(asNobody, public+"/synpunkt?exempel", g.T("tour.view-button")))
	case f.said.answered():
		s.Links = append(s.Links, Link{g.T("tour.view-answered"), own},
			Link{g.T("tour.view-public"), g.Href(public + "/svar")})
	default:
		body := string(g.tour.Body)
		next := g.become(asOfficer, answersAt(body, ""), g.T("tour.view-answer"))
		if f.said.answer.Ready {
			next = g.become(asPublisher, answersAt(body, string(f.said.answer.ID)),
				g.T("tour.view-publish"))
		}
		s.Acts = append(s.Acts, next, g.instead("answer", g.T("tour.view-instead")))
		s.Links = append(s.Links, Link{g.T("tour.view-receipt"), own})
	}
}

// exampleView gives what the form of a view begins with: nothing, or an
// invented view where the tour asks for it.
func (s *Server) exampleView(r *http.Request) consult.ViewForm {
	if play := s.options.Play; play != nil && play.Tour != nil && r.URL.Query().Has("exempel") {
		form := play.Tour.View
		form.Text = from(r).say(play.Tour.Said)
		return form
	}
	return consult.ViewForm{}
}

// tourAnswer reads the view of the visitor and answers it, or does what is left of that.
func (s *Server) tourAnswer(ctx context.Context, f tourFacts, officer,
	publisher account.Person) (err error) {
	d, v, a := s.options.Desk, f.said.view, f.said.answer
	if v.ID == "" {
		return fault.New(fault.NotFound, "tour.no-view")
	}
	if f.said.answered() {
		return nil
	}
	if v.State() != consult.ViewPublished {
		r := consult.Ruling{Verdict: consult.Publish, Version: v.Version}
		if _, err := d.RuleView(ctx, officer, v.ID, r, nil); err != nil {
			return err
		}
	}
	if a.ID == "" {
		if a, err = d.BeginAnswer(ctx, officer, v.Forum, []int64{v.Number}, ""); err != nil {
			return err
		}
	}
	if !a.Ready {
		if a, err = d.SaveAnswer(ctx, officer, a.ID, s.tourReply(a)); err != nil {
			return err
		}
	}
	why := ""
	if a.Version > 0 {
		why = "Svaret gäller en synpunkt till."
	}
	_, err = d.PublishAnswers(ctx, publisher, v.Forum, []consult.AnswerID{a.ID}, why)
	return err
}

// tourReply gives what the officer answers: what has been written, or the
// invented answer where nothing has.
func (s *Server) tourReply(a consult.Answer) consult.AnswerForm {
	form := s.options.Play.Tour.Answer
	if a.Position != "" && !a.Reason.Empty() {
		form = consult.AnswerForm{Position: a.Position, Reason: a.Reason, Effects: a.Effects}
	}
	form.Ready, form.Saved = true, a.Saved
	return form
}
