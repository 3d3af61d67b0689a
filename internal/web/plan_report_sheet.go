package web

import (
	"net/http"
	"slices"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// reportSheetRoutes are the one page on which a body reports, without an account.
func (s *Server) reportSheetRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	const path = "/rapportera/{link}"
	return []Route{
		{Method: "GET", Pattern: path, Access: Holder, Handler: s.reportSheet},
		{Method: "POST", Pattern: path, Access: Holder, Handler: s.sendReportSheet},
	}
}

// ReportSheetPage is where somebody reports of commitments for a half-year.
type ReportSheetPage struct {
	Page
	Over        Named
	Lead        string
	Due         string
	Role        string
	Action      string
	Form        Form
	Period      string // of which the report is, as it was asked for
	Commitments []SheetPart
	Sent        Confirmation
}

// A SheetPart asks about one commitment.
type SheetPart struct {
	Title  Words
	Href   string
	Last   []StandingRow // what was reported before
	Fields []Field
}

// reportSheet shows the page. It changes nothing: mail filters open every link.
func (s *Server) reportSheet(w http.ResponseWriter, r *http.Request) error {
	return s.showReportSheet(w, r, nil)
}

func (s *Server) showReportSheet(w http.ResponseWriter, r *http.Request, wrong error) error {
	sheet, err := s.options.Desk.ReportSheet(r.Context(), act.Link(r.PathValue("link")))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.reportSheetPage(s.page(r, ""), sheet, s.form(w, r, wrong))
	page.Action = v.Href("/rapportera/" + r.PathValue("link"))
	if r.URL.Query().Get("klart") != "" {
		page.Sent = Confirmation{Title: v.T("sheet.sent"), Text: v.T("sheet.sent-text")}
	}
	return s.render(w, r, fault.Status(wrong), "report-sheet", page)
}

// reportSheetPage makes the page.
func (v *visit) reportSheetPage(page Page, s act.ReportSheet, f Form) ReportSheetPage {
	page.Title = v.T("sheet.title", "Period", v.period(s.Period))
	_, next := s.Period.Span(lang.Stockholm)
	out := ReportSheetPage{Page: page, Form: f,
		Over: Named{v.planWords(s.Plan.Content.Title), v.planPath(s.Plan)},
		Lead: v.T("sheet.lead"), Role: v.T("sheet.role", "Role", s.Role, "Body", s.Of),
		Due: v.T("sheet.due", "On", v.Date(next.AddDate(0, 0, plan.GraceDays))), Period: string(s.Period)}
	if s.Late {
		out.Due = v.T("sheet.due-late", "On", v.Date(next.AddDate(0, 0, plan.GraceDays)))
	}
	standings := s.Standings(v.Now)
	for _, c := range s.Commitments {
		out.Commitments = append(out.Commitments, SheetPart{Title: v.planWords(c.Adopted.Title),
			Href: v.planPath(s.Plan) + "/atagande/" + c.ID, Last: reportedOnly(v.standings(standings[c.ID])),
			Fields: v.sheetFields(f, c.ID)})
	}
	return out
}

// reportedOnly gives the latest of what was reported.
func reportedOnly(rows []StandingRow) []StandingRow {
	for i, row := range rows {
		if row.Given != "" {
			return rows[i : i+1]
		}
	}
	return nil
}

// sheetFields are the questions about one commitment.
func (v *visit) sheetFields(f Form, id string) []Field {
	at := func(name string) string { return name + "-" + id }
	statuses, causes := v.statusOptions(), v.challengeOptions()
	return []Field{
		f.Field("radios", at("status"), v.T("plan-work.status"), "").Among(statuses...),
		f.Field("area", at("progress"), v.T("plan-work.progress"), "").Area(4, 2000),
		f.Field("checks", at("challenges"), v.T("plan-work.challenges"), "").
			Hinted(v.T("plan-work.challenges-hint")).Among(causes...).May(),
		f.Field("area", at("why"), v.T("plan-work.why"), "").Area(3, 2000).May(),
		f.Field("text", at("proves"), v.T("plan-work.proves"),
			"").Hinted(v.T("sheet.proves-hint")).May(),
		f.Field("url", at("url"), v.T("plan-work.url"), "").May(),
	}
}

// typed is what somebody has written on a page, in the language of that page.
func (v *visit) typed(text string) plan.Text {
	if v.Language() == lang.English {
		return plan.Text{EN: text}
	}
	return plan.Text{SV: text}
}

func (v *visit) statusOptions() (all []Option) {
	for _, s := range plan.Statuses() {
		all = append(all, Option{Value: string(s), Text: v.Say("plan.status-"+string(s), nil)})
	}
	return all
}

func (v *visit) challengeOptions() (all []Option) {
	for _, c := range plan.Challenges() {
		all = append(all, Option{Value: string(c), Text: v.Say("plan.challenge-"+string(c), nil)})
	}
	return all
}

// sendReportSheet takes the page. A commitment that nothing is said of is left alone.
func (s *Server) sendReportSheet(w http.ResponseWriter, r *http.Request) error {
	link := act.Link(r.PathValue("link"))
	sheet, err := s.options.Desk.ReportSheet(r.Context(), link)
	if err != nil {
		return err
	}
	var reports []act.SheetReport
	for _, c := range sheet.Commitments {
		if one := from(r).sheetSent(r, c.ID); one.Status != "" || !one.Progress.Empty() ||
			one.Proof.URL != "" {
			reports = append(reports, one)
		}
	}
	err = s.options.Desk.SendReports(r.Context(), link, plan.Period(r.PostForm.Get("period")), reports)
	return settled(w, r, err, from(r).Href("/rapportera/"+string(link))+"?klart=1",
		s.showReportSheet)
}

// sheetSent reads what was filled in about one commitment, in the language of the page.
func (v *visit) sheetSent(r *http.Request, id string) act.SheetReport {
	word := func(name string) string { return r.FormValue(name + "-" + id) }
	one := act.SheetReport{Report: plan.Report{Commitment: id, Status: plan.Status(word("status")),
		Progress: v.typed(word("progress")), Why: v.typed(word("why"))},
		Proof: plan.Evidence{Proves: v.typed(word("proves")), URL: word("url")}}
	for _, c := range plan.Challenges() {
		if slices.Contains(r.PostForm["challenges-"+id], string(c)) {
			one.Challenges = append(one.Challenges, c)
		}
	}
	return one
}
