package rdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// seeds gives a fuzz target the files of a suite and some texts of our own.
func seeds(f *testing.F, folder string, format Format) {
	for _, text := range []string{"", "\x00", "<", "<a", "\"\\", "@", "[", "(", head, head + "<ex:A ex:p='&#1;", "{"} {
		f.Add(text)
	}
	if os.Getenv("INSYN_FIXTURES") == "" {
		if _, err := os.Stat("../../shared/fixtures"); err != nil {
			return
		}
	}
	dir := fixtures(f, "w3c/rdf/rdf11/"+folder)
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && FormatOf("", path) == format {
			if text, err := os.ReadFile(path); err == nil && len(text) < 2000 {
				f.Add(string(text))
			}
		}
		return nil
	})
}

// fuzzReader holds, for any text: reading ends soon, faults have places and
// texts, and what was read can be written and read again unchanged.
func fuzzReader(f *testing.F, format Format) {
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		limits := Limits{Literal: 1 << 16, Entities: 1 << 12, Triples: 10_000}
		doc, _ := Parse(text, Options{Format: format, Base: "http://example.org/x", Limits: limits})
		lines := uint32(strings.Count(text, "\n") + 1)
		for _, fault := range doc.Faults {
			if fault.Line == 0 || fault.Column == 0 || fault.Line > max(lines, uint32(len(text))) ||
				fault.Message() == "" {
				t.Fatalf("a fault without place or text: %+v", fault)
			}
		}
		for _, x := range doc.Graph.All() {
			if x.Line == 0 || doc.Graph.Kind(x.S) == Literal || doc.Graph.Kind(x.P) != IRI {
				t.Fatalf("%v is no triple with a place", x)
			}
		}
		var out strings.Builder
		if err := Write(&out, NTriples, doc.Graph, nil); err != nil {
			t.Fatal(err)
		}
		back, err := Parse(out.String(), Options{Format: NTriples})
		if err != nil || back.Graph.Len() > doc.Graph.Len() {
			t.Fatalf("written as\n%s\nand then %v", out.String(), err)
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Fatalf("took %v", d)
		}
	})
}

func FuzzNTriples(f *testing.F) {
	seeds(f, "rdf-n-triples", NTriples)
	fuzzReader(f, NTriples)
}

func FuzzNQuads(f *testing.F) {
	seeds(f, "rdf-n-quads", NQuads)
	fuzzReader(f, NQuads)
}

func FuzzTurtle(f *testing.F) {
	seeds(f, "rdf-turtle", Turtle)
	fuzzReader(f, Turtle)
}

func FuzzRDFXML(f *testing.F) {
	seeds(f, "rdf-xml", RDFXML)
	fuzzReader(f, RDFXML)
}

func FuzzJSONLD(f *testing.F) {
	f.Add(`{"@context": {"ex": "http://example.org/"}, "@graph": [{"@id": "ex:a", "@type": "ex:T",
		"ex:p": [1, 1.5, true, null, "x", {"@value": "x", "@language": "sv"}, {"@list": [1, {"ex:q": 2}]}],
		"@reverse": {"ex:r": {"@id": "_:b"}}, "@included": [{"@id": "ex:b"}]}]}`)
	seeds(f, "rdf-turtle", JSONLD)
	fuzzReader(f, JSONLD)
}

// FuzzUnknown lets the reader find out the format.
func FuzzUnknown(f *testing.F) {
	seeds(f, "rdf-xml", RDFXML)
	f.Add("\xFF\xFE<\x00?\x00")
	f.Add("<?xml version='1.0' encoding='koi8-r'?>" + head)
	fuzzReader(f, Unknown)
}
