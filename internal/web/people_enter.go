package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// EnterPage writes down a registration that came by mail, telephone or letter.
type EnterPage struct {
	Page
	Dossier Dossier
	Form    Form
	Action  string
	Fields  []Field
	Letter  string // the mail that it was read from, beside the form
	Found   []Fact // what the mail says of itself
	Known   Notice // that the sender is registered already
}

// entryForm asks for a registration.
func (s *Server) entryForm(w http.ResponseWriter, r *http.Request) error {
	return s.showEntry(w, r, consult.Entry{}, consult.ByPhone, nil, nil)
}

func (s *Server) showEntry(w http.ResponseWriter, r *http.Request, e consult.Entry,
	via consult.Channel,
	m *act.Received, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "anmalda")
	if err != nil {
		return err
	}
	if err := v.Person.May(account.HandlePeople, file.Body.ID); err != nil {
		return err
	}
	page := EnterPage{Page: s.page(r, v.T("enter.title")), Dossier: dossier,
		Form:   s.form(w, r, wrong),
		Action: v.Href(dossierPath(file.Consultation.ID, "anmalda/ny"))}
	if m != nil {
		page.Form.sent = nil // the mail was sent, not the form that is shown
		page.mail(v, file.Consultation.ID, m)
	}
	page.Fields = page.Form.staffEntry(v, e, via)
	return s.render(w, r, fault.Status(wrong), "enter", page)
}

// staffEntry makes the fields of what somebody else has told.
func (f Form) staffEntry(v *visit, e consult.Entry, via consult.Channel) []Field {
	var ways, kinds []Option
	for _, c := range []consult.Channel{consult.ByPhone, consult.ByEmail, consult.ByLetter} {
		ways = append(ways, Option{Value: string(c), Text: v.T(string(channels[c]))})
	}
	return append([]Field{f.Field("radios", "via", v.T("enter.via"), string(via)).Among(ways...)},
		f.theirEntry(v, e, kinds)...)
}

// theirEntry makes the fields about a person, as staff fill them in.
func (f Form) theirEntry(v *visit, e consult.Entry, kinds []Option) []Field {
	if e.Kind == "" { // nobody is taken for one of the first kind
		kinds = append(kinds, Option{Text: v.T("decide.choose")})
	}
	for _, k := range consult.Kinds() {
		kinds = append(kinds, Option{Value: string(k), Text: v.group(k)})
	}
	return []Field{
		f.Field("text", "name", v.T("people.name"), e.Name).Sized("middle"),
		f.Field("select", "kind", v.T("people.group"), string(e.Kind)).Among(kinds...),
		f.Field("text", "organisation", v.T("people.organisation"), e.Organisation).Sized("middle").
			Hinted(v.T("enter.organisation-hint")),
		f.Field("email", "email", v.T("people.email"),
			e.Email).Sized("middle").May().Hinted(v.T("enter.email-hint")),
		f.Field("text", "capacity", v.T("people.capacity"), e.Capacity).May().Sized("middle"),
		f.Field("area", "needs", v.T("people.needs"),
			e.Needs).May().Hinted(v.T("enter.needs-hint")).Area(3, 500),
		f.Field("select", "language", v.T("enter.language"), e.Language).Among(
			Option{Value: "sv", Text: v.T("edit.swedish")},
			Option{Value: "en", Text: v.T("edit.in-english")}),
		f.Field("check", "listed", v.T("enter.listed"), "").Hinted(v.T("enter.listed-hint")),
	}
}

// theirs reads what was filled in about somebody.
func theirs(sent url.Values) consult.Entry {
	return consult.Entry{Name: sent.Get("name"), Organisation: sent.Get("organisation"),
		Kind: consult.Kind(sent.Get("kind")), Email: sent.Get("email"), Capacity: sent.Get("capacity"),
		Needs: sent.Get("needs"), Listed: sent.Get("listed") != "", Language: sent.Get("language")}
}

