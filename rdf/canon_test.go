package rdf

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// shuffled copies a graph into a dictionary of its own, with the triples in
// another order and the blank nodes under other labels.
func shuffled(g *Graph, seed uint64) *Graph {
	r := rand.New(rand.NewPCG(seed, 0))
	out := NewGraph(nil)
	blanks := map[ID]ID{}
	copied := func(id ID) ID {
		t := g.Term(id)
		if t.Kind != Blank {
			return out.Intern(t)
		}
		if blanks[id] == None {
			blanks[id] = out.Blank(fmt.Sprintf("x%d", r.Uint32()))
		}
		return blanks[id]
	}
	all := g.All()
	for _, i := range r.Perm(len(all)) {
		t := all[i]
		s, p, o := copied(t.S), copied(t.P), copied(t.O)
		out.Add(s, p, o, t.Position)
	}
	return out
}

func turtle(t testing.TB, text string) *Graph {
	t.Helper()
	doc, err := Parse("@prefix : <http://example.org/> . "+text, Options{Format: Turtle})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Graph
}

// alike are graphs whose blank nodes are hard to tell apart.
func alike() map[string]string {
	ring := func(label string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "_:%s%d :next _:%s%d . ", label, i, label, (i+1)%n)
		}
		return b.String()
	}
	grid := ""
	for i := range 4 {
		for j := range 4 {
			grid += fmt.Sprintf("_:g%d%d :row _:r%d ; :column _:c%d . ", i, j, i, j)
		}
	}
	return map[string]string{
		"twins":     strings.Repeat(":a :p [ :name 'x' ] . ", 50),
		"families":  strings.Repeat(":a :p [ :q [ :name 'x' ] ; :r [ :name 'y' ] ] . ", 12),
		"ring of 6": ring("a", 6), "two rings of 3": ring("a", 3) + ring("b", 3),
		"clique": "_:a :k _:b, _:c, _:d . _:b :k _:a, _:c, _:d . _:c :k _:a, _:b, _:d . _:d :k _:a, _:b, _:c .",
		"grid":   grid, "self": "_:a :p _:a . _:b :p _:b . _:c :p _:d . _:d :p _:c .",
		"list": ":a :p (1 1 1 1 1 1 (1 1) (1 1) []) .", "long list": ":a :p (" + strings.Repeat("0 ", 1000) + ") .",
		"ground": ":a :p 1 .", "empty": "",
	}
}

func TestIsomorphic(t *testing.T) {
	graphs := map[string]*Graph{}
	for name, text := range alike() {
		graphs[name] = turtle(t, text)
	}
	for name, g := range graphs {
		for seed := range uint64(5) {
			if same, err := Isomorphic(g, shuffled(g, seed)); err != nil || !same {
				t.Errorf("%s differs from itself shuffled (%v)", name, err)
			}
		}
		for other, h := range graphs {
			if same, err := Isomorphic(g, h); name != other && (same || err != nil) {
				t.Errorf("%s and %s are taken for the same (%v)", name, other, err)
			}
		}
	}
}

// TestSmallDifference changes one triple among blank nodes.
func TestSmallDifference(t *testing.T) {
	for _, pair := range [][2]string{
		{":a :p [ :q 1 ], [ :q 2 ] .", ":a :p [ :q 1, 2 ], [ :r 1 ] ."},
		{"_:a :p _:b . _:b :q 1 . _:c :p _:d . _:d :q 2 .", "_:a :p _:b . _:b :q 2 . _:c :p _:d . _:d :q 2 ."},
		{":a :p [ :q 1 ] .", ":a :p [ :q 01 ] ."}, {":a :p 1 .", ":a :p 2 ."},
		{":a :p 'x'@sv .", ":a :p 'x' ."},
	} {
		if same, err := Isomorphic(turtle(t, pair[0]), turtle(t, pair[1])); same || err != nil {
			t.Errorf("%v are taken for the same (%v)", pair, err)
		}
	}
}

// TestTooComplex holds that graphs made to exhaust the comparison do not:
// unions of strongly regular pieces, which colours alone cannot tell apart.
func TestTooComplex(t *testing.T) {
	var b strings.Builder
	for piece := range 12 {
		for i := range 16 {
			for j := range 16 {
				if i != j && (i/4 == j/4 || i%4 == j%4) { // the rook's graph
					fmt.Fprintf(&b, "_:p%d_%d :k _:p%d_%d . ", piece, i, piece, j)
				}
			}
		}
	}
	g := turtle(t, b.String())
	same, err := Isomorphic(g, shuffled(g, 1))
	if !errors.Is(err, ErrTooComplex) && (err != nil || !same) {
		t.Errorf("%v, %v", same, err)
	}
	var out strings.Builder
	if err := Write(&out, Turtle, g, nil); err != nil {
		t.Error(err)
	}
}

// TestWriteIsCanonical holds that the order of reading leaves no trace.
func TestWriteIsCanonical(t *testing.T) {
	for name, text := range alike() {
		g := turtle(t, text)
		for _, f := range []Format{NTriples, Turtle, RDFXML, JSONLD} {
			var first strings.Builder
			if err := Write(&first, f, g, testPrefixes); err != nil {
				t.Fatal(err)
			}
			for seed := range uint64(3) {
				var again strings.Builder
				if err := Write(&again, f, shuffled(g, seed), testPrefixes); err != nil || again.String() != first.String() {
					t.Errorf("%s as %s: order shows (%v)\n%s\n%s", name, f, err, first.String(), again.String())
					break
				}
			}
			if f != JSONLD {
				roundTrip(t, name, g, f)
			}
		}
	}
}
