package shacl_test

import (
	"fmt"

	"insyn/rdf"
	"insyn/shacl"
)

func Example() {
	title := &shacl.Shape{
		Path:        shacl.PathTo("http://purl.org/dc/terms/title"),
		Constraints: []shacl.Constraint{shacl.MinCount(1), shacl.Literals},
	}
	dataset := &shacl.Shape{
		Targets:     []shacl.Target{shacl.ClassTarget("http://www.w3.org/ns/dcat#Dataset")},
		Constraints: []shacl.Constraint{shacl.Property{Shape: title}},
	}
	validator := shacl.Compile([]*shacl.Shape{dataset, title})

	doc, err := rdf.Parse(`@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://example.se/d/1> a dcat:Dataset ; dcterms:title "Badplatser"@sv .
<https://example.se/d/2> a dcat:Dataset ; dcterms:title <https://example.se/title> .
<https://example.se/d/3> a dcat:Dataset .
`, rdf.Options{Format: rdf.Turtle})
	if err != nil {
		fmt.Println(err)
	}
	for _, r := range validator.Validate(doc.Graph, shacl.Options{}).Results {
		fmt.Printf("line %d: %s of %s %s\n", r.Line, r.Path, doc.Graph.Value(r.Focus), r.Message())
	}
	// Output:
	// line 4: <http://purl.org/dc/terms/title> of https://example.se/d/2 must be a literal
	// line 5: <http://purl.org/dc/terms/title> of https://example.se/d/3 must have at least 1
}
