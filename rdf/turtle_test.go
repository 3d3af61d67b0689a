package rdf

import (
	"strings"
	"testing"
)

// TestTurtle reads what the suites leave aside or bundle together, and says
// where each object stands.
func TestTurtle(t *testing.T) {
	const e = "@prefix e: <http://e/> .\n"
	for text, want := range map[string]string{
		e + "e:a e:p 1, -2.5, +3e4, .5, 6.":                                   "1^integer 2:9 -2.5^decimal 2:12 +3e4^double 2:18 .5^decimal 2:24 6^integer 2:28",
		e + "e:a e:p 'x'@en-GB, 'y'^^e:d, \"\"\"z\n\"\"\", true, false.":      "x@en-GB 2:9 y^d 2:20 z\n 2:30 true^boolean 3:6 false^boolean 3:12",
		e + "e:a e:p e:b.c, e:%41\\-\\_, e:, e:0, e:åäö.":                     "b.c 2:9 %41-_ 2:16 http://e/ 2:27 0 2:31 åäö 2:36",
		"PREFIX e: <http://e/> BASE <http://e/x/> e:a e:p <y>, <#z>, <../w>.": "x/y 1:50 x/#z 1:55 w 1:61",
		"prefix : <http://e/> :a :p :b;;; :p :c; .":                           "b 1:28 c 1:37",
		e + "[] e:p 'no' . [ e:p 'alone' ] .":                                 "no 2:8 alone 2:21",
		e + "e:a e:p 'x'#comment\n, 'y' # another\n.":                         "x 2:9 y 3:3",
		e + "e:a a e:T ; e:p 'a\\tb\\u00e5\\U0001F600'.":                      "T 2:7 a\tbå😀 2:17",
	} {
		doc, err := Parse(text, Options{Format: Turtle})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var got []string
		triples := append([]Triple(nil), doc.Graph.All()...)
		for i := range triples { // in the order of the text
			for j := range triples[:i] {
				if triples[i].Position.before(triples[j].Position) {
					triples[i], triples[j] = triples[j], triples[i]
				}
			}
		}
		for _, x := range triples {
			term := doc.Graph.Term(x.O)
			word := strings.TrimPrefix(term.Value, "http://e/")
			if word == "" {
				word = term.Value
			}
			if term.Language != "" {
				word += "@" + term.Language
			} else if term.Kind == Literal && term.Datatype != constants[XSDString] {
				word += "^" + strings.TrimPrefix(strings.TrimPrefix(term.Datatype, XSD), "http://e/")
			}
			got = append(got, word+" "+itoa(int(x.Line))+":"+itoa(int(x.Column)))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s\n got %q\nwant %q", text, s, want)
		}
	}
}

// TestRedefinedPrefix holds that names remembered for speed are forgotten.
func TestRedefinedPrefix(t *testing.T) {
	doc, err := Parse("@prefix : <http://e/> . :a :p :b . @prefix : <http://f/> . :a :p :b .", Options{Format: Turtle})
	if err != nil {
		t.Fatal(err)
	}
	statesAll(t, doc.Graph, "<http://e/a> <http://e/p> <http://e/b> .\n<http://f/a> <http://f/p> <http://f/b> .")
}

// TestNQuads puts each statement into its graph, and reports what has none.
func TestNQuads(t *testing.T) {
	doc, err := Parse("<http://e/a> <http://e/p> \"1\" .\n<http://e/a> <http://e/p> \"2\" <http://e/g> .\n"+
		"<http://e/a> <http://e/p> \"3\" _:h .\n<http://e/a> <http://e/p> \"4\" <http://e/g> . # end\n"+
		"<http://e/a> <http://e/p> \"5\" <relative> .\n", Options{Format: NQuads})
	if doc.Counts["iri-relative"] != 1 || err == nil {
		t.Errorf("a graph with a relative name: %v", err)
	}
	statesAll(t, doc.Graph, `<http://e/a> <http://e/p> "1" .`)
	if len(doc.Named) != 2 || doc.Named[0].Graph.Len() != 2 || doc.Named[1].Graph.Len() != 1 {
		t.Errorf("named graphs: %v", doc.Named)
	}
}
