package web

import (
	"net/http"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// ScreenPage is the queue of those who wait for approval.
type ScreenPage struct {
	Page
	Dossier Dossier
	Form    Form
	Action  string
	People  []ScreenRow
	Reasons []Option
	Empty   Empty
}

// A ScreenRow is somebody who waits for approval.
type ScreenRow struct {
	ID    string
	Name  string
	Href  string
	Facts []Fact
	Wrong string // what was wrong with the decision that was sent
}

// screening shows the queue.
func (s *Server) screening(w http.ResponseWriter, r *http.Request) error {
	return s.showScreening(w, r, nil)
}

func (s *Server) showScreening(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "anmalda")
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	if err := v.Person.May(account.HandlePeople, file.Body.ID); err != nil {
		return err
	}
	all, err := s.options.Desk.Participants(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := ScreenPage{Page: s.page(r, v.T("screen.title")), Dossier: dossier,
		Form:   s.form(w, r, wrong),
		Action: v.Href(dossierPath(id, "anmalda/granska")),
		Empty: Empty{Title: v.T("screen.none"), Text: v.T("screen.none-text"),
			Action: Link{v.T("people.title"), v.Href(dossierPath(id, "anmalda"))}}}
	page.notice(v, r)
	page.Reasons = page.Form.reasons(v, file.Consultation.Content).Options
	for _, reg := range all {
		if reg.Status != consult.Waiting {
			continue
		}
		row := v.screenRow(id, reg)
		if wrong != nil && r.PostForm.Get("registration") == row.ID {
			row.Wrong = v.Fault(wrong)
		}
		page.People = append(page.People, row)
	}
	return s.render(w, r, fault.Status(wrong), "screen", page)
}

func (v *visit) screenRow(id consult.ID, reg consult.Registration) ScreenRow {
	row := ScreenRow{ID: string(reg.ID), Name: v.nameOf(reg),
		Href:  v.Href(dossierPath(id, "anmalda/"+string(reg.ID))),
		Facts: []Fact{{Term: v.T("people.group"), Text: v.group(reg.Kind)}}}
	if reg.Organisation != "" {
		row.Facts = append(row.Facts, Fact{Term: v.T("people.organisation"), Text: reg.Organisation})
	}
	if reg.Capacity != "" {
		row.Facts = append(row.Facts, Fact{Term: v.T("people.capacity"), Text: reg.Capacity})
	}
	return row
}

// screen takes one decision.
func (s *Server) screen(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	rid := consult.RegistrationID(r.PostForm.Get("registration"))
	var err error
	if r.PostForm.Get("do") == "refuse" {
		err = s.options.Desk.Refuse(r.Context(), v.Person, id, rid, r.PostForm.Get("reason"))
	} else {
		err = s.options.Desk.Approve(r.Context(), v.Person, id, rid)
	}
	if fault.Is(err, fault.Invalid) {
		return s.showScreening(w, r, moved(err, "reason", "reason-"+string(rid)))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "anmalda/granska"))+"?klart=decided",
		http.StatusSeeOther)
	return nil
}
