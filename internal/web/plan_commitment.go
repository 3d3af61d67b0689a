package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// CommitmentPage shows a commitment: the promise in the adopted words, what it
// is measured by, its milestones, and what proves it.
type CommitmentPage struct {
	Page
	Over        Named // the plan
	Code        string
	Lead        Words
	Texts       []CommitmentText
	Values      []ValueRow
	Missing     []string // fields of the template that Insyn does not have
	Measures    []Measure
	Milestones  []MilestoneRow
	Evidence    []Evidence
	Assessments Table
	Facts       []Fact
	Standing    []StandingRow
	Reporters   []Fact // who reports, by role
	Follow      Link
	Work        Link // for who may report
	Sources     []PlanEvent
	Voices      []VoiceRow // views that changed its words
}

// A CommitmentText is a field of the template in the adopted words.
type CommitmentText struct {
	Heading string
	Text    Words
}

// A MilestoneRow is a milestone on the line, marked where it was added later.
type MilestoneRow struct {
	Output Words
	When   string
	Owner  string
	Wanted Words
	Later  bool // no part of the adopted text
	State  Chip
}

// commitment shows a commitment.
func (s *Server) commitment(w http.ResponseWriter, r *http.Request) error {
	m, err := s.options.Desk.PlanMaking(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	p := m.PublicPlan
	c, ok := p.Plan.Content.Commitment(r.PathValue("id"))
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	page := v.commitmentPage(s.page(r, ""), p, c, facts)
	page.Voices = v.voiceRows(m, c)
	return s.render(w, r, http.StatusOK, "commitment", page)
}

// fieldWords names the fields of the template.
var fieldWords = act.FieldWords

// commitmentPage makes the page of a commitment.
func (v *visit) commitmentPage(page Page, p act.PublicPlan, c plan.Commitment,
	facts plan.Facts) CommitmentPage {
	title := v.planWords(c.Adopted.Title)
	page.Title = title.Text
	out := CommitmentPage{Page: page, Lead: title, Code: c.ID, Facts: v.commitmentFacts(c),
		Over: Named{v.planWords(p.Plan.Content.Title), v.planPath(p.Plan)}}
	out.Values = v.values(c.Adopted)
	for _, f := range c.Adopted.Fields() {
		if _, is := stated(c.Adopted)[f.Name]; is && len(out.Values) > 0 {
			continue
		}
		heading := v.T(string(fieldWords[f.Name]))
		if f.Text.Empty() {
			out.Missing = append(out.Missing, heading)
			continue
		}
		out.Texts = append(out.Texts, CommitmentText{heading, v.planWords(f.Text)})
	}
	for _, id := range c.Measures {
		if d, ok := facts.Definition(id); ok {
			out.Measures = append(out.Measures, v.commitmentCard(c, d, facts))
		}
	}
	for _, m := range c.Milestones {
		out.Milestones = append(out.Milestones, v.milestone(m, false))
	}
	for _, m := range c.Operational {
		out.Milestones = append(out.Milestones, v.milestone(m, true))
	}
	for _, e := range c.Evidence {
		switch {
		case !e.Public():
		case e.Kind == plan.Measure:
			out.Evidence = append(out.Evidence, v.measureEvidence(e, facts))
		default:
			out.Evidence = append(out.Evidence, v.planEvidence(e, p.Watched[e.URL]))
		}
	}
	standings := p.Standings(v.Now)[c.ID]
	out.Assessments = v.assessments(c, plan.Last(standings))
	out.Standing = v.standings(standings)
	if v.Person.Can(account.Edit, p.Body.ID) {
		out.Work = Link{v.T("plan-work.report"),
			v.Href(work + "/plan/" + p.Plan.Slug + "/atagande/" + c.ID)}
	}
	for _, r := range p.Reporters {
		if slices.Contains(r.Commitments, c.ID) {
			out.Reporters = append(out.Reporters, Fact{Term: r.Body, Text: r.Role})
		}
	}
	out.Follow = Link{v.T("follow.this"), v.planPath(p.Plan) + "/folj?atagande=" + url.QueryEscape(c.ID)}
	for _, s := range c.Sources {
		out.Sources = append(out.Sources, v.planSource(s))
	}
	return out
}

// commitmentFacts lists who is to do it, and until when.
func (v *visit) commitmentFacts(c plan.Commitment) []Fact {
	unknown := v.T("commitment.unknown")
	fact := func(key lang.Key, text string) Fact {
		if text == "" {
			text = unknown
		}
		return Fact{Term: v.T(string(key)), Text: text}
	}
	a := c.Adopted
	return []Fact{fact(lang.Key("commitment.lead"), a.Lead),
		fact(lang.Key("commitment.supporting"), strings.Join(a.Government, "\n")),
		fact(lang.Key("commitment.stakeholders"), strings.Join(append(append([]string{},
			a.CivilSociety...), a.Others...), "\n")),
		fact(lang.Key("commitment.starts"), v.planDate(a.Start)),
		fact(lang.Key("commitment.ends"), v.planDate(a.End)),
		fact(lang.Key("commitment.themes"), strings.Join(a.Themes, ", "))}
}

// milestone shows a milestone: done with its proof, late, or ahead.
func (v *visit) milestone(m plan.Milestone, later bool) MilestoneRow {
	row := MilestoneRow{Output: v.planWords(m.Output), When: v.planDate(m.Due), Owner: m.Owner,
		Wanted: v.planWords(m.Wanted), Later: later}
	switch {
	case m.Done.Known() && m.Proof != "":
		row.State = Chip{Tone: Done, Text: v.T("commitment.milestone-done", "On", v.planDate(m.Done))}
	case v.Now.After(m.Due.Last()):
		row.State = Chip{Tone: Late, Text: v.T("commitment.milestone-late")}
	default:
		row.State = Chip{Tone: Quiet, Text: v.T("commitment.milestone-ahead")}
	}
	return row
}

// planEvidence shows evidence, with what is known of its link.
func (v *visit) planEvidence(e plan.Evidence, w plan.Watch) Evidence {
	row := Evidence{Proves: v.planWords(e.Proves).Text, Tongue: v.planWords(e.Proves).Tongue,
		Source: Link{e.URL, e.URL}, Hash: e.Hash,
		State: Chip{Tone: Neutral, Text: v.T("commitment.link-not-checked")}}
	if day, ok := e.On.Day(); ok {
		row.At = day
	}
	if row.Hash == "" {
		row.Hash = w.Hash
	}
	switch {
	case e.Kind == plan.File:
		row.State = Chip{Tone: Neutral, Icon: "file", Text: v.T("commitment.kept-here")}
	case e.Dead.Known():
		row.State = Chip{Tone: Late, Text: v.T("commitment.link-dead", "On", v.planDate(e.Dead))}
	case w.Dead():
		row.State = Chip{Tone: Late, Text: v.T("commitment.link-dead", "On", v.Date(w.Since))}
	case w.Before != "":
		row.State = Chip{Tone: Active, Icon: "file",
			Text: v.T("commitment.link-changed", "On", v.Date(w.Hashed))}
	case !w.Checked.IsZero() && w.Failures == 0:
		row.State = Chip{Tone: Neutral, Icon: "check",
			Text: v.T("commitment.link-answers", "On", v.Date(w.Checked))}
	}
	return row
}

// assessments sets what others have judged beside each other, and beside what
// those who report say themselves.
func (v *visit) assessments(c plan.Commitment, self plan.Status) Table {
	if len(c.Assessments) == 0 {
		return Table{}
	}
	t := Table{Caption: v.T("review.beside"), Columns: []Column{
		{Text: v.T("commitment.judged-by")}, {Text: v.T("commitment.scale")},
		{Text: v.T("commitment.judged")}, {Text: v.T("review.self")}, {Text: v.T("review.parted")}}}
	for _, j := range c.Assessments {
		t.Rows = append(t.Rows, []Cell{{Text: j.By, Link: j.Source},
			v.scaleCell(j), v.judgedCell(j), {Text: v.selfWords(j, self)}, v.partedCell(j, self)})
	}
	return t
}

// scaleCell names the scale of a judgement; one of their own by the name they gave it.
func (v *visit) scaleCell(j plan.Judgement) Cell {
	if j.Scale != plan.OwnScale {
		return Cell{Text: v.Say("plan.scale-"+j.Scale, nil)}
	}
	named := j
	named.Value = j.Named
	return v.judgedCell(named)
}

// judgedCell shows a judgement in the words, and the language, of who judged.
func (v *visit) judgedCell(j plan.Judgement) Cell {
	c := Cell{Text: j.Value}
	if in := j.Language(); in != string(v.Language()) {
		c.Tongue = in
	}
	return c
}

// planSource tells where something was read.
func (v *visit) planSource(s plan.Source) PlanEvent {
	text := v.T("commitment.source-all")
	name, _, _ := strings.Cut(s.What, ".")
	switch name {
	case "title":
		text = v.T("commitment.source-title")
	case "lead":
		text = v.T("commitment.source-lead")
	}
	out := PlanEvent{On: text, Text: v.planWords(s.Note)}
	if s.URL != "" {
		out.Source = Link{s.URL, s.URL}
	}
	return out
}
