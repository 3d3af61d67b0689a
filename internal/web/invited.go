package web

import (
	"net/http"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// invitedRoutes are the page of those who were invited in person.
func (s *Server) invitedRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: "/inbjudan/{link}", Access: Holder, Handler: s.invited},
		{Method: "POST", Pattern: "/inbjudan/{link}", Access: Holder, Handler: s.invitedRegisters},
		{Method: "POST", Pattern: "/inbjudan/{link}/avboj", Access: Holder,
			Handler: s.invitedDeclines},
		{Method: "GET", Pattern: "/utvardera/{link}", Access: Holder, Handler: s.evaluation},
		{Method: "POST", Pattern: "/utvardera/{link}", Access: Holder, Handler: s.evaluate},
	}
}

// InvitedPage is what somebody who was invited in person sees: what it is
// about, the form filled in with what is known, and a way to decline.
type InvitedPage struct {
	Page
	Gist     Gist
	To       string
	Lead     Words
	Form     Form
	Action   string
	Fields   []Field
	Notice   PrivacyNotice
	Closed   Notice // with a title where one cannot register now
	Declined Notice // with a title when the invitation has been declined
	Decline  string // where to decline; "" when there is nothing to decline
}

// invited shows a personal invitation. It changes nothing: that a page was
// opened is not noted.
func (s *Server) invited(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.Invitation(r.Context(), held(r))
	if err != nil {
		return err
	}
	return s.showInvited(w, r, p, nil)
}

func (s *Server) showInvited(w http.ResponseWriter, r *http.Request, p act.Invitation,
	fail error) error {
	v := from(r)
	page := v.invitedPage(s.page(r, ""), p)
	page.Action = v.Href("/inbjudan/" + string(held(r)))
	page.Alternate.Path = in(v.Language().Other(), "/inbjudan/"+string(held(r)))
	if page.Closed.Title == "" {
		page.Form = s.form(w, r, fail)
		page.Fields = page.Form.entry(v, consult.Entry{Name: p.Invitee.Name, Email: p.Invitee.Email,
			Organisation: p.Invitee.Organisation, Kind: p.Invitee.Kind})
		if p.Invitee.Declined.IsZero() {
			page.Decline = page.Action + "/avboj"
		}
	}
	return s.render(w, r, fault.Status(fail), "invited", page)
}

// invitedPage makes the page of an invitation, all but the form.
func (v *visit) invitedPage(page Page, p act.Invitation) InvitedPage {
	c, to := p.Consultation, p.Invitee.Organisation
	if to == "" {
		to = p.Invitee.Name
	}
	page.Title = v.T("invited.title", "Body", v.bodyName(p.Body))
	out := InvitedPage{Page: page, Gist: v.gist(c, p.Body), To: to,
		Lead:   v.words(c.Content.Summary),
		Notice: v.privacyNotice(c.Content, p.Body)}
	switch c.State(v.Now) {
	case consult.Open, consult.Full:
	default:
		out.Closed = Notice{Tone: Late, Title: v.Fault(c.Seating().Accepts(v.Now))}
	}
	if !p.Invitee.Declined.IsZero() {
		out.Declined = Notice{Tone: Neutral, Title: v.T("invited.declined"),
			Text: v.T("invited.declined-text")}
	}
	return out
}

// invitedRegisters takes the form.
func (s *Server) invitedRegisters(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.Invitation(r.Context(), held(r))
	if err != nil {
		return err
	}
	e := sentEntry(r)
	err = s.ask(r, p.Consultation.ID, e, held(r))
	if fault.Is(err, fault.Invalid) {
		return s.showInvited(w, r, p, err)
	}
	if err != nil {
		return err
	}
	return s.showRegistered(w, r, p.Consultation, p.Body, e.Email, "/inbjudan/"+string(held(r)))
}

// invitedDeclines notes that somebody will not come.
func (s *Server) invitedDeclines(w http.ResponseWriter, r *http.Request) error {
	if err := s.options.Desk.Decline(r.Context(), held(r)); err != nil {
		return err
	}
	http.Redirect(w, r, from(r).Href("/inbjudan/"+string(held(r))), http.StatusSeeOther)
	return nil
}
