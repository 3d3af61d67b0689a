package demo

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	shipped "insyn/internal/plan"
)

// A making is the invented plan while it is made: in which forum, and how far
// its version has come.
type making struct {
	slug  string
	forum consult.Forum
	start time.Time // of the meeting on the draft
	ids   []string  // of the commitments
	came  []consult.Registration
}

// at9 is nine o'clock in Stockholm on a day of 2023, in summer time.
func at9(month time.Month, day int) time.Time {
	return time.Date(2023, month, day, 7, 0, 0, 0, time.UTC)
}

// made makes the invented plan, from the timeline in April to the decision in June.
func (s *seeder) made(ctx context.Context) error {
	m := &s.plan
	for _, step := range []struct {
		at time.Time
		do func(context.Context, *making) error
	}{
		{at9(4, 3), s.promiseTimeline}, {at9(4, 24), s.propose}, {at9(5, 8), s.draft},
		{at9(5, 15), s.comment}, {at9(5, 23), s.talk}, {at9(5, 30), s.revise},
		{at9(6, 12), s.adoptPlan},
		{at9(6, 15), s.sumUpPlan},
	} {
		if err := s.at(ctx, step.at); err != nil {
			return err
		}
		if err := step.do(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// version gives the number of the version that the plan has come to.
func (s *seeder) version(ctx context.Context, m *making) (shipped.Plan, error) {
	p, err := s.PublicPlan(ctx, m.slug)
	return p.Plan, err
}

// promiseTimeline begins the plan: its timeline, its consultation and its forum
// are public two weeks before anything happens.
func (s *seeder) promiseTimeline(ctx context.Context, m *making) error {
	id, err := s.open(ctx, m.invitation())
	if err != nil {
		return err
	}
	m.forum = id.Forum()
	if m.slug, err = s.NewPlan(ctx, s.publisher, Body.ID, openness()); err != nil {
		return err
	}
	err = s.PlanTimeline(ctx, s.publisher, m.slug, 1,
		shipped.Making{Steps: opennessSteps(string(m.forum))},
		"Tidplan för arbetet, två veckor innan det börjar.")
	if err != nil {
		return err
	}
	if err := s.SetCouncil(ctx, s.publisher, m.slug, 2, opennessCouncil(), "Forumets regler och medlemmar."); err != nil {
		return err
	}
	if err := s.at(ctx, at9(4, 5)); err != nil {
		return err
	}
	return s.EnterRecord(ctx, s.publisher, m.slug, 3, outreach(), "Så har vi berättat om arbetet.")
}

// invitation is the consultation in which the plan is made.
func (m *making) invitation() consult.Content {
	c := common(consult.OGP.Begin(Opening))
	c.Title = text("Samråd om Exempellandets plan för öppenhet (påhittat)",
		"Consultation on Exampleland's plan for openness (invented)")
	c.Summary = text("Först samlar vi förslag, sedan kan du kommentera utkastet, stycke för stycke.",
		"First we gather proposals, then you can comment on the draft, passage by passage.")
	c.Purpose = text("Planen ska lova det som gör störst skillnad, så att det går att se om det blir av.",
		"The plan is to promise what makes the greatest difference, so that it can be seen whether it is done.")
	m.start = time.Date(2023, 5, 23, 11, 0, 0, 0, time.UTC)
	c.Meeting.Start, c.Meeting.End = m.start, m.start.Add(90*time.Minute)
	c.Meeting.Place = text("Digitalt möte", "Online meeting")
	c.Registration.Opens, c.Registration.Closes = at9(4, 18), m.start.AddDate(0, 0, -1)
	c.Questions = []consult.Question{{ID: "q1", Text: text("Vad ska planen lova?", "What should the plan promise?")}}
	c.WrittenInput = consult.Input{Open: true, Until: m.start.AddDate(0, 0, 3), Email: Body.Email,
		How: text("Skriv här eller mejla.", "Write here or send mail.")}
	c.Promise = consult.Promise{By: at9(6, 9),
		Text: text("Vi svarar på varje synpunkt innan planen beslutas.",
			"We answer every view before the plan is decided.")}
	return c
}

// propose lets the invented proposals come in.
func (s *seeder) propose(ctx context.Context, m *making) error {
	for i, t := range wanted() {
		t.about = "q1"
		v, err := s.say(ctx, m.forum, "demo-wanted-"+strconv.Itoa(i), t)
		if err != nil {
			return err
		}
		if err := s.rule(ctx, v, t); err != nil {
			return err
		}
	}
	return nil
}

// refs leads to views of the forum.
func (m *making) refs(numbers []int) (refs []shipped.ViewRef) {
	for _, n := range numbers {
		refs = append(refs, shipped.ViewRef{Forum: string(m.forum), Number: n})
	}
	return refs
}

// draft writes the text, each commitment with the proposals behind it, and
// sends it to the consultation.
func (s *seeder) draft(ctx context.Context, m *making) error {
	for _, one := range opennessText() {
		p, err := s.version(ctx, m)
		if err != nil {
			return err
		}
		id, err := s.DraftCommitment(ctx, s.publisher, m.slug, p.Current, "", one.first, m.refs(one.asked), one.reason)
		if err != nil {
			return err
		}
		m.ids = append(m.ids, id)
	}
	id := m.forum.Consultation()
	if err := s.SendDraft(ctx, s.publisher, m.slug, id); err != nil {
		return err
	}
	v, err := s.OpenDraft(ctx, s.editor, id, consult.Invitation)
	if err != nil {
		return err
	}
	if v, err = s.SaveDraft(ctx, s.editor, v); err != nil {
		return err
	}
	if err := s.Publish(ctx, s.publisher, id, consult.Invitation, v.Number, "Utkastet går att kommentera."); err != nil {
		return err
	}
	m.came, err = s.enter(ctx, id, attendees())
	return err
}

// comment lets what was said of passages of the draft come in.
func (s *seeder) comment(ctx context.Context, m *making) error {
	c, err := s.Consultation(ctx, s.editor, m.forum.Consultation())
	if err != nil {
		return err
	}
	material := c.Consultation.Content.Material
	paper, err := s.Paper(ctx, m.forum, material[len(material)-1].ID)
	if err != nil {
		return err
	}
	for i, one := range comments() {
		at := slices.IndexFunc(paper.Paragraphs, func(p act.Paragraph) bool { return p.Text == one.passage })
		if at < 0 {
			return fmt.Errorf("demo: the draft does not say %q", one.passage)
		}
		passage := paper.Paragraphs[at]
		v, err := s.BeginView(ctx, m.forum, "demo-comment-"+strconv.Itoa(i), consult.ViewForm{Text: one.text,
			Sender: one.from, Subject: consult.Subject{About: consult.APassage, ID: paper.Material.ID,
				Excerpt: consult.Excerpt{From: passage.From, To: passage.To}}})
		if err != nil {
			return err
		}
		if v, err = s.SendView(ctx, s.ViewLink(v), v.Saved); err != nil {
			return err
		}
		if err := s.rule(ctx, v, one.thought); err != nil {
			return err
		}
	}
	return nil
}

// talk holds the meeting on the draft.
func (s *seeder) talk(ctx context.Context, m *making) error {
	return s.meet(ctx, m.forum.Consultation(), m.start, m.came)
}

// revise changes the words as the comments asked, answers every view and sums up.
func (s *seeder) revise(ctx context.Context, m *making) error {
	for i, one := range opennessText() {
		if one.changed == "" {
			continue
		}
		p, err := s.version(ctx, m)
		if err != nil {
			return err
		}
		_, err = s.DraftCommitment(ctx, s.publisher, m.slug, p.Current, m.ids[i], one.last, m.refs(one.said), one.changed)
		if err != nil {
			return err
		}
	}
	if err := s.give(ctx, m.forum, at9(5, 31), opennessReplies()); err != nil {
		return err
	}
	v, err := s.OpenDraft(ctx, s.editor, m.forum.Consultation(), consult.Report)
	if err != nil {
		return err
	}
	for i := range v.Summary.Sections {
		v.Summary.Sections[i].Body = text("*Påhittat exempel.* Utkastet fick stöd. Två stycken skrevs om: kontaktpunkten svarar också om data som saknas (#4), och de första inköpen har fått en dag (#5).",
			"*Invented example.* The draft was supported. Two passages were rewritten: the contact point also answers on missing data (#4), and the first purchases have got a day (#5).")
	}
	if v, err = s.SaveDraft(ctx, s.editor, v); err != nil {
		return err
	}
	_, err = s.SendSummary(ctx, s.publisher, v, s.clock.Now().Add(consult.UsualReply))
	return err
}

// sumUpPlan makes the summary final: nobody objected.
func (s *seeder) sumUpPlan(ctx context.Context, m *making) error {
	id := m.forum.Consultation()
	v, err := s.OpenDraft(ctx, s.editor, id, consult.Report)
	if err != nil {
		return err
	}
	if v, err = s.SaveDraft(ctx, s.editor, v); err != nil {
		return err
	}
	return s.Publish(ctx, s.publisher, id, consult.Report, v.Number, "")
}

// adoptPlan sets milestones, decides, and names what each commitment is measured by.
func (s *seeder) adoptPlan(ctx context.Context, m *making) error {
	p, err := s.version(ctx, m)
	if err != nil {
		return err
	}
	c := p.Content
	c.Start, c.End, c.Years = "2023-07-01", "2025-06-30", 2
	for i, steps := range stages() {
		c.Commitments[i].Milestones = steps
	}
	if err := s.RevisePlan(ctx, s.publisher, p.ID, p.Current, c, "Delmål med dag och ansvarig."); err != nil {
		return err
	}
	by := shipped.Decision{By: Body.Name + " (påhittat)",
		Title: words("Beslut om planen", "Decision on the plan"),
		URL:   "https://www.example.org/beslut-om-planen"}
	if err := s.DecidePlan(ctx, s.publisher, m.slug, p.Current+1, "2023-06-12", by); err != nil {
		return err
	}
	if p, err = s.version(ctx, m); err != nil {
		return err
	}
	c = p.Content
	for i, ids := range measured {
		c.Commitments[i].Measures = ids
	}
	return s.RevisePlan(ctx, s.publisher, p.ID, p.Current, c, "Så mäts åtagandena.")
}

// reporting names who reports, and lets the first report come in on time.
func (s *seeder) reporting(ctx context.Context) error {
	m := &s.plan
	for _, r := range []shipped.Reporter{
		{Body: Agency.Name + " (påhittad)", Role: "samordnare (påhittad)",
			Name:  "Rut Rapportör (påhittad)",
			Email: "rapport@exempelmyndigheten.example.se", Commitments: m.ids[:2]},
		{Body: Body.Name + " (påhittat)", Role: "utredare (påhittad)",
			Name:  "Urban Utredare (påhittad)",
			Email: "rapport@exempeldepartementet.example.se", Commitments: m.ids[2:]},
	} {
		if _, err := s.AddReporter(ctx, s.publisher, m.slug, r); err != nil {
			return err
		}
	}
	return s.sheet(ctx, m.ids[0], onContact(), shipped.Evidence{URL: s.Site.URL + "/kontakt",
		Proves: words("Påhittat exempel: kontaktpunkten har en egen sida.",
			"Invented example: the contact point has a page of its own.")})
}

// lateReporting is the report that came after its day, and what a reviewer made of it all.
func (s *seeder) lateReporting(ctx context.Context) error {
	m := &s.plan
	if err := s.sheet(ctx, m.ids[1], onLedgers(), shipped.Evidence{}); err != nil {
		return err
	}
	err := s.PlanMilestone(ctx, s.publisher, m.slug, m.ids[1],
		shipped.Milestone{Owner: Agency.Name, Due: "2024-02-29",
			Output: words("En gemensam granskning av personuppgifter",
				"A common check for personal data"),
			Wanted: words("En vägledning", "A guide")})
	if err != nil {
		return err
	}
	err = s.FinishMilestone(ctx, s.publisher, m.slug, m.ids[0], "m1", "2023-07-24", "e1")
	if err != nil {
		return err
	}
	return s.JudgeCommitment(ctx, s.publisher, m.slug, m.ids[0], judged())
}

// sheet reports by the link of who reports a commitment.
func (s *seeder) sheet(ctx context.Context, commitment string, r shipped.Report,
	proof shipped.Evidence) error {
	_, list, err := s.PlanReporters(ctx, s.publisher, s.plan.slug)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(one shipped.Reporter) bool { return one.Reports(commitment) })
	r.Commitment = commitment
	return s.SendReports(ctx, s.ReportLink(list[i]), r.Period,
		[]act.SheetReport{{Report: r, Proof: proof}})
}
