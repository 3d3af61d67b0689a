package web

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"insyn/internal/trial"
	"insyn/rdf"
)

// readMicrodata reads a page as a crawler does, with a reader of others, and
// writes N-Triples. The page comes on the standard input; arguments: where the
// modules are, and the address of the page.
const readMicrodata = `
const [modules, base] = process.argv.slice(1);
const require_ = require("module").createRequire(modules + "/x.js");
const n3 = require_("n3");
const { MicrodataRdfParser } = require_("microdata-rdf-streaming-parser");
const writer = new n3.Writer(process.stdout, { format: "N-Triples", end: false });
process.stdin.pipe(new MicrodataRdfParser({ baseIRI: base }))
  .on("data", (q) => writer.addQuad(q))
  .on("error", (e) => { console.error(e); process.exit(1); })
  .on("end", () => writer.end());
`

// crawl gives what a search engine reads in a page.
func crawl(t *testing.T, address string, page []byte) *rdf.Graph {
	t.Helper()
	modules := filepath.Join(trial.Root(t), "testdata/npm/node_modules")
	if _, err := os.Stat(filepath.Join(modules, "microdata-rdf-streaming-parser")); err != nil {
		trial.Lacking(t, "microdata-rdf-streaming-parser",
			"Run make tools, which installs testdata/npm.")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		trial.Lacking(t, "node", "Install Debian's packages: apt-get install nodejs npm")
	}
	run := exec.Command(node, "-e", readMicrodata, modules, address)
	run.Stdin = bytes.NewReader(page)
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := rdf.Parse(string(out), rdf.Options{Format: rdf.NTriples})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Graph
}

// A crawled page answers what a thing has, by the names of schema.org.
type crawled struct{ *rdf.Graph }

// of gives the values of a path of properties from a node on, sorted.
func (g crawled) of(node rdf.ID, path string) (values []string) {
	name, rest, more := strings.Cut(path, "/")
	for _, ns := range []string{"http://schema.org/", "https://schema.org/"} {
		for _, triple := range g.Match(node, g.IRI(ns+name)) {
			if more {
				values = append(values, g.of(triple.O, rest)...)
			} else {
				values = append(values, g.Value(triple.O))
			}
		}
	}
	slices.Sort(values)
	return values
}

// Crawlers find in the page of a dataset what Google's search for datasets
// demands (a name and a description of 50 letters or more) and what it wishes.
func TestCrawlersReadDatasets(t *testing.T) {
	s := openShop(t)
	s.texts["/dcat.ttl"] = strings.Replace(s.texts["/dcat.ttl"], `"Halter av partiklar."@sv ;`,
		`"Halter av partiklar i luften vid tio platser, mätta varje timme."@sv ;
  dcterms:spatial <http://sws.geonames.org/2666199/> ; dcterms:identifier "luft-1" ; dcat:version "2" ;
  dcterms:temporal [ a dcterms:PeriodOfTime ; dcat:startDate "2020-01-01" ] ;`, 1)
	s.harvest()
	page := s.find("luft")
	_, body := s.fetch(page, http.StatusOK)
	g := crawled{crawl(t, s.server.URL+page, body)}
	d := g.IRI("https://e.example.se/d/1")
	for path, want := range map[string]string{
		"name":        "Luftmätningar",
		"description": "Halter av partiklar i luften vid tio platser, mätta varje timme.",
		"license":     "http://creativecommons.org/licenses/by/4.0/",
		"url":         s.server.URL + page, "identifier": "luft-1", "keywords": "luft", "version": "2",
		"dateModified": "2023-05-06", "temporalCoverage": "2020-01-01/..",
		"spatialCoverage": "http://sws.geonames.org/2666199/",
		"creator/name":    "Exempelverket", "publisher/name": "Exempelverket",
		"distribution/contentUrl": s.at + "/luft.csv", "distribution/encodingFormat": "text/csv",
		"includedInDataCatalog/url": s.server.URL + "/data",
	} {
		if got := g.of(d, path); len(got) != 1 || got[0] != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	page = s.find("väglag") // it is not described
	_, body = s.fetch(page, http.StatusOK)
	g = crawled{crawl(t, s.server.URL+page, body)}
	described := g.of(g.IRI("https://e.example.se/d/3"), "description")
	if len(described) != 1 || len([]rune(described[0])) < 50 ||
		!strings.Contains(described[0], "inte beskrivit") {
		t.Errorf("what nobody has described is described as %q", described)
	}
}
