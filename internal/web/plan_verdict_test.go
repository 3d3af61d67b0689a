package web

import (
	"strings"
	"testing"
)

// On the page every verdict says on what it is given, and the head of the page
// has all eight requirements, each leading to what it rests on.
func TestEveryVerdictOnThePageSaysOnWhat(t *testing.T) {
	h := planned(t)
	for prefix, words := range map[string][2]string{"": {"på det som är registrerat här", "Uppfyllt"},
		"/en": {"on what is recorded here", "Met"}} {
		_, body := h.fetch(prefix+"/plan/sverige-5/krav?dag=2023-12-31", 200)
		cards := strings.Split(string(body), `<div class="gist">`)
		if len(cards) != 1+14 {
			t.Errorf("%d verdicts, not 14", len(cards)-1)
		}
		for _, card := range cards[1:] {
			if verdict, _, _ := strings.Cut(card, `<p class="lead">`); !strings.Contains(verdict, words[0]) {
				t.Errorf("a verdict does not say on what: %s", verdict)
			}
		}
		for _, id := range []string{"1-1", "2-1", "2-2", "3-1", "3-2", "3-3", "4-1", "5-1"} {
			if !strings.Contains(cards[0], `href="#krav-`+id+`"`) || !strings.Contains(string(body), `id="krav-`+id+`"`) {
				t.Errorf("the table does not lead to %s", id)
			}
		}
	}
	h.shows("/plan/sverige-5/krav?dag=2023-12-31", "Krav för krav, på det som är registrerat här",
		"läst i källan", "obekräftad ordalydelse", "Så rättas det:", "Att göra:")
}

// A day that is none is told at the field for it, on a page that has one.
func TestADayThatIsNoneIsToldAtItsField(t *testing.T) {
	h := planned(t)
	for _, page := range []string{"/krav", "/lage", "/lage/bilder", "/granskning"} {
		_, body := h.fetch("/plan/sverige-5"+page+"?dag=igar", 422)
		for _, w := range []string{`href="#f-dag"`, `id="f-dag-error"`, `value="igar"`, "igar är ingen dag"} {
			if !strings.Contains(string(body), w) {
				t.Errorf("%s of no day does not say %q", page, w)
			}
		}
	}
	h.shows("/plan/sverige-5/granskning?dag=2023-11-01", "granskning.zip?dag=2023-11-01")
	_, body := h.fetch("/plan/sverige-5/granskning.zip?dag=igar", 422)
	if !strings.Contains(string(body), "igar är ingen dag") {
		t.Errorf("a program is told %s", body)
	}
	h.fetch("/plan/sverige-5/kalender?dag=igar", 200) // it is of today, and has no field
}
