package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// AttendPage is the list at the door. It is made for a telephone held in one hand.
type AttendPage struct {
	Page
	Dossier Dossier
	Form    Form
	Action  string
	WalkIn  string
	Here    string // how many have come
	Search  FilterBar
	Query   string
	People  []AttendRow
	Fields  []Field // of who came without having registered
	Groups  Table
	Empty   Empty
	May     bool
	Wrong   bool // the form for those who came without having registered is open
}

// An AttendRow is one person on the list at the door.
type AttendRow struct {
	ID           string
	Name         string
	Organisation string
	There        bool
	When         string
	Walked       bool
}

// attendance shows the list.
func (s *Server) attendance(w http.ResponseWriter, r *http.Request) error {
	return s.showAttendance(w, r, nil)
}

func (s *Server) showAttendance(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "narvaro")
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	all, err := s.options.Desk.Participants(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := AttendPage{Page: s.page(r, v.T("attend.title")), Dossier: dossier,
		Form:   s.form(w, r, wrong),
		Action: v.Href(dossierPath(id, "narvaro")), WalkIn: v.Href(dossierPath(id, "narvaro/ny")),
		Query: r.URL.Query().Get("q"), Wrong: wrong != nil,
		May: v.Person.Can(account.HandlePeople, file.Body.ID) && file.State != consult.Draft}
	page.notice(v, r)
	page.fill(v, all)
	page.Fields = page.Form.theirEntry(v, consult.Entry{Kind: consult.CivilSociety}, nil)[:5]
	return s.render(w, r, fault.Status(wrong), "attend", page)
}

// fill makes the list and counts those who have come.
func (p *AttendPage) fill(v *visit, all []consult.Registration) {
	expected := slices.DeleteFunc(slices.Clone(all), func(r consult.Registration) bool {
		return r.Status != consult.Seated && r.Status != consult.WalkedIn
	})
	here := 0
	for _, r := range expected {
		if !r.Attended.IsZero() {
			here++
		}
	}
	p.Here = v.T("attend.here", "Here", here, "Count", len(expected))
	p.Groups = v.byOrganisation(expected)
	p.Search = FilterBar{Action: p.Action, Fields: []Field{
		{Kind: "search", Name: "q", Label: v.T("attend.search"), Value: p.Query, Width: "middle"}}}
	if p.Query != "" {
		p.Search.Clear = p.Action
	}
	chosen := choosePeople(expected, url.Values{"q": {p.Query}})
	v.byName(chosen)
	for _, r := range chosen {
		row := AttendRow{ID: string(r.ID), Name: v.nameOf(r), Organisation: r.Organisation,
			There: !r.Attended.IsZero(), Walked: r.Status == consult.WalkedIn}
		if row.There {
			row.When = v.Time(r.Attended)
		}
		p.People = append(p.People, row)
	}
	switch {
	case len(expected) == 0:
		p.Empty = Empty{Title: v.T("attend.none"), Text: v.T("attend.none-text")}
	case len(chosen) == 0:
		p.Empty = Empty{Title: v.T("attend.no-match"), Text: v.T("attend.no-match-text")}
	}
}

// byOrganisation counts those expected and those who came, by organisation.
func (v *visit) byOrganisation(expected []consult.Registration) Table {
	t := Table{Caption: v.T("attend.by"), Columns: []Column{{Text: v.T("people.organisation")},
		{Text: v.T("attend.expected"), Number: true}, {Text: v.T("attend.came"), Number: true}}}
	counts := map[string][2]int{}
	for _, r := range expected {
		name := cmp.Or(r.Organisation, v.T("attend.no-organisation"))
		n := counts[name]
		n[0]++
		if !r.Attended.IsZero() {
			n[1]++
		}
		counts[name] = n
	}
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	slices.SortFunc(names, v.Compare)
	for _, name := range names {
		t.Rows = append(t.Rows, []Cell{{Text: name}, {Text: v.Number(counts[name][0])},
			{Text: v.Number(counts[name][1])}})
	}
	return t
}

// checkIn marks that somebody has come, or takes it back.
func (s *Server) checkIn(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	rid := r.PostForm.Get("registration")
	err := s.options.Desk.CheckIn(r.Context(), v.Person, id, consult.RegistrationID(rid),
		r.PostForm.Get("do") != "away")
	if err != nil {
		return err
	}
	next := v.Href(dossierPath(id, "narvaro"))
	if q := r.PostForm.Get("q"); q != "" {
		next += "?q=" + url.QueryEscape(q)
	}
	http.Redirect(w, r, next+"#p-"+url.PathEscape(rid), http.StatusSeeOther)
	return nil
}

// walkIn writes down somebody who came without having registered.
func (s *Server) walkIn(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	e := theirs(r.PostForm)
	e.Language = string(v.Language())
	_, err := s.options.Desk.WalkIn(r.Context(), v.Person, id, e)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return s.showAttendance(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "narvaro"))+"?klart=walked-in", http.StatusSeeOther)
	return nil
}
