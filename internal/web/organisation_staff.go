package web

import (
	"net/http"
	"net/url"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// orgStaffRoutes are where people look organisations up and decide which are the same.
func (s *Server) orgStaffRoutes() []Route {
	const at = work + "/organisationer/{body}"
	post := func(pattern string, h handler) Route {
		return Route{Method: "POST", Pattern: pattern, Access: Staff, Handler: h}
	}
	read := post(at+"/las-in", s.importOrgs)
	read.Body = mostAdvice
	return []Route{{Method: "GET", Pattern: at, Access: Staff, Handler: s.orgDesk}, read,
		post(at+"/beslut", s.ruleOrgs), post(at+"/uppslag", s.enterOrg)}
}

// orgDeskPath is where a body works with organisations.
func orgDeskPath(body account.BodyID) string {
	return work + "/organisationer/" + url.PathEscape(string(body))
}

// OrgDeskPage is where one decides about organisations.
type OrgDeskPage struct {
	Page
	Body       string
	Public     Link
	Summary    ErrorSummary
	Candidates Table
	Deeds      []Deed // none for who may not publish
}

// orgDesk shows the forms.
func (s *Server) orgDesk(w http.ResponseWriter, r *http.Request) error {
	return s.showOrgDesk(w, r, Notice{}, nil)
}

func (s *Server) showOrgDesk(w http.ResponseWriter, r *http.Request, done Notice,
	wrong error) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(account.SeeDraft, id); err != nil {
		return err
	}
	all, err := s.options.Desk.Identities(r.Context())
	if err != nil {
		return err
	}
	page := v.orgDeskPage(s.page(r, v.T("org.work-title")), all, id, s.form(w, r, wrong))
	page.notice(v, r, done)
	return s.render(w, r, fault.Status(wrong), "organisation-desk", page)
}

func (v *visit) orgDeskPage(p Page, all act.Identities, id account.BodyID, f Form) OrgDeskPage {
	page := OrgDeskPage{Page: p, Body: v.bodyName(all.Bodies[string(id)]),
		Summary: f.Summary(),
		Public:  Link{v.T("org.see-public"), v.Href(orgsPath)},
		Candidates: Table{Caption: v.T("org.candidates"),
			Columns: []Column{{Text: v.T("org.name")}, {Text: v.T("org.identity")},
				{Text: v.T("org.name-other")}, {Text: v.T("org.identity")}}}}
	for _, c := range integrity.Candidates(all.All, all.Rulings()) {
		page.Candidates.Rows = append(page.Candidates.Rows, []Cell{{Text: c.One.Names[0],
			Link: v.orgHref(c.One.ID)}, {Text: c.One.ID},
			{Text: c.Other.Names[0], Link: v.orgHref(c.Other.ID)}, {Text: c.Other.ID}})
	}
	if v.Person.Can(account.Publish, id) {
		at := v.Href(orgDeskPath(id))
		page.Deeds = []Deed{
			f.Deed(at, "beslut", v.T("org.decide"), v.T("org.decide-text"), v.orgRuleFields(f),
				v.T("org.decide-do")).Disinterested(),
			f.Deed(at, "uppslag", v.T("org.enter"), v.T("org.enter-text"), v.orgEnterFields(f),
				v.T("org.enter-do")),
			f.Deed(at, "las-in", v.T("book.list"), v.T("org.list-text"), v.orgListFields(f),
				v.T("org.list-do"))}
	}
	return page
}

func (v *visit) orgRuleFields(f Form) []Field {
	var rulings []Option
	for _, r := range integrity.Rulings() {
		rulings = append(rulings, Option{Value: string(r), Text: v.ruling(r)})
	}
	return []Field{f.Field("text", "one", v.T("org.one"),
		"").Hinted(v.T("org.one-hint")).Sized("middle"),
		f.Field("text", "other", v.T("org.other"), "").Sized("middle"),
		f.Field("radios", "ruling", v.T("org.ruling"), "").Among(rulings...),
		f.Field("text", "why", v.T("org.why"), "").Hinted(v.T("org.why-hint"))}
}

func (v *visit) orgEnterFields(f Form) []Field {
	return []Field{f.Field("text", "number", v.T("org.number"), "").Sized("short"),
		f.Field("text", "name", v.T("org.name"), ""),
		f.Field("url", "source", v.T("org.source"), "").Hinted(v.T("org.source-hint")),
		f.Field("text", "on", v.T("org.on"), "").Hinted(v.T("book.day-hint")).Sized("short")}
}

func (v *visit) orgListFields(f Form) []Field {
	return []Field{f.Field("radios", "list", v.T("org.list"),
		"").Among(Option{Value: "uppslag", Text: v.T("org.list-entered")},
		Option{Value: "beslut", Text: v.T("org.list-verdicts")}),
		f.Field("file", "file", v.T("book.file"), "").Hinted(v.T("org.file-hint"))}
}

