package ledger

import (
	"bytes"
	"fmt"
	"testing"
)

// Texts are the same whether their cells lie side by side in the file or come
// one by one, as they do of JSON: also those that only look alike.
func TestRunsOfCellsAreToldApart(t *testing.T) {
	head := "kopare;leverantor;leverantor_id;konto_nr;nettobelopp\n"
	rows := []string{
		`K;"a"";""b";c;1;1`, // one cell with quotation marks and a separator in it
		`K;a";"b";1;1`,      // two cells whose bytes are nearly the same
		`K;"a";"b";1;1`,
		`K;a;b;1;1`,
		`K; a ;b;1;1`,
		`K;-;b;1;1`, // "-" is noted each time
		`K;-;b;1;1`,
		`K;***;-;1;1`,
		`K;***;-;1;1`,
	}
	want := [][2]string{{`a";"b`, "c"}, {`a"`, "b"}, {"a", "b"}, {"a", "b"}, {"a", "b"},
		{"", "b"}, {"", "b"}, {"***", ""}, {"***", ""}}
	text := head
	for range sampled { // the first rows are copies, the later ones are not
		for _, row := range rows {
			text += row + "\n"
		}
	}
	table, receipt := read(t, []byte(text))
	for row := range table.Len() {
		got := [2]string{table.Text(row, Supplier), table.Text(row, SupplierID)}
		if w := want[row%len(want)]; got != w {
			t.Fatalf("row %d is %q, want %q", row, got, w)
		}
	}
	if table.Len() != sampled*len(rows) || receipt.NoteCount("none") != 4*sampled ||
		receipt.NoteCount("withheld") != 2*sampled {
		t.Errorf("%d rows with the notes %v", table.Len(), receipt.Notes)
	}
}

// A ledger with more different suppliers than are remembered is read as any other.
func TestRunsForgetWithoutLosing(t *testing.T) {
	var text bytes.Buffer
	text.WriteString("kopare;leverantor;leverantor_id;konto_nr;nettobelopp\n")
	const rows = mostMemo + 1<<16 + 1000
	for i := range rows {
		fmt.Fprintf(&text, "K;Exempel %d;E%d;1;1\n", i%(rows-500), i%(rows-500))
	}
	table, _ := read(t, text.Bytes())
	for row := range table.Len() {
		if want := fmt.Sprintf("E%d", row%(rows-500)); table.Text(row, SupplierID) != want {
			t.Fatalf("row %d is of %s, want %s", row, table.Text(row, SupplierID), want)
		}
	}
	if n := len(table.Column(Supplier).Values()); table.Len() != rows || n != rows-500+1 {
		t.Errorf("%d rows, %d suppliers", table.Len(), n)
	}
}
