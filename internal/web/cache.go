package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/singleflight"
)

// The bounds of what is kept. A page with a longer query is made each time.
const (
	mostKept     = 4096
	mostKeptSize = 64 << 20
	longestQuery = 200
)

// versionAge is how long the version of the data is believed without asking,
// so that what another process writes is seen within a second.
const versionAge = 500 * time.Millisecond

// A cache keeps public pages, each made once per version of the data.
type cache struct {
	ask    func(context.Context) (string, error)
	now    func() time.Time // the clock that pages are true by
	making singleflight.Group

	mutex   sync.RWMutex
	pages   map[string]*kept
	size    int
	version string
	asked   time.Time
}

// A kept page is one answer, ready to be sent.
type kept struct {
	version     string
	made        time.Time // by the clock that pages are true by
	until       time.Time // zero for as long as the version holds
	route       Route
	contentType []string
	language    []string // nil for what has none
	plain       encoding
	zipped      encoding
}

// An encoding is the same page in one content encoding.
type encoding struct {
	body   []byte
	etag   []string
	length []string
}

func newCache(version func(context.Context) (string, error), now func() time.Time) *cache {
	return &cache{ask: version, now: now, pages: map[string]*kept{}}
}

// changed makes the next page ask for the version: this process has written.
func (c *cache) changed() {
	c.mutex.Lock()
	c.asked = time.Time{}
	c.mutex.Unlock()
}

// current gives the version of the data, at most versionAge old.
func (c *cache) current(ctx context.Context) (string, error) {
	c.mutex.RLock()
	version, asked := c.version, c.asked
	c.mutex.RUnlock()
	if time.Since(asked) < versionAge {
		return version, nil
	}
	before := time.Now()
	version, err := c.ask(ctx)
	if err != nil {
		return "", err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.asked.Before(before) {
		c.version, c.asked = version, before
	}
	return version, nil
}

// get gives the page kept for a key if it is still true.
func (c *cache) get(ctx context.Context, key string) (*kept, string) {
	version, err := c.current(ctx)
	if err != nil {
		return nil, ""
	}
	c.mutex.RLock()
	page := c.pages[key]
	c.mutex.RUnlock()
	if page == nil || page.version != version || !page.holds(c.now()) {
		return nil, version
	}
	return page, version
}

// holds tells whether the page is true at now. A clock that was set back, as
// that of the demonstration can be, makes no page true.
func (k *kept) holds(now time.Time) bool {
	return !now.Before(k.made) && (k.until.IsZero() || now.Before(k.until))
}

// put keeps a page, throwing out others when there is no room.
func (c *cache) put(key string, page *kept) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if old := c.pages[key]; old != nil {
		c.size -= old.bytes()
		delete(c.pages, key)
	}
	for other, old := range c.pages { // in no order: a page costs a millisecond to make again
		if len(c.pages) < mostKept && c.size+page.bytes() <= mostKeptSize {
			break
		}
		c.size -= old.bytes()
		delete(c.pages, other)
	}
	c.pages[key] = page
	c.size += page.bytes()
}

// bytes gives the memory that a page takes, more or less.
func (k *kept) bytes() int { return len(k.plain.body) + len(k.zipped.body) + 1000 }

// key names what r asks for, "" for what is not kept.
func key(r *http.Request) string {
	switch {
	case !readOnly(r), len(r.URL.RawQuery) > longestQuery, len(r.URL.Path) > longestQuery:
		return ""
	case r.URL.RawQuery == "":
		return r.URL.Path
	}
	return r.URL.Path + "?" + r.URL.RawQuery
}

// plain gives the request without what the page is not made from, in one order:
// whoever adds words to an address is shown the page that is there already, and
// does not have it made once more.
func (row Route) plain(r *http.Request) *http.Request {
	if !row.Keep || row.Asks == nil || r.URL.RawQuery == "" {
		return r
	}
	asked, known := r.URL.Query(), url.Values{}
	for _, name := range row.Asks {
		if value := strings.TrimSpace(asked.Get(name)); value != "" {
			known.Set(name, value)
		}
	}
	address := *r.URL
	address.RawQuery = known.Encode()
	r = r.WithContext(r.Context())
	r.URL = &address
	return r
}

// serveKept answers from memory what visitors without a session ask for. It
// stands before all that other requests go through, and writes its own line of
// the log: these answers are most of all answers, and cost microseconds.
func (s *Server) serveKept(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if k := key(r); k != "" && !s.hasSession(r) {
			if page, _ := s.pages.get(r.Context(), k); page != nil {
				began := time.Now()
				if !page.isHad(r) { // who has the page has its headers
					s.addHeaders(w.Header())
				}
				status, bytes := page.send(w, r)
				s.logRequest(r, &entry{route: page.route.Pattern}, status, bytes, time.Since(began))
				return
			}
		}
		next.ServeHTTP(w, r)
		if !readOnly(r) {
			s.pages.changed()
		}
	})
}