// ruleOrgs takes what somebody has decided of two identities.
func (s *Server) ruleOrgs(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.RuleOrganisations(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")),
		integrity.Verdict{One: typed(r, "one"), Other: typed(r, "other"),
			Ruling: integrity.Ruling(r.FormValue("ruling")), Why: typed(r, "why")})
	return s.orgChanged(w, r, Notice{}, err)
}

// enterOrg takes an organisation that was looked up.
func (s *Server) enterOrg(w http.ResponseWriter, r *http.Request) error {
	e := integrity.Entered{Number: typed(r, "number"), Name: typed(r, "name"),
		Source: typed(r, "source"),
		On:     integrity.Date(typed(r, "on"))}
	if number, known := integrity.OrganisationNumber(e.Number); known {
		e.Number = number
	}
	return s.orgChanged(w, r, Notice{}, s.options.Desk.EnterOrganisation(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")), e))
}

// importOrgs takes a list of what was looked up, or of what has been decided.
func (s *Server) importOrgs(w http.ResponseWriter, r *http.Request) error {
	id, person := account.BodyID(r.PathValue("body")), from(r).Person
	if err := person.May(account.Publish, id); err != nil {
		return err
	}
	read := s.options.Desk.ImportOrganisations
	switch r.FormValue("list") {
	case "uppslag":
	case "beslut":
		read = s.options.Desk.ImportRulings
	default:
		return s.orgChanged(w, r, Notice{}, fault.New(fault.Invalid, "integrity.no-list").At("list"))
	}
	_, data, err := upload(r, "file")
	n := 0
	if err == nil {
		n, err = read(r.Context(), person, id, data)
	}
	told := Notice{Tone: Done, Title: from(r).T("org.read-in", "Count", n)}
	return s.orgChanged(w, r, told, err)
}

// orgChanged shows the page again: with what is wrong, or that it is done.
func (s *Server) orgChanged(w http.ResponseWriter, r *http.Request, done Notice, err error) error {
	return settledAtDesk(w, r, orgDeskPath(account.BodyID(r.PathValue("body"))), done, err,
		s.showOrgDesk)
}

// orgExamples are of the pages of organisations.
func orgExamples() []example {
	return []example{
		{"organisations", func(p Page, say *lang.Printer) any {
			p.Title, p.Feed = say.T("org.title"), orgsPath+"/atom.xml"
			return exampleVisit(say).orgsPage(p, exampleIdentities(), orgFilter{}, 1)
		}},
		{"organisation", func(p Page, say *lang.Printer) any {
			all := exampleIdentities()
			o, _ := all.Find("se-5560000167")
			p.Title = o.Names[0]
			return exampleVisit(say).orgPage(p, all, o)
		}},
		{"organisation-desk", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person, p.Title = account.System, say.T("org.work-title")
			return v.orgDeskPage(p, exampleIdentities(), exampleBody.ID, Form{printer: say})
		}},
	}
}

// exampleIdentities is a company under three names, one of them merged by a
// person and one that waits to be looked at, and an association without a number.
func exampleIdentities() act.Identities {
	company := func(name, number string, where integrity.Where, path, by string) integrity.Mention {
		return integrity.Mention{Name: name, Number: number, Where: where, Path: path, By: by,
			On: "2023-10-04"}
	}
	mentions := []integrity.Mention{
		company("Exempelföretaget AB", "556000-0167", integrity.AsSupplier,
			"/inkop/leverantor/556000-0167", "Exempelkommunen"),
		company("Exempelföretaget AB", "556000-0167", integrity.AsContact,
			"/integritet/kontakt/exempel-2", "Exempeldepartementet"),
		company("Exempelforetaget", "", integrity.AsSender, "/samrad/exempel/synpunkter/7", ""),
		company("Exempelföretaget", "", integrity.AsListed, "/samrad/exempel", ""),
		company("Nätverket Öppet Ехempel", "", integrity.AsSender, "/samrad/exempel/synpunkter/3", "")}
	v := integrity.Verdict{One: mentions[2].Identity(), Other: "se-5560000167",
		Ruling: integrity.IsSame, Why: "Företaget uppger samma nummer på sin webbplats."}
	return act.Identities{All: integrity.Organisations(mentions, []integrity.Verdict{v}),
		Verdicts:  []integrity.Dated[integrity.Verdict]{{Number: 1, At: exampleTime, What: v.Ordered()}},
		DecidedBy: []string{string(exampleBody.ID)},
		Bodies:    map[string]account.Body{string(exampleBody.ID): exampleBody}}
}
