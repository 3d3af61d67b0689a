package web

import (
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/store"
)

// What a consultant says of the engagement is asked for and shown beside the
// view, as it was when it was published; who declares an interest loses the
// buttons, and gets them back.
func TestK46AC3TheCapacityStandsBesideTheView(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	author, public := h.caller(), "/samrad/"+c.Slug
	key := keyForm.FindStringSubmatch(author.get(public + "/synpunkt").body)
	fields := []string{"about", "whole", "kind", "consultant", "key", key[1], "text",
		"Köpen bör synas.", "organisation", "Exempelbolaget"}
	shows(t, author.send(public+"/synpunkt", public+"/synpunkt", fields...), "vem som betalar")
	begun := author.send(public+"/synpunkt", public+"/synpunkt",
		append(fields, "mandate", "rådgivare", "funding", "Exempelgruppen")...)
	own := begun.header.Get("Location")
	author.send(own, own+"/skicka", "saved", "1")

	boss := h.signedInAs("boss", account.Publisher)
	queue := "/arbete/samrad/" + string(c.ID) + "/synpunkter"
	sent, err := h.Views(t.Context(), h.boss, store.ViewFilter{Forum: c.ID.Forum(), Limit: 10})
	h.must(err)
	at := queue + "/" + string(sent.Views[0].ID)
	shows(t, boss.get(at), "Är du jävig?", "Ska synpunkten publiceras?", "Om texten pekar ut någon för brott", `href="/integritet/larma"`, "tills myndigheten får gallra den", "uppger du att du inte är jävig")
	id := at[strings.LastIndexByte(at, '/')+1:]
	if got := boss.send(at, "/arbete/jav/"+id, "back", at); got.status != 303 ||
		!strings.HasPrefix(got.header.Get("Location"), at) {
		t.Fatalf("declaring: %d %s", got.status, got.header.Get("Location"))
	}
	barred := boss.get(at)
	shows(t, barred, "Du har anmält jäv", "Jag är inte längre jävig")
	if strings.Contains(barred.body, `name="verdict"`) {
		t.Error("the buttons are there still")
	}
	if got := boss.send(at, at, "version", "1", "verdict", "publish"); got.status != 403 {
		t.Errorf("decides with an interest: %d", got.status)
	}
	duty := answersAt(string(exampleBody.ID), "synpunkt/"+id)
	if page := boss.get(duty).body; strings.Contains(page, `value="hand"`) || !strings.Contains(page, "Du har anmält jäv") {
		t.Error("who has an interest may hand the view over")
	}
	if got := boss.send(duty, duty, "do", "postpone", "day", "2024-03-01", "later", "Senare."); got.status != 403 {
		t.Errorf("a later day with an interest: %d", got.status)
	}
	boss.send(at, "/arbete/jav/"+id, "back", "https://evil.example", "ended", "1")
	shows(t, boss.get(duty), `value="hand"`, "uppger du att du inte är jävig", "Är du jävig?")
	if got := boss.send(at, at, "version", "1", "verdict", "publish"); got.status != 303 {
		t.Errorf("cannot decide: %d", got.status)
	}
	h.shows(public+"/synpunkter", "Exempelbolaget", "rådgivare", "betalas av Exempelgruppen",
		"En konsult")
	_, api := h.fetch("/api/v1/consultations/"+c.Slug+"/views", 200)
	if !strings.Contains(string(api), `"funding": "Exempelgruppen"`) {
		t.Error("the API does not tell who pays")
	}
}
