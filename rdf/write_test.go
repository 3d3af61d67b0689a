package rdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testPrefixes are what the writers are given in tests.
var testPrefixes = []Prefix{
	{"rdf", RDF}, {"xsd", XSD}, {"ex", "http://example.org/"}, {"dcat", "http://www.w3.org/ns/dcat#"},
	{"dcterms", "http://purl.org/dc/terms/"},
}

// TestRoundTrip writes every graph of the suites in every format and reads
// it back: nothing may be lost, and writing again must give the same bytes.
func TestRoundTrip(t *testing.T) {
	dir := fixtures(t, "w3c/rdf/rdf11")
	n := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		f := FormatOf("", path)
		if err != nil || d.IsDir() || f == Unknown || f == NQuads {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, err := Parse(string(text), Options{Format: f, Base: "http://example.org/base"})
		if err != nil {
			return nil // a negative test
		}
		n++
		for _, to := range []Format{NTriples, Turtle, RDFXML, JSONLD} {
			roundTrip(t, filepath.Base(path), doc.Graph, to)
		}
		return nil
	})
	if err != nil || n < 400 {
		t.Errorf("%d files, %v", n, err)
	}
}

func roundTrip(t *testing.T, name string, g *Graph, to Format) {
	t.Helper()
	if to == JSONLD {
		g = lowerTags(g)
	}
	var out strings.Builder
	err := Write(&out, to, g, testPrefixes)
	if _, cannot := err.(*NotXMLError); cannot {
		return
	} else if err != nil {
		t.Errorf("%s as %s: %v", name, to, err)
		return
	}
	back, err := Parse(out.String(), Options{Format: to})
	if err != nil {
		t.Errorf("%s as %s: %v\n%s", name, to, err, out.String())
		return
	}
	if same, err := Isomorphic(g, back.Graph); err != nil || !same {
		t.Errorf("%s as %s: changed (%v)\n%s\ngot\n%swant\n%s", name, to, err, out.String(),
			dump(back.Graph), dump(g))
		return
	}
	var again strings.Builder
	if err := Write(&again, to, back.Graph, testPrefixes); err != nil || again.String() != out.String() {
		t.Errorf("%s as %s: written differently the second time (%v)\n%s\n%s", name, to, err,
			out.String(), again.String())
	}
}

// lowerTags copies a graph with language tags in small letters, which is what
// JSON-LD processors make of them.
func lowerTags(g *Graph) *Graph {
	small := NewGraph(g.Dictionary)
	for _, t := range g.All() {
		if l := g.Language(t.O); l != "" {
			t.O = g.Text(g.Value(t.O), strings.ToLower(l))
		}
		small.Add(t.S, t.P, t.O, t.Position)
	}
	return small
}

// TestWriteDataset reads named graphs back, blank nodes shared between them.
func TestWriteDataset(t *testing.T) {
	const text = "_:x <http://e/p> \"a\"@sv .\n_:x <http://e/p> _:y <http://e/g> .\n_:y <http://e/p> _:x _:g .\n"
	doc, err := Parse(text, Options{Format: NQuads})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := WriteDataset(&out, doc); err != nil {
		t.Fatal(err)
	}
	const want = "_:b0 <http://e/p> \"a\"@sv .\n_:b0 <http://e/p> _:b1 <http://e/g> .\n_:b1 <http://e/p> _:b0 _:b2 .\n"
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
}
