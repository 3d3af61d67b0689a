package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"insyn/internal/fault"
)

// world is what a kept page depends on.
type world struct {
	version atomic.Value
	now     atomic.Int64 // seconds after exampleTime
	made    atomic.Int64
	wait    chan struct{}
}

func (w *world) options(o *Options) {
	o.Version = func(context.Context) (string, error) {
		version, _ := w.version.Load().(string)
		if version == "unknown" {
			return "", errors.New("no database")
		}
		return version, nil
	}
	o.Now = func() time.Time { return exampleTime.Add(time.Duration(w.now.Load()) * time.Second) }
}

// page counts how often it is made, and is true for an hour.
func (w *world) page(out http.ResponseWriter, r *http.Request) error {
	n := w.made.Add(1)
	if w.wait != nil {
		<-w.wait
	}
	from(r).Until(exampleTime.Add(2 * time.Hour))
	from(r).Until(exampleTime.Add(time.Hour))
	from(r).Until(exampleTime.Add(-time.Hour))
	return says(func() string {
		return fmt.Sprintf("made %d %s", n,
			strings.Repeat("x", 2000))
	})(out, r)
}

func keptSite(t *testing.T) (*place, *world) {
	w := &world{}
	w.version.Store("1")
	p := site(t, w.options, Route{Method: "GET", Pattern: "/kept", Access: Anyone, Keep: true,
		Handler: w.page})
	return p, w
}

// changedElsewhere lets the version be asked for again.
func changedElsewhere(p *place, w *world, version string) {
	w.version.Store(version)
	p.pages.changed()
}

func TestPageIsMadeOncePerVersion(t *testing.T) {
	p, w := keptSite(t)
	for range 5 {
		if got := ask(t, p, "GET", "/kept"); !bytes.HasPrefix(got.body, []byte("made 1 ")) {
			t.Fatalf("%.10s", got.body)
		}
	}
	ask(t, p, "GET", "/en/kept")
	ask(t, p, "GET", "/kept?x=1")
	if w.made.Load() != 3 {
		t.Errorf("three addresses were made %d times", w.made.Load())
	}
	changedElsewhere(p, w, "2")
	if got := ask(t, p, "GET", "/kept"); !bytes.HasPrefix(got.body, []byte("made 4 ")) {
		t.Errorf("the old page was shown: %.10s", got.body)
	}
	w.now.Store(3599)
	ask(t, p, "GET", "/kept")
	w.now.Store(3600)
	if got := ask(t, p, "GET", "/kept"); !bytes.HasPrefix(got.body, []byte("made 5 ")) {
		t.Errorf("the page outlived its hour: %.10s", got.body)
	}
	w.now.Store(0)
	if got := ask(t, p, "GET", "/kept"); !bytes.HasPrefix(got.body, []byte("made 6 ")) {
		t.Errorf("the clock was set back, and the page came from the future: %.10s", got.body)
	}
	long := "/kept?" + strings.Repeat("y", longestQuery+1)
	ask(t, p, "GET", long)
	ask(t, p, "GET", long)
	if w.made.Load() != 8 {
		t.Errorf("an endless query is kept")
	}
}

// TestWordsThatNobodyReadsMakeNoPage holds that a page is made once for all
// addresses that differ in nothing that it is made from.
func TestWordsThatNobodyReadsMakeNoPage(t *testing.T) {
	w := &world{}
	w.version.Store("1")
	p := site(t, w.options, Route{Method: "GET", Pattern: "/asked", Access: Anyone, Keep: true,
		Asks: []string{"a", "b"}, Handler: func(out http.ResponseWriter, r *http.Request) error {
			return says(func() string { w.made.Add(1); return r.URL.RawQuery })(out, r)
		}})
	for query, want := range map[string]string{"": "", "x=1": "", "a=": "", "b=2&a=1": "a=1&b=2",
		"a=1&b=2&x=3": "a=1&b=2", "a=1&a=2&b=2": "a=1&b=2", "b=2;a=1&x": ""} {
		for range 2 {
			if got := ask(t, p, "GET", "/asked?"+query); string(got.body) != want {
				t.Errorf("%q is asked as %q, want %q", query, got.body, want)
			}
		}
	}
	if w.made.Load() != 2 {
		t.Errorf("two pages were made %d times", w.made.Load())
	}
}

func TestVersionFromAnotherProcessIsSeenWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		version := "1"
		c := newCache(func(context.Context) (string, error) { return version, nil }, time.Now)
		for _, step := range []struct {
			wait time.Duration
			want string
		}{{0, "1"}, {100 * time.Millisecond, "1"}, {900 * time.Millisecond, "2"}} {
			time.Sleep(step.wait)
			got, err := c.current(t.Context())
			if err != nil || got != step.want {
				t.Errorf("after %s: %q, %v", step.wait, got, err)
			}
			version = "2"
		}
	})
}

func TestOwnWritesAreSeenAtOnce(t *testing.T) {
	p, w := keptSite(t)
	ask(t, p, "GET", "/kept")
	w.version.Store("2")
	ask(t, p, "POST", "/kept") // any request that may have changed something
	if got := ask(t, p, "GET", "/kept"); !bytes.HasPrefix(got.body, []byte("made 2 ")) {
		t.Errorf("the page from before the change was shown: %.10s", got.body)
	}
}

func TestAReaderHasThePage(t *testing.T) {
	p, _ := keptSite(t)
	for _, encoding := range []string{"identity", "gzip", "br, gzip;q=0.8", "gzip;q=0"} {
		page := ask(t, p, "GET", "/kept", "Accept-Encoding", encoding)
		zipped := encoding == "gzip" || strings.HasPrefix(encoding, "br")
		body := page.body
		if zipped {
			r, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatalf("%s: %v", encoding, err)
			}
			body, _ = io.ReadAll(r)
		}
		if !bytes.HasPrefix(body, []byte("made ")) ||
			(page.Header.Get("Content-Encoding") == "gzip") != zipped {
			t.Errorf("%s: %.20q, %v", encoding, body, page.Header)
		}
		if page.Header.Get("Cache-Control") != "no-cache" ||
			!strings.Contains(page.Header.Get("Vary"), "Cookie") {
			t.Errorf("%s: kept by others as %v", encoding, page.Header)
		}
		etag := page.Header.Get("Etag")
		for condition, want := range map[string]int{etag: 304, "W/" + etag: 304, `"x", ` + etag: 304,
			"*": 304, `"x"`: 200} {
			again := ask(t, p, "GET", "/kept", "Accept-Encoding", encoding, "If-None-Match", condition)
			if again.StatusCode != want || want == 304 &&
				(len(again.body) > 0 || again.Header.Get("Etag") != etag) {
				t.Errorf("%s with %s: %s", encoding, condition, again.Status)
			}
		}
		head := ask(t, p, "HEAD", "/kept", "Accept-Encoding", encoding)
		if head.StatusCode != 200 || len(head.body) > 0 ||
			head.ContentLength != int64(len(page.body)) {
			t.Errorf("HEAD: %s, %d bytes announced", head.Status, head.ContentLength)
		}
	}
}

func TestManyReadersWaitForOnePage(t *testing.T) {
	p, w := keptSite(t)
	w.wait = make(chan struct{})
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if got := ask(t, p, "GET", "/kept"); got.StatusCode != 200 {
				t.Error(got.Status)
			}
		})
	}
	for w.made.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	close(w.wait)
	group.Wait()
	if made := w.made.Load(); made != 1 {
		t.Errorf("20 readers at once made the page %d times", made)
	}
}

