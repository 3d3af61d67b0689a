package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// bookStaffRoutes are where a body publishes its contacts.
func (s *Server) bookStaffRoutes() []Route {
	const at = work + "/kontaktregister/{body}"
	post := func(pattern string, h handler) Route {
		return Route{Method: "POST", Pattern: pattern, Access: Staff, Handler: h}
	}
	read := post(at+"/las-in", s.importContacts)
	read.Body = mostAdvice
	return []Route{{Method: "GET", Pattern: at, Access: Staff, Handler: s.bookDesk}, read,
		post(at+"/omfattning", s.coverContacts), post(at+"/en", s.tellContact),
		post(at+"/inga", s.noContacts), post(at+"/aterta", s.withdrawContact)}
}

// bookDeskPath is where a body works with its contacts.
func bookDeskPath(body account.BodyID) string {
	return work + "/kontaktregister/" + url.PathEscape(string(body))
}

// settledAtDesk shows the desk of a register again, with what is wrong or with what is
// done; where there is no more to say of that, it is looked at anew.
func settledAtDesk(w http.ResponseWriter, r *http.Request, desk string, done Notice, err error,
	show func(http.ResponseWriter, *http.Request, Notice, error) error) error {
	if err == nil && done.Title != "" {
		return show(w, r, done, nil)
	}
	return settled(w, r, err, from(r).Href(desk)+"?klart=saved",
		func(w http.ResponseWriter, r *http.Request, err error) error {
			return show(w, r, Notice{}, err)
		})
}

// RegisterDeskPage ("register-desk") is where a body says what a register of its
// covers, and keeps it.
type RegisterDeskPage struct {
	Page
	Body    string
	Lead    string
	Public  Link
	Facts   []Fact // what is covered now
	Summary ErrorSummary
	Deeds   []Deed // none for who may not publish
}

// bookDesk shows the forms.
func (s *Server) bookDesk(w http.ResponseWriter, r *http.Request) error {
	return s.showBookDesk(w, r, Notice{}, nil)
}

func (s *Server) showBookDesk(w http.ResponseWriter, r *http.Request, done Notice,
	wrong error) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(account.SeeDraft, id); err != nil {
		return err
	}
	all, err := s.options.Desk.Books(r.Context())
	if err != nil {
		return err
	}
	page := v.bookDeskPage(s.page(r, v.T("book.work-title")), all, id, s.form(w, r, wrong))
	page.notice(v, r, done)
	return s.render(w, r, fault.Status(wrong), "book-desk", page)
}

func (v *visit) bookDeskPage(p Page, all act.Books, id account.BodyID, f Form) RegisterDeskPage {
	page := RegisterDeskPage{Page: p, Body: v.bodyName(all.Bodies[string(id)]),
		Lead: v.T("book.work-lead"), Summary: f.Summary()}
	b, begun := all.Of(string(id))
	if begun {
		page.Public = Link{v.T("book.see-public"), v.Href(act.ContactPath(string(id)))}
		page.Facts = v.coverage(b)
	}
	if !v.Person.Can(account.Publish, id) {
		return page
	}
	at := v.Href(bookDeskPath(id))
	if begun {
		page.Deeds = []Deed{
			f.Deed(at, "en", v.T("book.one"), v.T("book.one-text"), v.oneContactFields(f),
				v.T("book.publish")),
			f.Deed(at, "las-in", v.T("book.list"), v.T("book.list-text"), v.contactListFields(f),
				v.T("book.publish-list")),
			f.Deed(at, "inga", v.T("book.nothing"), v.T("book.nothing-text"), v.nothingFields(f),
				v.T("book.nothing-do")).Second(),
			f.Deed(at, "aterta", v.T("book.back"), v.T("book.back-text"), v.backFields(f),
				v.T("book.back-do")).Second()}
	}
	page.Deeds = append(page.Deeds, f.Deed(at, "omfattning", v.T("book.coverage"),
		v.T("book.coverage-text"), v.coverageFields(b.Now(), f), v.T("book.coverage-do")))
	return page
}

func (v *visit) rankOptions() (all []Option) {
	for _, r := range integrity.Ranks() {
		all = append(all, Option{Value: string(r), Text: v.rank(r)})
	}
	return all
}

