package web

import (
	"regexp"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/store"
)

// A proposal is written in three parts, read before it is published, answered,
// and followed as a recommendation that leads back to it.
func TestAProposalFromFormToRecommendation(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	author, public := h.caller(), "/samrad/"+c.Slug
	shows(t, author.get(public), public+"/forslag")
	key := keyForm.FindStringSubmatch(author.get(public + "/forslag").body)
	missing := author.send(public+"/forslag", public+"/synpunkt", "about", "whole", "kind",
		"private", "key", key[1],
		"problem", "Ingen vet.", "concerns", "", "measure", "")
	shows(t, missing, "Berätta vem det gäller", "Berätta vad som bör göras", "Ingen vet.")
	begun := author.send(public+"/forslag", public+"/synpunkt", "about", "whole", "kind", "private",
		"key", key[1],
		"problem", "Ingen vet vem som svarar.", "concerns", "Alla som frågar.", "measure", "Utse en kontaktpunkt.")
	own := begun.header.Get("Location")
	shows(t, author.get(own), "Vem det gäller:", "Utse en kontaktpunkt.")
	shows(t, author.get(own+"/andra"), `name="measure"`, "Ingen vet vem som svarar.")
	author.send(own, own+"/skicka", "saved", "1")
	if body := h.caller().get(public + "/synpunkter").body; strings.Contains(body, "Utse en kontaktpunkt") {
		t.Error("published before anybody has read it")
	}
	queue, err := h.Views(t.Context(), h.boss, store.ViewFilter{Forum: c.ID.Forum(), Limit: 10})
	h.must(err)
	view := queue.Views[0]
	_, err = h.RuleView(t.Context(), h.boss, view.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	h.must(err)
	shows(t, h.caller().get(public+"/synpunkter/1"), "Förslag · ", "Utse en kontaktpunkt.")
	boss := h.signedInAs("boss", account.Publisher)
	queuePath := "/arbete/svar/" + string(exampleBody.ID)
	at := boss.send(queuePath, queuePath, "view", string(c.ID.Forum())+"#1").header.Get("Location")
	boss.send(at, at, "do", "save", "saved", "1", "position", "accepted", "reason", "Bra tanke.",
		"ready", "1")
	boss.send(at, at, "do", "publish")
	h.shows(advicePath, "Utse en kontaktpunkt.", "Godtar rådet", "Deltagare i samråd")
	all, err := h.Recommendations(t.Context())
	h.must(err)
	h.shows(advicePath+"/"+all.Cases[0].Matter.Key, public+"/synpunkter/1", "Bra tanke.")
	// K4-4: what was said, and what became of it.
	h.shows(tracePath(c.Slug), "Synpunkt 1: ", "Ingen vet vem som svarar.", "Vi gör som",
		advicePath+"/"+all.Cases[0].Matter.Key, "rekommendation som följs upp")
	h.shows("/integritet/kontakter", c.Content.Title.SV)
	h.shows("/integritet/insyn", "1 samråd", c.Content.Title.SV, "Inget har hindrats")

	// AC4: what was kept out stands there with its reason and number.
	accuses := h.said(c, "NN tar mutor.")
	_, err = h.RuleView(t.Context(), h.boss, accuses.ID, consult.Ruling{Verdict: consult.Withhold, Reason: consult.Allegation, Version: 1}, nil)
	h.must(err)
	h.site.pages.changed() // what this process writes by itself is asked for each second
	h.shows("/integritet/insyn", "Texten pekar ut en person för brott eller fusk")
	if row := regexp.MustCompile(`(?s)Texten pekar ut.*?</tr>`).FindString(h.caller().get("/integritet/insyn").body); !strings.Contains(row, ">1<") {
		t.Errorf("how often is not told: %s", row)
	}

	// AC2: past its day, what has no answer is seen to have none.
	waits := h.said(c, "Svara den här gången.")
	_, err = h.RuleView(t.Context(), h.boss, waits.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	h.must(err)
	h.site.pages.changed()
	if page := h.caller().get(public).body; strings.Contains(page, "försenat svar") {
		t.Error("late before its day")
	}
	h.move(h.clock().AddDate(0, 6, 0))
	h.shows(public, "1 försenat svar")
	h.shows(public+"/synpunkter/3", "skulle ha varit klart")
}
