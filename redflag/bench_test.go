package redflag

import (
	"os"
	"runtime"
	"strconv"
	"testing"

	"insyn/internal/trial"
	"insyn/ledger"
)

// large makes a table of some rows of forty bodies or more, each with its own.
func large(b *testing.B, rows int) *ledger.Table {
	b.Helper()
	t := ledger.NewTable()
	bodies := max(40, rows/250_000)
	for body := range bodies {
		source, _ := made(b, ledger.GenerateOptions{Rows: rows / bodies, Seed: uint64(body), Body: body})
		t.Append(source.Table, nil)
	}
	return t
}

// BenchmarkRun applies all rules. The limit for ten million rows is 5 s on two
// processors and 1 GB.
func BenchmarkRun(b *testing.B) {
	sizes := []int{1000, 10_000, 100_000, 1_000_000, 10_000_000}
	if os.Getenv("INSYN_LARGE") != "" { // takes 12 GB and some minutes
		sizes = append(sizes, 100_000_000)
	}
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			source := Source{Name: "large", SHA256: "none", Table: large(b, n)}
			runtime.GC()
			flags := 0
			for b.Loop() {
				flags = len(run(b, Defaults(), source).Flags)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(source.Table.Len()), "ns/row")
			b.ReportMetric(float64(flags), "flags")
		})
	}
}

// BenchmarkRatioRun: every rule over a million rows, beside one sum by body and
// supplier in a map.
func BenchmarkRatioRun(b *testing.B) {
	t := large(b, 1_000_000)
	source := Source{Name: "large", SHA256: "none", Table: t}
	trial.Measure(b, trial.Ratio{
		Name: "All red flags over a million rows", Peer: "one sum by buyer × supplier in a map", Goal: 0.2,
		Note: "all processors; the limit on one",
		Ours: func(n int) error {
			for range n {
				run(b, Defaults(), source)
			}
			return nil
		},
		Limit: func(n int) error {
			for range n {
				sums := map[[2]uint32]int64{}
				for row, ore := range t.Ore {
					sums[[2]uint32{t.Column(ledger.Buyer).Code(row), t.Column(ledger.Supplier).Code(row)}] += ore
				}
			}
			return nil
		},
	})
}
