package ical

import (
	"io"
	"time"
)

// An Answer is what an attendee's calendar program sent back.
type Answer struct {
	UID      string
	Sequence int       // of the version that was answered
	Stamp    time.Time // when it was answered
	Attendee Address
	Status   Participation
	Comment  string
}

// Version gives what tells a and an earlier or later answer apart.
func (a Answer) Version() Version { return Version{a.UID, a.Sequence, a.Stamp} }

// ReadAnswer reads a message with METHOD:REPLY. Its sender is not proven: take
// it as a proposal, and only when the mail came from the address that is
// registered for the meeting (RFC 6047 3).
func ReadAnswer(r io.Reader) (Answer, error) {
	c, _, err := Decode(r, "")
	if err != nil {
		return Answer{}, err
	}
	if c.Method != MethodReply {
		return Answer{}, &Error{Reason: BadValue, Property: "METHOD",
			Detail: excerpt(string(c.Method)) + " is no reply"}
	}
	if len(c.Events) != 1 {
		return Answer{}, &Error{Reason: Forbidden, Property: "VEVENT",
			Detail: "REPLY carries exactly one event"}
	}
	e := c.Events[0]
	if len(e.Attendees) != 1 || e.Attendees[0].Status == "" {
		return Answer{}, &Error{Reason: Missing, Property: "ATTENDEE", Event: 1,
			Detail: "exactly one, with PARTSTAT"}
	}
	a := e.Attendees[0]
	return Answer{UID: e.UID, Sequence: e.Sequence, Stamp: e.Stamp, Attendee: a.Address,
		Status: a.Status, Comment: e.Comment}, nil
}
