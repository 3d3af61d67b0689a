//go:build unix

package dcat

import (
	"fmt"
	"io"
	"iter"
	"runtime"
	"testing"

	"insyn/internal/trial"
	"insyn/rdf"
)

// heap writes so many datasets as they come, and gives the most bytes that were
// held at any of a hundred moments, the rubbish taken away.
func heap(b *testing.B, n int) (most uint64) {
	b.Helper()
	if err := WriteListing(io.Discard, rdf.RDFXML, Listing{Catalog: "https://data.example.se/catalog",
		Datasets: watched(n, func() {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		})}); err != nil {
		b.Fatal(err)
	}
	return most
}

// watched gives datasets and calls look a hundred times on the way.
func watched(n int, look func()) iter.Seq2[*rdf.Graph, error] {
	return func(yield func(*rdf.Graph, error) bool) {
		i := 0
		for g, err := range parts(n) {
			if i++; i%(n/100) == 0 {
				look()
			}
			if !yield(g, err) {
				return
			}
		}
	}
}

// BenchmarkRatioListing: ten times as many datasets written as they come,
// beside ten listings; and the most memory that a thousand, ten thousand and a
// hundred thousand take.
func BenchmarkRatioListing(b *testing.B) {
	var note string
	for _, n := range []int{1000, 10_000, 100_000} {
		note += fmt.Sprintf("%d: %.1f MB, ", n, float64(heap(b, n))/1e6)
	}
	repeat := func(times, datasets int) func(int) error {
		return func(n int) error {
			for range n * times {
				l := Listing{Catalog: "https://data.example.se/catalog", Datasets: parts(datasets)}
				if err := WriteListing(io.Discard, rdf.RDFXML, l); err != nil {
					return err
				}
			}
			return nil
		}
	}
	trial.Measure(b, trial.Ratio{Name: "Exporting 100,000 datasets as they come",
		Peer: "ten times 10,000 datasets", Goal: 0.9, Rounds: 1,
		Note: "one round; most heap, by datasets: " + note[:len(note)-2],
		Ours: repeat(1, 100_000), Limit: repeat(10, 10_000)})
}
