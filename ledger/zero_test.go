package ledger

import (
	"slices"
	"testing"
)

// Texts that are padded with zero characters are published without them, and
// the report says how many.
func TestMaskTakesZeroCharacters(t *testing.T) {
	table, _ := read(t, []byte("leverantor;leverantor_id;datum;belopp;fakturanummer\n"+
		"Exempel AB;402000-0016;2024-01-31;1;F-1\n"+
		"Exempel\x00 AB;402000-0016;2024-01-31;2;F\x00-2\x00\n"+
		"Exempel\x00 AB;402000-0016;2024-01-31;4;F-3\n"))
	if got := FirstZero(table); got != 1 {
		t.Errorf("the first zero character is said to be in row %d", got)
	}
	out, report := masked(t, table, MaskOptions{})
	want := []MaskedText{{Field: Supplier, What: FoundZero, Rows: 2}, {Field: Invoice, What: FoundZero, Rows: 1}}
	if !slices.Equal(report.Texts, want) {
		t.Errorf("%+v", report.Texts)
	}
	for name, clean := range map[string]*Table{"masked": out, "corrected": Correct(table)} {
		if FirstZero(clean) >= 0 || clean.Text(1, Supplier) != "Exempel AB" || clean.Text(1, Invoice) != "F-2" {
			t.Errorf("%s: %q, %q", name, clean.Text(1, Supplier), clean.Text(1, Invoice))
		}
	}
}
