package ledger

import (
	"bytes"
	"strings"
	"testing"
)

func TestWithholdTellsOnlyTheListedApart(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 1500, Seed: 4})
	table, _, err := Read(bytes.NewReader(data), int64(len(data)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	masked, _, err := Mask(table, MaskOptions{})
	if err != nil {
		t.Fatal(err)
	}
	sum, rows := masked.Sum(), masked.Len()
	masked.Withhold(func(number string) (string, bool) {
		id := Identify(number)
		return id.String(), id.Kind == Organisation
	})
	if masked.Sum() != sum || masked.Len() != rows {
		t.Fatal("rows are lost")
	}
	for row := range rows {
		number, name := masked.Column(SupplierID).Value(row), masked.Column(Supplier).Value(row)
		listed := Identify(number).Kind == Organisation
		if !listed && name != "" && name != MaskedName || strings.Contains(name, "Exempelsson") {
			t.Fatalf("row %d: %q %q", row, number, name)
		}
	}
}
