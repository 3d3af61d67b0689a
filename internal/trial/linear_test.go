package trial

import (
	"testing"
	"testing/synctest"
	"time"
)

// complaining counts complaints instead of failing the test.
type complaining struct {
	testing.TB
	found int
}

func (c *complaining) Errorf(string, ...any) { c.found++ }
func (c *complaining) Helper()               {}

// TestLinearTellsSquaresFromLines: work that grows with the square is found,
// work in proportion is not, nor a machine that stands still once. The work is
// asleep in a bubble of its own time.
func TestLinearTellsSquaresFromLines(t *testing.T) {
	for name, c := range map[string]struct {
		work func(n int) time.Duration
		want int
	}{
		"lines":         {func(n int) time.Duration { return time.Duration(n) * time.Millisecond }, 0},
		"squares":       {func(n int) time.Duration { return time.Duration(n*n) * time.Microsecond }, 1},
		"small squares": {func(n int) time.Duration { return time.Duration(n*n/3) * time.Nanosecond }, 0},
		"a pause":       {pausing(32_000), 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			found := &complaining{TB: t}
			Linear(found, "a", 32_000, func(s string) { time.Sleep(c.work(len(s))) })
			if found.found != c.want {
				t.Errorf("%s: %d complaints, want %d", name, found.found, c.want)
			}
		})
	}
}

// pausing is work in proportion; the first on so much stands still for an hour.
func pausing(much int) func(n int) time.Duration {
	paused := false
	return func(n int) time.Duration {
		took := time.Duration(n) * time.Microsecond
		if n >= much && !paused {
			paused = true
			took += time.Hour
		}
		return took
	}
}
