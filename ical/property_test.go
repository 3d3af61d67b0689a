package ical

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	_ "insyn/internal/trial/seed"
)

// anyText draws texts with what is hard: signs with a meaning, line breaks,
// letters of several octets.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[a-zåäöÅÄÖ,;:\\"^\n\r\t n–€😀]{0,120}`),
		rapid.SampledFrom(injections),
	)
}

// anyWords draws texts that writing leaves as they are.
func anyWords() *rapid.Generator[string] {
	return rapid.Map(anyText(), func(s string) string { return clean(s) })
}

// anyName draws names that writing leaves as they are.
func anyName() *rapid.Generator[string] {
	return rapid.Map(anyText(), func(s string) string {
		return strings.TrimSpace(strings.ReplaceAll(clean(s), "\n", " "))
	})
}

// anyInstant draws whole seconds from times in which zones are as today, often
// near a change of the Swedish clock.
func anyInstant() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		year := rapid.IntRange(1990, 2060).Draw(t, "year")
		spring, autumn := switches(year)
		near := rapid.SampledFrom([]time.Time{spring, autumn,
			time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)}).Draw(t, "near")
		return near.Add(seconds(rapid.IntRange(-3*3600, 300*24*3600).Draw(t, "after")))
	})
}

func anyAddress() *rapid.Generator[Address] {
	return rapid.Custom(func(t *rapid.T) Address {
		return Address{
			Name:     anyName().Draw(t, "name"),
			Email:    rapid.StringMatching(`[a-zåö0-9+'/%?&=_-]{1,20}@[a-z]{1,9}\.se`).Draw(t, "email"),
			Language: rapid.SampledFrom([]string{"", "sv", "en-GB"}).Draw(t, "language"),
		}
	})
}

// anyEvent draws an event that can be written and comes back as it was.
func anyEvent() *rapid.Generator[Event] {
	return rapid.Custom(func(t *rapid.T) Event {
		start := anyInstant().Draw(t, "start")
		e := Event{
			UID:         rapid.StringMatching(`[a-z0-9;,\\å-]{1,60}@[a-z]{1,20}`).Draw(t, "uid"),
			Sequence:    rapid.IntRange(0, 1<<31-1).Draw(t, "sequence"),
			Stamp:       anyInstant().Draw(t, "stamp"),
			Start:       start,
			Zone:        rapid.SampledFrom([]string{"", stockholmName}).Draw(t, "zone"),
			Summary:     anyWords().Draw(t, "summary"),
			Description: anyWords().Draw(t, "description"),
			Location:    anyWords().Draw(t, "location"),
			Comment:     anyWords().Draw(t, "comment"),
			Language:    rapid.SampledFrom([]string{"", "sv", "en"}).Draw(t, "language"),
			URL:         rapid.SampledFrom([]string{"", "https://example.se/a;b,c?d=%20"}).Draw(t, "url"),
			Organizer:   anyAddress().Draw(t, "organizer"),
			Status:      rapid.SampledFrom([]Status{"", Tentative, Confirmed}).Draw(t, "status"),
			Class:       rapid.SampledFrom([]Class{"", Public, Private, Confidential}).Draw(t, "class"),
			Free:        rapid.Bool().Draw(t, "free"),
			Created:     anyInstant().Draw(t, "created"),
		}
		if rapid.Bool().Draw(t, "ends") {
			e.End = start.Add(seconds(rapid.IntRange(1, 1e6).Draw(t, "length")))
		}
		e.Categories = slices.DeleteFunc(rapid.SliceOfN(anyWords(), 0, 3).Draw(t, "categories"),
			func(s string) bool { return s == "" })
		if len(e.Categories) == 0 {
			e.Categories = nil
		}
		return e
	})
}

// comesBack gives e as reading what was written should give it.
func comesBack(e Event) Event {
	if e.Summary == "" {
		e.Language = ""
	}
	if !e.local() {
		e.Zone = ""
	}
	return e
}

func TestWhatIsWrittenComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Calendar{ProductID: product,
			Name:   anyWords().Draw(t, "calendar"),
			Events: rapid.SliceOfN(anyEvent(), 0, 3).Draw(t, "events")}
		for i := range c.Events {
			if rapid.Bool().Draw(t, "attended") {
				c.Events[i].Attendees = []Attendee{{Address: anyAddress().Draw(t, "attendee"),
					Status: Accepted, RSVP: rapid.Bool().Draw(t, "rsvp")}}
			}
		}
		b, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.SplitSeq(b, []byte("\r\n")) {
			if len(line) > lineOctets || bytes.ContainsAny(line, "\r\n\x00") {
				t.Fatalf("%d octets: %q", len(line), line)
			}
		}
		got, notes, err := Decode(bytes.NewReader(b), stockholmName)
		if err != nil || len(notes) > 0 {
			t.Fatalf("%v %v\n%s", err, notes, b)
		}
		want := c
		want.Events = nil
		for _, e := range c.Events {
			want.Events = append(want.Events, comesBack(e))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s", diff, b)
		}
		again, err := c.Encode()
		if err != nil || !bytes.Equal(b, again) {
			t.Fatal("the same calendar gave other bytes")
		}
	})
}

func TestSequenceAndStampOrderEveryHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last, e := 0, meeting()
		for range rapid.IntRange(1, 20).Draw(t, "changes") {
			next := e
			next.Stamp = e.Stamp.Add(time.Second)
			if rapid.Bool().Draw(t, "moves") {
				next.Start = next.Start.Add(time.Hour)
				next.End = next.End.Add(time.Hour)
			} else {
				next.Description += "x"
			}
			moved := !next.Start.Equal(e.Start)
			next.Sequence = NextSequence(e, next, last)
			if moved != (next.Sequence == last+1) || !moved && next.Sequence != last {
				t.Fatalf("moved %t: %d after %d", moved, next.Sequence, last)
			}
			if Newer(next.Version(), e.Version()) <= 0 || Newer(e.Version(), next.Version()) >= 0 {
				t.Fatalf("%v does not supersede %v", next.Version(), e.Version())
			}
			e, last = next, next.Sequence
		}
	})
}
