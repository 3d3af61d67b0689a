package web

import (
	"net/http"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// participantRoutes are the pages of those who hold a link. No GET changes
// anything: programs that guard mailboxes open every link before a person does.
func (s *Server) participantRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	const own = "/min-anmalan/{link}"
	return []Route{
		{Method: "GET", Pattern: "/bekrafta/{link}", Access: Holder, Handler: s.confirmation},
		{Method: "POST", Pattern: "/bekrafta/{link}", Access: Holder, Handler: s.confirm},
		{Method: "GET", Pattern: own, Access: Holder, Handler: s.personal},
		{Method: "POST", Pattern: own + "/svar", Access: Holder, Handler: s.answerOffer},
		{Method: "GET", Pattern: own + "/aterta", Access: Holder, Handler: s.withdrawal},
		{Method: "POST", Pattern: own + "/aterta", Access: Holder, Handler: s.withdraw},
		{Method: "GET", Pattern: own + "/kalender.ics", Access: Holder, Handler: s.ownCalendar},
		{Method: "POST", Pattern: own + "/motet", Access: Holder, Handler: s.ownMeetingLink},
		{Method: "GET", Pattern: "/ga-med/{link}", Access: Holder, Handler: s.joinPage},
		{Method: "POST", Pattern: "/ga-med/{link}", Access: Holder, Handler: s.joinMeetingLink},
	}
}

// held gives the link that a request holds.
func held(r *http.Request) act.Link { return act.Link(r.PathValue("link")) }

// ConfirmPage asks for one press of a button, that proves an address.
type ConfirmPage struct {
	Page
	Gist  Gist
	Token string
	Lead  string
	Press string // words on the button; "" where there is nothing to confirm
	Again Link   // where to begin anew
}

// confirmation shows what a link in a mail confirms. It changes nothing.
func (s *Server) confirmation(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	p, err := s.options.Desk.ConfirmPage(r.Context(), held(r))
	if err != nil {
		return err
	}
	reg := p.Registration
	page := ConfirmPage{Page: s.page(r, v.T("confirm.title")), Gist: v.gist(p.Consultation, p.Body)}
	again := Link{v.T("confirm.again"), v.Href("/samrad/" + p.Consultation.Slug + "/anmalan")}
	switch {
	case reg.Status == consult.Requested && v.Now.Before(reg.Expires):
		page.Lead, page.Press = v.T("confirm.lead", "Expires", reg.Expires), v.T("confirm.press")
		if s := p.Consultation.State(v.Now); s == consult.Full {
			page.Lead, page.Press = v.T("confirm.queue", "Expires", reg.Expires),
				v.T("confirm.press-queue")
		}
	case reg.Status.Alive(), reg.Status == consult.WalkedIn:
		page.Title, page.Lead, page.Press = v.T("confirm.done"), v.T("confirm.done-lead"),
			v.T("confirm.show")
	default:
		page.Title, page.Lead, page.Again = v.T("confirm.ended"), v.T("confirm.ended-lead"), again
	}
	if page.Press != "" {
		page.Token = s.token(w, r)
	}
	return s.render(w, r, http.StatusOK, "confirm", page)
}

// confirm proves the address and leads to the personal page.
func (s *Server) confirm(w http.ResponseWriter, r *http.Request) error {
	reg, err := s.options.Desk.Confirm(r.Context(), held(r))
	if err != nil {
		return err
	}
	s.toPersonal(w, r, s.options.Desk.PersonalLink(reg))
	return nil
}

// toPersonal leads to the personal page.
func (s *Server) toPersonal(w http.ResponseWriter, r *http.Request, l act.Link) {
	http.Redirect(w, r, from(r).Href("/min-anmalan/"+string(l)), http.StatusSeeOther)
}

