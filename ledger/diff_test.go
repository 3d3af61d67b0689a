package ledger

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A delivery is changed in known ways, and put in another order: the
// difference must be what was done.
func TestDiffIsWhatWasDone(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 300, Seed: 9, Regular: true})
	before, _ := read(t, data)
	rapid.Check(t, func(t *rapid.T) {
		var vanish, change, twice = map[int]bool{}, map[int]bool{}, map[int]bool{}
		for _, row := range rapid.SliceOfN(rapid.IntRange(0, 299), 0, 20).Draw(t, "rows") {
			rapid.SampledFrom([]map[int]bool{vanish, change, twice}).Draw(t, "what")[row] = true
		}
		after, sum := NewTable(), before.Sum()
		backwards := rapid.Bool().Draw(t, "backwards")
		for i := range before.Len() {
			row := i
			if backwards {
				row = before.Len() - 1 - i
			}
			if vanish[row] {
				delete(change, row)
				delete(twice, row)
				sum -= before.Ore[row]
				continue
			}
			after.Append(before, func(r int) bool { return r == row })
			if twice[row] {
				sum += before.Ore[row]
				after.Append(before, func(r int) bool { return r == row })
				delete(change, row)
			}
			if change[row] {
				after.Ore[after.Len()-1]++
				sum++
			}
		}
		d := Diff(before, after)
		if len(d.Vanished) != len(vanish) || len(d.Changed) != len(change) || len(d.Added) != len(twice) {
			t.Fatalf("%d vanished, %d changed, %d added; want %d, %d, %d", len(d.Vanished), len(d.Changed),
				len(d.Added), len(vanish), len(change), len(twice))
		}
		for _, c := range d.Changed {
			if !change[c.Before] || cmp.Diff(c.Fields, []Field{Amount}) != "" {
				t.Fatalf("%+v", c)
			}
		}
		if before.Sum()+d.AddedOre-d.VanishedOre+d.ChangedOre != after.Sum() || after.Sum() != sum {
			t.Fatalf("the sums do not agree: %+v", d)
		}
		if d.Same.Rows+len(d.Changed)+len(d.Vanished) != before.Len() {
			t.Fatalf("a row before is lost: %+v", d)
		}
	})
}
