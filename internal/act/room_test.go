package act

import (
	"context"
	"testing"
	"time"

	"insyn/internal/fault"
)

// Whoever asks for all rows of all bodies many times at once waits for those
// before, and is asked to come back when that takes long: memory has an end.
func TestThereIsRoomForSoManyRowsAtATime(t *testing.T) {
	t.Parallel()
	var r room
	soon, stop := context.WithTimeout(t.Context(), time.Millisecond)
	defer stop()
	leave, err := r.enter(t.Context(), 10*mostRowsHeld) // more than there is room for goes alone
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.enter(soon, 1); !fault.Is(err, fault.Unavailable) {
		t.Errorf("beside what takes all room: %v", err)
	}
	leave()
	for range mostRowsHeld / leastRowsHeld {
		if _, err := r.enter(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
	}
	last, stop := context.WithTimeout(t.Context(), time.Millisecond)
	defer stop()
	if _, err := r.enter(last, 1); !fault.Is(err, fault.Unavailable) {
		t.Errorf("one small view more than there may be: %v", err)
	}
}

// A package takes what fits, and goes on with the next; what alone is too large
// goes alone.
func TestAPackageTakesWhatFits(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		sizes []int64
		want  int
	}{{nil, 0}, {[]int64{0, 0, 0}, 3}, {[]int64{60, 40, 1}, 2}, {[]int64{101, 1}, 1}, {[]int64{100}, 1}} {
		if got := fitting(x.sizes, 100); got != x.want {
			t.Errorf("%v: %d, want %d", x.sizes, got, x.want)
		}
	}
}
