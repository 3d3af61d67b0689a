package dcat

import (
	"strings"
	"testing"

	"insyn/rdf"
)

// FuzzCheck checks, scores and exports arbitrary texts: nothing may panic,
// findings must have places and words, and exports must lose nothing.
func FuzzCheck(f *testing.F) {
	f.Add(spoiltCatalog)
	f.Add(scored)
	f.Add("@prefix dcat: <http://www.w3.org/ns/dcat#> . [] a dcat:Dataset ; dcat:distribution [ a dcat:Distribution ] .")
	f.Fuzz(func(t *testing.T, text string) {
		doc, _ := rdf.Parse(text, rdf.Options{Base: "https://example.org/", Limits: rdf.Limits{Triples: 3000}})
		report := Check(doc.Graph, Options{})
		for _, finding := range report.Findings {
			if finding.Line == 0 || finding.Message() == "" || finding.Remedy() == "" {
				t.Fatalf("a finding without place or words: %+v", finding)
			}
		}
		ScoreOf(doc.Graph, ScoreOptions{Report: report})
		before := doc.Graph.Len()
		exported, changes := Export(doc.Graph)
		if got := Restore(exported, changes).Len(); got != before {
			t.Fatalf("%d statements before, %d after", before, got)
		}
		var out strings.Builder
		if err := rdf.Write(&out, rdf.Turtle, exported, Prefixes); err != nil {
			t.Fatal(err)
		}
	})
}
