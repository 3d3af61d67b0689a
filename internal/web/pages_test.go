package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"insyn/internal/keys"
	"insyn/internal/trial"
)

// site serves the foundation for a test, with changes to its options.
func site(t *testing.T, changes ...func(*Options)) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	o := Options{Base: "http://" + server.Listener.Addr().String(), Keys: keys.Generate(), Demo: true,
		Operator: exampleBody, Now: func() time.Time { return exampleTime },
		Report: func(context.Context, Report) (string, error) { return "R-17", nil }}
	for _, change := range changes {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = s.Handler()
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// TestEveryPageStands opens every example in both languages: axe-core in light
// and dark, narrow windows, the keyboard.
func TestEveryPageStands(t *testing.T) {
	server := site(t)
	visitor := trial.Browser(t)
	for _, language := range []string{"", "/en"} {
		for _, e := range examples() {
			name := "page-" + e.name + map[string]string{"": "-sv", "/en": "-en"}[language]
			visitor.Open(server.URL + language + "/galleri/" + e.name).Everywhere(name)
		}
	}
}

func TestEveryPageIsValid(t *testing.T) {
	server := site(t)
	pages := map[string][]byte{}
	for _, language := range []string{"", "/en"} {
		for _, e := range examples() {
			pages[e.name+language] = body(t, server.URL+language+"/galleri/"+e.name)
		}
	}
	trial.ValidateHTML(t, pages)
}

func body(t *testing.T, url string) []byte {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", url, response.Status, err)
	}
	return b
}
