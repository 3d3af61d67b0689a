package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

func TestParquetGivesBackEveryRow(t *testing.T) {
	for _, d := range []string{"national", "umea"} {
		data, _ := generated(t, GenerateOptions{Rows: 6000, Seed: 8, Dialect: d})
		table, _ := read(t, data)
		table.Days[5] = NoDay
		var one, two bytes.Buffer
		if err := WriteParquet(&one, table, map[string]string{"insyn.reason": "prov", "insyn.period": "2024"}); err != nil {
			t.Fatal(err)
		}
		if err := WriteParquet(&two, table, map[string]string{"insyn.reason": "prov", "insyn.period": "2024"}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Error("the same rows make other bytes")
		}
		again := NewTable()
		facts, err := ReadParquet(again, bytes.NewReader(one.Bytes()), int64(one.Len()))
		if err != nil || facts["insyn.reason"] != "prov" {
			t.Fatalf("%v %v", facts, err)
		}
		if again.Len() != table.Len() || again.Sum() != table.Sum() {
			t.Fatalf("%d rows, %d öre", again.Len(), again.Sum())
		}
		for row := range table.Len() {
			for _, f := range Fields() {
				if diff := cmp.Diff(table.Text(row, f), again.Text(row, f)); diff != "" {
					t.Fatalf("row %d, %s: %s", row, f, diff)
				}
			}
		}
	}
}

func TestDamagedParquetIsRefused(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 500, Seed: 8})
	table, _ := read(t, data)
	var file bytes.Buffer
	if err := WriteParquet(&file, table, nil); err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut < file.Len(); cut += 97 {
		again := NewTable()
		if _, err := ReadParquet(again, bytes.NewReader(file.Bytes()[:cut]), int64(cut)); err == nil {
			t.Fatalf("%d bytes of %d are read", cut, file.Len())
		}
	}
}

// A file whose rows are all alike is small and would fill memory.
func TestParquetThatUnfoldsIsRefused(t *testing.T) {
	for rows, want := range map[int]bool{alwaysRows: true, alwaysRows + 1: false} {
		table := NewTable()
		table.Ore, table.Days = make([]int64, rows), make([]int32, rows)
		for _, f := range Fields() {
			switch {
			case f.Coded():
				table.coded[f].addSame(0, rows)
			case f.Plain():
				for range rows {
					table.plain[f].add(nil)
				}
			}
		}
		var file bytes.Buffer
		if err := WriteParquet(&file, table, nil); err != nil {
			t.Fatal(err)
		}
		read := 0
		_, err := EachParquet(bytes.NewReader(file.Bytes()), int64(file.Len()), func(part *Table, _ int64) error {
			read += part.Len()
			return nil
		})
		var unread *Unread
		if refused := errors.As(err, &unread) && unread.Reason == "large-parquet" && read == 0; refused == want || want && read != rows {
			t.Errorf("%d rows in %d bytes: %d are read, %v", rows, file.Len(), read, err)
		}
	}
	said := format.FileMetaData{RowGroups: []format.RowGroup{{NumRows: 1, Columns: []format.ColumnChunk{
		{MetaData: format.ColumnMetaData{TotalUncompressedSize: alwaysBytes + 1}}}}}}
	if !unfolds(&said, 1000) || unfolds(&said, alwaysBytes/foldedTimes+1) {
		t.Error("the bytes of pages do not count as they should")
	}
}

// What a file says of the smallest and largest value of a column is what the
// rows have, and a column in which no row has a date says nothing.
func TestParquetSaysItsBounds(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 700, Seed: 3})
	table, _ := read(t, data)
	table.Days[3] = NoDay
	known := slices.DeleteFunc(slices.Clone(table.Days), func(day int32) bool { return day == NoDay })
	suppliers := slices.Clone(table.Column(Supplier).Values()[1:])
	slices.Sort(suppliers)
	le := binary.LittleEndian
	for f, want := range map[Field][2][]byte{
		Date: {le.AppendUint32(nil, uint32(slices.Min(known))), le.AppendUint32(nil, uint32(slices.Max(known)))},
		Amount: {le.AppendUint64(nil, uint64(slices.Min(table.Ore))),
			le.AppendUint64(nil, uint64(slices.Max(table.Ore)))},
		Supplier: {[]byte(suppliers[0]), []byte(suppliers[len(suppliers)-1])},
	} {
		got := metadata(t, table).RowGroups[0].Columns[f].MetaData.Statistics
		if diff := cmp.Diff(want, [2][]byte{got.MinValue, got.MaxValue}); diff != "" {
			t.Errorf("%s: %s", f, diff)
		}
	}
	for row := range table.Days {
		table.Days[row] = NoDay
	}
	dates := metadata(t, table).RowGroups[0].Columns[Date].MetaData.Statistics
	if dates.MinValue != nil || dates.NullCount != int64(table.Len()) {
		t.Errorf("%d rows without a date, from %v", dates.NullCount, dates.MinValue)
	}
}

// metadata writes a table, reads it again, and gives what the file says of itself.
func metadata(t *testing.T, table *Table) *format.FileMetaData {
	t.Helper()
	var b bytes.Buffer
	if err := WriteParquet(&b, table, nil); err != nil {
		t.Fatal(err)
	}
	again := NewTable()
	if _, err := ReadParquet(again, bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.Days, table.Days) {
		t.Error("other dates come back")
	}
	file, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return file.Metadata()
}
