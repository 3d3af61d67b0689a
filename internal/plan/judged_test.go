package plan_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/plan"
)

// Each code of the reviewer's scale of completion is read, and words that are
// not known are not: nothing is guessed.
func TestTheReviewersCodesAreComparedWithTheReport(t *testing.T) {
	for _, c := range []struct {
		scale, value string
		self         plan.Status
		steps        int
		compared     bool
	}{
		{"completion", "No Evidence Available", plan.Limited, -1, true},
		{"completion", "No evidence", plan.NotStarted, 0, true},
		{"completion", "Not Started", plan.Substantial, -2, true},
		{"completion", "Limited", plan.Substantial, -1, true},
		{"completion", " substantial ", plan.Substantial, 0, true},
		{"completion", "Complete", plan.Limited, 2, true},
		{"completion-progress", "Limited", plan.Limited, 0, true},
		{"completion", "Helt genomfört", plan.Complete, 0, true},
		{"completion", "Withdrawn", plan.Limited, 0, false},
		{"completion", "Unclear", plan.Limited, 0, false},
		{"completion", "Limited", "", 0, false},
		{"ambition", "Substantial", plan.Limited, 0, false},
		{"early-results", "Moderate", plan.Limited, 0, false},
	} {
		j := plan.Judgement{By: "IRM", Scale: c.scale, Value: c.value}
		if n, ok := j.Steps(c.self); ok != c.compared || ok && n != c.steps {
			t.Errorf("%s %q beside %q: %d %v", c.scale, c.value, c.self, n, ok)
		}
	}
}

// Civil society judges on a scale of its own, by the name that it has; what a
// value corresponds to is said by who judges, or not at all.
func TestAScaleOfTheirOwnHasItsName(t *testing.T) {
	own := plan.Judgement{By: "Föreningen Exempel", Scale: plan.OwnScale, Named: "Betyg 1–5", Value: "4",
		On: "2023-11-01", Source: "https://example.org/betyg"}
	change := func(f func(*plan.Judgement)) plan.Judgement { j := own; f(&j); return j }
	for _, c := range []struct {
		name string
		j    plan.Judgement
		want []string
	}{
		{"their own", own, nil},
		{"their own, that corresponds", change(func(j *plan.Judgement) { j.Means = plan.Substantial }), nil},
		{"without a name", change(func(j *plan.Judgement) { j.Named = " " }), []string{"scale-named"}},
		{"a name for the reviewer's", change(func(j *plan.Judgement) { j.Scale = "ambition" }), []string{"scale-named"}},
		{"a word for the reviewer's", change(func(j *plan.Judgement) {
			j.Scale, j.Named, j.Means = "completion", "", plan.Limited
		}), []string{"means"}},
		{"no status", change(func(j *plan.Judgement) { j.Means = "good" }), []string{"means"}},
		{"no scale", change(func(j *plan.Judgement) { j.Scale = "stars" }), []string{"scale", "scale-named"}},
	} {
		if diff := cmp.Diff(c.want, fieldsOf(c.j.Check())); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
	if _, ok := own.Steps(plan.Limited); ok || own.Compares() || own.ScaleName() != "Betyg 1–5" {
		t.Error("a value that corresponds to nothing was compared")
	}
	own.Means = plan.Substantial
	if n, ok := own.Steps(plan.Limited); !ok || n != 1 || !own.Compares() {
		t.Errorf("%d steps, %v", n, ok)
	}
}

// The columns and codes are those that Canada publishes, with Swedish for French.
func TestHalfYearsHaveTheColumnsAndCodesOfCanada(t *testing.T) {
	c := plan.Content{Commitments: []plan.Commitment{{ID: "C", Number: 1,
		Adopted: plan.Adopted{Title: plan.Text{SV: "Sida"}}}}}
	standing := func(s plan.Status, why ...plan.Challenge) plan.Standing {
		return plan.Standing{Period: "2024-1", Report: &plan.Report{Status: s, Challenges: why}}
	}
	got := string(plan.WriteHalfYears(c, "b", "B", map[string][]plan.Standing{"C": {
		standing(plan.NotStarted, plan.Funding, plan.Resources, plan.Priorities),
		standing(plan.Limited, plan.Approvals, plan.Dependency, plan.OtherCause),
		standing(plan.Substantial), standing(plan.Complete)}}))
	lines := strings.Split(got, "\r\n")
	const head = "reporting_period,commitments,milestones,indicators,indicator_en,indicator_sv," +
		"indicator_deadline_en,indicator_deadline_sv,indicator_lead_dept,status,progress_en,progress_sv," +
		"evidence_en,evidence_sv,challenges,challenges_other_en,challenges_other_sv,owner_org,owner_org_title"
	if lines[0] != head {
		t.Errorf("the head is %s", lines[0])
	}
	for i, want := range []string{`,NS,,,,,"CF,LR,SP",`, `,LP,,,,,"DA,OA,OT",`, ",SP,,,,,,", ",C,,,,,,"} {
		if !strings.HasPrefix(lines[i+1], "2024-01/2024-06,C01,C01.1,C01.1.1,,Sida,,,") ||
			!strings.Contains(lines[i+1], want) {
			t.Errorf("line %d is %s", i+1, lines[i+1])
		}
	}
}
