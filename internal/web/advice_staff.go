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

// adviceStaffRoutes are where recommendations are read in, answered and followed.
func (s *Server) adviceStaffRoutes() []Route {
	const body, one = work + "/integritet/{body}", work + "/rekommendation/{advice}"
	post := func(pattern string, h handler) Route {
		return Route{Method: "POST", Pattern: pattern, Access: Staff, Handler: h}
	}
	read := post(body+"/las-in", s.importAdvice)
	read.Body = mostAdvice
	return []Route{
		{Method: "GET", Pattern: body, Access: Staff, Handler: s.adviceDesk},
		read,
		{Method: "GET", Pattern: one, Access: Staff, Handler: s.adviceWork},
		post(one+"/svar", s.answerAdvice),
		post(one+"/underlag", s.proveAdvice),
		post(one+"/bedomning", s.assessAdvice),
		post(one+"/uppfoljning", s.followAdvice),
		post(one+"/jav", s.declareInterest),
	}
}

// mostAdvice is how many bytes a list of recommendations may have.
const mostAdvice = 4 << 20

// AdviceDeskPage is what a body has to answer, and what it keeps.
type AdviceDeskPage struct {
	Page
	Body    string
	Ours    Table // addressed to us
	Kept    Table
	None    Empty
	Summary ErrorSummary
	Deeds   []Deed // none for who may not publish
}

// adviceDesk shows what waits at a body.
func (s *Server) adviceDesk(w http.ResponseWriter, r *http.Request) error {
	return s.showAdviceDesk(w, r, Notice{}, nil)
}

func (s *Server) showAdviceDesk(w http.ResponseWriter, r *http.Request, done Notice,
	wrong error) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	all, err := s.options.Desk.AdviceOf(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := v.adviceDeskPage(s.page(r, v.T("advice.work-title")), all, id, s.form(w, r, wrong))
	page.notice(v, r, done)
	return s.render(w, r, fault.Status(wrong), "advice-desk", page)
}

func (v *visit) adviceDeskPage(p Page, all act.Recommendations, id account.BodyID,
	f Form) AdviceDeskPage {
	page := AdviceDeskPage{Page: p, Body: v.bodyName(all.Bodies[string(id)]),
		Summary: f.Summary(),
		Ours:    v.adviceColumns(v.T("advice.ours")), Kept: v.adviceColumns(v.T("advice.ours-kept")),
		None: Empty{Title: v.T("advice.none"), Text: v.T("advice.none-here")}}
	for _, group := range integrity.BySource(all.Cases) {
		for _, c := range group {
			row := v.adviceWorkRow(all, c)
			if c.Now().Addressee == string(id) {
				page.Ours.Rows = append(page.Ours.Rows, row)
			}
			if c.Matter.Body == string(id) {
				page.Kept.Rows = append(page.Kept.Rows, row)
			}
		}
	}
	if v.Person.Can(account.Publish, id) {
		at := v.Href(work + "/integritet/" + url.PathEscape(string(id)))
		page.Deeds = []Deed{f.Deed(at, "las-in", v.T("advice.import"), v.T("advice.import-text"),
			v.adviceImportFields(f), v.T("advice.import-do"))}
	}
	return page
}

func (v *visit) adviceColumns(caption string) Table {
	return Table{Caption: caption, Columns: []Column{{Text: v.T("advice.recommendation")},
		{Text: v.T("advice.to")}, {Text: v.T("advice.answer")}, {Text: v.T("advice.follow-up")}}}
}

// adviceWorkRow shows a case in a table, with a link to where one works with it.
func (v *visit) adviceWorkRow(all act.Recommendations, c integrity.Case) []Cell {
	r := c.Now()
	status := Cell{Text: v.T("advice.no-status")}
	if c.Status() != "" {
		status = Cell{Chip: v.statusOf(c.Status())}
	}
	return []Cell{{Text: r.Source.By + " " + r.Ref + ": " + beginning(v.saying(r.Text).Text, 80),
		Link: v.Href(work + "/rekommendation/" + string(c.Matter.ID))},
		{Text: v.addressee(all, r)}, {Chip: v.answeringChip(c)}, status}
}

