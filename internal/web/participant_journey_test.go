package web

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/trial"
)

// The story of one participant at a browser: from the front page to the link
// of the meeting, with axe-core on every page.
func TestParticipantJourney(t *testing.T) { houses(t, participantJourney) }

func participantJourney(t *testing.T, h *house) {
	c := h.open(exampleContent())
	v := trial.Browser(t)

	v.Open(h.server.URL + "/").Everywhere("journey-front")
	v.Follow(c.Content.Title.SV).Has("40 platser kvar", "påhittat exempel", "13.00–14.30").
		Everywhere("journey-consultation")
	v.Follow("Anmäl dig").Press("Skicka anmälan").
		Has("Skriv ditt namn.", "Välj vem du talar för.").Everywhere("journey-register-errors")
	v.Fill("Ditt namn", "Åsa Öberg").Fill("Din e-postadress", "asa@example.org").
		Check("En förening eller annan del av civilsamhället").Fill("Organisation",
		"Föreningen Exempel").
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

// The queue, in English and by keyboard alone: no seat, a place in the queue,
// an offer, a seat, a change, one's own data, and out again.
func TestParticipantJourneyInTheQueue(t *testing.T) { houses(t, participantJourneyInTheQueue) }

func participantJourneyInTheQueue(t *testing.T, h *house) {
	content := exampleContent()
	content.Registration.Capacity = 1
	c := h.open(content)
	first := h.seat(c, "Ada", "ada@example.org")
	v := trial.Browser(t)
	v.Language("en")

	v.Open(h.server.URL + "/en/samrad/" +
		c.Slug).Has("Full, with a waiting list").Everywhere("queue-consultation")
	v.KeyboardOnly().Follow("Join the waiting list")
	v.Fill("Your name", "Bo Ek").Fill("Your e-mail address", "bo@example.org").
		Check("I am a private person").Check("Show my name").Press("Send registration").Has("Look in your mail")
	v.Open(h.server.URL + h.linkTo("bo@example.org", "/en/bekrafta/"))
	v.Press("Confirm and join the waiting list").Has("You are number 1 on the waiting list").Everywhere("queue-personal")
	personal := v.Path()

	w := trial.Browser(t)
	w.Open(h.server.URL + first).Follow("Återta anmälan").Everywhere("queue-withdraw")
	w.Press("Ja, återta anmälan").Has("Du har återtagit din anmälan",
		"Anmäl dig på nytt").Everywhere("queue-withdrawn")

	v.Open(h.server.URL+personal).Has("A seat is free for you",
		"29 November 2023").Everywhere("queue-offered")
	v.Press("Yes, I take the seat").Has("You have a seat")

	v.Follow("Change your data").Has("Show that it is you", "b…@example.org").Everywhere("code-ask")
	v.Press("Mail me a code").Has("We have mailed a code").Everywhere("code-asked")
	v.Fill("The code in the mail", "000000").Press("Continue").Everywhere("code-wrong")
	v.Press("Mail me a new code").Fill("The code in the mail",
		h.codeIn("bo@example.org")).Press("Continue")
	v.Has("Change your data").Everywhere("own-change")
	v.Fill("Your role", "Neighbour").Press("Save").Has("Everything we hold about you", "Neighbour",
		"The data was changed").
		Everywhere("own-data")
	response, file := v.Get(personal + "/uppgifter.json")
	if response.StatusCode != http.StatusOK || !bytes.Contains(file,
		[]byte(`"capacity": "Neighbour"`)) {
		t.Errorf("the file: %s\n%s", response.Status, file)
	}
	v.Follow("Erase everything now").Everywhere("own-erase")
	v.Press("Yes, erase everything").Has("Your data is erased").Everywhere("own-erased")
	v.Open(h.server.URL + personal).Has("The link leads nowhere")
	if v.Status() != http.StatusNotFound {
		t.Errorf("the page of somebody erased: %d", v.Status())
	}
	h.linkTo("bo@example.org", "") // the receipt of the erasure went out
}

// Somebody who was invited in person declines, changes their mind and comes.
func TestInvitedJourney(t *testing.T) {
	s := set(t)
	v := trial.Browser(t)
	v.Open(s.server.URL+s.invited).Has("Exempeldepartementet bjuder in dig",
		"Föreningen Exempel").Everywhere("invited")
	if got := v.Value("Din e-postadress"); got != "info@example.org" {
		t.Errorf("the form begins with the address %q", got)
	}
	v.Press("Tacka nej").Has("Du har tackat nej").Everywhere("invited-declined")
	v.Press("Skicka anmälan").Has("Skriv ditt namn.").Everywhere("invited-errors")
	v.Fill("Ditt namn", "Inga Ek").Press("Skicka anmälan").Has("Titta i din mejl",
		"info@example.org")
	v.Open(s.server.URL + s.linkTo("info@example.org",
		"/bekrafta/")).Press("Bekräfta anmälan").Has("Du har en plats")

	s.move(meeting.Add(-20 * time.Minute))
	v.Open(s.server.URL + s.linkTo("info@example.org",
		"/ga-med/")).Press("Visa möteslänken").Has(canary)
	s.move(meetingEnd.Add(time.Hour))
	v.Open(s.server.URL +
		s.personal).Has("Mötet har hållits").Lacks("Återta").Everywhere("personal-held")
	v.Open(s.server.URL + s.answer).Everywhere("evaluate")
	v.Press("Skicka svaren").Has("Välj ett svar.").Everywhere("evaluate-errors")
	v.In("Fick du komma till tals?").Check("Ja")
	v.In("Förstod du det som sades?").Check("Delvis")
	v.In("Tror du att det spelar någon roll?").Check("Nej")
	v.Press("Skicka svaren").Has("Tack för dina svar").Everywhere("evaluate-done")
	v.Open(s.server.URL + s.answer).Has("Du har redan svarat").Everywhere("evaluate-again")
}

// The page of a consultation in every light, each in both languages.
func TestConsultationInEveryLight(t *testing.T) { houses(t, consultationInEveryLight) }

func consultationInEveryLight(t *testing.T, h *house) {
	v := trial.Browser(t)
	look := func(name, path string, says ...string) {
		time.Sleep(versionAge)
		v.Open(h.server.URL + path).Has(says...).Everywhere("light-" + name)
		v.Open(h.server.URL + "/en" + path).Everywhere("light-" + name + "-en")
	}
	bare := consult.Written.Begin(exampleTime)
	bare.Title, bare.Purpose = sv("Skriftlig runda om kartor"), sv("Vi vill veta vad ni saknar.")
	bare.WrittenInput.Until, bare.WrittenInput.Email = meeting, "samrad@example.se"
	look("empty", "/samrad", "Här finns inga samråd än")
	written := h.open(bare)
	look("written", "/samrad/"+written.Slug, "Det hålls inget möte",
		"Det finns inget underlag att läsa än")
	content := exampleContent()
	content.Registration.Opens = exampleTime.Add(48 * time.Hour)
	c := h.open(content)
	look("announced", "/samrad/"+c.Slug, "Anmälan öppnar 29 november 2023")
	look("register-announced", "/samrad/"+c.Slug+"/anmalan", "Anmälan öppnar")
	look("no-match", "/samrad?q=finnsinte", "Inget samråd passar")
	h.move(content.Registration.Closes.Add(time.Minute))
	look("closed", "/samrad/"+c.Slug, "Anmälan stängd")
	h.must(h.Cancel(t.Context(), h.boss, c.ID, both("Talaren är sjuk.", "The speaker is ill.")))
	look("cancelled", "/samrad/"+c.Slug, "Talaren är sjuk.")
	look("versions", "/samrad/"+c.Slug+"/versioner", "Samrådet är inställt")
	look("front", "/", "Skriftlig runda om kartor")
}
