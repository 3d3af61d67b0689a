package lapse_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/lapse"

	_ "insyn/internal/trial/seed"
)

// The estimate agrees with the example of Kaplan and Meier's method in every
// textbook: remission times 6, 6, 6, 6+, 7, 9+, 10, 10+, 11+, 13, 16, 17+, 19+,
// 20+, 22, 23, 25+, 32+, 32+, 34+, 35+ (Freireich 1963), where the median is 23
// and the share that goes on after 7 is 0.807.
func TestSurvivalOfFreireich(t *testing.T) {
	var spans []lapse.Span
	for _, n := range []int{6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32,
		-32, -34, -35} {
		spans = append(spans, lapse.Span{Took: time.Duration(max(n, -n)), Done: n > 0})
	}
	if m, ok := lapse.Median(spans); !ok || m != 23 {
		t.Errorf("median %d, %v", m, ok)
	}
	for within, want := range map[time.Duration]float64{5: 1, 6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690,
		16: 0.627, 22: 0.538, 23: 0.448, 40: 0.448} {
		if got := 1 - lapse.Ended(spans, within); math.Abs(got-want) > 0.0006 {
			t.Errorf("%d: %.4f, want %.3f", within, got, want)
		}
	}
	if _, known := lapse.Quantile(spans, 0.9); known {
		t.Error("nine of ten are told although more than a tenth go on")
	}
}

// The median is that of Kaplan and Meier: what is open counts as long as it has lasted.
func TestMedianCountsWhatIsOpen(t *testing.T) {
	done := func(days ...int) (all []lapse.Span) {
		for _, n := range days {
			all = append(all, lapse.Span{Took: time.Duration(n) * 24 * time.Hour, Done: n > 0})
			if n < 0 {
				all[len(all)-1].Took = time.Duration(-n) * 24 * time.Hour
			}
		}
		return all
	}
	for name, row := range map[string]struct {
		spans []lapse.Span
		days  int // 0: not reached
	}{
		"nothing":              {nil, 0},
		"one":                  {done(3), 3},
		"odd":                  {done(1, 5, 9), 5},
		"even":                 {done(1, 5, 9, 10), 5},
		"all open":             {done(-1, -5), 0},
		"half open":            {done(1, 2, -3, -4), 2},
		"open ones hide none":  {done(1, -2, -2, -2), 0},
		"open before the end":  {done(-1, 5, 6), 5},
		"open at the same day": {done(5, -5), 5},
	} {
		got, ok := lapse.Median(row.spans)
		if want := time.Duration(row.days) * 24 * time.Hour; got != want || ok != (row.days > 0) {
			t.Errorf("%s: %v %v, want %v", name, got, ok, want)
		}
	}
}

// To leave something lying never makes the median smaller.
func TestMedianIsNotBetteredByWaiting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spans := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) lapse.Span {
			return lapse.Span{Took: time.Duration(rapid.IntRange(0, 30).Draw(t, "took")),
				Done: rapid.Bool().Draw(t, "done")}
		}), 1, 20).Draw(t, "spans")
		before, reached := lapse.Median(spans)
		i := rapid.IntRange(0, len(spans)-1).Draw(t, "which")
		if !spans[i].Done {
			return
		}
		spans[i] = lapse.Span{Took: 1000} // not answered after all
		if after, still := lapse.Median(spans); reached && still && after < before {
			t.Fatalf("%v became %v", before, after)
		} else if !reached && still {
			t.Fatal("reached by waiting")
		}
	})
}
