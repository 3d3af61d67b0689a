package ical

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

const product = "-//Exempeldepartementet//Samråd//SV"

var guest = Address{Name: "Åsa Ek", Email: "asa@example.org", Language: "sv"}

// meeting is the consultation of 12 December 2023 in words of our own.
func meeting() Event {
	return Event{
		UID:      "samrad-2023-12-12@example.se",
		Stamp:    time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC),
		Start:    time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC),
		End:      time.Date(2023, 12, 12, 13, 30, 0, 0, time.UTC),
		Zone:     stockholmName,
		Summary:  "Samråd om öppenhet på riktigt: så når vi målen för åren 2023–2025",
		Location: "Möte på nätet; länken visas på din sida",
		Language: "sv",
		URL:      "https://samrad.example.se/delta/7f3a",
		Organizer: Address{Name: "Exempeldepartementet, enheten för öppenhet",
			Email: "samrad@example.se"},
	}
}

// encoded gives the lines of c after unfolding.
func encoded(t testing.TB, c Calendar) []string {
	t.Helper()
	b, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.ReplaceAll(string(b), "\r\n ", ""), "\r\n")
}

func TestLinesAreFoldedBetweenCharacters(t *testing.T) {
	e := meeting()
	for pad := range 80 {
		e.Description = strings.Repeat("x", pad) + strings.Repeat("åäö–€😀", 40)
		b, err := Request(product, e, guest).Encode()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasSuffix(b, []byte("END:VCALENDAR\r\n")) {
			t.Fatal("the file does not end with a line break")
		}
		for line := range strings.SplitSeq(string(b), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Fatalf("%d octets, valid %t: %q", len(line), utf8.ValidString(line), line)
			}
		}
	}
}

func TestTheFourMessages(t *testing.T) {
	e := meeting()
	e.Attendees = []Attendee{{Address: Address{Name: "Nils", Email: "nils@example.org"}}}
	e.Sequence = 2
	me := "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT="
	meAs := func(status string) string {
		return me + status + `;RSVP=FALSE;CN="Åsa Ek";LANGUAGE=sv:mailto:asa@example.org`
	}
	if got := MethodCancel.ContentType(); got != "text/calendar; method=CANCEL; charset=UTF-8" {
		t.Errorf("got %s", got)
	}
	if got := Method("").ContentType(); got != "text/calendar; charset=UTF-8" {
		t.Errorf("got %s", got)
	}
	for name, message := range map[string]struct {
		calendar   Calendar
		has, hasNo []string
	}{
		"request": {Request(product, e, guest),
			[]string{"METHOD:REQUEST", meAs("ACCEPTED"), "STATUS:CONFIRMED", "CLASS:PRIVATE",
				"SEQUENCE:2", "TRANSP:OPAQUE"}, []string{"nils@example.org"}},
		"cancel the meeting": {CancelMeeting(product, e, guest),
			[]string{"METHOD:CANCEL", meAs("DECLINED"), "STATUS:CANCELLED", "SEQUENCE:2",
				"TRANSP:TRANSPARENT"}, []string{"nils@example.org"}},
		"cancel one person": {CancelPerson(product, e, guest),
			[]string{"METHOD:CANCEL", meAs("DECLINED"), "SEQUENCE:2"},
			[]string{"\nSTATUS:", "nils@example.org"}},
		"publish": {Publish(product, "Samråd", e),
			[]string{"METHOD:PUBLISH", "X-WR-CALNAME:Samråd", "CLASS:PUBLIC",
				"TRANSP:TRANSPARENT"}, []string{"ATTENDEE", "asa@example.org"}},
	} {
		lines := encoded(t, message.calendar)
		for _, want := range message.has {
			if !slices.Contains(lines, want) {
				t.Errorf("%s: no line %q in\n%s", name, want, strings.Join(lines, "\n"))
			}
		}
		for _, never := range message.hasNo {
			if strings.Contains("\n"+strings.Join(lines, "\n"), never) {
				t.Errorf("%s: %q stands in\n%s", name, never, strings.Join(lines, "\n"))
			}
		}
	}
	if len(e.Attendees) != 1 || e.Class != "" {
		t.Error("the event that was given has been changed")
	}
}

