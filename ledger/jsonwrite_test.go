package ledger

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestJSONGivesBackEveryRow(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 2000, Seed: 12})
	table, _ := read(t, data)
	var text bytes.Buffer
	if err := WriteJSON(&text, table); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(text.Bytes()) {
		t.Fatal("this is not JSON")
	}
	again, _ := read(t, text.Bytes())
	if again.Len() != table.Len() {
		t.Fatalf("%d rows, want %d", again.Len(), table.Len())
	}
	for row := range table.Len() {
		for _, f := range Fields() {
			if again.Text(row, f) != table.Text(row, f) {
				t.Fatalf("row %d: %s is %q, was %q", row, f, again.Text(row, f), table.Text(row, f))
			}
		}
	}
	text.Reset()
	if err := WriteJSON(&text, NewTable()); err != nil || !json.Valid(text.Bytes()) {
		t.Errorf("no rows: %q %v", text.String(), err)
	}
}

// An object may leave out what it has no value for, and others may have it.
func TestNoValueOfAnObjectIsLost(t *testing.T) {
	first := `{"leverantor":"Exempel AB","datum":"2024-01-31","belopp":1},`
	table, _ := read(t, []byte("["+first+`{"leverantor":"Exempel AB","datum":"2024-01-31","belopp":2,"grund":"Avtal"}]`))
	if table.Len() != 2 || table.Text(1, Reason) != "Avtal" {
		t.Errorf("%d rows, the reason is %q", table.Len(), table.Text(1, Reason))
	}
	late := "[" + strings.Repeat(first, namesFrom) + `{"leverantor":"Exempel AB","datum":"2024-01-31","belopp":2,"grund":"Avtal"}]`
	if table, receipt := read(t, []byte(late)); table.Len() != namesFrom || receipt.Reasons[RejectKey] != 1 {
		t.Errorf("%d rows, %+v", table.Len(), receipt.Reasons)
	}
}
