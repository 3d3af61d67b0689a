package web

import (
	"net/http"
	"net/url"
	"strconv"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// giftStaffRoutes are where a body registers its gifts.
func (s *Server) giftStaffRoutes() []Route {
	const at = work + "/gavor/{body}"
	post := func(pattern string, h handler) Route {
		return Route{Method: "POST", Pattern: pattern, Access: Staff, Handler: h}
	}
	read := post(at+"/las-in", s.importGifts)
	read.Body = mostAdvice
	return []Route{{Method: "GET", Pattern: at, Access: Staff, Handler: s.giftDesk}, read,
		post(at+"/omfattning", s.coverGifts), post(at+"/en", s.registerGift),
		post(at+"/avyttra", s.disposeGift), post(at+"/makulera", s.cancelGift)}
}

// giftDeskPath is where a body works with its gifts.
func giftDeskPath(body account.BodyID) string {
	return work + "/gavor/" + url.PathEscape(string(body))
}

// giftDesk shows the forms.
func (s *Server) giftDesk(w http.ResponseWriter, r *http.Request) error {
	return s.showGiftDesk(w, r, Notice{}, nil)
}

func (s *Server) showGiftDesk(w http.ResponseWriter, r *http.Request, done Notice,
	wrong error) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(account.SeeDraft, id); err != nil {
		return err
	}
	all, err := s.options.Desk.GiftBooks(r.Context())
	if err != nil {
		return err
	}
	form := s.form(w, r, wrong)
	if wrong == nil {
		form.sent = nil // it is done: the next one begins empty
	}
	page := v.giftDeskPage(s.page(r, v.T("gift.work-title")), all, id, form)
	page.notice(v, r, done)
	return s.render(w, r, fault.Status(wrong), "gift-desk", page)
}

func (v *visit) giftDeskPage(p Page, all act.GiftBooks, id account.BodyID,
	f Form) RegisterDeskPage {
	page := RegisterDeskPage{Page: p, Body: v.bodyName(all.Bodies[string(id)]),
		Lead: v.T("gift.work-lead"), Summary: f.Summary()}
	b, begun := all.Of(string(id))
	if begun {
		page.Public = Link{v.T("book.see-public"), v.Href(act.GiftPath(string(id)))}
		page.Facts = v.giftCoverage(b)
	}
	if !v.Person.Can(account.Publish, id) {
		return page
	}
	at := v.Href(giftDeskPath(id))
	if begun {
		page.Deeds = []Deed{
			f.Deed(at, "en", v.T("gift.register"), v.T("gift.register-text"), v.oneGiftFields(f),
				v.T("gift.register-do")),
			f.Deed(at, "avyttra", v.T("gift.dispose"), v.T("gift.dispose-text"), v.disposeFields(f),
				v.T("gift.dispose-do")).Second(),
			f.Deed(at, "makulera", v.T("gift.cancel"), v.T("gift.cancel-text"), v.cancelFields(f),
				v.T("gift.cancel-do")).Second(),
			f.Deed(at, "las-in", v.T("book.list"), v.T("gift.list-text"), v.giftListFields(f),
				v.T("book.publish-list"))}
	}
	page.Deeds = append(page.Deeds, f.Deed(at, "omfattning", v.T("book.coverage"),
		v.T("gift.coverage-text"), v.giftCoverageFields(b.Now(), f), v.T("book.coverage-do")))
	return page
}

// giftCoverageFields ask what a register covers; within two weeks is always.
func (v *visit) giftCoverageFields(c integrity.Coverage, f Form) (fields []Field) {
	for _, field := range v.coverageFields(c, f) {
		switch field.Name {
		case "within":
		case "covers":
			fields = append(fields, field.Hinted(v.T("gift.covers-hint")))
		default:
			fields = append(fields, field)
		}
	}
	return fields
}

func (v *visit) oneGiftFields(f Form) []Field {
	var kinds []Option
	for _, x := range integrity.GiftSorts() {
		kinds = append(kinds, Option{Value: string(x), Text: v.Say("gift-sort."+string(x), nil)})
	}
	givers := []Option{{Text: v.T("book.has-number")},
		{Value: integrity.PrivatePerson, Text: v.T("gift.private-person")}}
	for _, x := range integrity.PartnerSorts() {
		givers = append(givers, Option{Value: string(x), Text: v.Say("book-sort."+string(x), nil)})
	}
	return []Field{
		f.Field("select", "sort", v.T("gift.sort"), "").Among(kinds...),
		f.Field("text", "what", v.T("gift.what"), "").Hinted(v.T("gift.what-hint")),
		f.Field("text", "received", v.T("gift.received"),
			"").Hinted(v.T("book.day-hint")).Sized("short"),
		f.Field("select", "rank", v.T("gift.receiver"),
			"").Hinted(v.T("book.official-hint")).Among(v.rankOptions()...),
		f.Field("text", "unit", v.T("book.unit"), ""),
		f.Field("text", "organisation", v.T("gift.from"), "").Hinted(v.T("gift.from-hint")).May(),
		f.Field("text", "organisation_number", v.T("book.org-number"), "").Sized("short").May(),
		f.Field("select", "organisation_sort", v.T("gift.giver-sort"), "").Among(givers...),
		f.Field("text", "occasion", v.T("gift.occasion"), "").Hinted(v.T("gift.occasion-hint")),
		f.Field("digits", "value_sek", v.T("gift.value-sek"),
			"").Hinted(v.T("gift.value-hint")).Sized("short").May(),
		f.Field("text", "kept", v.T("gift.kept"), "").Hinted(v.T("gift.kept-hint")).May(),
		f.Field("text", "contact", v.T("gift.contact"),
			"").Hinted(v.T("gift.contact-hint")).Sized("short").May(),
		f.Field("digits", "number", v.T("gift.number-change"),
			"").Hinted(v.T("gift.number-hint")).Sized("short").May(),
		f.Field("text", "why", v.T("book.why"), "").Hinted(v.T("gift.why-hint")).May(),
	}
}

