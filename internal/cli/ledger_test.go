package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"insyn/ledger"
)

// canaryNumber is a personal number of those that are kept for tests.
const canaryNumber = "811218-9876"

// written puts a ledger with one row into a new file.
func written(t *testing.T, name, supplier, invoice string) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), name)
	text := "leverantor;leverantor_id;konto_nr;bokforingsdatum;fakturanummer;nettobelopp\n" +
		supplier + ";402000-0016;4010;2026-01-31;" + invoice + ";10.00\n"
	if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

// ledgerPublish publishes a file in a folder; more holds other flags.
func ledgerPublish(t *testing.T, folder, file, period string, more ...string) (code int, said string) {
	t.Helper()
	args := append([]string{"ledger", "publish", file, "--dir", folder, "--period", period,
		"--base", "https://data.example.se/", "--publisher", "Exempelkommunen",
		"--number", "402000-0016", "--email", "data@example.se"}, more...)
	code, out, err := run(t, "sv_SE.UTF-8", args...)
	return code, out + err
}

// People call files by whom they are about. What a command says and writes
// does not: receipts, results, faults.
func TestNoPersonInTheNamesOfFiles(t *testing.T) {
	file := written(t, canaryNumber+".csv", "Exempel AB", "F-1")
	none := filepath.Join(filepath.Dir(file), "ingen "+canaryNumber)
	for _, args := range [][]string{{"ledger", "read", file}, {"ledger", "read", "--json", file},
		{"ledger", "check", "--json", file}, {"ledger", "check", file, "--fixed", none + ".csv"},
		{"redflag", "run", "--json", file}, {"redflag", "run", file, "-o", file}, {"redflag", "verify", file},
		{"redflag", "verify", none}, {"ledger", "read", none}, {"ledger", "mask", file, "-o", file},
		{"ledger", "mask", file, "-o", none + "/x"}, {"ledger", "export", file, "--to", "duckdb", "--dir", none},
		{"ledger", "mask", file, "-o", none + ".csv", "--accounts", canaryNumber}} {
		if code, out, err := run(t, "sv_SE.UTF-8", args...); strings.Contains(out+err, canaryNumber) {
			t.Errorf("%s %s (%d) says %s%s", args[0], args[1], code, out, err)
		}
	}
}

// Every command that reads Parquet says which file it does not read.
func TestParquetThatIsCutOffIsNamed(t *testing.T) {
	at := filepath.Join(t.TempDir(), "klippt.parquet")
	if err := os.WriteFile(at, []byte("PAR1 och inte mer"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"redflag", "run", at}, {"ledger", "diff", at, at}, {"ledger", "mask", "--prove", at},
		{"ledger", "export", at, "--to", "duckdb", "--dir", at + "x"}} {
		if code, _, err := run(t, "sv_SE.UTF-8", args...); code != 2 ||
			!strings.Contains(err, "klippt.parquet: Parquetfilen är skadad") {
			t.Errorf("%s %s: %d %s", args[0], args[1], code, err)
		}
	}
}

