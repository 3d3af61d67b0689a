package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// appraisalRoutes are where a body assesses its own work.
func (s *Server) appraisalRoutes() []Route {
	const body = work + "/sjalvvardering/{body}"
	return []Route{
		{Method: "GET", Pattern: body, Access: Staff, Handler: s.appraisals},
		{Method: "POST", Pattern: body, Access: Staff, Handler: s.openRound},
		{Method: "GET", Pattern: body + "/{round}", Access: Staff, Handler: s.appraisal},
		{Method: "POST", Pattern: body + "/{round}", Access: Staff, Handler: s.saveAppraisal},
	}
}

// AppraisalsPage lists the rounds in which a body is asked, and opens others.
type AppraisalsPage struct {
	Page
	Body   string
	Rounds Table
	None   Empty
	Form   Form
	Action string
	Fields []Field // none for who may not open a round
}

// appraisals lists the rounds.
func (s *Server) appraisals(w http.ResponseWriter, r *http.Request) error {
	return s.showAppraisals(w, r, nil)
}

func (s *Server) showAppraisals(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	list, err := s.options.Desk.Appraisings(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	bodies, err := s.options.Desk.Bodies(r.Context())
	if err != nil {
		return err
	}
	page := v.appraisalsPage(s.page(r, v.T("appraisal.title")), id, list, bodies,
		s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "appraisals", page)
}

func (v *visit) appraisalsPage(p Page, id account.BodyID, list []act.Appraising,
	bodies []account.Body, f Form) AppraisalsPage {
	page := AppraisalsPage{Page: p, Form: f, Action: v.Href(appraisalPath(id, "")),
		None: Empty{Title: v.T("appraisal.none"), Text: v.T("appraisal.none-text")},
		Rounds: Table{Caption: v.T("appraisal.rounds"),
			Columns: []Column{{Text: v.T("picture.round")},
				{Text: v.T("picture.period")}, {Text: v.T("appraisal.state")}}}}
	var names []Option
	for _, b := range bodies {
		if b.ID == id || v.Person.Can(account.ManageBody, id) { // see act.Desk.OpenRound
			names = append(names, Option{Value: string(b.ID), Text: v.bodyName(b)})
		}
		if b.ID == id {
			page.Body = v.bodyName(b)
		}
	}
	for _, a := range list {
		o := a.Round.Opening
		page.Rounds.Rows = append(page.Rounds.Rows, []Cell{
			{Text: v.saying(o.Name).Text, Link: v.Href(appraisalPath(id, a.Round.Matter.Key))},
			{Text: v.someDate(o.From) + " – " + v.someDate(o.Until)}, {Chip: v.appraisalChip(a)}})
	}
	if v.Person.Can(account.Publish, id) {
		page.Fields = []Field{
			f.Field("text", "name", v.T("appraisal.name"), "").Hinted(v.T("appraisal.name-hint")),
			f.Field("date", "from", v.T("appraisal.from"), ""),
			f.Field("date", "until", v.T("appraisal.until"), ""),
			f.Field("checks", "population", v.T("appraisal.population"),
				"").Hinted(v.T("appraisal.population-hint")).Among(names...)}
	}
	return page
}

// appraisalPath gives the Swedish path of a body's rounds, or of one of them.
func appraisalPath(body account.BodyID, round string) string {
	path := work + "/sjalvvardering/" + url.PathEscape(string(body))
	if round != "" {
		path += "/" + round
	}
	return path
}

// appraisalChip says how far a body has come in a round.
func (v *visit) appraisalChip(a act.Appraising) Chip {
	switch {
	case a.Draft.SignedBy != "":
		return Chip{Tone: Active, Icon: "pen", Text: v.T("appraisal.signed-once")}
	case a.Submitted > 0:
		return Chip{Tone: Done, Text: v.T("appraisal.submitted")}
	case !a.Open:
		return Chip{Tone: Late, Text: v.T("appraisal.closed")}
	case a.Draft.Saved > 0:
		return Chip{Tone: Active, Text: v.T("appraisal.begun")}
	}
	return Chip{Tone: Quiet, Text: v.T("appraisal.not-begun")}
}

// openRound begins a round.
func (s *Server) openRound(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	_, err := s.options.Desk.OpenRound(r.Context(), v.Person, id, integrity.Opening{Name: words(r, "name"),
		From: integrity.Date(r.FormValue("from")), Until: integrity.Date(r.FormValue("until")),
		Population: r.PostForm["population"]})
	if fault.Is(err, fault.Invalid) {
		return s.showAppraisals(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(appraisalPath(id, ""))+"?klart=round", http.StatusSeeOther)
	return nil
}

// AppraisalPage is the form in which a body assesses its own work.
type AppraisalPage struct {
	Page
	Body   string
	State  Chip
	Lead   string
	Form   Form
	Action string
	Saved  Field // tells two windows apart
	First  Field // the definition
	Areas  []AppraisalArea
	Others []Fact // what somebody else has saved meanwhile, question by question
	May    bool
	Sign   string // what signing does now
}

// An AppraisalArea is the questions of an area, and the level that they come to.
type AppraisalArea struct {
	ID    string
	Name  string
	Level string
	Apart []Fact // what does not apply, and why: no obstacle to the level
	Items []AppraisalItem
	Said  []Fact // how each question was answered, for who may not change it
}

// An AppraisalItem is a question: its answer and its comment.
type AppraisalItem struct {
	Question string
	Fields   [2]Field
}

// appraisal shows the form.
func (s *Server) appraisal(w http.ResponseWriter, r *http.Request) error {
	return s.showAppraisal(w, r, nil)
}

func (s *Server) showAppraisal(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	a, err := s.options.Desk.Appraising(r.Context(), v.Person, id, r.PathValue("round"))
	if err != nil {
		return err
	}
	page := v.appraisalPage(s.page(r, ""), a, s.form(w, r, wrong))
	page.Scripts = []string{"appraisal.js"}
	page.notice(v, r)
	if fault.Is(wrong, fault.Conflict) {
		page.conflict(v, a, sentAppraisal(r, a.Round.Instrument()))
	}
	return s.render(w, r, fault.Status(wrong), "appraisal", page)
}

// appraisalPage makes the form, filled in as it was sent or as it stands.
func (v *visit) appraisalPage(p Page, a act.Appraising, f Form) AppraisalPage {
	p.Title, p.Styles = v.saying(a.Round.Opening.Name).Text, integritySheet
	page := AppraisalPage{Page: p, Body: v.bodyName(a.Body), State: v.appraisalChip(a), Form: f,
		Lead: v.T("appraisal.lead", "Until", v.someDate(a.Round.Opening.Until)), Action: v.Href(appraisalPath(a.Body.ID, a.Round.Matter.Key)),
		May:   a.Open && v.Person.Can(account.Edit, a.Body.ID),
		Saved: Field{Kind: "hidden", Name: "saved", Value: strconv.Itoa(a.Draft.Saved)}, Sign: v.T("appraisal.sign-first")}
	if !a.Open {
		page.Lead = v.T("appraisal.lead-closed", "Until", v.someDate(a.Round.Opening.Until))
	}
	if a.Draft.SignedBy != "" {
		page.Sign = v.T("appraisal.sign-second")
	}
	page.First = f.Field("radios", "defines", v.T("appraisal.defines"), a.Draft.Content.Defines).
		Hinted(v.T("appraisal.defines-hint")).Among(Option{Value: "yes", Text: v.T("picture.defines-yes")}, Option{Value: "no", Text: v.T("picture.defines-no")})
	for _, area := range a.Round.Instrument().Areas {
		part := AppraisalArea{ID: area.ID, Name: v.saying(area.Name).Text,
			Level: v.Say("appraisal-level."+strconv.Itoa(int(a.Draft.Content.Level(area))), nil)}
		for _, item := range area.Items {
			is, question := a.Draft.Content.Replies[item.ID], v.saying(item.Text).Text
			part.Items = append(part.Items, AppraisalItem{question, v.itemFields(f, item, is)})
			part.Said = append(part.Said, Fact{Term: question, Text: v.answered(is)})
			if is.Mark == integrity.Apart {
				part.Apart = append(part.Apart, Fact{Term: question, Text: is.Comment})
			}
		}
		page.Areas = append(page.Areas, part)
	}
	return page
}

// itemFields are the answer to a question, and its comment.
func (v *visit) itemFields(f Form, item integrity.Item, is integrity.Reply) [2]Field {
	marks := []Option{{Text: v.T("appraisal.choose")}}
	for _, m := range integrity.Marks() {
		marks = append(marks, Option{Value: string(m), Text: v.mark(m)})
	}
	return [2]Field{f.Field("select", "mark-"+item.ID, v.T("picture.answer"),
		string(is.Mark)).Among(marks...),
		f.Field("text", "comment-"+item.ID, v.T("appraisal.comment"), is.Comment).May()}
}

// Summary gives what is wrong, with the question that it is about: many may be
// wrong in the same way.
func (p AppraisalPage) Summary() ErrorSummary {
	asked := map[string]string{}
	for _, area := range p.Areas {
		for _, item := range area.Items {
			for _, field := range item.Fields {
				asked["#"+field.ID()] = item.Question
			}
		}
	}
	summary := p.Form.Summary()
	for i, wrong := range summary.Items {
		if question := asked[wrong.Href]; question != "" {
			summary.Items[i].Text = question + " " + wrong.Text
		}
	}
	return summary
}

// conflict keeps what was sent in the form, and tells where somebody else has
// saved something else meanwhile. To save again writes that over, knowingly.
func (p *AppraisalPage) conflict(v *visit, a act.Appraising, sent integrity.SelfAssessment) {
	q := a.Round.Instrument()
	for _, id := range sent.Tidy(q).Differs(a.Draft.Content, q) {
		item, _ := q.Item(id)
		p.Others = append(p.Others, Fact{Term: v.saying(item.Text).Text,
			Text: v.answered(a.Draft.Content.Replies[id])})
	}
}

// answered says how a question was answered, and the comment.
func (v *visit) answered(r integrity.Reply) string {
	text := v.T("appraisal.choose")
	if r.Mark != "" {
		text = v.mark(r.Mark)
	}
	if r.Comment != "" {
		text += ": " + r.Comment
	}
	return text
}

// sentAppraisal reads what was filled in.
func sentAppraisal(r *http.Request, q integrity.Instrument) integrity.SelfAssessment {
	s := integrity.SelfAssessment{Defines: r.FormValue("defines"),
		Replies: map[string]integrity.Reply{}}
	for _, a := range q.Areas {
		for _, i := range a.Items {
			s.Replies[i.ID] = integrity.Reply{Mark: integrity.Mark(r.FormValue("mark-" + i.ID)),
				Comment: strings.TrimSpace(r.FormValue("comment-" + i.ID))}
		}
	}
	return s
}

// saveAppraisal keeps what was filled in, and signs it where that is asked for.
// A script that saves by itself is answered in short.
func (s *Server) saveAppraisal(w http.ResponseWriter, r *http.Request) error {
	v, id, round := from(r), account.BodyID(r.PathValue("body")), r.PathValue("round")
	before, err := s.options.Desk.Appraising(r.Context(), v.Person, id, round)
	if err != nil {
		return err
	}
	sent := sentAppraisal(r, before.Round.Instrument())
	read, told := count(r.FormValue("saved")), "saved"
	if r.FormValue("sign") == "" || !same(before, sent) { // what is signed is what stands
		before, err = s.options.Desk.SaveAppraisal(r.Context(), v.Person, id, round, read, sent)
		read = before.Draft.Saved
	}
	if r.FormValue("quiet") != "" {
		return autosaved(w, v, read, err)
	}
	if err == nil && r.FormValue("sign") != "" {
		told = "signed"
		var done bool
		if done, err = s.options.Desk.SignAppraisal(r.Context(), v.Person, id, round, read); done {
			told = "submitted"
		}
	}
	return settled(w, r, err, v.Href(appraisalPath(id, round))+"?klart="+told, s.showAppraisal)
}

// autosaved tells the script how it went, in words that it can show: what is
// wrong with what was sent is said at once, and not when all is filled in.
func autosaved(w http.ResponseWriter, v *visit, read int, err error) error {
	told := struct {
		Saved   int    `json:"saved"`
		Problem string `json:"problem,omitempty"`
	}{Saved: read}
	switch fault.Of(err) {
	case "":
	case fault.Invalid, fault.Refused, fault.Conflict:
		told.Problem = v.Faults(err)[0].Message
	default:
		return err
	}
	return writeJSON(w, http.StatusOK, "application/json", told)
}

// same tells whether nothing was changed in the form.
func same(a act.Appraising, sent integrity.SelfAssessment) bool {
	q := a.Round.Instrument()
	return a.Draft.Content.Defines == sent.Defines && len(sent.Tidy(q).Differs(a.Draft.Content, q)) == 0
}
