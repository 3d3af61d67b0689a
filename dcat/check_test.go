package dcat

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"insyn/rdf"
)

const head = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:adms="http://www.w3.org/ns/adms#"
 xmlns:vcard="http://www.w3.org/2006/vcard/ns#" xmlns:dcatap="http://data.europa.eu/r5r/" xmlns:schema="http://schema.org/">
`

// spoiltCatalog has the faults that are met in the catalogues of small bodies.
const spoiltCatalog = head + `<dcat:Catalog rdf:about="https://e.example.se/c">
<dcterms:title xml:lang="sv">Katalog</dcterms:title>
<dcterms:description>Utan språk</dcterms:description>
<dcterms:publisher rdf:resource="https://e.example.se/p"/>
<dcterms:license rdf:resource="https://creativecommons.org/publicdomain/zero/1.0/deed.sv"/>
<dcat:dataset rdf:resource="https://e.example.se/d1"/>
<dcat:dataset rdf:resource="https://e.example.se/missing"/>
</dcat:Catalog>
<dcat:Dataset rdf:about="https://e.example.se/d1">
<dcterms:title xml:lang="sv">Titel</dcterms:title>
<dcterms:description xml:lang="sv">Text</dcterms:description>
<dcterms:publisher rdf:resource="https://e.example.se/p"/>
<dcterms:publisher rdf:resource="https://e.example.se/k"/>
<dcat:contactPoint rdf:resource="https://e.example.se/k"/>
<dcat:theme rdf:resource="http://example.org/themes/envi"/>
<dcterms:issued>2024-1-5</dcterms:issued>
<dcterms:accrualPeriodicity rdf:resource="http://purl.org/cld/freq/annual"/>
<dcterms:accessRights>PUBLIC</dcterms:accessRights>
<dcterms:distribution rdf:resource="https://e.example.se/d1/x"/>
<dcat:landingPage rdf:resource="www.example.se/d1"/>
<dcatap:applicableLegislation rdf:resource="http://data.europa.eu/eli/reg_impl/2023/138/oj"/>
</dcat:Dataset>
<dcat:Distribution rdf:about="https://e.example.se/d1/x">
<dcat:accessURL>https://e.example.se/fil</dcat:accessURL>
<dcterms:format>CSV</dcterms:format>
<dcterms:format>text/csv</dcterms:format>
<dcat:byteSize rdf:datatype="http://www.w3.org/2001/XMLSchema#decimal">12</dcat:byteSize>
<dcterms:license rdf:resource="https://creativecommons.org/licenses/by/4.0"/>
</dcat:Distribution>
<dcat:Distribution><dcat:accessURL rdf:resource="https://e.example.se/b d"/></dcat:Distribution>
<foaf:Agent rdf:about="https://e.example.se/p"><foaf:name xml:lang="sv">Utgivare</foaf:name>
<dcterms:type rdf:resource="http://purl.org/adms/publishertype/localauthority"/></foaf:Agent>
<vcard:Organization rdf:about="https://e.example.se/k"><vcard:fn>Kontakt</vcard:fn>
<vcard:hasEmail rdf:resource="a@example.se"/></vcard:Organization>
<dcat:CatalogRecord rdf:about="https://e.example.se/r"/>
<dcat:DatasetSeries rdf:about="https://e.example.se/s"><dcat:inSeries rdf:resource="https://e.example.se/t"/></dcat:DatasetSeries>
</rdf:RDF>
`

// TestFindings expects each fault of the catalogue by code, line and property,
// and what to write instead where that can be known.
func TestFindings(t *testing.T) {
	doc, err := rdf.Parse(spoiltCatalog, rdf.Options{Base: "https://e.example.se/katalog.rdf"})
	if err != nil {
		t.Fatal(err)
	}
	report := Check(doc.Graph, Options{Profiles: []*Profile{Swedish}})
	var got []string
	for _, f := range report.Findings {
		if f.Code == "recommended" {
			continue
		}
		line := fmt.Sprintf("%d %s %s %s", f.Line, f.Severity, f.Code, f.Property)
		if f.Instead.Text != "" {
			line += " → " + f.Instead.String()
		}
		got = append(got, strings.TrimSpace(line))
	}
	want := strings.Split(strings.TrimSpace(`
