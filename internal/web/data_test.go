package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fetch"
	"insyn/internal/store"
	"insyn/internal/trial"
)

// A shop is a house whose body publishes open data at a loopback host.
type shop struct {
	*house
	source catalog.SourceID
	texts  map[string]string // by path
	at     string
}

// hostileTitle is what somebody might call a dataset to do harm.
const hostileTitle = "<script>alert(1)</script> & 'Badplatser'"

// shopText is a catalogue with a dataset of each sort; {at} is its host.
const shopText = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<https://e.example.se/c> a dcat:Catalog ; dcterms:title "Exempelkatalog"@sv ;
  dcat:dataset <https://e.example.se/d/1>, <https://e.example.se/d/2>, <https://e.example.se/d/3> .
<https://e.example.se/p> a foaf:Agent ; foaf:name "Exempelverket"@sv .
<https://e.example.se/k> a vcard:Organization ; vcard:fn "Kontakten" ; vcard:hasEmail <mailto:data@e.example.se> .
<https://e.example.se/d/1> a dcat:Dataset ; dcterms:title "Luftmätningar"@sv, "Air measurements"@en ;
  dcterms:description "Halter av partiklar."@sv ; dcterms:publisher <https://e.example.se/p> ;
  dcat:contactPoint <https://e.example.se/k> ; dcat:keyword "luft"@sv ; dcterms:modified "2023-05-06" ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI> ;
  dcat:distribution <https://e.example.se/d/1/f> .
<https://e.example.se/d/1/f> a dcat:Distribution ; dcterms:title "Halter"@sv ; dcterms:format "text/csv" ;
  dcat:downloadURL <{at}/luft.csv> ; dcat:accessURL <{at}/luft.csv>, <javascript:alert(1)> ;
  dcterms:license <http://creativecommons.org/licenses/by/4.0/> .
<https://e.example.se/d/2> a dcat:Dataset ; dcterms:title "` + hostileTitle + `"@sv ;
  dcterms:description "<img src=x onerror=alert(1)>"@sv ; dcat:landingPage <javascript:alert(2)> .
<https://e.example.se/d/3> a dcat:Dataset ; dcterms:title "Väglag"@sv ; dcterms:modified "2023-06-07" .
`

func openShop(t testing.TB) *shop {
	s := &shop{texts: map[string]string{}}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, known := s.texts[r.URL.Path]
		if !known {
			http.NotFound(w, r)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".ttl") {
			w.Header().Set("Content-Type", "text/turtle")
		}
		fmt.Fprint(w, text)
	}))
	t.Cleanup(host.Close)
	s.at = host.URL
	s.house = newHouse(t)
	s.Fetch = fetch.New(fetch.Options{Loopback: true, Pause: -1})
	t.Cleanup(s.Fetch.Close)
	s.texts["/dcat.ttl"] = strings.ReplaceAll(shopText, "{at}", s.at)
	s.texts["/luft.csv"] = "plats;halt\n<b>Exempelstad</b>;3,5\nProvby;4,1\n"
	source, err := s.AddSource(t.Context(), s.boss, catalog.Source{Body: string(exampleBody.ID),
		Address: s.at + "/dcat.ttl", Sector: catalog.PublicSector})
	s.must(err)
	s.source = source.ID
	s.harvest()
	return s
}

// harvest takes over what the body publishes now.
func (s *shop) harvest() {
	s.t.Helper()
	run, err := s.Harvest(s.t.Context(), account.System, s.source)
	s.must(err)
	if run.State != store.HarvestDone && run.State != store.HarvestSame {
		s.t.Fatalf("the harvest: %+v", run)
	}
	time.Sleep(versionAge)
}

var datasetLink = regexp.MustCompile(`/data/datamangd/[0-9a-f-]+`)

// find gives the address of the first dataset that is found.
func (s *shop) find(query string) string {
	s.t.Helper()
	_, body := s.fetch("/data?q="+query, http.StatusOK)
	return datasetLink.FindString(string(body))
}

func TestDatasetsAreFoundAndShown(t *testing.T) {
	s := openShop(t)
	_, body := s.fetch("/data", http.StatusOK)
	trial.HTML(t, body, trial.In(".hits", trial.HasText("3 datamängder"), trial.HasText("Väglag")),
		trial.In(".narrow", trial.HasText("Miljö (1)"), trial.HasText("CC BY 4.0: ange källan (1)"),
			trial.HasText(exampleBody.Name+" (3)")))
	for query, want := range map[string]string{
		"q=luftmätning": "1 datamängd", "q=partiklarna": "1 datamängd", "q=exempelverket": "1 datamängd",
		"tema=ENVI": "1 datamängd", "format=CSV&licens=by": "1 datamängd", "myndighet=annan": "Vi hittade ingen",
		"q=luft&tema=TRAN": "Vi hittade ingen", "licens=none&licens=by": "3 datamängder", "vardefull=yes": "Vi hittade ingen",
	} {
		_, body := s.fetch("/data?"+query, http.StatusOK)
		trial.HTML(t, body, trial.In(".hits", trial.HasText(want)))
	}
	_, body = s.fetch("/en/data?q=measurement", http.StatusOK)
	trial.HTML(t, body, trial.In(".hits h3", trial.HasText("Air measurements")))
	_, err := s.ProbeDue(t.Context())
	s.must(err)
	time.Sleep(versionAge)
	page := s.find("luft")
	_, body = s.fetch(page, http.StatusOK)
	trial.HTML(t, body, trial.In(`[itemtype="https://schema.org/Dataset"]`,
		trial.In(`h1[itemprop=name]`, trial.HasText("Luftmätningar")),
		trial.In(`link[itemprop=license]`, trial.HasAttr("href", "http://creativecommons.org/licenses/by/4.0/")),
		trial.In(`link[itemprop=contentUrl]`, trial.HasAttr("href", s.at+"/luft.csv"))),
		trial.In(".form", trial.HasText("Fungerar"), trial.HasText("Senast prövad"),
			trial.HasText("javascript:alert(1)")),
		trial.In("aside", trial.HasText("Exempelverket"), trial.HasText("data@e.example.se"),
			trial.HasText("6 maj 2023")))
	for _, hostile := range []string{"javascript:alert", "<script>alert", "<img src=x"} {
		if strings.Contains(string(body), `href="`+hostile) {
			t.Errorf("something leads to %s", hostile)
		}
	}
	s.preview(page, string(body))
}

