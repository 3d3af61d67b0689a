package dcat_test

import (
	"fmt"

	"insyn/dcat"
	"insyn/rdf"
)

const catalog = `@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://data.example.se/d/1> a dcat:Dataset ;
  dcterms:title "Badplatser"@sv ; dcterms:description "Kommunens badplatser"@sv ;
  dcat:distribution <https://data.example.se/d/1/csv> .
<https://data.example.se/d/1/csv> a dcat:Distribution ;
  dcat:accessURL <https://data.example.se/badplatser.csv> ;
  dcterms:format "CSV" .
`

func ExampleCheck() {
	doc, err := rdf.Parse(catalog, rdf.Options{Format: rdf.Turtle})
	if err != nil {
		fmt.Println(err)
	}
	report := dcat.Check(doc.Graph, dcat.Options{
		Profiles: []*dcat.Profile{dcat.Swedish, dcat.European},
	})
	for _, v := range report.Verdicts {
		fmt.Printf("%s: %d of %d datasets conform\n", v.Profile.Title, v.Conforming, v.Datasets)
	}
	for _, f := range report.Findings {
		if f.Property == "dcterms:format" {
			fmt.Println(f)
		}
	}
	// Output:
	// DCAT-AP-SE 3.0.1: 0 of 1 datasets conform
	// DCAT-AP 3.0.1: 0 of 1 datasets conform
	// 8:18: error (se): dcterms:format is "CSV", which has the wrong form. Write text/csv.
	// 8:18: error (eu): dcterms:format is the text "CSV", and should be an address or a description. Write http://publications.europa.eu/resource/authority/file-type/CSV.
}

func ExampleExport() {
	doc, err := rdf.Parse(catalog, rdf.Options{Format: rdf.Turtle})
	if err != nil {
		fmt.Println(err)
	}
	exported, changes := dcat.Export(doc.Graph)
	report := dcat.Check(exported, dcat.Options{Profiles: []*dcat.Profile{dcat.European}})
	fmt.Println(len(changes), "change,", report.Verdicts[0].Conforming, "dataset conforms")

	before := dcat.ScoreOf(doc.Graph, dcat.ScoreOptions{})
	after := dcat.ScoreOf(exported, dcat.ScoreOptions{Report: report})
	fmt.Printf("%d points before, %d after\n", before.Points()/100, after.Points()/100)
	// Output:
	// 1 change, 1 dataset conforms
	// 60 points before, 110 after
}
