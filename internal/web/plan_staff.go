package web

import (
	"net/http"
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// planStaffRoutes are where a plan is reported and added to.
func (s *Server) planStaffRoutes() []Route {
	const path = work + "/plan/{plan}/atagande/{commitment}"
	return []Route{
		{Method: "GET", Pattern: path, Access: Staff, Handler: s.planWork},
		{Method: "POST", Pattern: path + "/rapport", Access: Staff, Handler: s.reportCommitment},
		{Method: "POST", Pattern: path + "/underlag", Access: Staff, Handler: s.proveCommitment},
		{Method: "POST", Pattern: path + "/delmal", Access: Staff, Handler: s.addMilestone},
		{Method: "POST", Pattern: path + "/klart", Access: Staff, Handler: s.finishMilestone},
	}
}

// PlanWorkPage is where one reports of a commitment and adds what proves it.
type PlanWorkPage struct {
	Page
	Commitment Link // its public page
	Action     string
	Form       Form
	Report     []Field
	Evidence   []Field // none for who may not publish
	Live       []Field // none where no measure of the commitment has a number
	Milestone  []Field
	Finish     []Field // none where nothing can be done yet: no milestone, or no evidence
	File       []Field
	Judge      []Field
	Standing   []StandingRow
}

// A StandingRow is what was reported for a period, or that nothing was.
type StandingRow struct {
	Period   string
	State    Chip
	Progress Words
	Why      Words
	Causes   string // kinds of reasons
	Given    string
	By       string // role or body: no status without a source
	Late     string // that the report came after its day; "" where it did not
}

// planWork shows the forms.
func (s *Server) planWork(w http.ResponseWriter, r *http.Request) error {
	return s.showPlanWork(w, r, nil)
}

func (s *Server) showPlanWork(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	p, err := s.options.Desk.PlanDesk(r.Context(), v.Person, r.PathValue("plan"))
	if err != nil {
		return err
	}
	c, ok := p.Plan.Content.Commitment(r.PathValue("commitment"))
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	page := v.planWorkPage(s.page(r, ""), p, c, facts, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "plan-work", page)
}

// planWorkPage makes the page of the forms.
func (v *visit) planWorkPage(page Page, p act.PublicPlan, c plan.Commitment, facts plan.Facts,
	f Form) PlanWorkPage {
	title := v.planWords(c.Adopted.Title).Text
	page.Title = v.T("plan-work.title", "Commitment", title)
	out := PlanWorkPage{Page: page, Form: f, Standing: v.standings(p.Standings(v.Now)[c.ID]),
		Commitment: Link{title, v.planPath(p.Plan) + "/atagande/" + c.ID},
		Action:     v.Href(work + "/plan/" + p.Plan.Slug + "/atagande/" + c.ID), Report: v.reportFields(p, f)}
	if v.Person.Can(account.Publish, p.Body.ID) {
		out.Evidence, out.Milestone = v.evidenceFields(f), v.milestoneFields(f)
		out.Live = v.liveFields(c, facts, f)
		out.File, out.Judge = v.fileFields(f), v.judgeFields(f)
		out.Finish = v.finishFields(c, f)
	}
	return out
}

// reportFields are the questions of a report: a page of them.
func (v *visit) reportFields(p act.PublicPlan, f Form) []Field {
	var periods []Option
	statuses, causes := v.statusOptions(), v.challengeOptions()
	all := act.ReportPeriods(p.Plan.Content, v.Now)
	slices.Reverse(all)
	for _, one := range all {
		periods = append(periods, Option{Value: string(one), Text: v.period(one)})
	}
	first := ""
	if len(all) > 0 {
		first = string(all[0])
	}
	return []Field{
		f.Field("select", "period", v.T("plan-work.period"), first).Among(periods...),
		f.Field("radios", "status", v.T("plan-work.status"), "").Among(statuses...),
		f.Field("area", "progress", v.T("plan-work.progress"), "").Area(4, 2000),
		f.Field("checks", "challenges", v.T("plan-work.challenges"), "").
			Hinted(v.T("plan-work.challenges-hint")).Among(causes...).May(),
		f.Field("area", "why", v.T("plan-work.why"), "").Area(3, 2000).May(),
	}
}

// evidenceFields are the questions of a piece of evidence.
func (v *visit) evidenceFields(f Form) []Field {
	measures := []Option{{Value: "", Text: v.T("plan-work.no-measure")}}
	for _, d := range plan.Definitions() {
		if d.Kind == plan.Entered {
			measures = append(measures, Option{Value: d.ID, Text: v.planWords(d.Title).Text})
		}
	}
	return []Field{
		f.Field("text", "proves", v.T("plan-work.proves"), "").Hinted(v.T("plan-work.proves-hint")),
		f.Field("url", "url", v.T("plan-work.url"), ""),
		f.Field("date", "on", v.T("plan-work.on"), ""),
		f.Field("select", "measure", v.T("plan-work.measure"), "").Among(measures...),
		f.Field("text", "of", v.T("plan-work.of"), "").May(),
	}
}

// milestoneFields are the questions of a milestone of later date.
func (v *visit) milestoneFields(f Form) []Field {
	return []Field{
		f.Field("text", "output", v.T("plan-work.output"), ""),
		f.Field("text", "owner", v.T("plan-work.owner"), ""),
		f.Field("date", "due", v.T("plan-work.due"), ""),
		f.Field("text", "wanted", v.T("plan-work.wanted"), ""),
	}
}

// finishFields are the questions about a milestone that is done.
func (v *visit) finishFields(c plan.Commitment, f Form) []Field {
	var steps, proofs []Option
	for _, m := range slices.Concat(c.Milestones, c.Operational) {
		if !m.Proven() {
			steps = append(steps, Option{Value: m.ID, Text: v.planWords(m.Output).Text})
		}
	}
	for _, e := range c.Evidence {
		if e.Public() {
			proofs = append(proofs, Option{Value: e.ID, Text: v.planWords(e.Proves).Text})
		}
	}
	if len(steps) == 0 || len(proofs) == 0 {
		return nil
	}
	return []Field{
		f.Field("select", "milestone", v.T("finish.milestone"), "").Among(steps...),
		f.Field("date", "done-on", v.T("finish.on"), ""),
		f.Field("select", "proof", v.T("finish.proven-by"), "").Among(proofs...),
	}
}

// finishMilestone takes that a milestone is done.
func (s *Server) finishMilestone(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.FinishMilestone(r.Context(), from(r).Person, r.PathValue("plan"),
		r.PathValue("commitment"), r.FormValue("milestone"), plan.Date(r.FormValue("done-on")),
		r.FormValue("proof"))
	return s.planChanged(w, r, err, "milestone-done")
}

// reportCommitment takes a report.
func (s *Server) reportCommitment(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	report := plan.Report{Commitment: r.PathValue("commitment"),
		Period: plan.Period(r.FormValue("period")),
		Status: plan.Status(r.FormValue("status")), Progress: v.typed(r.FormValue("progress")),
		Why: v.typed(r.FormValue("why"))}
	for _, c := range plan.Challenges() {
		if slices.Contains(r.PostForm["challenges"], string(c)) {
			report.Challenges = append(report.Challenges, c)
		}
	}
	err := s.options.Desk.ReportCommitment(r.Context(), v.Person, r.PathValue("plan"), report)
	return s.planChanged(w, r, err, "reported")
}

// proveCommitment takes a piece of evidence.
func (s *Server) proveCommitment(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	if measure := r.FormValue("live"); measure != "" {
		err := s.options.Desk.ProveByMeasure(r.Context(), v.Person, r.PathValue("plan"),
			r.PathValue("commitment"), measure, plan.Text{SV: r.FormValue("live-proves")})
		return s.planChanged(w, r, err, "proven")
	}
	err := s.options.Desk.ProveCommitment(r.Context(), v.Person, r.PathValue("plan"),
		r.PathValue("commitment"), plan.Evidence{Kind: plan.Link, Proves: plan.Text{SV: r.FormValue("proves")},
			URL: r.FormValue("url"), On: plan.Date(r.FormValue("on")), Of: r.FormValue("measure"),
			Body: r.FormValue("of")})
	return s.planChanged(w, r, err, "proven")
}

// addMilestone takes a milestone of later date.
func (s *Server) addMilestone(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	err := s.options.Desk.PlanMilestone(r.Context(), v.Person, r.PathValue("plan"),
		r.PathValue("commitment"), plan.Milestone{Output: plan.Text{SV: r.FormValue("output")},
			Owner: r.FormValue("owner"), Due: plan.Date(r.FormValue("due")),
			Wanted: plan.Text{SV: r.FormValue("wanted")}})
	return s.planChanged(w, r, err, "milestone")
}

// planChanged shows the page again: with what is wrong, or that it is done.
func (s *Server) planChanged(w http.ResponseWriter, r *http.Request, err error, told string) error {
	to := from(r).Href(work + "/plan/" + r.PathValue("plan") + "/atagande/" + r.PathValue("commitment"))
	return settled(w, r, err, to+"?klart="+told, s.showPlanWork)
}

// standings shows what has been reported, the latest period first.
func (v *visit) standings(all []plan.Standing) (rows []StandingRow) {
	for _, s := range slices.Backward(all) {
		row := StandingRow{Period: v.period(s.Period)}
		switch r := s.Report; {
		case r != nil:
			row.State = v.statusChip(r.Status)
			row.Progress, row.Why = v.planWords(r.Progress), v.planWords(r.Why)
			row.Given, row.By = v.Date(r.Given), r.By
			if r.GivenLate(r.Given.In(lang.Stockholm)) {
				row.Late = v.T("plan-page.came-late", "Due", v.Date(s.Due))
			}
			for _, c := range r.Challenges {
				if row.Causes != "" {
					row.Causes += ", "
				}
				row.Causes += v.Say("plan.challenge-"+string(c), nil)
			}
		case s.Missing:
			row.State = Chip{Tone: Late, Text: v.T("plan-page.no-report")}
		default:
			row.State = Chip{Tone: Quiet, Text: v.T("plan-page.report-due", "On", v.Date(s.Due))}
			v.Until(s.Due)
		}
		rows = append(rows, row)
	}
	return rows
}

// statusChip shows a status: green only for what is done and evidenced.
func (v *visit) statusChip(s plan.Status) Chip {
	looks := map[plan.Status]Chip{plan.NotStarted: {Tone: Late}, plan.Limited: {Tone: Neutral},
		plan.Substantial: {Tone: Active}, plan.Complete: {Tone: Done}}
	chip := looks[s]
	chip.Text = v.Say("plan.status-"+string(s), nil)
	return chip
}

// halfYears gives the reports of a plan as the half-yearly table.
func (s *Server) halfYears(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicPlan(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+p.Plan.Slug+`-halvar.csv"`)
	_, err = w.Write(plan.WriteHalfYears(p.Plan.Content, string(p.Body.ID), p.Body.Name,
		p.Standings(from(r).Now.In(lang.Stockholm))))
	return err
}