// A zero character is told of, and is not in what is published; a ledger with
// one is no data for a database.
func TestZeroCharactersAreNotPublished(t *testing.T) {
	file, folder := written(t, "noll.csv", "Exempel\x00 AB", "F\x00-1"), t.TempDir()
	code, said := ledgerPublish(t, folder, file, "2026")
	if code != 0 || !strings.Contains(said, "leverantör: nolltecken, 1 rad\n") ||
		!strings.Contains(said, "fakturanummer: nolltecken, 1 rad\n") {
		t.Errorf("%d: %s", code, said)
	}
	for _, name := range []string{"2026.csv", "2026.json"} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || bytes.IndexByte(text, 0) >= 0 || bytes.Contains(text, []byte(`\u0000`)) ||
			!bytes.Contains(text, []byte("Exempel AB")) {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	to := filepath.Join(t.TempDir(), "ut")
	code, _, err := run(t, "sv_SE.UTF-8", "ledger", "export", file, "--to", "postgres", "--dir", to)
	if code != 5 || !strings.Contains(err, "Rad 1 har ett nolltecken") {
		t.Errorf("%d: %s", code, err)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("the folder is there")
	}
}

// A ledger of which no row can be read is not published: in the place of a
// month it would take the month away.
func TestNothingIsNotPublished(t *testing.T) {
	file, folder := written(t, "jan.csv", "Exempel AB", "F-1"), filepath.Join(t.TempDir(), "ut")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := bytes.Cut(text, []byte("\n"))
	if err := os.WriteFile(file, append(head, "\n;;;;;;;;;;ett belopp;;\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := ledgerPublish(t, folder, file, "2026"); code != 5 || !strings.Contains(said, "Filen har inga rader") {
		t.Errorf("%d: %s", code, said)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder is there")
	}
}

// What is said of a publisher becomes public in the catalogue.
func TestAPublisherIsNoPerson(t *testing.T) {
	file, folder := written(t, "jan.csv", "Exempel AB", "F-1"), filepath.Join(t.TempDir(), "ut")
	for flag, value := range map[string]string{"--publisher": "Exempelsson " + canaryNumber, "--number": canaryNumber,
		"--base": "https://data.example.se/" + canaryNumber + "/", "--email": "a-" + canaryNumber + "@example.se"} {
		if code, said := ledgerPublish(t, folder, file, "2026", flag, value); code != 2 ||
			!strings.Contains(said, "Uppgifterna om utgivaren blir offentliga") || strings.Contains(said, canaryNumber) {
			t.Errorf("%s: %d: %s", flag, code, said)
		}
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder is there")
	}
}

// A list of deliveries that somebody has written does not lead out of the
// folder, and does not bring the program down.
func TestAListOfDeliveriesIsNotTrusted(t *testing.T) {
	file := written(t, "jan.csv", "Exempel AB", "F-1")
	secret := []byte("hemligt")
	sum := sha256.Sum256(secret)
	for _, list := range []string{"skräp", `[{"period":"x"}]`, `[{}]`,
		`[{"period":"2025","file":"../hemlig","sha256":"` + hex.EncodeToString(sum[:]) + `"}]`,
		`[{"period":"2025","file":"ar=2025/2025-1/../../../hemlig.parquet","sha256":"x"}]`,
		`[{"period":"2025","file":"ar=2025/2025-01.parquet","sha256":"x"}]`} {
		dir := t.TempDir()
		folder := filepath.Join(dir, "ut")
		for name, text := range map[string][]byte{"hemlig": secret, "ut/deliveries.json": []byte(list)} {
			at := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		code, said := ledgerPublish(t, folder, file, "2026")
		if code != 5 || !strings.Contains(said, "inte som Insyn skrev den") {
			t.Errorf("%s: %d: %s", list, code, said)
		}
		if left, _ := os.ReadDir(folder); len(left) != 1 {
			t.Errorf("%s: the folder has changed: %v", list, left)
		}
	}
}

// A delivery that takes the place of one that was proven, with the seals to
// suit, is looked through again, whether its year is made anew or kept: more
// may be known for a personal number than when it was published.
func TestADeliveryThatWasPutInLaterIsProven(t *testing.T) {
	for period, day := range map[string]string{"2026-02": "2026-02-28", "2027-01": "2027-01-31"} {
		folder := t.TempDir()
		if code, said := ledgerPublish(t, folder, written(t, "jan.csv", "Exempel AB", "F-1"), "2026-01"); code != 0 {
			t.Fatal(said)
		}
		putIn(t, folder, "2026-01", written(t, "rå.csv", "Exempelsson "+canaryNumber, "F-2"))
		next := written(t, "nästa.csv", "Exempel AB", "F-3")
		replaceIn(t, next, "2026-01-31", day)
		code, said := ledgerPublish(t, folder, next, period)
		if code != 5 || !strings.Contains(said, "har ett giltigt personnummer på rad 1") ||
			strings.Contains(said, canaryNumber) {
			t.Errorf("%s: %d: %s", period, code, said)
		}
		if _, err := os.Stat(filepath.Join(folder, "ar="+period[:4], period+"-1.parquet")); err == nil {
			t.Errorf("%s is published", period)
		}
	}
}

// putIn puts a file, as it is, in the place of the first delivery of a period,
// and sets the seals to suit.
func putIn(t *testing.T, folder, period, file string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	table, _, err := ledger.Read(bytes.NewReader(raw), int64(len(raw)), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := ledger.WriteParquet(&text, table, nil); err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(folder, listName)
	was, is := sealed(t, list), sealOf(text.Bytes())
	at := filepath.Join(folder, "ar="+period[:4], period+"-1.parquet")
	replaceIn(t, list, sealed(t, at), is)
	replaceIn(t, filepath.Join(folder, sumsName), sealed(t, at), is)
	replaceIn(t, filepath.Join(folder, sumsName), was, sealed(t, list))
	if err := os.WriteFile(at, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// sealed gives the seal of a file.
func sealed(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sealOf(text)
}

// replaceIn writes another text for one in a file, wherever it stands.
func replaceIn(t *testing.T, path, from, to string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, bytes.ReplaceAll(text, []byte(from), []byte(to)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
