package ledger

import "testing"

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
