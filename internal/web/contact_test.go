package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// point opens the contact point of the body of the examples.
func (h *house) point() consult.Forum {
	h.t.Helper()
	h.must(h.OpenContact(h.t.Context(), h.boss, exampleBody.ID, true))
	return consult.ContactForum(string(exampleBody.ID))
}

// asked sends a case with the file of the examples.
func (h *house) asked(key string) consult.View {
	h.t.Helper()
	ctx, f := h.t.Context(), h.point()
	v, err := h.BeginView(ctx, f, key, consult.ViewForm{Sort: consult.AnError, Text: "Filen är trasig.",
		Subject: consult.Subject{About: consult.ADataset, ID: "https://example.se/data/1"},
		Sender:  consult.Sender{Kind: consult.APerson}})
	h.must(err)
	h.must(h.AddViewFile(ctx, h.ViewLink(v), "underlag.txt", []byte("Underlag.")))
	v, err = h.SendView(ctx, h.ViewLink(v), v.Saved+1)
	h.must(err)
	return v
}

// TestACaseFromFormToPage follows a case through the pages: asked with a number
// of a person in it, warned of, screened, answered; a message and a note show
// to nobody else.
func TestACaseFromFormToPage(t *testing.T) {
	h := newHouse(t)
	h.point()
	asker, officer := h.caller(), h.signedInAs("egon", account.Editor)
	boss := h.signedInAs("boss", account.Publisher)
	at := "/kontakt/" + string(exampleBody.ID)
	shows(t, asker.get("/kontakt"), exampleBody.Name, `href="`+at+`/nytt?slag=error"`)
	key := keyForm.FindStringSubmatch(asker.get(at + "/nytt?slag=error").body)
	fields := []string{"sort", "request", "about", "missing", "missing", "KANARIEnamn 811218-9876",
		"kind", "private",
		"text", "Jag saknar köp per leverantör <b>nu</b>.", "key", key[1]}
	begun := asker.send(at+"/nytt", at+"/nytt", fields...)
	own := begun.header.Get("Location")
	if !strings.HasPrefix(own, "/mitt-arende/") {
		t.Fatalf("%d to %q\n%s", begun.status, own, begun.body)
	}
	shows(t, asker.get(own), "ser ut som ett personnummer: 811218-9876", "Vem frågar?",
		"En handläggare läser ärendet innan", "inom 5 arbetsdagar", "inom 20")
	if sent := asker.send(own, own+"/skicka", "saved", "1"); sent.status != http.StatusSeeOther {
		t.Fatalf("sending: %d", sent.status)
	}
	shows(t, asker.get(own), "Ärende 1", "Ditt ärende är mottaget",
		"En handläggare läser ärendet innan det publiceras")
	inbox := "/arbete/kontakt/" + string(exampleBody.ID)
	shows(t, officer.get(inbox), "Ärende 1", "Att granska", "Inget första svar")
	one := inbox + "/" + h.firstCase()
	officer.send(one, one, "do", "note", "note", "KANARIEanteckning")
	officer.send(one, one, "do", "message", "message", "KANARIEmeddelande: vilka år?")
	officer.send(one, one, "do", "pause", "cause", "sender", "pause", "Vi behöver veta vilka år.")
	public := append(h.publicOfContact(), "/sok?q=KANARIE")
	for _, path := range public {
		if body := h.caller().get(path).body; strings.Contains(body, "köp per leverantör") ||
			strings.Contains(strings.ReplaceAll(body, "q=KANARIE", ""), "KANARIEnamn") {
			t.Errorf("%s shows a case that nobody has read", path)
		}
	}
	if got := officer.send(one+"/granska", one+"/granska", "version", "1", "verdict", "publish"); got.status != http.StatusSeeOther {
		t.Fatalf("publishing: %d %s", got.status, got.body)
	}
	shows(t, asker.get(own), "KANARIEmeddelande", "Vi behöver veta vilka år.", "Pausat")
	asker.send(own, own+"/meddelande", "message", "KANARIEsvar: 2023.")
	shows(t, asker.get(own), "KANARIEsvar", "Klockan går igen")
	officer.send(one, one, "do", "wish", "wish", "")
	wishes := inbox + "/onskemal"
	officer.send(wishes, wishes, "arende", h.firstCase(), "title", "Köp per leverantör", "state", "wanted")
	begin := officer.send(one, "/arbete/svar/"+string(exampleBody.ID), "view",
		"contact/"+string(exampleBody.ID)+"#1")
	write := begin.header.Get("Location")
	officer.send(write, write, "do", "save", "saved", "1", "position", "accepted", "reason",
		"Vi publicerar dem i mars.", "ready", "1")
	if got := boss.send(write, write, "do", "publish"); got.status != http.StatusSeeOther {
		t.Fatalf("answering: %d %s", got.status, got.body)
	}
	for _, path := range []string{at + "/arenden/1", at + "/arenden.csv", at + "/atom.xml",
		"/kontakt/atom.xml",
		"/api/v1/contact/" + string(exampleBody.ID) + "/cases"} {
		shows(t, h.caller().get(path), "leverantör", "Vi publicerar dem i mars.")
	}
	shows(t, h.caller().get(at), "&lt;b&gt;", "Besvarad", "Vi behöver veta vilka år.")
	for _, path := range public {
		body := h.caller().get(path).body
		if strings.Contains(strings.ReplaceAll(body, "KANARIE</", ""), "KANARIE") &&
			!strings.HasPrefix(path, "/sok") ||
			strings.Contains(body, "<b>nu") && !strings.HasSuffix(path, ".csv") {
			t.Errorf("%s shows what only the asker or the staff may see, or HTML of others", path)
		}
	}
	shows(t, h.caller().get("/kontakt/onskade-data"), "Köp per leverantör", "1 ärende")
	shows(t, asker.get(own), "Vi publicerar dem i mars.")
}

