package trial

import (
	"runtime"
	"testing"
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
// work in proportion is not, nor a machine that stands still once. The clock is one
// that the work puts forward.
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
		found, now := &complaining{TB: t}, time.Duration(0)
		linear(found, "a", 32_000, func(s string) { now += c.work(len(s)) },
			func() time.Duration { return now })
		if found.found != c.want {
			t.Errorf("%s: %d complaints, want %d", name, found.found, c.want)
		}
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

// TestThreadTime: what a thread does takes time of it, and waiting takes none.
func TestThreadTime(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	start := threadTime()
	for threadTime()-start < 20*time.Millisecond {
	}
	if runtime.GOOS != "linux" {
		return
	}
	start = threadTime()
	time.Sleep(100 * time.Millisecond)
	if spent := threadTime() - start; spent > 50*time.Millisecond {
		t.Errorf("a thread that slept for 100 ms worked for %v", spent)
	}
}
