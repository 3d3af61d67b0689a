package consult_test

import (
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"

	_ "insyn/internal/trial/seed"
)

var noon = time.Date(2023, 12, 12, 11, 0, 0, 0, time.UTC)

func day(n int) time.Time { return noon.AddDate(0, 0, n) }

// The clock counts what is owed, what is late and what was in time.
func TestTheClockOfViews(t *testing.T) {
	d := func(n int64, due int) consult.Duty {
		return consult.Duty{Number: n, Received: noon, Due: day(due)}
	}
	intime, late, open, overdue, ended := d(1, 10), d(2, 10), d(3, 40), d(4, 10), d(5, 10)
	intime.Considered, intime.Answered = day(1), day(10)
	late.Answered = day(12)
	open.Considered = day(2)
	ended.Ended = day(1)
	got := consult.Clocked([]consult.Duty{overdue, intime, late, open, ended}, day(20))
	if got.Received != 5 || got.Considered != 3 || got.Answered != 2 || got.Ended != 1 ||
		got.Open != 2 || got.Counted != 3 || got.InTime != 1 || !got.Next.Equal(day(40)) {
		t.Errorf("%+v", got)
	}
	if len(got.Late) != 1 || got.Late[0] != 4 {
		t.Errorf("late: %v", got.Late)
	}
	if !got.HasMedian || got.Median != 12*24*time.Hour {
		t.Errorf("median %v, %v", got.Median, got.HasMedian)
	}
	if list := consult.Unsettled([]consult.Duty{overdue, intime, open, ended}); len(list) != 2 {
		t.Errorf("unsettled: %v", list)
	}
}

// An answer that is ready has a position and a reason, and leads nowhere dangerous.
func TestWhatAnAnswerNeeds(t *testing.T) {
	whole := consult.AnswerForm{Position: consult.Accepted, Reason: consult.Text{SV: "Ja."},
		Ready: true}
	effect := func(url string) consult.AnswerForm {
		f := whole
		f.Effects = []consult.Effect{{Kind: consult.TheWords, Title: consult.Text{SV: "Texten"}, URL: url}}
		return f
	}
	for name, row := range map[string]struct {
		form consult.AnswerForm
		want fault.Kind
	}{
		"whole":              {whole, ""},
		"half, a draft":      {consult.AnswerForm{}, ""},
		"half, ready":        {consult.AnswerForm{Ready: true}, fault.Invalid},
		"unknown position":   {consult.AnswerForm{Position: "kanske"}, fault.Invalid},
		"path":               {effect("/plan/5"), ""},
		"https":              {effect("https://example.se/plan"), ""},
		"N-05 script":        {effect("javascript:alert(1)"), fault.Invalid},
		"N-24 another host":  {effect("//evil.example"), fault.Invalid},
		"N-24 backslash":     {effect("/\\evil.example"), fault.Invalid},
		"N-05 broken scheme": {effect("java\nscript:alert(1)"), fault.Invalid},
	} {
		if _, err := row.form.Check(); fault.Of(err) != row.want {
			t.Errorf("%s: %v, want %q", name, err, row.want)
		}
	}
}

// What is owed follows the view, and moves with a reason only.
func TestWhatIsOwed(t *testing.T) {
	d := consult.Duty{View: "v", Number: 7, Body: "a", Received: noon, Due: day(30)}
	if _, err := d.Hand("b", " ", "eva", noon); fault.Of(err) != fault.Invalid {
		t.Errorf("handed over without a reason: %v", err)
	}
	if _, err := d.Hand("a", "skäl", "eva", noon); fault.Of(err) != fault.Invalid {
		t.Errorf("handed over to itself: %v", err)
	}
	if s, err := d.Hand("b", "Det är deras fråga.", "eva", noon); err != nil || d.Body != "b" ||
		s.From != "a" {
		t.Errorf("%v, %+v", err, d)
	}
	if _, err := d.Postpone(day(20), "skäl", "eva", noon); fault.Of(err) != fault.Invalid {
		t.Errorf("brought forward: %v", err)
	}
	if s, err := d.Postpone(day(60), "Vi väntar på en utredning.", "eva", noon); err != nil ||
		!d.Due.Equal(day(60)) || s.From != "2024-01-11" {
		t.Errorf("%v, %+v", err, s)
	}
	if err := d.Take("x", day(1)); err != nil || d.Stage() != consult.StageConsidered {
		t.Errorf("%v, %v", err, d.Stage())
	}
	d.Follow(consult.ViewWithdrawn, day(2))
	if d.Open() || d.Late(day(90)) || d.Take("y", day(3)) == nil {
		t.Errorf("something is owed for what was withdrawn: %+v", d)
	}
	d.Follow(consult.ViewPublished, day(4))
	if !d.Late(day(61)) || d.Stage() != consult.StageConsidered {
		t.Errorf("%+v", d)
	}
}
