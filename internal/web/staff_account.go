package web

import (
	"net/http"
	"time"
)

// AccountPage shows a member of staff who they are here, and where they are signed in.
type AccountPage struct {
	Page
	Token    string
	Name     string
	Facts    []Fact
	Sessions []SessionRow
}

// A SessionRow is one place where somebody is signed in.
type SessionRow struct {
	ID      string
	Where   string
	Current bool
	Began   time.Time
	Seen    time.Time
}

// account shows the account of who is signed in.
func (s *Server) account(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	list, err := s.options.Desk.Sessions(r.Context(), v.Person)
	if err != nil {
		return err
	}
	bodies, err := s.options.Desk.Bodies(r.Context())
	if err != nil {
		return err
	}
	page := AccountPage{Page: s.page(r, v.T("account.title")), Token: s.token(w, r),
		Name: v.Person.Name, Facts: []Fact{
			{Term: v.T("account.name"), Text: v.Person.Name},
			{Term: v.T("account.email"), Text: v.Person.Email}}}
	page.notice(v, r)
	for _, b := range bodies {
		if role := v.Person.Roles[b.ID]; role != "" {
			page.Facts = append(page.Facts, Fact{Term: v.T("account.role"),
				Text: v.T("role."+string(role)) + ", " + v.bodyName(b)})
		}
	}
	for _, each := range list {
		if each.Ended.IsZero() && v.Now.Before(each.Expires) {
			page.Sessions = append(page.Sessions, SessionRow{ID: each.ID, Where: each.Label,
				Current: each.ID == v.session, Began: each.Created, Seen: each.Seen})
		}
	}
	return s.render(w, r, http.StatusOK, "account", page)
}

// endSession signs out somewhere else.
func (s *Server) endSession(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	if err := s.options.Desk.EndSession(r.Context(), v.Person, r.PostForm.Get("session")); err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(work+"/konto")+"?klart=ended", http.StatusSeeOther)
	return nil
}
