package standard_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/lang"
	"insyn/internal/standard"
)

func day(s string) standard.Day {
	d, err := standard.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// meeting is one that both government and civil society came to.
func meeting(on string) standard.Meeting {
	return standard.Meeting{ID: on, On: day(on), Government: 2, CivilSociety: 5, Results: true,
		Comments: true}
}

// finding gives what is said of a rule.
func finding(t *testing.T, r standard.Report, rule string) standard.Finding {
	t.Helper()
	for _, q := range r.Requirements {
		for _, f := range q.Findings {
			if f.Rule.ID == rule {
				return f
			}
		}
	}
	for _, f := range append(r.Grounds, r.Duties...) {
		if f.Rule.ID == rule {
			return f
		}
	}
	t.Fatalf("nothing is said of %s", rule)
	return standard.Finding{}
}

func assess(t *testing.T, f standard.Facts, plan, at string) standard.Report {
	t.Helper()
	r, ok := standard.Assess(f, plan, day(at))
	if !ok {
		t.Fatalf("the plan %s is not known", plan)
	}
	return r
}

// said gives the arithmetic of a finding in a language.
func said(f standard.Finding, l lang.Language) (all []string) {
	p := lang.For(l)
	for _, w := range f.Why {
		all = append(all, p.Say(w.Key, w.Filled(func(d standard.Day) string {
			return p.Date(d.Time())
		})))
	}
	return all
}

// Sweden met civil society on 22 February and 12 December 2023.
func TestTwoHundredAndNinetyThreeDaysAreMoreThanSixMonths(t *testing.T) {
	f := standard.Facts{Plans: []standard.Plan{{ID: "SE5", Number: 5}},
		Meetings: []standard.Meeting{meeting("2023-02-22"), meeting("2023-12-12")}}
	r := assess(t, f, "SE5", "2023-12-31")
	got := finding(t, r, "mr-1.1-gap")
	if got.Verdict != standard.NotMet || !got.Rule.Verified || len(got.Evidence) != 2 {
		t.Errorf("%s on %v", got.Verdict, got.Evidence)
	}
	want := []string{"293 days passed between 22\u00a0February 2023 and 12\u00a0December 2023. " +
		"The next meeting was due by 22\u00a0August 2023, 6 months after the last."}
	if diff := cmp.Diff(want, said(got, lang.English)); diff != "" {
		t.Error(diff)
	}
	if got.Fix == nil || got.Fix.Key != "standard.gap-record" || got.By != day("2024-06-12") {
		t.Errorf("what mends it: %v by %s", got.Fix, got.By)
	}
	if two := finding(t, r, "ctp-2"); two.Verdict != standard.NotMet || !r.Contrary() {
		t.Errorf("a requirement that has been read and is not met is a ground: %s", two.Verdict)
	}
	f.Meetings = append(f.Meetings, meeting("2023-08-22"))
	again := finding(t, assess(t, f, "SE5", "2023-12-31"), "mr-1.1-gap")
	if again.Verdict != standard.NotAssessable {
		t.Errorf("with a meeting on the last day, and no start recorded: %s", again.Verdict)
	}
}

func TestTwoMeetingsAYearCanStillBeTooFarApart(t *testing.T) {
	f := standard.Facts{Plans: []standard.Plan{{ID: "P", Number: 1, Begins: day("2022-01-01"),
		Published: day("2022-06-30"), Start: day("2022-06-30"), End: day("2024-06-29")}},
		Meetings: []standard.Meeting{meeting("2022-03-01"), meeting("2022-06-01"),
			meeting("2022-11-15"), meeting("2022-12-15"), meeting("2023-11-10"),
			meeting("2023-12-12")}}
	r := assess(t, f, "P", "2024-06-30")
	if a := finding(t, r, "mr-5.1-meetings"); a.Verdict != standard.Met || len(a.Why) != 2 {
		t.Errorf("November and December are two meetings of each year: %s, %v", a.Verdict, a.Why)
	}
	if g := finding(t, r, "mr-1.1-gap"); g.Verdict != standard.NotMet {
		t.Errorf("from December to November is more than six months: %s", g.Verdict)
	}
}

func TestNoPlanWithinTwelveMonths(t *testing.T) {
	f := standard.Facts{Plans: []standard.Plan{
		{ID: "P4", Number: 4, Begins: day("2019-01-01"), End: day("2021-12-31")},
		{ID: "P5", Number: 5, Begins: day("2022-10-01"), Published: day("2023-06-15")}}}
	for _, c := range []struct {
		plan, at string
		want     standard.Verdict
	}{
		{"P5", "2022-12-31", standard.NotAssessable},
		{"P5", "2023-01-01", standard.NotMet},
		{"P5", "2023-06-30", standard.NotMet},
	} {
		if got := finding(t, assess(t, f, c.plan, c.at), "ctp-1"); got.Verdict != c.want {
			t.Errorf("%s on %s: %s, want %s", c.plan, c.at, got.Verdict, c.want)
		}
	}
	open := finding(t, assess(t, f, "P5", "2022-10-31"), "ctp-1")
	if !open.Warning || open.By != day("2022-12-31") {
		t.Errorf("two months before there is a warning: %v by %s", open.Warning, open.By)
	}
	f.Plans[1].Published = day("2022-12-31")
	if got := finding(t, assess(t, f, "P5", "2023-06-30"), "ctp-1"); got.Verdict != standard.Met {
		t.Errorf("published on the last day: %s", got.Verdict)
	}
}

func TestWordingThatNobodyHasReadIsNoGround(t *testing.T) {
	f := whole()
	f.Answers, f.Outreach, f.Channels = nil, nil, nil
	r := assess(t, f, "P", "2023-06-30")
	open := 0
	for _, q := range r.Requirements {
		if q.Verdict == standard.NotMet {
			if open++; !q.Unverified {
				t.Errorf("%s is not met and is not marked as unverified", q.ID)
			}
		}
	}
	if open != 3 || r.Contrary() || finding(t, r, "ctp-2").Verdict == standard.NotMet {
		t.Errorf("%d requirements are not met, contrary %v", open, r.Contrary())
	}
}

// whole is a country that has done everything.
func whole() standard.Facts {
	return standard.Facts{
		Plans: []standard.Plan{{ID: "P", Number: 1, Begins: day("2022-01-20"),
			Published: day("2022-06-30"), Start: day("2022-07-01"), End: day("2024-06-30"),
			Commitments: []standard.Commitment{{ID: "C1"}}}},
		Meetings: []standard.Meeting{meeting("2022-05-01"), meeting("2022-10-01"),
			meeting("2023-03-01"), meeting("2023-06-01")},
		Documents: []standard.Document{
			{ID: "r", Kind: standard.RulesOfParticipation, Published: day("2022-01-01")},
			{ID: "t", Kind: standard.Timeline, Published: day("2022-01-02")},
			{ID: "c", Kind: standard.CoCreation, Published: day("2022-06-30")},
			{ID: "e", Kind: standard.Evidence, Commitment: "C1", Published: day("2023-01-30")},
			{ID: "o", Kind: standard.Other, Published: day("2022-11-30")}},
		Sites: []standard.Site{{ID: "s", Since: day("2022-01-01"), ShowsPlan: true,
			ShowsContact: true}},
		Outreach: []standard.Outreach{{ID: "o", On: day("2022-01-25")}},
		Channels: []standard.Channel{{ID: "c", Opens: day("2022-02-01"), Closes: day("2022-03-01"),
			Kinds: []string{"civil-society", "academia"}}},
		Views:   []standard.View{{ID: "v", Received: day("2022-02-20")}},
		Answers: []standard.Answer{{View: "v", On: day("2022-06-01"), Reasoned: true}},
	}
}

func TestWhoHasDoneEverythingHasMetEverything(t *testing.T) {
	r := assess(t, whole(), "P", "2023-06-30")
	for _, q := range r.Requirements {
		if q.Verdict != standard.Met {
			t.Errorf("%s: %s", q.ID, q.Verdict)
		}
	}
	if len(r.Requirements) != 8 || r.Contrary() {
		t.Errorf("%d requirements, contrary %v", len(r.Requirements), r.Contrary())
	}
}

func TestNothingFollowsFromWhatNobodyHasRecorded(t *testing.T) {
	f := standard.Facts{Plans: []standard.Plan{{ID: "P4", Number: 4},
		{ID: "P5", Number: 5, Published: day("2023-06-15")}}}
	r := assess(t, f, "P4", "2023-12-31")
	for rule, v := range map[string]standard.Verdict{"mr-1.1-gap": standard.NotAssessable,
		"mr-1.1-rules": standard.NotAssessable, "mr-2.1-site": standard.NotAssessable,
		"ctp-2": standard.NotAssessable} {
		if got := finding(t, r, rule).Verdict; got != v {
			t.Errorf("%s of a plan without dates: %s", rule, got)
		}
	}
	both := finding(t, assess(t, f, "P5", "2023-12-31"), "procedural-review")
	if both.Verdict == standard.NotMet {
		t.Error("two cycles were found contrary, one of which nothing is recorded of")
	}
}

func TestNothingFollowsFromWhatIsMissingBeforeRecordingBegan(t *testing.T) {
	f := whole()
	f.Documents, f.Sites, f.Outreach, f.Channels, f.Answers = nil, nil, nil, nil, nil
	f.Since = day("2023-01-01")
	for _, q := range assess(t, f, "P", "2022-12-31").Requirements {
		if q.Verdict == standard.NotMet {
			t.Errorf("%s is not met, because of what nobody recorded", q.ID)
		}
	}
	// From the day on which recording began, what can still be done is asked for. How
	// the plan was made is over, and nobody knows.
	var open, unknown []string
	for _, q := range assess(t, f, "P", "2023-01-01").Requirements {
		switch q.Verdict {
		case standard.NotMet:
			open = append(open, q.ID)
		case standard.NotAssessable:
			unknown = append(unknown, q.ID)
		}
	}
	if diff := cmp.Diff([]string{"1.1", "2.1", "2.2", "4.1"}, open); diff != "" {
		t.Errorf("not met:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"3.1", "3.2", "3.3", "5.1"}, unknown); diff != "" {
		t.Errorf("not assessable:\n%s", diff)
	}
}

// Whoever enters two meetings of the past has told of the time between them,
// and of no other.
func TestMeetingsEnteredAfterwardsAreARecordOfTheirTime(t *testing.T) {
	f := standard.Facts{Since: day("2026-11-29"), Plans: []standard.Plan{{ID: "SE5", Number: 5,
		Published: day("2023-06-30"), End: day("2027-12-31")}}}
	for _, c := range []struct {
		name string
		held []string
		at   string
		want standard.Verdict
	}{
		{"nothing is entered", nil, "2023-12-31", standard.NotAssessable},
		{"one is entered", []string{"2023-02-22"}, "2023-12-31", standard.NotAssessable},
		{"both are entered", []string{"2023-02-22", "2023-12-12"}, "2023-12-31", standard.NotMet},
		{"the time between them", []string{"2023-02-22", "2023-12-12"}, "2023-09-01",
			standard.NotMet},
		{"not yet six months", []string{"2023-02-22", "2023-12-12"}, "2023-08-22",
			standard.NotAssessable},
		{"the time after the last", []string{"2023-02-22", "2023-08-12"}, "2026-11-28",
			standard.NotAssessable},
		{"one is entered, and one was held since", []string{"2023-08-12", "2026-12-20"},
			"2026-12-31",
			standard.NotMet},
		{"six months of what is recorded", []string{"2023-08-12"}, "2027-05-29",
			standard.NotAssessable},
		{"more than that", []string{"2023-08-12"}, "2027-05-30", standard.NotMet},
	} {
		f.Meetings = nil
		for _, on := range c.held {
			f.Meetings = append(f.Meetings, meeting(on))
		}
		got := finding(t, assess(t, f, "SE5", c.at), "mr-1.1-gap")
		if got.Verdict != c.want {
			t.Errorf("%s: %s %v, want %s", c.name, got.Verdict, got.Why, c.want)
		}
	}
}

func TestYearsBeforeRecordingBeganAreNotCounted(t *testing.T) {
	f := whole()
	f.Since, f.Meetings = day("2023-01-15"), []standard.Meeting{meeting("2023-03-01")}
	got := finding(t, assess(t, f, "P", "2024-07-01"), "mr-5.1-meetings")
	if got.Verdict != standard.NotMet || len(got.Why) != 3 {
		t.Errorf("the second year is recorded, and the first is not: %s %v", got.Verdict, got.Why)
	}
	f.Since = day("2023-07-02")
	if got := finding(t, assess(t, f, "P", "2024-07-01"), "mr-5.1-meetings"); got.Verdict !=
		standard.NotAssessable {
		t.Errorf("no whole year is recorded: %s", got.Verdict)
	}
	f.Documents = f.Documents[:2]
	if got := finding(t, assess(t, f, "P", "2024-06-30"), "mr-2.2-updates"); got.Verdict !=
		standard.NotAssessable {
		t.Errorf("the archive of a year that is not recorded: %s", got.Verdict)
	}
}

func TestMonthsEndWhereMonthsEnd(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2023-02-22", 6, "2023-08-22"}, {"2023-11-30", 3, "2024-02-29"},
		{"2022-11-30", 3, "2023-02-28"}, {"2023-08-31", 6, "2024-02-29"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-01-31", -12, "2023-01-31"},
	} {
		if got := day(c.from).Months(c.n); got != day(c.want) {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestDaysAreWrittenAndRead(t *testing.T) {
	m := standard.Meeting{ID: "m", On: standard.On(2023, time.December, 12)}
	b, err := json.Marshal(m)
	var back standard.Meeting
	if err != nil || json.Unmarshal(b, &back) != nil || back != m {
		t.Errorf("%s became %+v: %v", b, back, err)
	}
	if _, err := standard.ParseDay("12 december"); err == nil {
		t.Error("what is no date was read")
	}
}

func TestRulesThatCannotBeTriedAreRefused(t *testing.T) {
	for _, data := range []string{
		`{"sets":[{"id":"x","source":"s","requirements":[],"grounds":[{"id":"a","check":"guess","demand":{"sv":"a","en":"a"},"verified":true,"source":"s"}]}]}`,
		`{"sets":[{"id":"x","source":"s","requirements":[],"grounds":[{"id":"a","check":"next-plan","demand":{"sv":"a","en":"a"},"verified":true,"source":"s"}]}]}`,
		`{"sets":[{"id":"x","source":"s","requirements":[],"grounds":[{"id":"a","check":"site","demand":{"sv":"a","en":"a"},"verified":true,"source":""}]}]}`,
		`{"sets":[{"id":"x","sours":"s"}]}`, `{"sets":`,
	} {
		if _, err := standard.Read([]byte(data)); err == nil {
			t.Errorf("read: %s", data)
		}
	}
}
