package ledger

import (
	"slices"
	"time"
)

// NoDay is the date of a row that has none.
const NoDay int32 = -1 << 31

// A Table holds rows of ledgers as columns. The zero value is not ready: use
// NewTable.
type Table struct {
	Ore  []int64 // net amounts in öre
	Days []int32 // dates of booking, in days since 1970-01-01; or NoDay

	// Coarse tells of each row whether its date is known to the month only;
	// Days then has the first of the month. It is nil where none is.
	Coarse []bool

	// Progress is told how many of the rows have been dealt with, by what goes
	// through all of them: Mask, Prove, Diff, ReadParquet and what writes. It may
	// be nil.
	Progress func(done, total int64)

	coded [fieldCount]*Column
	plain [fieldCount]*TextColumn
}

// rowsTold is how many rows are dealt with between two words about it.
const rowsTold = 1 << 16

// tell tells how many rows have been dealt with.
func (t *Table) tell(done int) {
	if t.Progress != nil && (done%rowsTold == 0 || done == t.Len()) {
		t.Progress(int64(done), int64(t.Len()))
	}
}

// tellOf tells how much is done of work that does not go from row to row.
func (t *Table) tellOf(done, work int) {
	if t.Progress != nil && work > 0 {
		t.Progress(int64(done)*int64(t.Len())/int64(work), int64(t.Len()))
	}
}

// NewTable makes an empty table.
func NewTable() *Table {
	t := &Table{}
	for _, f := range Fields() {
		switch {
		case f.Coded():
			t.coded[f] = newColumn()
		case f.Plain():
			t.plain[f] = &TextColumn{}
		}
	}
	return t
}

// Len gives the number of rows.
func (t *Table) Len() int { return len(t.Ore) }

// Column gives a coded text column; nil for the fields that are none.
func (t *Table) Column(f Field) *Column { return t.coded[f] }

// Texts gives the column of vouchers or of invoices; nil for other fields.
func (t *Table) Texts(f Field) *TextColumn { return t.plain[f] }

// IsCoarse tells whether the date of a row is known to the month only.
func (t *Table) IsCoarse(row int) bool { return t.Coarse != nil && t.Coarse[row] }

// Time gives the date of a row; the zero time where it has none.
func (t *Table) Time(row int) time.Time { return DayTime(t.Days[row]) }

// DayTime gives the start of a day in UTC; the zero time for NoDay.
func DayTime(day int32) time.Time {
	if day == NoDay {
		return time.Time{}
	}
	return time.Unix(int64(day)*86400, 0).UTC()
}

// Text gives a cell as the corrected form of the specification writes it:
// dates as 2024-01-31 (or 2024-01), amounts as -1234.50.
func (t *Table) Text(row int, f Field) string {
	switch {
	case f == Date:
		return string(appendDay(nil, t.Days[row], t.IsCoarse(row)))
	case f == Amount:
		return string(appendOre(nil, t.Ore[row]))
	case f.Plain():
		return t.plain[f].Value(row)
	}
	return t.coded[f].Value(row)
}

// Clear takes away all rows and keeps the dictionaries: the codes of values
// stay as they are.
func (t *Table) Clear() {
	t.Ore, t.Days, t.Coarse = t.Ore[:0], t.Days[:0], nil
	for _, f := range Fields() {
		switch {
		case f.Coded():
			t.coded[f].forget()
		case f.Plain():
			t.plain[f].forget()
		}
	}
}

// addDate adds the date of a row.
func (t *Table) addDate(day int32, coarse bool) {
	if coarse && t.Coarse == nil {
		t.Coarse = make([]bool, len(t.Days), cap(t.Days))
	}
	t.Days = append(t.Days, day)
	if t.Coarse != nil {
		t.Coarse = append(t.Coarse, coarse)
	}
}

// reserve makes room for so many more rows.
func (t *Table) reserve(rows int) {
	t.Ore, t.Days = slices.Grow(t.Ore, rows), slices.Grow(t.Days, rows)
	for _, f := range []Field{Voucher, Invoice} {
		t.plain[f].expected = t.Len() + rows
	}
}

// Sum gives the sum of all rows in öre.
func (t *Table) Sum() (sum int64) {
	for _, v := range t.Ore {
		sum += v
	}
	return sum
}

// Append adds the rows of another table that keep says yes to; all of them
// where keep is nil.
func (t *Table) Append(from *Table, keep func(row int) bool) {
	rows := make([]int, 0, from.Len())
	for row := range from.Len() {
		if keep == nil || keep(row) {
			rows = append(rows, row)
		}
	}
	for _, f := range Fields() {
		switch {
		case f.Coded():
			t.coded[f].appendFrom(from.coded[f], rows)
		case f.Plain():
			for _, row := range rows {
				t.plain[f].add(from.plain[f].Bytes(row))
			}
		}
	}
	t.Ore = slices.Grow(t.Ore, len(rows))
	t.Days = slices.Grow(t.Days, len(rows))
	for _, row := range rows {
		t.Ore = append(t.Ore, from.Ore[row])
		t.addDate(from.Days[row], from.IsCoarse(row))
	}
}

// appendFrom adds rows of another column, giving each value its code here.
func (c *Column) appendFrom(from *Column, rows []int) {
	if c.dropped {
		c.addSame(0, len(rows))
		return
	}
	codes := make([]uint32, len(from.Values())) // plus one
	for _, row := range rows {
		theirs := from.Code(row)
		if codes[theirs] == 0 {
			codes[theirs] = c.dictionary.code([]byte(from.Values()[theirs])) + 1
		}
		c.addCode(codes[theirs] - 1)
	}
}
