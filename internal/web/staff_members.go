package web

import (
	"net/http"
	"net/url"
	"strings"

	"insyn/internal/account"
	"insyn/internal/fault"
)

// memberRoutes are about a public body: who works there, and what is said of it.
func (s *Server) memberRoutes() []Route {
	return []Route{
		{Method: "GET", Pattern: work + "/medarbetare/{body}", Access: Staff, Handler: s.members},
		{Method: "POST", Pattern: work + "/medarbetare/{body}", Access: Staff, Handler: s.setRole},
		{Method: "GET", Pattern: work + "/myndighet/{body}", Access: Staff,
			Handler: s.bodySettings},
		{Method: "POST", Pattern: work + "/myndighet/{body}", Access: Staff, Handler: s.saveBody},
	}
}

// MembersPage lists who works at a body, and gives and takes roles.
type MembersPage struct {
	Page
	Body    string
	Form    Form
	Action  string
	Members []MemberRow
	Fields  []Field
	May     bool
	Roles   []Fact // what each role may
}

// A MemberRow is one member of staff.
type MemberRow struct {
	Name  string
	Email string
	Role  string
	Self  bool
	Roles []Option
	ID    string
	Wrong string
}

// members lists the staff of a body.
func (s *Server) members(w http.ResponseWriter, r *http.Request) error {
	return s.showMembers(w, r, nil)
}

