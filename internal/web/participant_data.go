package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// dataRoutes are the pages of one's own data. They open with a code that is
// mailed to the address: a link can have been passed on, a mailbox has not.
func (s *Server) dataRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	const own = "/min-anmalan/{link}"
	return []Route{
		{Method: "POST", Pattern: own + "/kod", Access: Holder, Handler: s.askCode},
		{Method: "GET", Pattern: own + "/kod", Access: Holder, Handler: s.ownCodeForm},
		{Method: "POST", Pattern: own + "/kod/{code}", Access: Holder, Handler: s.unlock},
		{Method: "GET", Pattern: own + "/uppgifter", Access: Holder, Handler: s.myData},
		{Method: "GET", Pattern: own + "/uppgifter.json", Access: Holder, Handler: s.myDataFile},
		{Method: "GET", Pattern: own + "/andra", Access: Holder, Handler: s.changeForm},
		{Method: "POST", Pattern: own + "/andra", Access: Holder, Handler: s.change},
		{Method: "GET", Pattern: own + "/radera", Access: Holder, Handler: s.eraseForm},
		{Method: "POST", Pattern: own + "/radera", Access: Holder, Handler: s.erase},
	}
}

// unlockFor is how long the browser keeps the word that opens one's own data.
const unlockFor = 30 * time.Minute

// unlockCookie names the cookie that holds the word. It is sent to the pages
// of one registration only, so it cannot have the prefix __Host-, which wants
// the whole site.
func (s *Server) unlockCookie() string {
	if s.base.Scheme == "https" {
		return "__Secure-insyn-open"
	}
	return "insyn-open"
}

// word gives what opens the data behind the link that r holds, "" for nothing.
func (s *Server) word(r *http.Request) string {
	c, err := r.Cookie(s.unlockCookie())
	if err != nil {
		return ""
	}
	return c.Value
}

// setWord gives the browser the word for the pages of one registration, in
// both languages; an empty word takes it back.
func (s *Server) setWord(w http.ResponseWriter, l act.Link, word string) {
	age := int(unlockFor / time.Second)
	if word == "" {
		age = -1
	}
	for _, tongue := range lang.Languages() {
		http.SetCookie(w, &http.Cookie{Name: s.unlockCookie(), Value: word, MaxAge: age,
			Path: in(tongue, "/min-anmalan/"+string(l)), HttpOnly: true,
			Secure: s.base.Scheme == "https", SameSite: http.SameSiteStrictMode})
	}
}

// goals are the pages that a code can be asked for, by the word in the address.
var goals = map[string]string{"uppgifter": "/uppgifter", "andra": "/andra", "radera": "/radera"}

// purposes says what each is asked for, in the mail with the code.
var purposes = map[string]letter.Purpose{"uppgifter": letter.ToSee, "andra": letter.ToChange,
	"radera": letter.ToErase}

// ownPathTo gives the path of a page below the personal page.
func ownPathTo(r *http.Request, page string) string {
	return from(r).Href("/min-anmalan/" + string(held(r)) + page)
}

// unlocked gives the registration behind the link if its data is open here, or
// leads to where a code is asked for.
func (s *Server) unlocked(w http.ResponseWriter, r *http.Request, goal string) (act.Page, bool,
	error) {
	p, err := s.options.Desk.PersonalPage(r.Context(), held(r))
	if err != nil {
		return p, false, err
	}
	if s.options.Desk.Unlocked(p.Registration, s.word(r), from(r).Now) {
		return p, true, nil
	}
	http.Redirect(w, r, ownPathTo(r, "/kod?till="+goal), http.StatusSeeOther)
	return p, false, nil
}

// CodePage asks for a code: first whether to mail one, then what it is.
type CodePage struct {
	Page
	Form   Form
	Action string
	Again  string // where to ask for a new code
	Goal   string
	Asked  bool
	Code   Field
	Lead   string
	Back   string
}

// codeForm shows the form. It mails nothing: that takes the press of a button.
func (s *Server) ownCodeForm(w http.ResponseWriter, r *http.Request) error {
	return s.showOwnCode(w, r, r.URL.Query().Get("kod"), r.URL.Query().Get("till"), nil)
}

