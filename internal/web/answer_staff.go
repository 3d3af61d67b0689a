package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// answerStaffRoutes are the pages on which staff answer.
func (s *Server) answerStaffRoutes() []Route {
	const at, one, dossier = work + "/svar/{body}", work + "/svar/{body}/{answer}",
		work + "/samrad/{id}/svar"
	const templates, duty = at + "/mallar", at + "/synpunkt/{view}"
	return []Route{
		{Method: "GET", Pattern: at, Access: Staff, Handler: s.answerQueue},
		{Method: "POST", Pattern: at, Access: Staff, Handler: s.beginAnswer},
		{Method: "GET", Pattern: templates, Access: Staff, Handler: s.answerTemplates},
		{Method: "POST", Pattern: templates, Access: Staff, Handler: s.changeTemplates},
		{Method: "GET", Pattern: duty, Access: Staff, Handler: s.duty},
		{Method: "POST", Pattern: duty, Access: Staff, Handler: s.changeDuty},
		{Method: "GET", Pattern: one, Access: Staff, Handler: s.writeAnswer},
		{Method: "POST", Pattern: one, Access: Staff, Handler: s.changeAnswer},
		{Method: "GET", Pattern: dossier, Access: Staff, Handler: s.answering},
		{Method: "POST", Pattern: dossier, Access: Staff, Handler: s.changeAnswering},
	}
}

// answersAt gives the address of a page of a body about answers.
func answersAt(body, page string) string {
	path := work + "/svar/" + body
	if page != "" {
		path += "/" + page
	}
	return path
}

// AnswerQueuePage lists what a body owes answers to.
type AnswerQueuePage struct {
	Page
	Body      string
	Lead      string
	Late      Chip // no text while nothing is late
	Filter    FilterBar
	Form      Form
	Action    string
	Rows      []AnswerRow
	Template  Field
	May       bool // who looks may answer
	Next      Link
	Empty     Empty
	Templates Link
}

// An AnswerRow is one view that waits for its answer.
type AnswerRow struct {
	ID      string // of the box that chooses it
	Value   string // forum and number
	Title   Link
	Snippet string
	Tongue  string
	Sender  string
	About   string
	Chip    Chip
	Begun   Link // to the answer that somebody has begun; no text for none
}

// mostOwed is how many views stand on one page of the queue.
const mostOwed = 50

// answerQueue lists the views that wait for an answer, the first due first.
func (s *Server) answerQueue(w http.ResponseWriter, r *http.Request) error {
	return s.showAnswerQueue(w, r, nil)
}

func (s *Server) showAnswerQueue(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, query := from(r), r.URL.Query()
	filter := store.DutyFilter{Body: r.PathValue("body"), Limit: mostOwed + 1}
	if query.Get("visa") == "sena" {
		filter.Until = v.Now
	}
	filter.After = queueMark(query.Get("efter"))
	q, err := s.options.Desk.AnswerQueue(r.Context(), v.Person, filter)
	if err != nil {
		return err
	}
	templates, err := s.options.Desk.AnswerTemplates(r.Context(), v.Person, q.Body.ID)
	if err != nil {
		return err
	}
	page := v.answerQueuePage(s.page(r, v.T("answer-queue.title")), q, templates, query,
		s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "answer-queue", page)
}

// queueMark reads where a page of the queue begins.
func queueMark(s string) store.QueueMark {
	due, view, _ := strings.Cut(s, "~")
	t, err := time.Parse(time.RFC3339Nano, due)
	if err != nil {
		return store.QueueMark{}
	}
	return store.QueueMark{Due: t, View: consult.ViewID(view)}
}

func (v *visit) answerQueuePage(p Page, q act.AnswerQueue, templates []consult.AnswerTemplate,
	query url.Values, form Form) AnswerQueuePage {
	path := v.Href(answersAt(string(q.Body.ID), ""))
	page := AnswerQueuePage{Page: p, Body: v.bodyName(q.Body), Form: form, Action: path,
		Lead:      v.T("answer-queue.lead", "Count", q.Open),
		May:       v.Person.Can(account.HandleViews, q.Body.ID),
		Templates: Link{v.T("templates.title"), path + "/mallar"}}
	if q.Late > 0 {
		page.Late = Chip{Tone: Late, Text: v.T("answers.late-count", "Count", q.Late)}
	}
	page.Filter = FilterBar{Action: path, Fields: []Field{Field{Kind: "select", Name: "visa",
		Label: v.T("queue.show"), Value: query.Get("visa")}.Among(
		Option{Value: "", Text: v.T("answer-queue.all")},
		Option{Value: "sena", Text: v.T("answer-queue.late")})}}
	list := q.Views
	if len(list) > mostOwed {
		list = list[:mostOwed]
		last := list[len(list)-1].Duty
		page.Next = Link{v.T("queue.next"), path + "?visa=" + url.QueryEscape(query.Get("visa")) +
			"&efter=" + url.QueryEscape(last.Due.UTC().Format(time.RFC3339Nano)+"~"+string(last.View))}
	}
	for _, each := range list {
		page.Rows = append(page.Rows, v.answerRow(each, q.Venues[each.Duty.Forum], true))
	}
	page.Template = form.templateField(v, templates)
	if len(list) == 0 {
		page.Empty = Empty{Title: v.T("answer-queue.none"), Text: v.T("answer-queue.none-text")}
	}
	return page
}

