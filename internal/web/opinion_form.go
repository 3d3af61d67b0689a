package web

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// opinionRoutes are the pages on which one says what one thinks, and those
// with what has been said.
func (s *Server) opinionRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	const at = "/samrad/{slug}"
	return append([]Route{
		{Method: "GET", Pattern: at + "/synpunkter", Access: Anyone, Handler: s.opinions,
			Keep: true},
		{Method: "GET", Pattern: at + "/synpunkter/{n}", Access: Anyone, Handler: s.opinion,
			Keep: true},
		{Method: "GET", Pattern: at + "/synpunkter/{n}/fil/{hash}", Access: Anyone,
			Handler: s.opinionFile, Machine: true},
		{Method: "GET", Pattern: at + "/material/{id}/las", Access: Anyone, Handler: s.paper,
			Keep: true},
		{Method: "GET", Pattern: at + "/synpunkt", Access: Anyone, Handler: s.opinionForm},
		{Method: "POST", Pattern: at + "/synpunkt", Access: Anyone, Handler: s.beginOpinion},
		{Method: "GET", Pattern: at + "/forslag", Access: Anyone, Handler: s.proposalForm},
	}, s.ownRoutes(ownOpinion, s.ownOpinion)...)
}

// ownRoutes are the pages by which the author of a view, or the sender of a
// case, follows it.
func (s *Server) ownRoutes(at string, show handler) []Route {
	own := at + "{link}"
	return []Route{
		{Method: "GET", Pattern: own, Access: Holder, Handler: show},
		{Method: "GET", Pattern: own + "/andra", Access: Holder, Handler: s.changeOpinionForm},
		{Method: "POST", Pattern: own + "/andra", Access: Holder, Handler: s.changeOpinion},
		{Method: "POST", Pattern: own + "/skicka", Access: Holder, Handler: s.sendOpinion},
		{Method: "POST", Pattern: own + "/fil", Access: Holder, Handler: s.addOpinionFile,
			Body: mostFile},
		{Method: "POST", Pattern: own + "/fil/{hash}", Access: Holder, Handler: s.dropOpinionFile},
		{Method: "POST", Pattern: own + "/slang", Access: Holder, Handler: s.dropOpinion},
		{Method: "GET", Pattern: own + "/kvitto/{n}", Access: Holder, Handler: s.opinionReceipt},
		{Method: "GET", Pattern: own + "/aterta", Access: Holder, Handler: s.withdrawOpinionForm},
		{Method: "POST", Pattern: own + "/aterta", Access: Holder, Handler: s.withdrawOpinion},
		{Method: "POST", Pattern: own + "/glom", Access: Holder, Handler: s.forgetSender},
		{Method: "POST", Pattern: own + "/overklaga", Access: Holder, Handler: s.appealOpinion},
	}
}

// ownOpinion is where the author of a view finds it.
const ownOpinion = "/min-synpunkt/"

// Source is the forum that a view belongs to, at the head of pages about it.
type Source struct {
	Title   Words
	Link    string
	Body    string
	Example bool // the body is invented
}

func (v *visit) source(h act.Hearing) Source {
	return Source{Title: v.words(h.Venue.Title), Link: v.Href(h.Venue.Path),
		Body: v.bodyName(h.Body), Example: h.Body.Fictitious}
}

// OpinionFormPage is the form on which one says what one thinks.
type OpinionFormPage struct {
	Page
	Source  Source
	Stepper Stepper
	Lead    string
	Form    Form
	Action  string
	Fields  []Field
	Quote   string // the passage that it is about
	QuoteIn string // its language, where it is not that of the page
	Notice  PrivacyNotice
	Send    string
	Back    Link
	Closed  Notice // with a title where nothing can be sent now
}

// opinionForm shows the form, about what the address says.
func (s *Server) opinionForm(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	form := s.exampleView(r)
	if about := r.URL.Query().Get("om"); about != "" {
		form.Subject = subjectOf(about)
	}
	return s.showOpinionForm(w, r, h, form, nil)
}

// hearing gives the forum that the address names.
func (s *Server) hearing(r *http.Request) (act.Hearing, error) {
	if body := r.PathValue("body"); body != "" {
		return s.options.Desk.Hearing(r.Context(), consult.ContactForum(body))
	}
	p, err := s.options.Desk.PublicGist(r.Context(), r.PathValue("slug"))
	if err != nil {
		return act.Hearing{}, err
	}
	return s.options.Desk.Hearing(r.Context(), p.Venue.Forum)
}

