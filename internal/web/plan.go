package web

import (
	"cmp"
	"net/http"
	"strings"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// planRoutes are the pages of action plans, commitments, measures and standards.
func (s *Server) planRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true}
	}
	file := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true,
			Machine: true, Shared: true}
	}
	return []Route{
		get("/plan", s.plans),
		get("/plan/{slug}", s.plan),
		get("/plan/{slug}/atagande/{id}", s.commitment),
		get("/plan/{slug}/krav", s.standards),
		get("/plan/{slug}/versioner", s.planVersions),
		file("/plan/{slug}/ogp.csv", s.planTable),
		file("/plan/{slug}/halvar.csv", s.halfYears),
		{Method: "GET", Pattern: "/plan/{slug}/granskning.zip", Access: Anyone,
			Handler: s.reviewPack, Machine: true},
		get("/matt", s.measures),
		get("/matt/{id}", s.measure),
		file("/matt/underlag.json", s.measureFacts),
	}
}

// planWords gives a text of a plan, marked where it is in the other language.
func (v *visit) planWords(t plan.Text) Words {
	w := Words{Text: t.In(string(v.Language()))}
	if v.Language() == lang.English && t.EN == "" && t.SV != "" {
		w.Tongue = string(lang.Swedish)
	}
	if v.Language() == lang.Swedish && t.SV == "" && t.EN != "" {
		w.Tongue = string(lang.English)
	}
	return w
}

// sentence gives a sentence with what is in another language than the page marked.
func (v *visit) sentence(s act.Sentence) (all []Words) {
	for _, part := range s {
		w := Words{Text: part.Text}
		if part.Language != "" && part.Language != v.Language() {
			w.Tongue = string(part.Language)
		}
		if w.Text != "" {
			all = append(all, w)
		}
	}
	return all
}

func (v *visit) sentences(list []act.Sentence) (all [][]Words) {
	for _, s := range list {
		all = append(all, v.sentence(s))
	}
	return all
}

// wordCell is a cell with words of a plan, marked where they are in the other language.
func (v *visit) wordCell(t plan.Text, link string) Cell {
	w := v.planWords(t)
	return Cell{Text: w.Text, Tongue: w.Tongue, Link: link}
}

// PlansPage lists the plans.
type PlansPage struct {
	Page
	Plans []PlanRow
	Empty Empty
}

// A PlanRow is a plan in a list.
type PlanRow struct {
	Title  Words
	Href   string
	Period string
	Count  string // of commitments
}

