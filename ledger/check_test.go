package ledger

import (
	"bytes"
	"strings"
	"testing"
)

func checked(t *testing.T, data string) (*Table, map[string]Finding) {
	t.Helper()
	table, c, err := Check(strings.NewReader(data), int64(len(data)), Options{Name: "file"})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]Finding{}
	for _, f := range c.Findings {
		if _, ok := findings[f.Code]; !ok || len(f.Places) == 0 || f.Count < len(f.Places) {
			t.Errorf("a finding without words or places: %+v", f)
		}
		all[f.Code+" "+f.Field.String()] = f
	}
	return table, all
}

// A file that obeys has no findings; each mutation of it has the finding that is meant.
func TestEachMutationHasItsFinding(t *testing.T) {
	const head = "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;bokforingsdatum;" +
		"forvaltning;fakturanummer;nettobelopp;grund;avtal;kommun_id;s_kod_nr\n"
	good := head + "402000-0016;Exempelkommunen;1;Exempel AB;402000-0016;6110;Kontor;2024-01-31;Kansliet;7;10.50;;;9901;\n"
	if _, found := checked(t, good); len(found) > 0 {
		t.Fatalf("a good file has findings: %+v", found)
	}
	person := dashed(personNumber(4, 0))
	for _, m := range []struct{ old, new, code string }{
		{"kopare_id", "Köpare-id", "header-name kopare_id"}, {"bokforingsdatum", "datum", "header-older bokforingsdatum"},
		{";grund;", ";Något;", "header-unknown "}, {"verifikationsnummer", "nr", "header-missing verifikationsnummer"},
		{"nettobelopp", "Belopp inkl. moms", "with-tax nettobelopp"}, {";10.50;", ";10,50;", "decimal-comma nettobelopp"},
		{"2024-01-31", "20240131", "date-form bokforingsdatum"}, {"2024-01-31", "2024-01-32", "rejected "},
		{";10.50;", ";10.5555;", "rounded nettobelopp"}, {"Kontor", "", "empty konto_text"},
		{"402000-0016;6110", "402000-0017;6110", "check-digit leverantor_id"}, {"402000-0016;6110", person + ";6110", "person leverantor_id"},
		{"402000-0016;6110", "123;6110", "internal-number leverantor_id"}, {"402000-0016;6110", "4020000016;6110", "number-form leverantor_id"},
		{"Kansliet", "Kansliet " + person, "person-in-text forvaltning"}, {"Kansliet", "kim@example.se", "address-in-text forvaltning"},
		{"6110", "61x", "account-form konto_nr"}, {"9901", "99", "municipality-form kommun_id"}, {"Kansliet", " Kansliet", "spaces forvaltning"},
		{"Kansliet", "Kansli\ufffdt", "lost-letter forvaltning"}, {"Kansliet", "Kansliet\x00\x00", "zero forvaltning"}, {"Kansliet", "Kans\x00liet", "zero forvaltning"}, {"Kansliet", "BarnomsorgsfÃ¶rvaltning", "double-encoded forvaltning"},
		{"kopare_id", "Uttag;;\nKöpare-id", "header-name kopare_id"}, {"Kansliet", "=A1", "formula forvaltning"}, {"Kansliet", "F\xf6rvaltning", "encoding "}, {"\n", "\r", "line-end "},
	} {
		_, found := checked(t, strings.ReplaceAll(good, m.old, m.new))
		f, ok := found[m.code]
		if !ok {
			t.Errorf("%s → %s: %s is not found in %+v", m.old, m.new, m.code, found)
		}
		if line := 1 + strings.Count(m.new, "\nK"); strings.HasPrefix(m.code, "header-name") && f.Places[0].Line != line {
			t.Errorf("%s is said to stand on line %d, not %d", m.code, f.Places[0].Line, line)
		}
		if strings.Contains(f.Value, person) || strings.Contains(f.Value, "@") {
			t.Errorf("%s shows %s", m.code, f.Value)
		}
	}
}

func TestCorrectedCopyHasNothingToCorrect(t *testing.T) {
	for _, d := range []string{"vgr", "goteborg-old", "orebro"} {
		data, truth := generated(t, GenerateOptions{Rows: 800, Seed: 6, Dialect: d})
		table, _, err := Check(bytes.NewReader(data), int64(len(data)), Options{Buyer: "Exempelkommunen", BuyerID: "4020000016"})
		if err != nil {
			t.Fatal(err)
		}
		var copied bytes.Buffer
		if err := WriteCSV(&copied, Correct(table)); err != nil {
			t.Fatal(err)
		}
		again, found := checked(t, copied.String())
		if again.Sum() != truth.Ore || again.Len() != truth.Rows {
			t.Errorf("%s: %d öre, want %d", d, again.Sum(), truth.Ore)
		}
		for _, code := range []string{"header-name", "encoding", "line-end", "decimal-comma", "date-form", "number-form", "spaces"} {
			for key := range found {
				if strings.HasPrefix(key, code) {
					t.Errorf("%s: %s is left", d, key)
				}
			}
		}
	}
}
