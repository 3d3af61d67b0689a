package dcat

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRunsAreSorted sorts lists of all lengths by merging runs.
func TestRunsAreSorted(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for length := range 200 {
		list := make([]int, length)
		for i := range list {
			list[i] = r.IntN(1 + length/2)
		}
		slices.Sort(list[:r.IntN(length+1)])
		want := slices.Sorted(slices.Values(list))
		if got := sortRuns(list, cmp.Compare[int]); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}