7 warning no-language dcterms:description
9 error unknown-code dcterms:license → http://creativecommons.org/publicdomain/zero/1.0/
11 warning not-described dcat:dataset
13 error missing dcatap:hvdCategory
17 error too-many dcterms:publisher
17 warning wrong-class dcterms:publisher
18 error shared-identity dcat:contactPoint
19 warning unknown-code dcat:theme → http://publications.europa.eu/resource/authority/data-theme/ENVI
20 error datatype dcterms:issued → "2024-01-05" with the datatype xsd:date
21 warning superseded-code dcterms:accrualPeriodicity → http://publications.europa.eu/resource/authority/frequency/ANNUAL
22 error not-iri dcterms:accessRights → http://publications.europa.eu/resource/authority/access-right/PUBLIC
23 warning unknown-property dcterms:distribution → dcat:distribution
27 warning unlisted dcat:distribution
28 error not-iri dcat:accessURL → https://e.example.se/fil as an address (rdf:resource)
29 error form dcterms:format → text/csv
30 error too-many dcterms:format
31 error datatype dcat:byteSize → "12" with the datatype xsd:nonNegativeInteger
32 warning licence-form dcterms:license → http://creativecommons.org/licenses/by/4.0/
34 error blank-node
34 error missing dcterms:format
34 warning doubtful-address
34 warning unlisted dcat:distribution
36 error unknown-code dcterms:type → http://purl.org/adms/publishertype/LocalAuthority
38 error form vcard:hasEmail → mailto:a@example.se
39 error catalog-record
40 error missing dcterms:description
40 error missing dcterms:publisher
40 error missing dcterms:title
40 error series-in-series dcat:inSeries
40 warning unlisted dcat:dataset`), "\n")
	slices.Sort(got)
	slices.Sort(want)
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("missed   %s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("surprise %s", line)
		}
	}
	v := report.Verdicts[0]
	if v.Datasets != 1 || v.Conforming != 0 || v.Errors == 0 || v.Warnings == 0 {
		t.Errorf("verdict %+v", v)
	}
}

// TestBothVerdicts holds that a catalogue that obeys Sweden fails Europe, and
// that its export passes.
func TestBothVerdicts(t *testing.T) {
	var text strings.Builder
	if err := Generate(&text, GenerateOptions{Datasets: 30, Seed: 4}); err != nil {
		t.Fatal(err)
	}
	doc, err := rdf.Parse(text.String(), rdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	report := Check(doc.Graph, Options{})
	got := fmt.Sprint(conforming(report))
	if got != "[30/30 0/30 30/30 2/2]" {
		t.Errorf("conforming by profile: %s", got)
	}
	for _, f := range report.Findings {
		if f.Severity == Error && (f.Code != "not-node" || f.Property != "dcterms:format") {
			t.Errorf("surprise: %s", f)
		}
	}
	exported, _ := Export(doc.Graph)
	report = Check(exported, Options{Profiles: []*Profile{European}})
	if got := fmt.Sprint(conforming(report)); got != "[30/30]" {
		t.Errorf("the export conforms in %s", got)
	}
}

func conforming(r *Report) []string {
	var all []string
	for _, v := range r.Verdicts {
		all = append(all, fmt.Sprintf("%d/%d", v.Conforming, v.Datasets))
	}
	return all
}

// TestLimit keeps a few findings of each sort and counts the rest.
func TestLimit(t *testing.T) {
	var text strings.Builder
	if err := Generate(&text, GenerateOptions{Datasets: 30, Seed: 4}); err != nil {
		t.Fatal(err)
	}
	doc, _ := rdf.Parse(text.String(), rdf.Options{})
	all := Check(doc.Graph, Options{})
	few := Check(doc.Graph, Options{Most: 3})
	if len(few.Findings)+few.More != len(all.Findings) || few.More == 0 {
		t.Errorf("%d and %d more, of %d", len(few.Findings), few.More, len(all.Findings))
	}
	if fmt.Sprint(few.Verdicts[1].Errors) != fmt.Sprint(all.Verdicts[1].Errors) {
		t.Error("the limit changes the verdict")
	}
}

// TestNoCatalog says so of a text that is no catalogue.
func TestNoCatalog(t *testing.T) {
	report := Check(rdf.NewGraph(nil), Options{})
	if len(report.Findings) != 1 || report.Findings[0].Code != "no-catalog" {
		t.Errorf("%v", report.Findings)
	}
}

// TestFindingTexts holds that every code has words, and no finding has holes.
func TestFindingTexts(t *testing.T) {
	for _, c := range Codes() {
		f := Finding{Code: c, Class: "Dataset", Property: "dcat:p", Value: "v"}
		if s := f.String(); strings.ContainsAny(s, "{}") || f.Message() == "" || f.Remedy() == "" {
			t.Errorf("%s: %s", c, s)
		}
	}
}

func TestNames(t *testing.T) {
	for short, iri := range map[string]string{
		"dcat:Dataset": "http://www.w3.org/ns/dcat#Dataset", "dc:format": "http://purl.org/dc/elements/1.1/format",
	} {
		if Expand(short) != iri || Shorten(iri) != short {
			t.Errorf("%s: %s, %s", short, Expand(short), Shorten(iri))
		}
	}
	for _, odd := range []string{"https://example.se/a", "unknown:a", "a"} {
		if Expand(odd) != odd || Shorten(odd) != odd {
			t.Errorf("%s: %s, %s", odd, Expand(odd), Shorten(odd))
		}
	}
	for _, p := range AllProfiles {
		for _, c := range p.Classes {
			for _, r := range c.Rules {
				name := strings.TrimPrefix(r.Property, "^")
				if r.Either == nil && Expand(name) == name {
					t.Errorf("%s of %s has no prefix that is known", name, p.Name)
				}
			}
		}
		if ProfileNamed(p.Name) != p || p.Title == "" {
			t.Errorf("%s is not found by its name", p.Name)
		}
	}
	if ProfileNamed("x") != nil || Swedish.Class("Dataset") == nil ||
		VocabularyNamed("theme") == nil {
		t.Error("finding by name")
	}
}
