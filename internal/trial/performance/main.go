// Command performance turns the results of benchmarks, one JSON object a line
// on standard input as trial.Measure writes them, into the page
// docs/performance.md on standard output.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"insyn/internal/trial"
)

func main() {
	if err := write(os.Stdout, os.Stdin, machine()); err != nil {
		fmt.Fprintln(os.Stderr, "performance:", err)
		os.Exit(1)
	}
}

// head is the text above the table.
const head = `# Performance

Written by ` + "`make bench`" + `; do not edit. Every row is a ratio: how fast Insyn does a piece of work, as a part of what a
peer or a bare limit reaches **in the same run**, the two taking turns. So the numbers can be compared between machines;
the times beside them cannot. The ratio is the median of nine rounds, with the lowest and the highest after it.

Measured on %s.

| what | against | goal | measured | rounds | ours | limit | |
| --- | --- | ---: | ---: | --- | ---: | ---: | --- |
`

// write writes the page for the results.
func write(w io.Writer, results io.Reader, machine string) error {
	var rows []trial.RatioResult
	decoder := json.NewDecoder(results)
	for {
		var r trial.RatioResult
		if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		rows = append(rows, r)
	}
	if len(rows) == 0 {
		return errors.New("no results")
	}
	slices.SortStableFunc(rows, func(a, b trial.RatioResult) int {
		return strings.Compare(a.Name, b.Name)
	})
	if _, err := fmt.Fprintf(w, head, machine); err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := fmt.Fprintln(w, row(r)); err != nil {
			return err
		}
	}
	return nil
}

// row is one line of the table.
func row(r trial.RatioResult) string {
	measured, rounds, limit, verdict := "–", "–", "–", "not measured"
	if r.Ratio > 0 {
		measured = fmt.Sprintf("%.0f %%", 100*r.Ratio)
		rounds = fmt.Sprintf("%.0f–%.0f %%", 100*r.Low, 100*r.High)
		limit, verdict = short(r.Limit), "met"
		if r.Ratio < r.Goal {
			verdict = "**not met**"
		}
	}
	if r.Note != "" {
		verdict += " (" + r.Note + ")"
	}
	return fmt.Sprintf("| %s | %s | ≥ %.0f %% | %s | %s | %s | %s | %s |",
		r.Name, r.Peer, 100*r.Goal, measured, rounds, short(r.Ours), limit, verdict)
}

// short is a duration with three figures.
func short(d time.Duration) string {
	unit := time.Duration(1)
	for unit*1000 <= d {
		unit *= 10
	}
	return d.Round(unit).String()
}

// machine describes where the benchmarks ran.
func machine() string {
	processor := runtime.GOARCH
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if name, found := strings.CutPrefix(line, "model name\t: "); found {
				processor = strings.TrimSpace(name)
				break
			}
		}
	}
	return fmt.Sprintf("%d cores of %s, %s, %s, on %s, by `make bench`", runtime.NumCPU(), processor,
		runtime.GOOS, runtime.Version(), time.Now().UTC().Format("2 January 2006"))
}