// fill makes the page that r asks for and keeps it. Those who ask at the same
// time wait for the one page. A page whose handler took back the right to keep
// it (it has a form), or that failed, is each reader's own.
func (c *cache) fill(w http.ResponseWriter, r *http.Request, v *visit, make handler,
	fail func(http.ResponseWriter, *http.Request, error)) {
	page, version := c.get(r.Context(), key(r))
	if page == nil && version != "" && key(r) != "" {
		made, err, _ := c.making.Do(version+" "+key(r), func() (any, error) {
			return c.make(r, v, version, make)
		})
		if err != nil {
			fail(w, r, err)
			return
		}
		page, _ = made.(*kept)
	}
	if page != nil {
		page.send(w, r)
		return
	}
	v.kept = false
	w.Header()["Cache-Control"] = noStore
	if err := make(w, r); err != nil {
		fail(w, r, err)
	}
}

// make makes a page to keep; nil when it must not be kept. It is made as for a
// reader, also when only its headers are asked for.
func (c *cache) make(r *http.Request, v *visit, version string, make handler) (*kept, error) {
	out := &recorder{header: http.Header{}}
	alone := r.WithContext(context.WithoutCancel(r.Context()))
	alone.Method = http.MethodGet
	if err := make(out, alone); err != nil {
		return nil, err
	}
	if out.status != http.StatusOK || !v.kept {
		return nil, nil
	}
	page := &kept{version: version, made: v.Now, until: v.until, route: v.Route,
		contentType: out.header["Content-Type"], language: out.header["Content-Language"],
		plain:  encode(out.body.Bytes(), ""),
		zipped: encode(zip(out.body.Bytes()), "-gz")}
	c.put(key(r), page)
	return page, nil
}

func encode(body []byte, suffix string) encoding {
	sum := sha256.Sum256(body)
	return encoding{body: body, length: []string{strconv.Itoa(len(body))},
		etag: []string{`"` + hex.EncodeToString(sum[:12]) + suffix + `"`}}
}

// zip compresses body. Only answers without anything of a person's are
// compressed, so that nothing secret can be guessed by the length.
func zip(body []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is a valid one
	w.Write(body)                                           // a Buffer takes everything
	w.Close()
	return out.Bytes()
}

var (
	revalidate = []string{"no-cache"}
	varying    = []string{"Accept-Encoding, Cookie"}
	gzipped    = []string{"gzip"}
)

// choose gives the encoding for the reader.
func (k *kept) choose(r *http.Request) *encoding {
	if takesGzip(r) {
		return &k.zipped
	}
	return &k.plain
}

// isHad tells whether the reader has the page.
func (k *kept) isHad(r *http.Request) bool {
	return has(r.Header["If-None-Match"], k.choose(r).etag[0])
}

// send answers r with the page, or says that the reader has it. It gives the
// status and the number of bytes sent.
func (k *kept) send(w http.ResponseWriter, r *http.Request) (status int, bytes int64) {
	chosen, header := k.choose(r), w.Header()
	k.route.share(header)
	header["Etag"] = chosen.etag
	header["Cache-Control"] = revalidate
	header["Vary"] = varying
	if has(r.Header["If-None-Match"], chosen.etag[0]) {
		w.WriteHeader(http.StatusNotModified)
		return http.StatusNotModified, 0
	}
	if chosen == &k.zipped {
		header["Content-Encoding"] = gzipped
	}
	header["Content-Type"] = k.contentType
	if k.language != nil {
		header["Content-Language"] = k.language
	}
	header["Content-Length"] = chosen.length
	if r.Method == http.MethodHead {
		return http.StatusOK, 0
	}
	n, _ := w.Write(chosen.body) // a reader who has gone is no failure of ours
	return http.StatusOK, int64(n)
}

// has tells whether one of the tags in If-None-Match is etag.
func has(values []string, etag string) bool {
	for _, value := range values {
		for tag := range strings.SplitSeq(value, ",") {
			tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
			if tag == etag || tag == "*" {
				return true
			}
		}
	}
	return false
}

// takesGzip tells whether the reader takes gzip: named, and not with q=0.
func takesGzip(r *http.Request) bool {
	for _, value := range r.Header["Accept-Encoding"] {
		for part := range strings.SplitSeq(value, ",") {
			name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
			if strings.TrimSpace(name) == "gzip" {
				q = strings.ReplaceAll(q, " ", "")
				return q != "q=0" && !strings.HasPrefix(q, "q=0.000") && q != "q=0.0" && q != "q=0.00"
			}
		}
	}
	return false
}

// A recorder holds an answer that is to be kept.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (w *recorder) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

// Write implements http.ResponseWriter.
func (w *recorder) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}
