package trial

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestMeasureWritesTheRatio(t *testing.T) {
	file := filepath.Join(t.TempDir(), "results")
	t.Setenv("INSYN_BENCH", file)
	work := func(d time.Duration) func(int) error {
		return func(n int) error { time.Sleep(time.Duration(n) * d); return nil }
	}
	if err := flag.Set("test.benchtime", "1x"); err != nil { // it measures by itself, once is enough
		t.Fatal(err)
	}
	testing.Benchmark(func(b *testing.B) {
		Measure(b, Ratio{Name: "a sleep", Peer: "half of it", Goal: 0.4,
			Ours: work(40 * time.Millisecond), Limit: work(20 * time.Millisecond)})
	})
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got RatioResult
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	// The bounds are wide, for a busy machine may wake a sleeper late.
	if got.Name != "a sleep" || got.Ratio < 0.2 || got.Ratio > 1.2 ||
		got.Ours < 40*time.Millisecond {
		t.Errorf("the result is %+v", got)
	}
}