// preview looks at the beginning of the file that a page offers.
func (s *shop) preview(page, body string) {
	s.t.Helper()
	address := regexp.MustCompile(page + `/forhandsvisning/[0-9a-f-]+`).FindString(body)
	_, shown := s.fetch(address, http.StatusOK)
	trial.HTML(s.t, shown, trial.In("table", trial.HasText("<b>Exempelstad</b>"), trial.HasText("4,1")),
		trial.NotIn("td b"))
	s.fetch(page+"/forhandsvisning/0", http.StatusNotFound)
	other := s.find("väglag")
	s.fetch(strings.Replace(address, page, other, 1), http.StatusNotFound) // it is not that dataset's
}

func TestN04HostileDatasetsStayText(t *testing.T) {
	s := openShop(t)
	for _, path := range []string{"/data", s.find("badplatser"),
		s.find("badplatser") + "/historik"} {
		_, body := s.fetch(path, http.StatusOK)
		for _, hostile := range []string{"<script>alert", "<img src=x", `href="javascript:`} {
			if strings.Contains(string(body), hostile) {
				t.Errorf("%s has %s", path, hostile)
			}
		}
	}
}

// A dataset that has vanished keeps its page, and tells what it was; what has
// changed is told statement by statement.
func TestDatasetsKeepTheirPage(t *testing.T) {
	s := openShop(t)
	air, road := s.find("luft"), s.find("väglag")
	text := strings.Replace(s.texts["/dcat.ttl"], "Halter av partiklar.", "Halter av kväveoxid.", 1)
	s.texts["/dcat.ttl"] = strings.Replace(text, ", <https://e.example.se/d/3> .", " .", 1)
	run, err := s.Harvest(t.Context(), account.System, s.source)
	s.must(err)
	if run.State != store.HarvestHeld {
		t.Fatalf("a third has vanished, and the harvest is %s", run.State)
	}
	time.Sleep(versionAge)
	_, body := s.fetch(road, http.StatusOK)
	trial.HTML(t, body, trial.NotIn(".notice.late"))
	s.must(s.ApproveHarvest(t.Context(), s.boss, s.source, run.Number, "Det stämmer."))
	time.Sleep(versionAge)
	_, body = s.fetch(road, http.StatusOK)
	trial.HTML(t, body, trial.In(".notice.late", trial.HasText("finns inte kvar")),
		trial.In("h1", trial.HasText("Väglag")),
		trial.NotIn(`[itemtype="https://schema.org/Dataset"]`))
	_, body = s.fetch("/data?q=väglag", http.StatusOK)
	trial.HTML(t, body, trial.In(".hits", trial.HasText("Vi hittade ingen")))
	_, body = s.fetch(air+"/historik", http.StatusOK)
	trial.HTML(t, body, trial.In("del", trial.HasText("Halter av partiklar.")), trial.In("ins",
		trial.HasText("Halter av kväveoxid.")))
	_, body = s.fetch("/data?q=kväveoxid", http.StatusOK)
	trial.HTML(t, body, trial.In(".hits", trial.HasText("1 datamängd")))
	s.fetch("/data/datamangd/ingen", http.StatusNotFound)
	_, body = s.fetch(air+"/beskrivning.ttl", http.StatusOK)
	if !strings.Contains(string(body), "Halter av kväveoxid.") {
		t.Errorf("the description as a file:\n%s", body)
	}
	s.fetch(air+"/annat.ttl", http.StatusNotFound)
}

