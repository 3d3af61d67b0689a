package ical

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// injections are what somebody might type to put lines of their own in the file.
var injections = []string{
	"x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
	"x\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil",
	"x\rEND:VEVENT\rBEGIN:VEVENT\rUID:evil",
	"x\n\rATTENDEE:mailto:evil@example.org",
	"x\r\n ATTENDEE:mailto:evil@example.org",
	"x\u2028ATTENDEE:mailto:evil@example.org\u2029BEGIN:VEVENT",
	"x\u0085BEGIN:VEVENT\u0085END:VEVENT",
	"x\v\fBEGIN:VEVENT\x1cBEGIN:VEVENT\x1dBEGIN:VEVENT\x1eBEGIN:VEVENT",
	"x\x00BEGIN:VEVENT",
	`x\nBEGIN:VEVENT`,
	`x\`,
	`x\\\`,
	`x;y,z:w`,
	`x";CN="evil":mailto:evil@example.org`,
	`x^'^n^^;PARTSTAT=DECLINED:mailto:evil@example.org`,
	`x":mailto:evil@example.org` + "\r\nBEGIN:VALARM",
	"\xff\xfe\r\x00\n\x00B\x00",
	"x\ufeff\r\n\ufeffBEGIN:VEVENT",
	strings.Repeat("å", 36) + "\r\nBEGIN:VEVENT",
	strings.Repeat(" \r\n", 40) + "END:VCALENDAR",
	"=0D=0ABEGIN:VEVENT",
	"&#13;&#10;BEGIN:VEVENT",
}

// fields are the places where something typed by people comes into the file.
var fields = map[string]func(*Calendar, string){
	"summary":     func(c *Calendar, s string) { c.Events[0].Summary = s },
	"description": func(c *Calendar, s string) { c.Events[0].Description = s },
	"location":    func(c *Calendar, s string) { c.Events[0].Location = s },
	"comment":     func(c *Calendar, s string) { c.Events[0].Comment = s },
	"category":    func(c *Calendar, s string) { c.Events[0].Categories = []string{s} },
	"organizer":   func(c *Calendar, s string) { c.Events[0].Organizer.Name = s },
	"attendee":    func(c *Calendar, s string) { c.Events[0].Attendees[0].Name = s },
	"calendar":    func(c *Calendar, s string) { c.Name = s },
	"product":     func(c *Calendar, s string) { c.ProductID = s },
	"uid":         func(c *Calendar, s string) { c.Events[0].UID = s },
	"url":         func(c *Calendar, s string) { c.Events[0].URL = "https://example.se/" + s },
	"language":    func(c *Calendar, s string) { c.Events[0].Language = s },
	"zone":        func(c *Calendar, s string) { c.Events[0].Zone = s },
	"address":     func(c *Calendar, s string) { c.Events[0].Attendees[0].Email = s },
	"address of the organizer": func(c *Calendar, s string) {
		c.Events[0].Organizer.Email = s + "@example.se"
	},
	"language of the attendee": func(c *Calendar, s string) {
		c.Events[0].Attendees[0].Language = s
	},
	"status": func(c *Calendar, s string) { c.Events[0].Status = Status(s) },
	"class":  func(c *Calendar, s string) { c.Events[0].Class = Class(s) },
	"answer": func(c *Calendar, s string) { c.Events[0].Attendees[0].Status = Participation(s) },
	"method": func(c *Calendar, s string) { c.Method = Method(s) },
}

// refusals are the fields that are checked against a list or a form: what does
// not fit is an error, never a file.
var refusals = []string{"uid", "url", "language", "zone", "address", "address of the organizer",
	"language of the attendee", "status", "class", "answer", "method"}

// skeleton gives the names of the properties of a file, as any reader sees
// them who breaks lines where Unicode does.
func skeleton(b []byte) (names []string) {
	text := strings.ReplaceAll(string(b), "\r\n ", "")
	breaks := func(r rune) bool {
		return strings.ContainsRune("\r\n\v\f\x1c\x1d\x1e\u0085\u2028\u2029", r)
	}
	for line := range strings.FieldsFuncSeq(text, breaks) {
		name, value, _ := strings.Cut(line, ":")
		if name, _, _ = strings.Cut(name, ";"); name == "BEGIN" || name == "END" {
			name += ":" + value
		}
		names = append(names, name)
	}
	return names
}

// checkInjection puts s in one field of an invitation: what comes is an error,
// or a file of the same lines with one event.
func checkInjection(t *testing.T, field, s string) {
	t.Helper()
	whole := func() Calendar {
		e := meeting()
		e.Description, e.Comment, e.Categories = "d", "c", []string{"k"}
		c := Request(product, e, guest)
		c.Name = "n"
		return c
	}
	plain, err := whole().Encode()
	if err != nil {
		t.Fatal(err)
	}
	c := whole()
	fields[field](&c, s)
	b, err := c.Encode()
	if err != nil {
		if !slices.Contains(refusals, field) && clean(s) != "" &&
			strings.TrimSpace(clean(s)) != "" {
			t.Errorf("%s %q: %v", field, s, err)
		}
		return
	}
	want := skeleton(plain)
	got := skeleton(b)
	if field == "zone" || clean(s) == "" { // a zone without a description, a text without words
		got, want = slices.DeleteFunc(got, isOptional), slices.DeleteFunc(want, isOptional)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s %q: got the lines %q, want %q\n%s", field, s, got, want, b)
	}
	read, _, err := Decode(bytes.NewReader(b), stockholmName)
	if err != nil || len(read.Events) != 1 || len(read.Events[0].Attendees) != 1 {
		t.Errorf("%s %q: %v, read %+v", field, s, err, read.Events)
	}
}

// isOptional reports whether a line may fall away with its value.
func isOptional(name string) bool {
	return slices.Contains([]string{"BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:STANDARD",
		"END:STANDARD", "BEGIN:DAYLIGHT", "END:DAYLIGHT", "TZID", "TZOFFSETFROM", "TZOFFSETTO",
		"TZNAME", "RRULE", "DTSTART", "SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME",
		"X-WR-CALNAME", "CATEGORIES", "METHOD", "STATUS", "CLASS", "URL"}, name)
}

// N-08: nothing that a person types becomes a property or an event of its own.
func TestN08InjectionGivesExactlyOneEvent(t *testing.T) {
	for field := range fields {
		for _, s := range injections {
			checkInjection(t, field, s)
		}
	}
}

func TestTheRefusedFieldsRefuse(t *testing.T) {
	for _, field := range refusals {
		c := Request(product, meeting(), guest)
		fields[field](&c, "x\r\nBEGIN:VEVENT")
		if b, err := c.Encode(); err == nil {
			t.Errorf("%s: a line break is let through\n%s", field, b)
		}
	}
}
