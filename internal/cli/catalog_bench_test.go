//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"insyn/dcat"
	"insyn/internal/trial"
)

// largeCatalogue writes 21,000 datasets, more than a million triples, to a file.
func largeCatalogue(b *testing.B) string {
	b.Helper()
	name := filepath.Join(b.TempDir(), "katalog.rdf")
	file, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if err := dcat.Generate(file, dcat.GenerateOptions{Datasets: 21_000, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	return name
}

// checking runs the whole program on one processor, and notes the most memory
// that it has taken, in megabytes.
func checking(program, catalogue string, most *int64) func(int) error {
	return func(n int) error {
		for range n {
			c := exec.Command(program, "catalog", "check", "--profile", "se,eu,hvd", catalogue)
			c.Env = append(os.Environ(), "GOMAXPROCS=1", "LC_ALL=sv_SE.UTF-8")
			if out, err := c.Output(); err != nil {
				return &failedProgram{err, out}
			}
			if use, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok &&
				runtime.GOOS == "linux" {
				*most = max(*most, use.Maxrss>>10)
			}
		}
		return nil
	}
}

// A failedProgram is a program that did not end well, and what it wrote.
type failedProgram struct {
	error
	out []byte
}

// BenchmarkRatioProgram: the whole program reads 21,000 datasets of RDF/XML,
// holds them against all profiles, scores them and writes the report, beside
// rapper, which merely counts the triples, and beside one second.
func BenchmarkRatioProgram(b *testing.B) {
	program := program(b)
	catalogue := largeCatalogue(b)
	var most int64
	count := func(n int) error {
		for range n {
			if err := exec.Command("rapper", "-q", "-c", "-i", "rdfxml", catalogue).Run(); err != nil {
				return err
			}
		}
		return nil
	}
	if _, err := exec.LookPath("rapper"); err != nil {
		count = nil
	}
	const name = "insyn catalog check, 21,000 datasets, the whole program"
	trial.Measure(b, trial.Ratio{Name: name, Peer: "rapper -c, which counts its triples", Goal: 2.5,
		Note: "one processor", Ours: checking(program, catalogue, &most), Limit: count})
	trial.Measure(b, trial.Ratio{Name: name, Peer: "1 s", Goal: 1, Note: "one processor",
		Ours: checking(program, catalogue, &most), Limit: func(n int) error {
			time.Sleep(time.Duration(n) * time.Second)
			return nil
		}})
	b.ReportMetric(float64(most), "MB-resident")
}
