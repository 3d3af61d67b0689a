package dcat

import (
	"math/rand/v2"
	"strings"
	"testing"

	"insyn/rdf"
	"insyn/shacl"
)

// TestExport spoils catalogues and holds: Europe accepts the export but for
// what is missing, no statement is lost, and the changes can be taken back.
func TestExport(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	changes := 0
	for range 300 {
		g := spoilt(t, r)
		out, list := Export(g)
		changes += len(list)
		for _, x := range European.validator().Validate(out, shacl.Options{}).Results {
			code := European.demands[x.Shape].code(x.Constraint)
			if code != "missing" && code != "class" && x.Severity() == shacl.Violation {
				t.Fatalf("still %s: %s %s %s", code, out.Term(x.Focus), x.Path, x.Message())
			}
		}
		for _, x := range g.All() {
			if !kept(out, x) {
				t.Fatalf("lost: %s %s %s", g.Term(x.S), g.Term(x.P), g.Term(x.O))
			}
		}
		if same, err := rdf.Isomorphic(g, Restore(out, list)); err != nil || !same {
			t.Fatalf("changes cannot be taken back (%v)", err)
		}
	}
	if changes < 500 {
		t.Errorf("only %d changes were tried", changes)
	}
}

// kept tells whether a graph still has a statement: as it was, with its value
// under a keeping property or in an identifier, or described.
func kept(g *rdf.Graph, x rdf.Triple) bool {
	if g.Has(x.S, x.P, x.O) {
		return true
	}
	keeper, _ := g.Lookup(rdf.Term{Kind: rdf.IRI, Value: keepers[Shorten(g.Value(x.P))]})
	if g.Has(x.S, keeper, x.O) {
		return true
	}
	for statement := range g.Incoming(x.O, rdf.Object) {
		if g.Has(statement.S, rdf.Subject, x.S) && g.Has(statement.S, rdf.Predicate, x.P) {
			return true
		}
	}
	for _, id := range g.Match(x.S, x.P) {
		if g.Has(id.O, g.IRI(Expand("skos:notation")), x.O) {
			return true
		}
	}
	return false
}

// TestExportValues looks at what becomes of single values.
func TestExportValues(t *testing.T) {
	const before = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dcatap: <http://data.europa.eu/r5r/> . @prefix adms: <http://www.w3.org/ns/adms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://e/d> a dcat:Dataset ; adms:identifier "A-1" ; dcterms:publisher "Exempelmyndigheten" ;
  dcterms:issued "2024-01-02", "2024-01-03"^^xsd:date ; dcat:landingPage "www.example.se/d" ;
  dcterms:accrualPeriodicity <http://purl.org/cld/freq/semiannual> ; dcat:distribution <https://e/d/1> .
<https://e/d/1> a dcat:Distribution ; dcterms:format "text/csv;header=present", "application/x-own" ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/deed.sv> ; dcat:byteSize "12"^^xsd:decimal ;
  dcatap:availability <http://data.europa.eu/r5r/availability/stable> .
`
	doc, err := rdf.Parse(before, rdf.Options{Format: rdf.Turtle})
	if err != nil {
		t.Fatal(err)
	}
	out, changes := Export(doc.Graph)
	var text strings.Builder
	if err := rdf.Write(&text, rdf.Turtle, out, Prefixes); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"dcterms:format <http://publications.europa.eu/resource/authority/file-type/",
		`dc:format "application/x-own", "text/csv;header=present"`, "dcat:mediaType <https://www.iana.org/",
		"dcterms:license <http://publications.europa.eu/resource/authority/licence/CC_BY_4_0>",
		"<http://creativecommons.org/ns#license> <https://creativecommons.org/licenses/by/4.0/deed.sv>",
		"dcterms:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL_2>",
		"dcatap:availability <http://publications.europa.eu/resource/authority/planned-availability/STABLE>",
		`dc:publisher "Exempelmyndigheten"`, `skos:notation "A-1"`, "a adms:Identifier",
		`dcat:byteSize "12"^^xsd:nonNegativeInteger`, "dcat:landingPage <https://www.example.se/d>",
		`rdf:object "2024-01-0`,
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%s is not in\n%s", want, text.String())
		}
	}
	if len(changes) != 10 {
		t.Errorf("%d changes", len(changes))
	}
}

func TestConflicts(t *testing.T) {
	var found []string
	for _, c := range Conflicts() {
		found = append(found, c.Class+" "+c.Property+": "+c.Swedish+", "+c.European)
	}
	want := "Dataset adms:identifier: literal, node; Distribution dcterms:format: literal, node; " +
		"Service dcterms:format: literal, node"
	if got := strings.Join(found, "; "); got != want {
		t.Errorf("got %s", got)
	}
}
