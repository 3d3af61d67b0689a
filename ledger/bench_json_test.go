package ledger

import (
	"bytes"
	"runtime"
	"testing"
)

// BenchmarkReadJSON reads plain lists and pages of objects on one processor.
func BenchmarkReadJSON(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	raw, _ := generated(b, GenerateOptions{Rows: 100_000, Seed: 1})
	table, _ := read(b, raw)
	var list bytes.Buffer
	if err := WriteJSON(&list, table); err != nil {
		b.Fatal(err)
	}
	pages, _ := generated(b, GenerateOptions{Rows: 100_000, Seed: 1, Dialect: "vasteras"})
	for name, data := range map[string][]byte{"list": list.Bytes(), "pages": pages} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := ReadInto(NewTable(), bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
