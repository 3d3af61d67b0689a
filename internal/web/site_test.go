package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"insyn/internal/fault"
	"insyn/internal/keys"
)

// A place is a site under test, with the routes that the test adds.
type place struct {
	*Server
	URL     string
	reports []Report
	log     *safeBuffer
}

// safeBuffer is a log that handlers write and the test reads.
type safeBuffer struct {
	mutex sync.Mutex
	bytes.Buffer
}

// Write implements io.Writer.
func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.Buffer.Write(p)
}

// String gives what has been written.
func (b *safeBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.Buffer.String()
}

// site serves the foundation with options changed and routes added.
func site(t *testing.T, change func(*Options), more ...Route) *place {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	p := &place{URL: "http://" + server.Listener.Addr().String(), log: &safeBuffer{}}
	o := Options{Base: p.URL, Keys: keys.Generate(), Demo: true, Operator: exampleBody,
		Log: slog.New(slog.NewTextHandler(p.log, nil)),
		Now: func() time.Time { return exampleTime },
		Report: func(_ context.Context, r Report) (string, error) {
			p.reports = append(p.reports, r)
			return "R-17", nil
		}}
	if change != nil {
		change(&o)
	}
	s, err := assemble(o, more...)
	if err != nil {
		t.Fatal(err)
	}
	p.Server = s
	server.Config.Handler = s.Handler()
	server.Start()
	t.Cleanup(server.Close)
	return p
}

// An answer is a response read to its end.
type answer struct {
	*http.Response
	body []byte
}

// ask sends a request with headers given as names and values in turn, and
// follows no redirect.
func ask(t testing.TB, p *place, method, path string, headers ...string) answer {
	t.Helper()
	return askWith(t, p, method, path, nil, headers...)
}

func askWith(t testing.TB, p *place, method, path string, body io.Reader,
	headers ...string) answer {
	t.Helper()
	r, err := http.NewRequest(method, p.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, read}
}

// send posts a form.
func send(t testing.TB, p *place, path string, form url.Values, headers ...string) answer {
	t.Helper()
	return askWith(t, p, "POST", path, strings.NewReader(form.Encode()),
		append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
}

// says answers with a text, as a page that a test adds.
func says(text func() string) handler {
	return func(w http.ResponseWriter, _ *http.Request) error {
		w.Header()["Content-Type"] = htmlType
		_, err := io.WriteString(w, text())
		return err
	}
}

func TestOptionsThatDoNotHold(t *testing.T) {
	for _, base := range []string{"", "insyn.example.se", "ftp://x", "https://", "https://x/path",
		"https://x?y", "https://u@x", "https://x/#a", "http://[", "https://x/%zz"} {
		if _, err := New(Options{Base: base, Keys: keys.Generate()}); err == nil {
			t.Errorf("the base %q was taken", base)
		}
	}
	if _, err := New(Options{Base: "https://insyn.example.se/", Keys: keys.Generate()}); err != nil {
		t.Error(err)
	}
}

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	p := site(t, nil,
		Route{Method: "GET", Pattern: "/kept", Access: Anyone, Keep: true,
			Handler: says(func() string { return "x" })},
		Route{Method: "GET", Pattern: "/panics", Access: Anyone,
			Handler: func(http.ResponseWriter, *http.Request) error {
				panic("on purpose")
			}})
	ask(t, p, "GET", "/kept")
	for _, row := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/om", 200}, {"HEAD", "/en/om", 200}, {"GET", "/kept", 200},
		{"GET", "/nothing", 404},
		{"POST", "/om", 405}, {"GET", "/panics", 500}, {"GET", p.assets.address["insyn.css"], 200},
		{"GET", "/static/insyn.css", 404}, {"POST", "/anmal-innehall", 403},
		{"GET", "/favicon.ico", 302},
		{"TRACE", "/om", 405}, {"GET", "/om/../nothing", 307}, {"GET", "//example.org/", 307},
	} {
		got := ask(t, p, row.method, row.path)
		if got.StatusCode != row.status {
			t.Errorf("%s %s: %s, want %d", row.method, row.path, got.Status, row.status)
		}
		for _, h := range securityHeaders(false) {
			if got.Header.Get(h.name) != h.values[0] {
				t.Errorf("%s %s: %s is %q", row.method, row.path, h.name, got.Header.Get(h.name))
			}
		}
		if got.Header.Get("Cache-Control") == "" && row.status != 307 {
			t.Errorf("%s %s says nothing of keeping", row.method, row.path)
		}
		if row.method == "HEAD" && len(got.body) > 0 {
			t.Errorf("HEAD %s has a body", row.path)
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") ||
		strings.Contains(policy, "*") {
		t.Errorf("the policy %q lets in too much", policy)
	}
}

func TestHeadersWithTLS(t *testing.T) {
	found := false
	for _, h := range securityHeaders(true) {
		found = found || h.name == "Strict-Transport-Security"
	}
	s, err := New(Options{Base: "https://insyn.example.se", Keys: keys.Generate()})
	if err != nil {
		t.Fatal(err)
	}
	if !found || s.sessionCookie() != "__Host-insyn-session" ||
		s.formCookie() != "__Host-insyn-form" {
		t.Error("a site with TLS does not use it")
	}
}

func TestFailuresBecomePages(t *testing.T) {
	var err error
	p := site(t, nil, Route{Method: "GET", Pattern: "/fails", Access: Anyone,
		Handler: func(http.ResponseWriter, *http.Request) error { return err }},
		Route{Method: "GET", Pattern: "/machine", Access: Anyone, Machine: true,
			Handler: func(http.ResponseWriter, *http.Request) error { return err }},
		Route{Method: "GET", Pattern: "/staff", Access: Staff,
			Handler: says(func() string { return "secret" })})
	secret := errors.New("password is hunter2 at 10.0.0.7")
	for _, kind := range fault.Kinds() {
		err = fault.New(kind, "web.not-found").From(secret)
		for _, path := range []string{"/fails", "/en/fails", "/machine"} {
			got := ask(t, p, "GET", path)
			if got.StatusCode != fault.Status(err) ||
				got.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s at %s: %s, %s", kind, path, got.Status,
					got.Header.Get("Cache-Control"))
			}
			if strings.Contains(string(got.body), "hunter2") {
				t.Errorf("%s at %s shows its cause", kind, path)
			}
			if path == "/en/fails" && !strings.Contains(string(got.body), `<html lang="en">`) {
				t.Errorf("%s is not told in English", kind)
			}
		}
	}
	err = secret
	got := ask(t, p, "GET", "/fails")
	_, after, _ := strings.Cut(string(got.body), `class="reference">`)
	reference, _, _ := strings.Cut(after, "<")
	if len(reference) != 8 || !strings.Contains(p.log.String(), "reference="+reference) ||
		!strings.Contains(p.log.String(), "hunter2") {
		t.Errorf("the reference %q does not lead to the failure in the log", reference)
	}
	if got := ask(t, p, "GET", "/staff"); got.StatusCode != 401 ||
		strings.Contains(string(got.body), "secret") {
		t.Errorf("a stranger at a page for staff: %s", got.Status)
	}
}

