package plan

import (
	"testing"
)

// Shares of the work against corruption are told of five bodies and more, of
// what is not hidden, and never across a change of questions.
func TestMeasuresOfIntegrityHideWhatThePictureHides(t *testing.T) {
	f := Facts{Rounds: []Assessed{
		{Round: "2022", Ended: noon(2022, 11, 1), Instrument: "insyn-0", Asked: 10, Answered: 8,
			Far: map[string]int{"risker": 6}},
		{Round: "2023", Ended: noon(2023, 3, 1), Instrument: "insyn-1", Asked: 20, Answered: 10,
			Far: map[string]int{"risker": 5}},
		{Round: "2024", Ended: noon(2024, 3, 1), Instrument: "insyn-1", Asked: 20, Answered: 4,
			Far: map[string]int{"risker": 4}}},
		Flags: []Flagged{{"a", noon(2023, 1, 2), noon(2023, 8, 1)},
			{"a", noon(2023, 7, 2), noon(2024, 1, 1)}, {Body: "b", Found: noon(2023, 7, 3)}}}
	for id, want := range map[string][]Reading{
		"self-assessed": {{"2022-2", 80, false, 10}, {"2023-1", 50, false, 20},
			{"2023-2", 50, false, 20}, {"2024-1", 0, true, 0}},
		"self-risk": {{"2022-2", 0, true, 0}, {"2023-1", 50, false, 10}, {"2023-2", 50, false, 10},
			{"2024-1", 0, true, 0}},
		"self-leadership": {{"2022-2", 0, true, 0}, {"2023-1", 0, true, 0}, {"2023-2", 0, true, 0},
			{"2024-1", 0, true, 0}},
		"flags-followed": {{"2023-1", 0, false, 1}, {"2023-2", 100.0 / 3, false, 3},
			{"2024-1", 200.0 / 3, false, 3}},
	} {
		got := history(t, id, f, noon(2024, 5, 1))
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
}
