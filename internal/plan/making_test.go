package plan_test

import (
	"testing"
	"time"

	"insyn/internal/fault"
	"insyn/internal/plan"
	"pgregory.net/rapid"

	_ "insyn/internal/trial/seed"
)

// road is the timeline of an invented plan.
func road() plan.Making {
	step := func(id string, kind plan.StepKind, from, until plan.Date) plan.Step {
		return plan.Step{ID: id, Kind: kind, Title: plan.Text{SV: id}, From: from, Until: until}
	}
	return plan.Making{Steps: []plan.Step{step("s1", plan.Proposals, "2024-02-01", "2024-02-28"),
		step("s2", plan.Talk, "2024-04-10", ""), step("s3", plan.Deciding, "2024-06-01", "")}}
}

func wants(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%v, want %q", err, kind)
	}
}

func TestATimelineIsPublicInTimeOrSaysWhyNot(t *testing.T) {
	wants(t, road().Check("2024-01-18"), "") // fourteen days to the day
	wants(t, road().Check("2024-01-19"), fault.Invalid)
	late := road()
	late.Hurry = "Regeringen vill ha planen i juni."
	wants(t, late.Check("2024-01-31"), "")
	wants(t, plan.Making{}.Check("2024-01-01"), fault.Invalid)
	for _, spoil := range []func(*plan.Step){
		func(s *plan.Step) { s.Kind = "fest" },
		func(s *plan.Step) { s.Title = plan.Text{} },
		func(s *plan.Step) { s.From = "2024" },
		func(s *plan.Step) { s.Until = "2024-01-01" },
	} {
		m := road()
		spoil(&m.Steps[1])
		wants(t, m.Check("2024-01-01"), fault.Invalid)
	}
	if got := road().Notice("2024-01-02"); got != 30 {
		t.Errorf("%d days", got)
	}
	for day, want := range map[plan.Date]plan.Progress{"2024-01-31": plan.Ahead,
		"2024-02-01": plan.GoesOn,
		"2024-02-28": plan.GoesOn, "2024-02-29": plan.Finished} {
		if got := road().Steps[0].Progress(day); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}

// What was promised first stays to be seen when a step moves, and when it goes.
func TestStepsThatMoveAreTold(t *testing.T) {
	moved, dropped := road(), road()
	moved.Steps[1].From = "2024-05-02"
	dropped.Steps = dropped.Steps[:1]
	versions := []plan.Version{{Number: 1}, {Number: 2, Content: plan.Content{Making: road()}},
		{Number: 3, Content: plan.Content{Making: moved}, Reason: "Lokalen."},
		{Number: 4, Content: plan.Content{Making: dropped}, Reason: "Hinner inte."}}
	moves := plan.Moves(versions)
	want := []plan.Move{{"s2", 3, "2024-04-10", "2024-05-02", "Lokalen."},
		{"s2", 4, "2024-05-02", "", "Hinner inte."}, {"s3", 4, "2024-06-01", "", "Hinner inte."}}
	if len(moves) != len(want) {
		t.Fatalf("%+v", moves)
	}
	for i := range want {
		if moves[i] != want[i] {
			t.Errorf("%+v, want %+v", moves[i], want[i])
		}
	}
	if m, v := plan.Promised(versions); v.Number != 2 || m.Steps[1].From != "2024-04-10" {
		t.Errorf("promised first: %+v in version %d", m, v.Number)
	}
}

// The views behind a change are tied to the fields that changed, and to no others.
func TestAChangeOfTheDraftNamesTheViewsBehindIt(t *testing.T) {
	say := func(problem, solution string) plan.Adopted {
		return plan.Adopted{Title: plan.Text{SV: "Kontaktpunkt"}, Problem: plan.Text{SV: problem},
			Solution: plan.Text{SV: solution}}
	}
	draft, id, err := plan.Redraft(plan.Content{Number: 6}, 2, "", say("Svårt att fråga.",
		"En adress."), nil)
	wants(t, err, "")
	ref := plan.ViewRef{Forum: "consultation/c", Number: 3}
	draft, _, err = plan.Redraft(draft, 3, id, say("Svårt att fråga.", "En adress och en telefon."),
		[]plan.ViewRef{ref})
	wants(t, err, "")
	if got := draft.Behind(3, id, "adopted.solution.sv"); len(got) != 1 || got[0].Number != 3 {
		t.Errorf("behind the solution: %+v", got)
	}
	for _, path := range []string{"adopted.problem.sv", "adopted.title.sv"} {
		if got := draft.Behind(3, id, path); len(got) > 0 {
			t.Errorf("behind %s: %+v", path, got)
		}
	}
	if got := draft.Behind(2, id, "adopted.solution.sv"); len(got) > 0 {
		t.Errorf("behind the first draft: %+v", got)
	}
	traces := draft.Traces("consultation/c", 3)
	if len(traces) != 1 || traces[0].Commitment.ID != id || traces[0].Fields[0] != "solution" ||
		traces[0].Version != 3 {
		t.Errorf("from the view: %+v", traces)
	}
	if c, _ := draft.Commitment(id); c.Adopted.Mentions("och  en telefon") != "solution" ||
		c.Adopted.Mentions("fax") != "" {
		t.Error("a quoted passage is not found where it stands")
	}
	_, _, err = plan.Redraft(draft, 4, "A9", say("x", "y"), nil)
	wants(t, err, fault.NotFound)
	_, _, err = plan.Redraft(draft, 4, id, plan.Adopted{}, nil)
	wants(t, err, fault.Invalid)
	less, err := plan.Drop(draft, id)
	if wants(t, err, ""); len(less.Commitments) != 0 || len(draft.Commitments) != 1 {
		t.Error("dropping took the wrong one")
	}
}

// What has been decided cannot be drafted any more, by any way.
func TestADecisionFreezes(t *testing.T) {
	draft, id, err := plan.Redraft(plan.Content{Number: 6, Title: plan.Text{SV: "Plan"}}, 2, "",
		plan.Adopted{Title: plan.Text{SV: "Ett"}}, nil)
	wants(t, err, "")
	by := plan.Decision{By: "Exempeldepartementet", Title: plan.Text{SV: "Beslut"},
		URL: "https://example.se/beslut"}
	_, err = plan.Decide(plan.Content{Number: 6}, "2024-06-01", by)
	wants(t, err, fault.Refused)
	_, err = plan.Decide(draft, "2024", by)
	wants(t, err, fault.Invalid)
	_, err = plan.Decide(draft, "2024-06-01", plan.Decision{})
	wants(t, err, fault.Invalid)
	decided, err := plan.Decide(draft, "2024-06-01", by)
	wants(t, err, "")
	_, err = plan.Decide(decided, "2024-06-02", by)
	wants(t, err, fault.Refused)
	_, _, err = plan.Redraft(decided, 3, id, plan.Adopted{Title: plan.Text{SV: "Två"}}, nil)
	wants(t, err, fault.Refused)
	_, err = plan.Drop(decided, id)
	wants(t, err, fault.Refused)
}

func TestViewRefsComeBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ref := plan.ViewRef{Forum: rapid.StringMatching(`[a-z]+/[a-z0-9-]+`).Draw(r, "forum"),
			Number: rapid.IntRange(1, 9999).Draw(r, "number")}
		if got, ok := plan.ParseViewRef(ref.String()); !ok || got != ref {
			r.Errorf("%+v came back as %+v", ref, got)
		}
	})
	for _, bad := range []string{"", "#3", "c/x", "c/x#", "c/x#0", "c/x#-1", "c/x#y"} {
		if _, ok := plan.ParseViewRef(bad); ok {
			t.Errorf("%q is no view", bad)
		}
	}
}