func (s *Server) showOwnCode(w http.ResponseWriter, r *http.Request, code, goal string,
	fail error) error {
	p, err := s.options.Desk.PersonalPage(r.Context(), held(r))
	if err != nil {
		return err
	}
	v := from(r)
	page := CodePage{Page: s.page(r, v.T("code.title")), Form: s.form(w, r, fail), Goal: goal,
		Back: ownPathTo(r, ""), Action: ownPathTo(r, "/kod"), Again: ownPathTo(r, "/kod"),
		Asked: code != "",
		Lead:  v.T("code.ask", "Address", veiled(p.Registration.Email))}
	if page.Asked {
		page.Action += "/" + url.PathEscape(code)
		page.Lead = v.T("code.sent", "Address", veiled(p.Registration.Email), "Minutes",
			int(consult.CodeFor.Minutes()))
		page.Code = page.Form.Field("code", "code", v.T("code.code"), "").Fills("one-time-code").
			Sized("short").Hinted(v.T("code.hint"))
		page.Alternate.Path = in(v.Language().Other(), "/min-anmalan/"+string(held(r))+"/kod?kod="+
			url.QueryEscape(code)+"&till="+url.QueryEscape(goal))
	}
	return s.render(w, r, fault.Status(fail), "code", page)
}

// askCode mails a code.
func (s *Server) askCode(w http.ResponseWriter, r *http.Request) error {
	goal := r.PostForm.Get("goal")
	id, err := s.options.Desk.RequestCode(r.Context(), held(r), purposes[goal])
	if err != nil {
		return err
	}
	http.Redirect(w, r, ownPathTo(r,
		"/kod?kod="+url.QueryEscape(id)+"&till="+url.QueryEscape(goal)),
		http.StatusSeeOther)
	return nil
}

// unlock opens one's own data with a code.
func (s *Server) unlock(w http.ResponseWriter, r *http.Request) error {
	code, goal := r.PathValue("code"), r.PostForm.Get("goal")
	word, err := s.options.Desk.Unlock(r.Context(), held(r), code, r.PostForm.Get("code"))
	if fault.Is(err, fault.Gone) {
		return s.showOwnCode(w, r, code, goal, err)
	}
	if err != nil {
		return err
	}
	s.setWord(w, held(r), word)
	page, ok := goals[goal]
	if !ok {
		page = goals["uppgifter"]
	}
	http.Redirect(w, r, ownPathTo(r, page), http.StatusSeeOther)
	return nil
}

// veiled gives an address so that its owner knows it and nobody else learns it.
func veiled(address string) string {
	for i, c := range address {
		if c == '@' {
			first := []rune(address)[0]
			if i == 0 {
				return "…" + address
			}
			return string(first) + "…" + address[i:]
		}
	}
	return "…"
}

// MyDataPage answers "what do you hold about me".
type MyDataPage struct {
	Page
	Gist                      Gist
	Facts                     []Fact
	Mails                     Table
	Log                       []TimelineItem
	Kept                      string
	Change, Erase, File, Back string // addresses
	Views                     Table  // that came from the same address
}

// myData shows everything that is held about a participant.
func (s *Server) myData(w http.ResponseWriter, r *http.Request) error {
	p, open, err := s.unlocked(w, r, "uppgifter")
	if err != nil || !open {
		return err
	}
	m, err := s.options.Desk.MyData(r.Context(), held(r), s.word(r))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.myDataPage(s.page(r, v.T("my-data.title")), m)
	page.Gist = v.gist(p.Consultation, p.Body)
	page.Change, page.Erase = ownPathTo(r, "/andra"), ownPathTo(r, "/radera")
	page.File, page.Back = ownPathTo(r, "/uppgifter.json"), ownPathTo(r, "")
	return s.render(w, r, http.StatusOK, "mydata", page)
}

// myDataPage makes the page of m.
func (v *visit) myDataPage(p Page, m act.MyData) MyDataPage {
	reg, c := m.Registration, m.Consultation.Content
	page := MyDataPage{Page: p, Kept: v.T("privacy-notice.kept-text", "Needs",
		v.Date(c.NeedsUntil()),
		"People", v.Date(c.KeepUntil()))}
	say := func(term, text string) {
		if text == "" {
			text = v.T("my-data.nothing")
		}
		page.Facts = append(page.Facts, Fact{Term: term, Text: text})
	}
	say(v.T("register.name"), reg.Name)
	say(v.T("register.email"), reg.Email)
	say(v.T("register.kind"), v.T(string(kindWords[reg.Kind])))
	say(v.T("register.organisation"), reg.Organisation)
	say(v.T("register.capacity"), reg.Capacity)
	say(v.T("register.needs"), reg.Needs)
	listed := v.T("my-data.not-listed")
	if reg.Listed {
		listed = v.T("my-data.listed")
	}
	say(v.T("my-data.list"), listed)
	say(v.T("my-data.language"), lang.For(lang.Language(reg.Language)).T("language.name"))
	say(v.T("my-data.channel"), v.T(string(channelWords[reg.Via])))
	say(v.T("my-data.status"), v.T(string(standing[reg.Status])))
	for _, moment := range []struct {
		term lang.Key
		at   time.Time
	}{{lang.Key("my-data.requested"), reg.Requested}, {lang.Key("my-data.confirmed"),
		reg.Confirmed},
		{lang.Key("my-data.attended"), reg.Attended}} {
		if !moment.at.IsZero() {
			page.Facts = append(page.Facts, Fact{Term: v.T(string(moment.term)), Time: moment.at})
		}
	}
	page.Mails = v.mailsSent(m.Mails)
	page.Views = v.viewsHeld(m)
	for _, e := range m.Log {
		page.Log = append(page.Log, TimelineItem{At: e.At, Title: v.T(string(deedOf(e)))})
	}
	return page
}

