package web

import (
	"testing"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// The one button of a round in writing leads to where one writes, as soon as
// that is open.
func TestARoundInWritingLeadsToItsForm(t *testing.T) {
	content := consult.Written.Begin(exampleTime)
	content.WrittenInput.Open, content.WrittenInput.Until = true, meeting
	content.WrittenInput.From = exampleTime.Add(time.Hour)
	c := consult.Consultation{ID: "c1", Slug: "runda", Published: 1, Content: content}
	v := staffVisit(lang.For(lang.English))
	for now, want := range map[time.Time]string{exampleTime: "#skriv",
		exampleTime.Add(2 * time.Hour): "/en/samrad/runda/synpunkt"} {
		v.Now = now
		got := v.takePart(act.Public{Consultation: c, State: consult.Open, Venue: c.Venue()}).Button.Href
		if got != want {
			t.Errorf("at %s it leads to %q, want %q", now, got, want)
		}
	}
}
