package web

import (
	"net/http"
	"strings"

	"insyn/internal/consult"
)

// A Stake ("stake") is where staff declare an interest of their own in what they
// look at; without an Action for who may not decide.
type Stake struct {
	Action, Back string
	Token        string
	Barred       bool // who looks has declared one
}

// stake makes the form for an interest in a view, which leads back to a page.
func (v *visit) stake(form Form, id consult.ViewID, back string, barred bool) Stake {
	return Stake{Action: v.Href(work + "/jav/" + string(id)), Back: back, Token: form.Token,
		Barred: barred}
}

// stakeRoutes are where staff say that they have an interest of their own in a view.
func (s *Server) stakeRoutes() []Route {
	return []Route{{Method: "POST", Pattern: work + "/jav/{view}", Access: Staff, Handler: s.declareStake}}
}

// declareStake notes that somebody has an interest, or no longer has, and leads
// back to the view.
func (s *Server) declareStake(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	err := s.options.Desk.DeclareStake(r.Context(), v.Person, consult.ViewID(r.PathValue("view")),
		r.FormValue("ended") != "")
	if err != nil {
		return err
	}
	to := v.Href(work)
	if back := r.FormValue("back"); strings.HasPrefix(back, to+"/") {
		to = ownPath(back, to)
	}
	http.Redirect(w, r, to+"?klart=stake", http.StatusSeeOther)
	return nil
}
