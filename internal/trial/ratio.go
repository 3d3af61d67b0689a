package trial

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"
)

// Ratio is a question of speed that does not depend on the machine: how fast
// is ours, as a part of what a peer or a bare limit reaches in the same run?
type Ratio struct {
	Name string  // what is measured, as a row of docs/performance.md
	Peer string  // what it is measured against
	Goal float64 // the part that we want to reach: 0.45 for 45 %
	Note string  // anything that the reader has to know, may be empty

	// Rounds is how often ours and the limit take turns; 0 is nine times. Work
	// of many seconds takes fewer, an odd number, and its Note says how many.
	Rounds int

	// Ours and Limit each do the work n times. Limit may be nil when the peer
	// is not on this machine: then Peer says so, and only ours is timed.
	Ours, Limit func(n int) error
}

// RatioResult is a line of the file that INSYN_BENCH names.
type RatioResult struct {
	Name  string        `json:"name"`
	Peer  string        `json:"peer"`
	Note  string        `json:"note,omitempty"`
	Goal  float64       `json:"goal"`
	Ratio float64       `json:"ratio"` // 0 when the peer is missing
	Ours  time.Duration `json:"ours"`  // for one operation
	Limit time.Duration `json:"limit"`
	Low   float64       `json:"low"` // the lowest and the highest round
	High  float64       `json:"high"`
}

// rounds and slice: ours and the limit take turns, so that a machine that
// becomes slower meanwhile is slower for both.
const (
	rounds = 9
	slice  = 200 * time.Millisecond
)

// Measure runs the two in turns, reports the median of the rounds, and writes
// it to the file that INSYN_BENCH names. It never fails because of speed.
func Measure(b *testing.B, r Ratio) {
	b.Helper()
	b.StopTimer()
	result := RatioResult{Name: r.Name, Peer: r.Peer, Note: r.Note, Goal: r.Goal}
	var ours, limits []time.Duration
	var ratios []float64
	oursCount := enough(b, r.Ours)
	limitCount := 0
	if r.Limit != nil {
		limitCount = enough(b, r.Limit)
	}
	for range cmp.Or(r.Rounds, rounds) {
		own := timed(b, r.Ours, oursCount)
		ours = append(ours, own)
		if r.Limit != nil {
			limit := timed(b, r.Limit, limitCount)
			limits = append(limits, limit)
			ratios = append(ratios, float64(limit)/float64(own))
		}
	}
	result.Ours = median(ours)
	b.ReportMetric(float64(result.Ours), "ns/op")
	if r.Limit != nil {
		result.Limit, result.Ratio = median(limits), median(ratios)
		result.Low, result.High = slices.Min(ratios), slices.Max(ratios)
		b.ReportMetric(result.Ratio, "ratio")
	}
	if err := note(result); err != nil {
		b.Fatal(err)
	}
}

// enough finds how many operations fill a slice, and warms up by doing so. Of
// what fills several by itself, one is enough.
func enough(b *testing.B, do func(int) error) int {
	b.Helper()
	for n := 1; ; n *= 2 {
		switch spent := timed(b, do, n) * time.Duration(n); {
		case spent >= 2*slice:
			return n
		case spent >= slice/2:
			return 2 * n
		}
	}
}

// timed does the work n times and returns the time of one.
func timed(b *testing.B, do func(int) error, n int) time.Duration {
	b.Helper()
	start := time.Now()
	if err := do(n); err != nil {
		b.Fatal(err)
	}
	return max(time.Since(start)/time.Duration(n), 1)
}

func median[T float64 | time.Duration](values []T) T {
	values = slices.Sorted(slices.Values(values))
	return values[len(values)/2]
}

// note appends the result to the file for make bench.
func note(result RatioResult) error {
	path := os.Getenv("INSYN_BENCH")
	if path == "" {
		return nil
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	return json.NewEncoder(file).Encode(result)
}
