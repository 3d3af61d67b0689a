package web

import (
	"cmp"
	"net/http"
	"strings"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// StandardsPage holds a plan against the standards, as of a day.
type StandardsPage struct {
	Page
	Over         Named // the plan
	At           string
	Filter       FilterBar
	Wrong        ErrorSummary // the day that was asked for is none
	Summary      Notice
	Rules        Link
	Pack         Link  // for the reviewer
	Overview     Table // requirement by requirement
	Requirements []RequirementView
	Grounds      []FindingView
	Coming       []Duty
}

// A RequirementView is a requirement with the verdicts on its rules.
type RequirementView struct {
	ID, Name string
	Anchor   string
	Findings []FindingView
}

// A FindingView is the verdict on one rule: its arithmetic, what it rests on, and what mends it.
type FindingView struct {
	Demand   string
	Verdict  Chip
	Basis    string // on what is recorded here
	Why      []string
	Evidence []Link
	More     int    // facts that are not listed
	Mend     string // what the fix is: a mending, or something to do
	Fix      string
	By       string
	Soon     bool
	Source   Link
}

// A Duty is a day to keep.
type Duty struct {
	When string
	Text string
	Href string // the verdict that it is about
	Soon Chip
}

// standards shows how a plan stands on a day: today, or the one asked for.
func (s *Server) standards(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	at, wrong := v.askedDay(r)
	report, p, err := s.options.Desk.PlanStandards(r.Context(), r.PathValue("slug"), at)
	if err != nil {
		return err
	}
	v.Until(midnight(v.Now))
	page := v.standardsPage(s.page(r, v.T("standards.title")), p, report)
	page.Wrong = v.badDay(r, &page.Filter, wrong)
	return s.render(w, r, fault.Status(wrong), "standards", page)
}

// badDay shows at the field of a day that it is none, and gives the summary of
// that: the page beneath is of today.
func (v *visit) badDay(r *http.Request, bar *FilterBar, wrong error) ErrorSummary {
	if wrong == nil {
		return ErrorSummary{}
	}
	f := Form{printer: v.Printer, faults: v.Faults(wrong), sent: r.URL.Query()}
	for i, field := range bar.Fields {
		bar.Fields[i] = f.Field(field.Kind, field.Name, field.Label, "")
	}
	return f.Summary()
}

// askedDay gives the day that is asked about: today where nothing is said, and
// also, with the fault, where what is said is no day.
func (v *visit) askedDay(r *http.Request) (standard.Day, error) {
	asked, today := r.URL.Query().Get("dag"), standard.DayOf(v.Now.In(lang.Stockholm))
	if asked == "" {
		return today, nil
	}
	day, err := standard.ParseDay(asked)
	if err != nil {
		return today, fault.New(fault.Invalid, "standard.bad-day").With("Day", asked).At("dag")
	}
	return day, nil
}

// reviewPack gives everything that a reviewer asks for, as of a day.
func (s *Server) reviewPack(w http.ResponseWriter, r *http.Request) error {
	at, err := from(r).askedDay(r)
	if err != nil {
		return err
	}
	pack, err := s.options.Desk.ReviewPack(r.Context(), r.PathValue("slug"), at)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="`+r.PathValue("slug")+"-"+at.String()+`.zip"`)
	_, err = w.Write(pack)
	return err
}

// standardsPage makes the page of the standards.
func (v *visit) standardsPage(page Page, p act.PublicPlan, r standard.Report) StandardsPage {
	words := act.StandardWords{Printer: v.Printer}
	out := StandardsPage{Page: page, At: words.Day(r.At), Overview: v.requirements(r),
		Summary: v.contraryNotice(p.Plan, r),
		Over:    Named{v.planWords(p.Plan.Content.Title), v.planPath(p.Plan)},
		Rules:   Link{r.RuleSet.Source, r.RuleSet.Source}, Coming: v.duties(p.Plan, r),
		Filter: FilterBar{Action: v.planPath(p.Plan) + "/krav", Fields: []Field{{Kind: "date",
			Name: "dag", Label: v.T("standards.day"), Value: r.At.String()}}}}
	out.Summary.Link = Link{}
	out.Pack = Link{v.T("standards.pack", "At", out.At),
		"/plan/" + p.Plan.Slug + "/granskning.zip?dag=" + r.At.String()}
	for _, q := range r.Requirements {
		view := RequirementView{ID: q.ID, Name: q.Requirement.Name.In(string(v.Language())),
			Anchor: anchorOf(q)}
		for _, f := range q.Findings {
			view.Findings = append(view.Findings, v.finding(f, false))
		}
		out.Requirements = append(out.Requirements, view)
	}
	for _, f := range r.Grounds {
		out.Grounds = append(out.Grounds, v.finding(f, true))
	}
	return out
}

// requirements gives the verdict on each requirement as a table, which leads to
// what they rest on.
func (v *visit) requirements(r standard.Report) Table {
	words := act.StandardWords{Printer: v.Printer}
	t := Table{Caption: v.T("standards.overview", "Basis", v.T("standard.on-record")),
		Columns: []Column{{Text: v.T("standards.requirement")}, {Text: v.T("standards.verdict")},
			{Text: v.T("standards.wording")}}}
	for _, q := range r.Requirements {
		chip, _ := verdictChip(words, q.Verdict, q.Unverified, false)
		wording := v.T("standards.read")
		if q.Unverified {
			wording = v.T("standard.unverified")
		}
		t.Rows = append(t.Rows, []Cell{{Text: q.ID + " " + q.Requirement.Name.In(string(v.Language())),
			Link: "#" + anchorOf(q)}, {Chip: chip}, {Text: wording}})
	}
	return t
}

// anchorOf gives the place of a requirement on the page.
func anchorOf(q standard.Judged) string { return "krav-" + strings.ReplaceAll(q.ID, ".", "-") }

// verdictChip shows a verdict: colour, icon and word; and says what it rests on.
func verdictChip(words act.StandardWords, v standard.Verdict, unverified,
	ground bool) (Chip, string) {
	looks := map[standard.Verdict]Chip{standard.Met: {Tone: Done}, standard.NotMet: {Tone: Late,
		Icon: "cross"}, standard.NotAssessable: {Tone: Neutral},
		standard.NotApplicable: {Tone: Quiet}}
	chip, said := looks[v], words.Verdict(v, unverified, ground)
	chip.Text = said.Word
	return chip, said.Basis
}

// mostShownRefs is how many facts a verdict lists.
const mostShownRefs = 6

// finding shows the verdict on one rule.
func (v *visit) finding(f standard.Finding, ground bool) FindingView {
	words := act.StandardWords{Printer: v.Printer}
	chip, basis := verdictChip(words, f.Verdict, !f.Rule.Verified, ground)
	out := FindingView{Demand: f.Rule.Demand.In(string(v.Language())),
		Verdict: chip, Basis: basis,
		Source: Link{v.T("plan-page.source"), f.Rule.Source}, Soon: f.Warning}
	out.Mend, out.Fix = words.Fix(f)
	for _, t := range f.Why {
		out.Why = append(out.Why, words.Telling(t))
	}
	for i, ref := range f.Evidence {
		if i == mostShownRefs {
			out.More = len(f.Evidence) - i
			break
		}
		out.Evidence = append(out.Evidence, Link{words.Ref(ref), ref.Link})
	}
	if f.By.Known() {
		out.By = words.T("standard.report-by", "By", words.Day(f.By))
	}
	return out
}

// duties lists the days to keep that lie ahead, the nearest first.
func (v *visit) duties(p plan.Plan, r standard.Report) (all []Duty) {
	words, page := act.StandardWords{Printer: v.Printer}, v.planPath(p)+"/krav#"
	places := map[string]string{}
	for _, q := range r.Requirements {
		for _, f := range q.Findings {
			places[f.Rule.ID] = anchorOf(q)
		}
	}
	for _, f := range r.Coming() {
		if f.By < r.At {
			continue
		}
		d := Duty{When: words.Day(f.By), Text: words.Demand(f.Rule),
			Href: page + cmp.Or(places[f.Rule.ID], "grunder")}
		if f.Warning {
			d.Soon = Chip{Tone: Late, Text: v.T("standards.soon")}
		}
		all = append(all, d)
	}
	return all
}
