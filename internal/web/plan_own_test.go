package web

import (
	"strings"
	"testing"

	"insyn/internal/account"
)

// A measure is defined, entered and ended on the pages; what everybody sees has
// definition, day and source in both languages.
func TestAMeasureByHandOnThePages(t *testing.T) {
	h := planned(t)
	boss := h.signedInAs("boss", account.Publisher)
	const at = "/arbete/plan/sverige-5/atagande/SE0023/matt"
	shows(t, boss.get(at), "Räknas av Insyn", "Mäts", "Definiera ett mått")
	def := []string{"read", "1", "title-sv", "Utbildade", "title-en", "Trained", "unit-sv", "personer",
		"unit-en", "people", "how-sv", "De som har gått kursen.", "from-sv", "Personalsystemet",
		"from-en", "Staff records", "better", "up", "reason", "Nytt mått."}
	if got := boss.send(at+"/nytt", at+"/nytt", def...); got.status != 422 ||
		!strings.Contains(got.body, `href="#f-how-en"`) {
		t.Errorf("a definition in one language: %d", got.status)
	}
	made := boss.send(at+"/nytt", at+"/nytt",
		append(def, "how-en", "Those who took the course.")...)
	one, _, _ := strings.Cut(made.header.Get("Location"), "?")
	if one != at+"/sverige-5-m1" {
		t.Fatalf("%d to %q", made.status, one)
	}
	h.shows("/plan/sverige-5/atagande/SE0023", "Utbildade", "Inget att räkna på än")
	value := []string{"on", "2023-11-01", "number", "1,250", "source", "https://example.se/kurs"}
	if got := boss.send(one, one+"/varde", value...); got.status != 422 ||
		!strings.Contains(got.body, `href="#f-number"`) || !strings.Contains(got.body, "1,250") {
		t.Errorf("a number that can be read in two ways: %d", got.status)
	}
	value[3] = "1 250,5"
	if got := boss.send(one, one+"/varde", value...).status; got != 303 {
		t.Errorf("the value: %d", got)
	}
	h.shows("/plan/sverige-5/atagande/SE0023", "1 250,5", "personer", "värdet den 1 november 2023")
	h.shows("/en/matt/sverige-5-m1", "Those who took the course.", "1,250.5", "1 November 2023",
		"https://example.se/kurs", "More is better", "Measures the commitment")
	h.shows("/matt", "Skrivs in för hand", "Utbildade")
	h.shows("/plan/sverige-5/lage", "Utbildade: 1 250,5 personer (1 november 2023)")
	_, facts := h.fetch("/matt/underlag.json", 200)
	if !strings.Contains(string(facts), `"number": 1250.5`) {
		t.Error("nobody can compute it again")
	}
	end := []string{"read", "3", "ended-on", "2023-11-10", "why", "Kursen är slut."}
	if got := boss.send(one, one+"/slut", end...).status; got != 303 {
		t.Errorf("the end: %d", got)
	}
	h.shows("/en/plan/sverige-5/atagande/SE0023", "Measured until 10 November 2023",
		`<span lang="sv">Kursen är slut.</span>`)
	shows(t, boss.get(at), "Mättes till och med 10")
	if got := boss.get(at + "/answered").status; got != 404 {
		t.Errorf("what the commitment is not measured by: %d", got)
	}
}
