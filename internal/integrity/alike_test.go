package integrity

import "testing"

// Where all bodies have answered alike the picture does not say how: each of
// them is told by name to have answered (N-21).
func TestN21WhatAllHaveAnsweredIsNotTold(t *testing.T) {
	shown := func(g Grid, rows, columns int) (n int) {
		for _, row := range g[:rows] {
			for _, c := range row[:columns] {
				if !c.Hidden {
					n++
				}
			}
		}
		return n
	}
	for name, x := range map[string]struct {
		counts        [][]int
		rows, columns int // where nothing may be shown
	}{
		"one mark":              {[][]int{{0, 0}, {4, 5}, {0, 0}}, 3, 3},
		"one mark, of many":     {[][]int{{0, 0}, {70, 50}, {0, 0}}, 3, 3},
		"one definition":        {[][]int{{6, 0}, {7, 0}, {0, 0}}, 4, 2},
		"one of both":           {[][]int{{0, 0}, {9, 0}, {0, 0}}, 4, 2},
		"not alike: two halves": {[][]int{{6, 6}, {7, 7}, {0, 0}}, 0, 0},
	} {
		g := NewGrid(x.counts)
		if n := shown(g, x.rows, x.columns); n > 0 {
			t.Errorf("%s: %d numbers are shown in\n%v", name, n, g)
		}
		if x.rows == 0 && shown(g, 3, 3) != 9 {
			t.Errorf("%s: not all is shown of\n%v", name, g)
		}
		if known := attacked(g); len(known) > 0 {
			t.Errorf("%s: %v can be computed", name, known)
		}
	}
}

func TestSoleTradersAreNoCompanies(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"Exempel AB": true,
		"Exempelbolaget Aktiebolag (publ)": true,
		"HB Exempel":                       true, "Exempel Ltd.": true, "Ada Exempel": false, "Exempels snickeri": false,
		"Abel Exempel konsult": false, "": false} {
		if got := IsCompany(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
