package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// planRecordRoutes are where staff enter what was done outside Insyn.
func (s *Server) planRecordRoutes() []Route {
	const path = work + "/plan/{plan}/gjort"
	return []Route{
		{Method: "GET", Pattern: path, Access: Staff, Handler: s.planRecord},
		{Method: "POST", Pattern: path, Access: Staff, Handler: s.enterRecord},
	}
}

// RecordDeskPage lists what has been entered by hand for a plan, and takes more.
type RecordDeskPage struct {
	Page
	Over    Named
	Action  string
	Read    string
	Form    Form
	Entered Table
	Empty   Empty
	Fields  []Field
	Meeting []Field // asked of a meeting alone
	Why     Field
	Write   bool
}

// planRecord shows what has been entered.
func (s *Server) planRecord(w http.ResponseWriter, r *http.Request) error {
	return s.showPlanRecord(w, r, nil)
}

func (s *Server) showPlanRecord(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	p, err := s.options.Desk.PlanDesk(r.Context(), v.Person, r.PathValue("plan"))
	if err != nil {
		return err
	}
	page := v.recordDeskPage(s.page(r, v.T("plan-record.title")), p, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "plan-record", page)
}

// meetingEntered and outreachEntered are what is entered beside documents.
const meetingEntered, outreachEntered = "meeting", "outreach"

// enteredWords names what can be entered, in the order in which it is offered.
var enteredWords = []struct {
	value string
	word  lang.Key
}{
	{meetingEntered, lang.Key("plan-record.meeting")}, {"rules", lang.Key("plan-record.rules")},
	{"timeline", lang.Key("plan-record.timeline")},
	{"cocreation", lang.Key("plan-record.cocreation")},
	{"evidence", lang.Key("plan-record.evidence")}, {"other", lang.Key("plan-record.other")},
	{outreachEntered, lang.Key("plan-record.outreach")},
}

// recordDeskPage makes the page of what has been entered.
func (v *visit) recordDeskPage(page Page, p act.PublicPlan, f Form) RecordDeskPage {
	path := v.Href(work + "/plan/" + p.Plan.Slug)
	var kinds []Option
	for _, one := range enteredWords {
		kinds = append(kinds, Option{Value: one.value, Text: v.T(string(one.word))})
	}
	return RecordDeskPage{Page: page, Form: f, Action: path + "/gjort", Read: v.readOf(p),
		Over:    Named{v.planWords(p.Plan.Content.Title), path},
		Write:   v.Person.Can(account.Publish, p.Body.ID),
		Entered: v.enteredTable(p.Plan.Content.Record),
		Empty:   Empty{Title: v.T("plan-record.none"), Text: v.T("plan-record.none-text")},
		Fields: []Field{
			f.Field("select", "what", v.T("plan-record.what"), "").Among(kinds...),
			f.Field("date", "on", v.T("plan-record.on"), ""),
			f.Field("text", "title", v.T("plan-record.name"), ""),
			f.Field("url", "source", v.T("plan-record.where"), "").
				Hinted(v.T("plan-record.where-hint"))},
		Meeting: []Field{
			f.Field("number", "government", v.T("plan-record.government"), "").Sized("short").May(),
			f.Field("number", "civil", v.T("plan-record.civil"), "").Sized("short").May(),
			f.Field("check", "results", v.T("plan-record.results"), "").May(),
			f.Field("check", "comments", v.T("plan-record.comments"), "").May()},
		Why: f.Field("text", "reason", v.T("plan-make.why"), "").Hinted(v.T("plan-make.why-hint"))}
}

// enteredTable lists what has been entered, the latest first.
func (v *visit) enteredTable(r plan.Record) Table {
	t := Table{Caption: v.T("plan-record.entered"), Columns: []Column{{Text: v.T("plan-record.on")},
		{Text: v.T("plan-record.what")}, {Text: v.T("plan-record.name")},
		{Text: v.T("council.came"), Number: true}}}
	type row struct {
		on    plan.Date
		cells []Cell
	}
	var rows []row
	add := func(on plan.Date, what lang.Key, title plan.Text, source, came string) {
		rows = append(rows, row{on, []Cell{{Text: v.planDate(on)}, {Text: v.T(string(what))},
			v.wordCell(title, source), {Text: came}}})
	}
	for _, m := range r.Meetings {
		add(m.On, lang.Key("plan-record.meeting"), m.Title, m.Source, v.came(m))
	}
	for _, d := range r.Documents {
		for _, one := range enteredWords {
			if one.value == d.Kind {
				add(d.On, one.word, d.Title, d.Source, "")
			}
		}
	}
	for _, e := range r.Outreach {
		add(e.On, lang.Key("plan-record.outreach"), e.Text, e.Source, "")
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.on, a.on) })
	for _, r := range rows {
		t.Rows = append(t.Rows, r.cells)
	}
	return t
}

// came says how many organisations came, and that nobody has counted where that is so.
func (v *visit) came(m plan.Meeting) string {
	if m.AtLeast {
		return v.T("council.at-least", "Number", v.Number(m.CivilSociety))
	}
	return v.Number(m.CivilSociety)
}

// recordSent reads what was filled in.
func recordSent(r *http.Request) (more plan.Record) {
	on, source := plan.Date(r.FormValue("on")), strings.TrimSpace(r.FormValue("source"))
	title := plan.Text{SV: strings.TrimSpace(r.FormValue("title"))}
	number := func(name string) int {
		n, _ := strconv.Atoi(r.FormValue(name)) // what is no number is none
		return n
	}
	switch what := r.FormValue("what"); what {
	case meetingEntered:
		more.Meetings = []plan.Meeting{{On: on, Title: title, Source: source,
			Government: number("government"), CivilSociety: number("civil"),
			Results: r.FormValue("results") != "", Comments: r.FormValue("comments") != ""}}
	case outreachEntered:
		more.Outreach = []plan.Event{{On: on, Text: title, Source: source}}
	default:
		more.Documents = []plan.Document{{Kind: what, On: on, Title: title, Source: source}}
	}
	return more
}

// enterRecord takes what was done.
func (s *Server) enterRecord(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("plan")
	err := s.options.Desk.EnterRecord(r.Context(), from(r).Person, slug, readVersion(r),
		recordSent(r), r.FormValue("reason"))
	return s.planDone(w, r, err, "/"+slug+"/gjort", "record", s.showPlanRecord)
}
