package act

import (
	"bytes"
	"errors"

	"insyn/ical"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
)

// ReadPaper turns an invitation (text, .docx, .eml or .ics) into a structured
// draft. A mail that carries a calendar entry or a Word file is read with it:
// what the entry says of time and place goes before what the text says.
//
// Faults: Invalid, TooLarge (the file).
func ReadPaper(name string, data []byte) (consult.Reading, error) {
	kind, err := document.KindOf(name, data)
	if err != nil {
		return consult.Reading{}, err
	}
	switch kind {
	case document.KindCalendar:
		return readCalendar(data)
	case document.KindMail:
		return readMail(data)
	}
	text, err := document.Read(name, data)
	if err != nil {
		return consult.Reading{}, err
	}
	return consult.ReadInvitation(text), nil
}

// readCalendar reads the first meeting of a calendar file.
func readCalendar(data []byte) (consult.Reading, error) {
	calendar, _, err := ical.Decode(bytes.NewReader(data), "Europe/Stockholm")
	var bad *ical.Error
	if errors.As(err, &bad) {
		return consult.Reading{}, spoilt(bad)
	}
	if err != nil {
		return consult.Reading{}, err
	}
	if len(calendar.Events) == 0 {
		return consult.Reading{}, fault.New(fault.Invalid, "paper.calendar-empty")
	}
	e := calendar.Events[0]
	return consult.ReadEvent(consult.Event{Summary: e.Summary, Description: e.Description, Location: e.Location,
		URL: e.URL, Organizer: e.Organizer.Email, Start: e.Start, End: e.End}), nil
}

// spoilt says what is wrong with a calendar file: that it is too large, or the line.
func spoilt(bad *ical.Error) error {
	if bad.Reason == ical.TooLarge {
		return fault.New(fault.TooLarge, "paper.calendar-large").From(bad)
	}
	return fault.New(fault.Invalid, "paper.calendar-bad").With("Line", bad.Line).From(bad)
}

// readMail reads a mail: the Word file it carries if there is one, else its text.
func readMail(data []byte) (consult.Reading, error) {
	m, err := document.Mail(data)
	if err != nil {
		return consult.Reading{}, err
	}
	for _, a := range m.Attachments {
		kind, err := document.KindOf(a.Name, a.Data)
		if err == nil && (kind == document.KindWord || kind == document.KindCalendar) {
			return ReadPaper(a.Name, a.Data)
		}
	}
	return consult.ReadInvitation(m.Subject + "\n\n" + m.Text), nil
}
