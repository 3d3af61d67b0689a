package integrity

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// BySource puts the cases of each source together: in the order of the alphabet
// by who recommends, the earlier report first, and within a report by number.
func BySource(cases []Case) (groups [][]Case) {
	at := map[string]int{}
	for _, c := range cases {
		id := c.Now().Source.ID
		i, known := at[id]
		if !known {
			i = len(groups)
			at[id], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	slices.SortStableFunc(groups, func(a, b []Case) int {
		x, y := a[0].Now().Source, b[0].Now().Source
		return cmp.Or(strings.Compare(x.By, y.By), strings.Compare(string(x.On), string(y.On)),
			strings.Compare(x.ID, y.ID))
	})
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b Case) int { return compareRefs(a.Now().Ref, b.Now().Ref) })
	}
	return groups
}

// compareRefs orders the numbers of a report: 2 before 10, and ix before x.
func compareRefs(a, b string) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
}

// rank reads a number in Arabic or Roman figures; 0 for what is neither.
func rank(ref string) int {
	ref = strings.ToLower(strings.Trim(ref, " .()"))
	if n, err := strconv.Atoi(ref); err == nil {
		return n
	}
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}
	sum, last := 0, 0
	for _, r := range ref {
		n, roman := values[r]
		switch {
		case !roman:
			return 0
		case n > last:
			sum -= 2 * last
		}
		sum, last = sum+n, n
	}
	return sum
}
