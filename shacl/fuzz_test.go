package shacl

import (
	"os"
	"path/filepath"
	"testing"

	"insyn/rdf"
)

// FuzzValidate holds arbitrary data against arbitrary shapes: nothing may
// panic, and every result must have a place and words.
func FuzzValidate(f *testing.F) {
	f.Add(prefixes + ":s sh:targetNode :a ; sh:property [ sh:path [ sh:oneOrMorePath :p ] ; sh:minCount 2 ] . :a :p :a .")
	f.Add(prefixes + ":s sh:targetNode 5 ; sh:minInclusive 7 ; sh:pattern 'x' ; sh:flags 'q' .")
	if _, err := os.Stat("../../shared/fixtures"); err == nil {
		files, _ := filepath.Glob(filepath.Join(fixtures(f, "w3c/data-shapes-test-suite/tests/core"), "*", "*.ttl"))
		for _, path := range files {
			if text, err := os.ReadFile(path); err == nil && len(text) < 3000 {
				f.Add(string(text))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, _ := rdf.Parse(text, rdf.Options{Format: rdf.Turtle, Base: "http://example.org/",
			Limits: rdf.Limits{Triples: 2000}})
		shapes, _ := Load(doc.Graph)
		report := Compile(shapes).Validate(doc.Graph, Options{Limit: 1000})
		for _, r := range report.Results {
			if r.Message() == "" && len(r.Shape.Messages) == 0 {
				t.Fatalf("a result without words: %+v", r)
			}
		}
		report.RDF()
	})
}
