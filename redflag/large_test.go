package redflag

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"
	"time"

	"insyn/internal/trial"
	"insyn/ledger"
)

// A hundred is a table of many million rows, and how long it took to make.
type hundred struct {
	table         *ledger.Table
	read, written time.Duration
	csv, parquet  int64 // bytes
}

// text is a ledger as CSV, with nothing else in memory.
func text(b *testing.B, body int) []byte {
	b.Helper()
	var data bytes.Buffer
	_, err := ledger.Generate(&data, ledger.GenerateOptions{Rows: 250_000, Seed: uint64(body), Body: body})
	if err != nil {
		b.Fatal(err)
	}
	return data.Bytes()
}

// published reads the ledgers of some bodies, a quarter of a million rows
// each, and writes them to one file. While one is read the next is made.
func published(b *testing.B, bodies int) (h hundred) {
	b.Helper()
	h.table = ledger.NewTable()
	texts := make(chan []byte)
	go func() {
		defer close(texts)
		for body := range bodies {
			texts <- text(b, body)
		}
	}()
	for data := range texts {
		start := time.Now()
		_, err := ledger.ReadInto(h.table, bytes.NewReader(data), int64(len(data)), ledger.Options{})
		if err != nil {
			b.Fatal(err)
		}
		h.read += time.Since(start)
		h.csv += int64(len(data))
	}
	start := time.Now()
	file, err := os.Create(filepath.Join(b.TempDir(), "large.parquet"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if err := ledger.WriteParquet(file, h.table, nil); err != nil {
		b.Fatal(err)
	}
	h.written = time.Since(start)
	if info, err := file.Stat(); err == nil {
		h.parquet = info.Size()
	}
	return h
}

// BenchmarkRatioHundredMillion: a hundred million rows read, published and
// flagged in one process, beside ten times ten million. It is run when
// INSYN_LARGE is set, for it takes many minutes.
func BenchmarkRatioHundredMillion(b *testing.B) {
	if os.Getenv("INSYN_LARGE") == "" {
		return
	}
	debug.SetGCPercent(25)
	one := Source{Name: "one", SHA256: "none", Table: published(b, 40).table}
	h := published(b, 400)
	all := Source{Name: "all", SHA256: "none", Table: h.table}
	debug.FreeOSMemory()
	trial.Measure(b, trial.Ratio{
		Name: "All red flags over a hundred million rows", Peer: "ten times ten million rows", Goal: 0.9, Rounds: 1,
		Note: fmt.Sprintf("all processors, one round; the rows were read from %d MB of CSV in %d s on one "+
			"processor and written as %d MB of Parquet in %d s; at most %d MB of memory", h.csv/1e6,
			int(h.read.Seconds()), h.parquet/1e6, int(h.written.Seconds()),
			highest(func() { run(b, Defaults(), all) })>>20),
		Ours:  func(n int) error { return times(b, n, all) },
		Limit: func(n int) error { return times(b, 10*n, one) },
	})
}
