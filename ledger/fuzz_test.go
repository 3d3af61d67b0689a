package ledger

import (
	"bytes"
	"errors"
	"testing"
)

// FuzzRead reads arbitrary bytes: nothing may panic, sums must agree, and what
// is written out again must be read the same.
func FuzzRead(f *testing.F) {
	for _, trap := range traps {
		f.Add(trap.data)
	}
	f.Add([]byte(peppol))
	f.Add([]byte(svefaktura))
	for _, d := range Dialects() {
		data, _ := generated(f, GenerateOptions{Rows: 3, Seed: 1, Dialect: d, Broken: 1})
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
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
	})
}
