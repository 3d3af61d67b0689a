package web

import (
	"net/http"

	"insyn/internal/fault"
)

// ChangePage lets a participant correct what they told.
type ChangePage struct {
	Page
	Gist   Gist
	Form   Form
	Action string
	Back   string
	Fields []Field
	Email  string
}

// changeForm shows what was told, ready to be corrected.
func (s *Server) changeForm(w http.ResponseWriter, r *http.Request) error {
	return s.showChange(w, r, nil)
}

func (s *Server) showChange(w http.ResponseWriter, r *http.Request, fail error) error {
	p, open, err := s.unlocked(w, r, "andra")
	if err != nil || !open {
		return err
	}
	v := from(r)
	page := ChangePage{Page: s.page(r, v.T("change.title")), Gist: v.gist(p.Consultation, p.Body),
		Form: s.form(w, r, fail), Action: ownPathTo(r, "/andra"), Back: ownPathTo(r, "/uppgifter"),
		Email: p.Registration.Email}
	for _, f := range page.Form.entry(v, p.Registration.Entry) {
		if f.Name != "email" { // a new address must be proven, and so is a new registration
			page.Fields = append(page.Fields, f)
		}
	}
	return s.render(w, r, fault.Status(fail), "change", page)
}

// change keeps what was corrected.
func (s *Server) change(w http.ResponseWriter, r *http.Request) error {
	p, open, err := s.unlocked(w, r, "andra")
	if err != nil || !open {
		return err
	}
	e := sentEntry(r)
	e.Language = p.Registration.Language
	_, err = s.options.Desk.ChangeEntry(r.Context(), held(r), s.word(r), e)
	if fault.Is(err, fault.Invalid) {
		return s.showChange(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, ownPathTo(r, "/uppgifter"), http.StatusSeeOther)
	return nil
}

// ErasePage asks once before everything about a person is erased.
type ErasePage struct {
	Page
	Gist         Gist
	Token        string
	Action, Back string
	Holds        bool         // a place is given up as well
	Done         Confirmation // with a title once it is done
	Public       string
}

// eraseForm asks whether to erase. It changes nothing.
func (s *Server) eraseForm(w http.ResponseWriter, r *http.Request) error {
	p, open, err := s.unlocked(w, r, "radera")
	if err != nil || !open {
		return err
	}
	v := from(r)
	page := ErasePage{Page: s.page(r, v.T("erase.title")), Gist: v.gist(p.Consultation, p.Body),
		Action: ownPathTo(r, "/radera"), Back: ownPathTo(r, "/uppgifter"),
		Holds: p.Registration.LeavesWith(p.Consultation.Content.End(), v.Now)}
	page.Token = s.token(w, r)
	return s.render(w, r, http.StatusOK, "erase", page)
}

// erase removes everything about a person. The links they held lead nowhere after it.
func (s *Server) erase(w http.ResponseWriter, r *http.Request) error {
	p, open, err := s.unlocked(w, r, "radera")
	if err != nil || !open {
		return err
	}
	if _, err := s.options.Desk.Erase(r.Context(), held(r), s.word(r)); err != nil {
		return err
	}
	v := from(r)
	s.setWord(w, held(r), "")
	page := ErasePage{Page: s.page(r, v.T("erase.done")), Gist: v.gist(p.Consultation, p.Body),
		Done:   Confirmation{Title: v.T("erase.done"), Text: v.T("erase.done-text")},
		Public: v.Href("/samrad/" + p.Consultation.Slug)}
	page.Alternate.Path = in(v.Language().Other(), "/samrad/"+p.Consultation.Slug)
	return s.render(w, r, http.StatusOK, "erase", page)
}
