package web

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"insyn/internal/trial"
)

// TestEveryPageStands opens every example in both languages: axe-core in light
// and dark, narrow windows, the keyboard. Two windows take every other example
// each, so that they go side by side. INSYN_PAGES is for work on some of the
// pages: a pattern of their names.
func TestEveryPageStands(t *testing.T) {
	t.Parallel()
	p, some := site(t, nil), regexp.MustCompile(os.Getenv("INSYN_PAGES"))
	var halves [2][]string
	for i, e := range examples() {
		if some.MatchString(e.name) {
			halves[i%2] = append(halves[i%2], e.name)
		}
	}
	t.Run("pages", func(t *testing.T) {
		for _, names := range halves {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				visitor := trial.Browser(t)
				for _, name := range names {
					visitor.Open(p.URL + "/galleri/" + name).Everywhere("page-" + name + "-sv")
					visitor.Open(p.URL + "/en/galleri/" + name).Everywhere("page-" + name + "-en")
				}
			})
		}
	})
	if os.Getenv("INSYN_UPDATE") != "" && some.String() == "" && !t.Failed() {
		recordRun(t)
	}
}

// recordRun writes what the accessibility statement says of these tests.
func recordRun(t *testing.T) {
	t.Helper()
	data, err := json.MarshalIndent(TestRun{Date: time.Now().UTC().Truncate(24 * time.Hour),
		Engine: "axe-core " + axeVersion(t), Pages: len(examples())}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("accessibility.json", append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// axeVersion is the version that the tests run with.
func axeVersion(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(trial.Root(t), "testdata/npm/package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct{ Version string }
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		t.Fatal(err)
	}
	return lock.Packages["node_modules/axe-core"].Version
}

// TestStatementTellsOfTheseTests fails when the statement tells of a run that
// was made with another engine, or of other pages than there are.
func TestStatementTellsOfTheseTests(t *testing.T) {
	run, err := readTestRun(testRunFile)
	if err != nil {
		t.Fatal(err)
	}
	if run.Engine != "axe-core "+axeVersion(t) || run.Pages != len(examples()) ||
		run.Date.IsZero() {
		t.Errorf("%+v: run INSYN_UPDATE=1 go test -run TestEveryPageStands", run)
	}
}

// TestEveryPageIsValid shows html-validate every example, and in English those
// that differ from the Swedish by more than their words: of words it says nothing.
func TestEveryPageIsValid(t *testing.T) {
	t.Parallel()
	p := site(t, nil)
	pages := map[string][]byte{}
	for _, e := range examples() {
		swedish := ask(t, p, "GET", "/galleri/"+e.name).body
		english := ask(t, p, "GET", "/en/galleri/"+e.name).body
		pages[e.name] = swedish
		if frame(swedish) != frame(english) {
			pages[e.name+"/en"] = english
		}
	}
	trial.ValidateHTML(t, pages)
}

// wordy are the attributes whose values are words or addresses, which are
// others in each language, or drawn anew for each visitor.
var wordy = map[string]bool{"action": true, "alt": true, "aria-label": true, "content": true,
	"formaction": true, "href": true, "hreflang": true, "lang": true, "placeholder": true,
	"src": true, "title": true, "value": true}

// frame is a page without its words: the tags with their attributes, whether
// those that hold words hold any, and whether there is text between them.
func frame(page []byte) string {
	var b strings.Builder
	for tokens := html.NewTokenizer(bytes.NewReader(page)); tokens.Next() != html.ErrorToken; {
		token := tokens.Token()
		if token.Type == html.TextToken {
			b.WriteString(strconv.FormatBool(strings.TrimSpace(token.Data) == ""))
			continue
		}
		for i, a := range token.Attr {
			if wordy[a.Key] && a.Val != "" {
				token.Attr[i].Val = "x"
			}
		}
		b.WriteString(token.String() + "\n")
	}
	return b.String()
}