func (v *visit) coverageFields(c integrity.Coverage, f Form) []Field {
	within := ""
	if c.Within > 0 {
		within = strconv.Itoa(c.Within)
	}
	return []Field{
		f.Field("text", "covers", v.T("book.covers-sv"),
			c.Covers.SV).Hinted(v.T("book.covers-hint")),
		f.Field("text", "covers-en", v.T("book.covers-en"), c.Covers.EN).May(),
		f.Field("text", "since", v.T("book.since"),
			string(c.Since)).Hinted(v.T("book.day-hint")).Sized("short"),
		f.Field("select", "from", v.T("book.from-rank"),
			string(c.From)).Hinted(v.T("book.below")).Among(v.rankOptions()...),
		f.Field("text", "within", v.T("book.within-days"),
			within).Hinted(v.T("book.within-hint")).Sized("short"),
		f.Field("text", "ended", v.T("book.ended"),
			string(c.Ended)).Hinted(v.T("book.ended-hint")).Sized("short").May(),
	}
}

func (v *visit) oneContactFields(f Form) []Field {
	exemptions := []Option{{Text: v.T("book.not-exempted")}}
	for _, e := range integrity.Exemptions() {
		exemptions = append(exemptions, Option{Value: string(e),
			Text: v.Say("book-exemption."+string(e), nil)})
	}
	sorts := []Option{{Text: v.T("book.has-number")}}
	for _, x := range integrity.PartnerSorts() {
		sorts = append(sorts, Option{Value: string(x), Text: v.Say("book-sort."+string(x), nil)})
	}
	return []Field{
		f.Field("text", "ref", v.T("book.ref"), "").Sized("short"),
		f.Field("text", "date", v.T("book.on"), "").Hinted(v.T("book.day-hint")).Sized("short"),
		f.Field("select", "rank", v.T("book.official"),
			"").Hinted(v.T("book.official-hint")).Among(v.rankOptions()...),
		f.Field("text", "unit", v.T("book.unit"), ""),
		f.Field("select", "exemption", v.T("book.exemption"),
			"").Hinted(v.T("book.exemption-hint")).Among(exemptions...),
		f.Field("text", "place", v.T("book.place"), "").May(),
		f.Field("text", "organisation", v.T("book.organisation"),
			"").Hinted(v.T("book.organisation-hint")).May(),
		f.Field("text", "organisation_number", v.T("book.org-number"), "").Sized("short").May(),
		f.Field("select", "organisation_sort", v.T("book.org-sort"), "").Among(sorts...),
		f.Field("text", "subject", v.T("book.subject"), "").May(),
		f.Field("area", "notes", v.T("book.notes"), "").Hinted(v.T("book.notes-hint")).Area(4,
			4000).May(),
		f.Field("url", "measure", v.T("book.measure"), "").Hinted(v.T("book.measure-hint")).May(),
		f.Field("text", "why", v.T("book.why"), "").Hinted(v.T("book.why-hint")).May(),
	}
}

func (v *visit) contactListFields(f Form) []Field {
	file := f.Field("file", "file", v.T("book.file"), "").Hinted(v.T("book.file-hint"))
	return []Field{file, f.Field("text", "list-why", v.T("book.why"),
		"").Hinted(v.T("book.why-hint")).May()}
}

func (v *visit) nothingFields(f Form) []Field {
	return []Field{
		f.Field("text", "nothing-from", v.T("book.nothing-from"),
			"").Hinted(v.T("book.day-hint")).Sized("short"),
		f.Field("text", "until", v.T("book.nothing-until"),
			"").Hinted(v.T("book.day-hint")).Sized("short")}
}

func (v *visit) backFields(f Form) []Field {
	return []Field{f.Field("text", "withdraw-ref", v.T("book.ref"), "").Sized("short"),
		f.Field("text", "withdraw", v.T("book.why-back"), "").Hinted(v.T("book.why-back-hint"))}
}

// typed gives what was written in a field.
func typed(r *http.Request, field string) string { return strings.TrimSpace(r.FormValue(field)) }

// coverContacts takes what a body covers.
func (s *Server) coverContacts(w http.ResponseWriter, r *http.Request) error {
	within, _ := strconv.Atoi(typed(r, "within")) // 0 is refused
	err := s.options.Desk.CoverContacts(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")),
		integrity.Coverage{Covers: integrity.Text{SV: typed(r, "covers"), EN: typed(r, "covers-en")},
			Since: integrity.Date(typed(r, "since")), From: integrity.Rank(r.FormValue("from")),
			Within: within,
			Ended:  integrity.Date(typed(r, "ended"))})
	return s.bookChanged(w, r, Notice{}, err)
}