func (s *Server) showOpinionForm(w http.ResponseWriter, r *http.Request, h act.Hearing,
	form consult.ViewForm, wrong error) error {
	v := from(r)
	if h.Venue.Forum.Contact() != "" {
		return s.showCaseForm(w, r, h, form, wrong)
	}
	page := OpinionFormPage{Page: s.page(r, v.T("opinion.title")), Source: v.source(h),
		Action: v.Href(h.Venue.Path + "/synpunkt"), Lead: v.T("opinion.lead"),
		Send: v.T("opinion.check"), Stepper: v.opinionSteps(0), Notice: v.opinionNotice(h)}
	page.Robots = "noindex"
	page.proposing(v, form)
	page.Form = s.form(w, r, wrong)
	if sent := page.Form.sent.Get("about"); sent != "" {
		form.Subject = subjectOf(sent)
	}
	if refusal := h.Takes(form.Subject); refusal != nil {
		page.Stepper = Stepper{}
		page.Closed = Notice{Tone: Late, Title: v.Fault(refusal),
			Link: Link{v.T("opinion.back"), page.Source.Link}}
		return s.render(w, r, fault.Status(refusal), "opinion-form", page)
	}
	if form.Subject.About == consult.TheSummary {
		page.Page.Title, page.Lead = v.T("objection.title"), v.T("objection.lead")
		page.Quote = s.sentence(r, h, form.Subject)
	}
	if form.Subject.About == consult.APassage {
		page.Quote = s.passage(r, h, form.Subject)
		page.QuoteIn = v.tongueOfPassage(form.Subject, h.Venue)
	}
	key := Field{Kind: "hidden", Name: "key", Value: rand.Text()}
	page.Fields = append([]Field{page.Form.Field(key.Kind, key.Name, "", key.Value)},
		page.Form.opinion(v, h.Venue, form)...)
	return s.render(w, r, fault.Status(wrong), "opinion-form", page)
}

// opinionSteps shows how far somebody has come.
func (v *visit) opinionSteps(current int) Stepper {
	st := Stepper{Label: v.T("opinion.steps")}
	for i, text := range []string{v.T("opinion.step-write"), v.T("opinion.step-check"),
		v.T("opinion.step-receipt")} {
		state := ""
		switch {
		case i < current:
			state = "done"
		case i == current:
			state = "current"
		}
		st.Steps = append(st.Steps, Step{Text: text, State: state})
	}
	return st
}

// opinion makes the fields of a view.
func (f Form) opinion(v *visit, venue consult.Venue, form consult.ViewForm) []Field {
	if form.Sort == consult.AProposal {
		return append(append([]Field{f.about(v, venue, form.Subject)}, f.proposal(v, form.Text)...),
			f.sender(v, form.Sender)...)
	}
	fields := []Field{f.about(v, venue, form.Subject),
		f.Field("area", "text", v.T("opinion.text"), form.Text).Hinted(v.T("opinion.text-hint")).
			Area(10, consult.MaxView)}
	return append(fields, f.sender(v, form.Sender)...)
}

// about asks what a view is about.
func (f Form) about(v *visit, venue consult.Venue, chosen consult.Subject) Field {
	options := []Option{{Value: subjectWord(consult.Subject{About: consult.TheWhole}),
		Text: v.T("opinion.whole")}}
	add := func(s consult.Subject, text string) {
		options = append(options, Option{Value: subjectWord(s), Text: text})
	}
	for i, q := range venue.Questions {
		add(consult.Subject{About: consult.AQuestion, ID: q.ID},
			v.T("opinion.question", "Number", i+1, "Text", v.say(q.Text)))
	}
	for _, m := range venue.Material {
		add(consult.Subject{About: consult.SomeContent, ID: m.ID},
			v.T("opinion.material", "Title", v.materialName(m)))
	}
	switch chosen.About {
	case consult.APassage:
		add(chosen, v.T("opinion.passage"))
	case consult.TheSummary: // one thing at a time: the form has come from the draft
		return f.Field("hidden", "about", "", subjectWord(chosen))
	}
	if chosen.About == "" {
		chosen.About = consult.TheWhole
	}
	return f.Field("radios", "about", v.T("opinion.about"), subjectWord(chosen)).Among(options...)
}

// materialName gives what an attached text is called.
func (v *visit) materialName(m consult.Material) string {
	if name := v.say(m.Title); name != "" {
		return name
	}
	return m.Name
}

