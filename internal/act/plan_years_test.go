package act_test

import (
	"slices"
	"testing"

	"insyn/internal/standard"
)

// Of the first four plans only the years are known, and nothing of their time
// was recorded here: they are not judged by what happened after them.
func TestPlansKnownByYearAreNotJudgedByToday(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	for _, slug := range []string{"sverige-1", "sverige-2", "sverige-3", "sverige-4", "sverige-5"} {
		r, _, err := o.PlanStandards(ctx, slug, standard.On(2023, 12, 31))
		o.must(err)
		if r.Contrary() != (slug == "sverige-5") {
			t.Errorf("%s: contrary %v by %s", slug, r.Contrary(), r.Rules)
		}
		both := slices.IndexFunc(r.Grounds, func(f standard.Finding) bool {
			return f.Rule.ID == "procedural-review"
		})
		if both >= 0 && r.Grounds[both].Verdict != standard.NotAssessable {
			t.Errorf("%s: two cycles: %+v", slug, r.Grounds[both])
		}
	}
}
