package ical

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// FuzzDecode: whatever the bytes, reading ends with a calendar or an *Error;
// and what was read and can be written is read again as the same.
func FuzzDecode(f *testing.F) {
	names, err := filepath.Glob("testdata/read/*.ics")
	if err != nil || len(names) < 3 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	message, err := Request(product, meeting(), guest).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(message)
	for _, lines := range [][]string{
		{"DTSTART;VALUE=DATE:20231212", "DURATION:P1W"},
		{"DTSTART;TZID=/a/Europe/Stockholm:20231029T023000", "DURATION:PT1H1M1S"},
		{"DTSTART;TZID=\"FLE Standard Time\":20231212T120000", "SUMMARY:a\\,b\\;c\\nd\\\\"},
		{"DTSTART:20231212T120000", `ORGANIZER;CN="^'^n^^";EMAIL=a@b.se:urn:x`, "RRULE:FREQ=DAILY"},
	} {
		f.Add([]byte(file(lines...)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, _, err := Decode(bytes.NewReader(b), stockholmName)
		if err != nil {
			if reason(err) == "" || err.Error() == "" {
				t.Fatalf("an error that does not say why: %v", err)
			}
			return
		}
		written, err := c.Encode()
		if err != nil {
			if reason(err) == "" {
				t.Fatalf("an error that does not say why: %v", err)
			}
			return
		}
		again, _, err := Decode(bytes.NewReader(written), stockholmName)
		if err != nil || len(again.Events) != len(c.Events) {
			t.Fatalf("%d events, then %d: %v\n%s", len(c.Events), len(again.Events), err, written)
		}
		for i, e := range c.Events {
			checkSame(t, e, again.Events[i])
		}
	})
}

// checkSame compares what a file said with what we wrote of it.
func checkSame(t *testing.T, was, is Event) {
	t.Helper()
	if was.Version() != is.Version() || !was.Start.Equal(is.Start) || !was.End.Equal(is.End) {
		t.Errorf("%+v became %+v", was, is)
	}
	texts := func(e Event) []string {
		return append([]string{e.Summary, e.Description, e.Location, e.Comment,
			e.Organizer.Name, e.Organizer.Email}, e.Categories...)
	}
	if was.Organizer.Email != "" && !slices.Equal(texts(was), texts(is)) {
		t.Errorf("%q became %q", texts(was), texts(is))
	}
	if !reflect.DeepEqual(was.Attendees, is.Attendees) {
		t.Errorf("%+v became %+v", was.Attendees, is.Attendees)
	}
}

// FuzzInjection: whatever people type, in whatever field, it stays there.
func FuzzInjection(f *testing.F) {
	for _, s := range injections {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for field := range fields {
			checkInjection(t, field, s)
		}
	})
}

// FuzzReadAnswer: an answer is whole or an error.
func FuzzReadAnswer(f *testing.F) {
	b, err := os.ReadFile("testdata/read/google.ics")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := ReadAnswer(bytes.NewReader(b))
		if err == nil && (a.UID == "" || a.Status == "" || a.Stamp.IsZero() ||
			!ValidEmail(a.Attendee.Email)) {
			t.Errorf("half an answer: %+v", a)
		}
	})
}
