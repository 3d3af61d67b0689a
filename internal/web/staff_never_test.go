package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// staffRows are the routes of staff, with the path that each has for an object.
func (h *house) staffRows(object map[string]string, method string) map[string]Route {
	h.t.Helper()
	rows := map[string]Route{}
	for _, row := range (&Server{options: Options{Desk: h.Desk}}).routes() {
		if row.Access != Staff || row.Method != method {
			continue
		}
		path := wildcard.ReplaceAllStringFunc(row.Pattern,
			func(w string) string { return object[strings.Trim(w, "{}.")] })
		rows[path] = row
	}
	return rows
}

// fromEverywhere lets callers ask as often as they like.
func fromEverywhere(o *Options) { o.Trusted = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }

// Whoever is signed in changes nothing by looking: not by GET, not by HEAD, in
// neither language (N-02).
func TestN02StaffPagesChangeNothing(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	object := h.object()
	boss := h.signedInAs("administrator", account.Administrator)
	rows := h.staffRows(object, http.MethodGet)
	if len(rows) < 20 {
		t.Fatalf("only %d pages", len(rows))
	}
	for path := range rows {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			for _, prefix := range []string{"", "/en"} {
				before := h.DB.Stamp()
				r, err := http.NewRequest(method, h.server.URL+prefix+path, nil)
				h.must(err)
				answer := boss.do(r)
				if answer.status != http.StatusOK {
					t.Errorf("%s %s%s: %d", method, prefix, path, answer.status)
				}
				if h.DB.Stamp() != before {
					t.Errorf("%s %s%s has changed something", method, prefix, path)
				}
				if got := answer.header.Get("Cache-Control"); got != "no-store" {
					t.Errorf("%s may be kept: %q", path, got)
				}
			}
		}
	}
}

// A form that is sent without the token of the session, with that of another
// session or from another site changes nothing (N-02).
func TestN02StaffFormsOfOthersChangeNothing(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	object := h.object()
	boss := h.signedInAs("administrator", account.Administrator)
	other := h.signedInAs("publisher", account.Publisher)
	foreign := tokenInPage.FindStringSubmatch(other.get("/arbete/konto").body)[1]
	own := tokenInPage.FindStringSubmatch(boss.get("/arbete/konto").body)[1]
	for path := range h.staffRows(object, http.MethodPost) {
		before := h.DB.Stamp()
		for name, token := range map[string]string{"no": "", "another's": foreign} {
			if got := boss.post(path, "token", token).status; got != http.StatusForbidden {
				t.Errorf("%s with %s token: %d", path, name, got)
			}
		}
		r, err := http.NewRequest(http.MethodPost, h.server.URL+path,
			strings.NewReader(url.Values{"token": {own}}.Encode()))
		h.must(err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if got := boss.do(r).status; got != http.StatusForbidden {
			t.Errorf("%s from another site: %d", path, got)
		}
		if h.DB.Stamp() != before {
			t.Errorf("%s has changed something", path)
		}
	}
}

// The mailed link signs nobody in by being opened, works only in the browser
// that began, once, and for ten minutes; a code is the other way (N-03, N-28).
func TestN03MailedLink(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	begin := func() (*caller, string) {
		c := h.caller()
		c.client.Transport = &elsewhere{}
		c.send("/logga-in", "/logga-in", "email", "petra@example.se")
		return c, h.linkTo("petra@example.se", "/logga-in/")
	}
	signedIn := func(c *caller) bool { return c.get("/arbete").status == http.StatusOK }

	c, link := begin()
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		for range 7 { // more often than wrong tries are forgiven
			before := h.DB.Stamp()
			r, err := http.NewRequest(method, h.server.URL+link, nil)
			h.must(err)
			scanner := h.caller()
			scanner.client.Transport = &elsewhere{}
			scanner.do(r)
			if h.DB.Stamp() != before {
				t.Fatalf("%s of the link changes something", method)
			}
		}
	}
	thief := h.caller()
	thief.client.Transport = &elsewhere{}
	for range 7 {
		if got := thief.send("/logga-in", link); got.status != http.StatusGone || signedIn(thief) {
			t.Fatalf("another browser: %d", got.status)
		}
	}
	if got := c.send(link, link); got.status != http.StatusSeeOther || !signedIn(c) {
		t.Fatalf("the browser that began: %d", got.status)
	}
	if again := c.send("/arbete/konto", link); again.status != http.StatusGone {
		t.Errorf("a second time: %d", again.status)
	}
	late, link := begin()
	h.move(exampleTime.Add(10*time.Minute + time.Second))
	if got := late.send(link, link); got.status != http.StatusGone || signedIn(late) {
		t.Errorf("after ten minutes: %d", got.status)
	}
}

