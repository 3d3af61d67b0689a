package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Who reads how to report leaves nothing here: no cookie, no line in the log, no
// referrer, and there is nothing to fill in (I-1).
func TestK47TheGuideLeavesNoTrace(t *testing.T) {
	var observed []string
	p := site(t, func(o *Options) {
		o.Observed = func(_, route string, _ int, _ time.Duration) { observed = append(observed, route) }
	})
	for _, prefix := range []string{"", "/en"} {
		before := p.log.String()
		got := ask(t, p, "GET", prefix+guidePath+"?kalla=x", "Referer", "https://intranet.example.se/", "Cookie", "a=b")
		if got.StatusCode != http.StatusOK || len(got.Header["Set-Cookie"]) > 0 ||
			got.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", got.Status, got.Header)
		}
		if after := p.log.String(); after != before {
			t.Errorf("the log tells of it: %s", strings.TrimPrefix(after, before))
		}
		body := string(got.body)
		for _, bad := range []string{"<form", "mailto:", "<input", "<textarea", "type=\"file\"",
			"<iframe", "<img"} {
			if strings.Contains(body, bad) {
				t.Errorf("the guide has %s", bad)
			}
		}
		for _, link := range regexp.MustCompile(`<a [^>]*href="https?://[^>]*>`).FindAllString(body, -1) {
			if !strings.Contains(link, `rel="noopener noreferrer"`) {
				t.Errorf("leaves Insyn and tells from where: %s", link)
			}
		}
		for _, source := range regexp.MustCompile(`(?:src|<link rel="stylesheet" href)="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			if !strings.HasPrefix(source[1], "/static/") {
				t.Errorf("asks another host for %s", source[1])
			}
		}
		for _, anchor := range []string{"#internal", "#external", "#police"} {
			if !strings.Contains(body, `href="`+anchor+`"`) {
				t.Errorf("no choice within the page leads to %s", anchor)
			}
		}
	}
	if len(observed) > 0 {
		t.Errorf("counted as %v", observed)
	}
	ask(t, p, "GET", "/om")
	if !strings.Contains(p.log.String(), "route=/om") || len(observed) != 1 {
		t.Error("other pages are logged: the test could not have failed")
	}
}

func TestTheGuideIsFoundAndNobodyIsPromisedAnything(t *testing.T) {
	h := newHouse(t)
	h.shows("/integritet", guidePath)
	h.shows(guidePath, "anonyma rapporter inte omfattas", "Swedac", "ingen rapporteringskanal",
		"28 november 2026", "lämnar Insyn")
	h.shows(guidePath, "Inte kontrollerat: anonymitet", `<a href="https://www.skatteverket.se" rel="noopener noreferrer">Skatteverket</a>`,
		"Vi har bara kontrollerat att de står i listorna")
	_, page := h.fetch(guidePath, 200)
	for _, facts := range regexp.MustCompile(`(?s)<dl.*?</dl>`).FindAllString(string(page), -1) {
		if strings.Contains(facts, "Kontrollerat") && strings.Contains(facts, "nte kontrollerat") {
			t.Errorf("what was not checked stands under a day on which it was: %s", facts)
		}
	}
	h.move(time.Date(2027, 8, 1, 8, 0, 0, 0, time.UTC))
	h.shows("/en"+guidePath, "check again")
}
