package plan

import (
	"time"

	"insyn/internal/fault"
)

// GivenLate tells whether a report comes after the last day for its period, in
// the zone of the moment. One that mends an earlier report is not late by that.
func (r Report) GivenLate(at time.Time) bool {
	_, ended := r.Period.Span(at.Location())
	return r.Number <= 1 && !ended.IsZero() && at.After(ended.AddDate(0, 0, GraceDays))
}

// delay gives the message that asks why a commitment is late, "" where nothing
// says that it is: a milestone whose day has passed, an end that has, or a
// report that comes after its day. What the status says does not matter, unless
// it is that all is done.
func (r Report) delay(c Commitment, end Date, at time.Time) string {
	if r.GivenLate(at) {
		return "report.delay-late"
	}
	if r.Status == Complete {
		return ""
	}
	for _, late := range Late(c, nil, at) {
		if late.Milestone.ID != "" {
			return "report.delay-milestone"
		}
	}
	for _, last := range []time.Time{end.Last(), c.Adopted.End.Last()} {
		if !last.IsZero() && at.After(last) {
			return "report.delay-ended"
		}
	}
	return ""
}

// excuses tells what is missing of the reason in a report that tells of delay.
// Where little has been done Check asks for it in any case.
func (r Report) excuses(c Commitment, end Date, at time.Time) (faults []*fault.Error) {
	why := r.delay(c, end, at)
	if why == "" || r.Status == NotStarted || r.Status == Limited {
		return nil
	}
	if len(r.Challenges) == 0 {
		faults = append(faults, fault.New(fault.Invalid, "report.delay-challenge").At("challenges"))
	}
	if r.Why.Empty() {
		faults = append(faults, fault.New(fault.Invalid, why).At("why"))
	}
	return faults
}
