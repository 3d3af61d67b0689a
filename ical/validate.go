package ical

import (
	"net/mail"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Validate says whether c is a message that receivers understand: the rules of
// RFC 5545 for every property that is written and those of RFC 5546 3.2 for its
// method. The error is an *Error, the first fault that is found.
func (c Calendar) Validate() error {
	switch {
	case strings.TrimSpace(clean(c.ProductID)) == "":
		return &Error{Reason: Missing, Property: "PRODID"}
	case !oneOf(c.Method, "", MethodPublish, MethodRequest, MethodCancel, MethodReply):
		return &Error{Reason: BadValue, Property: "METHOD", Detail: string(c.Method)}
	case c.Method != "" && c.Method != MethodPublish && len(c.Events) != 1:
		return &Error{Reason: Forbidden, Property: "VEVENT",
			Detail: string(c.Method) + " carries exactly one event"}
	}
	for i, e := range c.Events {
		if err := e.check(c.Method); err != nil {
			err.Event = i + 1
			return err
		}
	}
	return nil
}

// check gives the first fault of e in a message with method m.
func (e Event) check(m Method) *Error {
	for _, rule := range []func(Event, Method) *Error{
		checkIdentity, checkTimes, checkWords, checkPeople, checkMethod,
	} {
		if err := rule(e, m); err != nil {
			return err
		}
	}
	return nil
}

func checkIdentity(e Event, _ Method) *Error {
	switch {
	case e.UID == "":
		return &Error{Reason: Missing, Property: "UID"}
	case len(e.UID) > 255 || !printable(e.UID):
		return &Error{Reason: BadText, Property: "UID", Detail: "at most 255 printable octets"}
	case e.Sequence < 0 || e.Sequence > 1<<31-1:
		return &Error{Reason: BadNumber, Property: "SEQUENCE"}
	case e.Stamp.IsZero():
		return &Error{Reason: Missing, Property: "DTSTAMP"}
	}
	return nil
}

func checkTimes(e Event, m Method) *Error {
	if e.Start.IsZero() && m != MethodReply && m != MethodCancel {
		return &Error{Reason: Missing, Property: "DTSTART"}
	}
	if _, ok := location(e.Zone); !ok {
		return &Error{Reason: BadZone, Property: "DTSTART", Detail: e.Zone}
	}
	for _, p := range e.moments() {
		if y := p.at.UTC().Year(); !p.at.IsZero() && (y < 2 || y > 9998) {
			return &Error{Reason: BadTime, Property: p.name, Detail: "the year has four digits"}
		}
	}
	switch {
	case e.End.IsZero():
		return nil
	case e.Start.IsZero():
		return &Error{Reason: Missing, Property: "DTSTART", Detail: "there is an end"}
	case !e.ends():
		return &Error{Reason: BadOrder, Property: "DTEND"}
	}
	return nil
}

// moment is an instant and the property that it is written as.
type moment struct {
	name string
	at   time.Time
}

// moments gives every instant of e.
func (e Event) moments() []moment {
	return []moment{{"DTSTAMP", e.Stamp}, {"DTSTART", e.Start}, {"DTEND", e.End},
		{"CREATED", e.Created}, {"LAST-MODIFIED", e.LastModified}}
}

// ends reports whether e ends after it starts, as it will be written: in whole
// seconds, or whole days.
func (e Event) ends() bool {
	if !e.AllDay {
		return e.End.Unix() > e.Start.Unix()
	}
	loc, _ := location(e.Zone)
	return e.End.In(loc).Format(formDate) > e.Start.In(loc).Format(formDate)
}

func checkWords(e Event, _ Method) *Error {
	if e.Language != "" && !bareWord(e.Language) {
		return &Error{Reason: BadValue, Property: "LANGUAGE", Detail: e.Language}
	}
	if !oneOf(e.Class, "", Public, Private, Confidential) {
		return &Error{Reason: BadValue, Property: "CLASS", Detail: string(e.Class)}
	}
	if !oneOf(e.Status, "", Tentative, Confirmed, Cancelled) {
		return &Error{Reason: BadValue, Property: "STATUS", Detail: string(e.Status)}
	}
	if e.URL != "" && !absolute(e.URL) {
		return &Error{Reason: BadURL, Property: "URL"}
	}
	return nil
}

func checkPeople(e Event, m Method) *Error {
	if e.Organizer != (Address{}) {
		if err := checkAddress("ORGANIZER", e.Organizer); err != nil {
			return err
		}
	}
	for _, a := range e.Attendees {
		if err := checkAddress("ATTENDEE", a.Address); err != nil {
			return err
		}
		if !oneOf(a.Status, "", NeedsAction, Accepted, Declined, Unsure, Delegated) {
			return &Error{Reason: BadValue, Property: "ATTENDEE", Detail: string(a.Status)}
		}
	}
	return nil
}

// checkAddress finds out whether a can be written as a calendar address.
func checkAddress(property string, a Address) *Error {
	if !ValidEmail(a.Email) {
		return &Error{Reason: BadAddress, Property: property}
	}
	if a.Language != "" && !bareWord(a.Language) {
		return &Error{Reason: BadValue, Property: property, Detail: "LANGUAGE=" + a.Language}
	}
	return nil
}

// checkMethod knows what each kind of message must and must not have.
func checkMethod(e Event, m Method) *Error {
	switch m {
	case MethodPublish:
		return checkPublish(e)
	case MethodRequest:
		return checkRequest(e)
	case MethodCancel:
		return checkCancel(e)
	case MethodReply:
		return checkReply(e)
	}
	return nil
}

func checkPublish(e Event) *Error {
	switch {
	case len(e.Attendees) > 0:
		return &Error{Reason: Forbidden, Property: "ATTENDEE", Detail: "in PUBLISH"}
	case e.Summary == "":
		return &Error{Reason: Missing, Property: "SUMMARY"}
	case e.Organizer.Email == "":
		return &Error{Reason: Missing, Property: "ORGANIZER"}
	}
	return nil
}

func checkRequest(e Event) *Error {
	switch {
	case e.Organizer.Email == "":
		return &Error{Reason: Missing, Property: "ORGANIZER"}
	case len(e.Attendees) == 0:
		return &Error{Reason: Missing, Property: "ATTENDEE"}
	case e.Summary == "":
		return &Error{Reason: Missing, Property: "SUMMARY"}
	case e.Status == Cancelled:
		return &Error{Reason: Forbidden, Property: "STATUS", Detail: "CANCELLED in REQUEST"}
	}
	return nil
}

func checkCancel(e Event) *Error {
	switch {
	case e.Organizer.Email == "":
		return &Error{Reason: Missing, Property: "ORGANIZER"}
	case len(e.Attendees) == 0:
		return &Error{Reason: Missing, Property: "ATTENDEE"}
	case e.Status != "" && e.Status != Cancelled:
		return &Error{Reason: Forbidden, Property: "STATUS",
			Detail: string(e.Status) + " in CANCEL"}
	case e.Sequence == 0:
		return &Error{Reason: BadNumber, Property: "SEQUENCE",
			Detail: "must be higher than in the last REQUEST"}
	}
	return nil
}

func checkReply(e Event) *Error {
	switch {
	case e.Organizer.Email == "":
		return &Error{Reason: Missing, Property: "ORGANIZER"}
	case len(e.Attendees) != 1:
		return &Error{Reason: Forbidden, Property: "ATTENDEE",
			Detail: "REPLY comes from exactly one"}
	case e.Attendees[0].Status == "":
		return &Error{Reason: Missing, Property: "ATTENDEE", Detail: "PARTSTAT"}
	}
	return nil
}

// ValidEmail reports whether s is one bare address that a calendar file can
// carry: no display name, no quoted local part, no control characters.
func ValidEmail(s string) bool {
	if len(s) > 254 || !printable(s) || strings.ContainsAny(s, " \"(),:;<>[\\]") {
		return false
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && a.Name == ""
}

// absolute reports whether s is a whole address with a scheme and, for the
// web, a host.
func absolute(s string) bool {
	u, err := url.Parse(s)
	if err != nil || !u.IsAbs() || !utf8.ValidString(s) || clean(s) != s {
		return false
	}
	return u.Host != "" || u.Scheme != "http" && u.Scheme != "https"
}

// printable reports whether s is UTF-8 without control characters and line breaks.
func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\uFEFF'
	})
}

// oneOf reports whether v is among the values of a list.
func oneOf[T comparable](v T, list ...T) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}
