package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/keys"
)

var tokenForm = regexp.MustCompile(`name="token" value="([^"]+)"`)

// opened opens the form at path and gives its token and the cookie it came with.
func opened(t *testing.T, p *place, path string, headers ...string) (token, cookie string) {
	t.Helper()
	page := ask(t, p, "GET", path, headers...)
	found := tokenForm.FindSubmatch(page.body)
	if found == nil {
		t.Fatalf("%s %s has no token", path, page.Status)
	}
	if c := page.Cookies(); len(c) == 1 {
		cookie = c[0].Name + "=" + c[0].Value
		if !c[0].HttpOnly || c[0].SameSite != http.SameSiteLaxMode || c[0].Path != "/" ||
			c[0].MaxAge != 0 {
			t.Errorf("the cookie %v is not kept close", c[0])
		}
	}
	if page.Header.Get("Cache-Control") != "no-store" {
		t.Error("a page with a token may be kept")
	}
	return string(found[1]), cookie
}

// TestFormsComeFromHere holds N-02.
func TestFormsComeFromHere(t *testing.T) {
	p := site(t, nil)
	form := func(token string) url.Values {
		return url.Values{"token": {token}, "address": {"/om"}, "reason": {"fel"}}
	}
	token, cookie := opened(t, p, "/anmal-innehall")
	other, otherCookie := opened(t, p, "/anmal-innehall")
	if cookie == "" || token == other || cookie == otherCookie {
		t.Fatalf("two visitors share %q or %q", token, cookie)
	}
	for name, row := range map[string]struct {
		form    url.Values
		headers []string
	}{
		"no token":          {form(""), []string{"Cookie", cookie}},
		"no cookie":         {form(token), nil},
		"another's token":   {form(other), []string{"Cookie", cookie}},
		"an invented token": {form("k.AAAA"), []string{"Cookie", cookie}},
		"another site": {form(token), []string{"Cookie", cookie, "Origin",
			"https://evil.example"}},
		"cross-site fetch": {form(token), []string{"Cookie", cookie, "Sec-Fetch-Site", "cross-site"}},
		"same site, other host": {form(token), []string{"Cookie", cookie,
			"Sec-Fetch-Site", "same-site"}},
		"opaque origin": {form(token), []string{"Cookie", cookie, "Origin", "null"}},
		"text/plain":    {form(token), []string{"Cookie", cookie, "Content-Type", "text/plain"}},
	} {
		if got := send(t, p, "/anmal-innehall", row.form, row.headers...); got.StatusCode != 403 ||
			strings.Contains(string(got.body), "behörighet") {
			t.Errorf("%s: %s, or it is told that a right is missing", name, got.Status)
		}
	}
	if len(p.reports) > 0 {
		t.Fatalf("%d reports were taken from elsewhere", len(p.reports))
	}
	got := send(t, p, "/anmal-innehall", form(token), "Cookie", cookie, "Origin", p.URL)
	if got.StatusCode != 200 || len(p.reports) != 1 || !strings.Contains(string(got.body), "R-17") {
		t.Errorf("our own form: %s, %d reports", got.Status, len(p.reports))
	}
	// A browser that opens the form again keeps its cookie, so that an older tab still works.
	again, fresh := opened(t, p, "/anmal-innehall", "Cookie", cookie)
	if again != token || fresh != "" {
		t.Error("opening the form again made the first tab useless")
	}
}

func TestTokenIsBoundToTheSession(t *testing.T) {
	p := site(t, func(o *Options) {
		o.SignedIn = func(r *http.Request) (account.Person, string) {
			c, err := r.Cookie("insyn-session")
			if err != nil {
				return account.Anybody, ""
			}
			return account.Person{ID: account.PersonID(c.Value)}, c.Value
		}
	})
	values := func(token string) url.Values {
		return url.Values{"token": {token}, "address": {"/om"}, "reason": {"fel"}}
	}
	anna, cookie := opened(t, p, "/anmal-innehall", "Cookie", "insyn-session=anna")
	if cookie != "" {
		t.Errorf("a session has no need of %s", cookie)
	}
	visitor, visitorCookie := opened(t, p, "/anmal-innehall")
	for name, row := range map[string][2]string{
		"another session":       {anna, "insyn-session=bo"},
		"a visitor's token":     {visitor, "insyn-session=anna; " + visitorCookie},
		"a session as visitor":  {anna, visitorCookie},
		"a session by its name": {anna, "insyn-form=anna"},
	} {
		if got := send(t, p, "/anmal-innehall", values(row[0]), "Cookie",
			row[1]); got.StatusCode != 403 {
			t.Errorf("%s: %s", name, got.Status)
		}
	}
	if got := send(t, p, "/anmal-innehall", values(anna), "Cookie",
		"insyn-session=anna"); got.StatusCode != 200 {
		t.Errorf("her own: %s", got.Status)
	}
}

