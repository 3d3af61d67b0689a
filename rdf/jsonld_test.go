package rdf

import (
	"strings"
	"testing"
)

// statesAll expects a graph to state exactly the lines of N-Triples.
func statesAll(t *testing.T, g *Graph, lines string) {
	t.Helper()
	want, err := Parse(lines, Options{Format: NTriples})
	if err != nil {
		t.Fatalf("the expectation: %v", err)
	}
	if same, err := Isomorphic(g, want.Graph); err != nil || !same {
		t.Errorf("got (%v)\n%swant\n%s", err, dump(g), dump(want.Graph))
	}
}

// TestJSONLD reads each construct that stands for triples.
func TestJSONLD(t *testing.T) {
	const context = `"@context": {"@vocab": "http://e/", "xsd": "` + XSD + `", "when": {"@type": "xsd:date"},
		"list": {"@container": "@list"}, "back": {"@reverse": "forth"}, "id": "@id", "raw": {"@type": "@json"},
		"by": {"@container": "@language"}}, `
	for name, test := range map[string][2]string{
		"types": {`"@id": "http://e/a", "@type": ["A", "_:b"]`,
			`<http://e/a> <` + constants[Type] + `> <http://e/A> . <http://e/a> <` + constants[Type] + `> _:b .`},
		"texts": {`"@id": "http://e/a", "p": ["x", {"@value": "y", "@language": "sv"}], "by": {"en": "z"}`,
			`<http://e/a> <http://e/p> "x" . <http://e/a> <http://e/p> "y"@sv . <http://e/a> <http://e/by> "z"@en .`},
		"numbers": {`"@id": "http://e/a", "p": [1, -7, 1.5, 1e21, true, false]`,
			`<http://e/a> <http://e/p> "1"^^<` + XSD + `integer> . <http://e/a> <http://e/p> "-7"^^<` + XSD + `integer> .
			 <http://e/a> <http://e/p> "1.5E0"^^<` + XSD + `double> . <http://e/a> <http://e/p> "1.0E21"^^<` + XSD + `double> .
			 <http://e/a> <http://e/p> "true"^^<` + XSD + `boolean> . <http://e/a> <http://e/p> "false"^^<` + XSD + `boolean> .`},
		"typed": {`"@id": "http://e/a", "when": "2024-01-01", "p": [{"@value": 5, "@type": "xsd:double"}, {"@value": 5, "@type": "xsd:byte"}]`,
			`<http://e/a> <http://e/when> "2024-01-01"^^<` + XSD + `date> . <http://e/a> <http://e/p> "5.0E0"^^<` + XSD + `double> .
			 <http://e/a> <http://e/p> "5"^^<` + XSD + `byte> .`},
		"JSON": {`"@id": "http://e/a", "raw": {"b": [1, null], "a": "x"}`,
			`<http://e/a> <http://e/raw> "{\"a\":\"x\",\"b\":[1,null]}"^^<` + RDF + `JSON> .`},
		"lists": {`"@id": "http://e/a", "list": ["x", {"id": "http://e/b"}], "p": {"@list": []}`,
			`<http://e/a> <http://e/list> _:1 . _:1 <` + constants[First] + `> "x" . _:1 <` + constants[Rest] + `> _:2 .
			 _:2 <` + constants[First] + `> <http://e/b> . _:2 <` + constants[Rest] + `> <` + constants[Nil] + `> .
			 <http://e/a> <http://e/p> <` + constants[Nil] + `> .`},
		"nested": {`"@id": "http://e/a", "p": {"q": {"id": "_:x"}}, "back": {"id": "http://e/b"}`,
			`<http://e/a> <http://e/p> _:1 . _:1 <http://e/q> _:2 . <http://e/b> <http://e/forth> <http://e/a> .`},
		"included": {`"@id": "http://e/a", "@included": [{"id": "http://e/b", "p": "x"}], "p": null`,
			`<http://e/b> <http://e/p> "x" .`},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Parse("{"+context+test[0]+"}", Options{Format: JSONLD})
			if err != nil {
				t.Fatal(err)
			}
			statesAll(t, doc.Graph, strings.ReplaceAll(test[1], " . ", " .\n"))
		})
	}
}

// TestJSONLDGraphs reads named graphs, and nodes into the default graph.
func TestJSONLDGraphs(t *testing.T) {
	doc, err := Parse(`{"@context": {"@vocab": "http://e/"}, "@graph": [
		{"@id": "http://e/g", "@graph": [{"@id": "http://e/a", "p": "in"}]},
		{"@id": "http://e/b", "p": "out"}]}`, Options{})
	if err != nil {
		t.Fatal(err)
	}
	statesAll(t, doc.Graph, `<http://e/b> <http://e/p> "out" .`)
	if len(doc.Named) != 1 || doc.Graph.Value(doc.Named[0].Name) != "http://e/g" {
		t.Fatalf("named graphs: %v", doc.Named)
	}
	statesAll(t, doc.Named[0].Graph, `<http://e/a> <http://e/p> "in" .`)
}

// TestJSONLDPlaces holds that triples have the place of their object.
func TestJSONLDPlaces(t *testing.T) {
	doc, err := Parse("{\"@context\": {\"@vocab\": \"http://e/\"},\n\"@graph\": [\n  {\"@id\": \"http://e/a\",\n"+
		"   \"p\": {\"q\": \"å\"}},\n  {\"@id\": \"http://e/a/~b\", \"r\": 1}\n]}", Options{Format: JSONLD})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range doc.Graph.All() {
		want := map[string]Position{"http://e/p": {3, 3}, "http://e/q": {4, 9}, "http://e/r": {5, 3}}
		if p := doc.Graph.Value(x.P); x.Position != want[p] {
			t.Errorf("%s is at %v, want %v", p, x.Position, want[p])
		}
	}
}

// TestJSONLDContexts uses contexts that are given, and refuses others.
func TestJSONLDContexts(t *testing.T) {
	text := `{"@context": ["https://example.org/context", {"ex": "http://e/"}], "@id": "ex:a", "name": "x"}`
	given := map[string]string{"https://example.org/context": `{"@context": {"name": "http://e/name"}}`}
	doc, err := Parse(text, Options{Format: JSONLD, Contexts: given})
	if err != nil {
		t.Fatal(err)
	}
	statesAll(t, doc.Graph, `<http://e/a> <http://e/name> "x" .`)
	if len(doc.Prefixes) != 1 || doc.Prefixes[0] != (Prefix{"ex", "http://e/"}) {
		t.Errorf("prefixes %v", doc.Prefixes)
	}
	doc, err = Parse(text, Options{Format: JSONLD})
	if err == nil || doc.Counts["jsonld-context"] != 1 || doc.Graph.Len() != 0 {
		t.Errorf("a context at an address was not refused: %v", err)
	}
	given["https://example.org/context"] = "{"
	if _, err = Parse(text, Options{Format: JSONLD, Contexts: given}); err == nil {
		t.Error("a context that is not JSON passes")
	}
}
