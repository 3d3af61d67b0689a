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
// work in proportion is not. The work is asleep in a bubble of its own time.
func TestLinearTellsSquaresFromLines(t *testing.T) {
	for name, c := range map[string]struct {
		work func(n int) time.Duration
		want int
	}{
		"lines":         {func(n int) time.Duration { return time.Duration(n) * time.Millisecond }, 0},
		"squares":       {func(n int) time.Duration { return time.Duration(n*n) * time.Microsecond }, 1},
		"small squares": {func(n int) time.Duration { return time.Duration(n*n) * time.Nanosecond }, 0},
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
