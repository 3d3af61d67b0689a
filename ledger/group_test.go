package ledger

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// Sums are held against those of a map, with and without a filter.
func TestSumsAreThoseOfAMap(t *testing.T) {
	table := NewTable()
	for body := range 4 {
		data, _ := generated(t, GenerateOptions{Rows: 3000, Seed: uint64(body), Body: body})
		other, _ := read(t, data)
		table.Append(other, nil)
	}
	from, _ := date(2024, 3, 1)
	to, _ := date(2024, 9, 30)
	for _, filter := range []Filter{{}, {From: from, To: to}, {Values: map[Field][]string{Account: {"6550", "6910", "none"},
		Buyer: {table.Text(0, Buyer), table.Text(9000, Buyer)}}, From: from}, {Values: map[Field][]string{Account: {"none"}}}} {
		rows := table.Select(filter)
		pairs, facets, n := map[[2]uint32]Pair{}, map[uint32]Group{}, 0
		for row, ore := range table.Ore {
			if !passes(table, row, filter) {
				continue
			}
			n++
			a, b := table.Column(Buyer).Code(row), table.Column(Supplier).Code(row)
			p := pairs[[2]uint32{a, b}]
			pairs[[2]uint32{a, b}] = Pair{a, b, p.Rows + 1, p.Ore + ore}
			g := facets[b]
			facets[b] = Group{b, g.Rows + 1, g.Ore + ore}
		}
		if rows != nil && rows.Len() != n {
			t.Errorf("%d rows, want %d", rows.Len(), n)
		}
		var want []Pair
		for _, p := range pairs {
			want = append(want, p)
		}
		slices.SortFunc(want, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
		if diff := gocmp.Diff(want, table.Pairs(Buyer, Supplier, rows)); diff != "" {
			t.Error(diff)
		}
		got := table.Facet(Supplier, rows)
		if len(got) != len(facets) {
			t.Errorf("%d groups, want %d", len(got), len(facets))
		}
		for i, g := range got {
			if facets[g.Code] != g || i > 0 && got[i-1].Ore < g.Ore {
				t.Errorf("%+v, want %+v", g, facets[g.Code])
			}
		}
		sum := 0
		for _, p := range table.Months(rows) {
			sum += p.Rows
		}
		if sum != n {
			t.Errorf("%d rows in months, want %d", sum, n)
		}
	}
}

func passes(t *Table, row int, f Filter) bool {
	for field, values := range f.Values {
		if !slices.Contains(values, t.Text(row, field)) {
			return false
		}
	}
	return (f.From == 0 || t.Days[row] >= f.From) && (f.To == 0 || t.Days[row] <= f.To)
}

// Rows that stand in order already are added up as those that are sorted first.
func TestPairsOfRowsThatStandInOrder(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 3000, Seed: 1})
	table, _ := read(t, data)
	other, _ := generated(t, GenerateOptions{Rows: 3000, Seed: 2, Body: 1})
	second, _ := read(t, other)
	table.Append(second, nil)
	all := table.Select(Filter{From: 1})
	for _, f := range []Field{Buyer, Account} { // bodies stand in order, accounts do not
		if diff := gocmp.Diff(table.Pairs(f, Supplier, all), table.Pairs(f, Supplier, nil)); diff != "" || all.Len() != 6000 {
			t.Errorf("of %d rows by %v: %s", all.Len(), f, diff)
		}
	}
}