// templateField asks which words to begin with.
func (f Form) templateField(v *visit, templates []consult.AnswerTemplate) Field {
	options := []Option{{Value: "", Text: v.T("answer-queue.no-template")}}
	for _, t := range templates {
		options = append(options, Option{Value: t.ID, Text: t.Name})
	}
	return f.Field("select", "template", v.T("answer-queue.template"), "").Among(options...)
}

// snippetLong is how many characters of a view a row shows.
const snippetLong = 160

func (v *visit) answerRow(q store.QueuedView, venue consult.Venue, whose bool) AnswerRow {
	d, path := q.Duty, answersAt(q.Duty.Body, "")
	row := AnswerRow{ID: "v-" + string(d.View),
		Value:   string(d.Forum) + "#" + strconv.FormatInt(d.Number, 10),
		Title:   Link{v.viewName(d.Forum, d.Number), v.Href(path + "/synpunkt/" + string(d.View))},
		Snippet: snippet(q.View.Text), Tongue: v.foreign(q.View.Sender.Language),
		Sender: v.senderLine(q.View.Sender), About: v.aboutWords(q.View.Subject, venue),
		Chip: v.dueChip(d)}
	if d.Forum.Contact() != "" {
		row.Title.Href = v.Href(inboxAt(d.Body, string(d.View)))
	}
	if whose {
		row.About = v.say(venue.Title) + " · " + row.About
	}
	if d.Answer != "" {
		row.Begun = Link{v.T("answer-queue.begun"), v.Href(path + "/" + string(d.Answer))}
	}
	return row
}

func snippet(text string) string {
	letters := []rune(strings.Join(strings.Fields(text), " "))
	if len(letters) <= snippetLong {
		return string(letters)
	}
	return strings.TrimRight(string(letters[:snippetLong]), " ,.") + " …"
}

// dueChip says when an answer is due.
func (v *visit) dueChip(d consult.Duty) Chip {
	switch {
	case d.Open() && !d.Paused.IsZero():
		return Chip{Tone: Quiet, Icon: "clock", Text: v.T("case.paused", "At", v.Date(d.Paused))}
	case d.Late(v.Now):
		return Chip{Tone: Late, Icon: "warn", Text: v.T("answer.was-due", "At", v.Date(d.Due))}
	case d.Stage() == consult.StageAnswered:
		return Chip{Tone: Done, Text: v.T("stage.answered")}
	case d.Stage() == consult.StageEnded:
		return Chip{Tone: Quiet, Text: v.T("stage.ended")}
	}
	return Chip{Tone: Neutral, Icon: "clock", Text: v.T("answer.due", "At", v.Date(d.Due))}
}

// beginAnswer begins an answer to the views that were chosen.
func (s *Server) beginAnswer(w http.ResponseWriter, r *http.Request) error {
	forum, numbers := sentViews(r.PostForm["view"])
	return s.begunAnswer(w, r, forum, numbers, s.showAnswerQueue)
}

// begunAnswer begins an answer and leads to where it is written.
func (s *Server) begunAnswer(w http.ResponseWriter, r *http.Request, forum consult.Forum,
	numbers []int64, again func(http.ResponseWriter, *http.Request, error) error) error {
	v := from(r)
	if len(numbers) == 0 {
		return again(w, r, fault.New(fault.Invalid, "answer.no-views").At("views"))
	}
	a, err := s.options.Desk.BeginAnswer(r.Context(), v.Person, forum, numbers,
		r.PostForm.Get("template"))
	if fault.Is(err, fault.Refused) || fault.Is(err, fault.Invalid) {
		return again(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(answersAt(a.Body, string(a.ID))), http.StatusSeeOther)
	return nil
}

// sentViews reads which views were chosen: those of the forum of the first.
func sentViews(values []string) (forum consult.Forum, numbers []int64) {
	for _, value := range values {
		f, number, _ := strings.Cut(value, "#")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil || forum != "" && consult.Forum(f) != forum {
			continue
		}
		forum = consult.Forum(f)
		numbers = append(numbers, n)
	}
	return forum, numbers
}

// AnsweringPage shows how the answers in a consultation come along.
type AnsweringPage struct {
	Page
	Dossier  Dossier
	Measures []Measure
	Form     Form
	Action   string
	Rows     []AnswerRow
	Template Field
	Answers  Table
	Ready    string // how many would be published; "" for none
	Close    string // says that it can be closed; "" where it is
	Closed   string // says since when it is closed; "" while it is open
	May      bool   // who looks may publish and close
	Write    bool   // and write
	Public   Link
	Empty    Empty
}

// answering shows how the answers in a consultation come along.
func (s *Server) answering(w http.ResponseWriter, r *http.Request) error {
	return s.showAnswering(w, r, nil)
}

func (s *Server) showAnswering(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "svar")
	if err != nil {
		return err
	}
	a, err := s.options.Desk.Answering(r.Context(), v.Person, file.Consultation.ID.Forum())
	if err != nil {
		return err
	}
	templates, err := s.options.Desk.AnswerTemplates(r.Context(), v.Person, file.Body.ID)
	if err != nil {
		return err
	}
	page := v.answeringPage(s.page(r, v.T("answering.title")), dossier, file, a,
		s.form(w, r, wrong))
	page.Template = page.Form.templateField(v, templates)
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "answering", page)
}

