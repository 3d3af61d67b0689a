package plan

import (
	"testing"
	"time"
)

func TestMeasuresOfOpenData(t *testing.T) {
	one := func(id string, at time.Time, n int) Counted {
		return Counted{Catalogue: id, At: at, Datasets: 10, Conforming: n, Open: n + 1,
			Machine: n + 2, HighValue: 2,
			Obeying: 1, Links: 20, Alive: 2 * n}
	}
	all := []Counted{one("a", noon(2023, 10, 1), 1), one("a", noon(2023, 12, 1), 2),
		one("b", noon(2024, 1, 5), 6),
		one("a", noon(2024, 1, 9), 4)}
	f := Facts{Catalogues: LastCounted(all, time.UTC)}
	if len(f.Catalogues) != 3 || f.Catalogues[0].Conforming != 2 {
		t.Fatalf("%+v", f.Catalogues)
	}
	now := noon(2024, 2, 1)
	for id, want := range map[string][]Reading{
		"data-conforming":  {{"2023-2", 20, false, 10}, {"2024-1", 50, false, 20}},
		"open-licence":     {{"2023-2", 30, false, 10}, {"2024-1", 60, false, 20}},
		"machine-readable": {{"2023-2", 40, false, 10}, {"2024-1", 70, false, 20}},
		"links-alive":      {{"2023-2", 20, false, 20}, {"2024-1", 50, false, 40}},
		"high-value":       {{"2023-2", 50, false, 2}, {"2024-1", 50, false, 4}},
	} {
		got := history(t, id, f, now)
		if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	if got := history(t, "links-alive", Facts{}, now); got != nil {
		t.Errorf("of nothing there is no history: %v", got)
	}
}