func TestTimesAreWrittenForTheReader(t *testing.T) {
	at := func(s string) time.Time {
		t.Helper()
		when, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	local, other := "DTSTART;TZID=Europe/Stockholm:", "DTSTART:"
	for _, c := range []struct{ zone, start, end, want string }{
		{stockholmName, "2023-12-12T12:00:00Z", "2023-12-12T13:30:00Z", local + "20231212T130000"},
		{stockholmName, "2024-06-12T11:00:00Z", "2024-06-12T12:30:00Z", local + "20240612T130000"},
		{stockholmName, "2023-12-12T13:00:00.9+01:00", "", local + "20231212T130000"},
		{"", "2023-12-12T12:00:00Z", "", other + "20231212T120000Z"},
		{"Europe/Helsinki", "2023-12-12T12:00:00Z", "", other + "20231212T120000Z"},
		{stockholmName, "2023-10-28T23:59:59Z", "", local + "20231029T015959"},
		{stockholmName, "2023-10-29T00:00:00Z", "", other + "20231029T000000Z"},
		{stockholmName, "2023-10-29T01:59:59Z", "", other + "20231029T015959Z"},
		{stockholmName, "2023-10-29T02:00:00Z", "", local + "20231029T030000"},
		{stockholmName, "2023-10-28T23:30:00Z", "2023-10-29T00:30:00Z", other + "20231028T233000Z"},
		{stockholmName, "2023-03-26T00:59:59Z", "", local + "20230326T015959"},
		{stockholmName, "2023-03-26T01:00:00Z", "", local + "20230326T030000"},
		{stockholmName, "1995-10-10T12:00:00Z", "", other + "19951010T120000Z"},
	} {
		e := meeting()
		e.Zone, e.Start, e.End = c.zone, at(c.start), time.Time{}
		if c.end != "" {
			e.End = at(c.end)
		}
		lines := encoded(t, Request(product, e, guest))
		if !slices.Contains(lines, c.want) {
			t.Errorf("%s %s: no %q", c.zone, c.start, c.want)
		}
		named := strings.Contains(c.want, "TZID")
		if named != slices.Contains(lines, "BEGIN:VTIMEZONE") {
			t.Errorf("%s %s: the zone is described %t", c.zone, c.start, !named)
		}
	}
}

func TestWholeDaysAreDates(t *testing.T) {
	e := meeting()
	e.AllDay = true
	e.Start = time.Date(2023, 12, 11, 23, 0, 0, 0, time.UTC)
	e.End = e.Start.AddDate(0, 0, 1)
	lines := encoded(t, Request(product, e, guest))
	for _, want := range []string{"DTSTART;VALUE=DATE:20231212", "DTEND;VALUE=DATE:20231213"} {
		if !slices.Contains(lines, want) {
			t.Errorf("no %q in %q", want, lines)
		}
	}
	e.End = e.Start.Add(time.Hour)
	if _, err := Request(product, e, guest).Encode(); reason(err) != BadOrder {
		t.Errorf("a day that ends on its own date: %v", err)
	}
}

func TestTextsAreWrittenByTheRules(t *testing.T) {
	for in, want := range map[string]string{
		`a\b;c,d`:           `a\\b\;c\,d`,
		"a\r\nb\rc\nd":      `a\nb\nc\nd`,
		"a\u2028b\u0085c\v": `a\nb\nc\n`,
		"a\x00\x1b\ufeffb":  `ab`,
		"tab\tand \xff":     "tab\tand \uFFFD",
	} {
		if got := escapeText(in); got != want {
			t.Errorf("text %q: got %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"Ek":             "Ek",
		"Åsa Ek":         `"Åsa Ek"`,
		`"Ö"; a^b`:       `"^'Ö^'; a^^b"`,
		"a\r\nATTENDEE:": `"a ATTENDEE:"`,
		"":               `""`,
	} {
		if got := escapeParam(in); got != want {
			t.Errorf("parameter %q: got %q, want %q", in, got, want)
		}
	}
}

func TestAddressesAreEncoded(t *testing.T) {
	for in, want := range map[string]string{
		"asa@example.org":         "mailto:asa@example.org",
		"o'hara+ogp@example.org":  "mailto:o'hara+ogp@example.org",
		"a%b/c?d@example.org":     "mailto:a%25b%2Fc%3Fd@example.org",
		"åsa@exempel.example.org": "mailto:%C3%A5sa@exempel.example.org",
	} {
		if got := mailto(in); got != want || !ValidEmail(in) {
			t.Errorf("%s: got %s, valid %t", in, got, ValidEmail(in))
		}
	}
	for in, want := range map[string]string{
		"https://example.se/å b?q=ö&x=%20": "https://example.se/%C3%A5%20b?q=%C3%B6&x=%20",
		"https://example.se/a;b,c":         "https://example.se/a;b,c",
	} {
		if got := escapeURL(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestAFeedSaysItsNameAndHowOftenToLook(t *testing.T) {
	c := Publish(product, "Samråd, Sverige", meeting())
	c.Refresh = time.Hour
	c.Events[0].Categories = []string{"öppna data", "a,b", ""}
	lines := encoded(t, c)
	for _, want := range []string{`NAME:Samråd\, Sverige`, "REFRESH-INTERVAL;VALUE=DURATION:PT60M",
		"X-PUBLISHED-TTL:PT60M", `CATEGORIES:öppna data,a\,b`} {
		if !slices.Contains(lines, want) {
			t.Errorf("no %q in %q", want, lines)
		}
	}
}

func BenchmarkEncodeRequest(b *testing.B) {
	c := Request(product, meeting(), guest)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Encode(); err != nil {
			b.Fatal(err)
		}
	}
}
