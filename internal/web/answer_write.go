package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// WriteAnswerPage is where an answer is written.
type WriteAnswerPage struct {
	Page
	Body     string
	State    Chip
	Form     Form
	Action   string
	Saved    string
	Position Field
	Reason   Field
	English  Field
	Effects  []EffectRow
	Ready    Field
	Views    []AnswerRow
	Add      Field
	Why      Field // asked of a new version
	Publish  bool  // it is ready, and who looks may publish it
	Again    bool  // what would be published is a new version
	Write    bool
	Barred   bool // who looks has declared an interest in one of the views
	Drop     bool
	Versions []TimelineItem
	Facts    []Fact
	Back     []Link
}

// An EffectRow asks for one thing that changed.
type EffectRow struct{ Kind, Title, URL Field }

// effectRows is how many empty rows the form has beside those that are filled in.
const effectRows = 2

// writeAnswer shows an answer to those who write it.
func (s *Server) writeAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.showWriteAnswer(w, r, nil)
}

// answerHere opens the answer that the address names, at the body that it names.
func (s *Server) answerHere(r *http.Request) (act.AnswerDossier, error) {
	a, err := s.options.Desk.Answer(r.Context(), from(r).Person, consult.AnswerID(r.PathValue("answer")))
	if err == nil && a.Answer.Body != r.PathValue("body") {
		err = fault.New(fault.NotFound, "web.not-found")
	}
	return a, err
}

func (s *Server) showWriteAnswer(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	a, err := s.answerHere(r)
	if err != nil {
		return err
	}
	page := v.writeAnswerPage(s.page(r, ""), a, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "answer-write", page)
}

func (v *visit) writeAnswerPage(p Page, d act.AnswerDossier, form Form) WriteAnswerPage {
	a := d.Answer
	p.Title = v.T("write.title")
	if a.Number > 0 {
		p.Title = v.T("answer.one", "Number", a.Number)
	}
	page := WriteAnswerPage{Page: p, Body: v.bodyName(d.Body), State: v.answerState(a), Form: form,
		Action: v.Href(answersAt(a.Body, string(a.ID))), Saved: strconv.Itoa(a.Saved),
		Write: v.Person.Can(account.HandleViews, d.Body.ID) && !d.Barred, Barred: d.Barred,
		Publish: a.Ready && v.Person.Can(account.Publish, d.Body.ID) && !d.Barred, Again: a.Version > 0}
	page.Drop = page.Write && a.Version == 0
	page.fields(v, a)
	for _, each := range d.Views {
		page.Views = append(page.Views, v.answerRow(each, d.Venue, false))
	}
	for _, each := range d.Versions {
		page.Versions = append(page.Versions, TimelineItem{At: each.At,
			Title: v.T("write.version", "Number", each.Number), Text: each.Why})
	}
	page.Facts = []Fact{{Term: v.T("write.about"), Text: v.say(d.Venue.Title)},
		{Term: v.T("write.by"), Text: d.Author}}
	if d.Body.FourEyes {
		page.Facts = append(page.Facts, Fact{Term: v.T("write.rule"), Text: v.T("write.four-eyes")})
	}
	page.Back = []Link{{v.T("answer-queue.title"), v.Href(answersAt(a.Body, ""))}}
	if a.Forum.Contact() != "" {
		page.Back = []Link{{v.T("contact.title"), v.Href(inboxAt(a.Body, ""))}}
	}
	if id := a.Forum.Consultation(); id != "" &&
		v.Person.Can(account.SeeViews, account.BodyID(d.Venue.Body)) {
		page.Back = append(page.Back, Link{v.T("answering.title"), v.Href(dossierPath(id, "svar"))})
	}
	return page
}

// fields makes the fields of the form.
func (p *WriteAnswerPage) fields(v *visit, a consult.Answer) {
	f := p.Form
	var choices []Option
	for _, each := range consult.Positions() {
		choices = append(choices, Option{Value: string(each), Text: v.positionIn(a.Forum, each).Text,
			Hint: v.T(string(positionHints[each]))})
	}
	p.Position = f.Field("radios", "position", v.T("answer.position"),
		string(a.Position)).Among(choices...)
	p.Reason = f.Field("area", "reason", v.T("write.reason"), a.Reason.SV).
		Hinted(v.T("write.reason-hint")).Area(8, consult.MaxReason)
	p.Reason.Tongue = lang.Swedish
	p.English = f.Field("area", "reason-en", v.T("write.reason-en"), a.Reason.EN).May().Area(4,
		consult.MaxReason)
	p.English.Tongue = lang.English
	for i := range len(a.Effects) + effectRows {
		p.Effects = append(p.Effects, f.effectRow(v, i, a.Effects))
	}
	ready := ""
	if a.Ready {
		ready = "1"
	}
	p.Ready = f.Field("check", "ready", v.T("write.ready"), ready).Hinted(v.T("write.ready-hint"))
	p.Add = f.Field("text", "views", v.T("write.add"),
		"").Hinted(v.T("write.add-hint")).Sized("short")
	p.Why = f.Field("text", "why", v.T("write.why"), "").Hinted(v.T("write.why-hint"))
}

