package trial

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Text is what the page says, with every run of spaces as one.
func (v *Visitor) Text() string {
	v.t.Helper()
	text, err := run(v, chromedp.Evaluate[string]("document.body?.innerText ?? ''"))
	if err != nil {
		v.t.Fatalf("reading the page: %v", err)
	}
	return squeeze(text)
}

// Title is the title of the page.
func (v *Visitor) Title() string {
	v.t.Helper()
	title, err := run(v, chromedp.Title())
	if err != nil {
		v.t.Fatalf("reading the title: %v", err)
	}
	return squeeze(title)
}

// URL is the address of the page.
func (v *Visitor) URL() string {
	v.t.Helper()
	address, err := run(v, chromedp.Evaluate[string]("location.href"))
	if err != nil {
		v.t.Fatalf("reading the address: %v", err)
	}
	return address
}

// Path is the path of the address of the page.
func (v *Visitor) Path() string {
	v.t.Helper()
	u, err := url.Parse(v.URL())
	if err != nil {
		v.t.Fatal(err)
	}
	return u.Path
}

// Status is the HTTP status that the last document came with.
func (v *Visitor) Status() int { return v.seen.documentStatus() }

// Value is what stands in the field with the label.
func (v *Visitor) Value(label string) string {
	v.t.Helper()
	v.find("field", label)
	value, err := ask[string](v, "content", label, v.scope)
	if err != nil {
		v.t.Fatalf("reading the field %q: %v", label, err)
	}
	return value
}

// Has demands that the page says each of the texts, whatever the spaces.
func (v *Visitor) Has(texts ...string) *Visitor {
	v.t.Helper()
	page := v.Text()
	for _, text := range texts {
		if !strings.Contains(page, squeeze(text)) {
			v.t.Errorf("the page does not say %q\n%s", text, v.where())
		}
	}
	return v
}

// Awaits waits until the page says a text: what a script of it says later.
func (v *Visitor) Awaits(text string) *Visitor {
	v.t.Helper()
	for deadline := time.Now().Add(stepLimit); ; time.Sleep(20 * time.Millisecond) {
		if strings.Contains(v.Text(), squeeze(text)) {
			return v
		}
		if time.Now().After(deadline) {
			v.t.Fatalf("the page does not come to say %q\n%s", text, v.where())
		}
	}
}

// Lacks demands that the page says none of the texts.
func (v *Visitor) Lacks(texts ...string) *Visitor {
	v.t.Helper()
	page := v.Text()
	for _, text := range texts {
		if strings.Contains(page, squeeze(text)) {
			v.t.Errorf("the page says %q and should not\n%s", text, v.where())
		}
	}
	return v
}

// Get fetches an address (relative to the page) with the visitor's cookies and
// without following redirects: a file that a browser would save, say.
func (v *Visitor) Get(address string) (*http.Response, []byte) {
	v.t.Helper()
	base, err := url.Parse(v.URL())
	if err != nil {
		v.t.Fatal(err)
	}
	goal, err := base.Parse(address)
	if err != nil {
		v.t.Fatalf("get %q: %v", address, err)
	}
	request, err := http.NewRequestWithContext(v.ctx, http.MethodGet, goal.String(), nil)
	if err != nil {
		v.t.Fatalf("get %q: %v", address, err)
	}
	jar, err := chromedp.Call(v.ctx, network.GetCookies,
		network.GetCookiesParams{URLs: []string{goal.String()}})
	if err != nil {
		v.t.Fatalf("get %q: reading the cookies: %v", address, err)
	}
	for _, c := range jar.Cookies {
		request.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	response, err := transport.RoundTrip(request)
	if err != nil {
		v.t.Fatalf("get %q: %v", address, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		v.t.Fatalf("get %q: %v", address, err)
	}
	return response, body
}

// NoForeignRequests demands that no page so far has asked another host than
// those that Open was given. It is also checked when the test ends.
func (v *Visitor) NoForeignRequests() {
	v.t.Helper()
	problems, foreign := v.seen.take()
	v.blame(problems, foreign)
}

// reckon is the check at the end of a test.
func (v *Visitor) reckon() {
	v.t.Helper()
	_, _ = run(v, chromedp.Evaluate[int]("0")) // events before this answer have arrived
	if v.t.Failed() {
		v.shootFailure()
	}
	v.blame(v.seen.take())
}

func (v *Visitor) blame(problems, foreign []string) {
	v.t.Helper()
	for _, p := range problems {
		v.t.Errorf("in the browser: %s", p)
	}
	for _, f := range foreign {
		v.t.Errorf("in the browser: a page asks another host: %s", f)
	}
}

// where describes the page that the visitor looks at, for messages.
func (v *Visitor) where() string {
	v.t.Helper()
	address, _ := run(v, chromedp.Evaluate[string]("location.href"))
	text, _ := run(v, chromedp.Evaluate[string]("document.body?.innerText ?? ''"))
	text = squeeze(text)
	if runes := []rune(text); len(runes) > 1500 {
		text = string(runes[:1500]) + " …"
	}
	return fmt.Sprintf("at %s (status %d), which says:\n%s", address, v.Status(), text)
}

// squeeze makes one space of every run of spaces, no-break spaces too.
func squeeze(text string) string {
	return strings.Join(strings.Fields(text), " ")
}
