package web

import (
	"context"
	"net/http"
	"strconv"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// TourVerifyPage shows what insyn verify says of a page of the demonstration.
type TourVerifyPage struct {
	Page
	Command string
	Lines   []TourVerified
	Verdict Notice
	Acts    []TourAct
	Back    Link
}

// TourVerified is one thing that was checked.
type TourVerified struct {
	State Chip
	Text  string
}

// tourMeddling looks at what was done to the database behind our back.
func (s *Server) tourMeddling(ctx context.Context, f *tourFacts) error {
	m, err := s.options.Desk.Meddled(ctx)
	if m.Consultation == f.consultation.ID {
		f.meddling = m
	}
	return err
}

// meddledNow tells whether the database says something else than was published.
func (f tourFacts) meddledNow() bool { return f.meddling.Number > 0 && !f.meddling.Undone }

// tamper is the step in which the visitor meddles and is found out.
func (g guide) tamper(s *TourStep) {
	switch f := g.facts; {
	case f.meddledNow():
		s.Links = append(s.Links, Link{g.T("tour.tamper-see"), g.Href("/rundtur/granskning")})
		s.Acts = append(s.Acts, g.instead("restore", g.T("tour.tamper-restore")))
	case f.consultation.Published > 0:
		s.Acts = append(s.Acts, g.instead("meddle", g.T("tour.tamper-button")))
		s.Links = append(s.Links, Link{g.T("tour.tamper-before"), g.Href("/rundtur/granskning")})
	}
}

// tourMeddle rewords the version in force in the database, or puts it back, and
// shows what a check says then.
func (s *Server) tourMeddle(w http.ResponseWriter, r *http.Request, f tourFacts,
	step string) error {
	var err error
	if step == "meddle" {
		err = s.options.Desk.Meddle(r.Context(), f.consultation.ID, consult.Text{
			SV: "Allt är redan bestämt.", EN: "Everything has been decided already."})
	} else {
		err = s.options.Desk.Unmeddle(r.Context())
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, from(r).Href("/rundtur/granskning"), http.StatusSeeOther)
	return nil
}

// tourVerify checks the version in force and shows what was found.
func (s *Server) tourVerify(w http.ResponseWriter, r *http.Request) error {
	f, err := s.tourFacts(r.Context())
	if err != nil {
		return err
	}
	if f.consultation.Published == 0 || s.options.Play.Verify == nil {
		return fault.New(fault.NotFound, "tour.no-draft")
	}
	v := from(r)
	n, err := s.publicNumber(r.Context(), f.consultation)
	if err != nil {
		return err
	}
	address := s.absolute(v.Href("/samrad/" + f.consultation.Slug + "/versioner/" + strconv.Itoa(n)))
	found, err := s.options.Play.Verify(r.Context(), v.Printer, address, s.askOurselves)
	if err != nil {
		return err
	}
	g := guide{visit: v, facts: f, tour: s.options.Play.Tour, play: s.options.Play}
	return s.render(w, r, http.StatusOK, "tour-verify",
		g.verifyPage(s.page(r, v.T("tour.verify-title")), address, found))
}

// publicNumber gives the number of the version in force as pages count: drafts
// that never became public have none.
func (s *Server) publicNumber(ctx context.Context, c consult.Consultation) (int, error) {
	p, err := s.options.Desk.PublicConsultation(ctx, c.Slug)
	return len(editionsOf(p.Versions, consult.Invitation)), err
}

// verifyPage makes the page of what was found.
func (g guide) verifyPage(p Page, address string, found []Verified) TourVerifyPage {
	p.Play, p.Robots = true, "noindex"
	page := TourVerifyPage{Page: p, Command: "insyn verify --loopback " + address,
		Verdict: Notice{Tone: Done, Title: g.T("tour.verify-holds"),
			Text: g.T("tour.verify-holds-text")},
		Back: Link{g.T("tour.verify-back"), g.Href("/rundtur") + "#tamper"}}
	for _, one := range found {
		line := TourVerified{Chip{Tone: Done, Text: g.T("tour.verify-ok")}, one.Text}
		if !one.OK {
			line.State = Chip{Tone: Late, Icon: "warn", Text: g.T("tour.verify-bad")}
			page.Verdict = Notice{Tone: Late, Title: g.T("tour.verify-breaks"),
				Text: g.T("tour.verify-breaks-text")}
		}
		page.Lines = append(page.Lines, line)
	}
	if g.facts.meddledNow() {
		page.Acts = append(page.Acts, g.instead("restore", g.T("tour.tamper-restore")))
	} else {
		page.Acts = append(page.Acts, g.instead("meddle", g.T("tour.tamper-button")))
	}
	return page
}

// askOurselves asks this site as a stranger would, without the network.
func (s *Server) askOurselves(ctx context.Context, address string) (int, string, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, "", nil, err
	}
	request.RemoteAddr, request.RequestURI = "127.0.0.1:0", request.URL.RequestURI()
	out := &recorder{header: http.Header{}}
	s.mux.ServeHTTP(out, request)
	return out.status, out.header.Get("Content-Type"), out.body.Bytes(), nil
}

// exampleTourVerify is a page that was reworded behind our back.
func exampleTourVerify(p Page, say *lang.Printer) any {
	p.Title = say.T("tour.verify-title")
	g := guide{visit: &visit{Printer: say}, facts: tourFacts{}}
	g.facts.meddling.Number = 1
	return g.verifyPage(p, "http://127.0.0.1:8080/samrad/oppenhet/versioner/1", []Verified{
		{true, say.T("verify.key-seen")}, {false, say.T("record.content-other")}})
}
