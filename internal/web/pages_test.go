package web

import (
	"testing"

	"insyn/internal/trial"
)

// TestEveryPageStands opens every example in both languages: axe-core in light
// and dark, narrow windows, the keyboard.
func TestEveryPageStands(t *testing.T) {
	p := site(t, nil)
	visitor := trial.Browser(t)
	for _, language := range []string{"", "/en"} {
		for _, e := range examples() {
			name := "page-" + e.name + map[string]string{"": "-sv", "/en": "-en"}[language]
			visitor.Open(p.URL + language + "/galleri/" + e.name).Everywhere(name)
		}
	}
}

func TestEveryPageIsValid(t *testing.T) {
	p := site(t, nil)
	pages := map[string][]byte{}
	for _, language := range []string{"", "/en"} {
		for _, e := range examples() {
			pages[e.name+language] = ask(t, p, "GET", language+"/galleri/"+e.name).body
		}
	}
	trial.ValidateHTML(t, pages)
}
