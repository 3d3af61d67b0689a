package web

import (
	"fmt"
	"io"
	"testing"

	"insyn/dcat"
	"insyn/internal/catalog"
	"insyn/internal/trial"
	"insyn/rdf"
)

// BenchmarkRatioExport: 100,000 datasets fetched over HTTP, beside the engine
// that writes as many without reading any; and by how much more was in use
// while they were fetched than before.
func BenchmarkRatioExport(b *testing.B) {
	const datasets = 100_000
	s, model := openWarehouse(b)
	s.fill(model, 1, datasets)
	length, more := s.stream("allt.rdf", 10_000_000)
	g := catalog.Graph(model.Content)
	trial.Measure(b, trial.Ratio{Name: "The whole catalogue over HTTP, 100,000 datasets", Goal: 0.3,
		Peer: "the engine alone, writing one dataset as often", Rounds: 1,
		Note: fmt.Sprintf("one round; %d MB, of which %.1f MB are in memory at most", length/1e6, float64(more)/1e6),
		Ours: func(n int) error {
			for range n {
				s.stream("allt.rdf", 1<<40)
			}
			return nil
		},
		Limit: func(n int) error {
			for range n {
				l := dcat.Listing{Catalog: "https://data.example.se/catalog", Datasets: repeated(g, datasets)}
				if err := dcat.WriteListing(io.Discard, rdf.RDFXML, l); err != nil {
					return err
				}
			}
			return nil
		}})
}

// repeated gives one graph many times.
func repeated(g *rdf.Graph, n int) func(func(*rdf.Graph, error) bool) {
	return func(yield func(*rdf.Graph, error) bool) {
		for range n {
			if !yield(g, nil) {
				return
			}
		}
	}
}
