package ledger

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"testing"
	"time"

	"insyn/internal/trial"
)

// BenchmarkRatioRead: a ledger read into coded columns with its receipt,
// beside encoding/csv, which merely splits it.
func BenchmarkRatioRead(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	data, _ := generated(b, GenerateOptions{Rows: 200_000, Seed: 1})
	trial.Measure(b, trial.Ratio{
		Name: "Ledger of 200,000 rows as CSV into coded columns, with receipt",
		Peer: "encoding/csv, splitting only", Goal: 1, Note: "one processor",
		Ours: func(n int) error {
			for range n {
				if _, err := ReadInto(NewTable(), bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
					return err
				}
			}
			return nil
		},
		Limit: func(n int) error {
			for range n {
				r := csv.NewReader(bytes.NewReader(data))
				r.Comma, r.ReuseRecord = ';', true
				for {
					if _, err := r.Read(); err == io.EOF {
						break
					} else if err != nil {
						return err
					}
				}
			}
			return nil
		},
	})
}

// million is a table of a million rows of forty bodies.
func million(b *testing.B) *Table {
	b.Helper()
	t := NewTable()
	for body := range 40 {
		data, _ := generated(b, GenerateOptions{Rows: 25_000, Seed: uint64(body), Body: body, Regular: true})
		if _, err := ReadInto(t, bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	return t
}

// BenchmarkRatioParquet: the way from CSV to Parquet, beside reading it into columns alone.
func BenchmarkRatioParquet(b *testing.B) {
	data, _ := generated(b, GenerateOptions{Rows: 200_000, Seed: 1})
	readAll := func() (*Table, error) {
		t := NewTable()
		_, err := ReadInto(t, bytes.NewReader(data), int64(len(data)), Options{})
		return t, err
	}
	trial.Measure(b, trial.Ratio{
		Name: "Ledger of 200,000 rows from CSV to Parquet", Peer: "into coded columns only", Goal: 0.4,
		Ours: func(n int) error {
			for range n {
				t, err := readAll()
				if err == nil {
					err = WriteParquet(io.Discard, t, nil)
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
		Limit: func(n int) error {
			for range n {
				if _, err := readAll(); err != nil {
					return err
				}
			}
			return nil
		},
	})
}

// atRate is the time that some bytes take at a number of megabytes a second.
func atRate(bytes, megabytes int) func(n int) error {
	return func(n int) error {
		time.Sleep(time.Duration(n) * time.Duration(bytes) * time.Microsecond / time.Duration(megabytes))
		return nil
	}
}

// limitsOfReading tells what reading a ledger takes its time for, and what has
// been tried to shorten it.
const limitsOfReading = "one processor, with receipt; four tenths of the time go into looking up " +
	"texts, seven times for a row of the national form, where steps and wrong guesses of the " +
	"processor cost more than waiting for memory; two tenths into finding stops, one into asking " +
	"whether all is UTF-8, less than one into copies out of the file. Tried without gain: blocks of " +
	"16 kB, reading 64 kB at a time, twice as many slots for texts, comparing in three sizes, " +
	"masks of the ends of lines, loops over stops written out"

// BenchmarkRatioReadSize: a ledger read into coded columns, beside the 250 MB
// that a processor should read in a second.
func BenchmarkRatioReadSize(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, dialect := range []string{"national", "vgr", "goteborg"} {
		b.Run(dialect, func(b *testing.B) {
			data, _ := generated(b, GenerateOptions{Rows: 200_000, Seed: 1, Dialect: dialect})
			trial.Measure(b, trial.Ratio{
				Name: "Ledger as CSV into coded columns, by size, in the form of " + dialect,
				Peer: "250 MB/s", Goal: 1, Note: limitsOfReading,
				Ours: func(n int) error {
					for range n {
						if _, err := ReadInto(NewTable(), bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
							return err
						}
					}
					return nil
				},
				Limit: atRate(len(data), 250),
			})
		})
	}
}

// BenchmarkRatioParquetSize: from CSV to Parquet, beside 100 MB a second.
func BenchmarkRatioParquetSize(b *testing.B) {
	data, _ := generated(b, GenerateOptions{Rows: 200_000, Seed: 1})
	for _, on := range []struct {
		name       string
		processors int
	}{{"one processor", 1}, {"two processors", 2}} {
		b.Run(on.name, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(on.processors))
			trial.Measure(b, trial.Ratio{
				Name: "Ledger from CSV to Parquet, by size, on " + on.name, Peer: "100 MB/s", Goal: 1,
				Ours: func(n int) error {
					for range n {
						t := NewTable()
						_, err := ReadInto(t, bytes.NewReader(data), int64(len(data)), Options{})
						if err := errors.Join(err, WriteParquet(io.Discard, t, nil)); err != nil {
							return err
						}
					}
					return nil
				},
				Limit: atRate(len(data), 100),
			})
		})
	}
}

// BenchmarkRatioPairsTenMillion: buyer × supplier over ten million rows, beside
// the 300 ms that it may take. The note has what a Go map takes.
func BenchmarkRatioPairsTenMillion(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, t := million(b), NewTable()
	for range 10 {
		t.Append(one, nil)
	}
	runtime.GC()
	start := time.Now()
	mapped(t)
	trial.Measure(b, trial.Ratio{
		Name: "Sums by buyer × supplier over ten million rows", Peer: "300 ms", Goal: 1,
		Note: fmt.Sprintf("one processor; a map with the two codes as key takes %d ms", time.Since(start).Milliseconds()),
		Ours: func(n int) error {
			for range n {
				t.Pairs(Buyer, Supplier, nil)
			}
			return nil
		},
		Limit: func(n int) error { time.Sleep(time.Duration(n) * 300 * time.Millisecond); return nil },
	})
}

// mapped adds a table up by buyer and supplier in a Go map.
func mapped(t *Table) {
	sums := map[[2]uint32]Pair{}
	for row, ore := range t.Ore {
		key := [2]uint32{t.Column(Buyer).Code(row), t.Column(Supplier).Code(row)}
		p := sums[key]
		sums[key] = Pair{key[0], key[1], p.Rows + 1, p.Ore + ore}
	}
}

// BenchmarkRatioGrowth: ten times as many rows, beside ten ledgers.
func BenchmarkRatioGrowth(b *testing.B) {
	for _, rows := range []int{1000, 10_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			one, _ := generated(b, GenerateOptions{Rows: rows, Seed: 1})
			ten, _ := generated(b, GenerateOptions{Rows: 10 * rows, Seed: 1})
			times := func(data []byte, n int) error {
				for range n {
					if _, err := ReadInto(NewTable(), bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
						return err
					}
				}
				return nil
			}
			rounds, note := 0, "straight growth is 1"
			if rows == 1_000_000 {
				rounds, note = 3, note+"; three rounds"
			}
			trial.Measure(b, trial.Ratio{
				Name: "Reading a ledger of " + strconv.Itoa(10*rows) + " rows",
				Peer: "ten times " + strconv.Itoa(rows) + " rows", Goal: 0.9, Note: note, Rounds: rounds,
				Ours:  func(n int) error { return times(ten, n) },
				Limit: func(n int) error { return times(one, 10*n) },
			})
		})
	}
}
