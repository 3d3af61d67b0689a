package ledger

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"testing"

	"insyn/internal/trial"
)

// TestGolden makes, reads, masks and writes ledgers on one, two and eight
// processors: the bytes are those of the day on which this was written.
func TestGolden(t *testing.T) {
	const golden = "cbca8aca6fda6acd"
	raw := NewTable()
	for i, d := range []string{"national", "vgr", "umea"} {
		data, _ := generated(t, GenerateOptions{Rows: rowsOfGroup + 5000*i, Seed: uint64(i), Dialect: d, Broken: 3})
		if _, err := ReadInto(raw, bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
			t.Fatal(err)
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		masked, _, err := Mask(raw, MaskOptions{})
		if err != nil {
			t.Fatal(err)
		}
		h := sha256.New()
		if err := errors.Join(WriteParquet(h, masked, map[string]string{"insyn.period": "2024"}), WriteRows(h, masked)); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", h.Sum(nil)[:8]); got != golden {
			t.Errorf("on %d processors: %s, want %s", n, got, golden)
		}
	}
}

// Row groups that are made at once give back every row, with part of a group
// before and after them. Under the race detector one whole group is enough.
func TestRowGroupsMadeAtOnceKeepTheirOrder(t *testing.T) {
	var file bytes.Buffer
	w := NewParquetWriter(&file, nil)
	table := NewTable()
	pieces := []int{1000, 2*rowsOfGroup + 77, rowsOfGroup - 1077 + 3}
	if trial.Race {
		pieces = []int{1000, rowsOfGroup + 77}
	}
	for _, rows := range pieces {
		part := manyRows(t, rows)
		if err := w.Write(part); err != nil {
			t.Fatal(err)
		}
		table.Append(part, nil)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	back := NewTable()
	if _, err := ReadParquet(back, bytes.NewReader(file.Bytes()), int64(file.Len())); err != nil {
		t.Fatal(err)
	}
	var want, got bytes.Buffer
	if err := errors.Join(WriteRows(&want, table), WriteRows(&got, back)); err != nil || !bytes.Equal(want.Bytes(), got.Bytes()) {
		t.Errorf("%d rows come back as %d others: %v", table.Len(), back.Len(), err)
	}
}

// manyRows gives a table of so many rows. Under the race detector, which looks at
// who writes them and not at what they say, they are a few over and over: to make
// and to read them would be nearly all of the work.
func manyRows(t *testing.T, rows int) *Table {
	t.Helper()
	few := rows
	if trial.Race {
		few = min(rows, 5000)
	}
	data, _ := generated(t, GenerateOptions{Rows: few, Seed: uint64(rows)})
	part, _ := read(t, data)
	if few == rows {
		return part
	}
	many := NewTable()
	for missing := rows; missing > 0; missing = rows - many.Len() {
		many.Append(part, func(row int) bool { return row < missing })
	}
	return many
}
