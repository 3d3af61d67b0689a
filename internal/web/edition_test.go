package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/store"
	"insyn/internal/trial"
	"insyn/rdf"
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
	if !strings.Contains(wrong.body, "Kontaktpunkt: Fyll i det här.") {
		t.Errorf("the summary does not say which fields are empty:\n%s", wrong.body)
	}
	who.send(path, path, "title", "Våra data", "description", "Det vi har.", "publisher",
		"LocalAuthority", "contact", "Kansliet", "email", "kansli@example.se")
	who.send(path, path+"/datamangd/ny", "title", "Sandlådor", "description", "Var man leker.",
		"theme", "SOCI", "licence", "cc0", "address-1", s.at+"/luft.csv", "format-1", "text/csv")
	if page := who.get(path); !strings.Contains(page.body, "Sandlådor") ||
		!strings.Contains(page.body, "följer den svenska profilen") {
		t.Errorf("what was saved:\n%s", page.body)
	}
	s.fetch("/datasets/dcat", http.StatusNotFound)
	who.send(path, path+"/publicera")
	time.Sleep(versionAge)
	for accept, want := range map[string]string{"": "<dcat:Catalog",
		"text/turtle":                      "a dcat:Catalog",
		"application/n-triples;q=0.9, */*": "dcat#Catalog>", "text/html": "<dcat:Catalog"} {
		r, err := http.NewRequest(http.MethodGet, s.server.URL+"/datasets/dcat", nil)
		s.must(err)
		r.Header.Set("Accept", accept)
		if got := s.answer(r); !strings.Contains(got.body, want) ||
			!strings.Contains(got.body, "Sandlådor") || got.etag == "" {
			t.Errorf("asked for %q:\n%s", accept, got.body)
		}
	}
	_, served := s.fetch("/datasets/dcat", http.StatusOK)
	doc, err := rdf.Parse(string(served), rdf.Options{Format: rdf.RDFXML})
	s.must(err)
	if v := dcat.Check(doc.Graph, dcat.Options{Profiles: []*dcat.Profile{dcat.Swedish}}).Verdicts[0]; v.Errors > 0 || v.Datasets != 1 {
		t.Errorf("what is served breaks the profile: %+v", v)
	}
	_, body := s.fetch("/data?q=sandlåda", http.StatusOK)
	trial.HTML(t, body, trial.In(".hits", trial.HasText("1 datamängd")))
}

// Where two people are needed, the one who saved last is not offered to publish
// what will be refused, but told who can.
func TestWhoSavedLastIsNotOfferedToPublish(t *testing.T) {
	v := staffVisit(lang.For(lang.Swedish))
	v.Person.Roles = map[account.BodyID]account.Role{exampleBody.ID: account.Publisher}
	e := act.Editing{CatalogEdition: store.CatalogEdition{Body: exampleBody.ID, Number: 1, Author: "petra"}, Of: exampleBody}
	for _, fourEyes := range []bool{false, true} {
		e.Of.FourEyes = fourEyes
		page := v.editionPage(Page{}, e, Form{printer: v.Printer})
		if (page.Publish == "") != fourEyes || (page.Wait != "") != fourEyes {
			t.Errorf("four eyes %t: %q, %q", fourEyes, page.Publish, page.Wait)
		}
	}
}
