package consult

import (
	"testing"
	"time"
)

func december() Consultation {
	c := OGP.Begin(noon)
	c.Meeting.Start = time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC)
	c.Meeting.End = c.Meeting.Start.Add(90 * time.Minute)
	c.Registration.Opens = time.Date(2023, 11, 20, 8, 0, 0, 0, time.UTC)
	c.Registration.Closes = time.Date(2023, 12, 11, 11, 0, 0, 0, time.UTC)
	c.Registration.Capacity = 2
	return Consultation{ID: "c", Published: 1, Content: c}
}

func TestState(t *testing.T) {
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2023, month, day, hour, 0, 0, 0, time.UTC)
	}
	for _, row := range []struct {
		change func(*Consultation)
		now    time.Time
		want   State
	}{
		{func(c *Consultation) { c.Published = 0 }, at(11, 27, 9), Draft},
		{nil, at(11, 19, 9), Announced},
		{nil, at(11, 27, 9), Open},
		{func(c *Consultation) { c.Taken = 2 }, at(11, 27, 9), Full},
		{nil, at(12, 11, 11), Closed},
		{nil, at(12, 12, 13), Closed},
		{nil, at(12, 12, 14), Held},
		{func(c *Consultation) { c.Cancelled = at(12, 1, 0) }, at(12, 1, 1), Cancelled},
	} {
		c := december()
		if row.change != nil {
			row.change(&c)
		}
		if got := c.State(row.now); got != row.want {
			t.Errorf("%s: %s, want %s", row.now, got, row.want)
		}
	}
}

func TestStateHoldsUntilNextChange(t *testing.T) {
	c := december()
	for now := c.Content.Registration.Opens.Add(-time.Hour); ; {
		next := c.NextChange(now)
		if next.IsZero() {
			break
		}
		if a, b := c.State(now), c.State(next.Add(-time.Nanosecond)); a != b {
			t.Errorf("from %s the state goes from %s to %s before %s", now, a, b, next)
		}
		now = next
	}
}

func TestLinkIsShownOnlyAroundTheMeeting(t *testing.T) {
	m := december().Content.Meeting
	for minutes, want := range map[int]bool{-31: false, -30: true, 0: true, 89: true, 90: false} {
		if got := m.LinkShown(m.Start.Add(time.Duration(minutes) * time.Minute)); got != want {
			t.Errorf("%d minutes: %v", minutes, got)
		}
	}
}

func TestTimetableFollowsTheMeeting(t *testing.T) {
	c := december().Content
	timed := c.Timetable()
	if last := timed[len(timed)-1]; !last.End.Equal(c.Meeting.End) {
		t.Errorf("the agenda ends %s, the meeting %s", last.End, c.Meeting.End)
	}
	c.Agenda[0].Minutes = 0
	if timed = c.Timetable(); !timed[1].Start.IsZero() {
		t.Error("an hour is given although the minutes before it are unknown")
	}
}

// A translation that is added changes the entries of those who read it, and no
// others; what the editor remembers of a translation changes nobody's.
func TestCalendarsDifferByLanguage(t *testing.T) {
	old, translated := december().Content, december().Content
	translated.Title.EN = "Another title"
	if CalendarDiffersIn(old, translated, "sv") || !CalendarDiffersIn(old, translated, "en") ||
		!CalendarDiffers(old, translated) {
		t.Error("an English title was added")
	}
	kept := december().Content
	kept.Title.Of = "018f164d2a8a"
	if CalendarDiffers(old, kept) {
		t.Error("the words are the same")
	}
}

func TestChangesNamesEachField(t *testing.T) {
	old := december().Content
	new := december().Content
	new.Meeting.Start = new.Meeting.Start.Add(time.Hour)
	new.Questions = []Question{{ID: "q1", Text: Text{SV: "Vad hindrar?"}}}
	changes, err := Changes(old, new)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, c := range changes {
		paths = append(paths, c.Path)
	}
	want := []string{"meeting.start", "questions.1.id", "questions.1.text.sv"}
	if len(paths) != len(want) {
		t.Fatalf("got %q", paths)
	}
	for i := range want {
		if paths[i] != want[i] {
			t.Errorf("got %q, want %q", paths, want)
		}
	}
	if !Moves(old, new) || Moves(old, old) || !CalendarDiffers(old, new) || CalendarDiffers(old,
		old) {
		t.Error("the calendar's idea of a change is wrong")
	}
}

func TestOutcomesShowWhoWasNeverInvited(t *testing.T) {
	rows := Outcomes([]Invitee{{Kind: Media, Sent: noon}, {Kind: Media, Sent: noon,
		Declined: noon}, {Kind: Media, Sent: noon, Unsent: true}},
		[]Registration{{Entry: Entry{Kind: Academia}, Status: Seated, Attended: noon}})
	if len(rows) != len(Kinds()) {
		t.Fatalf("%d rows for %d kinds", len(rows), len(Kinds()))
	}
	for _, r := range rows {
		switch r.Kind {
		case Media:
			if r.Invited != 2 || r.Declined != 1 {
				t.Errorf("%+v", r)
			}
		case Academia:
			if r.Registered != 1 || r.Attended != 1 {
				t.Errorf("%+v", r)
			}
		default:
			if r != (Outcome{Kind: r.Kind}) {
				t.Errorf("%+v", r)
			}
		}
	}
}

func TestEvaluationHidesSmallNumbers(t *testing.T) {
	var c Counts
	for i := range FewestShown {
		if _, shown := c.Public(); shown {
			t.Errorf("shown with %d answers", i)
		}
		c.Add(Evaluation{Yes, Partly, No})
	}
	if got, shown := c.Public(); !shown || got.Spoke[2] != FewestShown {
		t.Errorf("%+v %v", got, shown)
	}
}
