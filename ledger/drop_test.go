package ledger

import (
	"bytes"
	"testing"
)

// What is dropped is empty, before and after, and everything else is as it was.
func TestDroppedColumnsAreEmpty(t *testing.T) {
	const rows = pageRows + 100
	made, left := NewTable(), NewTable()
	for _, table := range []*Table{made, left} {
		for row := range rows {
			addNumbered(table, row)
		}
	}
	dropped := map[Field]bool{Voucher: true, Unit: true, Reason: true}
	left.Drop(Voucher, Unit, Reason, Date)
	addNumbered(made, rows)
	addNumbered(left, rows)
	left.Append(made, func(row int) bool { return row == 1 })
	made.Append(made, func(row int) bool { return row == 1 })
	for _, row := range []int{0, 1, pageRows - 1, pageRows, rows - 1, rows, rows + 1} {
		for _, f := range Fields() {
			want := made.Text(row, f)
			if dropped[f] {
				want = ""
			}
			if got := left.Text(row, f); got != want {
				t.Errorf("row %d has %q as %s, want %q", row, got, f, want)
			}
		}
	}
	for _, f := range []Field{Unit, Reason} {
		holdsNothing(t, left.Column(f), made.Text(1, f))
	}
}

// holdsNothing holds that a dropped column has not kept a text that was added.
func holdsNothing(t *testing.T, c *Column, added string) {
	t.Helper()
	if _, met := c.Find(added); met || len(c.Values()) != 1 {
		t.Errorf("a dropped column keeps %q", c.Values())
	}
}

// Whatever file is read, its texts are not kept where they are dropped.
func TestDroppedColumnsKeepNoTextOfAFile(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 20, Seed: 4})
	whole, _ := read(t, data)
	var file bytes.Buffer
	if err := WriteParquet(&file, whole, nil); err != nil {
		t.Fatal(err)
	}
	packed, plain := NewTable(), NewTable()
	packed.Drop(Buyer, Supplier)
	plain.Drop(Buyer, Supplier)
	if _, err := ReadParquet(packed, bytes.NewReader(file.Bytes()), int64(file.Len())); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadInto(plain, bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
		t.Fatal(err)
	}
	for _, f := range []Field{Buyer, Supplier} {
		holdsNothing(t, packed.Column(f), whole.Text(1, f))
		holdsNothing(t, plain.Column(f), whole.Text(1, f))
	}
}

// addNumbered adds a row whose texts are made of its number.
func addNumbered(t *Table, row int) {
	text := appendOre(nil, int64(row%300))
	for _, f := range Fields() {
		switch {
		case f.Coded():
			t.coded[f].add(text)
		case f.Plain():
			t.plain[f].add(text)
		}
	}
	t.Ore = append(t.Ore, int64(row))
	t.addDate(int32(row%300), false)
}