// senderWords says whom a view comes from.
var senderWords = map[consult.SenderKind]lang.Key{
	consult.AnOrganisation: lang.Key("sender.organisation"),
	consult.AConsultant:    lang.Key("sender.consultant"),
	consult.AnExpert:       lang.Key("sender.expert"),
	consult.APerson:        lang.Key("sender.private"),
}

// sender asks who says it. Of a private person nothing has to be told.
func (f Form) sender(v *visit, s consult.Sender) []Field {
	hints := map[consult.SenderKind]string{
		consult.AnOrganisation: v.T("sender.organisation-hint"),
		consult.AConsultant:    v.T("sender.consultant-hint"),
		consult.AnExpert:       v.T("sender.expert-hint"),
		consult.APerson:        v.T("sender.private-hint"),
	}
	var kinds []Option
	for _, k := range consult.SenderKinds() {
		kinds = append(kinds, Option{Value: string(k), Text: v.T(string(senderWords[k])),
			Hint: hints[k]})
	}
	shown := ""
	if s.Shown {
		shown = "yes"
	}
	return []Field{
		f.Field("radios", "kind", v.T("opinion.sender"), string(s.Kind)).Among(kinds...),
		f.Field("text", "organisation", v.T("opinion.organisation"), s.Organisation).May().
			Fills("organization").Sized("middle").Hinted(v.T("opinion.organisation-hint")),
		f.Field("text", "mandate", v.T("opinion.mandate"), s.Mandate).May().
			Hinted(v.T("opinion.mandate-hint")),
		f.Field("text", "funding", v.T("opinion.funding"), s.Funding).May().
			Hinted(v.T("opinion.funding-hint")),
		f.Field("text", "name", v.T("opinion.name"), s.Name).May().Fills("name").Sized("middle").
			Hinted(v.T("opinion.name-hint")),
		f.Field("check", "shown", v.T("opinion.shown"), shown).Hinted(v.T("opinion.shown-hint")),
		f.Field("email", "email", v.T("opinion.email"), s.Email).May().Fills("email").
			Sized("middle").Hinted(v.T("opinion.email-hint")),
	}
}

// subjectWord writes a subject as a form carries it, subjectOf reads it.
func subjectWord(s consult.Subject) string {
	if s.About == consult.TheWhole || s.About == "" {
		return string(s.About)
	}
	word := string(s.About) + ":" + s.ID
	if s.About == consult.APassage || s.About == consult.TheSummary {
		word += ":" + strconv.Itoa(s.From) + ":" + strconv.Itoa(s.To)
	}
	return word
}

func subjectOf(word string) consult.Subject {
	parts := append(strings.Split(word, ":"), "", "", "")
	s := consult.Subject{About: consult.About(parts[0]), ID: parts[1]}
	if s.About == consult.APassage || s.About == consult.TheSummary {
		s.From, s.To = count(parts[2]), count(parts[3])
	}
	return s
}

// sentOpinion reads what was filled in.
func sentOpinion(v *visit, sent url.Values) consult.ViewForm {
	sort, text := sentProposal(v, sent)
	if chosen := sent.Get("sort"); chosen != "" { // of a case
		sort = consult.Sort(chosen)
	}
	return consult.ViewForm{Sort: sort, Subject: sentSubject(sent), Text: text,
		Saved: count(sent.Get("saved")),
		Sender: consult.Sender{Kind: consult.SenderKind(sent.Get("kind")), Name: sent.Get("name"),
			Organisation: sent.Get("organisation"), Mandate: sent.Get("mandate"),
			Funding: sent.Get("funding"), Email: sent.Get("email"), Shown: sent.Get("shown") != "",
			Language: string(v.Language())}}
}

// beginOpinion keeps what was filled in as a draft, and leads to where it is checked.
func (s *Server) beginOpinion(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	key := r.PostForm.Get("key")
	if len(key) < len(rand.Text()) {
		return fault.New(fault.Invalid, "web.form-unreadable")
	}
	made, err := s.options.Desk.BeginView(r.Context(), h.Venue.Forum, key,
		sentOpinion(from(r), r.PostForm))
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Refused) {
		return s.showOpinionForm(w, r, h, sentOpinion(from(r), r.PostForm), err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, from(r).Href(ownAddress(made.Forum)+string(s.options.Desk.ViewLink(made))),
		http.StatusSeeOther)
	return nil
}
