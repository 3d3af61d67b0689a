package web

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// everyRule is a report in which every rule has a day to keep and is not met.
func everyRule() (r standard.Report, unverified int) {
	r = standard.Report{RuleSet: standard.RuleSets()[len(standard.RuleSets())-1],
		At: standard.On(2023, 11, 27)}
	find := func(rules []standard.Rule) (all []standard.Finding) {
		for _, rule := range rules {
			if !rule.Verified {
				unverified++
			}
			all = append(all, standard.Finding{Rule: rule, Verdict: standard.NotMet, By: r.At + 1})
		}
		return all
	}
	for _, q := range r.RuleSet.Requirements {
		r.Requirements = append(r.Requirements, standard.Judged{Requirement: q, ID: q.ID,
			Verdict: standard.NotMet, Findings: find(q.Rules)})
	}
	r.Grounds, r.Duties = find(r.RuleSet.Grounds), find(r.RuleSet.Duties)
	return r, unverified
}

// Wording that nobody has read in its source says so wherever it is printed:
// among the days to keep, at its verdict, and in the text of the command and the
// review pack. Wording that has been read does not.
func TestUnverifiedWordingSaysSoWhereverItIsShown(t *testing.T) {
	r, unverified := everyRule()
	if unverified < 4 {
		t.Fatalf("%d rules are unverified", unverified)
	}
	for _, l := range lang.Languages() {
		v := exampleVisit(lang.For(l))
		words := act.StandardWords{Printer: v.Printer}
		mark := v.T("standard.unverified")
		var text bytes.Buffer
		words.Write(&text, r)
		lines, duties := strings.Split(text.String(), "\n"), v.duties(plan.Plan{}, r)
		for _, f := range r.Coming() {
			demand := f.Rule.Demand.In(string(l))
			at := slices.IndexFunc(duties, func(d Duty) bool { return strings.HasPrefix(d.Text, demand) })
			line := slices.IndexFunc(lines, func(s string) bool { return strings.HasSuffix(s, ": "+demand) })
			if at < 0 || line < 0 {
				t.Fatalf("%s in %s is not printed", f.Rule.ID, l)
			}
			for place, shown := range map[string]string{"days to keep": duties[at].Text,
				"verdict": v.finding(f, false).Basis, "report": lines[line]} {
				if strings.Contains(shown, mark) == f.Rule.Verified {
					t.Errorf("%s in %s among %s: %q", f.Rule.ID, l, place, shown)
				}
			}
		}
	}
}
