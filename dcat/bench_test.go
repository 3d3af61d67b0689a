//go:build unix

package dcat

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"insyn/rdf"
)

// cpu is the processor time that this process has taken. Benchmarks compare
// processor time, which other work on the machine disturbs less than the clock.
func cpu() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// large makes a catalogue of 21,000 datasets, a million triples and more.
func large(b *testing.B, f rdf.Format, datasets int) string {
	b.Helper()
	var text strings.Builder
	if err := Generate(&text, GenerateOptions{Datasets: datasets, Seed: 1, Format: f}); err != nil {
		b.Fatal(err)
	}
	return text.String()
}

// rapper is the processor time that raptor's rapper takes to count the triples
// of a text, or zero where it is not installed.
func rapper(b *testing.B, syntax, text string) time.Duration {
	b.Helper()
	path, err := exec.LookPath("rapper")
	if err != nil {
		b.Log("rapper is not installed: no ratio")
		return 0
	}
	file := filepath.Join(b.TempDir(), "catalogue")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	command := exec.Command(path, "-q", "-c", "-i", syntax, file, "http://example.org/")
	if err := command.Run(); err != nil {
		b.Fatal(err)
	}
	return command.ProcessState.UserTime() + command.ProcessState.SystemTime()
}

// whole reads a text, holds it against all profiles, scores it and writes the
// report: everything that a publisher is told.
func whole(b *testing.B, text string) *rdf.Document {
	doc, err := rdf.Parse(text, rdf.Options{})
	if err != nil {
		b.Fatal(err)
	}
	report := Check(doc.Graph, Options{Most: 100})
	score := ScoreOf(doc.Graph, ScoreOptions{Report: report})
	if err := json.NewEncoder(io.Discard).Encode([]any{report.Findings, score.Met, score.Gains()}); err != nil {
		b.Fatal(err)
	}
	return doc
}

// BenchmarkCatalogue is the second that the project promises: 21,000 datasets
// of RDF/XML on one processor, beside rapper, which merely counts.
func BenchmarkCatalogue(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	text := large(b, rdf.RDFXML, 21_000)
	runtime.GC()
	b.SetBytes(int64(len(text)))
	triples := 0
	start := cpu()
	for b.Loop() {
		triples = whole(b, text).Graph.Len()
	}
	each := (cpu() - start) / time.Duration(b.N)
	b.ReportMetric(each.Seconds(), "cpu-s/op")
	b.ReportMetric(float64(triples), "triples")
	b.ReportMetric(float64(len(text))/1e6, "MB")
	if peer := rapper(b, "rdfxml", text); peer > 0 {
		b.ReportMetric(each.Seconds()/peer.Seconds(), "of-rapper")
	}
}

// BenchmarkRead reads a million triples in each format.
func BenchmarkRead(b *testing.B) {
	for _, f := range []struct {
		format rdf.Format
		syntax string
	}{{rdf.RDFXML, "rdfxml"}, {rdf.NTriples, "ntriples"}, {rdf.Turtle, "turtle"}} {
		b.Run(f.format.String(), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			text := large(b, f.format, 21_000)
			runtime.GC()
			b.SetBytes(int64(len(text)))
			start := cpu()
			for b.Loop() {
				doc, err := rdf.Parse(text, rdf.Options{Format: f.format})
				if err != nil {
					b.Fatal(err)
				}
				doc.Graph.Len()
			}
			each := (cpu() - start) / time.Duration(b.N)
			b.ReportMetric(float64(len(text))/1e6/each.Seconds(), "MB/cpu-s")
			if peer := rapper(b, f.syntax, text); peer > 0 {
				b.ReportMetric(each.Seconds()/peer.Seconds(), "of-rapper")
			}
		})
	}
}

// BenchmarkGrowth shows that time grows straight with the catalogue.
func BenchmarkGrowth(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			text := large(b, rdf.NTriples, n)
			start := cpu()
			for b.Loop() {
				whole(b, text)
			}
			b.ReportMetric(float64((cpu()-start).Microseconds())/float64(b.N)/float64(n),
				"µs/dataset")
		})
	}
}

// BenchmarkExport rewrites a catalogue for Europe.
func BenchmarkExport(b *testing.B) {
	doc, err := rdf.Parse(large(b, rdf.RDFXML, 2000), rdf.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Export(doc.Graph)
	}
}

// rechecked makes a catalogue of 21,000 datasets, its report, and the graph it
// becomes when one dataset in a hundred changes.
func rechecked(b *testing.B) (*Report, *rdf.Graph) {
	b.Helper()
	text := large(b, rdf.RDFXML, 21_000)
	doc, err := rdf.Parse(text, rdf.Options{})
	if err != nil {
		b.Fatal(err)
	}
	before := Check(doc.Graph, Options{Most: 100})
	var pairs []string
	for i := 0; i < 21_000; i += 100 {
		n := strconv.Itoa(i)
		pairs = append(pairs, ", serie "+n+"<", ", ny serie "+n+"<")
	}
	changed := strings.NewReplacer(pairs...).Replace(text)
	again, err := rdf.Parse(changed, rdf.Options{Dictionary: doc.Graph.Dictionary})
	if err != nil {
		b.Fatal(err)
	}
	again.Graph.Index()
	runtime.GC()
	return before, again.Graph
}

// BenchmarkRecheck checks a catalogue of 21,000 datasets of which one in a
// hundred has changed. The limit is 50 ms.
func BenchmarkRecheck(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	before, again := rechecked(b)
	start := cpu()
	for b.Loop() {
		Recheck(before, again)
	}
	b.ReportMetric(float64((cpu()-start).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}
