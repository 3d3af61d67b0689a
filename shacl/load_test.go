package shacl

import (
	"strings"
	"testing"

	"insyn/rdf"
)

const prefixes = `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
`

func graph(t testing.TB, text string) *rdf.Graph {
	t.Helper()
	doc, err := rdf.Parse(prefixes+text, rdf.Options{Format: rdf.Turtle})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Graph
}

// TestProblems holds that nothing a shapes graph demands is passed over in
// silence.
func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		":s a sh:NodeShape ; sh:sparql [ sh:select 'x' ] .":                          "sh:sparql is not supported",
		":s a sh:NodeShape ; sh:shape :t .":                                          "sh:shape is not supported",
		":s a sh:NodeShape ; sh:property [ sh:path :p ; sh:minCont 1 ] .":            "sh:minCont is not supported",
		":s a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ] .":                      "sh:target is not supported",
		":s a sh:NodeShape ; sh:rule [ a sh:TripleRule ] .":                          "sh:rule is not supported",
		":c a sh:ConstraintComponent .":                                              "sh:ConstraintComponent is not supported",
		":o sh:entailment :e .":                                                      "sh:entailment is not supported",
		":s a sh:NodeShape ; sh:node :s .":                                           "it refers to itself",
		":s a sh:NodeShape ; sh:node :t . :t sh:not [ sh:or ( :u :s ) ] .":           "it refers to itself",
		":s a sh:PropertyShape ; sh:path 'x' .":                                      "the path cannot be read",
		":s a sh:PropertyShape ; sh:path :p, :q .":                                   "the path cannot be read",
		":s a sh:PropertyShape ; sh:path ( :p ) .":                                   "the path cannot be read",
		":s a sh:PropertyShape ; sh:path [ sh:inversePath [ sh:leap :p ] ] .":        "the path cannot be read",
		":s a sh:NodeShape ; sh:minCount 'x' .":                                      "should be an integer",
		":s a sh:NodeShape ; sh:class 'x' .":                                         "should be an IRI",
		":s a sh:NodeShape ; sh:minInclusive :x .":                                   "should be a literal",
		":s a sh:NodeShape ; sh:nodeKind :x .":                                       "is no node kind",
		":s a sh:NodeShape ; sh:pattern '(' .":                                       "missing closing",
		":s a sh:NodeShape ; sh:pattern '(a)\\\\1' .":                                "invalid escape sequence",
		":s a sh:NodeShape ; sh:pattern 'a' ; sh:flags 'z' .":                        "unknown flag z",
		":s a sh:NodeShape ; sh:in :x .":                                             "should be a list",
		":s a sh:NodeShape ; sh:languageIn :x .":                                     "should be a list",
		":s a sh:NodeShape ; sh:or :x .":                                             "should be a list",
		":s a sh:NodeShape ; sh:and ( 1 ) .":                                         "should be a list of shapes",
		":s a sh:NodeShape ; sh:not 1 .":                                             "should be a shape",
		":s a sh:NodeShape ; sh:closed true ; sh:ignoredProperties :x .":             "should be a list",
		":s a sh:NodeShape ; sh:qualifiedValueShape :t ; sh:qualifiedMinCount 'x' .": "should be an integer",
		":s a sh:NodeShape ; sh:property [ sh:path :p ; sh:uniqueLang 1 ] .":         "",
	} {
		_, problems := Load(graph(t, text))
		switch {
		case want == "" && len(problems) == 0:
		case len(problems) == 0:
			t.Errorf("%s: passed over in silence", text)
		case !strings.Contains(problems[0].Error(), want) || problems[0].Line == 0:
			t.Errorf("%s: %v, want %s", text, problems[0], want)
		}
	}
}

// TestRest holds that what can be applied is applied beside a problem.
func TestRest(t *testing.T) {
	g := graph(t, `:s a sh:NodeShape ; sh:targetNode :a ; sh:sparql [] ; sh:node :s ;
		sh:property [ sh:path :p ; sh:minCount 1 ] . :a :q 1 .`)
	shapes, problems := Load(g)
	report := Compile(shapes).Validate(g, Options{})
	if len(problems) != 2 || len(report.Results) != 1 {
		t.Errorf("%d problems, %d results", len(problems), len(report.Results))
	}
}
