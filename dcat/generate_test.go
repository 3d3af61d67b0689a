package dcat

import (
	"crypto/sha256"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"insyn/rdf"
)

// TestGolden makes, checks, scores and exports a catalogue on one, two and
// eight processors: the bytes must be the same, and those of last time.
func TestGolden(t *testing.T) {
	const golden = "9fb3f80156c8ffb7"
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		h := sha256.New()
		for _, f := range []rdf.Format{rdf.RDFXML, rdf.Turtle, rdf.NTriples, rdf.JSONLD} {
			var text strings.Builder
			if err := Generate(&text, GenerateOptions{Datasets: 40, Seed: 9, Format: f, Flawed: 300}); err != nil {
				t.Fatal(err)
			}
			doc, err := rdf.Parse(text.String(), rdf.Options{Format: f})
			if err != nil {
				t.Fatal(err)
			}
			report := Check(doc.Graph, Options{})
			score := ScoreOf(doc.Graph, ScoreOptions{Report: report})
			exported, _ := Export(doc.Graph)
			fmt.Fprintln(h, text.String(), report.Findings, score.Points(), score.Gains())
			if err := rdf.Write(h, f, exported, Prefixes); err != nil {
				t.Fatal(err)
			}
		}
		if got := fmt.Sprintf("%x", h.Sum(nil)[:8]); got != golden {
			t.Errorf("on %d processors: %s, want %s", n, got, golden)
		}
	}
}

// TestFormatsAgree makes one catalogue in every format and compares.
func TestFormatsAgree(t *testing.T) {
	var first *rdf.Graph
	for _, f := range []rdf.Format{rdf.RDFXML, rdf.Turtle, rdf.NTriples, rdf.JSONLD} {
		var text strings.Builder
		if err := Generate(&text, GenerateOptions{Datasets: 5, Seed: 2, Format: f}); err != nil {
			t.Fatal(err)
		}
		doc, err := rdf.Parse(text.String(), rdf.Options{})
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if first == nil {
			first = doc.Graph
		} else if same, err := rdf.Isomorphic(first, doc.Graph); err != nil || !same {
			t.Errorf("%s makes another graph (%v)", f, err)
		}
	}
}

// TestFlaws expects that every flaw made is found.
func TestFlaws(t *testing.T) {
	var text strings.Builder
	if err := Generate(&text, GenerateOptions{Datasets: 200, Seed: 3, Flawed: 1000}); err != nil {
		t.Fatal(err)
	}
	doc, _ := rdf.Parse(text.String(), rdf.Options{})
	found := map[string]map[Code]bool{}
	for _, f := range Check(doc.Graph, Options{Profiles: []*Profile{Swedish}}).Findings {
		if f.Class == "Dataset" || f.Class == "Distribution" {
			if found[f.Dataset] == nil {
				found[f.Dataset] = map[Code]bool{}
			}
			found[f.Dataset][f.Code] = true
		}
	}
	for i := range 200 {
		if len(found[fmt.Sprintf("https://data.example.se/dataset/%d", i)]) == 0 {
			t.Errorf("nothing is found in dataset %d", i)
		}
	}
}
