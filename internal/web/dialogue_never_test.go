package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/trial"
)

// injections are texts that want to be more than text: HTML, Markdown that
// leads to a script, addresses, directions of writing.
var injections = []string{
	`<script id="pwn">x</script>`, `<img id="pwn" src=x onerror="pwn()">`, `</textarea><b id="pwn">`,
	`[x](javascript:pwn)`, "[x](java\tscript:pwn)", `[x](javascript&colon;pwn)`, `[x](data:text/html,pwn)`,
	`![x](https://evil.example/pwn.png)`, `<https://evil.example/" onclick="pwn>`, `"><svg id="pwn" onload=pwn>`,
	"# pwn {#pwn}", "```pwn onclick=x\nx\n```", "\u202epwn\u2066", `]]><pwn id="pwn"/>`, `{{.}}`,
}

// TestN04WhatIsSaidStaysText puts each of them into every text of a dialogue,
// and reads every page, feed, table, search and mail about it: no element, no
// attribute and no address comes of them (N-04, N-05, N-06, N-10).
func TestN04WhatIsSaidStaysText(t *testing.T) {
	h := newHouse(t)
	content := listening()
	content.Title.SV = "Samråd"
	c := h.open(content)
	for i, text := range injections {
		h.hostileView(c, i, text)
	}
	h.hostileSummary(c)
	h.post()
	boss := h.signedInAs("boss", account.Publisher)
	at := "/arbete/samrad/" + string(c.ID)
	for _, page := range []string{at + "/synpunkter?visa=alla", at + "/svar",
		at + "/sammanfattning",
		"/arbete/svar/" + string(exampleBody.ID),
		"/arbete/svar/" + string(exampleBody.ID) + "/mallar",
		"/sok?q=pwn", "/en/sok?q=pwn"} {
		got := boss.get(page)
		if got.status != http.StatusOK {
			t.Errorf("%s: %d", page, got.status)
		}
		harmless(t, page, []byte(got.body))
	}
	about := "/samrad/" + c.Slug
	read := 0
	for _, f := range trial.Crawl(t, h.server.URL, about, "/en"+about, about+"/utkast", about+"/svar",
		"/samrad/atom.xml", about+"/atom.xml") {
		switch kind := f.Header.Get("Content-Type"); {
		case strings.HasPrefix(kind, "text/html"):
			harmless(t, f.Address, f.Body)
			read++
		case strings.Contains(kind, "xml"):
			wellFormed(t, f.Address, f.Body)
		}
	}
	if read < 2*len(injections) {
		t.Errorf("only %d pages were read", read)
	}
	for _, m := range h.mail {
		if strings.Contains(m.Text+m.HTML+m.Subject, "pwn") ||
			strings.ContainsAny(m.Subject, "\r\n") {
			t.Errorf("a mail carries what somebody wrote: %q", m.Subject)
		}
	}
}