// plans lists the plans that are public.
func (s *Server) plans(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.PublicPlans(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := s.page(r, v.T("plans.title"))
	page.Description = v.T("plans.lead")
	return s.render(w, r, http.StatusOK, "plans", v.plansPage(page, all))
}

func (v *visit) plansPage(p Page, all []plan.Plan) PlansPage {
	page := PlansPage{Page: p, Empty: Empty{Title: v.T("plans.none"), Text: v.T("plans.none-text")}}
	for _, one := range all {
		row := PlanRow{Title: v.planWords(one.Content.Title), Href: v.planPath(one),
			Period: one.Content.Period, Count: v.T("plans.no-commitments")}
		if n := len(one.Content.Commitments); n > 0 {
			row.Count = v.T("plans.commitments", "Count", n)
		}
		page.Plans = append(page.Plans, row)
	}
	return page
}

// planPath gives the address of a plan.
func (v *visit) planPath(p plan.Plan) string { return v.Href("/plan/" + p.Slug) }

// PlanPage shows a plan: what was promised, how it is measured, how the work meets the standards.
type PlanPage struct {
	Page
	Tongue      string
	Facts       []Fact
	Commitments []CommitmentRow
	Missing     string // where no commitment is to hand
	Standing    []Link
	Contrary    Notice
	Coming      []Duty
	History     []PlanEvent
	Links       []Link
	Late        []LateRow
}

// A CommitmentRow is a commitment in a list, with the number that it is measured by.
type CommitmentRow struct {
	Number  string // as the plan counts
	Title   Words
	Href    string
	Measure Link // number and period, or that there is nothing to compute from; to its definition
	Proof   Chip
}

// A PlanEvent is something that happened, as exactly as the day is known.
type PlanEvent struct {
	On     string
	Text   Words
	Note   Words // where it was read, where that has no address
	Source Link
}

// plan shows a plan.
func (s *Server) plan(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	today := standard.DayOf(v.Now.In(lang.Stockholm))
	report, p, err := s.options.Desk.PlanStandards(r.Context(), r.PathValue("slug"), today)
	if err != nil {
		return err
	}
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	v.Until(midnight(v.Now))
	return s.render(w, r, http.StatusOK, "plan", v.planPage(s.page(r, ""), p, report, facts))
}

// planPage makes the page of a plan.
func (v *visit) planPage(page Page, p act.PublicPlan, report standard.Report,
	facts plan.Facts) PlanPage {
	c := p.Plan.Content
	title := v.planWords(c.Title)
	page.Title = title.Text
	out := PlanPage{Page: page, Tongue: title.Tongue, Facts: v.planFacts(p)}
	for _, one := range c.Commitments {
		out.Commitments = append(out.Commitments, v.commitmentRow(p.Plan, one, facts))
	}
	if len(c.Commitments) == 0 {
		out.Missing = v.T("plan-page.no-text")
	}
	out.Late = v.lateCommitments(p)
	out.Contrary = v.contraryNotice(p.Plan, report)
	out.Coming = v.duties(p.Plan, report)
	for _, e := range c.History {
		if e.On.After(v.Now.In(lang.Stockholm)) {
			continue // it has not happened: the page tells it when it has
		}
		event := PlanEvent{On: v.planDate(e.On), Text: v.planWords(e.Text),
			Note: v.planWords(e.Note)}
		if e.Source != "" {
			event.Source = Link{v.T("plan-page.source"), e.Source}
		}
		out.History = append(out.History, event)
	}
	path := v.planPath(p.Plan)
	out.Links = []Link{{v.T("state.title"), path + "/lage"}, {v.T("news.title"), path + "/nytt"},
		{v.T("making.title"), path + "/arbetet"}, {v.T("council.title"), path + "/forum"},
		{v.T("deadline.title"), path + "/kalender"}, {v.T("review.title"), path + "/granskning"},
		{v.T("follow.title"), path + "/folj"},
		{v.T("plan-page.versions"), path + "/versioner"},
		{v.T("plan-page.table"), "/plan/" + p.Plan.Slug + "/ogp.csv"},
		{v.T("plan-page.half-years"), "/plan/" + p.Plan.Slug + "/halvar.csv"},
		{v.T("measures.title"), v.Href("/matt")}}
	return out
}

// contraryNotice says in a sentence how the work stands against the standards.
func (v *visit) contraryNotice(p plan.Plan, r standard.Report) Notice {
	met, all := 0, len(r.Requirements)
	for _, q := range r.Requirements {
		if q.Verdict == standard.Met {
			met++
		}
	}
	n := Notice{Tone: Neutral, Title: v.T("standards.count", "Met", met, "All", all),
		Text: v.T("standard.not-contrary"), Link: Link{v.T("standards.see"), v.planPath(p) + "/krav"}}
	if all == 0 {
		n.Title = v.T("standards.old")
	}
	if r.Contrary() {
		n.Tone, n.Text = Late, v.T("standard.contrary")
	}
	return n
}

// planFacts lists what is known of a plan.
func (v *visit) planFacts(p act.PublicPlan) []Fact {
	c := p.Plan.Content
	facts := []Fact{{Term: v.T("plan-page.body"), Text: v.bodyName(p.Body)}}
	add := func(key lang.Key, text string) {
		if text != "" {
			facts = append(facts, Fact{Term: v.T(string(key)), Text: text})
		}
	}
	add(lang.Key("plan-page.whose"), v.planPlace(c))
	if c.Composed {
		add(lang.Key("plan-page.title"), v.T("plan-page.composed"))
	}
	add(lang.Key("plan-page.period"), c.Period)
	add(lang.Key("plan-page.adopted"), v.planDate(c.Adopted))
	add(lang.Key("plan-page.submitted"), v.planDate(c.Submitted))
	add(lang.Key("plan-page.languages"), cmp.Or(v.tongues(c), v.T("commitment.unknown")))
	add(lang.Key("plan-page.starts"), v.planDate(c.Start))
	add(lang.Key("plan-page.ends"), v.planDate(c.End))
	if c.Source != "" {
		facts = append(facts, Fact{Term: v.T("plan-page.source"), Link: Link{c.Source, c.Source}})
	}
	return facts
}

// planDate writes a date as exactly as it is known.
func (v *visit) planDate(d plan.Date) string {
	if t, ok := d.Day(); ok {
		return v.Date(t)
	}
	if len(d) == len("2023-06") && d.Valid() && d[5] != 'Q' {
		first, _ := (d + "-01").Day()
		return v.Month(first)
	}
	return string(d)
}

// commitmentRow shows a commitment in a list.
func (v *visit) commitmentRow(p plan.Plan, c plan.Commitment, facts plan.Facts) CommitmentRow {
	row := CommitmentRow{Number: c.Mark(), Title: v.planWords(c.Adopted.Title),
		Href: v.planPath(p) + "/atagande/" + c.ID, Proof: v.proofChip(c)}
	for _, id := range c.Measures {
		d, ok := facts.Definition(id)
		if _, ended := c.End(id); !ok || ended {
			continue
		}
		last, known := v.latest(d, facts, v.Now)
		if row.Measure.Text != "" && !known {
			continue
		}
		row.Measure = Link{v.T("plan-page.not-measured", "Measure", v.planWords(d.Title).Text),
			v.Href("/matt/" + d.ID)}
		if !known {
			continue // another may have a number
		}
		value := last.number + " " + v.planWords(d.UnitOf(last.value)).Text
		if d.Kind.Share() {
			value = v.Percent(last.value/100, 0)
		}
		row.Measure.Text = v.T("plan-page.measured", "Measure", v.planWords(d.Title).Text,
			"Value", value, "Period", last.of)
		break
	}
	return row
}

// proofChip tells whether anybody can look at what proves a commitment.
func (v *visit) proofChip(c plan.Commitment) Chip {
	n := 0
	for _, e := range c.Evidence {
		if e.Public() {
			n++
		}
	}
	if n == 0 {
		return Chip{Tone: Quiet, Icon: "ring", Text: v.T("commitment.no-evidence")}
	}
	return Chip{Tone: Neutral, Icon: "file", Text: v.T("commitment.evidence-count", "Count", n)}
}

// planTable gives a plan as a file in the partnership's own form.
func (s *Server) planTable(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicPlan(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+p.Plan.Slug+`.csv"`)
	_, err = w.Write(plan.WriteTable(plan.Rows([]plan.Content{p.Plan.Content})))
	return err
}

// PlanVersionsPage tells every change of a plan: who, when, why, and which words.
type PlanVersionsPage struct {
	Page
	Back     Named
	Versions []PlanVersion
}

// A PlanVersion is one public state of a plan, and what it changed.
type PlanVersion struct {
	Number  int
	When    string
	Who     string // a body and a role: no person is named
	Why     Words
	Changes []PlanChange
}

// planVersions shows what has changed in a plan, the latest first.
func (s *Server) planVersions(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PlanMaking(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	v := from(r)
	page := PlanVersionsPage{Page: s.page(r, v.T("plan-page.versions")),
		Back: Named{v.planWords(p.Plan.Content.Title), v.planPath(p.Plan)}}
	for i := len(p.Versions) - 1; i >= 0; i-- {
		one, err := v.planVersion(p, i)
		if err != nil {
			return err
		}
		page.Versions = append(page.Versions, one)
	}
	return s.render(w, r, http.StatusOK, "plan-versions", page)
}

// planVersion tells what a version changed, and whose views are behind it.
func (v *visit) planVersion(m act.PlanInMaking, i int) (PlanVersion, error) {
	all := m.Versions
	is := all[i]
	out := PlanVersion{Number: is.Number, When: v.DateTime(is.Published),
		Who: v.planHand(m.PublicPlan, i),
		Why: v.planWords(act.ReasonText(is.Reason))}
	if i == 0 {
		return out, nil
	}
	changes, err := plan.Changes(all[i-1].Content, is.Content)
	for _, c := range changes {
		if strings.HasPrefix(c.Field, "views.") || strings.HasSuffix(c.Field, ".serves") {
			continue // they are named at the words that they changed, or say what the words say
		}
		out.Changes = append(out.Changes, PlanChange{Behind: v.behind(m, is.Number, c),
			Diff: Diff{Field: cmp.Or(c.Commitment, v.T("plan-page.whole")) +
				": " + v.fieldName(c.Field), Parts: wordDiff(c.Old, c.New)}})
	}
	return out, err
}

// planHand says who made a version: for which body, and in which role.
func (v *visit) planHand(p act.PublicPlan, i int) string {
	body := v.bodyName(p.Body)
	if i >= len(p.Hands) {
		return v.T("plan-page.by-publisher", "Body", body)
	}
	switch h := p.Hands[i]; {
	case h.Machine:
		return v.T("plan-page.by-program", "Body", body)
	case h.Role != "":
		return v.T("plan-page.by-reporter", "Role", h.Role, "Body", cmp.Or(h.Body, body))
	}
	return v.T("plan-page.by-publisher", "Body", body)
}

// fieldName names a field of a plan by its path in the JSON form.
func (v *visit) fieldName(path string) string {
	parts := strings.Split(path, ".")
	if (parts[0] == "adopted" || parts[0] == "record") && len(parts) > 1 {
		parts = parts[1:]
	}
	if key, ok := fieldWords[parts[0]]; ok {
		return v.T(string(key))
	}
	if key, ok := changeWords[parts[0]]; ok {
		return v.T(string(key))
	}
	return path
}

// changeWords names what is no text of the template.
var changeWords = map[string]lang.Key{
	"title": lang.Key("plan-change.title"), "lead": lang.Key("commitment.lead"),
	"government": lang.Key("commitment.supporting"), "civil_society": lang.Key("commitment.supporting"),
	"others": lang.Key("commitment.supporting"), "themes": lang.Key("commitment.themes"),
	"start": lang.Key("commitment.starts"), "end": lang.Key("commitment.ends"),
	"milestones": lang.Key("commitment.milestones"), "operational": lang.Key("plan-change.operational"),
	"measures": lang.Key("measures.title"), "own": lang.Key("own.definitions"),
	"values": lang.Key("own.values"), "ended": lang.Key("own.endings"), "evidence": lang.Key("commitment.evidence"),
	"assessments": lang.Key("commitment.judgements"), "making": lang.Key("making.steps"),
	"council": lang.Key("council.title"), "decision": lang.Key("making.decided"),
	"views": lang.Key("plan-change.views"), "begins": lang.Key("plan-page.begins"),
	"sources": lang.Key("commitment.sources"), "row": lang.Key("plan-change.row"),
	"period": lang.Key("plan-page.period"), "adopted": lang.Key("plan-page.adopted"),
	"submitted": lang.Key("plan-page.submitted"), "history": lang.Key("plan-page.history"),
	"documents": lang.Key("plan-change.documents"), "meetings": lang.Key("plan-change.meetings"),
	"outreach": lang.Key("plan-change.outreach"), "source": lang.Key("plan-page.source"),
	"rhythm": lang.Key("reporter.rhythm-which"), "years": lang.Key("plan-change.years"),
	"languages": lang.Key("plan-page.languages"), "number": lang.Key("plan-change.number"), "id": lang.Key("plan-change.number"),
}
