package consult

import (
	"cmp"
	"slices"
	"time"
)

// A ViewClock is what has become of the views of a forum, in numbers that everybody
// can see: received, considered, answered.
type ViewClock struct {
	Received   int // all that were sent
	Considered int // of them, that somebody has begun on or answered
	Answered   int
	Declined   int     // a reason is published why no answer is given
	Ended      int     // nothing is owed: withdrawn, or withheld for a reason
	Open       int     // an answer is owed
	Late       []int64 // numbers of those whose day has passed
	Next       time.Time
	Counted    int           // those that are settled or whose day has passed
	InTime     int           // of them, that were answered in time
	Median     time.Duration // from received to answered, those still open counted in
	HasMedian  bool          // false while half of them are open
}

// Clocked makes the clock of duties at now.
func Clocked(duties []Duty, now time.Time) ViewClock {
	c := ViewClock{Received: len(duties)}
	var spans []Lapse
	for _, d := range duties {
		switch d.Stage() {
		case StageEnded:
			c.Ended++
			continue
		case StageDeclined: // never answered, however soon that was said
			c.Declined++
			c.Considered++
			spans = append(spans, Lapse{now.Sub(d.Received), false})
		case StageAnswered:
			c.Answered++
			c.Considered++
			spans = append(spans, Lapse{d.Answered.Sub(d.Received), true})
		case StageConsidered:
			c.Considered++
			spans = append(spans, Lapse{now.Sub(d.Received), false})
		default:
			spans = append(spans, Lapse{now.Sub(d.Received), false})
		}
		c.count(d, now)
	}
	c.Median, c.HasMedian = Median(spans)
	slices.Sort(c.Late)
	return c
}

// count sees whether d was, is or will be in time.
func (c *ViewClock) count(d Duty, now time.Time) {
	switch {
	case !d.Open():
		if c.Counted++; !d.Declined && !d.Answered.After(d.Due) {
			c.InTime++
		}
		return
	case d.Late(now):
		c.Counted++
		c.Late = append(c.Late, d.Number)
	case !d.Paused.IsZero(): // no day passes while it waits for others
	case c.Next.IsZero() || d.Due.Before(c.Next):
		c.Next = d.Due
	}
	c.Open++
}

// A Lapse is how long something took, or has taken so far.
type Lapse struct {
	Took time.Duration
	Done bool // false while it goes on: it took at least so long
}

// Median gives the time within which half of the spans end; see Quantile.
func Median(spans []Lapse) (time.Duration, bool) { return Quantile(spans, 0.5) }

// Quantile gives the time within which a share of the spans end, by the
// estimate of Kaplan and Meier (1958): what is still open counts as long as it
// has lasted, so that leaving the slow ones lying makes no figure better. False
// while so much is open that the share is not reached.
func Quantile(spans []Lapse, share float64) (time.Duration, bool) {
	for _, s := range survival(spans) {
		if s.alive <= 1-share+1e-12 {
			return s.took, true
		}
	}
	return 0, false
}

// Ended gives the share of the spans that end within a time, by the same estimate.
func Ended(spans []Lapse, within time.Duration) float64 {
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
func survival(spans []Lapse) (steps []surviving) {
	spans = slices.Clone(spans)
	// Where something ends at the very time at which another was last seen
	// open, the open one was still at risk.
	slices.SortFunc(spans, func(a, b Lapse) int {
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

// Unsettled gives the numbers of the views of a forum that stand in the way of
// closing it: without an answer, and without a published reason why not.
func Unsettled(duties []Duty) (numbers []int64) {
	for _, d := range duties {
		if d.Open() {
			numbers = append(numbers, d.Number)
		}
	}
	slices.Sort(numbers)
	return numbers
}