// hostileView sends a view that is nothing but an injection, publishes it and
// answers it in kind.
func (h *house) hostileView(c consult.Consultation, i int, text string) {
	h.t.Helper()
	ctx, f := h.t.Context(), c.ID.Forum()
	form := consult.ViewForm{Text: text, Subject: consult.Subject{About: consult.TheWhole},
		Sender: consult.Sender{Kind: consult.AnOrganisation, Organisation: text, Mandate: text,
			Name: text, Shown: true, Email: "ada@example.org"}}
	v, err := h.BeginView(ctx, f, fmt.Sprint("hostile", i), form)
	h.must(err)
	v, err = h.SendView(ctx, h.ViewLink(v), v.Saved)
	h.must(err)
	_, err = h.RuleView(ctx, h.boss, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	h.must(err)
	h.must(h.NoteView(ctx, h.boss, v.ID, text))
	h.must(h.PostponeView(ctx, h.boss, v.ID, h.clock().AddDate(0, 3, i), text))
	h.must(h.SaveTemplate(ctx, h.boss, consult.AnswerTemplate{Body: string(exampleBody.ID), Name: text,
		Reason: sv(text)}))
	a, err := h.BeginAnswer(ctx, h.boss, f, []int64{v.Number}, "")
	h.must(err)
	_, err = h.SaveAnswer(ctx, h.boss, a.ID, consult.AnswerForm{Position: consult.Accepted,
		Reason: sv(text), Ready: true, Saved: a.Saved, Effects: []consult.Effect{{Kind: consult.TheWords,
			Title: sv(text), URL: "/samrad"}}})
	h.must(err)
	_, err = h.PublishAnswers(ctx, h.boss, f, []consult.AnswerID{a.ID}, "")
	h.must(err)
}

// hostileSummary sends a draft of a summary of injections, and objects in kind.
func (h *house) hostileSummary(c consult.Consultation) {
	h.t.Helper()
	ctx := h.t.Context()
	v, err := h.OpenDraft(ctx, h.boss, c.ID, consult.Report)
	h.must(err)
	v.Summary.Sections = nil
	for _, text := range injections {
		v.Summary.Sections = append(v.Summary.Sections,
			consult.Section{Heading: sv(text), Body: sv(text + " (#1)")})
	}
	v, err = h.SaveDraft(ctx, h.boss, v)
	h.must(err)
	_, err = h.SendSummary(ctx, h.boss, v, h.clock().Add(consult.UsualReply))
	h.must(err)
	o, err := h.EnterView(ctx, h.boss, c.ID.Forum(), consult.ViewForm{Text: injections[0],
		Subject: consult.Subject{About: consult.TheSummary, ID: "1",
			Excerpt: consult.Excerpt{From: 1, To: 1}},
		Sender: consult.Sender{Kind: consult.APerson}}, consult.ByEmail, h.clock())
	h.must(err)
	_, err = h.RuleView(ctx, h.boss, o.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	h.must(err)
}

// harmless demands that a page has no element, attribute or address of an injection.
func harmless(t *testing.T, page string, body []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			value := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			address := a.Key == "href" || a.Key == "src" || a.Key == "action"
			if a.Key == "id" && strings.Contains(value, "pwn") || strings.HasPrefix(a.Key, "on") ||
				address && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:")) ||
				a.Key == "src" && strings.Contains(value, "evil") {
				t.Errorf("%s: <%s %s=%q>", page, n.Data, a.Key, a.Val)
			}
		}
	}
	if bytes.ContainsRune(body, '\u202e') || bytes.ContainsRune(body, '\u2066') {
		t.Errorf("%s turns the direction of writing", page)
	}
}

func wellFormed(t *testing.T, address string, body []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "pwn" {
			t.Errorf("%s has an element of somebody else", address)
		}
	}
}

// Two windows with one draft: what the second has typed is not written over the
// first unseen, and is not lost; a draft that was changed since is not sent unread.
func TestNeverTwoWindowsLoseAView(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	author := h.caller()
	form := "/samrad/" + c.Slug + "/synpunkt"
	key := keyForm.FindStringSubmatch(author.get(form).body)[1]
	own := author.send(form, form, "key", key, "about", "whole", "kind", "private",
		"text", "Första.").header.Get("Location")
	first := author.send(own+"/andra", own+"/andra", "about", "whole", "kind", "private", "saved", "1",
		"text", "Från det ena fönstret.")
	second := author.send(own+"/andra", own+"/andra", "about", "whole", "kind", "private", "saved", "1",
		"text", "Från det andra fönstret.")
	if first.status != http.StatusSeeOther || second.status != http.StatusConflict ||
		!strings.Contains(second.body, "Från det andra fönstret.") {
		t.Errorf("%d, %d: what was typed is lost", first.status, second.status)
	}
	shows(t, author.get(own), "Från det ena fönstret.")
	if got := author.send(form, own+"/skicka", "saved", "1"); got.status != http.StatusConflict {
		t.Errorf("a text that its author has not read was sent: %d", got.status)
	}
	for range 2 {
		if got := author.send(form, own+"/skicka", "saved", "2"); got.status != http.StatusSeeOther {
			t.Errorf("sending: %d", got.status)
		}
	}
	again := author.send(form, form, "key", key, "about", "whole", "kind", "private", "text",
		"En gång till.")
	if at, _ := url.PathUnescape(again.header.Get("Location")); at != own &&
		again.header.Get("Location") != own {
		t.Errorf("the same form made another view: %s", at)
	}
	if said, err := h.PublicAnswers(t.Context(), c.ID.Forum()); err != nil ||
		said.Clock.Received != 1 {
		t.Errorf("%+v, %v", said.Clock, err)
	}
}