func (v *visit) answeringPage(p Page, d Dossier, file dossierFile, a act.Answering,
	form Form) AnsweringPage {
	body := file.Body.ID
	page := AnsweringPage{Page: p, Dossier: d, Measures: v.clockMeasures(a.Clock), Form: form,
		Action: v.Href(dossierPath(file.Consultation.ID, "svar")),
		May:    v.Person.Can(account.Publish, body), Write: v.Person.Can(account.HandleViews, body)}
	if file.Consultation.Published > 0 {
		page.Public = Link{v.T("answers.title"), v.Href(a.Venue.Path + "/svar")}
	}
	for _, each := range a.Open {
		page.Rows = append(page.Rows, v.answerRow(each, a.Venue, false))
	}
	ready := 0
	page.Answers = Table{Caption: v.T("answering.list"),
		Columns: []Column{{Text: v.T("answering.answer")},
			{Text: v.T("answer.position")}, {Text: v.T("answering.views")}, {Text: v.T("queue.state")}}}
	for _, each := range a.Answers {
		if each.Ready && each.Version == 0 {
			ready++
		}
		page.Answers.Rows = append(page.Answers.Rows, v.answerLine(each, a.Views[each.ID]))
	}
	if ready > 0 {
		page.Ready = v.T("answering.publish", "Count", ready)
	}
	if a.Venue.Closed.IsZero() {
		page.Close = v.T("answering.close-text", "Count", a.Clock.Open)
	} else {
		page.Closed = v.T("answers.closed", "At", v.Date(a.Venue.Closed))
	}
	if a.Clock.Received == 0 {
		page.Empty = Empty{Title: v.T("queue.none"), Text: v.T("queue.none-text")}
	} else if len(page.Rows) == 0 {
		page.Empty = Empty{Title: v.T("answer-queue.none"), Text: v.T("answer-queue.none-text")}
	}
	return page
}

func (v *visit) answerLine(a consult.Answer, views []int64) []Cell {
	title := v.T("answering.draft")
	if a.Number > 0 {
		title = v.T("answer.one", "Number", a.Number)
	}
	var numbers []string
	for _, n := range views {
		numbers = append(numbers, strconv.FormatInt(n, 10))
	}
	position := Chip{Tone: Quiet, Text: v.T("answering.undecided")}
	if a.Position != "" {
		position = v.positionChip(a.Position)
	}
	return []Cell{{Text: title, Link: v.Href(answersAt(a.Body, string(a.ID)))}, {Chip: position},
		{Text: strings.Join(numbers, ", ")}, {Chip: v.answerState(a)}}
}

// answerState says how far an answer has come.
func (v *visit) answerState(a consult.Answer) Chip {
	switch {
	case a.Ready:
		return Chip{Tone: Active, Text: v.T("answering.ready")}
	case a.Version > 0:
		return Chip{Tone: Done, Text: v.T("answering.published")}
	}
	return Chip{Tone: Quiet, Icon: "pen", Text: v.T("answering.draft")}
}

// changeAnswering begins answers, publishes those that are ready, and closes.
func (s *Server) changeAnswering(w http.ResponseWriter, r *http.Request) error {
	v, forum := from(r), consult.ID(r.PathValue("id")).Forum()
	var err error
	klart := "saved"
	switch r.PostForm.Get("do") {
	case "begin":
		_, numbers := sentViews(r.PostForm["view"])
		return s.begunAnswer(w, r, forum, numbers, s.showAnswering)
	case "close":
		err, klart = s.options.Desk.CloseForum(r.Context(), v.Person, forum), "closed"
	case "reopen":
		err, klart = s.options.Desk.ReopenForum(r.Context(), v.Person, forum), "reopened"
	default:
		_, err = s.options.Desk.PublishAnswers(r.Context(), v.Person, forum, nil, "")
		klart = "answers-published"
	}
	return s.answeredOr(w, r, err, v.Href(v.Path)+"?klart="+klart, s.showAnswering)
}

// answeredOr leads on after something was done, or shows the page again with
// what was wrong.
func (s *Server) answeredOr(w http.ResponseWriter, r *http.Request, err error, on string,
	again func(http.ResponseWriter, *http.Request, error) error) error {
	if fault.Is(err, fault.Forbidden) { // a colleague has to publish
		return again(w, r, err)
	}
	return settled(w, r, err, on, again)
}
