package web

import (
	"net/http"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// NewPage begins a consultation.
type NewPage struct {
	Page
	Form     Form
	Body     Field
	Subject  Field
	Template Field
	Import   string
}

// whatTemplates says what each template is for.
var whatTemplates = map[consult.Template]struct{ name, what lang.Key }{
	consult.OGP:     {lang.Key("template.ogp"), lang.Key("new.ogp")},
	consult.Sakrad:  {lang.Key("template.sakrad"), lang.Key("new.sakrad")},
	consult.NOD:     {lang.Key("template.nod"), lang.Key("new.nod")},
	consult.Written: {lang.Key("template.written"), lang.Key("new.written")},
}

// newConsultation asks what kind of consultation begins.
func (s *Server) newConsultation(w http.ResponseWriter, r *http.Request) error {
	return s.showNew(w, r, nil)
}

func (s *Server) showNew(w http.ResponseWriter, r *http.Request, err error) error {
	v := from(r)
	page := NewPage{Page: s.page(r, v.T("new.title")), Form: s.form(w, r, err),
		Import: v.Href(work + "/nytt/las-in")}
	bodies, missing := s.editable(r)
	if missing != nil {
		return missing
	}
	page.Body = page.Form.bodyField(v, bodies, r.URL.Query().Get("myndighet"))
	page.ask(v)
	return s.render(w, r, fault.Status(err), "new", page)
}

// ask makes the questions of the form.
func (page *NewPage) ask(v *visit) {
	page.Subject = page.Form.Field("text", "title", v.T("new.name"),
		"").Hinted(v.T("new.name-hint"))
	page.Template = page.Form.Field("radios", "template", v.T("new.template"), string(consult.OGP))
	var options []Option
	for _, t := range consult.Templates() {
		options = append(options, Option{Value: string(t), Text: v.T(string(whatTemplates[t].name)),
			Hint: v.T(string(whatTemplates[t].what))})
	}
	page.Template = page.Template.Among(options...)
}

// bodyField asks for which body one works; a hidden answer where there is one.
func (f Form) bodyField(v *visit, bodies []account.Body, chosen string) Field {
	if len(bodies) == 1 {
		return Field{Kind: "hidden", Name: "body", Value: string(bodies[0].ID)}
	}
	field := f.Field("select", "body", v.T("new.body"), chosen)
	var options []Option
	for _, b := range bodies {
		options = append(options, Option{Value: string(b.ID), Text: v.bodyName(b)})
	}
	return field.Among(options...)
}

// editable lists the bodies where who is signed in may write.
//
// Faults: Forbidden where there are none.
func (s *Server) editable(r *http.Request) (list []account.Body, err error) {
	v := from(r)
	all, err := s.options.Desk.Bodies(r.Context())
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		if v.Person.Can(account.Edit, b.ID) {
			list = append(list, b)
		}
	}
	if len(list) == 0 {
		return nil, fault.New(fault.Forbidden, "account.forbidden")
	}
	return list, nil
}

// makeConsultation begins the draft and opens it.
func (s *Server) makeConsultation(w http.ResponseWriter, r *http.Request) error {
	v, t := from(r), consult.Template(r.PostForm.Get("template"))
	if _, known := whatTemplates[t]; !known {
		return s.showNew(w, r, fault.New(fault.Invalid, "new.template-missing").At("template"))
	}
	content := t.Begin(v.Now)
	content.Title.SV = strings.TrimSpace(r.PostForm.Get("title"))
	id, err := s.options.Desk.NewConsultation(r.Context(), v.Person,
		account.BodyID(r.PostForm.Get("body")), content)
	if fault.Is(err, fault.Invalid) {
		return s.showNew(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, ""))+"?klart=created", http.StatusSeeOther)
	return nil
}