// PersonalPage is what a participant sees of their registration.
type PersonalPage struct {
	Page
	Gist     Gist
	Name     string
	Status   Notice
	Token    string
	Path     string // of the page, for its forms and links
	Offered  bool
	Join     JoinBox
	Calendar string // address of the file; "" without a seat
	Agenda   []AgendaPart
	AgendaIn string // language to mark the agenda with
	Material []File
	Withdraw bool // there is something to withdraw
	Data     bool // there is an address to mail a code to
	Again    Link // where to register again
	Evaluate Link // where to say how the meeting was
	Public   string
}

// Sign gives the icon of the status.
func (p PersonalPage) Sign() string {
	switch p.Status.Tone {
	case Done:
		return "check"
	case Late:
		return "warn"
	case Active:
		return "open"
	}
	return "info"
}

// A JoinBox says when the meeting link is shown, or has the button for it.
type JoinBox struct {
	Title  string // "" where there is no meeting online
	Text   string
	Button string // "" outside the window
	Action string
	Token  string
}

// personal shows a participant where their registration stands.
func (s *Server) personal(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PersonalPage(r.Context(), held(r))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.personalPage(s.page(r, ""), p, v.Href(v.Path), s.token(w, r))
	if l := s.options.Desk.EvaluationLink(p.Registration); l != "" {
		page.Evaluate = Link{v.T("personal.evaluate"), v.Href("/utvardera/" + string(l))}
	}
	return s.render(w, r, http.StatusOK, "personal", page)
}

// personalPage makes the page at a path for p.
func (v *visit) personalPage(page Page, p act.Page, path, token string) PersonalPage {
	c, reg := p.Consultation, p.Registration
	state := c.State(v.Now)
	out := PersonalPage{Page: page, Gist: v.gist(c, p.Body), Name: reg.Name, Status: v.status(p),
		Path: path, Token: token, Public: v.Href("/samrad/" + c.Slug), Agenda: v.agenda(c.Content),
		AgendaIn: v.agendaTongue(c.Content), Material: v.material(act.Public{Consultation: c}),
		Offered: reg.Status == consult.Offered, Data: reg.Email != "",
		Withdraw: reg.Status.Alive() && state != consult.Held}
	out.Title = out.Status.Title
	if reg.Status == consult.Seated {
		if state != consult.Held {
			out.Join = v.joinBox(c, path+"/motet", token)
		}
		if c.Content.Meeting.Set() && c.Cancelled.IsZero() && state != consult.Held {
			out.Calendar = path + "/kalender.ics"
		}
	}
	if !reg.Status.Alive() && (state == consult.Open || state == consult.Full) {
		out.Again = Link{v.T("confirm.again"), v.Href("/samrad/" + c.Slug + "/anmalan")}
	}
	return out
}

// statusLooks is how each status is told: tone, title and text.
var statusLooks = map[consult.Status]struct {
	tone        Tone
	title, text lang.Key
}{
	consult.Requested: {Neutral, lang.Key("status.requested"), lang.Key("status.requested-text")},
	consult.Waiting:   {Neutral, lang.Key("status.waiting"), lang.Key("status.waiting-text")},
	consult.Seated:    {Done, lang.Key("status.seated"), lang.Key("status.seated-text")},
	consult.Lapsed:    {Late, lang.Key("status.lapsed"), lang.Key("status.lapsed-text")},
	consult.Withdrawn: {Neutral, lang.Key("status.withdrawn"), lang.Key("status.withdrawn-text")},
	consult.Removed:   {Late, lang.Key("status.removed"), lang.Key("status.removed-text")},
	consult.Refused:   {Late, lang.Key("status.refused"), lang.Key("status.refused-text")},
	consult.WalkedIn:  {Done, lang.Key("status.walked-in"), lang.Key("status.walked-in-text")},
}

