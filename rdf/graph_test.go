package rdf

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestGraphAgainstMap asks a graph and a plain map the same questions.
func TestGraphAgainstMap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	g := NewGraph(nil)
	var ids []ID
	for range 40 {
		ids = append(ids, g.Blank(""))
	}
	pick := func(n int) ID { return ids[r.IntN(n)] }
	want := map[[3]ID]uint32{}
	line := uint32(0)
	for range 200 {
		for range r.IntN(60) {
			line++
			k := [3]ID{pick(3), pick(5), pick(40)}
			if r.IntN(2) == 0 {
				k[0] = pick(40)
			}
			if _, known := want[k]; !known {
				want[k] = line
			}
			g.Add(k[0], k[1], k[2], Position{line, 1})
		}
		if r.IntN(4) == 0 {
			victim := pick(40)
			g.Remove(func(t Triple) bool { return t.O == victim })
			for k := range want {
				if k[2] == victim {
					delete(want, k)
				}
			}
		}
		checkGraph(t, g, want, pick(40), pick(5), pick(40))
	}
}

func checkGraph(t *testing.T, g *Graph, want map[[3]ID]uint32, s, p, o ID) {
	t.Helper()
	if g.Len() != len(want) {
		t.Fatalf("%d triples, want %d", g.Len(), len(want))
	}
	for _, x := range g.All() {
		if want[[3]ID{x.S, x.P, x.O}] != x.Line {
			t.Fatalf("%v: line %d, want %d", x, x.Line, want[[3]ID{x.S, x.P, x.O}])
		}
	}
	matches, incoming, first := 0, 0, uint32(0)
	for k, line := range want {
		if k[0] == s && k[1] == p {
			matches++
		}
		if k[2] == o && k[1] == p {
			incoming++
		}
		if k[0] == s && (first == 0 || line < first) {
			first = line
		}
	}
	if len(g.Match(s, p)) != matches || g.Where(s).Line != first {
		t.Fatalf("Match gives %d of %d, Where %v of %d", len(g.Match(s, p)), matches, g.Where(s), first)
	}
	n, last := 0, None
	for x := range g.Incoming(o, p) {
		if x.O != o || x.P != p || x.S <= last {
			t.Fatalf("Incoming gives %v after %d", x, last)
		}
		n, last = n+1, x.S
	}
	if n != incoming {
		t.Fatalf("Incoming gives %d of %d", n, incoming)
	}
	if _, stated := want[[3]ID{s, p, o}]; g.Has(s, p, o) != stated {
		t.Fatalf("Has %v", !stated)
	}
}

func TestDictionary(t *testing.T) {
	d := NewDictionary()
	for id, iri := range constants {
		if id > 0 && d.IRI(iri) != ID(id) {
			t.Errorf("%s is not %d", iri, id)
		}
	}
	terms := []Term{
		{Kind: IRI, Value: "http://e/a"}, {Kind: Literal, Value: "http://e/a"},
		{Kind: Literal, Value: "a", Language: "sv"}, {Kind: Literal, Value: "a", Language: "en"},
		{Kind: Literal, Value: "a", Datatype: "http://e/a"}, {Kind: Literal, Value: ""},
	}
	seen := map[ID]bool{}
	for _, term := range terms {
		if _, known := d.Lookup(term); known {
			t.Errorf("%v is known before it is added", term)
		}
		id := d.Intern(term)
		if seen[id] || d.Intern(term) != id {
			t.Errorf("%v: ID %d", term, id)
		}
		seen[id] = true
		if found, _ := d.Lookup(d.Term(id)); found != id {
			t.Errorf("%v: found as %d", term, found)
		}
	}
	first, second := d.Intern(Term{Kind: Blank, Value: "x"}), d.Intern(Term{Kind: Blank, Value: "x"})
	if first == second {
		t.Error("two blank nodes are one")
	}
	if got := d.Term(d.Text("å\n\"\\\x01", "sv")).String(); got != `"å\n\"\\\u0001"@sv` {
		t.Error(got)
	}
	if d.Datatype(d.Text("a", "sv")) != LangString || d.Language(d.Text("a", "")) != "" {
		t.Error("datatype or language")
	}
}

// TestDictionaryGrows interns more terms than a table or a chunk holds.
func TestDictionaryGrows(t *testing.T) {
	d := NewDictionary()
	long := string(slices.Repeat([]byte("x"), arenaChunk))
	var ids []ID
	for i := range 100_000 {
		ids = append(ids, d.IRI("http://example.org/"+itoa(i)))
	}
	big := d.Literal(long, XSDString)
	for i, id := range ids {
		if d.Value(id) != "http://example.org/"+itoa(i) || d.IRI(d.Value(id)) != id {
			t.Fatalf("%d: %s", i, d.Value(id))
		}
	}
	if d.Value(big) != long {
		t.Error("the large value changed")
	}
}

func TestMembers(t *testing.T) {
	doc, err := Parse(`@prefix : <http://e/> . :a :p (1 2 3) . :b :p [] . :c :p _:x .
		_:x <`+RDF+`first> 1 ; <`+RDF+`rest> _:x . :d :p () .`, Options{Format: Turtle})
	if err != nil {
		t.Fatal(err)
	}
	g := doc.Graph
	for name, want := range map[string]struct {
		n  int
		ok bool
	}{"a": {3, true}, "b": {0, false}, "d": {0, true}} {
		list := g.Object(g.IRI("http://e/"+name), g.IRI("http://e/p"))
		if m, ok := g.Members(list); len(m) != want.n || ok != want.ok {
			t.Errorf("%s: %d members, %v", name, len(m), ok)
		}
	}
	if _, ok := g.Members(g.Object(g.IRI("http://e/c"), g.IRI("http://e/p"))); ok {
		t.Error("a circle passes for a list")
	}
}

// TestResolve goes through the examples of RFC 3986, 5.4.
func TestResolve(t *testing.T) {
	base := split("http://a/b/c/d;p?q")
	for ref, want := range map[string]string{
		"g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/",
		"/g": "http://a/g", "//g": "http://g", "?y": "http://a/b/c/d;p?y", "g?y": "http://a/b/c/g?y",
		"#s": "http://a/b/c/d;p?q#s", "g#s": "http://a/b/c/g#s", ";x": "http://a/b/c/;x",
		"": "http://a/b/c/d;p?q", ".": "http://a/b/c/", "./": "http://a/b/c/", "..": "http://a/b/",
		"../g": "http://a/b/g", "../..": "http://a/", "../../../g": "http://a/g", "/./g": "http://a/g",
		"/../g": "http://a/g", "g.": "http://a/b/c/g.", "..g": "http://a/b/c/..g",
		"./../g": "http://a/b/g", "g/./h": "http://a/b/c/g/h", "g/../h": "http://a/b/c/h",
		"g?y/../x": "http://a/b/c/g?y/../x", "g#s/../x": "http://a/b/c/g#s/../x",
	} {
		if got := base.resolve(ref); got != want {
			t.Errorf("%q gives %s, want %s", ref, got, want)
		}
	}
	empty := split("http://a")
	if got := empty.resolve("g"); got != "http://a/g" {
		t.Error(got)
	}
}
