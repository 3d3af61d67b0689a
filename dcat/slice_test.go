package dcat

import (
	"fmt"
	"strings"
	"testing"

	"insyn/rdf"
)

func generated(t testing.TB, o GenerateOptions) *rdf.Graph {
	t.Helper()
	var text strings.Builder
	if err := Generate(&text, o); err != nil {
		t.Fatal(err)
	}
	doc, err := rdf.Parse(text.String(), rdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Graph
}

// TestSlice cuts a catalogue into slices and puts it together again.
func TestSlice(t *testing.T) {
	g := generated(t, GenerateOptions{Datasets: 12, Seed: 1})
	all := rdf.NewGraph(nil)
	add := func(s *rdf.Graph) {
		blanks := map[rdf.ID]rdf.ID{}
		move := func(id rdf.ID) rdf.ID {
			if s.Kind(id) != rdf.Blank {
				return all.Intern(s.Term(id))
			}
			if blanks[id] == rdf.None {
				blanks[id] = all.Blank("")
			}
			return blanks[id]
		}
		for _, x := range s.All() {
			all.Add(move(x.S), move(x.P), move(x.O), x.Position)
		}
	}
	for s := range g.Subjects() {
		if g.Kind(s) == rdf.IRI {
			add(Slice(g, s))
		}
	}
	if same, err := rdf.Isomorphic(g, all); err != nil || !same {
		t.Errorf("the slices are not the whole (%v)", err)
	}
}

// TestFingerprints holds that a fingerprint changes with what is said, deep
// inside too, and with nothing else.
func TestFingerprints(t *testing.T) {
	const text = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix : <https://e.example.se/> .
:a a dcat:Dataset ; :p [ :q [ :r "x"@sv ] ], [ :q 2 ] ; dcat:distribution :a1 . :a1 :p "7", "8" .
:b a dcat:Dataset ; :p _:c . _:c :p _:c .
`
	print := func(text string) map[string]Fingerprint {
		doc, err := rdf.Parse(text, rdf.Options{Format: rdf.Turtle})
		if err != nil {
			t.Fatal(err)
		}
		return Fingerprints(doc.Graph)
	}
	before := print(text)
	for _, test := range []struct {
		old, new string
		changed  bool
	}{
		{`[ :q [ :r "x"@sv ] ], [ :q 2 ]`, `_:z, _:y . _:y :q [ :r "x"@sv ] . _:z :q 2 . :a :x :x`, true},
		{`[ :q [ :r "x"@sv ] ], [ :q 2 ] ;`, `[ :q 2 ], [ :q [ :r "x"@sv ] ] ;`, false},
		{`"7", "8"`, `"8", "7"`, false}, {`"7", "8"`, `"7", "9"`, true}, {`"x"@sv`, `"x"@en`, true},
		{`"x"@sv`, `"x"`, true}, {`:q 2`, `:q 02`, true}, {`:r "x"`, `:s "x"`, true},
		{`"7", "8"`, `"7", "8", "7"`, false}, {`_:c`, `_:d`, false}, {`:a a dcat:Dataset`, "\n\n:a a dcat:Dataset", false},
	} {
		after := print(strings.ReplaceAll(text, test.old, test.new))
		d := Compare(before, after)
		if got := len(d.Changed) > 0; got != test.changed || len(d.Added)+len(d.Removed) > 0 {
			t.Errorf("%s for %s: %+v", test.new, test.old, d)
		}
	}
	gone := print(strings.Replace(text, ":b a dcat:Dataset", ":c a dcat:Dataset", 1))
	if got := fmt.Sprint(Compare(before, gone)); got != "{[https://e.example.se/c] [https://e.example.se/b] [] [https://e.example.se/a]}" {
		t.Error(got)
	}
	if got := before["https://e.example.se/b"].String(); got != "530ec489ec852f0ae86f18b4b69886f0" {
		t.Errorf("the fingerprint is %s: it must be the same on every machine and in every release", got)
	}
}

// TestChanges tells what changed in a slice.
func TestChanges(t *testing.T) {
	g := generated(t, GenerateOptions{Datasets: 3, Seed: 1})
	node := g.IRI("https://data.example.se/dataset/2")
	before := Slice(g, node)
	g.Add(node, g.IRI(Expand("dcat:keyword")), g.Text("nytt", "sv"), rdf.Position{})
	gone := g.IRI(Expand("dcterms:license"))
	g.Remove(func(t rdf.Triple) bool { return t.P == gone })
	var lines []string
	for _, c := range Changes(before, Slice(g, node)) {
		lines = append(lines, fmt.Sprintf("%v %s %s", c.Added, c.Property, c.Value.Value))
	}
	want := "true dcat:keyword nytt" + strings.Repeat("\nfalse dcterms:license http://creativecommons.org/publicdomain/zero/1.0/", len(lines)-1)
	if got := strings.Join(lines, "\n"); got != want || len(lines) < 2 {
		t.Error(got)
	}
	if c := Changes(before, before); len(c) != 0 {
		t.Errorf("a slice differs from itself: %v", c)
	}
}

func BenchmarkFingerprints(b *testing.B) {
	g := generated(b, GenerateOptions{Datasets: 2100, Seed: 1})
	for b.Loop() {
		Fingerprints(g)
	}
}
