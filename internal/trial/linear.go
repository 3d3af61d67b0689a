package trial

import (
	"strings"
	"testing"
	"time"
)

// Linear fails when work on a text grows much faster than the text. It repeats
// a piece to a size, and takes the time for that and for a sixteenth of it:
// work in proportion takes 16 times as long, squares 256 times. The limit of
// 100 leaves room for a machine that is busy with something else, a second try
// for one that stood still, and what is done within 400 ms is not looked at. Under
// the race detector the size is an eighth.
func Linear(t testing.TB, piece string, size int, work func(string)) {
	t.Helper()
	if Race {
		size /= 8
	}
	measure := func(size int) time.Duration {
		text := strings.Repeat(piece, size/len(piece)+1)
		start := time.Now()
		work(text)
		return time.Since(start)
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
