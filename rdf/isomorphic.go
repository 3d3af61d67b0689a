package rdf

import (
	"slices"
	"strings"
)

// Isomorphic tells whether two graphs say the same: whether renaming blank
// nodes turns one into the other. The graphs may have different dictionaries.
// If that cannot be found out in bounded time the error is ErrTooComplex.
func Isomorphic(a, b *Graph) (bool, error) {
	if a.Len() != b.Len() {
		return false, nil
	}
	inB := translation(a, b)
	blank := 0
	for _, t := range a.All() {
		if a.Kind(t.S) == Blank || a.Kind(t.O) == Blank {
			blank++
		} else if !b.Has(inB[t.S], inB[t.P], inB[t.O]) {
			return false, nil
		}
	}
	if blank == 0 {
		return true, nil
	}
	linesA, err := blankLines(a)
	if err != nil {
		return false, err
	}
	linesB, err := blankLines(b)
	return slices.Equal(linesA, linesB), err
}

// translation gives for each term of a its ID in b, or None.
func translation(a, b *Graph) []ID {
	ids := make([]ID, a.Dictionary.Len())
	for id := ID(1); int(id) < len(ids); id++ {
		if k := a.Kind(id); k == IRI || k == Literal {
			ids[id], _ = b.Lookup(a.Term(id))
		}
	}
	return ids
}

// blankLines gives the triples that have blank nodes, as sorted canonical lines.
func blankLines(g *Graph) ([]string, error) {
	labels, err := Labels(g)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, t := range g.All() {
		if g.Kind(t.S) != Blank && g.Kind(t.O) != Blank {
			continue
		}
		var b strings.Builder
		for _, id := range [...]ID{t.S, t.P, t.O} {
			term := g.Term(id)
			if term.Kind == Blank {
				term.Value = labels[id]
			}
			writeTerm(&b, term)
			b.WriteByte(' ')
		}
		lines = append(lines, b.String())
	}
	slices.Sort(lines)
	return lines, nil
}
