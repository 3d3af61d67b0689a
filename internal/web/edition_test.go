package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/trial"
)

// A small body makes a catalogue by hand, through the forms, and finds its
// dataset in the catalogue of the site.
func TestASmallBodyMakesACatalogue(t *testing.T) {
	s := openShop(t)
	who := s.signedInAs("publisher", account.Publisher)
	const path = "/arbete/katalog/exempeldepartementet"
	wrong := who.send(path, path, "title", "Våra data", "email", "fel")
	if wrong.status != http.StatusBadRequest && wrong.status != http.StatusUnprocessableEntity {
		t.Errorf("a form with faults: %d", wrong.status)
	}
	who.send(path, path, "title", "Våra data", "description", "Det vi har.", "publisher", "LocalAuthority", "contact", "Kansliet", "email", "kansli@example.se")
	who.send(path, path+"/datamangd/ny", "title", "Sandlådor", "description", "Var man leker.", "theme", "SOCI", "licence", "cc0", "address-1", s.at+"/luft.csv", "format-1", "text/csv")
	if page := who.get(path); !strings.Contains(page.body, "Sandlådor") || !strings.Contains(page.body, "följer den svenska profilen") {
		t.Errorf("what was saved:\n%s", page.body)
	}
	s.fetch("/datasets/dcat", http.StatusNotFound)
	who.send(path, path+"/publicera")
	time.Sleep(versionAge)
	for accept, want := range map[string]string{"": "<dcat:Catalog", "text/turtle": "a dcat:Catalog",
		"application/n-triples;q=0.9, */*": "dcat#Catalog>", "text/html": "<dcat:Catalog"} {
		r, err := http.NewRequest(http.MethodGet, s.server.URL+"/datasets/dcat", nil)
		s.must(err)
		r.Header.Set("Accept", accept)
		if got := s.answer(r); !strings.Contains(got.body, want) || !strings.Contains(got.body, "Sandlådor") || got.etag == "" {
			t.Errorf("asked for %q:\n%s", accept, got.body)
		}
	}
	_, body := s.fetch("/data?q=sandlåda", http.StatusOK)
	trial.HTML(t, body, trial.In(".hits", trial.HasText("1 datamängd")))
}
