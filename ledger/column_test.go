package ledger

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	_ "insyn/internal/trial/seed"
)

// A column is held against a plain list of texts.
func TestColumnsGiveBackWhatWasAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SampledFrom([]int{1, 2, 255, 300, 70_000}).Draw(t, "kinds")
		rows := rapid.SampledFrom([]int{0, 1, 100, 70_000, 140_000}).Draw(t, "rows")
		lead := rapid.IntRange(0, 500).Draw(t, "lead")
		c, texts := newColumn(), &TextColumn{}
		value := func(i int) string {
			if i < lead {
				return ""
			}
			return strconv.Itoa(i * 7919 % kinds)
		}
		for i := range rows {
			c.add([]byte(value(i)))
			texts.add([]byte(value(i)))
		}
		codes := make([]uint32, 1000)
		for from := 0; from < rows; from += len(codes) {
			n := c.Codes(codes, from)
			if want := min(len(codes), rows-from); n != want {
				t.Fatalf("%d codes from %d, want %d", n, from, want)
			}
			for i := range n {
				if got := c.Values()[codes[i]]; got != value(from+i) || c.Value(from+i) != got ||
					texts.Value(from+i) != got {
					t.Fatalf("row %d is %q and %q, want %q", from+i, got, texts.Value(from+i), value(from+i))
				}
			}
		}
		if code, ok := c.Find(value(rows)); ok && c.Values()[code] != value(rows) {
			t.Fatal("Find gives another value")
		}
	})
}