// firstCase gives the ID of the case with the number 1.
func (h *house) firstCase() string {
	h.t.Helper()
	in, err := h.Inbox(h.t.Context(), h.boss, exampleBody.ID)
	h.must(err)
	for _, q := range append(in.Open, in.Closed...) {
		if q.Number == 1 {
			return string(q.Duty.View)
		}
	}
	h.t.Fatal("there is no case 1")
	return ""
}

// Presses of one network count a few times a day, those of others as well, and
// the next day nobody can be told apart from the day before.
func TestPressesCountWithoutTracking(t *testing.T) {
	now := time.Date(2026, 2, 2, 8, 0, 0, 0, time.UTC)
	p := pressing{now: func() time.Time { return now }}
	home, office := netip.MustParsePrefix("198.51.100.0/32"), netip.MustParsePrefix("203.0.113.0/32")
	count := func(who netip.Prefix, wish int64) (n int) {
		for range 5 {
			if p.count(who, wish) {
				n++
			}
		}
		return n
	}
	if got := [4]int{count(home, 1), count(home, 1), count(office, 1), count(home, 2)}; got != [4]int{3, 0, 3, 3} {
		t.Errorf("counted %v", got)
	}
	key := string(p.key)
	now = now.AddDate(0, 0, 1)
	if count(home, 1) != 3 || string(p.key) == key || len(p.seen) != 1 {
		t.Error("something of the day before is remembered")
	}
}

// A press is counted for a wish that is open, without a session, and no more
// than a few times.
func TestSupportOfAWish(t *testing.T) {
	h := newHouse(t)
	h.point()
	w, err := h.SaveWish(t.Context(), h.boss, consult.Wish{Body: string(exampleBody.ID), State: consult.Wanted,
		Title: consult.Text{SV: "Köp per leverantör"}}, "")
	h.must(err)
	c := h.caller()
	for range 5 {
		c.send(wishesPath, wishesPath, "wish", "1")
	}
	shows(t, c.get(wishesPath), "3 tryckningar")
	if got := h.caller().send(wishesPath, wishesPath, "wish", "7").status; got != http.StatusNotFound {
		t.Errorf("support for what is not there: %d", got)
	}
	w.State, w.Reason.SV = consult.Declined, "Finns inte."
	_, err = h.SaveWish(t.Context(), h.boss, w, "")
	h.must(err)
	if body := c.get(wishesPath).body; strings.Contains(body, `name="wish"`) || !strings.Contains(body, "Finns inte.") {
		t.Error("what was declined can still be supported")
	}
}

