package act_test

import (
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/plan"
	"insyn/internal/standard"
	"insyn/internal/store"
)

// begun is a plan that is being made, with a timeline of which one step is the
// consultation; its text is not written yet.
func (o *office) begun(forum consult.Forum) string {
	o.t.Helper()
	slug, err := o.NewPlan(ctx, o.boss, "exempeldepartementet", plan.Content{Level: plan.Country,
		Number:    6,
		Languages: []string{"sv"}, Place: plan.Text{SV: "Exempellandet"}, Title: plan.Text{SV: "Plan sex"}})
	o.must(err)
	c, err := o.Consultation(ctx, o.boss, forum.Consultation())
	o.must(err)
	o.must(o.PlanTimeline(ctx, o.boss, slug, 1, plan.Making{Steps: []plan.Step{
		{Kind: plan.Proposals, Title: plan.Text{SV: "Förslag"}, From: "2024-01-10",
			Until: "2024-01-31",
			Forum: c.Consultation.Slug},
		{Kind: plan.Deciding, Title: plan.Text{SV: "Beslut"}, From: "2024-06-01"}}}, "Tidplan."))
	return slug
}

// publishesView makes the published copy of a view.
func (o *office) publishesView(f consult.Forum, number int) {
	o.t.Helper()
	for _, v := range o.queue(f) {
		if v.Number == int64(number) {
			_, err := o.RuleView(ctx, o.boss, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1},
				nil)
			o.must(err)
		}
	}
}

// Proposals become a draft, comments change its words and are named at the
// change, the decision freezes it; from each view the chain leads to the words.
func TestAPlanIsMadeFromProposalsToDecision(t *testing.T) {
	engines(t, func(t *testing.T, o *office) {
		f := o.listening()
		slug := o.begun(f)
		o.speaks(f, "1", "En kontaktpunkt behövs.")
		o.publishesView(f, 1)
		say := func(solution string) plan.Adopted {
			return plan.Adopted{Title: plan.Text{SV: "Kontaktpunkt"},
				Solution: plan.Text{SV: solution}}
		}
		one := plan.ViewRef{Forum: string(f), Number: 1}
		id, err := o.DraftCommitment(ctx, o.boss, slug, 2, "", say("En adress att fråga på."),
			[]plan.ViewRef{one}, "Förslag 1.")
		o.must(err)
		_, err = o.DraftCommitment(ctx, o.boss, slug, 3, id, say("x"), []plan.ViewRef{{Forum: string(f),
			Number: 9}}, "Ny.")
		kind(t, err, fault.Invalid) // nobody can read such a view
		_, err = o.DraftCommitment(ctx, o.editor, slug, 3, id, say("x"), nil, "Ny.")
		kind(t, err, fault.Forbidden)

		o.must(o.SendDraft(ctx, o.boss, slug, f.Consultation()))
		o.publish(f)
		c, err := o.Consultation(ctx, o.boss, f.Consultation())
		o.must(err)
		text := c.Consultation.Content.Material[len(c.Consultation.Content.Material)-1]
		paper, err := o.Paper(ctx, f, text.ID)
		o.must(err)
		passage := paper.Paragraphs[len(paper.Paragraphs)-1]
		if passage.Text != "En adress att fråga på." {
			t.Fatalf("the last passage of the draft: %q", passage.Text)
		}
		form := opinion("Lägg till en telefon.")
		form.Subject = consult.Subject{About: consult.APassage, ID: text.ID,
			Excerpt: consult.Excerpt{From: passage.From, To: passage.To}}
		v, err := o.BeginView(ctx, f, "2", form)
		o.must(err)
		_, err = o.SendView(ctx, o.ViewLink(v), v.Saved)
		o.must(err)
		o.publishesView(f, 2)
		_, voices, err := o.PlanVoices(ctx, o.editor, slug)
		o.must(err)
		if voices[0].Of != id || voices[0].Field != "solution" {
			t.Errorf("a comment on a passage is not at its field: %+v", voices[0])
		}
		two := plan.ViewRef{Forum: string(f), Number: 2}
		_, err = o.DraftCommitment(ctx, o.boss, slug, 3, id, say("En adress och en telefon."),
			[]plan.ViewRef{two}, "Synpunkt 2.")
		o.must(err)
		kind(t, o.RevisePlan(ctx, o.boss, o.planOf(slug).Plan.ID, 3, plan.Content{}, "x"),
			fault.Conflict)

		by := plan.Decision{By: "Exempeldepartementet", Title: plan.Text{SV: "Beslut"},
			URL: "https://example.se/beslut"}
		kind(t, o.DecidePlan(ctx, o.boss, slug, 4, "2099-01-01", by), fault.Invalid)
		o.must(o.DecidePlan(ctx, o.boss, slug, 4, act.PlanDay(o.clock.Now()), by))
		_, err = o.DraftCommitment(ctx, o.boss, slug, 5, id, say("Ingenting."), nil, "Vi ångrar oss.")
		kind(t, err, fault.Refused)

		m, err := o.PlanMaking(ctx, slug)
		o.must(err)
		if m.Forums[string(f)].Heard != 2 || len(m.Voices) != 2 ||
			m.Voices[two.String()].Copy.Number != 2 {
			t.Errorf("what was heard: %+v", m.Forums)
		}
		traces, err := o.PlanTraces(ctx, f, 2)
		o.must(err)
		if len(traces) != 1 || traces[0].Fields[0] != "solution" || traces[0].Version != 4 {
			t.Errorf("from the view to the words: %+v", traces)
		}
		leaves, err := o.PublicEntries(ctx, act.PlanObject(m.Versions[4]))
		if err != nil || len(leaves) != 1 {
			t.Errorf("the decision is not in the public record: %v", err)
		}
	})
}

