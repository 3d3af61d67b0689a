package act

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
	"insyn/internal/store"
)

// A PlanState is where the commitments of a plan stand at a moment, for those
// who meet on it: everything is computed from what is recorded.
type PlanState struct {
	PublicPlan
	At      time.Time
	Since   time.Time // the last meeting on it, or when the plan became public here
	Meeting consult.Consultation
	Next    consult.Consultation // that is ahead; zero for none
	Facts   plan.Facts
}

// PlanState gives where a plan stands at a moment, which can be past.
//
// Faults: NotFound (also before the plan was public).
func (d *Desk) PlanState(ctx context.Context, slug string, at time.Time) (s PlanState, err error) {
	if s.PublicPlan, err = d.PublicPlan(ctx, slug); err != nil {
		return s, err
	}
	s.At = at
	s.Plan.Content = s.contentAt(dayOf(at))
	s.PublicPlan = s.until(at.Add(time.Nanosecond)) // what was said at that very moment counts
	if s.Plan.Content.Number == 0 {
		return s, fault.New(fault.NotFound, "store.not-found")
	}
	if s.Facts, err = d.MeasureFacts(ctx); err != nil {
		return s, err
	}
	s.Facts.Meetings = slices.DeleteFunc(s.Facts.Meetings,
		func(m plan.Held) bool { return m.At.After(at) })
	s.Since = s.Versions[0].Published
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		plans, err := publicPlans(tx)
		if err != nil {
			return err
		}
		list, err := tx.Consultations(store.ConsultationFilter{Body: s.Body.ID, Public: true,
			Limit: mostMeetings})
		for _, c := range list {
			start := c.Content.Meeting.Start
			switch {
			case boundElsewhere(plans, slug, c.ID):
			case c.Content.Template != consult.OGP || !c.Cancelled.IsZero() || start.IsZero():
			case start.After(at) && (s.Next.ID == "" || start.Before(s.Next.Content.Meeting.Start)):
				s.Next = c
			case !start.After(at) && start.After(s.Since):
				s.Since, s.Meeting = start, c
			}
		}
		return err
	})
	return s, err
}

// A StatePart is what is said of one commitment: what was promised, what it is
// measured by, what has changed since the last meeting, what is late and why.
type StatePart struct {
	Commitment plan.Commitment
	Promised   plan.Text
	Status     plan.Status // as last reported; "" for no report
	Measured   []string
	Changed    []Sentence
	Late       []Sentence
	Why        plan.Text
}

// Parts says in words where each commitment stands.
func (s PlanState) Parts(say *lang.Printer) (all []StatePart) {
	standings, news := s.Standings(s.At), s.News(s.At)
	for _, c := range s.Plan.Content.Commitments {
		part := StatePart{Commitment: c, Promised: firstSaid(c.Adopted),
			Status: plan.Last(standings[c.ID])}
		for _, id := range c.Measures {
			if d, ok := s.Facts.Definition(id); ok {
				part.Measured = append(part.Measured, s.measured(say, c, d))
			}
		}
		for _, n := range news {
			if n.Commitment == c.ID && n.At.After(s.Since) {
				title, text := NewsWords(say, plan.Content{}, n)
				part.Changed = append(part.Changed, Sentence{{Text: say.Date(n.At) + ": " +
					title.String() + ". "}, OwnWords(text, say.Language())})
			}
		}
		for _, late := range plan.Late(c, standings[c.ID], s.At) {
			part.Late = append(part.Late, LateWords(say, late))
		}
		if r := plan.Reason(standings[c.ID]); r != nil {
			part.Why = r.Why
			if len(part.Late) == 0 {
				part.Late = append(part.Late,
					plainly(say.T("state.late-said", "Period", PeriodWords(say, r.Period))))
			}
		}
		all = append(all, part)
	}
	return all
}

// firstSaid gives the first of the template's texts that is to hand: what a
// commitment promises beyond its title. Nothing is put in the place of none.
func firstSaid(a plan.Adopted) plan.Text {
	for _, text := range []plan.Text{a.Brief, a.Results, a.Solution, a.Problem} {
		if !text.Empty() {
			return text
		}
	}
	return plan.Text{}
}

// LateWords says what is late, and since when.
func LateWords(say *lang.Printer, late plan.Lateness) Sentence {
	if late.Period != "" {
		return plainly(say.T("state.late-report", "Period", PeriodWords(say, late.Period), "On",
			say.Date(late.Due)))
	}
	return quoting(say, lang.Key("state.late-milestone"), "Milestone", late.Milestone.Output,
		"On", say.Date(late.Due.Add(-12*time.Hour))) // noon of the last day
}