// What programs get agrees with the document, and formulas of others are text.
func TestCasesAgreeWithTheDocument(t *testing.T) {
	h := newHouse(t)
	f, ctx := h.point(), t.Context()
	at := "/api/v1/contact/" + string(exampleBody.ID) + "/cases"
	for _, key := range []string{"1", "2", "3"} {
		v, err := h.BeginView(ctx, f, key, consult.ViewForm{Sort: consult.ARequest, Text: "=HYPERLINK(\"x\")",
			Subject: consult.Subject{About: consult.ADataset, ID: "https://example.se/data/1"},
			Sender:  consult.Sender{Kind: consult.AnOrganisation, Organisation: "@Exempel"}})
		h.must(err)
		v, err = h.SendView(ctx, h.ViewLink(v), v.Saved)
		h.must(err)
		_, err = h.RuleView(ctx, h.boss, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
		h.must(err)
		h.must(h.MessageCase(ctx, h.boss, v.ID, "Tack.", false))
	}
	a, err := h.BeginAnswer(ctx, h.boss, f, []int64{1, 2}, "")
	h.must(err)
	a, err = h.SaveAnswer(ctx, h.boss, a.ID, consult.AnswerForm{Position: consult.Accepted, Ready: true, Saved: a.Saved,
		Reason: consult.Text{SV: "+Ja."}})
	h.must(err)
	_, err = h.PublishAnswers(ctx, h.boss, f, []consult.AnswerID{a.ID}, "")
	h.must(err)
	_, err = h.SaveWish(ctx, h.boss, consult.Wish{Body: string(exampleBody.ID), State: consult.Wanted,
		Title: consult.Text{SV: "Köp"}}, "")
	h.must(err)
	for path, schema := range map[string]string{at: "Cases", at + "?limit=1&after=1": "Cases",
		"/api/v1/contact/times": "ResponseTimes", "/api/v1/contact/wishes": "Wishes"} {
		_, body := h.fetch(path, 200)
		agrees(t, schema, body)
	}
	h.fetch("/api/v1/contact/finns-inte/cases", 404)
	_, table := h.fetch("/kontakt/"+string(exampleBody.ID)+"/arenden.csv", 200)
	for _, cell := range []string{`'=HYPERLINK(`, `'@Exempel`, `'+Ja.`} { // N-07
		if !strings.Contains(string(table), cell) {
			t.Errorf("the table lacks %s:\n%s", cell, table)
		}
	}
	_, times := h.fetch(timesPath+".csv", 200)
	if !strings.Contains(string(times), ";true;;;") {
		t.Errorf("three cases are shown:\n%s", times)
	}
}

// Where a contact point takes no cases no kind of case leads to its form, and
// who cannot open it is told who can.
func TestAClosedContactPointSaysWhoOpensIt(t *testing.T) {
	h := newHouse(t)
	h.point()
	boss, officer := h.signedInAs("boss", account.Publisher), h.signedInAs("egon", account.Editor)
	inbox, form := "/arbete/kontakt/"+string(exampleBody.ID), "/nytt?slag=error"
	const who = "Den som är publicerare hos myndigheten kan öppna den"
	if body := officer.get(inbox).body; strings.Contains(body, who) {
		t.Error("an open contact point says who opens it")
	}
	h.must(h.OpenContact(t.Context(), h.boss, exampleBody.ID, false))
	shows(t, officer.get(inbox), who)
	if body := boss.get(inbox).body; strings.Contains(body, who) {
		t.Error("who can open it is told who can")
	}
	if body := h.caller().get("/kontakt").body; strings.Contains(body, form) {
		t.Error("an error leads to the form of a closed contact point")
	}
}

// A kind that nobody has written about has no bar: "not yet" would say that somebody waits.
func TestAKindWithoutCasesHasNoBar(t *testing.T) {
	for l, sorts := range map[lang.Language][]string{lang.Swedish: {"Begär data", "Anmäl ett fel"},
		lang.English: {"Ask for data", "Report an error"}} {
		answers := exampleResponse()
		row := answers.Table.Cells[len(answers.Table.Bodies)]
		var names []string
		for _, b := range exampleVisit(lang.For(l)).sortBars(row, answers).Bars {
			names = append(names, b.Name.Text)
		}
		if len(names) < 2 || !slices.Equal(names[:2], sorts) ||
			slices.Contains(names, map[lang.Language]string{
				lang.Swedish: "Föreslå något", lang.English: "Propose something"}[l]) {
			t.Errorf("%s: %q", l, names)
		}
	}
}