func (o *office) planOf(slug string) act.PublicPlan {
	o.t.Helper()
	p, err := o.PublicPlan(ctx, slug)
	o.must(err)
	return p
}

// publish makes the draft of a consultation public.
func (o *office) publish(f consult.Forum) {
	o.t.Helper()
	draft, err := o.OpenDraft(ctx, o.boss, f.Consultation(), consult.Invitation)
	o.must(err)
	o.must(o.Publish(ctx, o.boss, f.Consultation(), consult.Invitation, draft.Number, "Utkastet."))
}

// A timeline is public in advance, what is moved can be seen, and the standards
// see the timeline, the ways to take part and the rules of the forum.
func TestTheTimelineIsKeptAndCounts(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	slug := o.begun(f)
	p := o.planOf(slug)
	late := p.Plan.Content.Making
	late.Steps = append([]plan.Step{}, late.Steps...)
	late.Steps[0].From = act.PlanDay(o.clock.Now().AddDate(0, 0, 3))
	kind(t, o.PlanTimeline(ctx, o.boss, slug, 2, late, "Snart."), fault.Invalid)
	late.Hurry = "Bråttom."
	o.must(o.PlanTimeline(ctx, o.boss, slug, 2, late, "Snart."))
	late.Steps[0].Forum = "finns-inte"
	kind(t, o.PlanTimeline(ctx, o.boss, slug, 3, late, "Annat."), fault.Invalid)
	kind(t, o.PlanTimeline(ctx, o.boss, slug, 2, late, "Annat."), fault.Conflict)
	moves := plan.Moves(o.planOf(slug).Versions)
	if len(moves) != 1 || moves[0].Old != "2024-01-10" || moves[0].Why != "Snart." {
		t.Errorf("moves: %+v", moves)
	}
	council := plan.Council{Name: plan.Text{SV: "Forumet"}, Rules: plan.Text{SV: "Alla talar."},
		RulesOn: "2023-11-01"}
	kind(t, o.SetCouncil(ctx, o.boss, slug, 3, plan.Council{}, "Forum."), fault.Invalid)
	o.must(o.SetCouncil(ctx, o.boss, slug, 3, council, "Forum."))
	r, _, err := o.PlanStandards(ctx, slug, standard.On(2024, 1, 20))
	o.must(err)
	met := map[string]string{}
	for _, q := range r.Requirements {
		for _, found := range q.Findings {
			for _, e := range found.Evidence {
				met[q.ID] += e.Link + " "
			}
		}
	}
	if !strings.Contains(met["3.1"], "/arbetet") || !strings.Contains(met["1.1"], "/forum") {
		t.Errorf("the standards do not see the timeline or the rules: %v", met)
	}
	if _, err := o.Views(ctx, o.editor, store.ViewFilter{Forum: f}); err != nil {
		t.Error(err)
	}
}
