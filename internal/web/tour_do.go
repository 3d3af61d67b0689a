package web

import (
	"context"
	"net/http"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// noticeBefore is how long before the meeting the tour stops offering what
// belongs before it: registration has closed by then.
const noticeBefore = 24 * time.Hour

// demoSignIn makes the visitor one of the invented people, or nobody. Only a
// demonstration has this route, and the desk refuses it elsewhere.
func (s *Server) demoSignIn(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	if err := s.become(w, r, r.PostFormValue("as")); err != nil {
		return err
	}
	http.Redirect(w, r, ownPath(r.PostFormValue("next"), v.Href("/rundtur")), http.StatusSeeOther)
	return nil
}

// become changes who the visitor is.
func (s *Server) become(w http.ResponseWriter, r *http.Request, who string) error {
	v, tour := from(r), s.options.Play.Tour
	address := map[string]string{asOfficer: tour.Officer, asPublisher: tour.Publisher, asNobody: ""}
	email, known := address[who]
	switch {
	case !known:
		return fault.New(fault.Invalid, "tour.nobody")
	case email == v.Person.Email:
		return nil
	}
	if v.Person.Known() && v.session != "" {
		if err := s.options.Desk.EndSession(r.Context(), v.Person, v.session); err != nil {
			return err
		}
	}
	if email == "" {
		http.SetCookie(w, s.cookie(s.sessionCookie(), "", -time.Second))
		return nil
	}
	secret, err := s.options.Desk.DemoSession(r.Context(), email, browserName(r.UserAgent()))
	if err != nil {
		return err
	}
	http.SetCookie(w, s.cookie(s.sessionCookie(), secret, 0))
	return nil
}

// pasted makes a draft of an invitation.
func (s *Server) pasted(ctx context.Context, officer account.Person, text string) (consult.ID,
	error) {
	reading, err := act.ReadPaper("invitation.txt", []byte(text))
	if err != nil {
		return "", err
	}
	return s.options.Desk.NewConsultation(ctx, officer, s.options.Play.Tour.Body,
		reading.Content(reading.Template()))
}

// tourPeople gives the invented officer and publisher.
func (s *Server) tourPeople(ctx context.Context) (officer, publisher account.Person, err error) {
	tour := s.options.Play.Tour
	list, err := s.options.Desk.Staff(ctx, account.System, tour.Body)
	for _, p := range list {
		switch p.Email {
		case tour.Officer:
			officer = p
		case tour.Publisher:
			publisher = p
		}
	}
	return officer, publisher, err
}

// tourDo does a step in the visitor's place, by the same acts and as the same
// people as at the pages of staff.
func (s *Server) tourDo(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	officer, publisher, err := s.tourPeople(ctx)
	if err != nil {
		return err
	}
	f, err := s.tourFacts(ctx)
	if err != nil {
		return err
	}
	step, anchor := r.PostFormValue("step"), "publish"
	switch {
	case step == "open":
		if err = s.tourOpen(ctx, f, officer, publisher); err == nil {
			anchor = "register"
		}
	case step == "report":
		err, anchor = s.tourReports(ctx), "promise"
	case step == "advice":
		err, anchor = s.tourResponds(ctx, f, publisher), "advice"
	case !f.found:
		err = fault.New(fault.NotFound, "tour.no-draft")
	case step == "mend":
		err = s.tourMend(ctx, f, officer)
	case step == "agenda":
		err, anchor = s.tourAgenda(ctx, f, officer, publisher), "agenda"
	case step == "answer":
		err, anchor = s.tourAnswer(ctx, f, officer, publisher), "view"
	case step == "summary":
		err, anchor = s.tourSummary(ctx, f, officer, publisher), "summary"
	case step == "purchase":
		err, anchor = s.tourPublish(ctx, f, publisher), "purchase"
	case step == "meddle", step == "restore":
		return s.tourMeddle(w, r, f, step)
	default:
		err = fault.New(fault.Invalid, "tour.no-step")
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, from(r).Href("/rundtur")+"#"+anchor, http.StatusSeeOther)
	return nil
}

// tourMend mends the draft, keeps the meeting link, and asks the colleague to publish.
func (s *Server) tourMend(ctx context.Context, f tourFacts, officer account.Person) error {
	d, id := s.options.Desk, f.consultation.ID
	v, err := d.OpenDraft(ctx, officer, id, consult.Invitation)
	if err != nil {
		return err
	}
	v.Content = s.options.Play.Tour.Mended
	if v, err = d.SaveDraft(ctx, officer, v); err != nil {
		return err
	}
	if err := d.SetMeetingLink(ctx, officer, id, s.options.Play.Tour.Link); err != nil {
		return err
	}
	reason := ""
	if f.consultation.Published > 0 {
		reason = "Bristerna i inbjudan är rättade."
	}
	return d.AskApproval(ctx, officer, id, consult.Invitation, v.Number, reason)
}

// tourOpen does the first three steps, or what is left of them.
func (s *Server) tourOpen(ctx context.Context, f tourFacts, officer,
	publisher account.Person) error {
	if !f.found {
		if _, err := s.pasted(ctx, officer, s.options.Play.Tour.Paper); err != nil {
			return err
		}
		var err error
		if f, err = s.tourFacts(ctx); err != nil {
			return err
		}
	}
	if f.consultation.Published > 0 {
		return nil
	}
	if f.left() > 0 || !f.consultation.HasLink {
		if err := s.tourMend(ctx, f, officer); err != nil {
			return err
		}
	}
	return s.publishDraft(ctx, publisher, f.consultation.ID, consult.Invitation, "")
}

// publishDraft makes the draft of a paper public.
func (s *Server) publishDraft(ctx context.Context, publisher account.Person, id consult.ID,
	p consult.Paper, reason string) error {
	v, err := s.options.Desk.Draft(ctx, publisher, id, p)
	if err != nil {
		return err
	}
	return s.options.Desk.Publish(ctx, publisher, id, p, v.Number, reason)
}

// tourAgenda sends the closer agenda.
func (s *Server) tourAgenda(ctx context.Context, f tourFacts, officer,
	publisher account.Person) error {
	v, err := s.options.Desk.OpenDraft(ctx, officer, f.consultation.ID, consult.Invitation)
	if err != nil {
		return err
	}
	v.Content.Agenda = s.options.Play.Tour.Agenda
	if _, err = s.options.Desk.SaveDraft(ctx, officer, v); err != nil {
		return err
	}
	return s.publishDraft(ctx, publisher, f.consultation.ID, consult.Invitation,
		"Dagordningen är klar.")
}

// tourSummary writes the invented summary, sends the draft to those who took
// part, lets the time for objections pass and makes it public.
func (s *Server) tourSummary(ctx context.Context, f tourFacts, officer,
	publisher account.Person) error {
	v, err := s.options.Desk.OpenDraft(ctx, officer, f.consultation.ID, consult.Report)
	if err != nil {
		return err
	}
	v.Summary = s.options.Play.Tour.Summary
	if v, err = s.options.Desk.SaveDraft(ctx, officer, v); err != nil {
		return err
	}
	until := s.options.Now().Add(consult.UsualReply)
	if _, err = s.options.Desk.SendSummary(ctx, publisher, v, until); err != nil {
		return err
	}
	s.options.Play.Set(until.Add(time.Hour)) // nobody objects: the clock goes on to the end
	if err := s.options.Play.Keep(ctx); err != nil {
		return err
	}
	return s.publishDraft(ctx, publisher, f.consultation.ID, consult.Report, "")
}
