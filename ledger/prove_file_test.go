package ledger

import (
	"bytes"
	"testing"
)

// A file goes out as it is: what is no ledger counts too.
func TestNothingInAFileIsPassedOverByTheProof(t *testing.T) {
	const head = "leverantor;leverantor_id;konto_nr;bokforingsdatum;nettobelopp;kommentar\n"
	const row = "Exempel AB;556036-0793;4010;2024-01-02;10.00;\n"
	for name, file := range map[string]string{
		"column that is left out":      head + "Exempel AB;556036-0793;4010;2024-01-02;10.00;avser 19811218-9876\n",
		"line that is refused":         head + row + "Exempel AB;556036-0793;4010;2024-01-02;tio;19811218-9876\n",
		"line with a cell too many":    head + row + "Exempel AB;556036-0793;4010;2024-01-02;10.00;;19811218-9876\n",
		"line above the names":         "Uttag av 811218-9876;;;;;\n" + head + row,
		"name of a column":             "x 811218-9876;" + head + "x;" + row,
		"date that is none":            head + "Exempel AB;556036-0793;4010;8112189876;10.00;\n",
		"line that cannot be split":    head + row + "Exempel AB;\"a\"b;4010;2024-01-02;10.00;\n" + row,
		"number of a sole trader":      head + "Exempel;19811218-9876;4010;2024-01-02;10.00;\n",
		"object with a name too many":  `[{"leverantor":"E","leverantor_id":"1","nettobelopp":"1"},{"leverantor":"E","leverantor_id":"1","nettobelopp":"1","x":"811218-9876"}]`,
		"value of an object left out":  `[{"leverantor":"E","leverantor_id":"1","nettobelopp":"1","x":"811218-9876"}]`,
		"page of objects without rows": `[{"leverantor":"E","leverantor_id":"811218-9876","nettobelopp":"x"}]`,
	} {
		p, err := ProveFile(bytes.NewReader([]byte(file)), int64(len(file)), Options{Name: name})
		if err != nil || p.Proven() || p.Left+p.Unread != 1 {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	clean := head + row + "Exempel AB;556036-0793;4010;20240102;8112189876;\n" // ten digits of kronor
	if p, err := ProveFile(bytes.NewReader([]byte(clean)), int64(len(clean)), Options{}); err != nil || !p.Proven() {
		t.Errorf("a clean file: %+v, %v", p, err)
	}
}
