package web

import (
	"cmp"
	"net/http"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// planFollowStaffRoutes are where one names who reports, keeps the forum, seals
// packs and writes down what others judge.
func (s *Server) planFollowStaffRoutes() []Route {
	const one = work + "/plan/{plan}"
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Staff, Handler: h}
	}
	post := func(pattern string, h handler) Route {
		return Route{Method: "POST", Pattern: pattern, Access: Staff, Handler: h}
	}
	return []Route{
		get(one+"/rapportorer", s.reporters), post(one+"/rapportorer", s.changeReporter),
		get(one+"/forum", s.councilDesk), post(one+"/forum", s.setCouncil),
		post(one+"/granskning", s.sealPack), post(one+"/lage", s.attachState),
		post(one+"/atagande/{commitment}/bedomning", s.judgeCommitment),
		{Method: "POST", Pattern: one + "/atagande/{commitment}/fil", Access: Staff,
			Handler: s.proveByFile, Body: 21 << 20},
	}
}

// ReportersPage lists who reports of a plan, with what can be done.
type ReportersPage struct {
	Page
	Over   Named
	Lead   string
	Action string
	Form   Form
	Bodies []ReporterBody
	Fields []Field // none for who may not publish
	Rhythm []Field // none for who may not publish, or once somebody has reported
	Read   string
	Empty  Empty
}

// A ReporterBody is a body with those who report for it.
type ReporterBody struct {
	Name  string
	Few   Chip // fewer than two; no text when there are two
	Seats []ReporterRow
}

// A ReporterRow is one who reports.
type ReporterRow struct{ ID, Name, Role, Email, Commitments string }

// reporters shows who reports.
func (s *Server) reporters(w http.ResponseWriter, r *http.Request) error {
	return s.showReporters(w, r, nil)
}

func (s *Server) showReporters(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	p, list, err := s.options.Desk.PlanReporters(r.Context(), v.Person, r.PathValue("plan"))
	if err != nil {
		return err
	}
	page := v.reportersPage(s.page(r, v.T("reporter.title")), p, list, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "plan-reporters", page)
}

// reportersPage makes the page of who reports.
func (v *visit) reportersPage(page Page, p act.PublicPlan, list []plan.Reporter,
	f Form) ReportersPage {
	path := v.Href(work + "/plan/" + p.Plan.Slug)
	out := ReportersPage{Page: page, Form: f, Lead: v.T("reporter.lead"),
		Action: path + "/rapportorer",
		Over:   Named{v.planWords(p.Plan.Content.Title), path},
		Empty:  Empty{Title: v.T("reporter.none"), Text: v.T("reporter.none-text")}}
	for _, r := range list {
		row := ReporterRow{string(r.ID), r.Name, r.Role, r.Email, strings.Join(r.Commitments, ", ")}
		if last := len(out.Bodies) - 1; last >= 0 && out.Bodies[last].Name == r.Body {
			out.Bodies[last].Seats = append(out.Bodies[last].Seats, row)
			continue
		}
		out.Bodies = append(out.Bodies, ReporterBody{Name: r.Body, Seats: []ReporterRow{row}})
	}
	for i, b := range out.Bodies {
		if len(b.Seats) < plan.MostReporters {
			out.Bodies[i].Few = Chip{Tone: Late,
				Text: v.T("reporter.few", "Most", plan.MostReporters)}
		}
	}
	if v.Person.Can(account.Publish, p.Body.ID) {
		out.Fields = v.reporterFields(p.Plan.Content, f)
		if out.Read = v.readOf(p); len(p.Reports) == 0 {
			out.Rhythm = v.rhythmFields(p.Plan.Content, f)
		}
	}
	return out
}

// reporterFields are the questions about one who is to report.
func (v *visit) reporterFields(c plan.Content, f Form) []Field {
	var commitments []Option
	for _, one := range c.Commitments {
		commitments = append(commitments, Option{Value: one.ID,
			Text: one.ID + ": " + v.planWords(one.Adopted.Title).Text})
	}
	return []Field{
		f.Field("text", "body", v.T("reporter.which-body"), "").Fills("organization"),
		f.Field("text", "role", v.T("reporter.which-role"), "").Hinted(v.T("reporter.role-hint")),
		f.Field("text", "name", v.T("reporter.which-name"), "").Hinted(v.T("reporter.name-hint")),
		f.Field("email", "email", v.T("reporter.email"), ""),
		f.Field("checks", "commitments", v.T("reporter.of"), "").Among(commitments...),
	}
}

// rhythmWords names the rhythms.
var rhythmWords = map[plan.Rhythm]lang.Key{plan.Quarterly: lang.Key("reporter.quarter"),
	plan.HalfYearly: lang.Key("reporter.half-year"), plan.Yearly: lang.Key("reporter.year")}

