package web

import (
	"net/http"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
)

// LostPage helps who has lost the mail with their link.
type LostPage struct {
	Page
	Gist   Gist
	Form   Form
	Action string
	Email  Field
	Sent   string // said once the form is sent; the same for every address
}

// lost shows the form.
func (s *Server) lost(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicGist(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	return s.showLost(w, r, p, nil)
}

func (s *Server) showLost(w http.ResponseWriter, r *http.Request, p act.Public, fail error) error {
	v := from(r)
	page := LostPage{Page: s.page(r, v.T("lost.title")), Gist: v.gist(p.Consultation, p.Body),
		Form: s.form(w, r, fail), Action: v.Href(v.Path)}
	page.Robots = "noindex"
	page.Email = page.Form.lostEmail(v)
	return s.render(w, r, fault.Status(fail), "lost", page)
}

func (f Form) lostEmail(v *visit) Field {
	return f.Field("email", "email", v.T("register.email"), "").Fills("email").Sized("middle").
		Hinted(v.T("lost.hint"))
}

// lostSent mails the link again, if the address is registered.
func (s *Server) lostSent(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicGist(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	address := r.PostForm.Get("email")
	_, bad := account.Address(address)
	if bad != nil {
		return s.showLost(w, r, p, fault.Fields(bad.At("email")))
	}
	if s.quota.allow(address) {
		if err := s.options.Desk.MailLink(r.Context(), p.Consultation.ID, address); err != nil {
			return err
		}
	}
	v := from(r)
	page := LostPage{Page: s.page(r, v.T("registered.title")), Gist: v.gist(p.Consultation, p.Body),
		Sent: v.T("lost.sent", "Address", address)}
	page.Robots = "noindex"
	return s.render(w, r, http.StatusOK, "lost", page)
}
