package ledger

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Texts of any length are equal where all of their bytes are.
func TestEqualLooksAtEveryByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.Byte(), 0, 80).Draw(t, "text")
		b := slices.Clone(a)
		if !equal(a, b) || sketch(a) != sketch(b) {
			t.Fatalf("%q is not itself", a)
		}
		if len(b) > 0 {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")]++
			if equal(a, b) || equal(a, b[1:]) {
				t.Fatalf("%q is taken for %q", a, b)
			}
		}
	})
}
