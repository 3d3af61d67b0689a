package web

import (
	"net/http"
	"strconv"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// DutyPage is what a body owes to one view.
type DutyPage struct {
	Page
	Body    string
	State   Chip
	Clock   ClockBar
	Text    string
	Tongue  string
	Quote   string
	Form    Form
	Queue   string // where an answer is begun
	View    string // forum and number
	Begun   Link   // to the answer that was begun; no text for none
	Open    bool   // an answer is owed, and who looks may give it
	Stake   Stake
	Steps   []TimelineItem
	Facts   []Fact
	Dossier Link // to the view among those of its consultation
	Handling
}

// A Handling ("duty-moves", "duty-notes") is what staff can do to anything that
// is owed an answer: hand it over, give it a later day, note something.
type Handling struct {
	Token, Action string
	To, Reason    Field
	Day, Later    Field
	Notes         []TimelineItem
	Note          Field
}

// duty shows what is owed to a view.
func (s *Server) duty(w http.ResponseWriter, r *http.Request) error {
	return s.showDuty(w, r, nil)
}

func (s *Server) showDuty(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	o, err := s.options.Desk.Owed(r.Context(), v.Person, consult.ViewID(r.PathValue("view")))
	if err != nil {
		return err
	}
	if o.Duty.Body != r.PathValue("body") {
		return fault.New(fault.NotFound, "web.not-found")
	}
	page := v.dutyPage(s.page(r, ""), o, s.form(w, r, wrong))
	page.Action = v.Href(v.Path)
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "duty", page)
}

func (v *visit) dutyPage(p Page, o act.Owed, form Form) DutyPage {
	view, d := o.View, o.Duty
	p.Title = v.T("opinion.number", "Number", view.Number)
	body := account.BodyID(d.Body)
	page := DutyPage{Page: p, State: v.dueChip(d), Clock: v.dutyClock(d), Text: view.Text,
		Tongue: v.foreign(view.Sender.Language), Quote: view.Subject.Quote, Form: form,
		Queue: v.Href(answersAt(d.Body, "")),
		View:  string(d.Forum) + "#" + strconv.FormatInt(d.Number, 10),
		Open:  d.Open() && v.Person.Can(account.HandleViews, body) && !o.Barred,
		Facts: append([]Fact{{Term: v.T("write.about"), Text: v.say(o.Venue.Title)}},
			v.staffFacts(o.ViewDossier)...)}
	if d.Answer != "" {
		page.Begun = Link{v.T("answer-queue.begun"), v.Href(answersAt(d.Body, string(d.Answer)))}
	}
	if v.Person.Can(account.HandleViews, body) {
		page.Stake = v.stake(form, view.ID, v.Href(v.Path), o.Barred)
	}
	name := map[string]string{}
	var others []Option
	for _, b := range o.Other {
		name[string(b.ID)] = v.bodyName(b)
		others = append(others, Option{Value: string(b.ID), Text: v.bodyName(b)})
	}
	for _, s := range o.Steps {
		page.Steps = append(page.Steps, TimelineItem{At: s.At, Text: s.Reason,
			Title: v.moved(s, func(id string) string {
				if n := name[id]; n != "" {
					return n
				}
				return v.T("duty.here")
			})})
	}
	for _, n := range o.Notes {
		page.Notes = append(page.Notes, TimelineItem{At: n.At, Title: o.Names[n.By], Text: n.Text})
	}
	page.Token = form.Token
	page.To = form.Field("select", "to", v.T("duty.to"), "").Among(
		append([]Option{{Value: "", Text: v.T("decide.choose")}}, others...)...)
	page.Reason = form.Field("text", "reason", v.T("duty.reason"), "").Hinted(v.T("duty.public"))
	page.Day = form.Field("date", "day", v.T("duty.day"), "").Sized("short")
	page.Later = form.Field("text", "later", v.T("duty.reason"), "").Hinted(v.T("duty.public"))
	page.Note = form.Field("area", "note", v.T("duty.note"), "").Hinted(v.T("duty.note-hint")).
		Area(3, consult.MaxNote)
	if id := d.Forum.Consultation(); id != "" &&
		v.Person.Can(account.SeeViews, account.BodyID(o.Venue.Body)) {
		page.Dossier = Link{v.T("duty.moderate"),
			v.Href(dossierPath(id, "synpunkter/"+string(d.View)))}
	}
	return page
}

