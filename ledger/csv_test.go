package ledger

import (
	"testing"

	"pgregory.net/rapid"
)

// The end of a cell is found eight bytes at a time where looking at each finds it.
func TestStopsAreFoundByEights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCSV(nil, rapid.SampledFrom([]byte(separators)).Draw(t, "separator"))
		near := rapid.SampledFrom([]byte{c.separator, c.separator + 1, c.separator - 1, '\r', '\n', '\t', 0, 1, 0x0f, 0x10, 0x80, 0xff, 'a'})
		b := rapid.SliceOfN(near, 0, 40).Draw(t, "text")
		from := rapid.IntRange(0, len(b)).Draw(t, "from")
		want := from
		for want < len(b) && !c.stops[b[want]] {
			want++
		}
		if got := c.stop(b, from); got != want {
			t.Fatalf("%q from %d: %d, want %d", b, from, got, want)
		}
	})
}
