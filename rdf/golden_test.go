package rdf

import (
	"strings"
	"testing"
)

// TestWriters writes one graph with everything in it, in every format.
func TestWriters(t *testing.T) {
	doc := must(Parse(`@prefix e: <http://example.org/> .
e:a a e:A, e:B ; e:text "x\"\n"@sv, 'y' ; e:number 5, 05.50, true ; e:list (1 [ e:q e:b ] ()) ; e:nodes (e:b [ a e:C ]) ;
  e:odd [ e:self _:s ] . _:s e:loop _:s ; e:to <http://example.org/no.dot.> . [] e:alone <http://other.example/x#y> .
`, Options{Format: Turtle}))(t)
	for f, want := range map[Format]string{
		Turtle: `@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix e: <http://example.org/> .

e:a a e:A, e:B ;
  e:list ( 1 [
      e:q e:b
    ] rdf:nil ) ;
  e:nodes ( e:b [
      a e:C
    ] ) ;
  e:number "05.50"^^<http://www.w3.org/2001/XMLSchema#decimal>, 5, true ;
  e:odd [
    e:self LABEL
  ] ;
  e:text "x\"\n"@sv, "y" .

[] e:alone <http://other.example/x#y> .

LABEL e:loop LABEL ;
  e:to <http://example.org/no.dot.> .
`,
		RDFXML: `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:e="http://example.org/">

  <e:A rdf:about="http://example.org/a">
    <e:list rdf:nodeID="LIST"/>
    <e:nodes rdf:parseType="Collection">
      <rdf:Description rdf:about="http://example.org/b"/>
      <e:C>
      </e:C>
    </e:nodes>
`,
		JSONLD: `{
  "@context": {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "e": "http://example.org/"
  },
  "@graph": [
    {
      "@id": "http://example.org/a",
      "@type": ["e:A", "e:B"],
`,
	} {
		var out strings.Builder
		prefixes := []Prefix{{"rdf", RDF}, {"e", "http://example.org/"}, {"xml", "http://x/"}, {"a b", "http://y/"}}
		if err := Write(&out, f, doc.Graph, prefixes); err != nil {
			t.Fatal(err)
		}
		if !matchesLabels(out.String(), want) {
			t.Errorf("%s:\n%s\nwant\n%s", f, out.String(), want)
		}
		roundTrip(t, "everything", doc.Graph, f)
	}
}

// matchesLabels compares with a text in which words in capitals stand for
// labels, whose numbers depend on hashes.
func matchesLabels(got, want string) bool {
	for _, word := range []string{"LABEL", "LIST"} {
		before, _, found := strings.Cut(want, word)
		if !found || len(got) < len(before) {
			continue
		}
		label := got[len(before):]
		label = label[:strings.IndexAny(label, " \n\"")]
		want = strings.ReplaceAll(want, word, label)
	}
	return strings.HasPrefix(got, want)
}

// TestNotXML refuses what RDF/XML cannot say, and says why.
func TestNotXML(t *testing.T) {
	for text, want := range map[string]string{
		`<http://e/a> <http://e/1> "x" .`:                                 "does not end in a name",
		`<http://e/a> <http://e/p> "\u0001" .`:                            "control character",
		`<http://e/a> <` + RDF + `li> "x" .`:                              "does not end in a name",
		`<http://e/a> <http://e/p> <http://e/b> . _:x <http://e/%> "x" .`: "does not end in a name",
	} {
		doc, _ := Parse(strings.ReplaceAll(text, " . ", " .\n"), Options{Format: NTriples})
		err := Write(&strings.Builder{}, RDFXML, doc.Graph, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := NewWriter(&strings.Builder{}, Unknown, nil); err == nil {
		t.Error("an unknown format is written")
	}
}

// TestWriterJoins writes several graphs into one text: labels must differ.
func TestWriterJoins(t *testing.T) {
	for _, f := range []Format{NTriples, Turtle, RDFXML, JSONLD} {
		var out strings.Builder
		w, err := NewWriter(&out, f, testPrefixes)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if err := w.Write(turtle(t, "_:a :p _:b . _:b :p _:a .")); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		doc := must(Parse(out.String(), Options{Format: f}))(t)
		if doc.Graph.Len() != 6 {
			t.Errorf("%s: %d triples of 6\n%s", f, doc.Graph.Len(), out.String())
		}
	}
}

func TestTermString(t *testing.T) {
	for want, term := range map[string]Term{
		"<http://e/a>":      {Kind: IRI, Value: "http://e/a"},
		"_:x":               {Kind: Blank, Value: "x"},
		`"x"@sv`:            {Kind: Literal, Value: "x", Language: "sv", Datatype: constants[LangString]},
		`"x"`:               {Kind: Literal, Value: "x", Datatype: constants[XSDString]},
		`"x"^^<http://e/d>`: {Kind: Literal, Value: "x", Datatype: "http://e/d"},
	} {
		if term.String() != want {
			t.Errorf("%s, want %s", term, want)
		}
	}
	if IRI.String()+Blank.String()+Literal.String()+tag.String()+Kind(0).String() !=
		"IRIblank nodeliterallanguage tagno term" || Turtle.String() != "Turtle" {
		t.Error("names of kinds")
	}
}
