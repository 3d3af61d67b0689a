package web

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"insyn/internal/trial"
)

// The story of one participant at a browser: from the front page to the link
// of the meeting, with axe-core on every page.
func TestParticipantJourney(t *testing.T) {
	h := newHouse(t)
	c := h.open(exampleContent())
	v := trial.Browser(t)

	v.Open(h.server.URL + "/").Everywhere("journey-front")
	v.Follow(c.Content.Title.SV).Has("40 platser kvar", "påhittat exempel", "13.00–14.30").
		Everywhere("journey-consultation")
	v.Follow("Anmäl dig").Press("Skicka anmälan").
		Has("Skriv ditt namn.", "Välj vem du talar för.").Everywhere("journey-register-errors")
	v.Fill("Ditt namn", "Åsa Öberg").Fill("Din e-postadress", "asa@example.org").
		Check("En förening eller annan del av civilsamhället").Fill("Organisation", "Föreningen Exempel").
		Fill("Vad behöver du", "Textning").Press("Skicka anmälan")
	v.Has("Titta i din mejl", "asa@example.org").Everywhere("journey-registered")

	confirm := h.linkTo("asa@example.org", "/bekrafta/")
	v.Open(h.server.URL + confirm).Everywhere("journey-confirm")
	v.Press("Bekräfta anmälan").Has("Du har en plats").Everywhere("journey-personal")
	if got := h.linkTo("asa@example.org", "/min-anmalan/"); got != v.Path() {
		t.Errorf("the mail leads to %s, confirming to %s", got, v.Path())
	}
	response, file := v.Get(v.Path() + "/kalender.ics")
	if response.StatusCode != http.StatusOK || !bytes.Contains(file, []byte("METHOD:REQUEST")) ||
		bytes.Contains(file, []byte("CANARY")) || bytes.Contains(file, []byte("min-anmalan")) {
		t.Errorf("calendar file: %s\n%s", response.Status, file)
	}

	v.Lacks("Visa möteslänken").Has("Möteslänken visas här från 12 december 2023 kl. 12.30")
	h.move(meeting.Add(-10 * time.Minute))
	join := h.linkTo("asa@example.org", "/ga-med/")
	v.Open(h.server.URL+join).Lacks("Åsa", "asa@", "CANARY").Everywhere("journey-join")
	v.Press("Visa möteslänken").Has(canary, "mote.example.se").Everywhere("journey-link")
	if got := v.Path(); got != join {
		t.Errorf("the link is shown at %s, not on the page %s", got, join)
	}
}