// status tells where a registration stands.
func (v *visit) status(p act.Page) Notice {
	reg, c := p.Registration, p.Consultation
	switch {
	case !c.Cancelled.IsZero():
		return Notice{Tone: Late, Title: v.T("status.cancelled"), Text: v.say(c.Why),
			Tongue: v.tongue(c.Why)}
	case reg.Status == consult.Queued:
		return Notice{Tone: Neutral, Title: v.T("status.queued", "Place", p.Place),
			Text: v.T("status.queued-text")}
	case reg.Status == consult.Offered:
		return Notice{Tone: Active, Title: v.T("status.offered"),
			Text: v.T("status.offered-text", "Expires", reg.Expires)}
	case reg.Status == consult.Seated && c.State(v.Now) == consult.Held:
		return Notice{Tone: Neutral, Title: v.T("status.held"), Text: v.T("status.held-text")}
	}
	look := statusLooks[reg.Status]
	n := Notice{Tone: look.tone, Title: v.T(string(look.title)), Text: v.T(string(look.text))}
	if reason := v.reason(c, reg.Reason); reason != "" &&
		(reg.Status == consult.Refused || reg.Status == consult.Removed) {
		n.Text = v.T("status.reason", "Reason", reason)
	}
	return n
}

// reason gives the words of a reason that was fixed before launch, or the
// words that were written.
func (v *visit) reason(c consult.Consultation, id string) string {
	for _, known := range c.Content.Registration.Reasons {
		if known.ID == id {
			return v.say(known.Text)
		}
	}
	return id
}

// joinBox tells who holds a seat how to come to the meeting.
func (v *visit) joinBox(c consult.Consultation, action, token string) JoinBox {
	m := c.Content.Meeting
	if !m.Set() || m.Form == consult.OnSite || !c.Cancelled.IsZero() {
		return JoinBox{}
	}
	box := JoinBox{Title: v.T("join.title"), Action: action, Token: token}
	switch {
	case m.LinkShown(v.Now) && !c.HasLink:
		box.Text = v.T("join.no-link", "Contact", c.Content.Contact.Email)
	case m.LinkShown(v.Now):
		box.Text, box.Button = v.T("join.now"), v.T("join.press")
	case v.Now.Before(m.LinkOpens()):
		box.Text = v.T("join.later", "Opens", m.LinkOpens())
	default:
		box.Text = v.T("join.over")
	}
	return box
}

// answerOffer takes an offered place, or lets it go to the next.
func (s *Server) answerOffer(w http.ResponseWriter, r *http.Request) error {
	answer := s.options.Desk.DeclineOffer
	if r.PostForm.Get("answer") == "accept" {
		answer = s.options.Desk.AcceptOffer
	}
	if _, err := answer(r.Context(), held(r)); err != nil {
		return err
	}
	s.toPersonal(w, r, held(r))
	return nil
}

// WithdrawPage asks once before a place is given up.
type WithdrawPage struct {
	Page
	Gist         Gist
	Token        string
	Action, Back string
	Lead         string
}

// withdrawal asks whether to withdraw. It changes nothing.
func (s *Server) withdrawal(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PersonalPage(r.Context(), held(r))
	if err != nil {
		return err
	}
	v := from(r)
	if !p.Registration.Status.Alive() {
		s.toPersonal(w, r, held(r))
		return nil
	}
	page := WithdrawPage{Page: s.page(r, v.T("withdraw.title")),
		Gist:   v.gist(p.Consultation, p.Body),
		Action: v.Href(v.Path), Back: v.Href("/min-anmalan/" + string(held(r))),
		Lead: v.T("withdraw.lead")}
	if p.Registration.Status == consult.Queued {
		page.Lead = v.T("withdraw.queue-lead")
	}
	page.Token = s.token(w, r)
	return s.render(w, r, http.StatusOK, "withdraw", page)
}

// withdraw gives up the place.
func (s *Server) withdraw(w http.ResponseWriter, r *http.Request) error {
	if _, err := s.options.Desk.Withdraw(r.Context(), held(r)); err != nil {
		return err
	}
	s.toPersonal(w, r, held(r))
	return nil
}

// ownCalendar gives the calendar file of who holds a seat.
func (s *Server) ownCalendar(w http.ResponseWriter, r *http.Request) error {
	file, err := s.options.Desk.Calendar(r.Context(), held(r))
	if err != nil {
		return err
	}
	return attach(w, "text/calendar; charset=utf-8", "samrad.ics", file)
}
