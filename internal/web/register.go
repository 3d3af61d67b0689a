package web

import (
	"net/http"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// registerRoutes are the form with which one registers. It stands on a page of
// its own, so that the page of the consultation can be kept.
func (s *Server) registerRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: "/samrad/{slug}/anmalan", Access: Anyone, Handler: s.registration},
		{Method: "POST", Pattern: "/samrad/{slug}/anmalan", Access: Anyone,
			Handler: s.registerSent},
		{Method: "GET", Pattern: "/samrad/{slug}/borttappad", Access: Anyone, Handler: s.lost},
		{Method: "POST", Pattern: "/samrad/{slug}/borttappad", Access: Anyone, Handler: s.lostSent},
	}
}

// Gist is a consultation in brief, at the head of pages about a registration.
type Gist struct {
	Title   Words
	Link    string
	Body    string
	When    When // no start for a written round
	Place   string
	Example bool // the body is invented
}

// gist makes the gist of c.
func (v *visit) gist(c consult.Consultation, b account.Body) Gist {
	g := Gist{Title: v.words(c.Content.Title), Link: v.Href("/samrad/" + c.Slug),
		Body:    v.bodyName(b),
		Example: b.Fictitious}
	if m := c.Content.Meeting; m.Set() {
		g.When, g.Place = When{Start: m.Start, End: m.End}, v.where(m)
	}
	return g
}

// RegisterPage is the form with which one registers.
type RegisterPage struct {
	Page
	Gist   Gist
	Lead   string
	Form   Form
	Action string
	Fields []Field
	Notice PrivacyNotice
	Send   string
	Closed Notice // with a title where one cannot register now
}

// RegisteredPage says that a mail has been sent; it is the same whether the
// address was known or not.
type RegisteredPage struct {
	Page
	Gist  Gist
	Sent  string
	Again string // where to correct an address
}

// registration shows the form.
func (s *Server) registration(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicGist(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	return s.showRegistration(w, r, p, nil)
}

func (s *Server) showRegistration(w http.ResponseWriter, r *http.Request, p act.Public,
	err error) error {
	v := from(r)
	c := p.Consultation
	page := RegisterPage{Page: s.page(r, v.T("register.title")), Gist: v.gist(c, p.Body),
		Lead: v.T("register.lead"), Send: v.T("register.send"),
		Action: v.Href("/samrad/" + c.Slug + "/anmalan"),
		Notice: v.privacyNotice(c.Content, p.Body)}
	page.Robots = "noindex"
	switch {
	case !c.Content.Meeting.Set():
		page.Closed = Notice{Tone: Neutral, Title: v.T("register.no-meeting"),
			Link: Link{v.T("take.how-to-write"), page.Gist.Link + "#skriv"}}
		return s.render(w, r, http.StatusConflict, "register", page)
	case p.State == consult.Open:
	case p.State == consult.Full:
		page.Page.Title, page.Lead = v.T("register.queue-title"), v.T("register.queue-lead")
	default:
		page.Closed = Notice{Tone: Late, Title: v.Fault(c.Seating().Accepts(v.Now)),
			Link: Link{v.T("register.back"), page.Gist.Link}}
		return s.render(w, r, http.StatusConflict, "register", page)
	}
	page.Form = s.form(w, r, err)
	page.Fields = page.Form.entry(v, s.exampleEntry(r))
	return s.render(w, r, fault.Status(err), "register", page)
}

// entry makes the fields of what a participant fills in.
func (f Form) entry(v *visit, e consult.Entry) []Field {
	var kinds []Option
	for _, k := range consult.Kinds() {
		kinds = append(kinds, Option{Value: string(k), Text: v.T(string(kindWords[k]))})
	}
	listed := ""
	if e.Listed {
		listed = "yes"
	}
	return []Field{
		f.Field("text", "name", v.T("register.name"), e.Name).Fills("name").Sized("middle"),
		f.Field("email", "email", v.T("register.email"), e.Email).Fills("email").Sized("middle").
			Hinted(v.T("register.email-hint")),
		f.Field("radios", "kind", v.T("register.kind"), string(e.Kind)).Among(kinds...),
		f.Field("text", "organisation", v.T("register.organisation"), e.Organisation).
			Fills("organization").Sized("middle").Hinted(v.T("register.organisation-hint")),
		f.Field("text", "capacity", v.T("register.capacity"), e.Capacity).May().
			Fills("organization-title").Sized("middle").Hinted(v.T("register.capacity-hint")),
		f.Field("area", "needs", v.T("register.needs"),
			e.Needs).May().Hinted(v.T("register.needs-hint")).Area(3, 500),
		f.Field("check", "listed", v.T("register.listed"),
			listed).Hinted(v.T("register.listed-hint")),
	}
}

// sentEntry reads what a participant filled in.
func sentEntry(r *http.Request) consult.Entry {
	sent := r.PostForm
	return consult.Entry{Name: sent.Get("name"), Organisation: sent.Get("organisation"),
		Kind: consult.Kind(sent.Get("kind")), Email: sent.Get("email"),
		Capacity: sent.Get("capacity"),
		Needs:    sent.Get("needs"), Listed: sent.Get("listed") != "",
		Language: string(from(r).Language())}
}

// registerSent takes the form.
func (s *Server) registerSent(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicGist(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	if !p.Consultation.Content.Meeting.Set() {
		return s.showRegistration(w, r, p, nil)
	}
	e := sentEntry(r)
	err = s.ask(r, p.Consultation.ID, e, "")
	if fault.Is(err, fault.Invalid) {
		return s.showRegistration(w, r, p, err)
	}
	if err != nil {
		return err
	}
	return s.showRegistered(w, r, p.Consultation, p.Body, e.Email,
		"/samrad/"+p.Consultation.Slug+"/anmalan")
}

// showRegistered tells where to look next.
func (s *Server) showRegistered(w http.ResponseWriter, r *http.Request, c consult.Consultation,
	b account.Body, address, again string) error {
	v := from(r)
	page := RegisteredPage{Page: s.page(r, v.T("registered.title")), Gist: v.gist(c, b),
		Again: v.Href(again),
		Sent:  v.T("registered.text", "Address", address)}
	page.Robots = "noindex"
	return s.render(w, r, http.StatusOK, "registered", page)
}
