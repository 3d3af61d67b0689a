//go:build unix

package dcat

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"insyn/internal/trial"
	"insyn/rdf"
)

// counting gives rapper's counting of the triples of a text, n times; nil
// where it is not installed.
func counting(b *testing.B, syntax, text string) func(int) error {
	path, err := exec.LookPath("rapper")
	if err != nil {
		return nil
	}
	file := filepath.Join(b.TempDir(), "catalogue")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	return func(n int) error {
		for range n {
			if err := exec.Command(path, "-q", "-c", "-i", syntax, file, "http://example.org/").Run(); err != nil {
				return err
			}
		}
		return nil
	}
}

// BenchmarkRatioCatalogue: 21,000 datasets read, held against all profiles,
// scored and reported on one processor, beside rapper, which merely counts.
func BenchmarkRatioCatalogue(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	text := large(b, rdf.RDFXML, 21_000)
	runtime.GC()
	trial.Measure(b, trial.Ratio{
		Name: "Catalogue of 21,000 datasets: read, checked by four profiles, scored",
		Peer: "rapper -c, which counts its triples", Goal: 2.5, Note: "one processor; at most 1.0 s",
		Ours: func(n int) error {
			for range n {
				whole(b, text)
			}
			return nil
		},
		Limit: counting(b, "rdfxml", text),
	})
}

// BenchmarkRatioRead: a million triples read and indexed, in three formats.
func BenchmarkRatioRead(b *testing.B) {
	for _, f := range []struct {
		format rdf.Format
		syntax string
	}{{rdf.RDFXML, "rdfxml"}, {rdf.NTriples, "ntriples"}, {rdf.Turtle, "turtle"}} {
		b.Run(f.format.String(), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			text := large(b, f.format, 21_000)
			runtime.GC()
			trial.Measure(b, trial.Ratio{
				Name: "Reading " + f.format.String(), Peer: "rapper -c", Goal: 2.5, Note: "one processor",
				Ours: func(n int) error {
					for range n {
						doc, err := rdf.Parse(text, rdf.Options{Format: f.format})
						if err != nil {
							return err
						}
						doc.Graph.Len()
					}
					return nil
				},
				Limit: counting(b, f.syntax, text),
			})
		})
	}
}

// BenchmarkRatioRecheck: a catalogue of 21,000 datasets of which one in a
// hundred has changed, beside the fifty milliseconds it may take.
func BenchmarkRatioRecheck(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	before, again := rechecked(b)
	trial.Measure(b, trial.Ratio{
		Name: "Rechecking 21,000 datasets of which 1 % changed", Peer: "50 ms", Goal: 1,
		Note: "after parsing, one processor",
		Ours: func(n int) error {
			for range n {
				Recheck(before, again)
			}
			return nil
		},
		Limit: func(n int) error {
			time.Sleep(time.Duration(n) * 50 * time.Millisecond)
			return nil
		},
	})
}

// BenchmarkRatioLines: N-Triples read beside the 300 MB that a processor should
// read in a second.
func BenchmarkRatioLines(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	text := large(b, rdf.NTriples, 21_000)
	runtime.GC()
	trial.Measure(b, trial.Ratio{
		Name: "Reading N-Triples, by size", Peer: "300 MB/s", Goal: 1, Note: "one processor",
		Ours: func(n int) error {
			for range n {
				if _, err := rdf.Parse(text, rdf.Options{Format: rdf.NTriples}); err != nil {
					return err
				}
			}
			return nil
		},
		Limit: func(n int) error {
			time.Sleep(time.Duration(n) * time.Duration(len(text)) * time.Second / 300_000_000)
			return nil
		},
	})
}

// BenchmarkRatioGrowth: ten times as many datasets, beside ten catalogues.
// The largest take half a minute a round.
func BenchmarkRatioGrowth(b *testing.B) {
	for _, size := range []struct{ n, rounds int }{{100, 9}, {1000, 5}, {10_000, 1}} {
		n, rounds := size.n, size.rounds
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			one, ten := large(b, rdf.RDFXML, n), large(b, rdf.RDFXML, 10*n)
			repeat := func(times int, text string) func(int) error {
				return func(n int) error {
					for range n * times {
						whole(b, text)
					}
					return nil
				}
			}
			trial.Measure(b, trial.Ratio{
				Name: "Checking " + strconv.Itoa(10*n) + " datasets",
				Peer: "ten times " + strconv.Itoa(n) + " datasets", Goal: 0.9,
				Note:   fmt.Sprintf("straight growth is 1; rounds: %d", rounds),
				Rounds: rounds, Ours: repeat(1, ten), Limit: repeat(10, one),
			})
		})
	}
}
