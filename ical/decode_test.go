package ical

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// read decodes a file of testdata/read with the line breaks of the standard.
func read(t *testing.T, name string) (Calendar, []Note) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "read", name))
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))
	c, notes, err := Decode(bytes.NewReader(b), stockholmName)
	if err != nil {
		t.Fatal(err)
	}
	return c, notes
}

// matters gives the matters of notes, in order.
func matters(notes []Note) (list []Matter) {
	for _, n := range notes {
		list = append(list, n.Matter)
	}
	return list
}

func utc(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func TestDecodeInvitationFromOutlook(t *testing.T) {
	c, notes := read(t, "outlook.ics")
	want := Calendar{Method: MethodRequest, ProductID: "Microsoft Exchange Server 2010",
		Events: []Event{{
			UID: "040000008200E00074C5B7101A82E00800000000", Sequence: 3,
			Stamp: utc(t, "2023-11-20T10:15:00Z"),
			Start: utc(t, "2023-12-12T12:00:00Z"), End: utc(t, "2023-12-12T13:30:00Z"),
			Zone: stockholmName, Summary: "Samråd om öppna data, hösten",
			Description: "Välkommen!\nLänk: https://mote.example.se/j/123\n\nDagordning följer.",
			Location:    "Microsoft Teams-möte", Language: "sv-SE",
			Organizer: Address{Name: "Exempelmyndigheten", Email: "samrad@example.se"},
			Attendees: []Attendee{{Status: NeedsAction, RSVP: true,
				Address: Address{Name: "Åsa Ek", Email: "asa@example.org"}}},
			Status: Confirmed, Class: Public, Conference: "https://mote.example.se/j/123",
		}}}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Matter{LeftOut}, matters(notes)); diff != "" {
		t.Errorf("%s%v", diff, notes)
	}
}

func TestDecodeZoneThatOnlyTheFileKnows(t *testing.T) {
	c, notes := read(t, "own-zone.ics")
	want := Calendar{ProductID: "-//Exempel//Old//SV", Name: "Möten", Events: []Event{{
		UID: "a", Stamp: utc(t, "2024-01-01T00:00:00Z"), Summary: "Sommar",
		Start: utc(t, "2024-07-01T11:00:00Z"), End: utc(t, "2024-07-01T12:30:00Z"),
		Categories: []string{"öppna data", "a,b", "möte"},
	}, {
		UID: "b", Stamp: utc(t, "2024-01-01T00:00:00Z"), Summary: "Vinter",
		Start: utc(t, "2024-12-01T12:00:00Z"), End: utc(t, "2024-12-08T12:00:00Z"),
		Free: true, Class: Private,
	}}}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Matter{LeftOut, ZoneByRule, Repeats}, matters(notes)); diff != "" {
		t.Errorf("%s%v", diff, notes)
	}
	if s := notes[0].String(); s != "line 24: VTODO: was left out" {
		t.Errorf("got %q", s)
	}
}