func TestFormsWithFilesCarryTheTokenToo(t *testing.T) {
	taken := 0
	p := site(t, nil, Route{Method: "POST", Pattern: "/file", Access: Anyone, Body: 4 << 20,
		Handler: func(w http.ResponseWriter, r *http.Request) error {
			taken++
			return says(func() string { return r.PostForm.Get("word") })(w, r)
		}})
	token, cookie := opened(t, p, "/anmal-innehall")
	part := func(size int, token string) (*bytes.Buffer, string) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		w.WriteField("token", token)
		w.WriteField("word", "hej")
		f, _ := w.CreateFormFile("file", "a.pdf")
		f.Write(make([]byte, size))
		w.Close()
		return &b, w.FormDataContentType()
	}
	for name, row := range map[string]struct {
		size, status int
		token        string
	}{
		"small": {1000, 200, token}, "on disk": {3 << 20, 200, token},
		"too large": {5 << 20, 413, token}, "no token": {1000, 403, ""},
	} {
		b, kind := part(row.size, row.token)
		got := askWith(t, p, "POST", "/file", b, "Content-Type", kind, "Cookie", cookie)
		if got.StatusCode != row.status {
			t.Errorf("%s: %s", name, got.Status)
		}
	}
	if taken != 2 {
		t.Errorf("%d files were taken", taken)
	}
	long := strings.Repeat("a", mostBody)
	got := send(t, p, "/anmal-innehall", url.Values{"reason": {long}}, "Cookie", cookie)
	if got.StatusCode != 413 || !strings.Contains(string(got.body), "262") {
		t.Errorf("a form that is too large: %s", got.Status)
	}
	got = askWith(t, p, "POST", "/anmal-innehall", strings.NewReader("%zz=1"), "Cookie", cookie,
		"Content-Type", "application/x-www-form-urlencoded")
	if got.StatusCode != 422 {
		t.Errorf("a form that cannot be read: %s", got.Status)
	}
}

func TestWrongReportComesBackWithAllItsFaults(t *testing.T) {
	p := site(t, nil)
	token, cookie := opened(t, p, "/en/anmal-innehall")
	got := send(t, p, "/en/anmal-innehall", url.Values{"token": {token},
		"name":  {`"><script>x</script>`},
		"email": {"nobody"}, "reason": {strings.Repeat("å", mostReason+1)}}, "Cookie", cookie)
	text := string(got.body)
	for _, want := range []string{`href="#f-address"`, `href="#f-reason"`, `href="#f-email"`,
		`id="f-email-error"`, `value="nobody"`, "4,000 characters", `aria-invalid="true"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the form lacks %s", want)
		}
	}
	if got.StatusCode != 422 || strings.Contains(text, "<script>x") || len(p.reports) != 0 {
		t.Errorf("%s, %d reports", got.Status, len(p.reports))
	}
	if again := tokenForm.FindStringSubmatch(text); again == nil || again[1] != token {
		t.Error("the form that comes back cannot be sent")
	}
}

func TestReportsAreNotTakenWhereNobodyReadsThem(t *testing.T) {
	p := site(t, func(o *Options) { o.Report = nil; o.Keys = keys.Generate() })
	page := ask(t, p, "GET", "/anmal-innehall")
	if strings.Contains(string(page.body), `<form method="post"`) || len(page.Cookies()) > 0 ||
		!strings.Contains(string(page.body), exampleBody.Email) {
		t.Error("a form is shown that leads nowhere, or no address to write to")
	}
}
