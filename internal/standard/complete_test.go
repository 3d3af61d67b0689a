package standard_test

import (
	"strings"
	"testing"

	"insyn/internal/lang"
	"insyn/internal/standard"
)

// findings lists all that a report says.
func findings(r standard.Report) (all []standard.Finding) {
	for _, q := range r.Requirements {
		all = append(all, q.Findings...)
	}
	return append(append(all, r.Grounds...), r.Duties...)
}

// lacking tells what a verdict ought to say and does not: each has its
// arithmetic; what is not met, what mends it; what is met, what it rests on.
// Two grounds are verdicts on other verdicts, which have theirs.
func lacking(f standard.Finding) string {
	derived := f.Rule.Check == "requirements-met" || f.Rule.Check == "two-cycles"
	switch {
	case len(f.Why) == 0:
		return "nothing says why"
	case f.Verdict == standard.NotMet && f.Fix == nil:
		return "nothing mends it"
	case f.Verdict == standard.Met && len(f.Evidence) == 0 && !derived:
		return "it rests on nothing"
	case f.Fix != nil && f.Fix.Key == "":
		return "what mends it has no words"
	}
	return ""
}

// histories are countries that between them come to each verdict that each rule can give.
func histories() map[string]standard.Facts {
	careless := standard.Facts{Plans: []standard.Plan{{ID: "P0", Number: 0, Begins: day("2019-01-01"),
		End: day("2020-06-30")}, {ID: "P", Number: 1, Begins: day("2022-02-01"),
		Published: day("2022-06-30"), Start: day("2022-07-01"), End: day("2026-06-30"), Years: 4,
		Commitments: []standard.Commitment{{ID: "C1", Completion: standard.NotStarted,
			Coded: day("2026-08-01")}}}, {ID: "P2", Number: 2, Published: day("2028-01-01")}},
		Documents: []standard.Document{{ID: "t", Kind: standard.Timeline, Published: day("2022-02-01")}},
		Views:     []standard.View{{ID: "v", Received: day("2022-03-01")}},
		Rulings: []standard.Ruling{{Plan: "P0", Ground: "old-late", Contrary: true, On: day("2021-05-01")},
			{Plan: "P0", Ground: "old-progress", On: day("2021-05-01")}}}
	careful := whole()
	careful.Plans[0].Years, careful.Plans[0].Refreshed = 4, day("2023-12-01")
	careful.Plans[0].Commitments[0].Completion, careful.Plans[0].Commitments[0].Coded = "limited",
		day("2024-09-01")
	careful.Plans = append(careful.Plans, standard.Plan{ID: "P0", End: day("2021-12-31")},
		standard.Plan{ID: "P2", Number: 2, Published: day("2025-01-10")})
	careful.Meetings = append(careful.Meetings, meeting("2023-11-01"), meeting("2024-04-01"))
	for _, on := range []string{"2023-06-05", "2024-02-01", "2024-03-01"} {
		careful.Documents = append(careful.Documents,
			standard.Document{ID: on, Kind: standard.Other,
				Published: day(on)})
	}
	return map[string]standard.Facts{"careless": careless, "careful": careful, "years": years()}
}

// Whoever reads a verdict reads why, what it rests on and what mends it, in both
// languages; and every rule is seen met, not met or not applicable.
func TestNoVerdictStandsAlone(t *testing.T) {
	seen := map[string]map[standard.Verdict]bool{}
	for name, f := range histories() {
		for _, p := range f.Plans {
			for at := standard.On(2019, 1, 1); at < standard.On(2030, 1, 1); at = at.Months(1) {
				r, _ := standard.Assess(f, p.ID, at)
				for _, found := range findings(r) {
					if lacks := lacking(found); lacks != "" {
						t.Fatalf("%s, %s on %s: %s: %s, and %s", name, p.ID, at, found.Rule.ID,
							found.Verdict, lacks)
					}
					said(found, lang.Swedish)
					said(found, lang.English)
					if seen[found.Rule.ID] == nil {
						seen[found.Rule.ID] = map[standard.Verdict]bool{}
					}
					seen[found.Rule.ID][found.Verdict] = true
				}
			}
		}
	}
	if len(seen) != 19 {
		t.Errorf("%d rules of 19 were tried", len(seen))
	}
	for rule, got := range seen {
		if ruled := strings.HasPrefix(rule, "old-"); !ruled &&
			(!got[standard.Met] || !got[standard.NotMet]) {
			t.Errorf("%s is met %v and not met %v", rule, got[standard.Met], got[standard.NotMet])
		}
	}
	if !seen["old-late"][standard.NotMet] || !seen["old-progress"][standard.Met] {
		t.Errorf("what the reviewer found is not told: %v", seen["old-late"])
	}
}

func TestWhatDoesNotHoldNowIsNotApplicable(t *testing.T) {
	f := whole()
	f.Plans[0].Years = 2
	for _, c := range []struct {
		name, at string
		rules    map[string]string
	}{
		{"before the work began", "2022-01-01", map[string]string{
			"mr-1.1-gap": "standard.not-begun", "mr-1.1-rules": "standard.not-begun",
			"mr-2.1-site": "standard.not-begun", "mr-2.2-updates": "standard.not-begun",
			"mr-2.2-content": "standard.not-begun", "mr-3.2-outreach": "standard.not-begun",
			"mr-3.3-input": "standard.not-begun", "mr-4.1-response": "standard.not-begun"}},
		{"while the plan is made", "2022-06-29", map[string]string{
			"mr-5.1-meetings": "standard.not-carried-out", "ctp-1": "standard.next-not-yet",
			"refresh": "standard.refresh-not"}},
	} {
		r := assess(t, f, "P", c.at)
		for rule, why := range c.rules {
			got := finding(t, r, rule)
			if got.Verdict != standard.NotApplicable || got.Why[0].Key != why || got.Warning {
				t.Errorf("%s, %s: %s %v", c.name, rule, got.Verdict, got.Why)
			}
		}
	}
	r := assess(t, f, "P", "2022-01-01")
	for _, q := range r.Requirements {
		if want := q.ID != "3.1"; (q.Verdict == standard.NotApplicable) != want {
			t.Errorf("%s before the work began: %s", q.ID, q.Verdict)
		}
	}
	f.Plans[0].End = day("2022-12-31")
	short := finding(t, assess(t, f, "P", "2023-06-30"), "mr-5.1-meetings")
	if short.Verdict != standard.NotApplicable || short.Why[0].Key != "standard.no-whole-year" {
		t.Errorf("a plan of half a year: %s %v", short.Verdict, short.Why)
	}
	for _, f := range assess(t, f, "P", "2022-01-01").Coming() {
		if f.Verdict == standard.NotApplicable {
			t.Errorf("%s has a day to keep and does not apply", f.Rule.ID)
		}
	}
}
