package rdf

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

const plainTriples = "<http://e/a> <http://e/p> \"å\"@sv .\n<http://e/a> <http://e/p> \"å\"@sv .\n"

// TestRead reads from streams that know their size and from others.
func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.nt")
	if err := os.WriteFile(path, []byte(plainTriples), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for name, doc := range map[string]*Document{
		"file":   must(Read(file, Options{Format: NTriples}))(t),
		"bytes":  must(Read(bytes.NewBufferString(plainTriples), Options{}))(t),
		"string": must(Read(strings.NewReader(plainTriples), Options{}))(t),
		"slow":   must(Read(iotest.OneByteReader(strings.NewReader(plainTriples)), Options{}))(t),
	} {
		if doc.Graph.Len() != 1 {
			t.Errorf("%s: %d triples", name, doc.Graph.Len())
		}
	}
	broken := errors.New("the line went dead")
	if _, err := Read(iotest.ErrReader(broken), Options{}); !errors.Is(err, broken) {
		t.Errorf("the stream's error is lost: %v", err)
	}
	doc, err := Read(strings.NewReader(plainTriples), Options{Limits: Limits{Bytes: 20}})
	if doc.Counts["limit-bytes"] != 1 || err == nil {
		t.Errorf("a stream without end: %v", err)
	}
}

func must(doc *Document, err error) func(*testing.T) *Document {
	return func(t *testing.T) *Document {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
}

// TestSharedDictionary joins what was read from two texts.
func TestSharedDictionary(t *testing.T) {
	a := must(Parse("@prefix : <http://e/> . :a :p _:b .", Options{Format: Turtle}))(t)
	b := must(Parse("@prefix : <http://e/> . :a :p _:b, :c .", Options{Format: Turtle, Dictionary: a.Graph.Dictionary}))(t)
	a.Graph.AddAll(b.Graph)
	statesAll(t, a.Graph, "<http://e/a> <http://e/p> _:1 .\n<http://e/a> <http://e/p> _:2 .\n<http://e/a> <http://e/p> <http://e/c> .")
}

// TestDoubtful marks the terms that a reader has warned of.
func TestDoubtful(t *testing.T) {
	doc := must(Parse(head+"<ex:A rdf:about='http://e/a b'/><ex:A rdf:about='http://e/a b'/></rdf:RDF>", Options{}))(t)
	id, known := doc.Graph.Lookup(Term{Kind: IRI, Value: "http://e/a b"})
	if !known || !doc.Graph.Doubtful(id) || doc.Counts["iri-character"] != 2 {
		t.Errorf("doubtful: %v, warned %d times", doc.Graph.Doubtful(id), doc.Counts["iri-character"])
	}
	var out strings.Builder
	if err := Write(&out, NTriples, doc.Graph, nil); err != nil || !strings.HasPrefix(out.String(), "<http://e/a%20b>") {
		t.Errorf("%s (%v)", out.String(), err)
	}
}

// TestStrays finds what an IRI may not have.
func TestStrays(t *testing.T) {
	for iri, want := range map[string]string{
		"http://e/a b": "space", "http://e/a\n": "line break", "http://e/\x01": "control character",
		"http://e/%4": "%", "http://e/%zz": "%", "http://e/{x}": "{", "http://e/a#b#c": "#",
		"http://e/åäö?x=%C3%A5#f": "", "urn:x:y": "",
	} {
		got := ""
		if at := strayInIRI(iri); at >= 0 {
			got = characterAt(iri, at)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", iri, got, want)
		}
	}
	if characterAt("x", 1) != "end" {
		t.Error("the end is no character")
	}
}
