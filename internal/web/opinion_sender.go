package web

import (
	"net/http"
	"slices"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// A SenderForm says anew who a view comes from; without fields there is none.
type SenderForm struct {
	Action string
	Fields []Field
	Open   bool // it was tried, and something is to be mended
}

// senderFields are the questions about a sender that staff can answer for them.
var senderFields = []string{"kind", "organisation", "mandate", "funding", "name", "shown"}

// senderAnew makes the form for a view that staff have written down.
func (f Form) senderAnew(v *visit, o act.ViewDossier) (form SenderForm) {
	if !f.sent.Has("kind") { // another form of the page was sent
		f.sent = nil
	}
	for _, field := range f.opinion(v, o.Venue, consult.ViewForm{Sort: o.View.Sort, Subject: o.View.Subject,
		Sender: o.View.Sender}) {
		if !slices.Contains(senderFields, field.Name) {
			continue
		}
		field.ofAnother(v)
		form.Open = form.Open || field.Error != ""
		form.Fields = append(form.Fields, field)
	}
	return form
}

// correctSender takes who a view comes from.
func (s *Server) correctSender(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	err := s.options.Desk.CorrectSender(r.Context(), v.Person, viewIn(r),
		sentOpinion(v, r.PostForm).Sender)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Refused) {
		return s.showStaffOpinion(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(consult.ID(r.PathValue("id")), "synpunkter/"+string(viewIn(r)))),
		http.StatusSeeOther)
	return nil
}
