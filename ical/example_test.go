package ical_test

import (
	"fmt"
	"strings"
	"time"

	"insyn/ical"
)

func Example() {
	event := ical.Event{
		UID:      "018c3a52-0000-7000-8000-000000000001@samrad.example.se",
		Stamp:    time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC),
		Start:    time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC),
		End:      time.Date(2023, 12, 12, 13, 30, 0, 0, time.UTC),
		Zone:     "Europe/Stockholm",
		Summary:  "Samråd om öppna data; åtaganden, mål",
		Language: "sv",
		URL:      "https://samrad.example.se/delta/7f3a",
		Organizer: ical.Address{Name: "Exempeldepartementet",
			Email: "samrad@example.se"},
	}
	to := ical.Address{Name: `Åsa "Ö" Ek`, Email: "asa@example.org"}
	file, err := ical.Request("-//Exempeldepartementet//Samråd//SV", event, to).Encode()
	if err != nil {
		fmt.Println(err)
		return
	}
	text := strings.ReplaceAll(string(file), "\r\n", "\n")
	_, text, _ = strings.Cut(text, "END:VTIMEZONE\n")
	fmt.Print(text)
	// Output:
	// BEGIN:VEVENT
	// UID:018c3a52-0000-7000-8000-000000000001@samrad.example.se
	// DTSTAMP:20231127T080000Z
	// SEQUENCE:0
	// DTSTART;TZID=Europe/Stockholm:20231212T130000
	// DTEND;TZID=Europe/Stockholm:20231212T143000
	// SUMMARY;LANGUAGE=sv:Samråd om öppna data\; åtaganden\, mål
	// URL:https://samrad.example.se/delta/7f3a
	// ORGANIZER;CN=Exempeldepartementet:mailto:samrad@example.se
	// ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALS
	//  E;CN="Åsa ^'Ö^' Ek":mailto:asa@example.org
	// STATUS:CONFIRMED
	// CLASS:PRIVATE
	// TRANSP:OPAQUE
	// X-MICROSOFT-CDO-BUSYSTATUS:BUSY
	// END:VEVENT
	// END:VCALENDAR
}

func ExampleNextSequence() {
	start := time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC)
	first := ical.Event{Start: start, End: start.Add(time.Hour)}

	agenda := first
	agenda.Description = "Dagordning: 1. Information 2. Diskussion"
	fmt.Println(ical.NextSequence(first, agenda, 0))

	later := agenda
	later.Start, later.End = start.Add(time.Hour), start.Add(2*time.Hour)
	fmt.Println(ical.NextSequence(agenda, later, 0))
	// Output:
	// 0
	// 1
}

func ExampleDecode() {
	file := `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20231120T101500Z
DTSTART;TZID=W. Europe Standard Time:20231212T130000
DURATION:PT1H30M
SUMMARY:Samråd\, hösten
RRULE:FREQ=YEARLY
END:VEVENT
END:VCALENDAR
`
	calendar, notes, err := ical.Decode(strings.NewReader(file), "Europe/Stockholm")
	if err != nil {
		fmt.Println(err)
		return
	}
	event := calendar.Events[0]
	fmt.Println(event.Summary, event.Start.UTC(), event.End.Sub(event.Start), event.Zone)
	for _, note := range notes {
		fmt.Println(note)
	}
	_, _, err = ical.Decode(strings.NewReader(strings.Replace(file, "T13", "T25", 1)), "")
	fmt.Println(strings.Replace(err.Error(), " (", "\n(", 1))
	// Output:
	// Samråd, hösten 2023-12-12 12:00:00 +0000 UTC 1h30m0s Europe/Stockholm
	// line 9: RRULE: the meeting repeats; only the first occasion was read: FREQ=YEARLY
	// ical: line 6: event 1: DTSTART: bad time: 20231212T250000
	// (write a time such as 20231212T130000, with Z or a time zone)
}

func ExamplePublish() {
	start := time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC)
	feed := ical.Publish("-//Exempelmyndigheten//Samråd//SV", "Samråd", ical.Event{
		UID: "1@example.se", Stamp: start, Start: start, Summary: "Samråd",
		Attendees: []ical.Attendee{{Address: ical.Address{Email: "asa@example.org"}}},
	})
	_, err := feed.Encode()
	fmt.Println(err)
	fmt.Println(len(feed.Events[0].Attendees), feed.Events[0].Free)
	// Output:
	// ical: event 1: ORGANIZER: missing (add it)
	// 0 true
}
