package ical

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// answer gives the bytes of a reply by one guest.
func answer(t *testing.T, change func(*Event)) []byte {
	t.Helper()
	e := meeting()
	e.Attendees = []Attendee{{Address: guest, Status: Accepted}}
	change(&e)
	b, err := Calendar{Method: MethodReply, ProductID: product, Events: []Event{e}}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAnswersOfEveryKindAreRead(t *testing.T) {
	for _, status := range []Participation{Accepted, Declined, Unsure, Delegated, NeedsAction} {
		b := answer(t, func(e *Event) {
			e.Attendees[0].Status, e.Sequence, e.Comment = status, 4, "Tack; hej"
			e.Start, e.End = time.Time{}, time.Time{} // Exchange leaves the time out at times
		})
		got, err := ReadAnswer(bytes.NewReader(b))
		want := Answer{UID: meeting().UID, Sequence: 4, Stamp: meeting().Stamp, Attendee: guest,
			Status: status, Comment: "Tack; hej"}
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v", status, got, err)
		}
	}
}

func TestAnswersThatSayTooLittleAreRefused(t *testing.T) {
	whole := string(answer(t, func(*Event) {}))
	for name, c := range map[string]struct {
		file string
		want Reason
	}{
		"no status":       {strings.Replace(whole, ";PARTSTAT=ACCEPTED", "", 1), Missing},
		"no address":      {strings.Replace(whole, "mailto:asa@example.org", "urn:x", 1), Missing},
		"no UID":          {strings.Replace(whole, "UID:", "X-UID:", 1), Missing},
		"no stamp":        {strings.Replace(whole, "DTSTAMP:", "X-STAMP:", 1), Missing},
		"counter":         {strings.Replace(whole, "METHOD:REPLY", "METHOD:COUNTER", 1), BadValue},
		"no method":       {strings.Replace(whole, "METHOD:REPLY\r\n", "", 1), BadValue},
		"no event":        {strings.ReplaceAll(whole, "VEVENT", "VTODO"), Forbidden},
		"two of them":     {twice(whole, "BEGIN:VEVENT", "END:VCALENDAR"), Forbidden},
		"two who answer":  {twice(whole, "ATTENDEE", "TRANSP"), Missing},
		"not a calendar":  {"Jag kommer!", NoCalendar},
		"cut in the mail": {whole[:strings.Index(whole, "END:VEVENT")], BadNesting},
	} {
		if got, err := ReadAnswer(strings.NewReader(c.file)); reason(err) != c.want {
			t.Errorf("%s: want %s, got %v, %+v", name, c.want, err, got)
		} else if got != (Answer{}) {
			t.Errorf("%s: half an answer %+v", name, got)
		}
	}
}

// twice doubles what stands between two words.
func twice(s, from, to string) string {
	i := strings.Index(s, from)
	part, _, found := strings.Cut(s[i:], to)
	if !found {
		panic("no " + to + " after " + from)
	}
	return s[:i] + part + s[i:]
}
