package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/ledger"
)

// ledgerCommand gathers what can be done with a supplier ledger.
type ledgerCommand struct {
	Read     ledgerReadCommand     `cmd:"" help:"Read ledgers, whatever their format, and tell what was taken for what: a receipt."`
	Check    ledgerCheckCommand    `cmd:"" help:"Hold a ledger against the national specification: findings, and a corrected copy."`
	Mask     ledgerMaskCommand     `cmd:"" help:"Take persons out of ledgers, tell what was masked and why, and prove that no personal number remains."`
	Diff     ledgerDiffCommand     `cmd:"" help:"Compare two deliveries of one period: what was added, changed and has vanished."`
	Publish  ledgerPublishCommand  `cmd:"" help:"Add a delivery to a folder that can be put on the web: Parquet, CSV, JSON, schema, seals, catalogue entry."`
	Export   ledgerExportCommand   `cmd:"" help:"Write data, table and commands for ClickHouse, PostgreSQL, DuckDB or Spark."`
	Generate ledgerGenerateCommand `cmd:"" help:"Make an invented ledger, with irregularities and a file that lists them."`
}

// A ledgerFile is a file that is read as a ledger.
type ledgerFile struct {
	io.ReaderAt
	name  string
	size  int64
	close func() error
}

// mostFromPipe is how much of standard input is taken: it has to be kept in
// memory, for a ledger is read twice.
const mostFromPipe = 1 << 30

// openLedgerFile opens a file; - is standard input. Its name will stand in
// receipts and results, and is masked as their texts are.
func openLedgerFile(name string, in io.Reader) (*ledgerFile, error) {
	if name == "-" {
		data, err := io.ReadAll(io.LimitReader(in, mostFromPipe+1))
		if err == nil && len(data) > mostFromPipe {
			err = fault.New(fault.TooLarge, "ledger.pipe-too-large")
		}
		return &ledgerFile{bytes.NewReader(data), "-", int64(len(data)), func() error { return nil }}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.NotFound, "paper.no-file").With("Name", shown(name)).From(bare(err))
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fault.New(fault.Invalid, "paper.no-file").With("Name", shown(name))
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return &ledgerFile{f, shown(filepath.Base(name)), info.Size(), f.Close}, nil
}

// buyerFlags say who bought, where the file does not.
type buyerFlags struct {
	Buyer   string `env:"-" help:"Name of the body that bought, where the file does not say." placeholder:"NAME"`
	BuyerID string `env:"-" help:"Its organisation number." placeholder:"NUMBER"`
}

// readLedgers reads files into one table, and gives a receipt for each.
func readLedgers(s *Streams, t *ledger.Table, names []string, b buyerFlags) ([]*ledger.Receipt, error) {
	receipts := []*ledger.Receipt{}
	for _, name := range names {
		r, err := readLedger(s, t, name, b)
		if err != nil {
			return nil, act.LedgerFault(err)
		}
		receipts = append(receipts, r)
	}
	return receipts, nil
}

func readLedger(s *Streams, t *ledger.Table, name string, b buyerFlags) (*ledger.Receipt, error) {
	f, err := openLedgerFile(name, s.In)
	if err != nil {
		return nil, err
	}
	defer f.close()
	if ledger.IsParquet(f) {
		return readPublished(s, t, f)
	}
	tell := s.meter(f.name)
	defer tell.done()
	return ledger.ReadInto(t, f, f.size, b.options(f, tell))
}

// options say how a file is to be read, and who is told how far it has come.
func (b buyerFlags) options(f *ledgerFile, tell *meter) ledger.Options {
	return ledger.Options{Name: f.name, Buyer: b.Buyer, BuyerID: b.BuyerID, Progress: tell.at, Sniffing: tell.at}
}

// readPublished adds the rows of what insyn published, all of which count.
func readPublished(s *Streams, t *ledger.Table, f *ledgerFile) (*ledger.Receipt, error) {
	part := ledger.NewTable()
	if err := s.readParquet(part, f); err != nil {
		return nil, err
	}
	t.Append(part, nil)
	all := ledger.Tally{Rows: part.Len(), Ore: part.Sum()}
	return &ledger.Receipt{Name: f.name, Bytes: f.size, In: all, Kept: all, Periods: ledger.PeriodsOf(part)}, nil
}

