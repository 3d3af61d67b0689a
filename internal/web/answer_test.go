package web

import (
	"net/url"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// The answer is written on the pages, goes out, and can be read beside the view
// and on the page of its author; drafts and notes show nowhere.
func TestAnAnswerFromQueueToPage(t *testing.T) {
	h := newHouse(t)
	c := h.open(complete())
	view := h.said(c, "Inköpsdata behöver gå att läsa.")
	_, err := h.RuleView(t.Context(), h.boss, view.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	h.must(err)
	boss := h.signedInAs("boss", account.Publisher)
	queue := "/arbete/svar/" + string(exampleBody.ID)
	shows(t, boss.get(queue), "Inköpsdata behöver gå att läsa.", "Svar senast")
	begun := boss.send(queue, queue, "view", string(c.ID.Forum())+"#1")
	at := begun.header.Get("Location")
	if !strings.HasPrefix(at, queue+"/") {
		t.Fatalf("%d to %q\n%s", begun.status, at, begun.body)
	}
	boss.send(queue+"/synpunkt/"+string(view.ID), queue+"/synpunkt/"+string(view.ID),
		"do", "note", "note", "KANARIE-anteckning")
	boss.send(at, at, "do", "save", "saved", "1", "position", "partly", "reason",
		"KANARIE-svar <b>fet</b>",
		"effect-1", "words", "effect-title-1", "Avsnitt 3", "effect-url-1", "/samrad", "ready", "1")
	public := "/samrad/" + c.Slug
	for _, path := range []string{public, public + "/svar", public + "/synpunkter",
		public + "/synpunkter/1"} {
		if body := h.caller().get(path).body; strings.Contains(body, "KANARIE") {
			t.Errorf("%s shows what is not published", path)
		}
	}
	strict, own := exampleBody, "/arbete/samrad/"+string(c.ID)+"/svar"
	strict.FourEyes = true
	h.must(h.SaveBody(t.Context(), account.System, strict))
	shows(t, boss.send(own, own, "do", "publish"), "Någon annan behöver publicera det.",
		"Klart att publicera")
	h.must(h.SaveBody(t.Context(), account.System, exampleBody))
	boss.send(at, at, "do", "publish")
	for _, path := range []string{public + "/svar", public + "/synpunkter",
		public + "/synpunkter/1",
		"/min-synpunkt/" + url.PathEscape(string(h.ViewLink(view)))} {
		page := h.caller().get(path)
		shows(t, page, "KANARIE-svar", "Vi gör delvis som ni föreslår", "Avsnitt 3")
		if strings.Contains(page.body, "KANARIE-anteckning") ||
			strings.Contains(page.body, "<b>fet") {
			t.Errorf("%s shows a note, or HTML of others", path)
		}
	}
	shows(t, h.caller().get(public), "1 av 1 synpunkt är besvarad")
}

// shows looks for words on a page.
func shows(t *testing.T, page reply, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(page.body, w) {
			t.Errorf("%d: the page lacks %q", page.status, w)
		}
	}
}
