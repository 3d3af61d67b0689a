package ledger

import (
	"bytes"
	"errors"
	"testing"
)

// FuzzRead reads arbitrary bytes: nothing may panic, and sums must agree.
func FuzzRead(f *testing.F) {
	for _, data := range append(seeds(f), []byte(peppol), []byte(svefaktura)) {
		if !isZip(data) {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !isZip(data) {
			fuzzed(t, data)
		}
	})
}

// FuzzReadWorkbook does so with workbooks. They are many times slower to read,
// and would take nearly all of the time of FuzzRead.
func FuzzReadWorkbook(f *testing.F) {
	for _, data := range seeds(f) {
		if isZip(data) {
			f.Add(data)
		}
	}
	f.Fuzz(fuzzed)
}

func isZip(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// seeds are small ledgers of all kinds.
func seeds(f *testing.F) (all [][]byte) {
	for _, trap := range traps {
		all = append(all, trap.data)
	}
	for _, d := range Dialects() {
		data, _ := generated(f, GenerateOptions{Rows: 3, Seed: 1, Dialect: d, Broken: 1})
		all = append(all, data)
	}
	return all
}

// fuzzed reads a file.
func fuzzed(t *testing.T, data []byte) {
	table, receipt, err := Read(bytes.NewReader(data), int64(len(data)), Options{Name: "fuzz"})
	var unread *Unread
	var large *SumTooLarge
	switch {
	case errors.As(err, &unread), errors.As(err, &large):
		return
	case err != nil:
		t.Fatal(err)
	}
	if !receipt.Balanced() || table.Len() != receipt.Kept.Rows || table.Sum() != receipt.Kept.Ore {
		t.Fatalf("sums do not agree: %+v, the table %d rows and %d", receipt, table.Len(), table.Sum())
	}
	for _, r := range receipt.Rejections {
		if r.Offset > int64(len(data)) {
			t.Fatalf("a line at byte %d of %d", r.Offset, len(data))
		}
	}
}
