package plan

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/fault"
)

// decided is a plan that has been adopted.
func decided() Content {
	return Content{Level: Country, Number: 5, Title: Text{SV: "Plan"}, Adopted: "2023-06-15",
		Commitments: []Commitment{{ID: "SE0022", Number: 2, Adopted: Adopted{
			Title: Text{SV: "Kontaktpunkt"}, Problem: Text{SV: "Det är svårt att fråga."}},
			Milestones: []Milestone{{ID: "m1", Output: Text{SV: "En kontaktpunkt"}, Owner: "Digg",
				Due: "2024-06"}}}}}
}

func TestAdoptedTextIsFrozen(t *testing.T) {
	for name, change := range map[string]func(*Content){
		"a word":      func(c *Content) { c.Commitments[0].Adopted.Problem.SV = "Det är lätt att fråga." },
		"a title":     func(c *Content) { c.Commitments[0].Adopted.Title.SV = "Annat" },
		"a text gone": func(c *Content) { c.Commitments[0].Adopted.Problem = Text{} },
		"a milestone": func(c *Content) { c.Commitments[0].Milestones[0].Due = "2025" },
		"one more adopted": func(c *Content) {
			c.Commitments[0].Milestones = append(c.Commitments[0].Milestones,
				Milestone{ID: "m2", Output: Text{SV: "x"}, Owner: "y", Due: "2024"})
		},
		"a commitment": func(c *Content) { c.Commitments = nil },
		"its number":   func(c *Content) { c.Number = 6 },
		"not adopted":  func(c *Content) { c.Adopted = "" },
	} {
		c := decided()
		change(&c)
		if err := Revise(decided(), c, "skäl"); !fault.Is(err, fault.Refused) {
			t.Errorf("%s was changed: %v", name, err)
		}
	}
	c := decided()
	c.Commitments[0].Operational = []Milestone{{ID: "o1", Output: Text{SV: "En webbsida"},
		Owner: "Digg", Due: "2024-03-01"}}
	c.Commitments[0].Adopted.Causes = Text{SV: "Det fanns ingen kontaktpunkt."} // was missing
	if err := Revise(decided(), c, "skäl"); err != nil {
		t.Errorf("a milestone of later date: %v", err)
	}
	if err := Revise(decided(), c, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("a change without a reason: %v", err)
	}
}

func TestCompleteWantsEvidenceThatAnybodyCanSee(t *testing.T) {
	r := Report{Status: Complete, Progress: Text{SV: "Allt är klart."}}
	c := Commitment{ID: "c"}
	if err := r.Check(c, "", time.Time{}); !fault.Is(err, fault.Refused) {
		t.Errorf("complete without evidence: %v", err)
	}
	c.Evidence = []Evidence{{ID: "e", Kind: Link, Proves: Text{SV: "Det finns"}, On: "2024",
		URL: "https://example.se", Hidden: true}}
	if err := r.Check(c, "", time.Time{}); !fault.Is(err, fault.Refused) {
		t.Errorf("complete with hidden evidence: %v", err)
	}
	c.Evidence[0].Hidden, c.Evidence[0].Dead = false, "2024-05-01"
	if err := r.Check(c, "", time.Time{}); err != nil {
		t.Errorf("a dead link changes no status: %v", err)
	}
}

func TestLittleDoneWantsAReason(t *testing.T) {
	for _, s := range []Status{NotStarted, Limited} {
		err := Report{Status: s, Progress: Text{SV: "Lite."}}.Check(Commitment{}, "", time.Time{})
		var f *fault.Error
		if !errors.As(err, &f) || f.Field != "challenges" || len(f.Also) != 1 {
			t.Errorf("%s without a reason: %v", s, err)
		}
	}
	err := Report{Status: Limited, Progress: Text{SV: "Lite."}, Challenges: []Challenge{Funding},
		Why: Text{SV: "Pengarna kom sent."}}.Check(Commitment{}, "", time.Time{})
	if err != nil {
		t.Error(err)
	}
}

// Whatever tells of delay wants a reason, also where much has been done: a
// milestone whose day has passed, the end of the commitment or of its plan, and
// a report that comes after its own day.
func TestDelayWantsAReason(t *testing.T) {
	day := time.Date(2024, 2, 2, 9, 0, 0, 0, time.UTC)
	step := Milestone{ID: "m", Output: Text{SV: "Sidan"}, Owner: "Digg", Due: "2024-01"}
	done := step
	done.Done, done.Proof = "2024-01-20", "e"
	proven := []Evidence{{ID: "e", Kind: Link, Proves: Text{SV: "Sidan"}, On: "2024", URL: "https://example.se"}}
	for name, c := range map[string]struct {
		status  Status
		of      Commitment
		end     Date
		period  Period
		number  int
		message string // that asks for the reason; "" for none
	}{
		"nothing is late": {Substantial, Commitment{}, "2025", "2024-1", 1, ""},
		"a milestone is": {Substantial, Commitment{Milestones: []Milestone{step}}, "",
			"2024-1", 1, "report.delay-milestone"},
		"one of later date is": {Substantial, Commitment{Operational: []Milestone{step}}, "",
			"2024-1", 1, "report.delay-milestone"},
		"the milestone is done": {Substantial, Commitment{Milestones: []Milestone{done}}, "",
			"2024-1", 1, ""},
		"the plan is over": {Substantial, Commitment{}, "2023", "2023-2", 2,
			"report.delay-ended"},
		"the commitment is over": {Substantial, Commitment{Adopted: Adopted{End: "2024-01-31"}},
			"2025", "2024-1", 1, "report.delay-ended"},
		"complete at its end": {Complete, Commitment{Evidence: proven}, "2023", "2023-2", 2, ""},
		"the report is": {Substantial, Commitment{}, "2025", "2023-2", 1,
			"report.delay-late"},
		"so is a complete one": {Complete, Commitment{Evidence: proven}, "2025", "2023-2", 1,
			"report.delay-late"},
		"it mends an earlier": {Substantial, Commitment{}, "2025", "2023-2", 2, ""},
	} {
		r := Report{Status: c.status, Progress: Text{SV: "Mycket."}, Period: c.period,
			Number: c.number}
		err := r.Check(c.of, c.end, day)
		var f *fault.Error
		if c.message == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if !errors.As(err, &f) || f.Field != "challenges" || len(f.Also) != 1 ||
			f.Also[0].Message != c.message || f.Also[0].Field != "why" {
			t.Errorf("%s: %v, want %s", name, err, c.message)
		}
		r.Why, r.Challenges = Text{SV: "Vi väntar."}, []Challenge{Dependency}
		if err := r.Check(c.of, c.end, day); err != nil {
			t.Errorf("%s, with a reason: %v", name, err)
		}
	}
}

