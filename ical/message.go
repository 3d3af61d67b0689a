package ical

// Request makes the message that puts a meeting in one person's calendar,
// changes it there, or sends it once more. The person has registered already:
// the entry stands as accepted and no answer is asked for. It is private,
// since calendars are shared with colleagues, and names nobody else: with all
// attendees in it every address would leak to every other.
func Request(product string, e Event, to Address) Calendar {
	if e.Status == "" {
		e.Status = Confirmed
	}
	e.Class = Private
	return message(MethodRequest, product, e, to)
}

// CancelMeeting makes the message that tells one person that the whole meeting
// is cancelled. e.Sequence must be higher than in the last Request: see
// NextSequence, for which a cancelled status is a change.
func CancelMeeting(product string, e Event, to Address) Calendar {
	e.Status, e.Class, e.Free = Cancelled, Private, true
	return message(MethodCancel, product, e, to)
}

// CancelPerson makes the message that takes the meeting out of one person's
// calendar while it is held for the others: it therefore has no status. The
// letter around it must say "your place is withdrawn", not "the meeting is
// cancelled". e.Sequence must be higher than in the last Request to the
// person, and a later Request to the same person at least as high as here:
// count every withdrawal as a version.
func CancelPerson(product string, e Event, to Address) Calendar {
	e.Status, e.Class, e.Free = "", Private, true
	return message(MethodCancel, product, e, to)
}

// message wraps one event for one person.
func message(m Method, product string, e Event, to Address) Calendar {
	status := Accepted
	if m == MethodCancel {
		status = Declined
	}
	e.Attendees = []Attendee{{Address: to, Status: status}}
	return Calendar{Method: m, ProductID: product, Events: []Event{e}}
}

// Publish makes a public calendar: it never names an attendee and makes nobody
// who subscribes to it busy.
func Publish(product, name string, events ...Event) Calendar {
	public := make([]Event, len(events))
	for i, e := range events {
		e.Attendees, e.Free = nil, true
		if e.Class == "" {
			e.Class = Public
		}
		public[i] = e
	}
	return Calendar{Method: MethodPublish, ProductID: product, Name: name, Events: public}
}
