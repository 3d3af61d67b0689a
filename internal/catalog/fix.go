package catalog

import (
	"cmp"
	"slices"

	"insyn/dcat"
)

// A Fix is a thing to do for the datasets of a body, and what it would raise
// the mean of their points by.
type Fix struct {
	Metric  dcat.Metric
	Missing []int // which of the datasets lack it, by their places
	Gain    int   // in hundredths of a point of the mean
}

// Fixes lists what would raise the points of datasets most, first what raises
// them most. Each is reckoned by itself: to do two that hang together, such as
// a format and that it is machine-readable, can raise the points by less.
func Fixes(datasets []Sheet) (all []Fix) {
	scored := 0
	for _, s := range datasets {
		if s.Scored {
			scored++
		}
	}
	for i, metric := range dcat.Metrics {
		fix := Fix{Metric: metric}
		for place, s := range datasets {
			if s.Scored && !s.Met.Has(i) {
				fix.Missing = append(fix.Missing, place)
			}
		}
		if len(fix.Missing) > 0 {
			fix.Gain = 100 * len(fix.Missing) * metric.Points / scored
			all = append(all, fix)
		}
	}
	slices.SortStableFunc(all, func(a, b Fix) int { return cmp.Compare(b.Gain, a.Gain) })
	return all
}