// measured says a measure of a commitment in a sentence, and since when that is
// not what it is measured by.
func (s PlanState) measured(say *lang.Printer, c plan.Commitment, d plan.Definition) string {
	at := s.At.In(lang.Stockholm)
	words := MeasureWords(say, d, s.Facts, c.Until(d.ID, at))
	if end, ended := c.End(d.ID); ended {
		if day, _ := end.On.Day(); !day.After(at) {
			words = say.T("own.no-longer", "Measured", words, "On", say.Date(day))
		}
	}
	return words
}

// MeasureWords says a measure in a sentence: its name, number and unit, and of
// which half-year or day, as it was at a moment.
func MeasureWords(say *lang.Printer, d plan.Definition, f plan.Facts, at time.Time) string {
	l := string(say.Language())
	if v, ok := f.LastStated(d.ID, at); ok {
		day, _ := v.On.Day()
		return say.T("own.stated", "Measure", d.Title.In(l), "Value", say.Number(v.Number),
			"Unit", d.UnitOf(v.Number).In(l), "On", say.Date(day))
	}
	history := d.History(f, at, lang.Stockholm)
	for _, r := range slices.Backward(history) {
		if !r.Unknown {
			return say.T("state.measured", "Measure", d.Title.In(l), "Value",
				say.Decimal(r.Value, 0),
				"Unit", d.UnitOf(r.Value).In(l), "Period", PeriodWords(say, r.Period))
		}
	}
	return say.T("plan-page.not-measured", "Measure", d.Title.In(l))
}

// AttachState puts where a plan stands, as a document in each language of the
// consultation, among its material. The consultation is then published as any other change of it.
//
// Who may: publishers of the plan who are editors of the consultation.
// Faults: NotFound, Invalid (no consultation).
func (d *Desk) AttachState(ctx context.Context, who account.Person, slug string,
	id consult.ID) error {
	s, err := d.PlanState(ctx, slug, d.Now())
	if err != nil {
		return err
	}
	if err := who.May(account.Publish, s.Body.ID); err != nil {
		return err
	}
	if id == "" {
		return fault.Fields(fault.New(fault.Invalid, "making.forum").At("forum"))
	}
	languages, err := d.languagesOf(ctx, who, id)
	for _, l := range languages {
		if err == nil {
			err = d.attachStateIn(ctx, who, s, id, l)
		}
	}
	return err
}

// languagesOf gives the languages that a consultation is held in: those of its title.
func (d *Desk) languagesOf(ctx context.Context, who account.Person,
	id consult.ID) (all []lang.Language, err error) {
	draft, err := d.OpenDraft(ctx, who, id, consult.Invitation)
	if title := draft.Content.Title; err == nil {
		if title.SV != "" || title.EN == "" {
			all = append(all, lang.Swedish)
		}
		if title.EN != "" {
			all = append(all, lang.English)
		}
	}
	return all, err
}

// attachStateIn puts where a plan stands among the material in one language.
func (d *Desk) attachStateIn(ctx context.Context, who account.Person, s PlanState, id consult.ID,
	l lang.Language) error {
	say := lang.For(l)
	paper := s.paper(say, d.Site.URL)
	var out bytes.Buffer
	if err := document.WriteWord(&out, paper); err != nil {
		return err
	}
	m := consult.Material{Language: string(l), Title: consult.Text{SV: paper.Title},
		Name: "laget-" + s.Plan.Slug + "-" + dayOf(s.At).String() + ".docx"}
	if l == lang.English {
		m.Title = consult.Text{EN: paper.Title}
		m.Name = "state-" + s.Plan.Slug + "-" + dayOf(s.At).String() + ".docx"
	}
	_, err := d.addFile(ctx, who, id, m, out.Bytes())
	return err
}

// paper writes where a plan stands as a document.
func (s PlanState) paper(say *lang.Printer, site string) document.Document {
	l := string(say.Language())
	p := document.Document{Language: l, Author: s.Body.Name, Title: say.T("state.paper", "Plan",
		s.Plan.Content.Title.In(l), "On", say.Date(s.At))}
	add := func(blocks ...document.Block) { p.Blocks = append(p.Blocks, blocks...) }
	line := func(text string) { add(document.Paragraph{Text: document.Plain(text)}) }
	list := func(heading string, items []Sentence, none string) {
		add(document.Heading{Level: 3, Text: document.Plain(heading)})
		if len(items) == 0 {
			line(none)
			return
		}
		var all []document.Item
		for _, item := range items {
			all = append(all, document.Item{Text: document.Plain(strings.TrimSpace(item.String()))})
		}
		add(document.List{Items: all})
	}
	add(document.Heading{Level: 1, Text: document.Plain(p.Title)})
	line(say.T("state.since", "On", say.Date(s.Since)))
	for _, part := range s.Parts(say) {
		c := part.Commitment
		add(document.Heading{Level: 2,
			Text: document.Plain(c.Mark() + ". " + c.Adopted.Title.In(l))})
		if !part.Promised.Empty() {
			line(part.Promised.In(l))
		}
		var measured []Sentence
		for _, m := range part.Measured {
			measured = append(measured, plainly(m))
		}
		list(say.T("state.measured-head"), measured, say.T("state.no-measure"))
		list(say.T("state.changed"), part.Changed, say.T("state.nothing-changed"))
		list(say.T("state.late"), part.Late, say.T("state.nothing-late"))
		if !part.Why.Empty() {
			line(say.T("state.why") + " " + part.Why.In(l))
		}
		address := site + "/plan/" + s.Plan.Slug + "/atagande/" + c.ID
		add(document.Paragraph{Text: document.Text{{Text: address, Link: address}}})
	}
	return p
}

