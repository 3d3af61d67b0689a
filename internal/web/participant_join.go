package web

import (
	"net/http"
	"net/url"

	"insyn/internal/consult"
	"insyn/internal/keys"
)

// JoinPage is where the entry in a calendar leads. Calendars are shared with
// colleagues, so it says nothing of the person.
type JoinPage struct {
	Page
	Gist   Gist
	Status Notice
	Join   JoinBox
}

// joinPage shows how the meeting stands. It changes nothing.
func (s *Server) joinPage(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.JoinPage(r.Context(), held(r))
	if err != nil {
		return err
	}
	v := from(r)
	page := JoinPage{Page: s.page(r, v.T("join.page")), Gist: v.gist(p.Consultation, p.Body)}
	switch c := p.Consultation; {
	case !c.Cancelled.IsZero():
		page.Status = Notice{Tone: Late, Title: v.T("status.cancelled"), Text: v.say(c.Why),
			Tongue: v.tongue(c.Why)}
	case p.Registration.Status != consult.Seated:
		page.Status = Notice{Tone: Late, Title: v.T("join.no-seat"), Text: v.T("join.no-seat-text")}
	default:
		page.Join = v.joinBox(c, v.Href(v.Path), s.token(w, r))
	}
	return s.render(w, r, http.StatusOK, "join", page)
}

// MeetingLinkPage shows the meeting link. It is never kept, and a page of our
// own rather than a redirect: the policy of our pages lets no form lead to
// another site, and a person should see where they go.
type MeetingLinkPage struct {
	Page
	Gist Gist
	URL  string
	Host string
}

// joinMeetingLink shows the meeting link to who holds the join address.
func (s *Server) joinMeetingLink(w http.ResponseWriter, r *http.Request) error {
	return s.showMeetingLink(w, r, keys.Join)
}

// ownMeetingLink shows the meeting link to who holds the personal page.
func (s *Server) ownMeetingLink(w http.ResponseWriter, r *http.Request) error {
	return s.showMeetingLink(w, r, keys.Personal)
}

func (s *Server) showMeetingLink(w http.ResponseWriter, r *http.Request, p keys.Purpose) error {
	address, err := s.options.Desk.ShowMeetingLink(r.Context(), p, held(r))
	if err != nil {
		return err
	}
	look := s.options.Desk.JoinPage
	if p == keys.Personal {
		look = s.options.Desk.PersonalPage
	}
	about, err := look(r.Context(), held(r))
	if err != nil {
		return err
	}
	v := from(r)
	page := MeetingLinkPage{Page: s.page(r, v.T("meeting-link.title")),
		Gist: v.gist(about.Consultation, about.Body), URL: address, Host: host(address)}
	if p == keys.Personal { // the other language has no page to get at the address of the form
		page.Alternate.Path = in(v.Language().Other(), "/min-anmalan/"+string(held(r)))
	}
	return s.render(w, r, http.StatusOK, "meetinglink", page)
}

// host gives the name of the server that an address leads to.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
