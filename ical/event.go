package ical

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// once lists the properties that say which meeting it is and when: a file that
// says one of them twice is not believed.
var once = map[string]bool{"UID": true, "DTSTAMP": true, "SEQUENCE": true, "DTSTART": true,
	"DTEND": true, "DURATION": true, "ORGANIZER": true, "STATUS": true}

// event makes an event of a component.
func (d *decoder) event(c component) (e Event, fault *Error) {
	seen := map[string]property{}
	for _, p := range c.properties {
		if _, again := seen[p.name]; again {
			if once[p.name] {
				return e, p.fault(Repeated, "")
			}
		} else {
			seen[p.name] = p
		}
		switch p.name {
		case "ATTENDEE":
			d.attendee(&e, p)
		case "CATEGORIES":
			for _, s := range splitList(p.value) {
				if s = clean(unescapeText(s)); s != "" && len(e.Categories) < maxCategories {
					e.Categories = append(e.Categories, s)
				}
			}
		case "RRULE", "RDATE", "RECURRENCE-ID":
			d.note(Repeats, p, excerpt(p.value))
		}
	}
	for _, read := range []func(*Event, component, map[string]property) *Error{
		d.identity, d.times, d.words, d.standing,
	} {
		if err := read(&e, c, seen); err != nil {
			return e, err
		}
	}
	return e, nil
}

// identity reads what tells this version of this meeting from others.
func (d *decoder) identity(e *Event, c component, seen map[string]property) *Error {
	e.UID = seen["UID"].text()
	if p, ok := seen["SEQUENCE"]; ok {
		n, err := strconv.ParseUint(strings.TrimSpace(p.value), 10, 31)
		if err != nil {
			return p.fault(BadNumber, excerpt(p.value))
		}
		e.Sequence = int(n)
	}
	for _, name := range []string{"DTSTAMP", "CREATED", "LAST-MODIFIED"} {
		p, there := seen[name]
		wall, _, _, ok := parseWall(p.value)
		switch {
		case there && !ok && name == "DTSTAMP":
			return p.fault(BadTime, excerpt(p.value))
		case name == "DTSTAMP":
			e.Stamp = wall
		case name == "CREATED":
			e.Created = wall
		default:
			e.LastModified = wall
		}
	}
	if e.UID == "" {
		if err := d.absent("UID", c); err != nil {
			return err
		}
	}
	if e.Stamp.IsZero() {
		return d.absent("DTSTAMP", c)
	}
	return nil
}

// absent deals with a property that every meeting should have: a message must
// have it, a file that was exported may do without.
func (d *decoder) absent(name string, c component) *Error {
	here := property{name: name, line: c.line}
	if d.calendar.Method != "" {
		return here.fault(Missing, "")
	}
	d.note(NotThere, here, "")
	return nil
}

// times reads when the meeting is.
func (d *decoder) times(e *Event, c component, seen map[string]property) *Error {
	start, ok := seen["DTSTART"]
	if !ok {
		if m := d.calendar.Method; m == MethodReply || m == MethodCancel {
			return nil
		}
		return &Error{Reason: Missing, Property: "DTSTART", Line: c.line}
	}
	from, err := d.moment(start)
	if err != nil {
		return err
	}
	e.Start, e.Zone, e.AllDay = from.at, from.zone, from.date
	end, hasEnd := seen["DTEND"]
	length, hasLength := seen["DURATION"]
	switch {
	case hasEnd:
		to, err := d.moment(end)
		if err != nil {
			return err
		}
		if to.date != from.date {
			return end.fault(BadTime, "a date and a time of day")
		}
		e.End = to.at
	case hasLength:
		long, ok := parseSpan(length.value)
		if !ok {
			return length.fault(BadTime, excerpt(length.value))
		}
		e.End = from.plus(long)
	case from.date:
		e.End = from.plus(span{days: 1})
	}
	if e.End.Equal(e.Start) && !e.AllDay {
		e.End = time.Time{} // some programs write a reminder as a meeting of no length
	}
	if !e.End.IsZero() && !e.ends() {
		return &Error{Reason: BadOrder, Property: "DTEND", Line: max(end.line, length.line)}
	}
	return nil
}

// words reads the texts.
func (d *decoder) words(e *Event, _ component, seen map[string]property) *Error {
	e.Summary = seen["SUMMARY"].text()
	e.Description = seen["DESCRIPTION"].text()
	e.Location = seen["LOCATION"].text()
	e.Comment = seen["COMMENT"].text()
	if language := seen["SUMMARY"].param("LANGUAGE"); bareWord(language) {
		e.Language = language
	}
	if p, ok := seen["URL"]; ok {
		if e.URL = strings.TrimSpace(p.value); !absolute(e.URL) {
			d.note(LeftOut, p, excerpt(p.value))
			e.URL = ""
		}
	}
	for _, name := range []string{"CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL",
		"X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "X-GOOGLE-CONFERENCE"} {
		if link := seen[name].text(); e.Conference == "" && absolute(link) {
			e.Conference = link
		}
	}
	return nil
}

// standing reads who calls the meeting, how certain it is and who may see it.
// What the standard does not know counts as the standard says it should.
func (d *decoder) standing(e *Event, _ component, seen map[string]property) *Error {
	if p, ok := seen["ORGANIZER"]; ok {
		e.Organizer = d.address(p)
	}
	value := func(name string) string {
		return strings.ToUpper(strings.TrimSpace(seen[name].value))
	}
	e.Status, e.Class = Status(value("STATUS")), Class(value("CLASS"))
	if !oneOf(e.Status, "", Tentative, Confirmed, Cancelled) {
		d.note(LeftOut, seen["STATUS"], excerpt(string(e.Status)))
		e.Status = ""
	}
	if !oneOf(e.Class, "", Public, Private, Confidential) {
		e.Class = Private
	}
	e.Free = value("TRANSP") == "TRANSPARENT"
	return nil
}

// attendee reads one who is invited. Rooms and lists without an address are left out.
func (d *decoder) attendee(e *Event, p property) {
	a := Attendee{Address: d.address(p), RSVP: isName(p.param("RSVP"), "TRUE")}
	if a.Email == "" {
		return
	}
	a.Status = Participation(strings.ToUpper(p.param("PARTSTAT")))
	if a.Status != "" && !oneOf(a.Status, NeedsAction, Accepted, Declined, Unsure, Delegated) {
		a.Status = NeedsAction
	}
	e.Attendees = append(e.Attendees, a)
}

// address reads a calendar address. Some programs write a web address and put
// that for mail in a parameter.
func (d *decoder) address(p property) Address {
	a := Address{Name: strings.TrimSpace(p.param("CN"))}
	if language := p.param("LANGUAGE"); bareWord(language) {
		a.Language = language
	}
	for _, s := range []string{p.value, p.param("EMAIL")} {
		if s = email(s); ValidEmail(s) {
			a.Email = s
			return a
		}
	}
	d.note(LeftOut, p, "no e-mail address")
	return a
}

// email gives the address in a mailto: address, or the bare address that
// stands there instead.
func email(s string) string {
	s = strings.TrimSpace(s)
	const scheme = "mailto:"
	if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
		if plain, err := url.PathUnescape(s[len(scheme):]); err == nil {
			return plain
		}
	}
	return s
}
