package ledger

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"
)

// A Change is a row that two deliveries of one period do not share. Rows count
// from 0 in their own delivery; -1 where there is none.
type Change struct {
	Before int     `json:"before"`
	After  int     `json:"after"`
	Fields []Field `json:"fields,omitempty"` // in which they differ, of changed rows
}

// A Difference tells what became of the rows of a delivery in another.
type Difference struct {
	Same     Tally    `json:"same"`
	Added    []Change `json:"added"`
	Vanished []Change `json:"vanished"`
	Changed  []Change `json:"changed"`

	AddedOre    int64 `json:"addedOre"`
	VanishedOre int64 `json:"vanishedOre"`
	ChangedOre  int64 `json:"changedOre"` // after less before
}

// Diff compares two deliveries of one period. Rows that are alike in every
// field belong together, whatever their order, and as many times as both have
// them. Of the others, those with the same buyer, supplier, voucher, invoice
// and account are one row that has changed, in the order in which they stand.
// What is left has been added or has vanished: sum before + added − vanished +
// changed = sum after.
func Diff(before, after *Table) *Difference {
	d := &Difference{Added: []Change{}, Vanished: []Change{}, Changed: []Change{}}
	seed := maphash.MakeSeed()
	all := Fields()
	left, right := match(hashes(before, all, seed, every(before)), hashes(after, all, seed, every(after)), before, after, all,
		func(b, _ int) { d.Same.add(before.Ore[b]) })
	key := []Field{BuyerID, Buyer, Supplier, SupplierID, Voucher, Invoice, Account}
	left, right = match(hashes(before, key, seed, left), hashes(after, key, seed, right), before, after, key, func(b, a int) {
		d.Changed = append(d.Changed, Change{b, a, differing(before, after, b, a)})
		d.ChangedOre += after.Ore[a] - before.Ore[b]
	})
	for _, row := range left {
		d.Vanished = append(d.Vanished, Change{Before: row, After: -1})
		d.VanishedOre += before.Ore[row]
	}
	for _, row := range right {
		d.Added = append(d.Added, Change{Before: -1, After: row})
		d.AddedOre += after.Ore[row]
	}
	return d
}

// A hashed is a row and a hash of some of its fields.
type hashed struct {
	hash uint64
	row  int
}

// every gives all rows of a table.
func every(t *Table) []int {
	rows := make([]int, t.Len())
	for row := range rows {
		rows[row] = row
	}
	return rows
}

// hashes makes the hashes of some rows.
func hashes(t *Table, fields []Field, seed maphash.Seed, rows []int) []hashed {
	made := make([]hashed, len(rows))
	var b []byte
	for i, row := range rows {
		t.tell(row)
		b = b[:0]
		for _, f := range fields {
			b = append(appendField(b, t, row, f), 0)
		}
		made[i] = hashed{maphash.Bytes(seed, b), row}
	}
	return made
}

func appendField(to []byte, t *Table, row int, f Field) []byte {
	switch {
	case f == Date:
		return appendDay(to, t.Days[row], t.IsCoarse(row))
	case f == Amount:
		return appendOre(to, t.Ore[row])
	case f.Plain():
		return append(to, t.plain[f].Bytes(row)...)
	}
	return append(to, t.coded[f].Value(row)...)
}

// match pairs rows with the same fields, the first with the first. It gives
// the rows of both that found no other, in order.
func match(left, right []hashed, before, after *Table, fields []Field,
	pair func(b, a int)) (alone, others []int) {
	order := func(x, y hashed) int { return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(x.row, y.row)) }
	slices.SortFunc(left, order)
	slices.SortFunc(right, order)
	var pairs [][2]int
	for len(left) > 0 && len(right) > 0 {
		switch l, r := left[0], right[0]; {
		case l.hash < r.hash:
			alone, left = append(alone, l.row), left[1:]
		case l.hash > r.hash:
			others, right = append(others, r.row), right[1:]
		case len(fields) > 0 && !alike(before, after, l.row, r.row, fields): // two texts with one hash
			alone, left = append(alone, l.row), left[1:]
		default:
			pairs = append(pairs, [2]int{l.row, r.row})
			left, right = left[1:], right[1:]
		}
	}
	for _, l := range left {
		alone = append(alone, l.row)
	}
	for _, r := range right {
		others = append(others, r.row)
	}
	slices.Sort(alone)
	slices.Sort(others)
	slices.SortFunc(pairs, func(x, y [2]int) int { return cmp.Compare(x[0], y[0]) })
	for _, p := range pairs {
		pair(p[0], p[1])
	}
	return alone, others
}

func alike(before, after *Table, b, a int, fields []Field) bool {
	for _, f := range fields {
		if !same(before, after, b, a, f) {
			return false
		}
	}
	return true
}

// same tells whether two rows have the same in a field.
func same(before, after *Table, b, a int, f Field) bool {
	switch {
	case f == Date:
		day := before.Days[b]
		return day == after.Days[a] && (day == NoDay || before.IsCoarse(b) == after.IsCoarse(a))
	case f == Amount:
		return before.Ore[b] == after.Ore[a]
	case f.Plain():
		return bytes.Equal(before.plain[f].Bytes(b), after.plain[f].Bytes(a))
	}
	return before.coded[f].Value(b) == after.coded[f].Value(a)
}

func differing(before, after *Table, b, a int) (fields []Field) {
	for _, f := range Fields() {
		if !alike(before, after, b, a, []Field{f}) {
			fields = append(fields, f)
		}
	}
	return fields
}
