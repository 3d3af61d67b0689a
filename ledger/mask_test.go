package ledger

import (
	"bytes"
	"strings"
	"testing"
)

func masked(t *testing.T, table *Table, o MaskOptions) (*Table, *MaskReport) {
	t.Helper()
	out, report, err := Mask(table, o)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Balanced() || out.Len() != report.Published.Rows || out.Sum() != report.Published.Ore {
		t.Errorf("the sums do not agree: %+v", report)
	}
	if left := Prove(out); len(left) > 0 {
		t.Errorf("personal numbers remain: %+v", left)
	}
	return out, report
}

// Persons of the generator are known by name: all must go, and nobody else.
func TestMaskTakesPersonsAndNobodyElse(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 8000, Seed: 4})
	table, _ := read(t, data)
	if len(Prove(table)) == 0 {
		t.Fatal("there is nothing to mask")
	}
	persons, rows := map[string]bool{}, 0
	for row := range table.Len() {
		if name := table.Text(row, Supplier); strings.HasPrefix(name, "Exempelsson") {
			persons[name] = true
			rows++
		}
	}
	for _, policy := range []Policy{Drop, Bucket, Pseudonym} {
		out, report := masked(t, table, MaskOptions{Policy: policy, Key: []byte("sixteen bytes and more")})
		hidden := report.Suppliers[MaskPerson] + report.Suppliers[MaskCoordination]
		if hidden != rows {
			t.Errorf("%s: %d rows of persons are masked, want %d", policy, hidden, rows)
		}
		kept := 0
		for row := range out.Len() {
			name := out.Text(row, Supplier)
			if persons[name] {
				t.Fatalf("%s: a person is left", policy)
			}
			if !strings.HasPrefix(name, MaskedName) {
				kept++
			}
		}
		if kept != table.Len()-rows {
			t.Errorf("%s: %d rows of organisations, want %d", policy, kept, table.Len()-rows)
		}
		names := 0
		for _, v := range out.Column(Supplier).Values() {
			if strings.HasPrefix(v, MaskedName) {
				names++
			}
		}
		if want := map[Policy]int{Drop: 0, Bucket: 1, Pseudonym: len(persons)}[policy]; names > want || names == 0 && want > 0 {
			t.Errorf("%s: %d masked suppliers, want %d", policy, names, want)
		}
		var text bytes.Buffer
		if err := WriteCSV(&text, out); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text.String(), "Exempelsson") || strings.Contains(text.String(), "exempelsson") {
			t.Errorf("%s: a name is left in the file", policy)
		}
		if left, err := ProveLines(&text); err != nil || len(left) > 0 {
			t.Errorf("%s: %v %v", policy, left, err)
		}
	}
}

func TestMaskFollowsNamesAndAccounts(t *testing.T) {
	p := dashed(personNumber(3, 0))
	table, _ := read(t, []byte("leverantor;leverantor_id;konto_nr;datum;belopp;fakturanummer;grund\n"+
		"Exempelsson Rör;"+p+";4010;2024-01-31;1;1;\n"+
		"Exempelsson Rör;;4010;2024-01-31;2;2;\n"+
		"Exempelsson Rör;402000-0016;4010;2024-01-31;4;3;\n"+
		"Exempel AB;402000-0016;4640;2024-01-31;8;"+strings.ReplaceAll(p, "-", "")+";hej@example.se\n"+
		"Exempel AB;402000-0016;5500;2024-01-31;16;4;"+p+"\n"))
	out, report := masked(t, table, MaskOptions{Accounts: []string{"4600-4699"}})
	if report.Suppliers[MaskPerson] != 1 || report.Suppliers[MaskName] != 1 || report.Suppliers[MaskAccount] != 1 {
		t.Errorf("%+v", report.Suppliers)
	}
	if out.Text(2, Supplier) != "Exempelsson Rör" || out.Text(4, Supplier) != "Exempel AB" {
		t.Error("an organisation is masked")
	}
	if out.Text(3, Invoice) != "[personnummer]" || out.Text(3, Reason) != "[e-post]" || out.Text(4, Reason) != "[personnummer]" {
		t.Errorf("%s %s %s", out.Text(3, Invoice), out.Text(3, Reason), out.Text(4, Reason))
	}
	if table.Text(0, Supplier) != "Exempelsson Rör" {
		t.Error("the table itself has changed")
	}
	_, report = masked(t, table, MaskOptions{Policy: Drop})
	if report.Dropped.Ore != 300 || report.Published.Ore != 2800 {
		t.Errorf("%+v", report)
	}
	if _, _, err := Mask(table, MaskOptions{Policy: Pseudonym, Key: []byte("short")}); err == nil {
		t.Error("a short key is taken")
	}
	if _, _, err := Mask(table, MaskOptions{Accounts: []string{"9-1"}}); err == nil {
		t.Error("a range backwards is taken")
	}
}

