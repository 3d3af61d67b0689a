package ical

import "time"

// A Method is what a calendar message asks of the one who reads it (RFC 5546 1.4).
type Method string

// The methods that are written and read here. A file without a method is a
// calendar that was exported, not a message.
const (
	MethodPublish Method = "PUBLISH" // for information: nobody is invited
	MethodRequest Method = "REQUEST" // an invitation, a change of it, or the same once more
	MethodCancel  Method = "CANCEL"  // the meeting, or one person's part in it, is withdrawn
	MethodReply   Method = "REPLY"   // an attendee answers the organizer
)

// ContentType gives the media type of a file with this method for mail and web.
// The method stands in it as well, or Outlook refuses the message (RFC 6047 2.4).
func (m Method) ContentType() string {
	if m == "" {
		return "text/calendar; charset=UTF-8"
	}
	return "text/calendar; method=" + string(m) + "; charset=UTF-8"
}

// A Status is how certain a meeting is (RFC 5545 3.8.1.11).
type Status string

// The states of a meeting.
const (
	Tentative Status = "TENTATIVE"
	Confirmed Status = "CONFIRMED"
	Cancelled Status = "CANCELLED"
)

// A Participation is what an attendee has answered (PARTSTAT, RFC 5545 3.2.12).
type Participation string

// The answers of an attendee.
const (
	NeedsAction Participation = "NEEDS-ACTION"
	Accepted    Participation = "ACCEPTED"
	Declined    Participation = "DECLINED"
	Unsure      Participation = "TENTATIVE"
	Delegated   Participation = "DELEGATED"
)

// A Class is who may see the details of an entry in a shared calendar
// (RFC 5545 3.8.1.3).
type Class string

// The classes of access.
const (
	Public       Class = "PUBLIC"
	Private      Class = "PRIVATE"
	Confidential Class = "CONFIDENTIAL"
)

// A Calendar is one iCalendar object: a message with a method, or a file of events.
type Calendar struct {
	Method    Method
	ProductID string        // who wrote it, such as -//Exempelmyndigheten//Samråd//SV
	Name      string        // what a subscribed calendar is called
	Refresh   time.Duration // how often a subscriber should look again; 0 says nothing
	Events    []Event
}

// An Event is one meeting. Start and End are instants, whole seconds; Zone only
// says in which zone they are written and shown.
type Event struct {
	UID      string    // one per meeting, the same in every file and version, never used again
	Sequence int       // the number of the version; see NextSequence
	Stamp    time.Time // when this message was made

	Start  time.Time
	End    time.Time // not included; the zero time is a meeting without an end
	Zone   string    // IANA name; "" is UTC
	AllDay bool      // only the dates of Start and End in Zone count

	Summary     string
	Description string
	Location    string
	URL         string
	Language    string // of the texts, such as sv (BCP 47)
	Categories  []string

	Organizer Address
	Attendees []Attendee
	Comment   string // of an attendee to the organizer, in a reply

	// Conference is the address of a meeting on the net. It is read from
	// invitations and never written: calendars are shared.
	Conference string

	Status Status
	Class  Class
	Free   bool // does not make its reader busy

	Created      time.Time
	LastModified time.Time
}

// An Address is a person or body with an e-mail address.
type Address struct {
	Name     string
	Email    string // without mailto:
	Language string // BCP 47, or ""
}

// An Attendee is somebody who is invited.
type Attendee struct {
	Address
	Status Participation
	RSVP   bool // an answer is asked for
}
