package trial

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

func TestCrawlGoesEverywhere(t *testing.T) {
	pages := map[string][2]string{
		"/": {"text/html", `<a href="/a#x">a</a> <a href="b?q=1">b</a> <link href="/s.css">
			<img src="p.png"><form action="/search"></form><form action="/post" method="POST"></form>
			<a href="https://other.example/">out</a> <a href="mailto:a@example.org">mail</a>`},
		"/a":      {"text/html; charset=utf-8", `<a href="/moved">m</a> <a href="/api">json</a>`},
		"/b":      {"text/html", `<a href="/feed">f</a> <a href="/map.xml">s</a>`},
		"/s.css":  {"text/css", ""},
		"/p.png":  {"image/png", ""},
		"/search": {"text/html", ""},
		"/api":    {"application/json", `{"items":[{"self":"/api/1"}],"n":1}`},
		"/api/1":  {"application/json", `{}`},
		"/feed":   {"application/atom+xml", `<feed><link href="/from-feed"/></feed>`},
		"/map.xml": {"application/xml",
			`<urlset><url><loc>/from-map</loc><lastmod>2023</lastmod></url></urlset>`},
		"/from-feed": {"text/html", ""}, "/from-map": {"text/html", ""}, "/goal": {"text/html", ""},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, "/goal", http.StatusSeeOther)
			return
		}
		page, ok := pages[r.URL.Path]
		w.Header().Set("Content-Type", page[0])
		if !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, page[1])
	}))
	defer server.Close()
	var got []string
	for _, f := range Crawl(t, server.URL, "/") {
		got = append(got, f.Address)
	}
	slices.Sort(got)
	want := []string{"/", "/a", "/api", "/api/1", "/b?q=1", "/feed", "/from-feed", "/from-map",
		"/goal", "/map.xml", "/moved", "/p.png", "/s.css", "/search"}
	if !slices.Equal(got, want) {
		t.Errorf("the crawl went to\n%q, want\n%q", got, want)
	}
	pages["/search"] = [2]string{"text/html", `<a href="/gone">x</a>`}
	trying(t, func(tb testing.TB) { Crawl(tb, server.URL, "/") }).
		wantFailure(t, "/gone answers 404; /search leads there")
}

func TestCrawlEnds(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<a href="/?page=%sx">next</a>`, r.FormValue("page"))
	}))
	defer server.Close()
	if got := len(Crawl(t, server.URL, "/")); got != crawlQueries {
		t.Errorf("the crawl went to %d addresses, want %d", got, crawlQueries)
	}
}