func TestWhatIsSomebodysIsNotKept(t *testing.T) {
	w := &world{}
	n := 0
	count := func() string { n++; return fmt.Sprint("made ", n) }
	var p *place
	p = site(t, w.options,
		Route{Method: "GET", Pattern: "/form", Access: Anyone, Keep: true,
			Handler: func(out http.ResponseWriter, r *http.Request) error {
				token := p.token(out, r)
				return says(func() string { return count() + token })(out, r)
			}},
		Route{Method: "GET", Pattern: "/fails", Access: Anyone, Keep: true,
			Handler: func(http.ResponseWriter, *http.Request) error {
				count()
				return fault.New(fault.NotFound, "web.not-found")
			}},
		Route{Method: "GET", Pattern: "/session", Access: Anyone, Keep: true,
			Handler: func(out http.ResponseWriter, r *http.Request) error {
				return says(count)(out, r)
			}})
	first, second := ask(t, p, "GET", "/form"), ask(t, p, "GET", "/form")
	if bytes.Equal(first.body, second.body) || len(first.Cookies()) != 1 ||
		len(second.Cookies()) != 1 ||
		second.Header.Get("Cache-Control") != "no-store" {
		t.Error("the form of one reader was shown to another")
	}
	n = 0
	for range 2 {
		if got := ask(t, p, "GET", "/fails"); got.StatusCode != 404 ||
			got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("a failure is kept: %s", got.Status)
		}
	}
	if n != 2 {
		t.Errorf("a failure was made %d times", n)
	}
	ask(t, p, "GET", "/session")
	n = 10
	got := ask(t, p, "GET", "/session", "Cookie", "insyn-session=anna")
	if string(got.body) == "made 1" {
		t.Error("who has a session was shown what is kept")
	}
	if w.version.Store("unknown"); true {
		p.pages.changed()
		if got := ask(t, p, "GET", "/session"); got.StatusCode != 200 ||
			got.Header.Get("Etag") != "" {
			t.Errorf("without a version: %s, %q", got.Status, got.Header.Get("Etag"))
		}
	}
}

func TestMemoryIsBounded(t *testing.T) {
	c := newCache(func(context.Context) (string, error) { return "1", nil }, time.Now)
	for i := range mostKept + 100 {
		c.put(fmt.Sprint(i), &kept{plain: encode(make([]byte, 10), "")})
	}
	if len(c.pages) > mostKept {
		t.Errorf("%d pages are kept", len(c.pages))
	}
	for i := range 40 {
		c.put(fmt.Sprint("large ", i), &kept{plain: encode(make([]byte, 4<<20), "")})
	}
	total := 0
	for _, page := range c.pages {
		total += page.bytes()
	}
	if total != c.size || total > mostKeptSize {
		t.Errorf("%d bytes are kept, %d counted", total, c.size)
	}
	c.put("large 1", &kept{plain: encode(nil, "")})
	c.put("large 1", &kept{plain: encode(nil, "")})
	if c.size < 0 {
		t.Errorf("counted to %d", c.size)
	}
}

func TestFilesOfTheSiteAreKeptForEver(t *testing.T) {
	p := site(t, nil)
	for name, address := range p.assets.address {
		got := ask(t, p, "GET", address, "Accept-Encoding", "gzip")
		if got.StatusCode != 200 || got.Header.Get("Cache-Control") != forever[0] ||
			got.Header.Get("Content-Encoding") != "gzip" || got.Header.Get("Content-Type") == "" {
			t.Errorf("%s: %s %v", name, got.Status, got.Header)
		}
		if again := ask(t, p, "GET", address, "If-None-Match", got.Header.Get("Etag"),
			"Accept-Encoding", "gzip"); again.StatusCode != 304 ||
			again.Header.Get("Cache-Control") != forever[0] {
			t.Errorf("%s again: %s", name, again.Status)
		}
	}
	if size := len(p.assets.files[strings.TrimPrefix(p.assets.address["insyn.css"],
		"/static/")].plain.body); size > 20_000 {
		t.Errorf("the style is %d bytes, more than 20 kB", size)
	}
	if got := ask(t, p, "GET",
		"/favicon.ico"); got.Header.Get("Location") != p.assets.address["icon.svg"] {
		t.Errorf("the icon is at %q", got.Header.Get("Location"))
	}
}

// Monitors and search engines ask for the headers of a page, often before any
// reader has come. What is kept from that must be the whole page.
func TestAskingForTheHeadersKeepsTheWholePage(t *testing.T) {
	p, _ := keptSite(t)
	for _, path := range []string{"/kept", "/om", "/en/tillganglighet", "/sitemap.xml"} {
		head := ask(t, p, "HEAD", path, "Accept-Encoding", "identity")
		got := ask(t, p, "GET", path, "Accept-Encoding", "identity")
		if len(got.body) == 0 || len(head.body) != 0 {
			t.Errorf("%s: %d bytes after HEAD with %d", path, len(got.body), len(head.body))
		}
		for _, name := range []string{"Etag", "Content-Length", "Content-Type",
			"Content-Language"} {
			if head.Header.Get(name) != got.Header.Get(name) {
				t.Errorf("%s: %s is %q for HEAD and %q for GET", path, name, head.Header.Get(name),
					got.Header.Get(name))
			}
		}
	}
}