// viewsHeld tabulates what came from the same address.
func (v *visit) viewsHeld(m act.MyData) Table {
	t := Table{Caption: v.T("my-data.views"), Columns: []Column{{Text: v.T("my-data.view")},
		{Text: v.T("queue.came")}, {Text: v.T("queue.state")}}}
	for i, each := range m.Views {
		name, came := v.T("my-data.draft"), v.DateTime(each.Begun)
		if each.Number > 0 {
			name, came = v.T("opinion.number", "Number", each.Number), v.DateTime(each.Sent)
		}
		t.Rows = append(t.Rows, []Cell{{Text: name, Link: v.Href(ownOpinion + string(m.Links[i]))},
			{Text: came}, {Chip: v.viewChip(each.State())}})
	}
	return t
}

// mailsSent tabulates what was mailed.
func (v *visit) mailsSent(mails []store.Mail) Table {
	t := Table{Caption: v.T("my-data.mails"), Columns: []Column{{Text: v.T("my-data.mail")},
		{Text: v.T("my-data.sent")}}}
	for _, m := range mails {
		word, ok := mailWords[m.Kind]
		if !ok {
			word = mailWords[""]
		}
		when := v.T("my-data.waiting")
		switch {
		case !m.Sent.IsZero():
			when = v.DateTime(m.Sent)
		case m.State == store.MailFailed:
			when = v.T("unsent.own")
		}
		t.Rows = append(t.Rows, []Cell{{Text: v.T(string(word))}, {Text: when}})
	}
	return t
}

// myDataFile gives the same as a file that programs read (GDPR, Article 20).
func (s *Server) myDataFile(w http.ResponseWriter, r *http.Request) error {
	_, open, err := s.unlocked(w, r, "uppgifter")
	if err != nil || !open {
		return err
	}
	m, err := s.options.Desk.MyData(r.Context(), held(r), s.word(r))
	if err != nil {
		return err
	}
	reg := m.Registration
	file, err := json.MarshalIndent(portable{Consultation: m.Consultation.Content.Title.SV,
		Name:  reg.Name,
		Email: reg.Email, Kind: reg.Kind, Organisation: reg.Organisation, Capacity: reg.Capacity,
		Needs:  reg.Needs,
		Listed: reg.Listed, Language: reg.Language, Via: reg.Via, Status: reg.Status,
		Requested: reg.Requested,
		Confirmed: reg.Confirmed, Attended: reg.Attended, Views: each(m.Views, toHeld)}, "", "  ")
	if err != nil {
		return err
	}
	return attach(w, "application/json; charset=utf-8", "mina-uppgifter.json", append(file, '\n'))
}

// portable is what a participant has told and what became of it, as a file.
type portable struct {
	Consultation string          `json:"consultation"`
	Name         string          `json:"name"`
	Email        string          `json:"email"`
	Kind         consult.Kind    `json:"kind"`
	Organisation string          `json:"organisation"`
	Capacity     string          `json:"capacity"`
	Needs        string          `json:"needs"`
	Listed       bool            `json:"listed"`
	Language     string          `json:"language"`
	Via          consult.Channel `json:"via"`
	Status       consult.Status  `json:"status"`
	Requested    time.Time       `json:"requested,omitzero"`
	Confirmed    time.Time       `json:"confirmed,omitzero"`
	Attended     time.Time       `json:"attended,omitzero"`
	Views        []heldView      `json:"views"`
}

// heldView is what somebody has said, as a file.
type heldView struct {
	Number int64             `json:"number,omitempty"` // missing for a draft
	Sort   consult.Sort      `json:"sort"`
	About  consult.About     `json:"about"`
	Sent   time.Time         `json:"sent,omitzero"`
	State  consult.ViewState `json:"state"`
	Text   string            `json:"text"`
}

func toHeld(o consult.View) heldView {
	return heldView{o.Number, o.Sort, o.Subject.About, o.Sent, o.State(), o.Text}
}