// A person whose number stands in the name, or among words where the number
// should be, is no less a person; an organisation keeps its name without it.
func TestMaskTakesPersonsByTheNumberInTheName(t *testing.T) {
	p := dashed(personNumber(3, 0))
	table, _ := read(t, []byte("leverantor;leverantor_id;konto_nr;datum;belopp\n"+
		"Exempelsson "+p+";;4010;2024-01-31;1\n"+
		"Exempelsson Rör;privat "+p+";4010;2024-01-31;2\n"+
		"Exempelsson Rör;"+p[:6]+"/"+p[7:]+";4010;2024-01-31;4\n"+
		"Exempel "+p+" AB;402000-0016;4010;2024-01-31;8\n"))
	out, report := masked(t, table, MaskOptions{Policy: Pseudonym, Key: []byte("0123456789abcdef")})
	if report.Suppliers[MaskWritten] != 3 || report.Internal || out.Text(3, Supplier) != "Exempel [personnummer] AB" {
		t.Errorf("%+v, %s", report.Suppliers, out.Text(3, Supplier))
	}
	for row := range 3 {
		name := out.Text(row, Supplier)
		if !strings.HasPrefix(name, MaskedName) || name != out.Text(0, Supplier) || out.Text(row, SupplierID) != MaskedNumber {
			t.Errorf("row %d is of %s", row, name)
		}
	}
}

// The same person has the same pseudonym in every form of the number and in
// every delivery, and another with another key.
func TestPseudonymsStay(t *testing.T) {
	p := personNumber(9, 0)
	table, _ := read(t, []byte("leverantor;leverantor_id;datum;belopp\nExempelsson;"+p+";2024-01-31;1\n"+
		"Exempelsson Ann;19"+dashed(p)+";2024-01-31;1\n"))
	out, _ := masked(t, table, MaskOptions{Policy: Pseudonym, Key: []byte("0123456789abcdef")})
	other, _ := masked(t, table, MaskOptions{Policy: Pseudonym, Key: []byte("0123456789abcdeg")})
	if out.Text(0, Supplier) != out.Text(1, Supplier) || out.Text(0, Supplier) == other.Text(0, Supplier) {
		t.Errorf("%s, %s, %s", out.Text(0, Supplier), out.Text(1, Supplier), other.Text(0, Supplier))
	}
}

// Invoice numbers drawn by lot are taken for persons as often as the report says.
func TestOverMaskingIsMeasured(t *testing.T) {
	var text strings.Builder
	text.WriteString("leverantor;leverantor_id;datum;belopp;fakturanummer\n")
	x := uint64(12345)
	const n = 60_000
	for range n {
		x = x*6364136223846793005 + 1442695040888963407
		ten := x >> 20 % 10_000_000_000
		text.WriteString("Exempel AB;402000-0016;2024-01-31;1;" + leading(ten) + "\n")
	}
	table, _ := read(t, []byte(text.String()))
	_, report := masked(t, table, MaskOptions{})
	for _, x := range report.Texts {
		if x.Field == Invoice && x.What == FoundPerson {
			if x.Numbers != n || float64(x.Rows) < 0.8*x.ByChance || float64(x.Rows) > 1.2*x.ByChance {
				t.Errorf("%+v", x)
			}
			return
		}
	}
	t.Error("nothing was masked")
}

// leading writes a number in ten digits.
func leading(n uint64) string {
	text := []byte("0000000000")
	for i := 9; n > 0; i-- {
		text[i], n = byte('0'+n%10), n/10
	}
	return string(text)
}

func TestFormulasAreTextInCSV(t *testing.T) {
	data := "leverantor;datum;belopp\n=1+1;2024-01-31;1\n\"@x;\"\"y\"\"\";2024-01-31;-2\n' =3;2024-01-31;4\n"
	table, _ := read(t, []byte(data))
	var text bytes.Buffer
	if err := WriteCSV(&text, table); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), ";'=1+1;") || !strings.Contains(text.String(), ";-2.00;") {
		t.Error(text.String())
	}
	again, _ := read(t, text.Bytes())
	for row := range table.Len() {
		for _, f := range Fields() {
			if got, want := again.Text(row, f), table.Text(row, f); got != want {
				t.Errorf("row %d: %s is %q, was %q", row, f, got, want)
			}
		}
	}
}
