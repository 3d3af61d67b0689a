package act

import (
	"testing"

	"insyn/internal/integrity"
)

// What the picture hides is not told by a measure: an area in which the two levels
// together do not follow from what it shows has no count.
func TestFarHidesWhatThePictureHides(t *testing.T) {
	level := func(id string, counts ...[]int) integrity.PictureLevel {
		return integrity.PictureLevel{Area: integrity.Area{ID: id}, Grid: integrity.NewGrid(counts)}
	}
	got := far(integrity.Picture{Levels: []integrity.PictureLevel{
		level("shown", []int{10, 10}, []int{10, 10}, []int{10, 10}, []int{10, 10}),
		level("few", []int{1, 0}, []int{10, 10}, []int{10, 10}, []int{10, 10}),
		level("both", []int{10, 10}, []int{10, 10}, []int{10, 10}, []int{1, 0}),
		level("none", []int{10, 10}, []int{10, 10}, []int{0, 0}, []int{0, 0})}})
	if len(got) != 3 || got["shown"] != 40 || got["both"] != 21 || got["none"] != 0 {
		t.Errorf("%v", got)
	}
}
