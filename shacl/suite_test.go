package shacl

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"insyn/rdf"
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
	suiteNS    = "http://www.w3.org/ns/shacl-test#"
	suiteBase  = "https://w3c.github.io/data-shapes/"
)

// A suite reads the files of the SHACL suite, each once, with one dictionary.
type suite struct {
	testing.TB
	dir    string
	dict   *rdf.Dictionary
	graphs map[string]*rdf.Graph
}

func (s *suite) graph(address string) *rdf.Graph {
	if g, ok := s.graphs[address]; ok {
		return g
	}
	text, err := os.ReadFile(filepath.Join(s.dir, strings.TrimPrefix(address, suiteBase)))
	if err != nil {
		s.Fatal(err)
	}
	doc, err := rdf.Parse(string(text), rdf.Options{Format: rdf.Turtle, Base: address, Dictionary: s.dict})
	if err != nil {
		s.Fatalf("%s: %v", address, err)
	}
	s.graphs[address] = doc.Graph
	return doc.Graph
}

// manifests gives the addresses of a manifest and of those it includes.
func (s *suite) manifests(address string) []string {
	all := []string{address}
	g := s.graph(address)
	for _, t := range g.All() {
		if g.Value(t.P) == manifestNS+"include" {
			all = append(all, s.manifests(g.Value(t.O))...)
		}
	}
	return all
}

// TestSuite runs the SHACL Core suite of the W3C.
func TestSuite(t *testing.T) {
	dir := fixtures(t, "w3c/data-shapes-test-suite/tests/core")
	s := &suite{TB: t, dir: dir, dict: rdf.NewDictionary(), graphs: map[string]*rdf.Graph{}}
	n := 0
	for _, address := range s.manifests(suiteBase + "manifest.ttl") {
		g := s.graph(address)
		for test := range g.Instances(g.IRI(suiteNS + "Validate")) {
			n++
			t.Run(strings.TrimPrefix(g.Value(test), suiteBase), func(t *testing.T) {
				s.run(t, g, test)
			})
		}
	}
	t.Logf("%d tests", n)
	if n < 98 {
		t.Errorf("%d tests were found, fewer than 98", n)
	}
}

func (s *suite) run(t *testing.T, g *rdf.Graph, test rdf.ID) {
	action := g.Object(test, g.IRI(manifestNS+"action"))
	data := s.graph(g.Value(g.Object(action, g.IRI(suiteNS+"dataGraph"))))
	shapesGraph := s.graph(g.Value(g.Object(action, g.IRI(suiteNS+"shapesGraph"))))
	shapes, problems := Load(shapesGraph)
	for _, p := range problems {
		t.Logf("%v", p)
	}
	report := Compile(shapes).Validate(data, Options{})
	expected := g.Object(test, g.IRI(manifestNS+"result"))
	want := g.Value(g.Object(expected, g.IRI(NS+"conforms")))
	if got := fmt.Sprint(report.Conforms()); got != want {
		t.Errorf("conforms: got %s, want %s", got, want)
	}
	messages := false
	var wanted []string
	for _, r := range g.Match(expected, g.IRI(NS+"result")) {
		line, m := expectedLine(g, r.O)
		wanted = append(wanted, line)
		messages = messages || m
	}
	var got []string
	for _, r := range report.Results {
		line := fmt.Sprintf("%s | %s | %s | %s | %s | %s", plain(data.Term(r.Focus)), r.Path,
			value(data, r.Value), r.Component, plain(r.Shape.Name), r.Severity())
		if messages {
			line += " | " + r.Message()
		}
		got = append(got, line)
	}
	slices.Sort(got)
	slices.Sort(wanted)
	if !slices.Equal(got, wanted) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(wanted, "\n"))
	}
}

func value(g *rdf.Graph, id rdf.ID) string {
	if id == rdf.None {
		return ""
	}
	return plain(g.Term(id))
}

// plain writes a term; blank nodes all look alike.
func plain(t rdf.Term) string {
	if t.Kind == rdf.Blank {
		return "_"
	}
	return t.String()
}

// expectedLine writes an expected result as run writes those it gets.
func expectedLine(g *rdf.Graph, r rdf.ID) (string, bool) {
	get := func(name string) rdf.ID { return g.Object(r, g.IRI(NS+name)) }
	l := &loader{Graph: g, terms: map[string]rdf.ID{}}
	path := ""
	if p := get("resultPath"); p != rdf.None {
		read, _ := l.path(p, 0)
		path = read.String()
	}
	line := fmt.Sprintf("%s | %s | %s | %s | %s | %s", value(g, get("focusNode")), path,
		value(g, get("value")), strings.TrimPrefix(g.Value(get("sourceConstraintComponent")), NS),
		value(g, get("sourceShape")), g.Value(get("resultSeverity")))
	if m := get("resultMessage"); m != rdf.None {
		return line + " | " + g.Value(m), true
	}
	return line, false
}
