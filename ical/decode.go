package ical

import (
	"io"
	"slices"
	"strings"
	"time"
)

// The bounds within which Decode reads.
const (
	MaxBytes  = 4 << 20 // of a file
	MaxLines  = 100_000 // as they stand, folds and all
	MaxEvents = 5000    // in a file
	maxParams = 50      // of a property

	maxCategories = 100 // of an event; more are left out
	maxDepth      = 8   // components inside one another
)

// Decode reads a calendar file that somebody else wrote. Times without a zone
// are read in home, an IANA name, or in the zone that the file names as its own.
//
// It reads what is usual in the world beside what is right: zone names of
// Windows, zones that only the file itself describes, Latin letters of old programs,
// lines that end in LF. What could make a person come at the wrong time is
// an *Error instead; what is merely left aside is told in the notes. A meeting
// that repeats is read as its first occasion.
func Decode(r io.Reader, home string) (Calendar, []Note, error) {
	if _, ok := location(home); !ok {
		return Calendar{}, nil, &Error{Reason: BadZone, Detail: excerpt(home)}
	}
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return Calendar{}, nil, err
	}
	if len(b) > MaxBytes {
		return Calendar{}, nil, &Error{Reason: TooLarge, Detail: "more than 4 MiB"}
	}
	d := decoder{home: home, zones: map[string]described{}, found: map[string]zone{}}
	if err := d.file(b); err != nil {
		return Calendar{}, d.notes, err
	}
	return d.calendar, d.notes, nil
}

// A decoder gathers a file, then makes events of it: a zone may be described
// after the events that use it.
type decoder struct {
	lex      *lexer
	home     string
	calendar Calendar
	events   []component
	zones    map[string]described // what the file says, by TZID
	found    map[string]zone      // what was made of it, by TZID
	notes    []Note
}

// A component is what stands between BEGIN and END, with the parts inside it
// that matter.
type component struct {
	name       string
	line       int
	properties []property
	parts      []component
}

// note adds a note, unless there are plenty.
func (d *decoder) note(m Matter, p property, detail string) {
	n := Note{Matter: m, Property: p.name, Line: p.line, Detail: detail}
	if len(d.notes) < 100 {
		d.notes = append(d.notes, n)
	}
}

func (d *decoder) file(b []byte) error {
	var old bool
	if d.lex, old = newLexer(b); old {
		d.note(OldLetters, property{}, "")
	}
	first, done, err := d.lex.next()
	if done || err != nil || first.name != "BEGIN" || !isName(first.value, "VCALENDAR") {
		return &Error{Reason: NoCalendar, Line: 1, Detail: "BEGIN:VCALENDAR should come first"}
	}
	root, err := d.component(first, 1)
	if err != nil {
		return err
	}
	if err := d.head(root.properties); err != nil {
		return err
	}
	for i, c := range d.events {
		e, err := d.event(c)
		if err != nil {
			err.Event = i + 1
			return err
		}
		d.calendar.Events = append(d.calendar.Events, e)
	}
	return nil
}

// isName compares names, which may be written in any letters.
func isName(s, name string) bool { return strings.EqualFold(strings.TrimSpace(s), name) }

// component reads to the END of the component that begin has begun.
func (d *decoder) component(begin property, depth int) (component, *Error) {
	c := component{name: strings.ToUpper(strings.TrimSpace(begin.value)), line: begin.line}
	if depth > maxDepth {
		return c, begin.fault(TooLarge, "components lie too deep")
	}
	for {
		p, done, err := d.lex.next()
		switch {
		case err != nil:
			return c, err
		case done:
			return c, begin.fault(BadNesting, "no END:"+excerpt(c.name))
		case p.name == "END" && isName(p.value, c.name):
			return c, nil
		case p.name == "END":
			return c, p.fault(BadNesting, excerpt(p.value)+" inside "+excerpt(c.name))
		case p.name != "BEGIN":
			c.properties = append(c.properties, p)
			continue
		}
		part, err := d.component(p, depth+1)
		if err == nil {
			err = d.keep(&c, part)
		}
		if err != nil {
			return c, err
		}
	}
}

// keep puts a part that has been read where it belongs.
func (d *decoder) keep(parent *component, part component) *Error {
	here := property{name: excerpt(part.name), line: part.line}
	switch in := parent.name; {
	case in == "VCALENDAR" && part.name == "VEVENT":
		if d.events = append(d.events, part); len(d.events) > MaxEvents {
			return here.fault(TooLarge, "more than 5000 events")
		}
	case in == "VCALENDAR" && part.name == "VTIMEZONE":
		d.zone(part)
	case in == "VTIMEZONE":
		parent.parts = append(parent.parts, part)
	case in == "VCALENDAR":
		d.note(LeftOut, here, "")
	}
	return nil
}

// zone keeps a VTIMEZONE. Observances that cannot be read matter only when a
// time needs them.
func (d *decoder) zone(c component) {
	var z described
	for _, p := range c.properties {
		switch p.name {
		case "TZID":
			z.name = p.text()
		case "X-LIC-LOCATION":
			z.real = p.text()
		}
	}
	for _, part := range c.parts {
		o, err := parseObservance(part.properties)
		if err != nil {
			z.fault = err
			break
		}
		z.observances = append(z.observances, o)
		if z.tooMany() {
			z.fault = &Error{Reason: TooLarge, Property: "VTIMEZONE", Line: c.line}
			break
		}
	}
	d.zones[z.name] = z
}

// head reads the properties of the calendar itself.
func (d *decoder) head(list []property) *Error {
	for _, p := range list {
		switch value := p.text(); p.name {
		case "VERSION":
			if !slices.Contains(strings.Split(strings.TrimSpace(value), ";"), "2.0") {
				return p.fault(BadValue, "only version 2.0 is read")
			}
		case "METHOD":
			d.calendar.Method = Method(strings.ToUpper(strings.TrimSpace(value)))
		case "PRODID":
			d.calendar.ProductID = value
		case "NAME", "X-WR-CALNAME":
			d.calendar.Name = value
		case "REFRESH-INTERVAL", "X-PUBLISHED-TTL":
			if every, ok := parseSpan(value); ok {
				d.calendar.Refresh = time.Duration(every.days)*24*time.Hour + every.clock
			}
		case "X-WR-TIMEZONE":
			if _, ok := location(value); ok && value != "" {
				d.home = value
			}
		}
	}
	return nil
}
