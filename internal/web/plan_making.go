package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// makingRoutes are where one sees how a plan is made, and takes part.
func (s *Server) makingRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{{Method: "GET", Pattern: "/plan/{slug}/arbetet", Access: Anyone,
		Handler: s.planMaking, Keep: true}}
}

// PlanMakingPage shows the way of a plan from proposals to decision: what was
// promised, what has been done, what has been moved, and whose words changed what.
type PlanMakingPage struct {
	Page
	Over     Named
	Lead     string
	Notice   string // how long before the work began the timeline was public
	Hurry    Words  // why it was not public in time
	Steps    []MakingStep
	Moves    []MovedStep
	Decision []Fact
	Changes  []PlanVersion // of the draft, the latest first
	Empty    Empty
}

// A MakingStep is a step on the way.
type MakingStep struct {
	Kind  string
	Title Words
	When  string
	State Chip
	Forum Link   // where one takes part
	Meets string // when people meet in it
	Heard Link   // what has been said
	Write Link   // no text when nothing can be sent
	Texts []Link // that can be commented passage by passage
}

// A MovedStep did not keep the day that was promised.
type MovedStep struct {
	What string
	Why  Words
}

// planMaking shows how a plan is made.
func (s *Server) planMaking(w http.ResponseWriter, r *http.Request) error {
	m, err := s.options.Desk.PlanMaking(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	page, err := v.makingPage(s.page(r, ""), m)
	if err != nil {
		return err
	}
	if m.Plan.Content.Decided() {
		leaf, err := s.publicLeaf(r, act.PlanObject(adoptedIn(m.Versions)))
		if err != nil {
			return err
		}
		if leaf != "" {
			page.Decision = append(page.Decision, Fact{Term: v.T("making.frozen"),
				Link: Link{v.T("record.receipt"), receiptPath + leaf}})
		}
	}
	return s.render(w, r, http.StatusOK, "plan-making", page)
}

// adoptedIn gives the version in which a plan was decided.
func adoptedIn(all []plan.Version) (v plan.Version) {
	for _, one := range all {
		if one.Content.Decided() {
			return one
		}
	}
	return v
}

// makingPage makes the page of how a plan is made.
func (v *visit) makingPage(page Page, m act.PlanInMaking) (PlanMakingPage, error) {
	c := m.Plan.Content
	page.Title = v.T("making.title")
	page.Description = v.T("making.lead")
	out := PlanMakingPage{Page: page, Lead: v.T("making.lead"),
		Over: Named{v.planWords(c.Title), v.planPath(m.Plan)}}
	first, published := plan.Promised(m.Versions)
	if len(first.Steps) == 0 {
		out.Empty = Empty{Title: v.T("making.none"), Text: v.T("making.none-text")}
	} else {
		out.Notice = v.T("making.notice", "Days", first.Notice(act.PlanDay(published.Published)),
			"On", v.Date(published.Published))
		if first.Hurry != "" {
			out.Hurry = v.planWords(act.ReasonText(first.Hurry))
		}
	}
	for _, step := range c.Making.Steps {
		out.Steps = append(out.Steps, v.makingStep(m, step))
	}
	for _, move := range plan.Moves(m.Versions) {
		out.Moves = append(out.Moves, v.movedStep(m, move))
	}
	out.Decision = v.decisionFacts(c)
	return out, v.draftChanges(&out, m)
}

// draftChanges fills in what each version of the draft changed, and whose views are behind it.
func (v *visit) draftChanges(out *PlanMakingPage, m act.PlanInMaking) error {
	for i := len(m.Versions) - 1; i >= 0; i-- {
		if i > 0 && m.Versions[i-1].Content.Decided() {
			continue // what came after the decision stands among the versions
		}
		one, err := v.planVersion(m, i)
		if err != nil {
			return err
		}
		out.Changes = append(out.Changes, one)
	}
	return nil
}

// makingWords names the kinds of steps.
var makingWords = map[plan.StepKind]lang.Key{
	plan.Proposals: lang.Key("making.proposals"), plan.DraftOut: lang.Key("making.draft"),
	plan.Talk: lang.Key("making.meeting"), plan.Revised: lang.Key("making.revised"),
	plan.Deciding: lang.Key("making.decision"),
}

// makingStep shows a step, with where one takes part in it.
func (v *visit) makingStep(m act.PlanInMaking, s plan.Step) MakingStep {
	out := MakingStep{Kind: v.T(string(makingWords[s.Kind])), Title: v.planWords(s.Title),
		When: v.planDate(s.From)}
	if s.Last() != s.From {
		out.When = v.T("making.span", "From", v.planDate(s.From), "Until", v.planDate(s.Last()))
	}
	switch s.Progress(act.PlanDay(v.Now)) {
	case plan.Ahead:
		out.State = Chip{Tone: Quiet, Text: v.T("making.ahead")}
	case plan.GoesOn:
		out.State = Chip{Tone: Active, Text: v.T("making.on")}
	default:
		out.State = Chip{Tone: Neutral, Icon: "check", Text: v.T("making.over")}
	}
	if f, ok := m.Forums[s.Forum]; ok {
		v.stepForum(&out, f)
	}
	return out
}

// stepForum says where one takes part in a step.
func (v *visit) stepForum(out *MakingStep, f act.PlanForum) {
	venue := f.Hearing.Venue
	path := v.Href(venue.Path)
	v.Until(venue.Window.From)
	v.Until(venue.Window.Until)
	if start := f.Content.Meeting.Start; !start.IsZero() {
		out.Meets = v.T("making.meets", "On", v.DateTime(start))
	}
	out.Forum = Link{v.words(venue.Title).Text, path}
	if f.Heard > 0 {
		out.Heard = Link{v.T("opinions.read", "Count", f.Heard), path + "/synpunkter"}
	}
	if f.Hearing.Refusal == nil {
		out.Write = Link{v.T("making.say"), path + "/synpunkt"}
	}
	for _, text := range f.Content.Material {
		if act.Legible(text) {
			out.Texts = append(out.Texts, Link{v.T("making.passages", "Text", v.materialName(text)),
				path + "/material/" + text.ID + "/las"})
		}
	}
}

// movedStep tells that a step did not keep its day.
func (v *visit) movedStep(m act.PlanInMaking, move plan.Move) MovedStep {
	title := move.Step
	for _, version := range m.Versions {
		for _, s := range version.Content.Making.Steps {
			if s.ID == move.Step {
				title = v.planWords(s.Title).Text
			}
		}
	}
	out := MovedStep{Why: v.planWords(act.ReasonText(move.Why))}
	if move.New == "" {
		out.What = v.T("making.dropped", "Step", title, "Old", v.planDate(move.Old))
		return out
	}
	out.What = v.T("making.moved", "Step", title, "Old", v.planDate(move.Old), "New",
		v.planDate(move.New))
	return out
}

// decisionFacts says who decided, when, and where it can be read.
func (v *visit) decisionFacts(c plan.Content) []Fact {
	if c.Decision.By == "" {
		return nil
	}
	return []Fact{{Term: v.T("making.decided-by"), Text: c.Decision.By},
		{Term: v.T("plan-page.adopted"), Text: v.planDate(c.Adopted)},
		{Term: v.T("making.document"), Link: Link{v.planWords(c.Decision.Title).Text, c.Decision.URL}}}
}

// A PlanChange is a field that a version changed, with the views behind it.
type PlanChange struct {
	Diff   Diff
	Behind []Link
}

// behind leads to the views that changed a field in a version.
func (v *visit) behind(m act.PlanInMaking, version int, c plan.Change) (links []Link) {
	for _, ref := range m.Plan.Content.Behind(version, c.Commitment, c.Field) {
		ref.Field, ref.Version = "", 0
		if voice, ok := m.Voices[plan.ViewRef{Forum: ref.Forum, Number: ref.Number}.String()]; ok {
			links = append(links, v.voiceLink(voice))
		}
	}
	return links
}

// voiceLink leads to a view, named by its number and who sent it.
func (v *visit) voiceLink(voice act.PlanVoice) Link {
	return Link{v.T("opinion.number", "Number",
		voice.Copy.Number) + ", " + v.senderLine(voice.Copy.Sender),
		v.Href(voice.Venue.Path + "/synpunkter/" + strconv.FormatInt(voice.Copy.Number, 10))}
}

// A VoiceRow is a view that changed the words of a commitment.
type VoiceRow struct {
	View    Link
	Text    string
	Tongue  string // language of the text; "" for that of the page
	Changed string // the fields that it changed
	Version Link
	Answer  Chip
	Whole   Link // the answer
}

// voiceRows lists the views that changed the words of a commitment. Those that
// cannot be read any more leave their number behind.
func (v *visit) voiceRows(m act.PlanInMaking, c plan.Commitment) (rows []VoiceRow) {
	for _, ref := range c.Refs() {
		for _, t := range m.Plan.Content.Traces(ref.Forum, ref.Number) {
			if t.Commitment.ID != c.ID {
				continue
			}
			row := VoiceRow{Changed: v.fieldNames(t.Fields), Version: Link{
				v.T("plan-page.version", "Number", t.Version), v.planPath(m.Plan) + "/arbetet#version-" +
					strconv.Itoa(t.Version)}}
			voice, ok := m.Voices[ref.String()]
			if !ok {
				row.View = Link{Text: v.T("chain.unread", "Number", ref.Number)}
				rows = append(rows, row)
				continue
			}
			row.View, row.Text = v.voiceLink(voice), consult.Said(voice.Copy.Pieces)
			row.Tongue = v.foreign(voice.Copy.Sender.Language)
			if a := voice.Answer; a.Number > 0 {
				row.Answer = v.positionChip(a.Position)
				row.Whole = Link{v.T("chain.answer"), v.Href(voice.Venue.Path + "/svar#svar-" +
					strconv.FormatInt(a.Number, 10))}
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// fieldNames names fields of the template.
func (v *visit) fieldNames(fields []string) string {
	var names []string
	for _, f := range fields {
		if name := v.fieldName(f); !slices.Contains(names, name) {
			names = append(names, name) // several fields are called the same: who takes part
		}
	}
	return strings.Join(names, ", ")
}

// traceFacts says which words a view changed.
func (v *visit) traceFacts(all []act.PlanTrace) (facts []Fact) {
	for _, t := range all {
		title := v.planWords(t.Commitment.Adopted.Title)
		facts = append(facts, Fact{Term: v.T("chain.changed"),
			Text: v.T("chain.words", "Fields", v.fieldNames(t.Fields), "Version", t.Version),
			Link: Link{title.Text, v.planPath(t.Plan) + "/atagande/" + t.Commitment.ID}})
	}
	return facts
}