// enterEntry writes a registration down.
func (s *Server) enterEntry(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	via := consult.Channel(r.PostForm.Get("via"))
	if via != consult.ByPhone && via != consult.ByEmail && via != consult.ByLetter {
		return s.showEntry(w, r, consult.Entry{}, via, nil,
			fault.New(fault.Invalid, "edit.choose").At("via"))
	}
	made, err := s.options.Desk.Enter(r.Context(), v.Person, id, theirs(r.PostForm), via)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return s.showEntry(w, r, consult.Entry{}, via, nil, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "anmalda/"+string(made.ID)))+"?klart=entered",
		http.StatusSeeOther)
	return nil
}

// MailPage takes a mail that somebody has sent.
type MailPage struct {
	Page
	Dossier Dossier
	Form    Form
	Action  string
	File    Field
}

// mailForm asks for a mail.
func (s *Server) mailForm(w http.ResponseWriter, r *http.Request) error {
	return s.showMail(w, r, nil)
}

func (s *Server) showMail(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "anmalda")
	if err != nil {
		return err
	}
	if err := v.Person.May(account.HandlePeople, file.Body.ID); err != nil {
		return err
	}
	page := MailPage{Page: s.page(r, v.T("mail-in.title")), Dossier: dossier,
		Form:   s.form(w, r, wrong),
		Action: v.Href(dossierPath(file.Consultation.ID, "anmalda/mejl"))}
	page.File = page.Form.Field("file", "file", v.T("mail-in.file"),
		"").Hinted(v.T("mail-in.file-hint"))
	page.File.Accept = ".eml,message/rfc822"
	return s.render(w, r, fault.Status(wrong), "mail-in", page)
}

// readMail shows what a mail seems to want, beside the form to enter it.
func (s *Server) readMail(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	_, data, err := upload(r, "file")
	if err != nil {
		return s.showMail(w, r, err)
	}
	m, err := s.options.Desk.Receive(r.Context(), v.Person, id, data)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		return s.showMail(w, r, moved(err, "", "file"))
	}
	if err != nil {
		return err
	}
	return s.showEntry(w, r, m.Entry, consult.ByEmail, &m, nil)
}

// upload gives the file in a field of a form.
//
// Faults: Invalid (there is none).
func upload(r *http.Request, field string) (name string, data []byte, err error) {
	file, head, err := r.FormFile(field)
	if err != nil {
		return "", nil, fault.New(fault.Invalid, "upload.missing").At(field)
	}
	defer file.Close()
	if data, err = io.ReadAll(file); err != nil {
		return "", nil, err
	}
	if len(data) == 0 {
		return "", nil, fault.New(fault.Invalid, "upload.empty").At(field)
	}
	return head.Filename, data, nil
}

// mail shows the mail beside the form, and what it seems to want.
func (p *EnterPage) mail(v *visit, id consult.ID, m *act.Received) {
	p.Letter = strings.TrimSpace(m.Letter.Text)
	add := func(term, text string) {
		if text != "" {
			p.Found = append(p.Found, Fact{Term: term, Text: text})
		}
	}
	if len(m.Letter.From) > 0 {
		add(v.T("mail-in.from"), m.Letter.From[0].Name+" "+m.Letter.From[0].Address)
	}
	add(v.T("mail-in.subject"), m.Letter.Subject)
	if !m.Letter.Date.IsZero() {
		add(v.T("mail-in.date"), v.DateTime(m.Letter.Date))
	}
	if m.Letter.Automatic {
		p.Notices = append(p.Notices, Notice{Tone: Late, Title: v.T("mail-in.automatic")})
	}
	if m.Known == nil {
		return
	}
	one := Link{v.T("mail-in.open"), v.Href(dossierPath(id, "anmalda/"+string(m.Known.ID)))}
	p.Known = Notice{Tone: Active, Title: v.T("mail-in.known"),
		Text: v.standing(m.Known.Status).Text, Link: one}
	if m.Declines {
		p.Known = Notice{Tone: Late, Title: v.T("mail-in.declines"),
			Text: v.T("mail-in.declines-text"),
			Link: one}
	}
}