func TestReadAnswerFromGoogle(t *testing.T) {
	b, err := os.ReadFile("testdata/read/google.ics")
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadAnswer(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	want := Answer{UID: "samrad-2023-12-12@example.se", Sequence: 1,
		Stamp:    utc(t, "2023-11-28T09:45:12Z"),
		Attendee: Address{Name: "Åsa Ek", Email: "Asa+samrad@example.org"},
		Status:   Declined, Comment: "Är tyvärr sjuk; hälsa alla"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	earlier := want
	earlier.Stamp = earlier.Stamp.Add(-time.Hour)
	if Newer(got.Version(), earlier.Version()) <= 0 {
		t.Error("the later answer does not supersede the earlier")
	}
	request, err := Request(product, meeting(), guest).Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadAnswer(bytes.NewReader(request)); reason(err) != BadValue {
		t.Errorf("an invitation is no answer: %v", err)
	}
}

// file wraps lines in a calendar without method, with what every event needs.
func file(lines ...string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nDTSTAMP:20240101T000000Z\n" +
		strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

func TestDecodeTimes(t *testing.T) {
	for _, c := range []struct {
		lines      []string
		start, end string
		zone       string
		day        bool
		notes      []Matter
	}{
		{[]string{"DTSTART:20231212T120000Z"}, "2023-12-12T12:00:00Z", "", "", false, nil},
		{[]string{"DTSTART:20231212T120000Z", "DTEND:20231212T120000Z"},
			"2023-12-12T12:00:00Z", "", "", false, nil},
		{[]string{"DTSTART:20231212T130000"}, "2023-12-12T12:00:00Z", "", stockholmName, false,
			[]Matter{ZoneGuessed}},
		{[]string{"DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20231212T070000"},
			"2023-12-12T12:00:00Z", "", "America/New_York", false, nil},
		{[]string{"DTSTART;TZID=Eastern Standard Time:20231212T070000"},
			"2023-12-12T12:00:00Z", "", "America/New_York", false, nil},
		{[]string{"DTSTART;TZID=\"tzone://Microsoft/FLE Standard Time\":20231212T140000"},
			"2023-12-12T12:00:00Z", "", "Europe/Kyiv", false, nil},
		{[]string{"DTSTART;VALUE=DATE:20231212"}, "2023-12-11T23:00:00Z",
			"2023-12-12T23:00:00Z", stockholmName, true, nil},
		{[]string{"DTSTART:20240330", "DTEND:20240401"}, "2024-03-29T23:00:00Z",
			"2024-03-31T22:00:00Z", stockholmName, true, nil},
		{[]string{"DTSTART;VALUE=DATE:20240331", "DURATION:P1D"}, "2024-03-30T23:00:00Z",
			"2024-03-31T22:00:00Z", stockholmName, true, nil},
		{[]string{"DTSTART;TZID=Europe/Stockholm:20240330T130000", "DURATION:P1DT1H"},
			"2024-03-30T12:00:00Z", "2024-03-31T12:00:00Z", stockholmName, false, nil},
		{[]string{"DTSTART;TZID=Europe/Stockholm:20240331T023000", "DURATION:PT1H"},
			"2024-03-31T01:30:00Z", "2024-03-31T02:30:00Z", stockholmName, false, nil},
		{[]string{"DTSTART;TZID=Europe/Stockholm:20231029T023000", "DURATION:PT1H"},
			"2023-10-29T00:30:00Z", "2023-10-29T01:30:00Z", stockholmName, false, nil},
		{[]string{"DTSTART:20161231T235960Z"}, "2016-12-31T23:59:59Z", "", "", false, nil},
	} {
		cal, notes, err := Decode(strings.NewReader(file(c.lines...)), stockholmName)
		if err != nil {
			t.Errorf("%s: %v", c.lines, err)
			continue
		}
		e := cal.Events[0]
		want := Event{Start: utc(t, c.start), Zone: c.zone, AllDay: c.day}
		if c.end != "" {
			want.End = utc(t, c.end)
		}
		got := Event{Start: e.Start, End: e.End, Zone: e.Zone, AllDay: e.AllDay}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.lines, diff)
		}
		if diff := cmp.Diff(c.notes, matters(notes)); diff != "" {
			t.Errorf("%s: %s", c.lines, diff)
		}
	}
}

func TestDecodeRefusesWhatCouldMislead(t *testing.T) {
	start := "DTSTART:20231212T120000Z"
	message := "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
	for _, c := range []struct {
		file   string
		reason Reason
		line   int
	}{
		{"", NoCalendar, 1},
		{"Hej!", NoCalendar, 1},
		{"BEGIN:VCARD\nEND:VCARD", NoCalendar, 1},
		{"BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR", BadValue, 2},
		{"BEGIN:VCALENDAR\nVERSION:2.0\n", BadNesting, 1},
		{"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", BadNesting, 3},
		{strings.Repeat("BEGIN:VCALENDAR\n", 20), TooLarge, 9},
		{file("DTSTART"), BadLine, 6},
		{file("SUMMARY:a", "utan kolon"), BadLine, 7},
		{file(`SUMMARY;X="a:b`), BadLine, 6},
		{file(`SUMMARY;X="a"b:c`), BadLine, 6},
		{file("SUMMARY;X:c"), BadLine, 6},
		{file("SUMMARY:a"), Missing, 3},
		{file("DTSTART:20231332T120000Z"), BadTime, 6},
		{file("DTSTART:2023-12-12"), BadTime, 6},
		{file("DTSTART;VALUE=DATE:20231212T120000Z"), BadTime, 6},
		{file("DTSTART;TZID=Atlantis:20231212T120000"), BadZone, 6},
		{file("DTSTART;TZID=localtime:20231212T120000"), BadZone, 6},
		{file("DTSTART;TZID=../../etc/passwd:20231212T120000"), BadZone, 6},
		{file(start, start), Repeated, 7},
		{file(start, "DTEND:20231212T110000Z"), BadOrder, 7},
		{file(start, "DTEND;VALUE=DATE:20231213"), BadTime, 7},
		{file(start, "DURATION:-PT1H"), BadTime, 7},
		{file(start, "DURATION:PT"), BadTime, 7},
		{file(start, "DURATION:P99999W"), BadTime, 7},
		{file(start, "SEQUENCE:x"), BadNumber, 7},
		{file(start, "SEQUENCE:-1"), BadNumber, 7},
		{message + start + "\nUID:a\nEND:VEVENT\nEND:VCALENDAR", Missing, 4},
		{message + start + "\nDTSTAMP:20240101T000000Z\nEND:VEVENT\nEND:VCALENDAR", Missing, 4},
		{message + start + "\nUID:a\nDTSTAMP:now\nEND:VEVENT\nEND:VCALENDAR", BadTime, 7},
		{strings.Repeat("x", MaxBytes+1), TooLarge, 0},
		{"BEGIN:VCALENDAR\n" + strings.Repeat("A:\n", MaxLines), TooLarge, MaxLines + 1},
		{file("A"+strings.Repeat(";a=b", maxParams)+":c", "A;a=b:c", "DTSTART:x"), BadTime, 8},
		{file("A" + strings.Repeat(";a=b", maxParams+1) + ":c"), BadLine, 6},
		{"BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", MaxEvents+1),
			TooLarge, 2*MaxEvents + 2},
	} {
		_, _, err := Decode(strings.NewReader(c.file), stockholmName)
		var e *Error
		if !errors.As(err, &e) || e.Reason != c.reason || e.Line != c.line {
			t.Errorf("%.60q: want %s in line %d, got %v", c.file, c.reason, c.line, err)
		}
	}
	if _, _, err := Decode(strings.NewReader(file(start)), "Local"); reason(err) != BadZone {
		t.Errorf("home Local: %v", err)
	}
}

