package plan_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// fieldsOf lists the fields that an error names.
func fieldsOf(err error) (names []string) {
	for _, f := range lang.For(lang.English).Faults(err) {
		if !slices.Contains(names, f.Field) {
			names = append(names, f.Field)
		}
	}
	return names
}

func TestWhatIsEnteredByHandHasDaySourceAndWords(t *testing.T) {
	today := time.Date(2023, 12, 12, 9, 0, 0, 0, lang.Stockholm)
	held := plan.Meeting{On: "2023-12-12", Title: plan.Text{SV: "Samråd"}, CivilSociety: 8,
		Source: "https://www.example.se/a"}
	change := func(f func(*plan.Meeting)) plan.Record {
		m := held
		f(&m)
		return plan.Record{Meetings: []plan.Meeting{m}}
	}
	for _, c := range []struct {
		name string
		r    plan.Record
		want []string
	}{
		{"nothing", plan.Record{}, []string{"what"}},
		{"a meeting of today", change(func(*plan.Meeting) {}), nil},
		{"tomorrow", change(func(m *plan.Meeting) { m.On = "2023-12-13" }), []string{"on"}},
		{"only the month", change(func(m *plan.Meeting) { m.On = "2023-12" }), []string{"on"}},
		{"no words", change(func(m *plan.Meeting) { m.Title = plan.Text{SV: " "} }), []string{"title"}},
		{"no source", change(func(m *plan.Meeting) { m.Source = "min pärm" }), []string{"source"}},
		{"nobody came", change(func(m *plan.Meeting) { m.CivilSociety = 0 }), []string{"civil"}},
		{"fewer than nobody", change(func(m *plan.Meeting) { m.Government = -1 }), []string{"civil"}},
		{"a document of no kind", plan.Record{Documents: []plan.Document{{Kind: "memo", On: "2023-01-01",
			Title: held.Title, Source: held.Source}}}, []string{"what"}},
		{"outreach without anything", plan.Record{Outreach: []plan.Event{{}}},
			[]string{"on", "title", "source"}},
	} {
		if diff := cmp.Diff(c.want, fieldsOf(c.r.Check(today))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestWhatIsEnteredIsAddedAndTakesNothingAway(t *testing.T) {
	one := plan.Record{Meetings: []plan.Meeting{{Title: plan.Text{SV: "ett"}}}}
	two := plan.Record{Meetings: []plan.Meeting{{Title: plan.Text{SV: "två"}}},
		Documents: []plan.Document{{Title: plan.Text{EN: "three"}}},
		Outreach:  []plan.Event{{Text: plan.Text{SV: "fyra"}}}}
	if diff := cmp.Diff([]string{"ett", "två", "three", "fyra"}, one.Add(two).Said()); diff != "" {
		t.Error(diff)
	}
	if len(one.Meetings) != 1 {
		t.Error("what was added to has changed itself")
	}
}

func TestTheMembersOfAForumHaveTerms(t *testing.T) {
	c := plan.Council{Name: plan.Text{SV: "Forum"}, Rules: plan.Text{SV: "Alla talar."},
		RulesOn: "2023-01-01", Members: []plan.Member{
			{Name: "Exempelmyndigheten", Kind: plan.OfGovernment, From: "2023-01-01"},
			{Name: " ", Kind: "friend", From: "2023", Until: "2022-12-31"}}}
	want := []string{"member-2-name", "member-2-kind", "member-2-from", "member-2-until"}
	err := c.Check()
	if diff := cmp.Diff(want, fieldsOf(err)); diff != "" || !fault.Is(err, fault.Invalid) {
		t.Errorf("%v\n%s", err, diff)
	}
	c.Members[1] = plan.Member{Name: "Exempelförbundet", Kind: plan.OfCivilSociety,
		From:  "2023-01-01",
		Until: "2023-06-30"}
	if err := c.Check(); err != nil {
		t.Error(err)
	}
	if c.Seats(plan.OfCivilSociety, "2023-06-30") != 1 ||
		c.Seats(plan.OfCivilSociety, "2023-07-01") != 0 {
		t.Error("a term ends with its last day")
	}
}