func TestTheCatalogueAsFilesAndFeeds(t *testing.T) {
	s := openShop(t)
	for file, want := range map[string]string{"allt.rdf": "<dcat:Dataset",
		"allt.ttl":                "a dcat:Dataset",
		"exempeldepartementet.nt": "<https://e.example.se/c> <http://www.w3.org/ns/dcat#dataset> <https://e.example.se/d/1> .",
		"allt.jsonld":             "https://e.example.se/d/1", "allt.csv": "https://e.example.se/d/1,Luftmätningar"} {
		response := s.get("/data/export/"+file, "")
		if !strings.Contains(response.body, want) {
			t.Errorf("%s has no %s", file, want)
		}
		if again := s.get("/data/export/"+file, response.etag); again.status != http.StatusNotModified || response.etag == "" {
			t.Errorf("%s, asked for again: %d (%s)", file, again.status, response.etag)
		}
	}
	part := s.get("/data/export/allt.nt?page=2&size=2", "")
	if !strings.Contains(part.body, "PartialCollectionView") ||
		strings.Count(part.body, "dcat#dataset>") != 1 {
		t.Errorf("the second page:\n%s", part.body)
	}
	for _, path := range []string{"/data/export/allt.exe", "/data/export/ingen.rdf",
		"/data/myndighet/ingen"} {
		s.fetch(path, http.StatusNotFound)
	}
	_, body := s.fetch("/data/atom.xml", http.StatusOK)
	if n := strings.Count(string(body), "<entry>"); n != 3 ||
		!strings.Contains(string(body), "Ny: Luftmätningar") {
		t.Errorf("%d entries in the feed:\n%s", n, body)
	}
	for _, path := range []string{"/en/data/myndighet/exempeldepartementet/atom.xml",
		s.find("luft") + "/atom.xml"} {
		if _, body = s.fetch(path, http.StatusOK); !strings.Contains(string(body), "<entry>") {
			t.Errorf("%s has no entry", path)
		}
	}
	_, body = s.fetch("/data/myndigheter", http.StatusOK)
	trial.HTML(t, body, trial.In("tbody", trial.HasText(exampleBody.Name)))
	_, body = s.fetch("/data/myndighet/exempeldepartementet", http.StatusOK)
	trial.HTML(t, body, trial.In(".fixes", trial.HasText("3 datamängder saknar det")),
		trial.In("aside",
			trial.HasText("1 av 3")))
	_, body = s.fetch("/matt/machine-readable", http.StatusOK)
	trial.HTML(t, body, trial.In("main", trial.HasText("33 procent")))
}

// An answer of the site, with what is needed to ask again.
type got struct {
	status     int
	body, etag string
}

// get asks for a path, with the tag of what one has.
func (s *shop) get(path, etag string) got {
	s.t.Helper()
	r, err := http.NewRequest(http.MethodGet, s.server.URL+path, nil)
	s.must(err)
	r.Header.Set("If-None-Match", etag)
	return s.answer(r)
}

// answer asks the site.
func (s *shop) answer(r *http.Request) got {
	s.t.Helper()
	answer, err := http.DefaultClient.Do(r)
	s.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	s.must(err)
	return got{answer.StatusCode, string(body), answer.Header.Get("Etag")}
}

func TestDatasetsForPrograms(t *testing.T) {
	s := openShop(t)
	_, body := s.fetch("/api/v1/datasets?q=luft", http.StatusOK)
	var found apiDatasets
	s.must(json.Unmarshal(body, &found))
	if found.Total != 1 || found.Items[0].Licences[0] != "by" || found.Items[0].IRI != "https://e.example.se/d/1" {
		t.Errorf("%s", body)
	}
	seen := map[string]bool{}
	for next := ""; ; {
		_, body = s.fetch("/api/v1/datasets/changes?limit=2&after="+next, http.StatusOK)
		var page apiChanges
		s.must(json.Unmarshal(body, &page))
		for _, one := range page.Items {
			seen[one.IRI] = true
		}
		if next = page.Next; next == "" {
			break
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d of 3 changes: %v", len(seen), seen)
	}
}
