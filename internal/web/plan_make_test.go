package web

import (
	"encoding/xml"
	"net/url"
	"strings"
	"testing"

	"insyn/internal/account"
)

// feed reads a feed as any reader of XML does.
func (h *house) feed(path string) (feed atomFeed) {
	h.t.Helper()
	header, body := h.fetch(path, 200)
	if err := xml.Unmarshal(body, &feed); err != nil ||
		!strings.HasPrefix(header.Get("Content-Type"), "application/atom+xml") {
		h.t.Errorf("%s is no feed (%s): %v", path, header.Get("Content-Type"), err)
	}
	return feed
}

// A plan is made on the pages: begun, its timeline published, its words written
// and changed by a view, which is named at the change and leads back to it.
func TestAPlanIsMadeOnThePages(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	h.published(c, "Skriv hur snabbt ni svarar.")
	boss := h.signedInAs("boss", account.Publisher)
	const desk = "/arbete/plan"
	if got := boss.send(desk, desk, "body", string(exampleBody.ID), "title",
		"Plan").status; got != 422 {
		t.Errorf("a plan of nowhere without a number: %d", got)
	}
	begun := boss.send(desk, desk, "body", string(exampleBody.ID), "title", "Plan för Exempelby",
		"place", "Exempelby", "level", "region", "number", "1", "language", "sv", "language", "en")
	at, _, _ := strings.Cut(begun.header.Get("Location"), "?")
	if at != desk+"/exempelby-1" {
		t.Fatalf("%d to %q", begun.status, at)
	}
	public := "/plan/exempelby-1"
	h.shows(public+"/arbetet", "Ingen tidplan är publicerad")
	steps := []string{"read", "1", "reason", "Så här gör vi.", "step-1-kind", "proposals",
		"step-1-title",
		"Skicka förslag", "step-1-from", "2023-12-01", "step-1-until", "2024-01-15", "step-1-forum", c.Slug,
		"step-2-kind", "meeting", "step-2-title", "Möte om utkastet", "step-2-from", "2023-12-12",
		"step-2-forum", c.Slug}
	if got := boss.send(at, at+"/tidplan", steps...); got.status != 422 ||
		!strings.Contains(got.body, "minst 14 dagar") {
		t.Errorf("a timeline four days before: %d", got.status)
	}
	if got := boss.send(at, at+"/tidplan", append(steps, "hurry", "Budgeten.")...).status; got != 303 {
		t.Errorf("with a reason: %d", got)
	}
	h.shows(public+"/arbetet", "Skicka förslag", "4 dagar innan", "Budgeten.", "Läs synpunkten",
		"Lämna ett förslag", "Möte om utkastet", "Mötet hålls 12 december 2023 kl.",
		`href="/samrad/`+c.Slug+`"`)
	words := func(read, id, solution string, more ...string) string {
		answer := boss.send(at+"/text/"+id, at+"/text/"+id, append([]string{"read", read, "title",
			"Kontaktpunkt",
			"solution", solution, "themes", "Öppna data; Dialog", "reason", "Efter synpunkterna.",
			"government", "Exempelverket", "civil", "Föreningen Exempel", "others", "Exempelskolan",
			"participation", "Alla får svara.", "technology", "En webbplats."}, more...)...)
		if answer.status != 303 {
			t.Fatalf("the words of %s: %d\n%s", id, answer.status, answer.body)
		}
		to, _, _ := strings.Cut(answer.header.Get("Location"), "?")
		return to[strings.LastIndex(to, "/")+1:]
	}
	id := words("2", "nytt", "Vi svarar på frågor.")
	words("3", id, "Vi svarar på frågor inom tre dagar.", "view", string(c.ID.Forum())+"#1")
	h.shows(public+"/arbetet", "Bakom ändringen:", "Synpunkt 1, Föreningen Exempel",
		"inom tre dagar")
	h.shows(public+"/atagande/"+id, "Synpunkter som ändrade orden", "Skriv hur snabbt ni svarar.",
		"Version 4", "Öppna data, Dialog", "Exempelverket", "Föreningen Exempel\nExempelskolan",
		"Tjänar värdet</span> Alla får svara.", "Inget sägs", "Teknik är inget eget värde")
	h.shows(public, "Exempelby (region)", "svenska, engelska")
	_, body := h.fetch("/api/v1/plans/exempelby-1", 200)
	agrees(t, "Plan", body)
	for _, w := range []string{`"level": "region"`, `"participation"`, "Alla får svara.", "Exempelskolan"} {
		if !strings.Contains(string(body), w) {
			t.Errorf("the plan for programs lacks %s", w)
		}
	}
	h.shows("/samrad/"+c.Slug+"/synpunkter/1", "Lösningen i version 4 av", public+"/atagande/"+id)
	shows(t, boss.get(at+"/text/"+id), "Skriv hur snabbt ni svarar.")
	for _, scope := range []string{"", "?atagande=" + id, "?tema=Dialog"} {
		feed := h.feed(public + "/atom.xml" + scope)
		if len(feed.Entries) == 0 || feed.Entries[0].Updated == "" ||
			!strings.HasSuffix(feed.ID, scope) ||
			!strings.Contains(feed.Title, "Plan för Exempelby") {
			t.Errorf("the feed of %q: %+v", scope, feed)
		}
	}
	sent := boss.send(at, at+"/utkast", "forum", string(c.ID))
	if sent.status != 303 || !strings.Contains(sent.header.Get("Location"),
		url.PathEscape(string(c.ID))) {
		t.Errorf("sending the draft out: %d", sent.status)
	}
	decide := []string{"read", "4", "on", "2023-11-27", "by", "Exempelby kommun", "title",
		"Beslut 12", "url", "https://example.se/12"}
	if got := boss.send(at+"/beslut", at+"/beslut", decide...).status; got != 303 {
		t.Errorf("the decision: %d", got)
	}
	h.shows(public+"/arbetet", "Exempelby kommun", "https://example.se/12")
	again := boss.send(at+"/text/"+id, at+"/text/"+id, "read", "5", "title", "Inget", "reason", "x")
	if again.status != 409 || !strings.Contains(again.body, "kan den beslutade texten inte ändras") &&
		!strings.Contains(again.body, "kan inte ändras") {
		t.Errorf("rewriting what was decided: %d", again.status)
	}
	h.shows("/en"+public+"/arbetet", "How the plan is made", "Behind the change:")
}
