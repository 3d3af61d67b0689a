package redflag

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

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

// BenchmarkRatioGrowth: ten times as many rows, beside ten times the smaller
// ledger.
func BenchmarkRatioGrowth(b *testing.B) {
	for _, rows := range []int{10_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			one := Source{Name: "one", SHA256: "none", Table: large(b, rows)}
			ten := Source{Name: "ten", SHA256: "none", Table: large(b, 10*rows)}
			runtime.GC()
			trial.Measure(b, trial.Ratio{
				Name: "All red flags over " + strconv.Itoa(10*rows) + " rows",
				Peer: "ten times " + strconv.Itoa(rows) + " rows", Goal: 0.9,
				Note:  "all processors; straight growth is 1",
				Ours:  func(n int) error { return times(b, n, ten) },
				Limit: func(n int) error { return times(b, 10*n, one) },
			})
		})
	}
}

// BenchmarkRatioTenMillion: every rule over ten million rows, beside the five
// seconds that they may take. The note has the memory, of which a gigabyte may
// be used, with the rows, and what the barest sum takes.
func BenchmarkRatioTenMillion(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(25)) // as the program does
	source := Source{Name: "large", SHA256: "none", Table: large(b, 10_000_000)}
	debug.FreeOSMemory()
	most := highest(func() { run(b, Defaults(), source) })
	start := time.Now()
	mapped(source.Table)
	sum := time.Since(start)
	trial.Measure(b, trial.Ratio{
		Name: "All red flags over ten million rows", Peer: "5 s", Goal: 1,
		Note: fmt.Sprintf("all processors; at most %d MB of memory, of which 1,000 may be used; one sum by "+
			"buyer × supplier in a map takes %d ms", most>>20, sum.Milliseconds()),
		Ours:  func(n int) error { return times(b, n, source) },
		Limit: func(n int) error { time.Sleep(time.Duration(n) * 5 * time.Second); return nil },
	})
}

// mapped adds a table up by buyer and supplier in a Go map, on one processor.
func mapped(t *ledger.Table) {
	sums := map[[2]uint32]int64{}
	for row, ore := range t.Ore {
		sums[[2]uint32{t.Column(ledger.Buyer).Code(row), t.Column(ledger.Supplier).Code(row)}] += ore
	}
}

// times applies all rules n times.
func times(b *testing.B, n int, source Source) error {
	for range n {
		run(b, Defaults(), source)
	}
	return nil
}

// highest gives the most memory that lives while something is done.
func highest(do func()) (most uint64) {
	done := make(chan struct{})
	go func() { do(); close(done) }()
	for {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapInuse+now.StackInuse)
		select {
		case <-done:
			return most
		case <-time.After(20 * time.Millisecond):
		}
	}
}