// A council is to meet within six months, counted to the end of a short month.
func TestACouncilMeetsWithinSixMonths(t *testing.T) {
	for from, want := range map[string]string{"2023-02-22": "2023-08-22",
		"2023-08-31": "2024-02-29",
		"2023-11-30": "2024-05-30"} {
		at, _ := time.Parse(time.DateOnly, from)
		if got := plan.NextDue(at).Format(time.DateOnly); got != want {
			t.Errorf("after %s: %s, want %s", from, got, want)
		}
	}
	c := plan.Council{Name: plan.Text{SV: "Forum"}, Rules: plan.Text{SV: "Alla talar."},
		RulesOn: "2024-01-01",
		Members: []plan.Member{{"Exempelmyndigheten", plan.OfGovernment, "2024-01-01", ""},
			{"Föreningen Exempel", plan.OfCivilSociety, "2024-01-01", "2024-12-31"}}}
	wants(t, c.Check(), "")
	if c.Seats(plan.OfCivilSociety, "2024-12-31") != 1 || c.Seats(plan.OfCivilSociety,
		"2025-01-01") != 0 {
		t.Error("a term that is over still counts, or one that goes on does not")
	}
	for _, spoil := range []func(*plan.Council){
		func(c *plan.Council) { c.Name = plan.Text{} },
		func(c *plan.Council) { c.Rules = plan.Text{} },
		func(c *plan.Council) { c.RulesOn = "2024" },
		func(c *plan.Council) { c.URL = "javascript:alert(1)" },
		func(c *plan.Council) { c.Members = []plan.Member{{"X", "kung", "2024-01-01", ""}} },
		func(c *plan.Council) {
			c.Members = []plan.Member{{"X", plan.OfOthers, "2024-01-02",
				"2024-01-01"}}
		},
	} {
		bad := c
		spoil(&bad)
		wants(t, bad.Check(), fault.Invalid)
	}
}
