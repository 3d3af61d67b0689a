package web

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// A TourAdvice is the recommendation that nobody has answered when the tour
// begins, and what might be answered.
type TourAdvice struct {
	Key      string
	Response integrity.Response
}

// tourAdvice looks for the recommendation, and for an answer to it.
func (s *Server) tourAdvice(ctx context.Context, f *tourFacts) error {
	all, err := s.options.Desk.Recommendations(ctx)
	f.advice, _ = all.Find(s.options.Play.Tour.Advice.Key) // a tour without one has none
	return err
}

// advice is the step in which a recommendation that lies unanswered, which all
// can see, is answered with reasons.
func (g guide) advice(s *TourStep) {
	c := g.facts.advice
	public := g.Href(advicePath + "/" + c.Matter.Key)
	switch {
	case c.Matter.ID == "":
		return
	case len(c.Responses) > 0:
		s.Links = append(s.Links, Link{g.T("tour.advice-see"), public})
	default:
		s.Links = append(s.Links, Link{g.T("tour.advice-silent"), public})
		s.Acts = append(s.Acts, g.become(asPublisher, work+"/rekommendation/"+string(c.Matter.ID),
			g.T("tour.advice-button")), g.instead("advice", g.T("tour.advice-answer")))
	}
	s.Links = append(s.Links, Link{g.T("picture.title"), g.Href(picturePath)},
		Link{g.T("gift.title"), g.Href(giftsPath)})
}

// tourResponds answers in the place of the visitor.
func (s *Server) tourResponds(ctx context.Context, f tourFacts, publisher account.Person) error {
	switch {
	case f.advice.Matter.ID == "":
		return fault.New(fault.NotFound, "tour.no-advice")
	case len(f.advice.Responses) > 0:
		return nil
	}
	return s.options.Desk.AnswerAdvice(ctx, publisher, f.advice.Matter.ID,
		s.options.Play.Tour.Advice.Response)
}