func TestAReportHasAnEnd(t *testing.T) {
	long := Text{SV: strings.Repeat("å", mostSaid)}
	if err := (Report{Status: Substantial, Progress: long, Why: long}).Check(Commitment{}, "", time.Time{}); err != nil {
		t.Errorf("as long as it may be: %v", err)
	}
	for _, r := range []Report{{Status: Substantial, Progress: Text{SV: long.SV + "."}},
		{Status: Substantial, Progress: long, Why: Text{SV: "Så.", EN: long.SV + "."}}} {
		if err := r.Check(Commitment{}, "", time.Time{}); !fault.Is(err, fault.Invalid) {
			t.Errorf("too long a report: %v", err)
		}
	}
}

func TestNoReportIsToldWhenSomebodyReads(t *testing.T) {
	from := time.Date(2023, 7, 1, 0, 0, 0, 0, time.UTC)
	given := []Report{{Period: "2023-2", Number: 1, Status: Limited},
		{Period: "2023-2", Number: 2, Status: Substantial}}
	at := func(month time.Month, day int) []Standing {
		return HalfYearly.Standings(from, time.Time{},
			time.Date(2024, month, day, 12, 0, 0, 0, time.UTC), given)
	}
	if s := at(7, 31); len(s) != 3 || s[0].Report.Status != Substantial || s[1].Missing {
		t.Errorf("on the last day of grace: %+v", s)
	}
	if s := at(8, 2); !s[1].Missing || s[2].Missing {
		t.Errorf("when it has passed: %+v", s)
	}
}

func TestPeriodsAreHalfYears(t *testing.T) {
	from := time.Date(2023, 12, 31, 23, 0, 0, 0, time.UTC)
	to := time.Date(2024, 7, 1, 1, 0, 0, 0, time.UTC)
	if got := HalfYearly.Periods(from, to); !slices.Equal(got, []Period{"2023-2", "2024-1", "2024-2"}) {
		t.Error(got)
	}
	if a, b := Period("2024-3").Span(time.UTC); !a.IsZero() || !b.IsZero() {
		t.Error("there is no third half-year")
	}
}

func TestDatesAreAsExactAsTheyAreKnown(t *testing.T) {
	for _, d := range []Date{"", "2023", "2023-06", "2023-Q4", "2023-06-30"} {
		if !d.Valid() {
			t.Errorf("%q is a date", d)
		}
	}
	for _, d := range []Date{"23", "2023-13", "2023-Q5", "2023-02-30", "juni 2023"} {
		if d.Valid() {
			t.Errorf("%q is no date", d)
		}
	}
	if got := Date("2023-Q2").Last(); !got.Equal(time.Date(2023, 7, 1, 0, 0, 0, 0, time.UTC)) {
		t.Error(got)
	}
}

func TestSwedenIsSoundAndEverythingHasASource(t *testing.T) {
	plans := Sweden()
	if len(plans) != 5 || len(plans[4].Commitments) != 4 {
		t.Fatalf("%d plans", len(plans))
	}
	for _, p := range plans {
		if err := p.Check(); err != nil || p.Source == "" {
			t.Errorf("plan %d: %v, source %q", p.Number, err, p.Source)
		}
		for _, c := range p.Commitments {
			if len(c.Sources) == 0 || len(c.Measures) == 0 {
				t.Errorf("%s has no source or no measure", c.ID)
			}
			for _, id := range c.Measures {
				if _, ok := DefinitionOf(id); !ok {
					t.Errorf("%s: no measure is called %s", c.ID, id)
				}
			}
			for _, f := range c.Adopted.Fields() {
				if !f.Text.Empty() {
					t.Errorf("%s: %s was not to hand, and stands there", c.ID, f.Name)
				}
			}
		}
	}
}

func TestADateLiesAheadWhenAllOfItDoes(t *testing.T) {
	now := time.Date(2023, 11, 27, 9, 0, 0, 0, time.UTC)
	for d, want := range map[Date]bool{"": false, "2023": false, "2024": true, "2023-11": false,
		"2023-12": true, "2023-Q4": false, "2024-Q1": true, "2023-Q3": false,
		"2023-11-27": false, "2023-11-28": true} {
		if d.After(now) != want {
			t.Errorf("%q after 27 November 2023: %v", d, !want)
		}
	}
}
