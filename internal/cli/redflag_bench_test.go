//go:build unix

package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"insyn/internal/trial"
	"insyn/ledger"
)

// largeLedger writes ten million rows as CSV to a file, and tells how long it is.
func largeLedger(b *testing.B) (name string, size int64) {
	b.Helper()
	name = filepath.Join(b.TempDir(), "ledger.csv")
	file, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if _, err := ledger.Generate(file, ledger.GenerateOptions{Rows: 10_000_000, Seed: 7, Months: 36}); err != nil {
		b.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil {
		b.Fatal(err)
	}
	return name, info.Size()
}

// flagging runs the whole program over a ledger, and gives the most memory that
// it has taken, in megabytes; 0 where the system does not tell.
func flagging(program, name string) (most int64, err error) {
	c := exec.Command(program, "redflag", "run", "--json", name)
	if err := c.Run(); err != nil {
		return 0, err
	}
	if use, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok && runtime.GOOS == "linux" {
		most = use.Maxrss << 10 / 1_000_000
	}
	return most, nil
}

// BenchmarkRatioFlagsProgram: the whole program reads ten million rows of CSV,
// applies every rule and writes the result, beside what reading and the rules
// may take. The note has the memory, as the system counts it.
func BenchmarkRatioFlagsProgram(b *testing.B) {
	program := program(b)
	name, size := largeLedger(b)
	most, err := flagging(program, name)
	if err != nil {
		b.Fatal(err)
	}
	limit := time.Duration(size)*time.Microsecond/250 + 5*time.Second
	trial.Measure(b, trial.Ratio{
		Name: "insyn redflag run, ten million rows of CSV, the whole program",
		Peer: "reading at 250 MB/s, then 5 s", Goal: 1, Rounds: 3,
		Note: fmt.Sprintf("all processors, three rounds; the program takes at most %d MB of memory, as the "+
			"system counts it, of which 1,000 may be used", most),
		Ours: func(n int) error {
			for range n {
				if _, err := flagging(program, name); err != nil {
					return err
				}
			}
			return nil
		},
		Limit: func(n int) error { time.Sleep(time.Duration(n) * limit); return nil },
	})
	b.ReportMetric(float64(most), "MB-resident")
}
