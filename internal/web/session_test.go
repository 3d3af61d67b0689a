package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// A session that somebody else has chosen is worth nothing, signing in gives a
// new one, and the one before is dead (N-01).
func TestN01SessionCannotBeFixed(t *testing.T) {
	h := newHouse(t)
	h.hire("Egon", "egon@example.se", account.Editor)
	where, err := url.Parse(h.server.URL)
	h.must(err)
	c := h.caller()
	c.client.Jar.SetCookies(where, []*http.Cookie{{Name: "insyn-session", Value: "CHOSENBYSOMEBODYELSE", Path: "/"}})
	if got := c.get("/arbete").status; got != http.StatusUnauthorized &&
		got != http.StatusSeeOther {
		t.Fatalf("a session that nobody began gets %d", got)
	}
	signIn := func() string {
		asked := c.send("/logga-in", "/logga-in", "email", "egon@example.se")
		to := asked.header.Get("Location")
		if to == "" {
			t.Fatalf("asking to sign in: %d", asked.status)
		}
		c.send(to, to, "code", h.codeIn("egon@example.se"))
		for _, cookie := range c.client.Jar.Cookies(where) {
			if cookie.Name == "insyn-session" {
				return cookie.Value
			}
		}
		t.Fatal("no session after signing in")
		return ""
	}
	first := signIn()
	if first == "CHOSENBYSOMEBODYELSE" || len(first) < 26 {
		t.Fatalf("the session is %q", first)
	}
	if got := c.get("/arbete").status; got != http.StatusOK {
		t.Fatalf("signed in: %d", got)
	}
	token := tokenInPage.FindStringSubmatch(c.get("/arbete/konto").body)
	c.post("/logga-ut", "token", token[1])
	thief := h.caller()
	thief.client.Jar.SetCookies(where, []*http.Cookie{{Name: "insyn-session", Value: first, Path: "/"}})
	if got := thief.get("/arbete").status; got == http.StatusOK {
		t.Error("a session works after signing out")
	}
	if second := signIn(); second == first {
		t.Error("the same session is given again")
	}
}

// What people wrote is text in a spreadsheet, never a formula; numbers of ours
// stand as they are, and nothing is lost (N-07).
func TestN07ExportIsText(t *testing.T) {
	h := newHouse(t)
	c := h.open(complete())
	hostile := []string{"=1+1", "+46 8", "-2+3", "@SUM(A1)", "=HYPERLINK(\"https://example.org\")", " =1", "＝1+1", "'=1", "Ärlig; text"}
	for i, name := range hostile {
		_, err := h.Enter(t.Context(), h.boss, c.ID, consult.Entry{Name: name, Organisation: name,
			Kind: consult.CivilSociety}, consult.ByPhone)
		if err != nil {
			t.Fatalf("row %d: %v", i, err)
		}
	}
	boss := h.signedInAs("publisher", account.Publisher)
	answer := boss.send("/arbete/samrad/"+string(c.ID)+"/anmalda",
		"/arbete/samrad/"+string(c.ID)+"/export", "format", "csv")
	if answer.status != http.StatusOK || !strings.HasPrefix(answer.body, "\ufeff") {
		t.Fatalf("%d\n%s", answer.status, answer.body)
	}
	if answer.header.Get("Cache-Control") != "no-store" ||
		!strings.HasPrefix(answer.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%v", answer.header)
	}
	in := csv.NewReader(bytes.NewReader([]byte(strings.TrimPrefix(answer.body, "\ufeff"))))
	in.Comma = ';'
	rows, err := in.ReadAll()
	h.must(err)
	if len(rows) != len(hostile)+1 {
		t.Fatalf("%d rows for %d people", len(rows)-1, len(hostile))
	}
	for i, row := range rows[1:] {
		want, name := strings.TrimSpace(hostile[i]), row[1]
		if strings.TrimPrefix(name, "'") != want && name != want {
			t.Errorf("row %d: %q became %q", i, want, name)
		}
		if strings.ContainsAny(strings.TrimLeft(name, " ")[:1], "=+-@＝") {
			t.Errorf("row %d: %q is a formula", i, name)
		}
		if row[0] != strings.Trim(row[0], "'") {
			t.Errorf("row %d: the number %q is written as text", i, row[0])
		}
	}
}