// positionHints say when a position fits.
var positionHints = map[consult.Position]lang.Key{
	consult.Accepted:       lang.Key("position-hint.accepted"),
	consult.PartlyAccepted: lang.Key("position-hint.partly"),
	consult.NotAccepted:    lang.Key("position-hint.not"),
	consult.OutOfScope:     lang.Key("position-hint.out-of-scope"),
	consult.Unanswered:     lang.Key("position-hint.unanswered"),
}

func (f Form) effectRow(v *visit, i int, all []consult.Effect) EffectRow {
	e, n := consult.Effect{Kind: consult.TheWords}, strconv.Itoa(i+1)
	if i < len(all) {
		e = all[i]
	}
	var kinds []Option
	for _, k := range consult.EffectKinds() {
		kinds = append(kinds, Option{Value: string(k), Text: v.T(string(effectWords[k]))})
	}
	return EffectRow{
		Kind: f.Field("select", "effect-"+n, v.T("write.effect", "Number", i+1),
			string(e.Kind)).Among(kinds...),
		Title: f.Field("text", "effect-title-"+n, v.T("write.effect-title", "Number", i+1),
			e.Title.SV).May(),
		URL: f.Field("text", "effect-url-"+n, v.T("write.effect-url", "Number", i+1),
			e.URL).May(),
	}
}

// sentAnswer reads what was filled in. English words of an effect that were
// written elsewhere are kept.
func sentAnswer(sent url.Values, was consult.Answer) consult.AnswerForm {
	form := consult.AnswerForm{Position: consult.Position(sent.Get("position")),
		Reason: consult.Text{SV: sent.Get("reason"), EN: sent.Get("reason-en")},
		Ready:  sent.Get("ready") != "", Saved: count(sent.Get("saved"))}
	for i := range len(was.Effects) + effectRows {
		n := strconv.Itoa(i + 1)
		e := consult.Effect{Kind: consult.EffectKind(sent.Get("effect-" + n)),
			Title: consult.Text{SV: sent.Get("effect-title-" + n)}, URL: sent.Get("effect-url-" + n)}
		if i < len(was.Effects) && was.Effects[i].Title.SV == e.Title.SV {
			e.Title.EN = was.Effects[i].Title.EN
		}
		form.Effects = append(form.Effects, e)
	}
	return form
}

// changeAnswer saves an answer, or does with it what the button said.
func (s *Server) changeAnswer(w http.ResponseWriter, r *http.Request) error {
	v, desk := from(r), s.options.Desk
	a, err := s.answerHere(r)
	if err != nil {
		return err
	}
	id, on, klart := a.Answer.ID, v.Href(v.Path), "saved"
	switch r.PostForm.Get("do") {
	case "add":
		err = desk.AddToAnswer(r.Context(), v.Person, id, numbers(r.PostForm.Get("views")))
	case "remove":
		err = desk.RemoveFromAnswer(r.Context(), v.Person, id, oneView(r.PostForm.Get("view")))
	case "drop":
		err, on, klart = desk.DropAnswer(r.Context(), v.Person, id), v.Href(answersAt(a.Answer.Body, "")), "dropped"
	case "publish":
		_, err = desk.PublishAnswers(r.Context(), v.Person, a.Answer.Forum,
			[]consult.AnswerID{id}, r.PostForm.Get("why"))
		klart = "answers-published"
	default:
		_, err = desk.SaveAnswer(r.Context(), v.Person, id, sentAnswer(r.PostForm, a.Answer))
	}
	return s.answeredOr(w, r, err, on+"?klart="+klart, s.showWriteAnswer)
}

// numbers reads the numbers of views that somebody has typed.
func numbers(typed string) (all []int64) {
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.ParseInt(word, 10, 64); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// oneView gives the number of the one view that a button is about; 0 for none.
func oneView(value string) int64 {
	_, all := sentViews([]string{value})
	if len(all) == 0 {
		return 0
	}
	return all[0]
}