// rhythmFields are the questions about how often a plan is reported.
func (v *visit) rhythmFields(c plan.Content, f Form) []Field {
	var rhythms []Option
	for _, r := range plan.Rhythms() {
		rhythms = append(rhythms, Option{Value: string(r), Text: v.T(string(rhythmWords[r]))})
	}
	return []Field{
		f.Field("radios", "rhythm", v.T("reporter.rhythm-which"),
			string(cmp.Or(c.Rhythm, plan.HalfYearly))).Among(rhythms...),
		f.Field("text", "reason", v.T("plan-make.why"), "").Hinted(v.T("plan-make.why-hint"))}
}

// changeReporter names one who reports, renews a link or ends a task.
func (s *Server) changeReporter(w http.ResponseWriter, r *http.Request) error {
	v, slug := from(r), r.PathValue("plan")
	d, id := s.options.Desk, plan.ReporterID(r.FormValue("reporter"))
	var err error
	told := "reporter"
	switch {
	case r.FormValue("rhythm") != "":
		told, err = "rhythm", d.SetRhythm(r.Context(), v.Person, slug, readVersion(r),
			plan.Rhythm(r.FormValue("rhythm")), r.FormValue("reason"))
	case r.FormValue("renew") != "":
		told, err = "reporter-renewed", d.RenewReporter(r.Context(), v.Person, slug, id)
	case r.FormValue("end") != "":
		told, err = "reporter-ended", d.EndReporter(r.Context(), v.Person, slug, id)
	default:
		_, err = d.AddReporter(r.Context(), v.Person, slug,
			plan.Reporter{Body: strings.TrimSpace(r.FormValue("body")),
				Role: strings.TrimSpace(r.FormValue("role")), Name: strings.TrimSpace(r.FormValue("name")),
				Email: r.FormValue("email"), Commitments: r.PostForm["commitments"]})
	}
	return s.planDone(w, r, err, "/"+slug+"/rapportorer", told, s.showReporters)
}

// judgeCommitment writes down what somebody outside has found.
func (s *Server) judgeCommitment(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.JudgeCommitment(r.Context(), from(r).Person, r.PathValue("plan"),
		r.PathValue("commitment"), plan.Judgement{By: strings.TrimSpace(r.FormValue("judge")),
			Scale: r.FormValue("scale"), Named: strings.TrimSpace(r.FormValue("scale-named")),
			Means: plan.Status(r.FormValue("means")), Value: strings.TrimSpace(r.FormValue("value")),
			On: plan.Date(r.FormValue("judged-on")), Source: r.FormValue("judge-source"),
			In: r.FormValue("judged-in")})
	return s.planChanged(w, r, err, "judged")
}

// proveByFile keeps a file as evidence.
func (s *Server) proveByFile(w http.ResponseWriter, r *http.Request) error {
	if err := s.options.Desk.MayPublishPlan(r.Context(), from(r).Person,
		r.PathValue("plan")); err != nil {
		return err
	}
	name, data, err := upload(r, "file")
	if err != nil {
		return s.planChanged(w, r, err, "")
	}
	err = s.options.Desk.ProveByFile(r.Context(), from(r).Person, r.PathValue("plan"),
		r.PathValue("commitment"),
		plan.Evidence{Proves: plan.Text{SV: r.FormValue("file-proves")},
			On: plan.Date(r.FormValue("file-on"))}, name, data)
	return s.planChanged(w, r, err, "proven")
}

// judgeFields are the questions about a judgement.
func (v *visit) judgeFields(f Form) []Field {
	var scales []Option
	for _, s := range plan.Scales() {
		scales = append(scales, Option{Value: s, Text: v.Say("plan.scale-"+s, nil)})
	}
	means := []Option{{Value: "", Text: v.T("judge.means-none")}}
	for _, s := range plan.Statuses() {
		means = append(means, Option{Value: string(s), Text: v.Say("plan.status-"+string(s), nil)})
	}
	return []Field{
		f.Field("text", "judge", v.T("judge.who"), "").Hinted(v.T("judge.who-hint")),
		f.Field("select", "scale", v.T("commitment.scale"), "").Among(scales...),
		f.Field("text", "scale-named", v.T("judge.name-of-scale"),
			"").Hinted(v.T("judge.name-hint")).May(),
		f.Field("text", "value", v.T("commitment.judged"), "").Hinted(v.T("judge.value-hint")),
		f.Field("select", "means", v.T("judge.corresponds"),
			"").Hinted(v.T("judge.corresponds-hint")).
			Among(means...).May(),
		f.Field("select", "judged-in", v.T("judge.in"), "en").Among(
			Option{Value: "en", Text: v.T("judge.in-english")},
			Option{Value: "sv", Text: v.T("judge.in-swedish")}),
		f.Field("date", "judged-on", v.T("judge.when"), ""),
		f.Field("url", "judge-source", v.T("judge.where"), ""),
	}
}

// fileFields are the questions about a file that proves something.
func (v *visit) fileFields(f Form) []Field {
	file := f.Field("file", "file", v.T("judge.file"), "")
	file.Accept = strings.Join(act.FileEndings(), ",")
	return []Field{f.Field("text", "file-proves", v.T("judge.file-proves"), "").
		Hinted(v.T("plan-work.proves-hint")),
		f.Field("date", "file-on", v.T("judge.file-on"), ""), file}
}
