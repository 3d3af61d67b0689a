package ical

import (
	"net/url"
	"slices"
	"strconv"
	"time"
)

// The forms of a time in a file (RFC 5545 3.3.4 and 3.3.5).
const (
	formUTC   = "20060102T150405Z"
	formLocal = "20060102T150405"
	formDate  = "20060102"
)

// Encode gives the bytes of the file, or the first fault that Validate finds
// and no bytes. The same calendar always gives the same bytes.
//
// Times in Europe/Stockholm are written as local time with the zone's short
// description, times in every other zone in UTC: the instant is exact
// everywhere, and each reader sees it in the zone of their own. The rare Swedish
// times that local time cannot name for sure are written in UTC as well.
func (c Calendar) Encode() ([]byte, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	w := writer{b: make([]byte, 0, 1024+1024*len(c.Events))}
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.text("PRODID", c.ProductID)
	w.line("CALSCALE:GREGORIAN")
	if c.Method != "" {
		w.line("METHOD:" + string(c.Method))
	}
	if c.Name != "" {
		w.text("NAME", c.Name)
		w.text("X-WR-CALNAME", c.Name)
	}
	if minutes := int(c.Refresh / time.Minute); minutes > 0 {
		every := "PT" + strconv.Itoa(minutes) + "M"
		w.line("REFRESH-INTERVAL;VALUE=DURATION:" + every)
		w.line("X-PUBLISHED-TTL:" + every)
	}
	if slices.ContainsFunc(c.Events, Event.local) {
		w.b = append(w.b, stockholmLines...)
	}
	for _, e := range c.Events {
		w.event(c.Method, e)
	}
	w.line("END:VCALENDAR")
	return w.b, nil
}

// local reports whether e is written in Swedish local time. Both ends are
// written alike, as the standard demands.
func (e Event) local() bool {
	return e.Zone == stockholmName && !e.AllDay && speaksStockholm(e.Start) &&
		(e.End.IsZero() || speaksStockholm(e.End))
}

// A writer gathers the lines of a file.
type writer struct{ b []byte }

func (w *writer) line(s string) { w.b = appendLine(w.b, s) }

// text writes a TEXT property, or nothing when there is no text.
func (w *writer) text(name, value string) {
	if value != "" {
		w.line(name + ":" + escapeText(value))
	}
}

func (w *writer) event(m Method, e Event) {
	w.line("BEGIN:VEVENT")
	w.text("UID", e.UID)
	w.utc("DTSTAMP", e.Stamp)
	w.line("SEQUENCE:" + strconv.Itoa(e.Sequence))
	w.when("DTSTART", e, e.Start)
	w.when("DTEND", e, e.End)
	language := ""
	if e.Language != "" {
		language = ";LANGUAGE=" + e.Language
	}
	w.text("SUMMARY"+language, e.Summary)
	w.text("DESCRIPTION"+language, e.Description)
	w.text("LOCATION"+language, e.Location)
	w.text("COMMENT", e.Comment)
	if e.URL != "" {
		w.line("URL:" + escapeURL(e.URL))
	}
	w.organizer(e.Organizer)
	for _, a := range e.Attendees {
		w.attendee(m, a)
	}
	w.standing(e)
	w.categories(e.Categories)
	w.utc("CREATED", e.Created)
	w.utc("LAST-MODIFIED", e.LastModified)
	w.line("END:VEVENT")
}

// standing writes what the meeting does to its reader's calendar. Outlook
// reads its own property for what everybody else calls TRANSP.
func (w *writer) standing(e Event) {
	if e.Status != "" {
		w.line("STATUS:" + string(e.Status))
	}
	if e.Class != "" {
		w.line("CLASS:" + string(e.Class))
	}
	if e.Free {
		w.line("TRANSP:TRANSPARENT")
		w.line("X-MICROSOFT-CDO-BUSYSTATUS:FREE")
		return
	}
	w.line("TRANSP:OPAQUE")
	w.line("X-MICROSOFT-CDO-BUSYSTATUS:BUSY")
}

// utc writes an instant, or nothing for the zero time.
func (w *writer) utc(name string, t time.Time) {
	if !t.IsZero() {
		w.line(name + ":" + t.UTC().Format(formUTC))
	}
}

// when writes the start or end of e, or nothing for the zero time.
func (w *writer) when(name string, e Event, t time.Time) {
	switch {
	case t.IsZero():
	case e.AllDay:
		loc, _ := location(e.Zone)
		w.line(name + ";VALUE=DATE:" + t.In(loc).Format(formDate))
	case e.local():
		loc, _ := stockholm()
		w.line(name + ";TZID=" + stockholmName + ":" + t.In(loc).Format(formLocal))
	default:
		w.utc(name, t)
	}
}

func (w *writer) organizer(a Address) {
	if a.Email != "" {
		w.line("ORGANIZER" + addressParams(a) + ":" + mailto(a.Email))
	}
}

func (w *writer) attendee(m Method, a Attendee) {
	line := "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT"
	if a.Status != "" {
		line += ";PARTSTAT=" + string(a.Status)
	}
	if m != MethodReply {
		line += ";RSVP=" + map[bool]string{true: "TRUE", false: "FALSE"}[a.RSVP]
	}
	w.line(line + addressParams(a.Address) + ":" + mailto(a.Email))
}

// categories writes the list of categories, whose commas are not escaped.
func (w *writer) categories(list []string) {
	line := ""
	for _, c := range list {
		if c = escapeText(c); c != "" {
			line += "," + c
		}
	}
	if line != "" {
		w.line("CATEGORIES:" + line[1:])
	}
}

// addressParams writes the parameters that name somebody.
func addressParams(a Address) string {
	s := ""
	if a.Name != "" {
		s = ";CN=" + escapeParam(a.Name)
	}
	if a.Language != "" {
		s += ";LANGUAGE=" + a.Language
	}
	return s
}

// mailto writes an e-mail address as an address of the web (RFC 6068).
func mailto(email string) string { return "mailto:" + escapeURI(email, "@.!$'*+-_~") }

// escapeURL writes an address that Validate has let through in ASCII.
func escapeURL(s string) string {
	if u, err := url.Parse(s); err == nil {
		s = u.String()
	}
	return escapeURI(s, "%:/?#[]@!$&'()*+,;=-._~")
}
