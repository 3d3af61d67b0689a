package consult

import (
	"slices"
	"strconv"
	"time"

	"insyn/internal/fault"
)

// SummaryDraft is the summary as it was sent to those who took part, so that they
// could object before it became final. Each sending is a version of its own.
const SummaryDraft Paper = "summary-draft"

// An Objection is what somebody says against the draft of a summary. It is a
// view in all that becomes of it: receipt, moderation, answer, record.
const Objection Sort = "objection"

// TheSummary is what an objection is about: the number of the draft is the ID
// of the subject, and From the number of the sentence, 0 for all of it.
const TheSummary About = "summary"

// The time for objections. The limits are Insyn's own proposal, not rules of law.
const (
	LeastReply = 7 * 24 * time.Hour
	UsualReply = 14 * 24 * time.Hour
	mostReply  = 90 * 24 * time.Hour
)

// ReplyReminder is how long before the end those who took part are reminded.
const ReplyReminder = 2 * 24 * time.Hour

// Propose makes of a draft what is sent to those who took part, with the end of
// the time for objections. Known are the numbers of the views.
//
// Faults: Invalid (it says nothing, refers to views that are none, or the time
// is too short or too long).
func (s Summary) Propose(until, now time.Time, known map[int64]bool) (Summary, error) {
	if err := fault.Fields(s.Check(), s.refers(known), replyTime(until, now)); err != nil {
		return s, err
	}
	s.Sections = slices.Clone(s.Sections)
	s.Until = until
	return s, nil
}

func replyTime(until, now time.Time) *fault.Error {
	switch left := until.Sub(now); {
	case until.IsZero() || left < LeastReply-time.Hour:
		return fault.New(fault.Invalid, "draft-out.too-short").At("until")
	case left > mostReply:
		return fault.New(fault.Invalid, "draft-out.too-long").At("until")
	}
	return nil
}

// refers tells whether a summary refers to views that are none.
func (s Summary) refers(known map[int64]bool) *fault.Error {
	if unknown := s.unknown(known); len(unknown) > 0 {
		return fault.New(fault.Invalid, "draft-out.no-such-view").With("Number", unknown[0]).
			At("sections")
	}
	return nil
}

// A Reply is how the right of reply to a summary stands when somebody wants to
// make the summary final.
type Reply struct {
	Said    int       // views that have been sent
	Drafts  int       // of the summary, that were sent to those who took part
	Until   time.Time // end of the time for objections to the last of them
	Pending []int64   // numbers of the objections that have no answer yet
	Final   bool      // a summary is final already: a later version wants a reason
}

// Allows tells whether a summary may be made final at now, and whether it
// refers to views that are there.
//
// Faults: Refused (no draft was sent although something was said, the time is
// not over, an objection has no answer), Invalid (it refers to no view).
func (r Reply) Allows(s Summary, known map[int64]bool, now time.Time) error {
	if bad := s.refers(known); bad != nil {
		return bad
	}
	switch {
	case r.Drafts == 0 && r.Said > 0 && !r.Final:
		return fault.New(fault.Refused, "draft-out.first")
	case r.Drafts > 0 && !over(r.Until, now):
		return fault.New(fault.Refused, "draft-out.running").With("Until", r.Until)
	case len(r.Pending) > 0:
		return fault.New(fault.Refused, "draft-out.unanswered").With("Count", len(r.Pending)).
			With("First", r.Pending[0])
	}
	return nil
}

// Pending gives the numbers of the objections that nobody has read or answered
// yet. Duties are those of the forum.
func Pending(objections []View, duties []Duty) (numbers []int64) {
	open := map[int64]bool{}
	for _, d := range duties {
		open[d.Number] = d.Open()
	}
	for _, v := range objections {
		if v.Waits() || open[v.Number] {
			numbers = append(numbers, v.Number)
		}
	}
	return numbers
}

// Hears tells whether one can object to the draft of the summary at now; else
// the fault says why not.
func (v Venue) Hears(now time.Time) error {
	switch {
	case !v.Public:
		return fault.New(fault.NotFound, "view.no-forum")
	case v.Draft == 0:
		return fault.New(fault.Refused, "objection.no-draft")
	case !v.Closed.IsZero():
		return fault.New(fault.Refused, "view.over").With("Closed", v.Closed)
	case over(v.DraftUntil, now):
		return fault.New(fault.Refused, "objection.over").With("Closed", v.DraftUntil)
	}
	return nil
}

// Takes tells whether something can be said about s at now.
func (v Venue) Takes(s Subject, now time.Time) error {
	if s.About == TheSummary {
		return v.Hears(now)
	}
	return v.Accepts(now)
}

// drafted tells whether s is about a draft of the summary that was sent.
func (v Venue) drafted(s Subject) bool {
	n, err := strconv.Atoi(s.ID)
	return err == nil && n >= 1 && n <= v.Draft && s.From >= 0
}
