package act_test

import (
	"strings"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// For the next consultation the plan tells what has changed since the last
// meeting and no more, and becomes material in each language of it.
func TestWhereAPlanStandsIsMaterialOfTheNextMeeting(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	o.open(december(0))
	proves := func(words string) {
		t.Helper()
		o.must(o.ProveCommitment(ctx, o.boss, "sverige-5", "SE0023", plan.Evidence{Kind: plan.Link,
			On: "2023-11-20", URL: "https://example.se/x", Proves: plan.Text{SV: words}}))
	}
	o.clock.set(opening.Add(time.Hour))
	proves("Före mötet")
	o.clock.set(december(0).Meeting.End.Add(time.Hour))
	proves("Efter mötet")
	s, err := o.PlanState(ctx, "sverige-5", o.clock.Now())
	o.must(err)
	if !s.Since.Equal(december(0).Meeting.Start) {
		t.Errorf("changes are told since %s", s.Since)
	}
	part := s.Parts(lang.For(lang.Swedish))[2]
	if len(part.Changed) != 1 || !strings.Contains(part.Changed[0].String(), "Efter mötet") {
		t.Errorf("changed since the last meeting: %v", part.Changed)
	}
	next := december(0)
	next.Meeting.Start, next.Meeting.End = next.Meeting.Start.AddDate(0, 3, 0), next.Meeting.End.AddDate(0, 3, 0)
	next.Registration.Closes = next.Meeting.Start.AddDate(0, 0, -1)
	id := o.open(next)
	o.must(o.AttachState(ctx, o.boss, "sverige-5", id))
	draft, err := o.OpenDraft(ctx, o.boss, id, consult.Invitation)
	o.must(err)
	told := map[string]string{}
	for _, m := range draft.Content.Material {
		a, err := o.Attachment(ctx, o.boss, id, m.File)
		o.must(err)
		paper, err := document.Word(a.Bytes)
		o.must(err)
		told[m.Language] = paper.Words()
	}
	o.must(o.ReportCommitment(ctx, o.boss, "sverige-5", plan.Report{Commitment: "SE0023", Period: "2023-2",
		Status: plan.Limited, Progress: plan.Text{SV: "Lite."}, Why: plan.Text{SV: "Tjänsten är vakant."},
		Challenges: []plan.Challenge{plan.Resources}}))
	s, err = o.PlanState(ctx, "sverige-5", o.clock.Now())
	o.must(err)
	part = s.Parts(lang.For(lang.Swedish))[2]
	if part.Why.Empty() || len(part.Late) != 1 ||
		!strings.Contains(part.Late[0].String(), "varför arbetet tar längre tid") {
		t.Errorf("a reason beside %v", part.Late)
	}
	for l, words := range map[string]string{"sv": "Ändrat sedan senaste mötet",
		"en": "Changed since the last meeting"} {
		if !strings.Contains(told[l], words) || !strings.Contains(told[l], "Efter mötet") ||
			strings.Contains(told[l], "Före mötet") {
			t.Errorf("in %q: %.900s", l, told[l])
		}
	}
}
