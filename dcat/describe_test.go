package dcat

import (
	"reflect"
	"strings"
	"testing"

	"insyn/rdf"
)

// TestDescribeExample takes the official recommended example apart.
func TestDescribeExample(t *testing.T) {
	d := Describe(readFixture(t, "dcat-ap-se/exempel/rekommenderat.rdf").Graph)
	if len(d.Catalogs) != 1 || len(d.Datasets) != 1 || len(d.Services) != 1 || len(d.Agents) != 1 ||
		len(d.Contacts) != 1 {
		t.Fatalf("%d catalogues, %d datasets, %d services, %d agents, %d contacts", len(d.Catalogs),
			len(d.Datasets), len(d.Services), len(d.Agents), len(d.Contacts))
	}
	set := d.Datasets[0]
	if set.IRI != d.Catalogs[0].Datasets[0] || len(set.Distributions) != 2 ||
		set.Title.In("sv") == "" ||
		set.Distributions[0].Format == nil || set.Distributions[0].Line == 0 {
		t.Errorf("%+v", set)
	}
	if _, known := d.Agents[set.Publisher]; !known {
		t.Errorf("the publisher %s is not described", set.Publisher)
	}
	if c := d.Contacts[set.Contacts[0]]; len(c.Emails) != 1 ||
		strings.Contains(c.Emails[0], "mailto") {
		t.Errorf("%+v", c)
	}
}

func TestDescribe(t *testing.T) {
	const text = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://e.example.se/> .
@prefix dcatap: <http://data.europa.eu/r5r/> . @prefix schema: <http://schema.org/> .
:d a dcat:Dataset ; dcterms:title "T"@SV, "plain" ; dcat:keyword "a"@sv, "b"@sv, "c"@en ;
  dcterms:temporal [ dcat:startDate "2020"^^xsd:gYear ] ; schema:offers [] ;
  dcatap:hvdCategory <http://data.europa.eu/bna/c_dd313021> ;
  dcat:distribution [ dcat:accessURL :a ; dcat:byteSize "7"^^xsd:integer ; dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
    spdx:checksum [ spdx:checksumValue "ff" ] ] .
:s a dcat:DatasetSeries ; dcterms:title "S"@sv .
:k a vcard:Individual ; vcard:hasEmail <MAILTO:a@example.se> ; vcard:hasTelephone [ vcard:hasValue <tel:+468> ], <tel:112> .
`
	doc, err := rdf.Parse(text, rdf.Options{Format: rdf.Turtle})
	if err != nil {
		t.Fatal(err)
	}
	d := Describe(doc.Graph)
	set := d.Datasets[0]
	x := set.Distributions[0]
	got := []any{set.Title["sv"], set.Title[""], set.Keywords["sv"], set.Temporal, set.Fee,
		set.HighValue(), x.Blank,
		x.Bytes, x.Format.Code, x.Checksum, d.Datasets[1].Series, d.Contacts["https://e.example.se/k"].Emails,
		d.Contacts["https://e.example.se/k"].Phones}
	want := []any{"T", "plain", []string{"a", "b"}, []Period{{"2020", ""}}, true, true, true,
		int64(7), "CSV", "ff", true,
		[]string{"a@example.se"}, []string{"+468", "112"}}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("%d: %v, want %v", i, got[i], want[i])
		}
	}
	for text, want := range map[string]string{"en": "plain", "sv": "T"} {
		if got := set.Title.In(text); got != want {
			t.Errorf("in %s: %s", text, got)
		}
	}
	if (Text{"fi": "x"}).In("sv") != "x" || (Text{}).In("sv") != "" {
		t.Error("a text in another language")
	}
}
