package cli

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// public is the address that people see.
const public = "https://insyn.example.se"

// behind runs the program behind a proxy that ends TLS, as docs/hardening.md
// has it, and gives a browser to which every host is that proxy.
func behind(t *testing.T, flags ...string) (*http.Client, *running) {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	inner := free.Addr().String()
	_ = free.Close()
	dir := t.TempDir()
	p := start(t, append([]string{"serve", "--db", filepath.Join(dir, "insyn.db"), "--keys",
		filepath.Join(dir, "keys.json"), "--drafts", filepath.Join(dir, "drafts"),
		"--sign-in-drafts", filepath.Join(dir, "codes"), "--listen", inner,
		"--url", public, "--from", "insyn@example.se"}, flags...)...)
	proxy := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: inner})
		r.Out.Host = r.In.Host
		r.Out.Header.Set("X-Forwarded-For", "203.0.113.7") // set, not added to what the client says
	}})
	t.Cleanup(proxy.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	roots := proxy.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	browser := &http.Client{Jar: jar, Timeout: time.Minute, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "example.com"},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, proxy.Listener.Addr().String())
		}}}
	t.Cleanup(browser.CloseIdleConnections)
	return browser, p
}

// asked sends a request with the headers, given in pairs.
func asked(t *testing.T, c *http.Client, method, path string, form url.Values, headers ...string) (
	*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, public+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

var formToken = regexp.MustCompile(`name="token" value="([^"]+)"`)

// TestBehindAProxy is the site as most will run it: TLS ends in front of it.
func TestBehindAProxy(t *testing.T) {
	c, p := behind(t, "--trusted", "127.0.0.0/8")
	answer, page := asked(t, c, "GET", "/", nil, "X-Forwarded-For", "198.51.100.9")
	if got := answer.Header.Get("Strict-Transport-Security"); got != "max-age=63072000" {
		t.Errorf("browsers are asked to stay with TLS by %q", got)
	}
	_, sitemap := asked(t, c, "GET", "/sitemap.xml", nil)
	if !strings.Contains(sitemap, public+"/") || strings.Contains(page+sitemap, "127.0.0.1") {
		t.Errorf("addresses are not those that people see:\n%s", sitemap)
	}
	answer, page = asked(t, c, "GET", "/logga-in", nil)
	cookies := answer.Cookies()
	for _, cookie := range cookies {
		if !cookie.Secure || !cookie.HttpOnly || !strings.HasPrefix(cookie.Name, "__Host-") {
			t.Errorf("a cookie that TLS does not keep: %s", cookie.Name)
		}
	}
	token := formToken.FindStringSubmatch(page)
	if len(cookies) == 0 || token == nil {
		t.Fatalf("the page to sign in at has %d cookies and the token %v", len(cookies), token)
	}
	form := url.Values{"token": {token[1]}, "email": {"ingen@example.se"}}
	if answer, page = asked(t, c, "POST", "/logga-in", form, "Origin", public); answer.StatusCode != 200 {
		t.Errorf("a form of the site: %s\n%s", answer.Status, page)
	}
	answer, _ = asked(t, c, "POST", "/logga-in", form, "Origin", "https://other.example")
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("a form of another site: %s", answer.Status)
	}
	if log := p.err.String(); !strings.Contains(log, `"client":"203.0.113.0/24"`) ||
		strings.Contains(log, "198.51.100") || strings.Contains(log, "127.0.0.0/24") {
		t.Errorf("the address of a visitor is what the trusted proxy says:\n%s", log)
	}
}

// TestBehindAProxyThatNobodyTrusts has the same proxy without --trusted: what
// it says of its visitors is not believed.
func TestBehindAProxyThatNobodyTrusts(t *testing.T) {
	c, p := behind(t)
	asked(t, c, "GET", "/", nil)
	if log := p.err.String(); !strings.Contains(log, `"client":"127.0.0.0/24"`) ||
		strings.Contains(log, "203.0.113") {
		t.Errorf("the word of a stranger is believed:\n%s", log)
	}
}
