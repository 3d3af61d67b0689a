package ledger

import (
	"bytes"
	"io"
	"testing"
)

// What is written table by table is what is written at once, and Parquet is
// read in parts that have all rows in their order.
func TestWhatIsWrittenInPiecesIsTheSame(t *testing.T) {
	data, _ := generated(t, GenerateOptions{Rows: 1500, Seed: 21})
	whole, _ := read(t, data)
	var pieces []*Table
	for from := range 3 { // the last has no row
		piece := NewTable()
		piece.Append(whole, func(row int) bool { return row/1000 == from })
		pieces = append(pieces, piece)
	}
	type writer interface {
		Write(*Table) error
		Close() error
	}
	for name, way := range map[string]struct {
		begin func(io.Writer) writer
		once  func(io.Writer, *Table) error
	}{
		"csv":  {func(to io.Writer) writer { return NewCSVWriter(to) }, WriteCSV},
		"json": {func(to io.Writer) writer { return NewJSONWriter(to) }, WriteJSON},
	} {
		var one, many bytes.Buffer
		if err := way.once(&one, whole); err != nil {
			t.Fatal(err)
		}
		w := way.begin(&many)
		for _, piece := range pieces {
			if err := w.Write(piece); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil || !bytes.Equal(one.Bytes(), many.Bytes()) {
			t.Errorf("%s: %d bytes at once, %d in pieces, %v", name, one.Len(), many.Len(), err)
		}
	}
	var file bytes.Buffer
	w := NewParquetWriter(&file, nil)
	for _, piece := range pieces {
		if err := w.Write(piece); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	parts, again := 0, NewTable()
	_, err := EachParquet(bytes.NewReader(file.Bytes()), int64(file.Len()), func(part *Table, total int64) error {
		if parts++; total != int64(whole.Len()) {
			t.Errorf("%d rows in all, want %d", total, whole.Len())
		}
		again.Append(part, nil)
		return nil
	})
	if d := Diff(whole, again); err != nil || parts != 2 || d.Same.Rows != whole.Len() {
		t.Errorf("%d parts, %d rows alike, %v", parts, d.Same.Rows, err)
	}
}
