package web

import (
	"testing"

	"insyn/internal/lang"
)

// The log speaks to an officer: no braces, nothing that did not happen.
func TestTheLogIsReadInWords(t *testing.T) {
	for noted, want := range map[string]string{
		"":   "",
		"{}": "",
		`{"appeal":false,"disinterested":true,"masks":0,"reason":"advertising"}`: "uppger sig inte vara jävig · skäl: advertising",
		`{"appeal":true,"masks":2,"reason":""}`:                                  "ny prövning · maskeringar: 2",
		`{"number":3,"via":"letter"}`:                                            "nummer: 3 · kom in via: Brev",
		`{"order":1,"status":"seated"}`:                                          "ordning: 1 · läge: Har plats",
		`{"paper":"invitation","views":[1,12]}`:                                  "handling: inbjudan · synpunkter: 1, 12",
		`{"size":100000000}`:                                                     "byte: 100000000",
		`{"people":2,"version":3}`:                                               "mottagare: 2 · version: 3",
		`{"reason":"","was":"seated"}`:                                           "var förut: Har plats",
		`{"template":"sakrad"}`:                                                  "mall: Sakråd",
		`{"through":"join"}`:                                                     "på: adressen i kalendern",
		`{"there":false}`:                                                        "på plats: nej",
		`{"order":3,"until":"2026-11-29T13:47:00Z"}`:                             "ordning: 3 · till och med: 29\u00a0november 2026 kl.\u00a014.47",
		`{"new":{"a":1}}`:                                                        `new: {"a":1}`,
		"not noted as JSON":                                                      "not noted as JSON",
	} {
		if got := staffVisit(lang.For(lang.Swedish)).detail(noted); got != want {
			t.Errorf("%s: %q, want %q", noted, got, want)
		}
	}
}