func TestDecodeIsPatientWithForm(t *testing.T) {
	const (
		plain  = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20231212T120000Z\nSUMMARY:"
		small  = "begin:vcalendar\nbegin:vevent\ndtstart:20231212T120000Z\nsummary:"
		ending = "\nEND:VEVENT\nEND:VCALENDAR"
	)
	spaced := strings.ReplaceAll(plain+"Åse"+ending, "\n", "\n\n")
	for name, text := range map[string]string{
		"LF and empty lines":  "\n" + spaced,
		"byte order mark":     "\ufeff" + plain + "Åse" + ending,
		"small letters":       small + "Åse" + strings.ToLower(ending),
		"fold inside a sign":  plain + "\xc3\r\n \x85se" + ending,
		"tab as fold":         plain + "Å\n\tse" + ending,
		"Latin letters":       plain + "\xc5se" + ending,
		"text after the file": plain + "Åse" + ending + "\n\n-- \nHälsningar",
	} {
		c, _, err := Decode(strings.NewReader(text), stockholmName)
		if err != nil || len(c.Events) != 1 || c.Events[0].Summary != "Åse" ||
			!c.Events[0].Start.Equal(utc(t, "2023-12-12T12:00:00Z")) {
			t.Errorf("%s: %v %+v", name, err, c.Events)
		}
	}
}

func TestDecodeAddresses(t *testing.T) {
	for line, want := range map[string]Address{
		"MAILTO:a@example.se":                           {Email: "a@example.se"},
		"a@example.se":                                  {Email: "a@example.se"},
		"mailto:%C3%A5sa@example.se":                    {Email: "åsa@example.se"},
		`;CN="^'Ö^' ^^ B^nC":mailto:a@example.se`:       {Name: `"Ö" ^ B C`, Email: "a@example.se"},
		";EMAIL=a@example.se;CN=A:/principals/1":        {Name: "A", Email: "a@example.se"},
		";LANGUAGE=sv;SENT-BY=\"mailto:x@y.se\":a@b.se": {Language: "sv", Email: "a@b.se"},
		"urn:uuid:1":                                    {},
		"mailto:":                                       {},
	} {
		if !strings.HasPrefix(line, ";") {
			line = ":" + line
		}
		c, _, err := Decode(strings.NewReader(file("DTSTART:20231212T120000Z", "ORGANIZER"+line)), "")
		if err != nil || c.Events[0].Organizer != want {
			t.Errorf("%s: got %+v, %v", line, c.Events, err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	message, err := Request(product, meeting(), guest).Encode()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(message)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Decode(bytes.NewReader(message), stockholmName); err != nil {
			b.Fatal(err)
		}
	}
}
