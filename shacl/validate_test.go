package shacl

import (
	"fmt"
	"strings"
	"testing"

	"insyn/rdf"
)

// TestDemands holds a node against one demand each: "good" values must pass,
// "bad" ones fail, one result for each.
func TestDemands(t *testing.T) {
	for _, test := range []struct{ demand, good, bad string }{
		{"sh:datatype xsd:date", "'2024-02-29'^^xsd:date, '2024-01-01Z'^^xsd:date",
			"'2023-02-29'^^xsd:date, '2024-1-1'^^xsd:date, '2024-01-01', 2024, :x, '2024-01-01T00:00:00'^^xsd:date"},
		{"sh:datatype xsd:dateTime", "'2024-01-01T24:00:00'^^xsd:dateTime, '2024-01-01T10:00:00.5+02:00'^^xsd:dateTime",
			"'2024-01-01'^^xsd:dateTime, '2024-01-01T25:00:00'^^xsd:dateTime, '2024-01-01T10:00:00+15:00'^^xsd:dateTime"},
		{"sh:datatype xsd:nonNegativeInteger",
			"'0'^^xsd:nonNegativeInteger, '+007'^^xsd:nonNegativeInteger, " +
				"'99999999999999999999999999'^^xsd:nonNegativeInteger",
			"'-1'^^xsd:nonNegativeInteger, '1.0'^^xsd:nonNegativeInteger, ''^^xsd:nonNegativeInteger, 5"},
		{"sh:datatype xsd:byte", "'-128'^^xsd:byte",
			"'128'^^xsd:byte, '-1000000000000000000000'^^xsd:byte"},
		{"sh:datatype xsd:decimal", "1.5, '.5'^^xsd:decimal",
			"'1e5'^^xsd:decimal, '.'^^xsd:decimal, 1.5e0"},
		{"sh:datatype xsd:double", "1e5, 'INF'^^xsd:double", "'inf'^^xsd:double, 'e5'^^xsd:double"},
		{"sh:datatype xsd:boolean", "true, '1'^^xsd:boolean", "'yes'^^xsd:boolean"},
		{"sh:datatype xsd:duration", "'P1Y2M3DT4H5M6.7S'^^xsd:duration, '-PT1S'^^xsd:duration",
			"'P'^^xsd:duration, 'P1YT'^^xsd:duration, '1Y'^^xsd:duration"},
		{"sh:datatype xsd:gYear", "'2024'^^xsd:gYear", "'24'^^xsd:gYear"},
		{"sh:datatype xsd:base64Binary", "'aGVq'^^xsd:base64Binary", "'a'^^xsd:base64Binary"},
		{"sh:datatype :own", "'whatever'^^:own", "'whatever'"},
		{"sh:nodeKind sh:IRI", ":x", "'x', [], 1"},
		{"sh:nodeKind sh:BlankNodeOrLiteral", "'x', []", ":x"},
		{"sh:minInclusive 5", "5, 5.0, 7e0, '99999999999999999999'^^xsd:integer",
			"4, 'x', :x, true, '5'"},
		{"sh:maxExclusive '2024-06-01T00:00:00Z'^^xsd:dateTime",
			"'2024-05-30T00:00:00'^^xsd:dateTime",
			"'2024-05-31T20:00:00'^^xsd:dateTime, '2024-06-01T01:00:00+01:00'^^xsd:dateTime"},
		{"sh:minExclusive 0.30000000000000000001", "0.30000000000000000002",
			"0.30000000000000000001, 0.3"},
		{"sh:maxInclusive 'm'", "'a', 'm'", "'n', 'a'@sv"},
		{"sh:minLength 3", "'åäö', :x", "'åä', []"}, {"sh:maxLength 3", "'åäö'", "'åäöx', :x"},
		{"sh:pattern '^mailto:'", "<mailto:a@example.se>, 'mailto:x'", "<http://mailto:>, []"},
		{"sh:pattern 'a b.C' ; sh:flags 'ix'", "'AbxC'", "'a b.C'"}, {"sh:pattern 'a.b' ; sh:flags 'q'", "'xa.bx'", "'axb'"},
		{"sh:languageIn ( 'en' 'sv-SE' )", "'x'@en-GB, 'x'@SV-se", "'x'@sv, 'x', 'x'@enx"},
		{"sh:in ( :x 1 'a' )", ":x, 1, 'a'", "'1', 01, 'a'@sv"},
		{"sh:or ( [ sh:datatype xsd:date ] [ sh:nodeKind sh:IRI ] )", ":x, '2024-01-01'^^xsd:date",
			"1, 'x'^^xsd:date"},
		{"sh:xone ( [ sh:minLength 2 ] [ sh:maxLength 3 ] )", "'a', 'abcd'", "'ab', 'abc'"},
		{"sh:and ( [ sh:minLength 2 ] [ sh:maxLength 3 ] )", "'ab', 'abc'", "'a', 'abcd'"},
		{"sh:not [ sh:nodeKind sh:Literal ]", ":x", "'x'"}, {"sh:class :C", ":c, :d", ":e, 'x'"},
	} {
		for values, want := range map[string]int{test.good: 0,
			test.bad: strings.Count(test.bad, ", ") + 1} {
			g := graph(t, ":s sh:targetNode :a ; sh:property [ sh:path :p ; "+test.demand+" ] .\n"+
				":c a :C . :d a :D . :D rdfs:subClassOf :E . :E rdfs:subClassOf :C .\n:a :p "+values+" .")
			shapes, problems := Load(g)
			report := Compile(shapes).Validate(g, Options{})
			if len(report.Results) != want || len(problems) > 0 {
				t.Errorf("%s of %s: %d results, want %d %v", test.demand, values,
					len(report.Results), want, problems)
			}
			for _, r := range report.Results {
				if r.Line != 6 || r.Message() == "" {
					t.Errorf("%s of %s: on line %d: %s", test.demand, values, r.Line, r.Message())
				}
			}
		}
	}
}