// tellContact takes one contact.
func (s *Server) tellContact(w http.ResponseWriter, r *http.Request) error {
	c := integrity.Contact{Ref: typed(r, "ref"), On: integrity.Date(typed(r, "date")),
		Place: typed(r, "place"),
		Rank:  integrity.Rank(r.FormValue("rank")), Unit: integrity.Text{SV: typed(r, "unit")},
		Subject: integrity.Text{SV: typed(r, "subject")}, Notes: words(r, "notes"),
		Measure:   typed(r, "measure"),
		Exemption: integrity.Exemption(r.FormValue("exemption"))}
	if name := typed(r, "organisation"); name != "" {
		p := integrity.Partner{Name: name, Number: typed(r, "organisation_number"),
			Sort: integrity.PartnerSort(r.FormValue("organisation_sort"))}
		if number, known := integrity.OrganisationNumber(p.Number); known {
			p.Number = number
		}
		c.With = []integrity.Partner{p}
	}
	done, err := s.options.Desk.TellContact(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")), c, typed(r, "why"))
	return s.bookChanged(w, r, from(r).contactsTold(done), err)
}

// importContacts takes a list.
func (s *Server) importContacts(w http.ResponseWriter, r *http.Request) error {
	id := account.BodyID(r.PathValue("body"))
	if err := from(r).Person.May(account.Publish, id); err != nil {
		return err
	}
	_, data, err := upload(r, "file")
	var done act.ContactsImported
	if err == nil {
		done, err = s.options.Desk.PublishContacts(r.Context(), from(r).Person, id, data,
			typed(r, "list-why"))
	}
	return s.bookChanged(w, r, from(r).contactsTold(done), err)
}

// noContacts takes that there was nothing to tell of.
func (s *Server) noContacts(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.NoContacts(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")),
		integrity.Nothing{From: integrity.Date(typed(r, "nothing-from")),
			Until: integrity.Date(typed(r, "until"))})
	return s.bookChanged(w, r, Notice{}, err)
}

// withdrawContact takes a contact back.
func (s *Server) withdrawContact(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.WithdrawContact(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")),
		typed(r, "withdraw-ref"), r.FormValue("withdraw"))
	return s.bookChanged(w, r, Notice{}, err)
}

// bookChanged shows the page again: with what is wrong, or with what is done.
func (s *Server) bookChanged(w http.ResponseWriter, r *http.Request, done Notice, err error) error {
	return settledAtDesk(w, r, bookDeskPath(account.BodyID(r.PathValue("body"))), done, err,
		s.showBookDesk)
}

// contactsTold says what came of a list of contacts.
func (v *visit) contactsTold(done act.ContactsImported) Notice {
	return Notice{Tone: Done, Title: v.T("book.imported"),
		Text: v.T("book.imported-text", "New", done.New, "Changed", done.Changed, "Same", done.Same,
			"Withdrawn", done.Withdrawn)}
}

// bookExamples are of the pages of the contact register.
func bookExamples() []example {
	return []example{
		{"books", func(p Page, say *lang.Printer) any {
			p.Title = say.T("book.title")
			return exampleVisit(say).booksPage(p, exampleBooks(), exampleTraces())
		}},
		{"book", func(p Page, say *lang.Printer) any {
			all := exampleBooks()
			p.Title = say.T("book.of", "Body", "Exempeldepartementet")
			return exampleVisit(say).bookPage(p, all.All[0], bookFilter{})
		}},
		{"book-entry", func(p Page, say *lang.Printer) any {
			all := exampleBooks()
			return exampleVisit(say).bookEntryPage(p, all, all.All[0], all.All[0].Contacts[1])
		}},
		{"book-desk", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person, p.Title = account.System, say.T("book.work-title")
			return v.bookDeskPage(p, exampleBooks(), exampleBody.ID, Form{printer: say})
		}},
		{"trace", func(p Page, say *lang.Printer) any {
			return exampleVisit(say).tracePage(p, exampleTraces()[0])
		}},
	}
}
