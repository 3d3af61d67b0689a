package trial

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Found is what stands at an address.
type Found struct {
	Address string // path and query
	From    string // the address that led here, "" for a start
	Status  int
	Type    string // media type without parameters
	Header  http.Header
	Body    []byte
}

// Crawl bounds: a site whose filters lead to filters has no end.
const (
	crawlMost    = 5000 // addresses
	crawlQueries = 40   // addresses that differ in their query only
)

// Crawl goes, as somebody unknown, to the starts (paths of the site at base)
// and to everything on the site that they lead to: links, forms sent by GET,
// scripts, styles, pictures, feeds, sitemaps, addresses in JSON. An address
// that answers 404 (unless a start) or 500 and up fails the test: a link is
// broken.
func Crawl(t testing.TB, base string, starts ...string) []Found {
	t.Helper()
	site, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	c := crawl{t: t, site: site, transport: transport,
		seen: map[string]bool{}, queries: map[string]int{}}
	for _, start := range starts {
		c.add(site, start, "")
	}
	for len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		c.visit(next)
	}
	return c.found
}

// crawl is a walk under way.
type crawl struct {
	t         testing.TB
	site      *url.URL
	transport *http.Transport
	seen      map[string]bool
	queries   map[string]int
	queue     []Found // with Address and From only
	found     []Found
}

// add puts an address in the queue when it is on the site and new.
func (c *crawl) add(base *url.URL, address, from string) {
	u, err := base.Parse(strings.TrimSpace(address))
	if err != nil || u.Host != c.site.Host || (u.Scheme != "http" && u.Scheme != "https") {
		return
	}
	goal := u.RequestURI()
	if c.seen[goal] || len(c.seen) >= crawlMost || c.queries[u.Path] >= crawlQueries {
		return
	}
	c.seen[goal] = true
	c.queries[u.Path]++
	c.queue = append(c.queue, Found{Address: goal, From: from})
}

// visit fetches an address and adds what it leads to.
func (c *crawl) visit(f Found) {
	c.t.Helper()
	here, err := c.site.Parse(f.Address)
	if err != nil {
		c.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(c.t.Context(), http.MethodGet, here.String(), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	response, err := c.transport.RoundTrip(request)
	if err != nil {
		c.t.Fatalf("%s: %v", f.Address, err)
	}
	defer response.Body.Close()
	if f.Body, err = io.ReadAll(response.Body); err != nil {
		c.t.Fatalf("%s: %v", f.Address, err)
	}
	f.Status, f.Header = response.StatusCode, response.Header
	f.Type, _, _ = mime.ParseMediaType(response.Header.Get("Content-Type"))
	c.found = append(c.found, f)
	if f.Status >= 500 || f.Status == http.StatusNotFound && f.From != "" {
		c.t.Errorf("%s answers %d; %s leads there", f.Address, f.Status, f.From)
	}
	if to := response.Header.Get("Location"); to != "" {
		c.add(here, to, f.Address)
	}
	for _, address := range addresses(f) {
		c.add(here, address, f.Address)
	}
}

// addresses are those that the content names, whole or relative.
func addresses(f Found) []string {
	switch {
	case f.Type == "text/html":
		return inHTML(f.Body)
	case strings.HasSuffix(f.Type, "json"):
		var value any
		if json.Unmarshal(f.Body, &value) == nil {
			return inJSON(value, nil)
		}
	case strings.HasSuffix(f.Type, "xml") && f.Type != "image/svg+xml":
		return inXML(f.Body)
	}
	return nil
}

func inHTML(body []byte) (found []string) {
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		post := false
		for _, a := range n.Attr {
			post = post || a.Key == "method" && strings.EqualFold(a.Val, "post")
		}
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" || a.Key == "action" && !post {
				found = append(found, a.Val)
			}
		}
	}
	return found
}

// inJSON collects the texts that look like addresses.
func inJSON(value any, found []string) []string {
	switch v := value.(type) {
	case string:
		if strings.HasPrefix(v, "/") || strings.Contains(v, "://") {
			found = append(found, v)
		}
	case []any:
		for _, item := range v {
			found = inJSON(item, found)
		}
	case map[string]any:
		for _, item := range v {
			found = inJSON(item, found)
		}
	}
	return found
}

// inXML collects the href of links and the text of <loc>, which is how feeds
// and sitemaps name addresses.
func inXML(body []byte) (found []string) {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	name := ""
	for {
		token, err := decoder.Token()
		if err != nil {
			return found
		}
		switch e := token.(type) {
		case xml.StartElement:
			name = e.Name.Local
			for _, a := range e.Attr {
				if a.Name.Local == "href" {
					found = append(found, a.Value)
				}
			}
		case xml.EndElement:
			name = ""
		case xml.CharData:
			if name == "loc" {
				found = append(found, string(e))
			}
		}
	}
}