func (s *Server) showMembers(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	b, err := s.bodyOf(r, account.SeeDraft)
	if err != nil {
		return err
	}
	list, err := s.options.Desk.Staff(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := MembersPage{Page: s.page(r, v.T("staff.title")), Body: v.bodyName(b),
		Form:   s.form(w, r, wrong),
		Action: v.Href(work + "/medarbetare/" + url.PathEscape(string(id))),
		May:    v.Person.Can(account.ManageStaff, id)}
	page.notice(v, r)
	page.fill(v, id, list)
	return s.render(w, r, fault.Status(wrong), "members", page)
}

// bodyOf gives the body that the address names, to who may verb there.
func (s *Server) bodyOf(r *http.Request, verb account.Verb) (account.Body, error) {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(verb, id); err != nil {
		return account.Body{}, err
	}
	all, err := s.options.Desk.Bodies(r.Context())
	if err != nil {
		return account.Body{}, err
	}
	for _, b := range all {
		if b.ID == id {
			return b, nil
		}
	}
	return account.Body{}, fault.New(fault.NotFound, "account.not-found")
}

// fill lists the members and what each role may.
func (p *MembersPage) fill(v *visit, id account.BodyID, list []account.Person) {
	for _, m := range list {
		role := m.Roles[id]
		name := m.Name
		if name == "" {
			name = m.Email
		}
		row := MemberRow{Name: name, Email: m.Email, Role: v.T("role." + string(role)),
			ID:   string(m.ID),
			Self: m.ID == v.Person.ID, Roles: v.roles(role, true)}
		p.Members = append(p.Members, row)
	}
	p.Fields = []Field{
		p.Form.Field("text", "name", v.T("people.name"), "").Sized("middle"),
		p.Form.Field("email", "email", v.T("sign-in.email"), "").Sized("middle"),
		p.Form.Field("radios", "role", v.T("account.role"),
			string(account.Editor)).Among(v.roles("", false)...)}
	for _, role := range account.Roles() {
		p.Roles = append(p.Roles, Fact{Term: v.T("role." + string(role)),
			Text: v.T("role-may." + string(role))})
	}
}

// roles offers the roles, and perhaps to have none.
func (v *visit) roles(chosen account.Role, none bool) []Option {
	var options []Option
	for _, role := range account.Roles() {
		options = append(options, Option{Value: string(role), Text: v.T("role." + string(role)),
			Chosen: role == chosen})
	}
	if none {
		options = append(options, Option{Value: "none", Text: v.T("members.none")})
	}
	return options
}

// setRole gives somebody a role, or takes it away.
func (s *Server) setRole(w http.ResponseWriter, r *http.Request) error {
	v, id, sent := from(r), account.BodyID(r.PathValue("body")), r.PostForm
	if err := v.Person.May(account.ManageStaff, id); err != nil {
		return err
	}
	role := account.Role(sent.Get("role"))
	switch role {
	case "none":
		role = ""
	case "":
		return s.showMembers(w, r, fault.New(fault.Invalid, "edit.choose").At("role"))
	}
	_, err := s.options.Desk.SetRole(r.Context(), v.Person, id, sent.Get("name"), sent.Get("email"),
		role)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Refused) {
		return s.showMembers(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(work+"/medarbetare/"+url.PathEscape(string(id)))+"?klart=role",
		http.StatusSeeOther)
	return nil
}

// BodyPage changes what is said of a public body.
type BodyPage struct {
	Page
	Form   Form
	Action string
	Body   string
	Fields []Field
}

// bodySettings shows what is said of a body.
func (s *Server) bodySettings(w http.ResponseWriter, r *http.Request) error {
	return s.showBody(w, r, nil)
}

func (s *Server) showBody(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	b, err := s.bodyOf(r, account.ManageBody)
	if err != nil {
		return err
	}
	page := BodyPage{Page: s.page(r, v.T("body.title")), Form: s.form(w, r, wrong),
		Body:   v.bodyName(b),
		Action: v.Href(work + "/myndighet/" + url.PathEscape(string(b.ID)))}
	page.notice(v, r)
	page.Fields = page.Form.body(v, b)
	return s.render(w, r, fault.Status(wrong), "body", page)
}

// body asks for what is said of a body.
func (f Form) body(v *visit, b account.Body) []Field {
	eyes := ""
	if b.FourEyes {
		eyes = "yes"
	}
	return []Field{
		f.Field("text", "name", v.T("body.name"), b.Name).Sized("middle"),
		f.Field("text", "name-english", v.T("edit.english", "Field", v.T("body.name")),
			b.NameEnglish).May().Sized("middle"),
		f.Field("text", "number", v.T("body.number"), b.Number).May().Sized("short"),
		f.Field("email", "email", v.T("body.email"),
			b.Email).Hinted(v.T("body.email-hint")).Sized("middle"),
		f.Field("tel", "phone", v.T("body.phone"), b.Phone).May().Sized("middle"),
		f.Field("area", "address", v.T("body.address"), b.Address).May().Area(3, mostShort),
		f.Field("email", "dpo", v.T("body.dpo"),
			b.DPO).May().Hinted(v.T("body.dpo-hint")).Sized("middle"),
		f.Field("check", "four-eyes", v.T("body.four-eyes"),
			eyes).Hinted(v.T("body.four-eyes-hint"))}
}

// saveBody keeps what is said of a body. Its name in addresses stays, and what
// is invented stays invented.
func (s *Server) saveBody(w http.ResponseWriter, r *http.Request) error {
	v, sent := from(r), r.PostForm
	b, err := s.bodyOf(r, account.ManageBody)
	if err != nil {
		return err
	}
	line := func(name string) string { return strings.Join(strings.Fields(sent.Get(name)), " ") }
	b.Name, b.NameEnglish, b.Number = line("name"), line("name-english"), line("number")
	b.Email, b.Phone, b.DPO = line("email"), line("phone"), line("dpo")
	b.Address, b.FourEyes = strings.TrimSpace(unixLines(sent.Get("address"))),
		sent.Get("four-eyes") != ""
	err = s.options.Desk.SaveBody(r.Context(), v.Person, b)
	if fault.Is(err, fault.Invalid) {
		return s.showBody(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(work+"/myndighet/"+url.PathEscape(string(b.ID)))+"?klart=saved",
		http.StatusSeeOther)
	return nil
}