// A PlanDeadline is a day that somebody has to keep, with what it is.
type PlanDeadline struct {
	On   time.Time
	Text Sentence
	Path string // of the page that it is about
}

// PlanDeadlines lists the days ahead of a plan: milestones, reports, meetings
// and answers that are owed. What the standards demand stands beside it.
//
// Faults: NotFound.
func (d *Desk) PlanDeadlines(ctx context.Context, slug string, say *lang.Printer) (p PublicPlan,
	all []PlanDeadline, err error) {
	if p, err = d.PublicPlan(ctx, slug); err != nil {
		return p, nil, err
	}
	now := d.Now()
	for _, one := range plan.Deadlines(p.Plan.Content, p.Standings(now), now) {
		c, _ := p.Plan.Content.Commitment(one.Commitment)
		text := append(quoting(say, lang.Key("deadline.milestone"), "Milestone", one.Milestone.Output),
			Phrase{Text: " ("}, OwnWords(c.Adopted.Title, say.Language()), Phrase{Text: ")"})
		if one.Period != "" {
			text = quoting(say, lang.Key("deadline.report"), "Commitment", c.Adopted.Title, "Period",
				PeriodWords(say, one.Period))
		}
		all = append(all, PlanDeadline{one.On, text, "/plan/" + slug + "/atagande/" + c.ID})
	}
	for _, step := range p.Plan.Content.Making.Steps {
		if day, ok := step.From.Day(); ok && day.After(now) {
			all = append(all, PlanDeadline{day, Sentence{OwnWords(step.Title, say.Language())}, "/plan/" + slug + "/arbetet"})
		}
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		more, err := forumDeadlines(tx, p, say)
		all = append(all, more...)
		return err
	})
	slices.SortStableFunc(all, func(a, b PlanDeadline) int { return a.On.Compare(b.On) })
	return p, all, err
}

// forumDeadlines lists meetings ahead, and when answers are owed.
func forumDeadlines(tx *store.Tx, p PublicPlan, say *lang.Printer) (all []PlanDeadline, err error) {
	list, err := tx.Consultations(store.ConsultationFilter{Body: p.Body.ID, Public: true,
		Limit: mostBound})
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		if c.Content.Template != consult.OGP || !c.Cancelled.IsZero() {
			continue
		}
		title := plan.Text{SV: c.Content.Title.SV, EN: c.Content.Title.EN}
		if start := c.Content.Meeting.Start; start.After(tx.Now) {
			all = append(all, PlanDeadline{start, quoting(say, lang.Key("deadline.meeting"), "Title", title),
				"/samrad/" + c.Slug})
		}
		duties, err := tx.Duties(c.ID.Forum())
		if err != nil {
			return nil, err
		}
		for _, duty := range duties {
			if duty.Open() && duty.Due.After(tx.Now) {
				all = append(all, PlanDeadline{duty.Due, quoting(say, lang.Key("deadline.answer"), "Title", title),
					"/samrad/" + c.Slug + "/svar"})
				break // the first of them says enough
			}
		}
	}
	return all, nil
}

// LastCouncil gives the last meeting of a plan's body with civil society, zero for none.
func (s PlanState) LastCouncil() (last time.Time) {
	if s.Meeting.ID != "" {
		last = s.Since
	}
	for _, m := range s.Plan.Content.Record.Meetings {
		if day, ok := m.On.Day(); ok && m.CivilSociety > 0 && day.After(last) && !day.After(s.At) {
			last = day
		}
	}
	return last
}

// endOf gives the last moment of a day in Stockholm.
func endOf(day standard.Day) time.Time {
	y, m, d := day.Time().Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, lang.Stockholm).Add(-time.Second)
}

// PlanStateOn is PlanState at the end of a day.
func (d *Desk) PlanStateOn(ctx context.Context, slug string, day standard.Day) (PlanState, error) {
	at := endOf(day)
	if now := d.Now(); at.After(now) {
		at = now
	}
	return d.PlanState(ctx, slug, at)
}
