package standard_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"insyn/internal/lang"
	"insyn/internal/standard"

	_ "insyn/internal/trial/seed"
)

// facts draws what a country may have recorded in ten years.
func facts(t *rapid.T) standard.Facts {
	var f standard.Facts
	for i := range rapid.IntRange(1, 3).Draw(t, "plans") {
		begins := anyDay(t, "begins")
		p := standard.Plan{ID: fmt.Sprint("P", i), Number: i, Begins: begins,
			Years:       rapid.SampledFrom([]int{0, 2, 4}).Draw(t, "years"),
			Commitments: []standard.Commitment{{ID: "C1"}, {ID: "C2", Completion: "limited", Coded: anyDay(t, "coded")}}}
		if rapid.Bool().Draw(t, "published") {
			p.Published = anyDay(t, "on")
			p.Start = p.Published
			p.End = p.Published.Months(rapid.IntRange(6, 48).Draw(t, "months"))
		}
		f.Plans = append(f.Plans, p)
	}
	if rapid.Bool().Draw(t, "begun") {
		f.Since = anyDay(t, "since")
	}
	for range rapid.IntRange(0, 8).Draw(t, "facts") {
		more(t, &f)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "views") {
		f.Views = append(f.Views, standard.View{ID: fmt.Sprint("v", i), Received: anyDay(t, "received")})
	}
	return f
}

func anyDay(t *rapid.T, label string) standard.Day {
	if rapid.IntRange(0, 9).Draw(t, label+" known") == 0 {
		return 0
	}
	return standard.On(2020, 1, 1) + standard.Day(rapid.IntRange(0, 3650).Draw(t, label))
}

// more records one more meeting, document or answer.
func more(t *rapid.T, f *standard.Facts) {
	id, on := fmt.Sprint("x", len(f.Meetings)+len(f.Documents)+len(f.Answers)), anyDay(t, "day")
	switch rapid.IntRange(0, 4).Draw(t, "what") {
	case 0, 1:
		f.Meetings = append(f.Meetings, standard.Meeting{ID: id, On: on, Government: 1,
			CivilSociety: rapid.IntRange(0, 1).Draw(t, "civil"), Results: true,
			Comments: rapid.Bool().Draw(t, "comments")})
	case 2, 3:
		f.Documents = append(f.Documents, standard.Document{ID: id, Published: on,
			Kind: rapid.SampledFrom([]standard.Kind{standard.Timeline, standard.CoCreation,
				standard.Evidence, standard.Other, standard.RulesOfParticipation}).Draw(t, "kind"),
			Commitment: rapid.SampledFrom([]string{"", "C1", "C2"}).Draw(t, "of")})
	default:
		f.Answers = append(f.Answers, standard.Answer{View: fmt.Sprint("v", rapid.IntRange(0, 3).Draw(t, "view")),
			On: on, Reasoned: rapid.Bool().Draw(t, "reasoned")})
	}
}

// verdicts lists the verdict on every rule and every requirement.
func verdicts(r standard.Report) map[string]standard.Verdict {
	all := map[string]standard.Verdict{}
	for _, q := range r.Requirements {
		all[q.ID] = q.Verdict
		for _, f := range q.Findings {
			all[f.Rule.ID] = f.Verdict
		}
	}
	for _, f := range append(r.Grounds, r.Duties...) {
		all[f.Rule.ID] = f.Verdict
	}
	return all
}

// A fact that starts a duty may show that it was not kept: of a plan without a
// first day, the time between meetings is counted from the first that is told;
// where recording began late, from the first to the last.
func TestWhoTellsMoreIsNeverWorseOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := facts(t)
		meetings := len(f.Meetings)
		plan, at := f.Plans[0].ID, standard.On(2020, 1, 1)+standard.Day(rapid.IntRange(0, 4000).Draw(t, "at"))
		before, _ := standard.Assess(f, plan, at)
		more(t, &f)
		after, _ := standard.Assess(f, plan, at)
		now := verdicts(after)
		for rule, v := range verdicts(before) {
			if v == standard.Met && now[rule] == standard.NotMet {
				t.Fatalf("%s was met and no longer is", rule)
			}
		}
		starts := len(f.Meetings) > meetings && (!f.Plans[0].Begins.Known() ||
			f.Since.Known())
		if !starts && !before.Contrary() && after.Contrary() {
			t.Fatal("what was told made it contrary to process")
		}
	})
}

func TestEveryVerdictCanBeSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := facts(t)
		at := standard.On(2020, 1, 1) + standard.Day(rapid.IntRange(0, 4000).Draw(t, "at"))
		r, _ := standard.Assess(f, f.Plans[0].ID, at)
		for _, found := range findings(r) {
			if lacks := lacking(found); lacks != "" {
				t.Fatalf("%s: %s, and %s", found.Rule.ID, found.Verdict, lacks)
			}
			if found.Fix != nil {
				found.Why = append(found.Why, *found.Fix)
			}
			said(found, lang.Swedish) // a message or a value that is missing panics
			said(found, lang.English)
		}
	})
}

func TestTheOrderOfFactsMeansNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := facts(t)
		at := anyDay(t, "at")
		want, _ := standard.Assess(f, "P0", at)
		f.Meetings = rapid.Permutation(f.Meetings).Draw(t, "meetings")
		f.Documents = rapid.Permutation(f.Documents).Draw(t, "documents")
		f.Answers = rapid.Permutation(f.Answers).Draw(t, "answers")
		got, _ := standard.Assess(f, "P0", at)
		if a, b := fmt.Sprintf("%+v", verdicts(want)), fmt.Sprintf("%+v", verdicts(got)); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}
