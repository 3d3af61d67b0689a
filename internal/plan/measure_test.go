package plan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/lang"
)

func noon(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
}

func history(t *testing.T, id string, f Facts, now time.Time) []Reading {
	t.Helper()
	d, ok := DefinitionOf(id)
	if !ok {
		t.Fatalf("no measure is called %s", id)
	}
	return d.History(f, now, time.UTC)
}

func TestMeasuresAreComputedFromFacts(t *testing.T) {
	f := Facts{
		Meetings: []Held{
			{Announced: noon(2023, 1, 25), At: noon(2023, 2, 22), CivilSociety: 6},
			{Announced: noon(2023, 11, 28), At: noon(2023, 12, 12), CivilSociety: 9},
			{Announced: noon(2023, 12, 1), At: noon(2023, 12, 20)}, // nobody came
		},
		Views: []Handled{{Received: noon(2023, 12, 13), Answered: noon(2024, 1, 10)},
			{Received: noon(2023, 12, 13), Answered: noon(2023, 12, 20)},
			{Received: noon(2023, 12, 14)}},
		Cases: []Handled{{Received: noon(2023, 7, 3), Answered: noon(2023, 7, 12)},
			{Received: noon(2023, 8, 1), Answered: noon(2023, 8, 14)},
			{Received: noon(2023, 9, 1)}},
		Entries: []Entry{{"ledgers", "a", "2023-03-01", "x", ""}, {"ledgers", "a", "2023-09-01", "y", ""},
			{"ledgers", "b", "2023-10-01", "z", ""}, {"risk-analyses", "c", "2023-01-01", "w", ""}},
		Advice: []Asked{{Due: noon(2023, 7, 1), Answered: noon(2023, 6, 30)}, {Due: noon(2023, 8, 1), Answered: noon(2023, 8, 2)},
			{Due: noon(2023, 9, 1)}, {Due: noon(2024, 3, 1), Answered: noon(2024, 1, 2)}},
	}
	now := noon(2024, 2, 1)
	for id, want := range map[string][]Reading{
		"meetings":        {{"2023-1", 1, false, 1}, {"2023-2", 1, false, 1}, {"2024-1", 0, false, 0}},
		"notice":          {{"2023-1", 28, false, 1}, {"2023-2", 14, false, 1}, {"2024-1", 0, true, 0}},
		"answered":        {{"2023-2", 100.0 / 3, false, 3}, {"2024-1", 0, true, 0}},
		"answer-days":     {{"2023-2", 7, false, 1}, {"2024-1", 0, true, 0}},
		"case-days":       {{"2023-2", 13, false, 3}, {"2024-1", 0, true, 0}},
		"advice-answered": {{"2023-2", 100.0 / 3, false, 3}, {"2024-1", 0, true, 0}},
		"ledgers":         {{"2023-1", 1, false, 1}, {"2023-2", 2, false, 2}, {"2024-1", 2, false, 2}},
	} {
		got := history(t, id, f, now)
		if len(got) != len(want) {
			t.Errorf("%s: %v, want %v", id, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %v, want %v", id, got[i], want[i])
			}
		}
	}
	if got := history(t, "charter-documents", f, now); got != nil {
		t.Errorf("of nothing there is no history: %v", got)
	}
}

// A risk analysis is current for as long as its definition says, to the end of
// its last day where the ministry is; a new one counts the body again.
func TestARiskAnalysisIsCurrentForAWhile(t *testing.T) {
	f := Facts{Entries: []Entry{{Measure: "risk-analyses", Body: "a", On: "2021-12-31", URL: "x"},
		{Measure: "risk-analyses", Body: "b", On: "2022-02-01", URL: "y"},
		{Measure: "risk-analyses", Body: "b", On: "2024-12-01", URL: "z"},
		{Measure: "ledgers", Body: "c", On: "2019-01-01", URL: "w"}}}
	d, _ := DefinitionOf("risk-analyses")
	if d.Months != 24 || !strings.Contains(d.How.SV, "24 månader är Insyns egen") ||
		!strings.Contains(d.How.EN, "24 months is Insyn's own") {
		t.Errorf("the definition does not say how long, or whose that is: %+v", d)
	}
	var got []float64
	for _, r := range d.History(f, noon(2025, 2, 1), lang.Stockholm) {
		got = append(got, r.Value)
	}
	// the halves from the second of 2021; the first of a ends with the last day of 2023
	if want := []float64{1, 2, 2, 2, 2, 0, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for on, want := range map[Date]Date{"2022-02-01": "2024-02-01", "2024-02-29": "2026-02-28",
		"2022": ""} {
		if got := d.LastDay(on); got != want {
			t.Errorf("what was made on %s counts to %s, want %s", on, got, want)
		}
	}
	midnight := time.Date(2024, 2, 2, 0, 0, 0, 0, lang.Stockholm)
	for at, want := range map[time.Time]float64{midnight: 1, midnight.Add(time.Second): 0} {
		if all := d.History(f, at, lang.Stockholm); all[len(all)-1].Value != want {
			t.Errorf("at %s: %v", at, all[len(all)-1])
		}
	}
	if ever := history(t, "ledgers", f, noon(2025, 2, 1)); ever[len(ever)-1].Value != 1 {
		t.Error("what is published goes on being so")
	}
}

func TestEveryNumberHasADefinition(t *testing.T) {
	for _, d := range Definitions() {
		for _, text := range []Text{d.Title, d.Unit, d.How, d.Source} {
			if text.SV == "" || text.EN == "" {
				t.Errorf("%s says nothing in one of the languages", d.ID)
			}
		}
	}
}

func TestOneHasAUnitOfItsOwn(t *testing.T) {
	d, _ := DefinitionOf("ledgers")
	for value, want := range map[float64]Text{0: {SV: "myndigheter", EN: "public bodies"},
		0.5: {SV: "myndigheter", EN: "public bodies"}, // written 0
		1:   {SV: "myndighet", EN: "public body"}, 2: {SV: "myndigheter", EN: "public bodies"}} {
		if got := d.UnitOf(value); got != want {
			t.Errorf("%v %s", value, got)
		}
	}
	for _, d := range Definitions() {
		if d.Kind.Share() == (d.UnitOf(1) != d.Unit) {
			t.Errorf("%s: one of %q is %q", d.ID, d.Unit.SV, d.UnitOf(1).SV)
		}
	}
}