func TestLanguagesHaveAddressesOfTheirOwn(t *testing.T) {
	p := site(t, nil)
	sv, en := ask(t, p, "GET", "/om?a=1&b=2"), ask(t, p, "GET", "/en/om")
	for _, row := range []struct {
		page answer
		want string
	}{
		{sv, `<html lang="sv">`}, {sv, `href="/en/om?a=1&amp;b=2" hreflang="en"`},
		{sv, "Om webbplatsen"},
		{sv, `hreflang="en" href="` + p.URL + `/en/om"`},
		{sv, `rel="canonical" href="` + p.URL + `/om"`},
		{en, `<html lang="en">`}, {en, `href="/om" hreflang="sv"`}, {en, "About this website"},
		{en, `href="/en/tillganglighet"`}, {en, `hreflang="x-default" href="` + p.URL + `/om"`},
	} {
		if !strings.Contains(string(row.page.body), row.want) {
			t.Errorf("%s lacks %s", row.page.Request.URL, row.want)
		}
	}
	if sv.Header.Get("Content-Language") != "sv" {
		t.Error("the language is not said")
	}
	for _, path := range []string{"/", "/om", "/a/b", "/en", "/ens", "/english"} {
		if path == "/en" {
			continue
		}
		l, swedish := split(in("en", path))
		if l != "en" || swedish != path {
			t.Errorf("%s came back as %s %s", path, l, swedish)
		}
		if l, same := split(path); l != "sv" || same != path {
			t.Errorf("%s is taken for %s %s", path, l, same)
		}
	}
}

func TestWrongMethodSaysWhich(t *testing.T) {
	p := site(t, nil)
	got := ask(t, p, "DELETE", "/anmal-innehall")
	if got.StatusCode != 405 || got.Header.Get("Allow") != "GET, POST" {
		t.Errorf("%s, Allow %q", got.Status, got.Header.Get("Allow"))
	}
}

// TestEveryRouteIsWhole holds N-02's "no state change on GET" as far as the
// table goes: what changes something is a POST, and a POST is never kept.
func TestEveryRouteIsWhole(t *testing.T) {
	p := site(t, nil)
	for _, row := range p.routes() {
		switch {
		case row.Method != "GET" && row.Method != "POST", row.Handler == nil:
			t.Errorf("%s %s is no route", row.Method, row.Pattern)
		case row.Access != Anyone && row.Access != Holder && row.Access != Staff:
			t.Errorf("%s %s does not say who may come", row.Method, row.Pattern)
		case row.Keep && (row.Method != "GET" || row.Access != Anyone):
			t.Errorf("%s %s is kept and must not be", row.Method, row.Pattern)
		}
	}
}
