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

// heaps lays rows in heaps by the last byte of their hash, in their order: a
// heap is sorted quickly, and with each a part of the work is done. It tells of
// each so many rows.
func heaps(all []hashed, told func(rows int)) (made [256][]hashed) {
	var sizes [256]int
	for _, h := range all {
		sizes[h.hash&0xff]++
	}
	for i, n := range sizes {
		made[i] = make([]hashed, 0, n)
	}
	for i, h := range all {
		made[h.hash&0xff] = append(made[h.hash&0xff], h)
		if i%rowsTold == rowsTold-1 {
			told(rowsTold)
		}
	}
	return made
}

// match pairs rows with the same fields, the first with the first, and tells
// how far it has come. It gives the rows of both that found no other, in order.
func match(left, right []hashed, before, after *Table, fields []Field,
	pair func(b, a int)) (alone, others []int) {
	partners := make([]int, before.Len()) // of rows before, counted from 1
	// each is laid in a heap and sorted, and then held against the other
	done, work := 0, 2*(len(left)+len(right))+len(partners)
	told := func(rows int) {
		done += rows
		before.tellOf(done, work)
	}
	lefts, rights := heaps(left, told), heaps(right, told)
	for i := range lefts {
		rows := len(lefts[i]) + len(rights[i])
		alone, others = paired(lefts[i], rights[i], partners, alone, others)
		told(rows)
	}
	for b, partner := range partners {
		if b%rowsTold == rowsTold-1 {
			told(rowsTold)
		}
		switch a := partner - 1; {
		case partner == 0:
		case alike(before, after, b, a, fields):
			pair(b, a)
		default: // two texts with one hash
			alone, others = append(alone, b), append(others, a)
		}
	}
	slices.Sort(alone)
	slices.Sort(others)
	return alone, others
}

// paired notes the partners of the rows of two heaps that have one hash, and
// adds those that found none.
func paired(left, right []hashed, partners, alone, others []int) (lone, other []int) {
	order := func(x, y hashed) int {
		if x.hash != y.hash {
			return cmp.Compare(x.hash, y.hash)
		}
		return x.row - y.row
	}
	slices.SortFunc(left, order)
	slices.SortFunc(right, order)
	for len(left) > 0 || len(right) > 0 {
		switch {
		case len(right) == 0, len(left) > 0 && left[0].hash < right[0].hash:
			alone, left = append(alone, left[0].row), left[1:]
		case len(left) == 0, left[0].hash > right[0].hash:
			others, right = append(others, right[0].row), right[1:]
		default:
			partners[left[0].row] = right[0].row + 1
			left, right = left[1:], right[1:]
		}
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