// beginning gives the first words of a text.
func beginning(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	cut := string(runes[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// adviceImportFields are the questions of a list.
func (v *visit) adviceImportFields(f Form) []Field {
	scales := []Option{}
	for _, s := range integrity.Scales() {
		text := v.saying(s.Name).Text
		if len(s.Grades) == 0 {
			text += " " + v.T("advice.scale-words")
		}
		scales = append(scales, Option{Value: s.ID, Text: text})
	}
	file := f.Field("file", "file", v.T("advice.file"), "").Hinted(v.T("advice.file-hint"))
	file.Accept = ".csv,.xlsx,text/csv"
	return []Field{
		f.Field("text", "by", v.T("advice.by"), ""),
		f.Field("text", "title", v.T("advice.report-title"), ""),
		f.Field("text", "on", v.T("advice.report-on"),
			"").Hinted(v.T("advice.date-hint")).Sized("short"),
		f.Field("url", "url", v.T("advice.report-url"), "").May(),
		f.Field("text", "source", v.T("advice.source-id"),
			"").Hinted(v.T("advice.source-id-hint")).Sized("middle"),
		f.Field("select", "scale", v.T("advice.scale-label"), "").Among(scales...),
		file,
	}
}

// importAdvice takes a list.
func (s *Server) importAdvice(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(account.Publish, id); err != nil {
		return err
	}
	_, data, err := upload(r, "file")
	if err != nil {
		return s.showAdviceDesk(w, r, Notice{}, err)
	}
	done, err := s.options.Desk.ImportAdvice(r.Context(), v.Person, id, integrity.Source{
		ID: strings.TrimSpace(r.FormValue("source")), By: strings.TrimSpace(r.FormValue("by")),
		Title: strings.TrimSpace(r.FormValue("title")), On: integrity.Date(strings.TrimSpace(r.FormValue("on"))),
		URL: strings.TrimSpace(r.FormValue("url")), Scale: r.FormValue("scale")}, data)
	told := Notice{Tone: Done, Title: v.T("advice.imported"),
		Text: v.T("advice.imported-text", "New", done.New, "Changed", done.Changed, "Same", done.Same,
			"Assessed", done.Assessed)}
	return settledAtDesk(w, r, work+"/integritet/"+url.PathEscape(string(id)), told, err,
		s.showAdviceDesk)
}

// AdviceWorkPage is where one works with a recommendation.
type AdviceWorkPage struct {
	Page
	Public     Link
	Lead       Words
	States     []Chip
	Action     string
	Form       Form
	Deeds      []Deed // of who answers, and of who keeps the register
	Barred     string // why nothing is decided by who looks
	Interested bool
}

// adviceWork shows the forms.
func (s *Server) adviceWork(w http.ResponseWriter, r *http.Request) error {
	return s.showAdviceWork(w, r, nil)
}

func (s *Server) showAdviceWork(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, id := from(r), integrity.ID(r.PathValue("advice"))
	c, err := s.options.Desk.AdviceDesk(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	all, err := s.options.Desk.Recommendations(r.Context())
	if err != nil {
		return err
	}
	page := v.adviceWorkPage(s.page(r, ""), all, c, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "advice-work", page)
}

// adviceWorkPage makes the page of the forms: each for those who may.
func (v *visit) adviceWorkPage(p Page, all act.Recommendations, c integrity.Case,
	f Form) AdviceWorkPage {
	r := c.Now()
	p.Title = v.T("advice.one", "Ref", r.Ref, "By", r.Source.By)
	row := v.adviceRow(all, c)
	page := AdviceWorkPage{Page: p, Public: Link{v.T("advice.see-public"), row.Href},
		Lead:   row.Text,
		States: row.States, Form: f, Action: v.Href(work + "/rekommendation/" + string(c.Matter.ID)),
		Interested: c.Interested(string(v.Person.ID))}
	if page.Interested {
		page.Barred = v.T("advice.barred")
		return page
	}
	keeps := v.Person.Can(account.Edit, account.BodyID(c.Matter.Body))
	if v.Person.Can(account.Publish, account.BodyID(r.Addressee)) {
		page.do("svar", v.T("advice.answer-do"), "", v.adviceAnswerFields(f),
			v.T("advice.answer-send"))
	}
	if keeps {
		page.do("uppfoljning", v.T("advice.follow-up"), "", v.followUpFields(c, f),
			v.T("advice.follow-do"))
	}
	page.do("underlag", v.T("advice.evidence-add"), v.T("advice.evidence-what"),
		v.adviceEvidenceFields(f), v.T("advice.evidence-do"))
	if keeps {
		page.do("bedomning", v.T("advice.assess"), v.T("advice.assess-what"),
			v.assessmentFields(c, f), v.T("advice.assess-do"))
	}
	return page
}

// do adds a deed of somebody without an interest.
func (p *AdviceWorkPage) do(id, title, text string, fields []Field, button string) {
	p.Deeds = append(p.Deeds, p.Form.Deed(p.Action, id, title, text, fields, button).Disinterested())
}

func (v *visit) adviceAnswerFields(f Form) []Field {
	return []Field{
		f.Field("radios", "position", v.T("advice.position"), "").Among(
			options(v, "position", integrity.Positions())...),
		f.Field("area", "reason", v.T("advice.reason"),
			"").Hinted(v.T("advice.reason-hint")).Area(5, 4000),
		f.Field("area", "measure", v.T("advice.measure"),
			"").Hinted(v.T("advice.measure-hint")).Area(3, 4000).May(),
		f.Field("text", "by", v.T("advice.done-by"),
			"").Hinted(v.T("advice.date-hint")).Sized("short").May(),
	}
}

// options words the values of a kind.
func options[T ~string](v *visit, kind string, values []T) (all []Option) {
	for _, value := range values {
		all = append(all, Option{Value: string(value), Text: v.adviceWord(kind, string(value))})
	}
	return all
}

func (v *visit) adviceEvidenceFields(f Form) []Field {
	return []Field{
		f.Field("text", "proves", v.T("advice.proves"), ""),
		f.Field("url", "url", v.T("advice.proof-url"), "").May(),
		f.Field("text", "hash", v.T("advice.proof-hash"),
			"").Hinted(v.T("advice.proof-hash-hint")).May(),
		f.Field("text", "on", v.T("advice.proof-on"),
			"").Hinted(v.T("advice.date-hint")).Sized("short"),
	}
}

func (v *visit) assessmentFields(c integrity.Case, f Form) []Field {
	scale := c.Scale()
	var fields []Field
	if len(scale.Grades) > 0 {
		var grades []Option
		for _, g := range scale.Grades {
			grades = append(grades, Option{Value: g.ID, Text: v.saying(g.Word).Text})
		}
		fields = append(fields, f.Field("radios", "grade", v.T("advice.grade"), "").
			Hinted(v.T("advice.scale", "Scale", v.saying(scale.Name).Text)).Among(grades...))
	}
	corrects := []Option{{Text: v.T("advice.corrects-none")}}
	for _, a := range c.Standing() {
		corrects = append(corrects, Option{Value: strconv.Itoa(a.Number),
			Text: v.someDate(a.What.On) + ": " + v.gradeChip(scale, a.What).Text})
	}
	return append(fields,
		f.Field("text", "judge", v.T("advice.judge"), c.Now().Source.By),
		f.Field("text", "round", v.T("advice.report-title"), ""),
		f.Field("text", "assessed", v.T("advice.report-on"),
			"").Hinted(v.T("advice.date-hint")).Sized("short"),
		f.Field("text", "page", v.T("advice.report-page"), "").Sized("short").May(),
		f.Field("url", "assessment-url", v.T("advice.report-url"), "").May(),
		f.Field("area", "words", v.T("advice.words"), "").Hinted(v.T("advice.words-hint")).Area(3,
			4000).May(),
		f.Field("check", "self", v.T("advice.self"), "").May(),
		f.Field("select", "corrects", v.T("advice.corrects-label"), "").Among(corrects...),
		f.Field("text", "why", v.T("advice.corrects"), "").May())
}

func (v *visit) followUpFields(c integrity.Case, f Form) []Field {
	return []Field{
		f.Field("radios", "status", v.T("advice.status"), string(c.Status())).
			Hinted(v.T("advice.status-hint")).Among(options(v, "status", integrity.Statuses())...),
		f.Field("area", "follow-reason", v.T("advice.follow-reason"), "").Area(3, 4000),
	}
}

// words gives a text in the language of the visit's forms: what staff write is Swedish.
func words(r *http.Request, field string) integrity.Text {
	return integrity.Text{SV: strings.TrimSpace(strings.ReplaceAll(r.FormValue(field), "\r\n", "\n"))}
}

// answerAdvice takes the addressee's answer.
func (s *Server) answerAdvice(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.AnswerAdvice(r.Context(), from(r).Person,
		integrity.ID(r.PathValue("advice")),
		integrity.Response{Position: integrity.Position(r.FormValue("position")),
			Reason:  words(r, "reason"),
			Measure: words(r, "measure"), By: integrity.Date(strings.TrimSpace(r.FormValue("by")))})
	return s.adviceChanged(w, r, err, "advice-answered")
}

// proveAdvice takes a piece of evidence.
func (s *Server) proveAdvice(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.ProveAdvice(r.Context(), from(r).Person,
		integrity.ID(r.PathValue("advice")),
		integrity.Evidence{Proves: words(r, "proves"), URL: strings.TrimSpace(r.FormValue("url")),
			Hash: strings.ToLower(strings.TrimSpace(r.FormValue("hash"))),
			On:   integrity.Date(strings.TrimSpace(r.FormValue("on")))})
	return s.adviceChanged(w, r, err, "proven")
}

// assessAdvice takes a judgement.
func (s *Server) assessAdvice(w http.ResponseWriter, r *http.Request) error {
	corrects, _ := strconv.Atoi(r.FormValue("corrects")) // 0 for none
	err := s.options.Desk.AssessAdvice(r.Context(), from(r).Person,
		integrity.ID(r.PathValue("advice")),
		integrity.Assessment{By: strings.TrimSpace(r.FormValue("judge")),
			Round: strings.TrimSpace(r.FormValue("round")),
			On:    integrity.Date(strings.TrimSpace(r.FormValue("assessed"))), Grade: r.FormValue("grade"),
			Page: strings.TrimSpace(r.FormValue("page")), URL: strings.TrimSpace(r.FormValue("assessment-url")),
			Words: words(r, "words"), Self: r.FormValue("self") != "", Corrects: corrects,
			Why: strings.TrimSpace(r.FormValue("why"))})
	return s.adviceChanged(w, r, err, "advice-assessed")
}

// followAdvice takes how far it has come.
func (s *Server) followAdvice(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.FollowAdvice(r.Context(), from(r).Person,
		integrity.ID(r.PathValue("advice")),
		integrity.FollowUp{Status: integrity.Status(r.FormValue("status")),
			Reason: words(r, "follow-reason")})
	return s.adviceChanged(w, r, err, "advice-followed")
}

// declareInterest notes that somebody has a stake, or no longer has.
func (s *Server) declareInterest(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.DeclareInterest(r.Context(), from(r).Person,
		integrity.ID(r.PathValue("advice")),
		r.FormValue("ended") != "")
	return s.adviceChanged(w, r, err, "interest")
}

// adviceChanged shows the page again: with what is wrong, or that it is done.
func (s *Server) adviceChanged(w http.ResponseWriter, r *http.Request, err error,
	told string) error {
	to := from(r).Href(work + "/rekommendation/" + url.PathEscape(r.PathValue("advice")))
	return settled(w, r, err, to+"?klart="+told, s.showAdviceWork)
}
