package ical

import (
	"slices"
	"strings"
	"testing"
)

func TestPropertiesAreTakenApart(t *testing.T) {
	for in, want := range map[string]property{
		"SUMMARY:a:b;c":       {name: "SUMMARY", value: "a:b;c"},
		"summary;x=1:":        {name: "SUMMARY", params: []param{{"X", "1"}}},
		`A;B="c:d;e,f";G=h:i`: {name: "A", params: []param{{"B", "c:d;e,f"}, {"G", "h"}}, value: "i"},
		`A;B=c,"d",e:f`:       {name: "A", params: []param{{"B", "c"}}, value: "f"},
		`A;B=:c`:              {name: "A", params: []param{{"B", ""}}, value: "c"},
		`A;B=Åsa "Ö" Ek:c`:    {name: "A", params: []param{{"B", `Åsa "Ö" Ek`}}, value: "c"},
		`A;B=^'^^^n^x:c`:      {name: "A", params: []param{{"B", `"^ ^x`}}, value: "c"},
	} {
		got, ok := parseProperty(in)
		if !ok || got.name != want.name || got.value != want.value ||
			!slices.Equal(got.params, want.params) {
			t.Errorf("%s: got %+v %t", in, got, ok)
		}
	}
	for _, bad := range []string{"", ":a", "A", "A;", "A;:", "A;B", "A;B:c", "A;B=c", "A;=b:c",
		`A;B="c:d`, `A;B="c"`, `A;B="c"d:e`, "A B:c", "Å:b", "A;B=c,", "A;B=c;"} {
		if got, ok := parseProperty(bad); ok {
			t.Errorf("%q: got %+v", bad, got)
		}
	}
}

func TestTextIsReadBack(t *testing.T) {
	for in, want := range map[string]string{
		`a\, b\; c\\ d\n e\N`: "a, b; c\\ d\n e\n",
		`C:\\ny`:              `C:\ny`,
		`C:\temp`:             `C:\temp`,
		`\`:                   `\`,
	} {
		if got := unescapeText(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
	if got := splitList(`a,b\,c,,d\\,e`); !slices.Equal(got, []string{"a", `b\,c`, "", `d\\`, "e"}) {
		t.Errorf("got %q", got)
	}
}

func TestOldLettersAreToldFromSpoiltOnes(t *testing.T) {
	for text, old := range map[string]bool{
		"Samråd på ö":                        false,
		"Samr\xe5d p\xe5 \xf6":               true,
		"Samråd på ö, med en spoilt \xff":    false,
		"Samr\xc3\r\n \xa5d i en vikt rad":   false,
		"\xff\xfeB\x00E\x00G\x00":            true,
		strings.Repeat("\x93citat\x94 ", 10): true,
	} {
		if _, got := newLexer([]byte(text)); got != old {
			t.Errorf("%q: old %t, want %t", text, got, old)
		}
	}
}

func TestCalendarHeadIsRead(t *testing.T) {
	head := "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//X\\, Y//SV\nX-WR-CALNAME:Möten\\; alla\n" +
		"REFRESH-INTERVAL;VALUE=DURATION:P1DT2H\nX-WR-TIMEZONE:Europe/Helsinki\nMETHOD:publish\n"
	event := "BEGIN:VEVENT\nUID:a\nDTSTAMP:20240101T000000Z\nDTSTART:20231212T140000\nEND:VEVENT\n"
	c, notes, err := Decode(strings.NewReader(head+event+"END:VCALENDAR"), stockholmName)
	if err != nil {
		t.Fatal(err)
	}
	if c.ProductID != "-//X, Y//SV" || c.Name != "Möten; alla" || c.Refresh.Hours() != 26 ||
		c.Method != MethodPublish {
		t.Errorf("got %+v", c)
	}
	if e := c.Events[0]; e.Zone != "Europe/Helsinki" ||
		!e.Start.Equal(utc(t, "2023-12-12T12:00:00Z")) {
		t.Errorf("a time without zone is read as %s %s", e.Start, e.Zone)
	}
	if len(notes) != 1 || notes[0].Detail != "Europe/Helsinki" {
		t.Errorf("notes: %v", notes)
	}
}

func TestMeetingLinkIsReadAndNeverWritten(t *testing.T) {
	const link = "https://mote.example.se/j/1?pwd=hemligt"
	for _, name := range []string{"CONFERENCE;VALUE=URI;FEATURE=VIDEO", "X-GOOGLE-CONFERENCE",
		"X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK"} {
		text := file("DTSTART:20231212T120000Z", "SUMMARY:Möte",
			"ORGANIZER:mailto:samrad@example.se", name+":"+link)
		c, _, err := Decode(strings.NewReader(text), stockholmName)
		if err != nil || c.Events[0].Conference != link {
			t.Errorf("%s: %v, got %+v", name, err, c.Events)
			continue
		}
		for _, c := range []Calendar{Request(product, c.Events[0], guest),
			Publish(product, "", c.Events...)} {
			if lines := encoded(t, c); strings.Contains(strings.Join(lines, "\n"), "hemligt") {
				t.Errorf("%s: the link is written in a %s", name, c.Method)
			}
		}
	}
}

func TestEveryReasonAndMatterHasWords(t *testing.T) {
	for _, r := range []Reason{Missing, Forbidden, Repeated, BadText, BadAddress, BadURL, BadTime,
		BadZone, BadOrder, BadNumber, BadValue, BadLine, BadNesting, NoCalendar, TooLarge} {
		if remedies[r] == "" {
			t.Errorf("%s does not say how to mend it", r)
		}
	}
	for _, m := range []Matter{Repeats, LeftOut, NotThere, ZoneGuessed, ZoneByRule, OldLetters} {
		if sentences[m] == "" {
			t.Errorf("%s has no words", m)
		}
	}
	if len(remedies) != 15 || len(sentences) != 6 {
		t.Errorf("%d reasons and %d matters have words", len(remedies), len(sentences))
	}
}
