package web

import (
	"net/http"
	"strconv"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// planFollowRoutes are where one sees where a plan stands, what is new in it,
// its forum, its days, and what reviewers get.
func (s *Server) planFollowRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true}
	}
	held := func(method, pattern string, h handler) Route {
		return Route{Method: method, Pattern: pattern, Access: Holder, Handler: h}
	}
	return []Route{
		get("/plan/{slug}/lage", s.planState),
		get("/plan/{slug}/lage/bilder", s.planSlides),
		get("/plan/{slug}/kalender", s.planCalendar),
		get("/plan/{slug}/forum", s.council),
		get("/plan/{slug}/forum.csv", s.councilSheet),
		get("/plan/{slug}/moten.csv", s.councilSheet),
		get("/plan/{slug}/granskning", s.review),
		get("/plan/{slug}/nytt", s.planNews),
		get("/plan/{slug}/atom.xml", s.planFeed),
		{Method: "GET", Pattern: "/plan/{slug}/underlag/{hash}", Access: Anyone,
			Handler: s.keepsake,
			Machine: true},
		{Method: "GET", Pattern: "/plan/{slug}/folj", Access: Anyone, Handler: s.followForm},
		{Method: "POST", Pattern: "/plan/{slug}/folj", Access: Anyone, Handler: s.follow},
		held("GET", "/folj/{link}", s.following),
		held("POST", "/folj/{link}/bekrafta", s.confirmFollowing),
		held("POST", "/folj/{link}/sluta", s.leaveFollowing),
	}
}

// StatePage shows where a plan stands: what was promised, measured, changed
// since the last meeting, what is late and why.
type StatePage struct {
	Page
	Over   Named
	Lead   string
	Since  string
	Filter FilterBar
	Wrong  ErrorSummary // the day that was asked for is none
	Parts  []StatePart
	Next   Link
	Slides Link
	Back   Link // from the slides
	Attach *AttachForm
}

// A StatePart is what is said of one commitment.
type StatePart struct {
	Place    int    // among the parts
	Number   string // as the plan counts
	ID       string
	Title    Words
	Href     string
	Promised Words
	State    Chip
	Measured []string
	Changed  [][]Words
	Late     [][]Words
	Why      Words
}

// An AttachForm adds the page to the material of a consultation.
type AttachForm struct {
	Action string
	Token  string
	Forum  Field
}

// planState shows where a plan stands.
func (s *Server) planState(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	day, wrong := v.askedDay(r)
	page, p, err := s.statePage(r, day)
	if err != nil {
		return err
	}
	page.Wrong = v.badDay(r, &page.Filter, wrong)
	if v.Person.Can(account.Publish, p.Body.ID) {
		list, err := s.options.Desk.PlanConsultations(r.Context(), v.Person, p)
		if err != nil {
			return err
		}
		form := s.form(w, r, nil)
		page.Attach = &AttachForm{Action: v.Href(work + "/plan/" + p.Plan.Slug + "/lage"),
			Token: form.Token,
			Forum: form.Field("select", "forum", v.T("plan-make.send-to"),
				"").Among(v.forumOptions(list,
				false)...)}
	}
	return s.render(w, r, fault.Status(wrong), "plan-state", page)
}

// planSlides shows the same for a screen in a room, a commitment at a time. Of a
// day that is none the page itself tells, which has a field for it.
func (s *Server) planSlides(w http.ResponseWriter, r *http.Request) error {
	day, wrong := from(r).askedDay(r)
	if wrong != nil {
		return s.planState(w, r)
	}
	page, _, err := s.statePage(r, day)
	if err != nil {
		return err
	}
	page.Styles, page.Scripts = []string{"slides.css"}, []string{"slides.js"}
	return s.render(w, r, http.StatusOK, "plan-slides", page)
}

// statePage makes the page as of a day.
func (s *Server) statePage(r *http.Request, day standard.Day) (page StatePage, p act.PublicPlan,
	err error) {
	v := from(r)
	state, err := s.options.Desk.PlanStateOn(r.Context(), r.PathValue("slug"), day)
	if err != nil {
		return page, p, err
	}
	v.Until(midnight(v.Now))
	return v.statePage(s.page(r, ""), state), state.PublicPlan, nil
}

