package ical

import (
	"fmt"
	"strings"
)

// A Reason is a sort of fault: the key under which a program that speaks other
// languages finds its own words for it.
type Reason string

// The faults that Validate, Encode and Decode find.
const (
	Missing    Reason = "missing"     // a property that must be there is not
	Forbidden  Reason = "forbidden"   // a property or value that may not stand in this message
	Repeated   Reason = "repeated"    // a property that may stand only once stands twice
	BadText    Reason = "bad-text"    // control characters or bytes that are not UTF-8
	BadAddress Reason = "bad-address" // not an e-mail address
	BadURL     Reason = "bad-url"     // not an absolute address
	BadTime    Reason = "bad-time"    // not a time, or one that does not exist
	BadZone    Reason = "bad-zone"    // a time zone that nobody knows and the file does not explain
	BadOrder   Reason = "bad-order"   // the end is before the start
	BadNumber  Reason = "bad-number"  // not a number, or out of range
	BadValue   Reason = "bad-value"   // not one of the values that the standard lists
	BadLine    Reason = "bad-line"    // a line that is not NAME:VALUE
	BadNesting Reason = "bad-nesting" // BEGIN and END do not match
	NoCalendar Reason = "no-calendar" // not a calendar file at all
	TooLarge   Reason = "too-large"   // more bytes, lines, events or levels than are read
)

// remedies says how each fault is mended.
var remedies = map[Reason]string{
	Missing:    "add it",
	Forbidden:  "leave it out, or use another kind of message",
	Repeated:   "keep the one that is right",
	BadText:    "write plain text in UTF-8",
	BadAddress: "write one address such as namn@example.se",
	BadURL:     "write a whole address such as https://example.se/motet",
	BadTime:    "write a time such as 20231212T130000, with Z or a time zone",
	BadZone:    "use an IANA zone such as Europe/Stockholm, or times in UTC",
	BadOrder:   "put the end after the start",
	BadNumber:  "write a whole number that is not negative",
	BadValue:   "use one of the values of RFC 5545",
	BadLine:    "write each property as NAME:VALUE; begin continued lines with a space",
	BadNesting: "close every BEGIN with its END, in order",
	NoCalendar: "export the meeting as an iCalendar file (.ics) and try again",
	TooLarge:   "export only the meeting in question",
}

// An Error says what is wrong, where, and how to mend it.
type Error struct {
	Reason   Reason
	Property string // such as DTSTART, or "" for the file as a whole
	Line     int    // in the file, from 1; 0 when there is no file
	Event    int    // the number of the event, from 1; 0 for the calendar itself
	Detail   string // what was found or expected
}

// Error gives the fault as one sentence in English.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("ical: ")
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	if e.Event > 0 {
		fmt.Fprintf(&b, "event %d: ", e.Event)
	}
	if e.Property != "" {
		b.WriteString(e.Property + ": ")
	}
	b.WriteString(strings.ReplaceAll(string(e.Reason), "-", " "))
	if e.Detail != "" {
		b.WriteString(": " + e.Detail)
	}
	return b.String() + " (" + remedies[e.Reason] + ")"
}

// Remedy says how the fault is mended, in English.
func (e *Error) Remedy() string { return remedies[e.Reason] }