// Files, letters and exports want a session with a right to that body, each
// time: an address alone is worth nothing (N-14, N-15).
func TestN14FilesOfStaffWantASession(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	h.must(h.SaveBody(t.Context(), account.System,
		account.Body{ID: "annan", Name: "Exempelmyndigheten", Email: "annan@example.se"}))
	object := h.object()
	boss, stranger, nobody := h.signedInAs("publisher", account.Publisher),
		h.signedInAs("stranger", ""), h.caller()
	at := "/arbete/samrad/" + object["id"]
	for _, path := range []string{at + "/fil/" + object["hash"], at + "/brev/docx",
		at + "/brev/pdf",
		at + "/brev/txt"} {
		got := boss.get(path)
		if got.status != http.StatusOK || got.header.Get("Cache-Control") != "no-store" ||
			!strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %v", path, got.status, got.header)
		}
		if got := stranger.get(path).status; got != http.StatusNotFound {
			t.Errorf("%s for another body: %d", path, got)
		}
		if got := nobody.get(path).status; got != http.StatusUnauthorized {
			t.Errorf("%s for anybody: %d", path, got)
		}
	}
	// A registration is found through its own consultation only.
	second := h.open(complete())
	if got := boss.get("/arbete/samrad/" + string(second.ID) + "/anmalda/" +
		object["registration"]).status; got != http.StatusNotFound {
		t.Errorf("through another consultation: %d", got)
	}
	if got := boss.get("/arbete/samrad/" + string(second.ID) + "/fil/" +
		object["hash"]).status; got != http.StatusNotFound {
		t.Errorf("a file through another consultation: %d", got)
	}
}

// After signing in one comes to a page of this site and to no other (N-24).
func TestN24SigningInLeadsNowhereElse(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	for _, next := range []string{"https://example.org/", "//example.org", `/\example.org`,
		"/%0d%0aLocation:x", "javascript:x", ""} {
		c := h.caller()
		c.client.Transport = &elsewhere{}
		page := "/logga-in?vidare=" + url.QueryEscape(next)
		h.move(h.clock().Add(16 * time.Minute)) // so that the next code is mailed
		c.send(page, "/logga-in", "email", "petra@example.se", "next", next)
		got := c.send("/logga-in/kod", "/logga-in/kod", "code",
			h.codeIn("petra@example.se")).header.Get("Location")
		if next == "/%0d%0aLocation:x" && got == next || got == "/arbete" {
			continue // the escaped line end stays a part of a path of ours
		}
		t.Errorf("%q leads to %q", next, got)
	}
	c := h.caller()
	c.client.Transport = &elsewhere{}
	h.move(h.clock().Add(16 * time.Minute))
	c.send("/logga-in", "/logga-in", "email", "petra@example.se", "next", "/arbete/konto?x=1")
	if got := c.send("/logga-in/kod", "/logga-in/kod", "code",
		h.codeIn("petra@example.se")).header.Get("Location"); got != "/arbete/konto?x=1" {
		t.Errorf("an own path leads to %q", got)
	}
}

// The answer to an address is the same whether anybody has it (N-17).
func TestN17SigningInTellsNobodyWhoWorksHere(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	ask := func(email string) (reply, reply) {
		c := h.caller()
		c.client.Transport = &elsewhere{}
		first := c.send("/logga-in", "/logga-in", "email", email)
		return first, c.get("/logga-in/kod")
	}
	known, knownPage := ask("petra@example.se")
	unknown, unknownPage := ask("nobody@example.se")
	if known.status != unknown.status ||
		known.header.Get("Location") != unknown.header.Get("Location") {
		t.Errorf("%d and %d", known.status, unknown.status)
	}
	strip := func(s string) string { return tokenInPage.ReplaceAllString(s, "") }
	if strip(knownPage.body) != strip(unknownPage.body) {
		t.Error("the pages differ")
	}
}