func (v *visit) statePage(page Page, s act.PlanState) StatePage {
	plain := v.planWords(s.Plan.Content.Title)
	page.Title = v.T("state.title")
	page.Description = v.T("state.lead")
	path := v.planPath(s.Plan)
	out := StatePage{Page: page, Over: Named{plain, path}, Lead: v.T("state.lead"),
		Since:  v.T("state.as-of", "On", v.Date(s.At), "Since", v.Date(s.Since)),
		Slides: Link{v.T("state.slides"), path + "/lage/bilder"}, Back: Link{v.T("state.back"),
			path + "/lage"},
		Filter: FilterBar{Action: path + "/lage", Fields: []Field{{Kind: "date", Name: "dag",
			Label: v.T("standards.day"), Value: string(act.PlanDay(s.At))}}}}
	if s.Next.ID != "" {
		out.Next = Link{v.say(s.Next.Content.Title) + ", " + v.Date(s.Next.Content.Meeting.Start),
			v.Href("/samrad/" + s.Next.Slug)}
	}
	for _, part := range s.Parts(v.Printer) {
		c := part.Commitment
		place := len(out.Parts) + 1
		row := StatePart{Place: place, Number: c.Mark(), ID: "atagande-" + strconv.Itoa(place),
			Title: v.planWords(c.Adopted.Title), Href: path + "/atagande/" + c.ID,
			Promised: v.planWords(part.Promised), Measured: part.Measured,
			Changed: v.sentences(part.Changed), Late: v.sentences(part.Late),
			Why: v.planWords(part.Why), State: Chip{Tone: Quiet, Text: v.T("plan-page.no-report")}}
		if part.Status != "" {
			row.State = v.statusChip(part.Status)
		}
		out.Parts = append(out.Parts, row)
	}
	return out
}

// attachState adds where the plan stands to the material of a consultation.
func (s *Server) attachState(w http.ResponseWriter, r *http.Request) error {
	id := consult.ID(r.FormValue("forum"))
	if err := s.options.Desk.AttachState(r.Context(), from(r).Person, r.PathValue("plan"),
		id); err != nil {
		return s.planDone(w, r, err, "", "", s.showPlanMake)
	}
	http.Redirect(w, r, from(r).Href(dossierPath(id, "publicera"))+"?klart=state-sent",
		http.StatusSeeOther)
	return nil
}

// CalendarPage lists the days of a plan that somebody has to keep.
type CalendarPage struct {
	Page
	Over   Named
	Days   []TimelineItem
	Demand []Duty // of the standards
	Empty  Empty
}

// planCalendar shows the days ahead.
func (s *Server) planCalendar(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	p, days, err := s.options.Desk.PlanDeadlines(r.Context(), r.PathValue("slug"), v.Printer)
	if err != nil {
		return err
	}
	report, _, err := s.options.Desk.PlanStandards(r.Context(), p.Plan.Slug,
		standard.DayOf(v.Now.In(lang.Stockholm)))
	if err != nil {
		return err
	}
	v.Until(midnight(v.Now))
	page := v.calendarPage(s.page(r, v.T("deadline.title")), p, days)
	page.Demand = v.duties(p.Plan, report)
	return s.render(w, r, http.StatusOK, "plan-calendar", page)
}

func (v *visit) calendarPage(page Page, p act.PublicPlan, days []act.PlanDeadline) CalendarPage {
	out := CalendarPage{Page: page, Over: Named{v.planWords(p.Plan.Content.Title),
		v.planPath(p.Plan)},
		Empty: Empty{Title: v.T("deadline.none"), Text: v.T("deadline.none-text")}}
	for _, d := range days {
		out.Days = append(out.Days, TimelineItem{At: d.On, Said: v.sentence(d.Text), Future: true,
			Link: Link{v.Days(v.Now, d.On), v.Href(d.Path)}})
	}
	return out
}

// keepsake gives a file that proves something, to be saved.
func (s *Server) keepsake(w http.ResponseWriter, r *http.Request) error {
	k, err := s.options.Desk.Keepsake(r.Context(), r.PathValue("slug"), r.PathValue("hash"))
	if err != nil {
		return err
	}
	return saved(w, r, k.Name, k.Type, k.Bytes)
}

// lateCommitments lists what is late in a plan, for the front page.
func (v *visit) lateCommitments(p act.PublicPlan) (rows []LateRow) {
	standings := p.Standings(v.Now)
	for _, c := range p.Plan.Content.Commitments {
		late := plan.Late(c, standings[c.ID], v.Now)
		if len(late) == 0 {
			continue
		}
		row := LateRow{Title: v.planWords(c.Adopted.Title),
			Href: v.planPath(p.Plan) + "/atagande/" + c.ID,
			What: v.sentence(act.LateWords(v.Printer, late[0])), Due: late[0].Due}
		if late[0].Period == "" {
			row.Due = row.Due.Add(-12 * time.Hour) // noon of the last day
		}
		row.Day = v.dayBlock(row.Due)
		if r := plan.Reason(standings[c.ID]); r != nil {
			row.Why = v.planWords(r.Why)
		}
		rows = append(rows, row)
	}
	return rows
}

// A LateRow is a commitment of which something is late, and why.
type LateRow struct {
	Title Words
	Href  string
	What  []Words
	Why   Words
	Due   time.Time // on the last day
	Day   DayBlock
}