// TestMessages says in words what each sort of constraint demands.
func TestMessages(t *testing.T) {
	a := &Shape{Name: rdf.Term{Kind: rdf.IRI, Value: "http://e/A"}}
	b := &Shape{Name: rdf.Term{Kind: rdf.Blank}, Constraints: []Constraint{MinCount(1), Class("http://e/C")}}
	one := rdf.Term{Kind: rdf.Literal, Value: "1"}
	for c, want := range map[Constraint]string{
		IRIs | BlankNodes: "must be an IRI or a blank node", Class("C"): "must be an instance of C",
		Datatype("D"): "must be a well-formed literal of the datatype D",
		MinCount(2):   "must have at least 2",
		MaxCount(2):   "may have at most 2", &Bound{Less, one}: "",
		MinLength(3): "must have at least 3 characters",
		MaxLength(3): "may have at most 3 characters", Pattern{"x", ""}: "must match x",
		UniqueLang{}:  "may have only one in each language",
		Equals("p"):   "must have the same values as p",
		Disjoint("p"): "may not have a value of p", LessThan("p"): "must be less than p",
		LessThanOrEquals("p"): "may not be greater than p", HasValue{one}: `must include "1"^^<>`,
		Node{a}: "must conform to http://e/A", Not{b}: "may not conform to (must have at least 1, must be an instance of http://e/C)",
		Qualified{a, 1, 2, false}:               "must have at least 1 that conform to http://e/A",
		qualifiedMax{Qualified{a, 1, 2, false}}: "may have at most 2 that conform to http://e/A",
	} {
		if b, ok := c.(*Bound); ok {
			c, want = *b, "must be less than 1"
		}
		if got := Describe(c); got != want {
			t.Errorf("%T: %s", c, got)
		}
	}
	for _, c := range []Constraint{LanguageIn{"sv"}, In{one, one}, Closed{}, And{a}, Or{a, b},
		Xone{a}, Property{a}} {
		if Describe(c) == "" {
			t.Errorf("%T has no words", c)
		}
	}
}

// TestReportRDF writes a report as RDF and reads it back.
func TestReportRDF(t *testing.T) {
	g := graph(t, `:s sh:targetNode :a, :missing ; sh:severity sh:Warning ; sh:message "Fel"@sv, "Wrong"@en ;
		sh:property [ sh:path ( :p [ sh:zeroOrMorePath [ sh:alternativePath ( :q [ sh:inversePath :r ] ) ] ] ) ;
			sh:nodeKind sh:IRI ; sh:message "Broken" ] ;
		sh:closed true . :a :p [ :q 1 ], 2 ; :x 3 .`)
	shapes, _ := Load(g)
	report := Compile(shapes).Validate(g, Options{})
	var out strings.Builder
	if err := rdf.Write(&out, rdf.Turtle, report.RDF(), []rdf.Prefix{{Name: "sh", IRI: NS}}); err != nil {
		t.Fatal(err)
	}
	for text, n := range map[string]int{
		"sh:result [": 1, "a sh:ValidationResult": 6, `sh:resultMessage "Broken"`: 3, `"Fel"@sv, "Wrong"@en`: 3,
		"sh:zeroOrMorePath": 3, "sh:conforms false": 1, "sh:value 3": 1, "sh:resultSeverity sh:Warning": 3, "sh:sourceShape _:": 3,
	} {
		if got := strings.Count(out.String(), text); got != n {
			t.Errorf("%d times %s, want %d", got, text, n)
		}
	}
	if t.Failed() {
		t.Log(out.String())
	}
	if _, err := rdf.Parse(out.String(), rdf.Options{Format: rdf.Turtle}); err != nil {
		t.Error(err)
	}
}

// TestPositions points at the value, or where nothing is there, at the node.
func TestPositions(t *testing.T) {
	g := graph(t, `:s sh:targetNode :a ; sh:property [ sh:path :p ; sh:maxCount 1 ; sh:datatype xsd:date ],
		[ sh:path :q ; sh:minCount 1 ] .
:a :x 1 ;
   :p 'x' ;
   :p 'y' .`)
	shapes, _ := Load(g)
	var got []string
	for _, r := range Compile(shapes).Validate(g, Options{}).Results {
		got = append(got, fmt.Sprintf("%s %d:%d", r.Component[:8], r.Line, r.Column))
	}
	want := "[MaxCount 8:7 Datatype 7:7 Datatype 8:7 MinCount 6:7]"
	if s := fmt.Sprint(got); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

// TestOptions tries the limit and knowledge from elsewhere.
func TestOptions(t *testing.T) {
	g := graph(t, ":s sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:class :C ] . :a :p 1, 2, :c .")
	shapes, _ := Load(g)
	v := Compile(shapes)
	if r := v.Validate(g, Options{Limit: 2}); len(r.Results) != 2 || !r.More {
		t.Errorf("%d results, more: %v", len(r.Results), r.More)
	}
	g.Intern(rdf.Term{Kind: rdf.IRI, Value: "http://example.org/C"})
	known := func(node, class rdf.ID) bool {
		return strings.HasSuffix(g.Value(node)+g.Value(class), "c"+"http://example.org/C")
	}
	if r := v.Validate(g, Options{Instance: known}); len(r.Results) != 2 || r.More {
		t.Errorf("%d results, more: %v", len(r.Results), r.More)
	}
	other := graph(t, ":a :p :c . :c a :C .")
	if r := v.Validate(other, Options{}); !r.Conforms() {
		t.Errorf("shapes do not fit a graph with another dictionary: %v", r.Results)
	}
}
