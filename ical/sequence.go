package ical

import (
	"cmp"
	"time"
)

// NextSequence gives the number of the next version of a meeting: one higher
// than last, the highest number ever sent, when the start, the end or the
// status changes; last when only texts do, for then the time of the message
// tells the versions apart (RFC 5546 2.1.4). The number belongs to the meeting
// and is stored with it, never taken from a clock.
func NextSequence(previous, next Event, last int) int {
	if sameTime(previous.Start, next.Start) && sameTime(previous.End, next.End) &&
		previous.AllDay == next.AllDay && standing(previous) == standing(next) {
		return last
	}
	return last + 1
}

// standing gives the status of e; one that nobody set is confirmed.
func standing(e Event) Status {
	if e.Status == "" {
		return Confirmed
	}
	return e.Status
}

// sameTime reports whether two instants are written the same way.
func sameTime(a, b time.Time) bool {
	return a.IsZero() == b.IsZero() && a.Unix() == b.Unix()
}

// A Version tells the messages about one meeting, or the replies of one
// attendee, apart.
type Version struct {
	UID      string
	Sequence int
	Stamp    time.Time
}

// Version gives the version of the meeting that e is.
func (e Event) Version() Version { return Version{e.UID, e.Sequence, e.Stamp} }

// Newer compares two versions of one meeting, or two replies of one attendee,
// by SEQUENCE and then DTSTAMP (RFC 5546 2.1.5): positive when a supersedes b,
// negative when b supersedes a, 0 when they are the same message or do not
// belong to the same meeting. Some calendars send changes without raising the
// number, so the stamp is never left out.
func Newer(a, b Version) int {
	if a.UID != b.UID {
		return 0
	}
	return cmp.Or(cmp.Compare(a.Sequence, b.Sequence),
		cmp.Compare(a.Stamp.Unix(), b.Stamp.Unix()))
}
