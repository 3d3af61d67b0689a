package web

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
)

// A caller is somebody with a browser's cookies and no browser: redirects are
// looked at, not followed.
type caller struct {
	h      *house
	client *http.Client
}

func (h *house) caller() *caller {
	jar, err := cookiejar.New(nil)
	h.must(err)
	return &caller{h, &http.Client{Jar: jar, CheckRedirect: func(*http.Request,
		[]*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// A reply is an answer, read.
type reply struct {
	status int
	header http.Header
	body   string
}

func (c *caller) do(r *http.Request) reply {
	c.h.t.Helper()
	answer, err := c.client.Do(r)
	c.h.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	c.h.must(err)
	return reply{answer.StatusCode, answer.Header, string(body)}
}

// get asks for a path.
func (c *caller) get(path string) reply {
	c.h.t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.h.server.URL+path, nil)
	c.h.must(err)
	return c.do(r)
}

// post sends names and values in turn to a path, without a token.
func (c *caller) post(path string, pairs ...string) reply {
	c.h.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequest(http.MethodPost, c.h.server.URL+path,
		strings.NewReader(form.Encode()))
	c.h.must(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(r)
}

var tokenInPage = regexp.MustCompile(`name="token" value="([^"]+)"`)

// send opens a page, takes the token of its form and sends to a path.
func (c *caller) send(page, path string, pairs ...string) reply {
	c.h.t.Helper()
	opened := c.get(page)
	found := tokenInPage.FindStringSubmatch(opened.body)
	if found == nil {
		c.h.t.Fatalf("no form on %s: %d", page, opened.status)
	}
	return c.post(path, append(pairs, "token", found[1])...)
}

// filled is what somebody fills in, as names and values.
func filled(name, email string) []string {
	return []string{"name", name, "email", email, "kind", "civil-society", "organisation",
		"Föreningen Exempel"}
}

// codeIn gives the code in the latest mail to an address.
func (h *house) codeIn(address string) string {
	h.t.Helper()
	h.post()
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for i := len(h.mail) - 1; i >= 0; i-- {
		if m := h.mail[i]; m.To.Address == address {
			if code := regexp.MustCompile(`\b\d{6}\b`).FindString(m.Text); code != "" {
				return code
			}
		}
	}
	h.t.Fatalf("no code was mailed to %s", address)
	return ""
}

// unlock opens the data of the personal page at a path.
func (c *caller) unlock(personal, email string) {
	c.h.t.Helper()
	asked := c.send(personal+"/kod", personal+"/kod", "goal", "uppgifter")
	form := asked.header.Get("Location")
	u, err := url.Parse(form)
	c.h.must(err)
	opened := c.send(form, personal+"/kod/"+u.Query().Get("kod"), "goal", "uppgifter", "code",
		c.h.codeIn(email))
	if opened.status != http.StatusSeeOther {
		c.h.t.Fatalf("unlocking: %d\n%s", opened.status, opened.body)
	}
}
