package rdf

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fixtures finds the folder of data that others made, or skips the test.
func fixtures(t testing.TB, part string) string {
	t.Helper()
	root := os.Getenv("INSYN_FIXTURES")
	if root == "" {
		root = "../../shared/fixtures"
	}
	dir := filepath.Join(root, part)
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the fixtures are missing: %v", err)
		}
		t.Skipf("the fixtures are missing: %v", err)
	}
	return dir
}

const (
	manifestNS = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
	rdftNS     = "http://www.w3.org/ns/rdftest#"
)

// TestSuites runs every test of the four RDF 1.1 suites that its manifest lists.
func TestSuites(t *testing.T) {
	for _, suite := range []struct {
		name   string
		format Format
		least  int
	}{
		{"rdf-n-triples", NTriples, 70}, {"rdf-n-quads", NQuads, 87},
		{"rdf-turtle", Turtle, 313}, {"rdf-xml", RDFXML, 166},
	} {
		t.Run(suite.name, func(t *testing.T) {
			dir := fixtures(t, "w3c/rdf/rdf11/"+suite.name)
			base := "https://w3c.github.io/rdf-tests/rdf/rdf11/" + suite.name + "/"
			manifest := read(t, filepath.Join(dir, "manifest.ttl"), Turtle, base+"manifest.ttl")
			g := manifest.Graph
			n := 0
			for class, run := range map[string]func(*testing.T, []byte, string, string){
				"Positive": expectSound, "Negative": expectFaults, "Eval": expectGraph,
			} {
				for _, kind := range []string{"NTriples", "NQuads", "Turtle", "XML"} {
					name := rdftNS + "Test" + kind + class
					if class != "Eval" {
						name += "Syntax"
					}
					for test := range g.Instances(g.IRI(name)) {
						n++
						action := g.Value(g.Object(test, g.IRI(manifestNS+"action")))
						result := ""
						if o := g.Object(test, g.IRI(manifestNS+"result")); o != None {
							result = filepath.Join(dir, strings.TrimPrefix(g.Value(o), base))
						}
						t.Run(g.Value(g.Object(test, g.IRI(manifestNS+"name"))), func(t *testing.T) {
							path, _ := url.PathUnescape(strings.TrimPrefix(action, base))
							text, err := os.ReadFile(filepath.Join(dir, path))
							if err != nil {
								t.Fatal(err)
							}
							testFormat = suite.format
							run(t, text, action, result)
						})
					}
				}
			}
			t.Logf("%d tests", n)
			if n < suite.least {
				t.Errorf("%d tests were found in the manifest, fewer than %d", n, suite.least)
			}
		})
	}
}

// testFormat is the format of the suite that is running.
var testFormat Format

func expectSound(t *testing.T, text []byte, base, _ string) {
	if _, err := Parse(string(text), Options{Format: testFormat, Base: base}); err != nil {
		t.Errorf("should be read, but: %v", err)
	}
}

func expectFaults(t *testing.T, text []byte, base, _ string) {
	_, err := Parse(string(text), Options{Format: testFormat, Base: base})
	faults, ok := err.(Faults)
	if !ok {
		t.Fatalf("should be refused")
	}
	for _, f := range faults {
		if f.Line == 0 || f.Message() == "" || f.Remedy() == "" {
			t.Errorf("a fault without place, message or remedy: %+v", f)
		}
	}
}

func expectGraph(t *testing.T, text []byte, base, result string) {
	doc, err := Parse(string(text), Options{Format: testFormat, Base: base})
	if err != nil {
		t.Errorf("should be read, but: %v", err)
	}
	want := read(t, result, NTriples, "")
	same, err := Isomorphic(doc.Graph, want.Graph)
	if err != nil {
		t.Fatal(err)
	}
	if !same {
		t.Errorf("got\n%swant\n%s", dump(doc.Graph), dump(want.Graph))
	}
}

// read reads a file that must be sound.
func read(t testing.TB, path string, f Format, base string) *Document {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Parse(string(text), Options{Format: f, Base: base})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return doc
}

// dump writes a graph for a failing test.
func dump(g *Graph) string {
	var b strings.Builder
	for _, t := range g.All() {
		b.WriteString(g.Term(t.S).String() + " " + g.Term(t.P).String() + " " +
			g.Term(t.O).String() + " .\n")
	}
	return b.String()
}
