package act

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"insyn/internal/purchase"
	"insyn/internal/trial"
	"insyn/ledger"
)

// filled is a shelf of some millions of rows of forty bodies with suppliers of
// their own.
func filled(b *testing.B, millions int) *shelf {
	b.Helper()
	one := ledger.NewTable()
	for body := range 40 {
		var data bytes.Buffer
		_, err := ledger.Generate(&data, ledger.GenerateOptions{Rows: 25_000, Seed: uint64(body), Body: body,
			Regular: true})
		if err != nil {
			b.Fatal(err)
		}
		_, err = ledger.ReadInto(one, bytes.NewReader(data.Bytes()), int64(data.Len()), ledger.Options{})
		if err != nil {
			b.Fatal(err)
		}
	}
	s := &shelf{table: ledger.NewTable()}
	for range millions {
		s.table.Append(one, nil)
	}
	s.spans = []span{{purchase.Delivery{}, 0, s.table.Len()}}
	withhold(s.table)
	s.names = firstOf(s.table, ledger.SupplierID, ledger.Supplier)
	s.texts = firstOf(s.table, ledger.Account, ledger.AccountText)
	return s
}

// BenchmarkRatioLook adds ten million rows up by supplier, account and month,
// with the largest rows, which is all that a page of a view shows, beside the
// 300 ms that any of them may take on two processors, in 1 GB.
func BenchmarkRatioLook(b *testing.B) {
	s := filled(b, 10)
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	start := time.Now()
	mapped(s)
	note := fmt.Sprintf("all processors; one sum by supplier in a map takes %d ms on one; the rows take %d MB of "+
		"memory, of which 1,000 may be used", time.Since(start).Milliseconds(), memory.HeapAlloc>>20)
	account := s.table.Column(ledger.Account).Values()[1]
	for name, v := range map[string]purchase.View{"everything": {Page: 1},
		"one account": {Account: account, Page: 1}, "a year": {From: "2024", To: "2024", Page: 1}} {
		b.Run(name, func(b *testing.B) {
			trial.Measure(b, trial.Ratio{
				Name: "Purchases, ten million rows: " + name + ", by supplier, account and month",
				Peer: "300 ms", Goal: 1, Note: note,
				Ours: func(n int) error {
					for range n {
						addedUp(v, []*looked{s.look(v)})
					}
					return nil
				},
				Limit: func(n int) error { time.Sleep(time.Duration(n) * 300 * time.Millisecond); return nil },
			})
		})
	}
}

// mapped adds rows up by supplier in a Go map.
func mapped(s *shelf) {
	sums, c := map[uint32]int64{}, s.table.Column(ledger.SupplierID)
	for row, ore := range s.table.Ore {
		sums[c.Code(row)] += ore
	}
}
