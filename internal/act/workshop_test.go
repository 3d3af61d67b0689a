package act

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"insyn/internal/fault"
	"insyn/internal/store"
)

// Many who ask for the same wait for one making of it, and it is made anew when
// the data have changed, when it failed, or when much else has been asked for.
func TestWhatTakesLongIsMadeOnce(t *testing.T) {
	t.Parallel()
	d := &Desk{DB: &store.DB{}}
	var times atomic.Int64
	make := func(context.Context) (int64, error) { return times.Add(1), nil }
	ask := func(name string, want int64) {
		t.Helper()
		if got, err := made(t.Context(), d, name, make); got != want || err != nil {
			t.Errorf("%s: %d, %v; want %d", name, got, err, want)
		}
	}
	ask("a", 1)
	ask("a", 1)
	bad := errors.New("bad")
	if _, err := made(t.Context(), d, "b", func(context.Context) (int64, error) { return 0, bad }); err != bad {
		t.Errorf("got %v", err)
	}
	ask("b", 2)
	for n := range int64(worksKept) {
		ask(string(rune('c'+n)), 3+n)
	}
	ask("a", 3+worksKept)
	ask("c", 4+worksKept)
}

// So much is made at a time; who waits too long for the turn is asked to come
// back, whatever many different things strangers ask for (N-18).
func TestN18SoMuchIsMadeAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &Desk{DB: &store.DB{}}
		var now, most, refused atomic.Int64
		hold := make(chan struct{})
		var all sync.WaitGroup
		for n := range 20 {
			all.Go(func() {
				_, err := made(t.Context(), d, string(rune('a'+n)), func(context.Context) (bool, error) {
					most.Store(max(most.Load(), now.Add(1)))
					<-hold
					now.Add(-1)
					return true, nil
				})
				if fault.Is(err, fault.Unavailable) {
					refused.Add(1)
				} else if err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		if now.Load() != worksAtATime {
			t.Errorf("%d are being made", now.Load())
		}
		for refused.Load() < 20-worksAtATime { // the clock of the test goes on when all wait
			synctest.Wait()
			time.Sleep(roomPatient)
		}
		close(hold)
		all.Wait()
		if most.Load() != worksAtATime {
			t.Errorf("%d were made at a time", most.Load())
		}
	})
}