// Who has signed in with a browser is mailed a code there, whatever somebody in
// another network asks for in their name, and however often (N-18).
func TestN18AKnownBrowserIsNotLockedOut(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	const petra = "petra@example.se"
	own := h.caller()
	own.send("/logga-in", "/logga-in", "email", petra)
	own.send("/logga-in/kod", "/logga-in/kod", "code", h.codeIn(petra))
	stranger := h.caller()
	stranger.client.Transport = &elsewhere{}
	for range 30 {
		stranger.send("/logga-in", "/logga-in", "email", petra)
	}
	h.post()
	last := h.codeIn(petra)
	own.send("/arbete/konto", "/logga-in", "email", petra)
	code := h.codeIn(petra)
	if got := own.send("/logga-in/kod", "/logga-in/kod", "code", code); code == last ||
		got.header.Get("Location") != "/arbete" {
		t.Errorf("%d, to %q", got.status, got.header.Get("Location"))
	}
}

// One network has five sign-ins of an address, whichever of its /64 they come from
// and however the address is written, and what is no address takes no room (N-18).
func TestN18OneNetworkBeginsSoManySignIns(t *testing.T) {
	s := &Server{starts: quota{now: func() time.Time { return exampleTime }, pace: signInPace}}
	from := func(network int) *http.Request {
		return &http.Request{RemoteAddr: fmt.Sprintf("[2001:db8:1:%x::1]:443", network)}
	}
	for i, email := range []string{"petra@example.se", "PETRA@example.se", " petra@example.se ",
		"petra@ｅxample.se", "petra+1@example.se", "petra@exａmple.se"} {
		if got := s.startsOften(from(i), email); got != (i == mostAtOnce) {
			t.Errorf("%d, %q: often is %v", i+1, email, got)
		}
	}
	if s.startsOften(&http.Request{RemoteAddr: "[2001:db8:2::1]:443"}, "petra@example.se") {
		t.Error("another network is held to account")
	}
	before := len(s.starts.seen)
	s.startsOften(from(1), strings.Repeat("x", 1<<20))
	if len(s.starts.seen) != before {
		t.Error("what is no address is remembered")
	}
}

// What is sent for another section, or by somebody else meanwhile, never
// disappears: both texts are shown.
func TestNothingTypedIsLost(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	c := h.open(complete())
	path := "/arbete/samrad/" + string(c.ID) + "/redigera/kontakt"
	boss, editor := h.signedInAs("publisher", account.Publisher),
		h.signedInAs("editor", account.Editor)
	base := func(page string) string {
		_, rest, _ := strings.Cut(page, `name="base" value="`)
		value, _, _ := strings.Cut(rest, `"`)
		return value
	}
	seen := base(boss.get(path).body)
	form := func(name string, more ...string) []string {
		return append([]string{"base", seen, "do", "save", "contact-name", name, "contact",
			"samrad@example.se"}, more...)
	}
	if got := editor.send(path, path, form("Enheten")...); got.status != http.StatusSeeOther {
		t.Fatalf("the first: %d", got.status)
	}
	got := boss.send(path, path, form("Funktionen")...)
	if got.status != http.StatusConflict || !strings.Contains(got.body, "Enheten") ||
		!strings.Contains(got.body, "Funktionen") {
		t.Fatalf("the second: %d; both texts must be shown", got.status)
	}
	seen = base(got.body)
	if got := boss.send(path, path, form("Funktionen")...); got.status != http.StatusSeeOther {
		t.Fatalf("after having seen both: %d", got.status)
	}
	draft, err := h.Draft(t.Context(), h.boss, c.ID, consult.Invitation)
	h.must(err)
	if draft.Content.Contact.Name.SV != "Funktionen" {
		t.Errorf("kept: %q", draft.Content.Contact.Name.SV)
	}
	// Another section was saved meanwhile: nothing to ask about.
	other := "/arbete/samrad/" + string(c.ID) + "/redigera/fragor"
	page := boss.get(other).body
	seen = base(boss.get(path).body)
	editor.send(path, path, form("Enheten")...)
	if got := boss.send(other, other, "base", base(page), "do", "save", "questions-rows", "1",
		"questions-1-id", "q1", "questions-1-text", "Ny fråga?"); got.status != http.StatusSeeOther {
		t.Errorf("another section: %d", got.status)
	}
	if draft, err = h.Draft(t.Context(), h.boss, c.ID, consult.Invitation); err != nil ||
		draft.Content.Contact.Name.SV != "Enheten" || draft.Content.Questions[0].Text.SV != "Ny fråga?" {
		t.Errorf("%+v %v", draft.Content.Contact, err)
	}
}