// changeDuty hands over, gives a later day, or adds a note.
func (s *Server) changeDuty(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	to := v.Href(v.Path) + "?klart=saved"
	if r.PostForm.Get("do") == "hand" {
		to = v.Href(answersAt(r.PathValue("body"), "")) + "?klart=handed"
	}
	return s.answeredOr(w, r, s.handles(r), to, s.showDuty)
}

// handles does what was asked for of what can be done to anything that is owed an answer.
func (s *Server) handles(r *http.Request) error {
	who, desk, id, sent := from(r).Person, s.options.Desk, viewIn(r), r.PostForm
	switch sent.Get("do") {
	case "hand":
		return desk.HandView(r.Context(), who, id, account.BodyID(sent.Get("to")),
			sent.Get("reason"))
	case "postpone":
		day, bad := parseMoment(sent.Get("day"), "23.59")
		if bad != nil {
			return bad.At("day")
		}
		return moved(desk.PostponeView(r.Context(), who, id, day, sent.Get("later")), "reason", "later")
	}
	return desk.NoteView(r.Context(), who, id, sent.Get("note"))
}

// TemplatesPage lists the words that a body begins its answers with.
type TemplatesPage struct {
	Page
	Body      string
	Form      Form
	Action    string
	Templates []TemplateRow
	Fields    []Field
	May       bool
	Back      Link
	Empty     Empty
}

// A TemplateRow is one template.
type TemplateRow struct {
	ID, Name string
	Position Chip
	Text     string
	Tongue   string
}

// answerTemplates lists the templates of a body.
func (s *Server) answerTemplates(w http.ResponseWriter, r *http.Request) error {
	return s.showTemplates(w, r, nil)
}

func (s *Server) showTemplates(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, body := from(r), account.BodyID(r.PathValue("body"))
	q, err := s.options.Desk.AnswerQueue(r.Context(), v.Person, store.DutyFilter{Body: string(body)})
	if err != nil {
		return err
	}
	list, err := s.options.Desk.AnswerTemplates(r.Context(), v.Person, body)
	if err != nil {
		return err
	}
	page := v.templatesPage(s.page(r, v.T("templates.title")), q.Body, list, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "templates", page)
}

func (v *visit) templatesPage(p Page, b account.Body, list []consult.AnswerTemplate,
	form Form) TemplatesPage {
	page := TemplatesPage{Page: p, Body: v.bodyName(b), Form: form,
		Action: v.Href(answersAt(string(b.ID), "mallar")),
		May:    v.Person.Can(account.HandleViews, b.ID),
		Back:   Link{v.T("answer-queue.title"), v.Href(answersAt(string(b.ID), ""))}}
	for _, t := range list {
		row := TemplateRow{ID: t.ID, Name: t.Name, Text: v.say(t.Reason),
			Tongue: v.tongue(t.Reason)}
		if t.Position != "" {
			row.Position = v.positionChip(t.Position)
		}
		page.Templates = append(page.Templates, row)
	}
	if len(list) == 0 {
		page.Empty = Empty{Title: v.T("templates.none"), Text: v.T("templates.none-text")}
	}
	choices := []Option{{Value: "", Text: v.T("answering.undecided")}}
	for _, each := range consult.Positions() {
		choices = append(choices, Option{Value: string(each), Text: v.T(string(positions[each].word))})
	}
	swedish := form.Field("area", "reason", v.T("write.reason"), "").Area(5, consult.MaxReason)
	page.Fields = []Field{form.Field("text", "name", v.T("templates.name"), ""),
		form.Field("select", "position", v.T("answer.position"), "").Among(choices...), swedish,
		form.Field("area", "reason-en", v.T("write.reason-en"), "").May().Area(3,
			consult.MaxReason)}
	return page
}

// changeTemplates adds a template or throws one away.
func (s *Server) changeTemplates(w http.ResponseWriter, r *http.Request) error {
	v, body, sent := from(r), account.BodyID(r.PathValue("body")), r.PostForm
	var err error
	if sent.Get("do") == "drop" {
		err = s.options.Desk.DropTemplate(r.Context(), v.Person, body, sent.Get("template"))
	} else {
		err = s.options.Desk.SaveTemplate(r.Context(), v.Person, consult.AnswerTemplate{
			Body: string(body), Name: sent.Get("name"), Position: consult.Position(sent.Get("position")),
			Reason: consult.Text{SV: sent.Get("reason"), EN: sent.Get("reason-en")}})
	}
	return s.answeredOr(w, r, err, v.Href(v.Path)+"?klart=saved", s.showTemplates)
}
