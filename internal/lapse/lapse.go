package lapse

import (
	"cmp"
	"slices"
	"time"
)

// A Span is how long something took, or has taken so far.
type Span struct {
	Took time.Duration
	Done bool // false while it goes on: it took at least so long
}

// Median gives the time within which half of the spans end; see Quantile.
func Median(spans []Span) (time.Duration, bool) { return Quantile(spans, 0.5) }

// Quantile gives the time within which a share of the spans end, by the
// estimate of Kaplan and Meier (1958): what is still open counts as long as it
// has lasted, so that leaving the slow ones lying makes no figure better. False
// while so much is open that the share is not reached.
func Quantile(spans []Span, share float64) (time.Duration, bool) {
	for _, s := range survival(spans) {
		if s.alive <= 1-share+1e-12 {
			return s.took, true
		}
	}
	return 0, false
}

// Ended gives the share of the spans that end within a time, by the same estimate.
func Ended(spans []Span, within time.Duration) float64 {
	share := 0.0
	for _, s := range survival(spans) {
		if s.took <= within {
			share = 1 - s.alive
		}
	}
	return share
}

// A surviving is how large a share has not ended after a time.
type surviving struct {
	took  time.Duration
	alive float64
}

// survival gives the share that goes on, at each time at which something ends.
func survival(spans []Span) (steps []surviving) {
	spans = slices.Clone(spans)
	// Where something ends at the very time at which another was last seen
	// open, the open one was still at risk.
	slices.SortFunc(spans, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Took, b.Took), -cmp.Compare(truth(a.Done), truth(b.Done)))
	})
	alive := 1.0
	for i := 0; i < len(spans); {
		took, ended, risk := spans[i].Took, 0, len(spans)-i
		for ; i < len(spans) && spans[i].Took == took; i++ {
			ended += truth(spans[i].Done)
		}
		alive = float64(alive * (1 - float64(ended)/float64(risk)))
		if ended > 0 {
			steps = append(steps, surviving{took, alive})
		}
	}
	return steps
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
