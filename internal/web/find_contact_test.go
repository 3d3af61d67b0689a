package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
)

// sends has somebody ask the contact point for data that are called something.
func (h *house) sends(key, text, called string) consult.View {
	h.t.Helper()
	v, err := h.BeginView(h.t.Context(), h.point(), key, consult.ViewForm{Sort: consult.ARequest, Text: text,
		Subject: consult.Subject{About: consult.MissingData, ID: called},
		Sender: consult.Sender{Kind: consult.APerson, Name: "Kanarienamn",
			Email: "kanariepost@example.org"}})
	h.must(err)
	return v
}

// shown sends a draft of a case and decides about its publication.
func (h *house) shown(v consult.View, r consult.Ruling, masks ...consult.Mask) {
	h.t.Helper()
	_, err := h.SendView(h.t.Context(), h.ViewLink(v), v.Saved)
	h.must(err)
	r.Version = 1
	_, err = h.RuleView(h.t.Context(), h.boss, v.ID, r, masks)
	h.must(err)
}

// publicOfContact lists the addresses at which everybody can read of cases.
func (h *house) publicOfContact() []string {
	body := string(exampleBody.ID)
	at := contactPath + "/" + body
	return []string{contactPath, at, at + "/arenden.csv", at + "/atom.xml",
		contactPath + "/atom.xml", timesPath,
		timesPath + ".csv", wishesPath, "/api/v1/contact/times",
		"/api/v1/contact/" + body + "/cases",
		"/api/v1/contact/wishes", at + "/arenden/1", at + "/arenden/2", at + "/arenden/3"}
}

// TestN20OnlyPublishedCasesAreFound follows a case through the search: it is
// found while it has a page, with the answer to it, and not a word longer.
// Drafts, what waits, what is withheld, masks, messages, notes and whoever asks
// are never found.
func TestN20OnlyPublishedCasesAreFound(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.sends("draft", "Kanarieutkast", "Kanariedata")
	waits := h.sends("waits", "Kanariekö", "Kanariedata")
	_, err := h.SendView(ctx, h.ViewLink(waits), waits.Saved)
	h.must(err)
	private := h.sends("private", "Kanariehemligt", "Kanariedata")
	h.shown(private, consult.Ruling{Verdict: consult.Withhold, Reason: "secrecy"})
	h.must(h.MessageCase(ctx, h.boss, private.ID, "Kanariemeddelande", true))
	v := h.sends("shown", "Kanarieordet, och avtalsvillkoren.", "Kanariedata")
	h.shown(v, consult.Ruling{Verdict: consult.Publish},
		consult.Mask{From: 0, To: 12, Ground: "personal"})
	h.must(h.NoteView(ctx, h.boss, v.ID, "Kanarieanteckning"))
	public := h.publicOfContact()
	never := func() {
		t.Helper()
		for _, path := range public {
			if body := h.caller().get(path).body; strings.Contains(strings.ToLower(body), "kanarie") {
				t.Errorf("%s shows what is hidden", path)
			}
		}
		for _, query := range []string{"kanarie*", "kanariedata", "kanarienamn",
			"kanariemeddelande", "kanarieordet"} {
			if f := h.found(query); f.Total != 0 || len(f.Items) != 0 || len(f.Kinds) != 0 {
				t.Errorf("%s: %+v", query, f)
			}
			if body := h.caller().get("/sok?" + url.Values{"q": {query}}.Encode()).body; strings.Contains(body, "<mark>") {
				t.Errorf("%s is marked on the page", query)
			}
		}
	}
	never()
	page := "/kontakt/" + string(exampleBody.ID) + "/arenden/3"
	f := h.found("avtalsvillkor")
	if f.Total != 1 || f.Items[0].Kind != string(act.FindCase) ||
		f.Items[0].Title != "Ärende 3: Begär data" ||
		!strings.HasSuffix(f.Items[0].URL, page) {
		t.Errorf("the one that is published: %+v", f)
	}
	a, err := h.BeginAnswer(ctx, h.boss, v.Forum, []int64{3}, "")
	h.must(err)
	h.rewrites(a, "Elförbrukningen publiceras.")
	if f := h.found("elförbrukning"); f.Total != 0 {
		t.Errorf("a draft of an answer is found: %+v", f)
	}
	_, err = h.PublishAnswers(ctx, h.boss, v.Forum, []consult.AnswerID{a.ID}, "")
	h.must(err)
	for range 2 {
		if f := h.found("elförbrukning"); f.Total != 1 ||
			f.Items[0].Kind != string(act.FindAnswer) ||
			f.Items[0].Title != "Besvarat: Ärende 3: Begär data" || !strings.HasSuffix(f.Items[0].URL, page) {
			t.Errorf("the answer: %+v", f)
		}
		shows(t, h.caller().get("/sok?q=avtalsvillkor&slag=case"), "<mark>avtalsvillkoren</mark>", page,
			"Kontaktpunkten hos")
		never()
		h.must(h.SaveBody(ctx, account.System, account.Body{ID: exampleBody.ID, Name: "Nya namnet",
			Email: exampleBody.Email})) // everything is read again
	}
	h.must(h.ReopenCase(ctx, h.boss, v.ID, "Det kom mer."))
	if f := h.found("elförbrukning"); f.Total != 0 {
		t.Errorf("an answer that stands on no page is found: %+v", f)
	}
	own := ownCase + string(h.ViewLink(v)) + "/aterta"
	if got := h.caller().send(own, own); got.status != http.StatusSeeOther {
		t.Errorf("taking it back: %d", got.status)
	}
	if f := h.found("avtalsvillkor"); f.Total != 0 {
		t.Errorf("what was taken back is found: %+v", f)
	}
	for _, path := range public {
		if body := h.caller().get(path).body; strings.Contains(body, "avtalsvillkor") {
			t.Errorf("%s shows what was taken back", path)
		}
	}
	never()
}
