package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestN26LogSaysNothingOfPeople holds N-26: the pattern and not the path, no
// query, no form, no cookie, no whole address, no line that a client wrote.
func TestN26LogSaysNothingOfPeople(t *testing.T) {
	p := site(t, nil, Route{Method: "GET", Pattern: "/link/{secret}", Access: Holder,
		Handler: says(func() string { return "x" })},
		Route{Method: "GET", Pattern: "/kept", Access: Anyone, Keep: true,
			Handler: says(func() string { return "x" })})
	ask(t, p, "GET", "/link/hemlig-lank?q=anna%40example.se", "User-Agent", "Anna/1.0",
		"Referer", p.URL+"/link/hemlig-lank", "Cookie", "insyn-session=kaka")
	ask(t, p, "GET", "/hemlig-lank/anna@example.se")
	ask(t, p, "GET", "/kept?anna")
	ask(t, p, "GET", "/kept?anna")
	ask(t, p, "HEMLIG", "/kept")
	ask(t, p, "GET", "/a%0alevel=ERROR%20msg=forged")
	token, cookie := opened(t, p, "/anmal-innehall")
	send(t, p, "/anmal-innehall", url.Values{"token": {token}, "address": {"/x"},
		"reason": {"hemlig-lank"},
		"email":  {"anna@example.se"}}, "Cookie", cookie)
	log := p.log.String()
	for _, private := range []string{"hemlig", "HEMLIG", "anna", "Anna", "kaka", "forged",
		"127.0.0.1", token, cookie} {
		if strings.Contains(log, private) {
			t.Errorf("the log says %q:\n%s", private, log)
		}
	}
	for _, want := range []string{"route=/link/{secret} status=200", "route=/kept", "method=other",
		"client=127.0.0.0/24", "took=", "route=/anmal-innehall status=200"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log does not say %q:\n%s", want, log)
		}
	}
	if lines := strings.Count(log, "\n"); lines != 8 {
		t.Errorf("8 requests gave %d lines:\n%s", lines, log)
	}
}

func TestPanicIsAnswered(t *testing.T) {
	p := site(t, nil,
		Route{Method: "GET", Pattern: "/before", Access: Anyone,
			Handler: func(http.ResponseWriter, *http.Request) error { panic("early") }},
		Route{Method: "GET", Pattern: "/kept", Access: Anyone, Keep: true,
			Handler: func(http.ResponseWriter, *http.Request) error { panic("kept") }},
		Route{Method: "GET", Pattern: "/after", Access: Anyone,
			Handler: func(w http.ResponseWriter, _ *http.Request) error {
				w.Write([]byte("begun"))
				panic("late")
			}})
	for _, path := range []string{"/before", "/kept"} {
		got := ask(t, p, "GET", path)
		if got.StatusCode != 500 || !strings.Contains(string(got.body), "Något gick fel hos oss") ||
			strings.Contains(string(got.body), "early") {
			t.Errorf("%s: %s", path, got.Status)
		}
	}
	if got := ask(t, p, "GET", "/after"); string(got.body) != "begun" {
		t.Errorf("after the first byte: %q", got.body)
	}
	for _, want := range []string{"panic: early", "panic: late", "level=ERROR", "observe_test.go"} {
		if !strings.Contains(p.log.String(), want) {
			t.Errorf("the log does not say %q", want)
		}
	}
}
