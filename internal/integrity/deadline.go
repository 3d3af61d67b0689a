package integrity

import "time"

// The deadlines of the act on protection of persons who report misconduct
// (2021:890), from directive (EU) 2019/1937, as this package counts them.
const (
	acknowledgeDays = 7
	feedbackMonths  = 3
)

// AcknowledgeBy gives the first moment at which it is too late to acknowledge a
// report that came in at received: seven days after its day, in whose zone days
// are counted, have gone to their end. The clock may have changed in between.
func AcknowledgeBy(received time.Time) time.Time {
	y, m, d := received.Date()
	return time.Date(y, m, d+acknowledgeDays+1, 0, 0, 0, 0, received.Location())
}

// FeedbackBy gives the first moment at which it is too late to give feedback on
// a report that was acknowledged at a moment: three months after its day have
// gone to their end. Where the month has no such day its last one counts, so
// that 30 November leads to the end of February.
func FeedbackBy(acknowledged time.Time) time.Time {
	y, m, d := acknowledged.Date()
	last := time.Date(y, m+feedbackMonths+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return time.Date(y, m+feedbackMonths, min(d, last)+1, 0, 0, 0, 0, acknowledged.Location())
}

// InTime tells whether something done at a moment came before a deadline.
func InTime(done, deadline time.Time) bool { return done.Before(deadline) }