// readParquet adds the rows of what insyn published to a table, and tells how
// far it has come.
func (s *Streams) readParquet(t *ledger.Table, f *ledgerFile) error {
	tell := s.meter(f.name)
	t.Progress = tell.at
	_, err := ledger.ReadParquet(t, f, f.size)
	t.Progress = nil
	tell.done()
	var unread *ledger.Unread
	if errors.As(err, &unread) {
		unread.Name = f.name
	}
	return err
}

// ledgerReadCommand tells what a ledger is.
type ledgerReadCommand struct {
	Files []string `arg:"" name:"file" help:"Ledgers (CSV, JSON, .xlsx, or electronic invoices); - is standard input."`
	JSON  bool     `env:"-" help:"Write the receipts as JSON."`
	buyerFlags
}

// Run writes the receipts. Rows are forgotten as they are read, so that a
// ledger of any size takes little memory.
func (c ledgerReadCommand) Run(s *Streams) error {
	receipts := []*ledger.Receipt{}
	for _, name := range c.Files {
		r, err := c.receipt(s, name)
		if err != nil {
			return act.LedgerFault(err)
		}
		receipts = append(receipts, r)
	}
	if c.JSON {
		return writeJSON(s.Out, receipts)
	}
	for _, r := range receipts {
		if err := writeReceipt(s, r); err != nil {
			return err
		}
	}
	return nil
}

func (c ledgerReadCommand) receipt(s *Streams, name string) (*ledger.Receipt, error) {
	f, err := openLedgerFile(name, s.In)
	if err != nil {
		return nil, err
	}
	defer f.close()
	tell := s.meter(f.name)
	defer tell.done()
	r, err := ledger.Open(f, f.size, c.options(f, tell))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for t := ledger.NewTable(); err == nil; t = ledger.NewTable() {
		_, err = r.Next(t, 1<<16)
	}
	if err != io.EOF {
		return nil, err
	}
	return r.Receipt(), nil
}

// ledgerGenerateCommand makes an invented ledger.
type ledgerGenerateCommand struct {
	Rows    int    `env:"-" default:"10000" help:"How many rows."`
	Seed    uint64 `env:"-" default:"1" help:"The same seed makes the same ledger."`
	Dialect string `env:"-" default:"national" enum:"national,national-1.0,vgr,goteborg,goteborg-old,vasteras,umea,varberg,orebro,orebro-xlsx" help:"In the way of which publisher: ${enum}."`
	Year    int    `env:"-" default:"2024" help:"Year of the first row."`
	Months  int    `env:"-" default:"12" help:"How many months."`
	Body    int    `env:"-" default:"0" help:"Which of the invented bodies."`
	Broken  int    `env:"-" default:"0" help:"How many lines that cannot be read."`
	Truth   string `env:"-" help:"Write what was planted to this file." placeholder:"FILE" type:"path"`
	Output  string `env:"-" short:"o" help:"Write the ledger to this file; standard output when left out." placeholder:"FILE" type:"path"`
}

// Run writes the ledger and the truth about it.
func (c ledgerGenerateCommand) Run(s *Streams) error {
	out := s.Out
	if c.Output != "" {
		f, err := os.Create(c.Output)
		if err != nil {
			return fault.New(fault.Invalid, "ledger.not-written").With("Path", c.Output).From(err)
		}
		defer f.Close()
		out = f
	}
	tell := s.doing("ledger-doing.write")
	truth, err := ledger.Generate(out, ledger.GenerateOptions{Rows: c.Rows, Seed: c.Seed, Dialect: c.Dialect,
		Year: c.Year, Months: c.Months, Body: c.Body, Broken: c.Broken, Progress: tell.at})
	tell.done()
	if err != nil || c.Truth == "" {
		return err
	}
	text, err := json.MarshalIndent(truth, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Truth, append(text, '\n'), 0o644); err != nil {
		return fault.New(fault.Invalid, "ledger.not-written").With("Path", c.Truth).From(err)
	}
	return nil
}
