package trial

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// Linear fails when work on a text grows much faster than the text. It repeats
// a piece to a size, and takes the time for that and for a sixteenth of it:
// work in proportion takes 16 times as long, squares 256 times. It is the time
// that a processor gives to the work, where the system tells: a machine that is
// busy with something else takes no more of it. The limit of 100 leaves room for
// what it does take then, a second try too, and what is done within 400 ms is not
// looked at. Under the race detector the size is an eighth.
func Linear(t testing.TB, piece string, size int, work func(string)) {
	t.Helper()
	if Race {
		size /= 8
	}
	runtime.LockOSThread() // whose time it is
	defer runtime.UnlockOSThread()
	linear(t, piece, size, work, threadTime)
}

// linear is Linear by a clock, which tells how much time has gone.
func linear(t testing.TB, piece string, size int, work func(string), clock func() time.Duration) {
	t.Helper()
	measure := func(size int) time.Duration {
		text := strings.Repeat(piece, size/len(piece)+1)
		start := clock()
		work(text)
		return clock() - start
	}
	var part, whole time.Duration
	for range 2 {
		part, whole = max(measure(size/16), time.Millisecond), measure(size)
		if whole <= 400*time.Millisecond || whole <= 100*part {
			return
		}
	}
	t.Errorf("%q: %d bytes took %v, a sixteenth of them %v", piece, size, whole, part)
}
