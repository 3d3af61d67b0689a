package ledger

import (
	"bytes"
	"runtime"
	"strconv"
	"testing"
)

// BenchmarkRead reads text into coded columns on one processor.
func BenchmarkRead(b *testing.B) {
	for _, d := range []string{"national", "vgr", "goteborg", "goteborg-old", "umea", "vasteras"} {
		b.Run(d, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			data, _ := generated(b, GenerateOptions{Rows: 200_000, Seed: 1, Dialect: d})
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := ReadInto(NewTable(), bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkGrowth shows that time grows straight with the ledger.
func BenchmarkGrowth(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			data, _ := generated(b, GenerateOptions{Rows: n, Seed: 1})
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := ReadInto(NewTable(), bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPairs adds ten million rows up by buyer and supplier on one
// processor. The limit is 300 ms.
func BenchmarkPairs(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, t := million(b), NewTable()
	for range 10 {
		t.Append(one, nil)
	}
	runtime.GC()
	for b.Loop() {
		t.Pairs(Buyer, Supplier, nil)
	}
	b.ReportMetric(float64(t.Len()), "rows")
}

// BenchmarkReadParquet reads a million rows of what was published.
func BenchmarkReadParquet(b *testing.B) {
	var file bytes.Buffer
	if err := WriteParquet(&file, million(b), nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := ReadParquet(NewTable(), bytes.NewReader(file.Bytes()), int64(file.Len())); err != nil {
			b.Fatal(err)
		}
	}
}
