package ledger

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
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
