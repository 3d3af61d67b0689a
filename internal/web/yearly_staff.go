package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// yearlyStaffRoutes are where a body states what it has counted.
func (s *Server) yearlyStaffRoutes() []Route {
	const body = work + "/statistik/{body}"
	return []Route{
		{Method: "GET", Pattern: body, Access: Staff, Handler: s.yearlyDesk},
		{Method: "POST", Pattern: body, Access: Staff, Handler: s.stateYear},
		{Method: "POST", Pattern: body + "/fil", Access: Staff, Handler: s.importYears,
			Body: mostCounts},
		{Method: "GET", Pattern: body + "/tal", Access: Staff, Handler: s.ownYears},
	}
}

// mostCounts is how many bytes a file of counts may have.
const mostCounts = 1 << 20

// YearlyDeskPage is where a body states its numbers.
type YearlyDeskPage struct {
	Page
	Body   string
	Public Link // what everybody sees
	Own    Link // all that was stated
	Years  string
	Form   Form
	Action string
	Year   []Field // none for who may not publish
	Themes []YearlyFields
	Facts  []Field
	File   []Field
}

// YearlyFields asks for the numbers of a theme.
type YearlyFields struct {
	Name   string
	Fields []Field
}

// yearlyPathOf gives the Swedish path of where a body states its numbers.
func yearlyPathOf(body account.BodyID) string {
	return work + "/statistik/" + url.PathEscape(string(body))
}

// yearlyDesk shows the form.
func (s *Server) yearlyDesk(w http.ResponseWriter, r *http.Request) error {
	return s.showYearlyDesk(w, r, nil)
}

func (s *Server) showYearlyDesk(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	y, b, err := s.options.Desk.Yearbook(r.Context(), v.Person, account.BodyID(r.PathValue("body")))
	if err != nil {
		return err
	}
	page := v.yearlyDeskPage(s.page(r, v.T("yearly.work-title")), b, y, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "yearly-desk", page)
}

func (v *visit) yearlyDeskPage(p Page, b account.Body, y integrity.Yearbook,
	f Form) YearlyDeskPage {
	page := YearlyDeskPage{Page: p, Body: v.bodyName(b), Form: f,
		Action: v.Href(yearlyPathOf(b.ID))}
	if years := statedYears(y); len(years) > 0 {
		page.Years = yearSpans(years)
		page.Public = Link{v.T("yearly.see-public"), v.Href(yearlyPath + "/" + string(b.ID))}
		page.Own = Link{v.T("yearly.own-file"), page.Action + "/tal"}
	}
	if !v.Person.Can(account.Publish, b.ID) {
		return page
	}
	set := integrity.FigureSets()[integrity.LatestFigures]
	why := f.Field("text", "why", v.T("yearly.why"), "").Hinted(v.T("yearly.why-hint")).May()
	page.Year = []Field{f.Field("digits", "year", v.T("yearly.year"), "").Hinted(v.T("yearly.year-hint")).Sized("short"), why}
	for _, t := range set.Themes {
		fields := YearlyFields{Name: v.saying(t.Name).Text}
		for _, figure := range t.Figures() {
			fields.Fields = append(fields.Fields,
				f.Field("digits", figure.ID, v.saying(figure.Name).Text, "").
					Hinted(v.saying(figure.Definition).Text).Sized("short").May())
		}
		page.Themes = append(page.Themes, fields)
	}
	for _, fact := range set.Facts {
		page.Facts = append(page.Facts, f.Field("radios", fact.ID, v.saying(fact.Name).Text, "").
			Hinted(v.saying(fact.Definition).Text).May().Among(Option{Value: "yes", Text: v.T("yearly.yes")},
			Option{Value: "no", Text: v.T("yearly.no")}))
	}
	file := f.Field("file", "file", v.T("yearly.file"), "").Hinted(v.T("yearly.file-hint"))
	file.Accept = ".csv,.xlsx,text/csv"
	why.Name = "file-why"
	page.File = []Field{file, why}
	return page
}

// sentYear reads what was filled in; what is no number is told field by field.
func sentYear(r *http.Request) (s integrity.Statement, err error) {
	var faults []*fault.Error
	set := integrity.FigureSets()[integrity.LatestFigures]
	s = integrity.Statement{Set: set.Version, Counts: map[string]int{}, Facts: map[string]bool{},
		Why: strings.TrimSpace(r.FormValue("why"))}
	number := func(field string) (n int, filled bool) {
		text := strings.TrimSpace(r.FormValue(field))
		n, err := strconv.Atoi(text)
		if text != "" && err != nil {
			faults = append(faults, fault.New(fault.Invalid, "integrity.count").At(field))
		}
		return n, text != ""
	}
	s.Year, _ = number("year")
	for _, f := range set.Counted() {
		if n, filled := number(f.ID); filled {
			s.Counts[f.ID] = n
		}
	}
	for _, f := range set.Facts {
		if yes, no := integrity.Yes(r.FormValue(f.ID)); yes || no {
			s.Facts[f.ID] = yes
		}
	}
	return s, fault.Fields(faults...)
}

// stateYear takes the numbers of a year.
func (s *Server) stateYear(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(account.Publish, id); err != nil {
		return err
	}
	said, err := sentYear(r)
	if err == nil {
		_, err = s.options.Desk.StateYears(r.Context(), v.Person, id, []integrity.Statement{said})
	}
	return s.yearsStated(w, r, err)
}

// importYears takes a file of counts.
func (s *Server) importYears(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(account.Publish, id); err != nil {
		return err
	}
	_, data, err := upload(r, "file")
	if err == nil {
		_, err = s.options.Desk.ImportYears(r.Context(), v.Person, id, strings.TrimSpace(r.FormValue("file-why")), data)
	}
	return s.yearsStated(w, r, err)
}

// yearsStated shows the page again: with what is wrong, or that it is done.
func (s *Server) yearsStated(w http.ResponseWriter, r *http.Request, err error) error {
	to := from(r).Href(yearlyPathOf(account.BodyID(r.PathValue("body"))))
	return settled(w, r, err, to+"?klart=years", s.showYearlyDesk)
}

// ownYears gives a body all that it has stated, as a file that can be read in
// again; headings alone where that is nothing.
func (s *Server) ownYears(w http.ResponseWriter, r *http.Request) error {
	y, _, err := s.options.Desk.Yearbook(r.Context(), from(r).Person, account.BodyID(r.PathValue("body")))
	if err != nil {
		return err
	}
	table, err := spreadsheet(integrity.WriteYears(y, integrity.FigureSets()[integrity.LatestFigures]))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="statistik.csv"`)
	_, _ = w.Write(table) // a reader who has gone is no failure of ours
	return nil
}