func (v *visit) giftListFields(f Form) []Field {
	file := f.Field("file", "file", v.T("book.file"), "").Hinted(v.T("gift.file-hint"))
	return []Field{file, f.Field("text", "list-why", v.T("book.why"),
		"").Hinted(v.T("gift.why-hint")).May()}
}

func (v *visit) disposeFields(f Form) []Field {
	var ways []Option
	for _, x := range integrity.Disposals() {
		ways = append(ways, Option{Value: string(x), Text: v.Say("gift-disposal."+string(x), nil)})
	}
	return []Field{f.Field("digits", "dispose-number", v.T("gift.number"), "").Sized("short"),
		f.Field("select", "disposal", v.T("gift.disposal"), "").Among(ways...),
		f.Field("text", "disposed", v.T("gift.disposed"),
			"").Hinted(v.T("book.day-hint")).Sized("short")}
}

func (v *visit) cancelFields(f Form) []Field {
	return []Field{f.Field("digits", "cancel-number", v.T("gift.number"), "").Sized("short"),
		f.Field("text", "cancelled", v.T("gift.why-cancelled"),
			"").Hinted(v.T("gift.why-cancelled-hint"))}
}

// coverGifts takes what a register covers.
func (s *Server) coverGifts(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.CoverGifts(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")),
		integrity.Coverage{Covers: integrity.Text{SV: typed(r, "covers"), EN: typed(r, "covers-en")},
			Since: integrity.Date(typed(r, "since")), From: integrity.Rank(r.FormValue("from")),
			Ended: integrity.Date(typed(r, "ended"))})
	return s.giftChanged(w, r, Notice{}, err)
}

// sentGift reads a gift as it was filled in.
func sentGift(r *http.Request) (g integrity.Gift, err error) {
	g = integrity.Gift{On: integrity.Date(typed(r, "received")),
		Sort: integrity.GiftSort(r.FormValue("sort")), Rank: integrity.Rank(r.FormValue("rank")),
		Unit: integrity.Text{SV: typed(r, "unit")}, What: integrity.Text{SV: typed(r, "what")},
		Occasion: integrity.Text{SV: typed(r, "occasion")}, Kept: integrity.Text{SV: typed(r, "kept")},
		Contact: typed(r, "contact")}
	name, sort := typed(r, "organisation"), r.FormValue("organisation_sort")
	if sort == integrity.PrivatePerson && name == "" {
		name, sort = integrity.PrivatePerson, ""
	}
	g.From, g.Person = integrity.Giver(name, typed(r, "organisation_number"),
		integrity.PartnerSort(sort))
	if sort == integrity.PrivatePerson {
		g.Person = true // and named, which is refused
	}
	g.Value, err = integrity.Kronor(typed(r, "value_sek"))
	return g, err
}

// registerGift takes a gift, or what is to be said otherwise of one.
func (s *Server) registerGift(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	g, err := sentGift(r)
	if err != nil {
		return s.giftChanged(w, r, Notice{}, err)
	}
	done := Notice{Tone: Done}
	if typed(r, "number") != "" {
		g.Number = numbered(r, "number")
		err = s.options.Desk.ChangeGift(r.Context(), v.Person, id, g, typed(r, "why"))
		done.Title = v.T("gift.changed", "Number", g.Number)
	} else {
		g.Number, err = s.options.Desk.RegisterGift(r.Context(), v.Person, id, g)
		done.Title = v.T("gift.got", "Number", g.Number)
	}
	return s.giftChanged(w, r, done, err)
}

// numbered gives the number of a gift that was written in a field; 0 is no gift.
func numbered(r *http.Request, field string) int {
	n, _ := strconv.Atoi(typed(r, field))
	return n
}

// disposeGift takes how the body has parted with an object.
func (s *Server) disposeGift(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.DisposeGift(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")),
		numbered(r, "dispose-number"), integrity.Disposal(r.FormValue("disposal")),
		integrity.Date(typed(r, "disposed")))
	return s.giftChanged(w, r, Notice{}, err)
}

// cancelGift takes a gift back.
func (s *Server) cancelGift(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.CancelGift(r.Context(), from(r).Person,
		account.BodyID(r.PathValue("body")),
		numbered(r, "cancel-number"), r.FormValue("cancelled"))
	return s.giftChanged(w, r, Notice{}, err)
}

// importGifts takes a list.
func (s *Server) importGifts(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(account.Publish, id); err != nil {
		return err
	}
	_, data, err := upload(r, "file")
	var done act.ContactsImported
	if err == nil {
		done, err = s.options.Desk.ImportGifts(r.Context(), v.Person, id, data, typed(r, "list-why"))
	}
	return s.giftChanged(w, r, Notice{Tone: Done, Title: v.T("gift.imported"),
		Text: v.T("gift.imported-text", "New", done.New, "Changed", done.Changed, "Same", done.Same,
			"Cancelled", done.Withdrawn)}, err)
}

// giftChanged shows the page again: with what is wrong, or with what is done.
func (s *Server) giftChanged(w http.ResponseWriter, r *http.Request, done Notice, err error) error {
	return settledAtDesk(w, r, giftDeskPath(account.BodyID(r.PathValue("body"))), done, err,
		s.showGiftDesk)
}
