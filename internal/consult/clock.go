package consult

import (
	"slices"
	"time"

	"insyn/internal/lapse"
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
	var spans []lapse.Span
	for _, d := range duties {
		switch d.Stage() {
		case StageEnded:
			c.Ended++
			continue
		case StageDeclined: // never answered, however soon that was said
			c.Declined++
			c.Considered++
			spans = append(spans, lapse.Span{Took: now.Sub(d.Received)})
		case StageAnswered:
			c.Answered++
			c.Considered++
			spans = append(spans, lapse.Span{Took: d.Answered.Sub(d.Received), Done: true})
		case StageConsidered:
			c.Considered++
			spans = append(spans, lapse.Span{Took: now.Sub(d.Received)})
		default:
			spans = append(spans, lapse.Span{Took: now.Sub(d.Received)})
		}
		c.count(d, now)
	}
	c.Median, c.HasMedian = lapse.Median(spans)
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
