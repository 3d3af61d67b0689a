package rdf_test

import (
	"errors"
	"fmt"
	"os"

	"insyn/rdf"
)

func ExampleParse() {
	doc, err := rdf.Parse(`@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<https://example.se/d/1> a dcat:Dataset ;
  dcterms:title "Badplatser"@sv, Bathing places .
<https://example.se/d/2> a dcat:Dataset .
`, rdf.Options{Format: rdf.Turtle})

	var faults rdf.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Println(f)
		}
	}
	g := doc.Graph
	for dataset := range g.Instances(g.IRI("http://www.w3.org/ns/dcat#Dataset")) {
		fmt.Println(g.Value(dataset), "on line", g.Where(dataset).Line)
	}
	// Output:
	// 5:34: The word Bathing means nothing here. Put a text in quotation marks, an IRI in <>, a prefix before a name.
	// https://example.se/d/1 on line 4
	// https://example.se/d/2 on line 6
}

func ExampleWrite() {
	g := rdf.NewGraph(nil)
	dataset := g.IRI("https://example.se/d/1")
	title := g.IRI("http://purl.org/dc/terms/title")
	g.Add(dataset, title, g.Text("Bathing places", "en"), rdf.Position{})
	g.Add(dataset, title, g.Text("Badplatser", "sv"), rdf.Position{})

	prefixes := []rdf.Prefix{{Name: "dcterms", IRI: "http://purl.org/dc/terms/"}}
	if err := rdf.Write(os.Stdout, rdf.RDFXML, g, prefixes); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <rdf:RDF
	//   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	//   xmlns:dcterms="http://purl.org/dc/terms/">
	//
	//   <rdf:Description rdf:about="https://example.se/d/1">
	//     <dcterms:title xml:lang="sv">Badplatser</dcterms:title>
	//     <dcterms:title xml:lang="en">Bathing places</dcterms:title>
	//   </rdf:Description>
	// </rdf:RDF>
}
