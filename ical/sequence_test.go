package ical

import (
	"testing"
	"time"
)

func TestNextSequenceRisesWithTimeAndStatusOnly(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Event)
		want   int
	}{
		"nothing":       {func(*Event) {}, 7},
		"text":          {func(e *Event) { e.Description, e.Summary, e.Location = "a", "b", "c" }, 7},
		"zone":          {func(e *Event) { e.Zone = "" }, 7},
		"fraction":      {func(e *Event) { e.Start = e.Start.Add(time.Millisecond) }, 7},
		"said to stand": {func(e *Event) { e.Status = Confirmed }, 7},
		"start":         {func(e *Event) { e.Start = e.Start.Add(time.Minute) }, 8},
		"end":           {func(e *Event) { e.End = e.End.Add(time.Minute) }, 8},
		"no end":        {func(e *Event) { e.End = time.Time{} }, 8},
		"whole day":     {func(e *Event) { e.AllDay = true }, 8},
		"cancelled":     {func(e *Event) { e.Status = Cancelled }, 8},
	} {
		before, after := meeting(), meeting()
		c.change(&after)
		if got := NextSequence(before, after, 7); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

func TestNewerOrdersVersions(t *testing.T) {
	version := func(sequence int, later time.Duration) Version {
		e := meeting()
		e.Sequence, e.Stamp = sequence, e.Stamp.Add(later)
		return e.Version()
	}
	for _, c := range []struct {
		a, b Version
		want int
	}{
		{version(1, 0), version(0, time.Hour), 1},
		{version(0, time.Hour), version(1, 0), -1},
		{version(1, time.Hour), version(1, 0), 1},
		{version(1, time.Millisecond), version(1, 0), 0},
		{version(1, 0), Version{UID: "another"}, 0},
	} {
		if got := Newer(c.a, c.b); got != c.want {
			t.Errorf("got %d, want %d", got, c.want)
		}
	}
}
