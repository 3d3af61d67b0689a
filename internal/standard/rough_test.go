package standard_test

import (
	"testing"

	"insyn/internal/standard"
)

// years are plans of which little more than the year of the end is recorded, by
// somebody who began to record in November 2023.
func years() standard.Facts {
	plan := func(id string, number, end int) standard.Plan {
		return standard.Plan{ID: id, Number: number, EndFrom: standard.On(end, 1, 1),
			End: standard.On(end, 12, 31)}
	}
	last := plan("P5", 5, 2025)
	last.PublishedFrom, last.Published = day("2023-06-01"), day("2023-06-30")
	return standard.Facts{Since: day("2023-11-01"),
		Plans:    []standard.Plan{plan("P1", 1, 2013), plan("P3", 3, 2018), plan("P4", 4, 2021), last},
		Meetings: []standard.Meeting{meeting("2023-02-22"), meeting("2023-11-20")},
		Sites: []standard.Site{{ID: "s", Since: day("2023-11-01"), ShowsPlan: true,
			ShowsContact: true}}}
}

func TestACycleThatNobodyRecordedIsNotJudged(t *testing.T) {
	f := years()
	for _, p := range []string{"P1", "P3", "P4"} {
		r := assess(t, f, p, "2023-11-27")
		if r.Rules != "ogp-until-2021" || r.Contrary() {
			t.Errorf("%s by %s: contrary %v", p, r.Rules, r.Contrary())
		}
	}
	both := finding(t, assess(t, f, "P5", "2023-11-27"), "procedural-review")
	if both.Verdict != standard.NotAssessable || both.Why[0].Key != "standard.cycles-unknown" {
		t.Errorf("two cycles, one of which nothing is recorded of: %s %v", both.Verdict, both.Why)
	}
	// A plan that began under the rules of today and ended before anything was recorded.
	f = standard.Facts{Since: day("2026-01-01"), Plans: []standard.Plan{{ID: "P", Number: 1,
		Begins: day("2022-01-20"), Published: day("2022-06-30"), Start: day("2022-07-01"),
		End: day("2024-06-30"), Years: 4}}, Meetings: []standard.Meeting{meeting("2022-02-01")}}
	for _, q := range assess(t, f, "P", "2027-01-01").Requirements {
		if q.Verdict == standard.NotMet {
			t.Errorf("%s is not met, because of what nobody recorded", q.ID)
		}
	}
	if got := finding(t, assess(t, f, "P", "2027-01-01"), "refresh"); got.Verdict == standard.NotMet {
		t.Error("the refresh is late, because of what nobody recorded")
	}
}

func TestWhatComesAfterAPlanIsNotCountedForIt(t *testing.T) {
	f := standard.Facts{Plans: []standard.Plan{{ID: "P1", Number: 1}, {ID: "P2", Number: 2},
		{ID: "P3", Number: 3, Published: day("2023-01-10")}},
		Meetings: []standard.Meeting{meeting("2023-02-22"), meeting("2023-12-12")}}
	r := assess(t, f, "P1", "2023-12-31")
	if got := finding(t, r, "mr-1.1-gap"); len(got.Evidence) > 0 || got.Verdict == standard.NotMet {
		t.Errorf("meetings of a plan two numbers on: %s %v", got.Verdict, got.Evidence)
	}
	next := finding(t, r, "ctp-1")
	if next.Verdict != standard.NotAssessable || next.Why[0].Key != "standard.next-no-end" {
		t.Errorf("a plan that two others have followed: %s %v", next.Verdict, next.Why)
	}
}

func TestADayThatWasGuessedIsNoGround(t *testing.T) {
	f := standard.Facts{Plans: []standard.Plan{
		{ID: "P1", Number: 1, Begins: day("2022-01-01"), End: day("2024-06-15")},
		{ID: "P2", Number: 2, Begins: day("2025-01-01")}}}
	for _, c := range []struct {
		name string
		next standard.Plan
		want standard.Verdict
	}{
		{"the month of the last day", standard.Plan{Published: day("2025-06-30"),
			PublishedFrom: day("2025-06-01")}, standard.NotAssessable},
		{"the month after it", standard.Plan{Published: day("2025-07-31"),
			PublishedFrom: day("2025-07-01")}, standard.NotMet},
		{"the month before it", standard.Plan{Published: day("2025-05-31"),
			PublishedFrom: day("2025-05-01")}, standard.Met},
		{"it has ended too", standard.Plan{End: day("2025-12-31")}, standard.NotAssessable},
		{"it is a draft", standard.Plan{End: day("2027-12-31")}, standard.NotMet},
	} {
		c.next.ID, c.next.Number = "P2", 2
		f.Plans[1] = c.next
		if got := finding(t, assess(t, f, "P1", "2026-01-01"), "ctp-1"); got.Verdict != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.Verdict, c.want)
		}
	}
	f.Plans[0].EndFrom = day("2024-06-01")
	got := finding(t, assess(t, f, "P1", "2026-01-01"), "ctp-1")
	if last := got.Why[len(got.Why)-1].Key; last != "standard.next-rough-end" {
		t.Errorf("nothing says that the end is not known to the day: %s", last)
	}
}
