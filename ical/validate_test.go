package ical

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// reason gives the reason of an *Error, or "".
func reason(err error) Reason {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ""
}

func TestValidateKnowsTheRules(t *testing.T) {
	request := Request(product, meeting(), guest)
	changed := func(change func(*Event)) Calendar {
		c := request
		e := c.Events[0]
		e.Attendees = []Attendee{e.Attendees[0]}
		change(&e)
		c.Events = []Event{e}
		return c
	}
	as := func(m Method, change func(*Event)) Calendar {
		c := changed(change)
		c.Method = m
		return c
	}
	for _, c := range []struct {
		calendar Calendar
		property string
		reason   Reason
	}{
		{Calendar{Method: MethodRequest, Events: request.Events}, "PRODID", Missing},
		{Calendar{Method: "ADD", ProductID: product}, "METHOD", BadValue},
		{Calendar{Method: MethodRequest, ProductID: product}, "VEVENT", Forbidden},
		{changed(func(e *Event) { e.UID = "" }), "UID", Missing},
		{changed(func(e *Event) { e.UID = "a\r\nb" }), "UID", BadText},
		{changed(func(e *Event) { e.UID = strings.Repeat("a", 256) }), "UID", BadText},
		{changed(func(e *Event) { e.Sequence = -1 }), "SEQUENCE", BadNumber},
		{changed(func(e *Event) { e.Stamp = time.Time{} }), "DTSTAMP", Missing},
		{changed(func(e *Event) { e.Start = time.Time{} }), "DTSTART", Missing},
		{changed(func(e *Event) { e.Zone = "Local" }), "DTSTART", BadZone},
		{changed(func(e *Event) { e.Zone = "Europe/Atlantis" }), "DTSTART", BadZone},
		{changed(func(e *Event) { e.Start = e.Start.AddDate(9000, 0, 0) }), "DTSTART", BadTime},
		{changed(func(e *Event) { e.End = e.Start }), "DTEND", BadOrder},
		{changed(func(e *Event) { e.Language = "sv:x" }), "LANGUAGE", BadValue},
		{changed(func(e *Event) { e.Class = "SECRET" }), "CLASS", BadValue},
		{changed(func(e *Event) { e.Status = "MAYBE" }), "STATUS", BadValue},
		{changed(func(e *Event) { e.URL = "/delta" }), "URL", BadURL},
		{changed(func(e *Event) { e.URL = "https:///delta" }), "URL", BadURL},
		{changed(func(e *Event) { e.URL = "https://a.example.se/\r\nX:y" }), "URL", BadURL},
		{changed(func(e *Event) { e.Organizer = Address{} }), "ORGANIZER", Missing},
		{changed(func(e *Event) { e.Organizer.Email = "samråd" }), "ORGANIZER", BadAddress},
		{changed(func(e *Event) { e.Organizer.Language = "s v" }), "ORGANIZER", BadValue},
		{changed(func(e *Event) { e.Attendees = nil }), "ATTENDEE", Missing},
		{changed(func(e *Event) { e.Attendees[0].Email = "a@b.se, c@d.se" }), "ATTENDEE", BadAddress},
		{changed(func(e *Event) { e.Attendees[0].Status = "YES" }), "ATTENDEE", BadValue},
		{changed(func(e *Event) { e.Summary = "" }), "SUMMARY", Missing},
		{changed(func(e *Event) { e.Status = Cancelled }), "STATUS", Forbidden},
		{as(MethodPublish, func(*Event) {}), "ATTENDEE", Forbidden},
		{as(MethodPublish, func(e *Event) { e.Attendees, e.Organizer = nil, Address{} }),
			"ORGANIZER", Missing},
		{as(MethodCancel, func(e *Event) { e.Status = "" }), "SEQUENCE", BadNumber},
		{as(MethodCancel, func(e *Event) { e.Sequence = 1 }), "STATUS", Forbidden},
		{as(MethodCancel, func(e *Event) { e.Sequence, e.Attendees = 1, nil }), "ATTENDEE", Missing},
		{as(MethodReply, func(e *Event) { e.Attendees[0].Status = "" }), "ATTENDEE", Missing},
		{as(MethodReply, func(e *Event) { e.Attendees = nil }), "ATTENDEE", Forbidden},
	} {
		var e *Error
		if err := c.calendar.Validate(); !errors.As(err, &e) || e.Reason != c.reason ||
			e.Property != c.property {
			t.Errorf("want %s %s, got %v", c.property, c.reason, err)
			continue
		}
		if e.Remedy() == "" || !strings.Contains(e.Error(), e.Remedy()) {
			t.Errorf("%v does not say how to mend it", e)
		}
		if b, err := c.calendar.Encode(); err == nil || b != nil {
			t.Errorf("%v: encoded all the same", e)
		}
	}
	for _, c := range []Calendar{request, as(MethodReply, func(*Event) {}), {ProductID: product}} {
		if err := c.Validate(); err != nil {
			t.Errorf("%s: %v", c.Method, err)
		}
	}
}

func TestValidEmail(t *testing.T) {
	for _, good := range []string{"a@example.se", "namn.efternamn+x@example.org"} {
		if !ValidEmail(good) {
			t.Errorf("%q is refused", good)
		}
	}
	for _, bad := range []string{"", "a", "@example.se", "Åsa <a@example.se>", "a@example.se ",
		"a@example.se,b@example.se", `"a b"@example.se`, "a@example.se\r\nX:y", "a;b@example.se",
		"a@exa\u2028mple.se", "a:b@example.se", strings.Repeat("a", 250) + "@example.se"} {
		if ValidEmail(bad) {
			t.Errorf("%q is let through", bad)
		}
	}
}

func TestErrorSaysWhere(t *testing.T) {
	e := &Error{Reason: BadTime, Property: "DTEND", Line: 12, Event: 2, Detail: "20231332"}
	want := "ical: line 12: event 2: DTEND: bad time: 20231332 " +
		"(write a time such as 20231212T130000, with Z or a time zone)"
	if e.Error() != want {
		t.Errorf("got  %s\nwant %s", e, want)
	}
}
