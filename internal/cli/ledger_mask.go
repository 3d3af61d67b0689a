package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/ledger"
)

// ledgerMaskCommand takes persons out of a ledger.
type ledgerMaskCommand struct {
	Files    []string      `arg:"" name:"file" help:"Ledgers, in any format; - is standard input."`
	Output   string        `env:"-" short:"o" help:"Write the masked ledger to this file, which must not exist: CSV as specification 1.1, or Parquet where the name ends with .parquet." placeholder:"FILE" type:"path"`
	Policy   ledger.Policy `env:"-" default:"bucket" enum:"drop,bucket,pseudonym" help:"What becomes of rows whose supplier is a person: ${enum}."`
	Key      string        `env:"-" help:"File with the secret key of pseudonyms, at least 16 bytes." placeholder:"FILE" type:"existingfile"`
	Accounts []string      `env:"-" help:"Accounts whose suppliers are masked whoever they are: 4640, 4500-4599, 55*." placeholder:"ACCOUNT"`
	Report   string        `env:"-" help:"Write the report as JSON to this file." placeholder:"FILE" type:"path"`
	Prove    bool          `env:"-" help:"Without --output: test the files as they are. Fails if one valid personal number remains."`
	buyerFlags
}

// Run masks, proves the result, and only then lets a file appear.
func (c ledgerMaskCommand) Run(s *Streams) error {
	if c.Output == "" && !c.Prove {
		return fault.New(fault.Invalid, "ledger.mask-no-output")
	}
	if c.Output == "" {
		return c.provenFiles(s)
	}
	t := ledger.NewTable()
	receipts, err := readLedgers(s, t, c.Files, c.buyerFlags)
	if err != nil {
		return err
	}
	options, err := c.options()
	if err != nil {
		return err
	}
	tell := s.watch(t, "ledger-doing.mask")
	out, report, err := ledger.Mask(t, options)
	tell.done()
	if err != nil {
		return act.LedgerFault(err)
	}
	if err := errors.Join(writeMaskReport(s, report), writeBalance(s, receipts, report), proven(s, out)); err != nil {
		return err
	}
	return c.write(s, out, report)
}

func (c ledgerMaskCommand) options() (o ledger.MaskOptions, err error) {
	o = ledger.MaskOptions{Policy: c.Policy, Accounts: c.Accounts}
	if c.Policy != ledger.Pseudonym {
		return o, nil
	}
	if c.Key != "" {
		o.Key, err = os.ReadFile(c.Key)
		o.Key = bytes.TrimSpace(o.Key)
	}
	if err != nil || len(o.Key) < 16 {
		return o, fault.New(fault.Invalid, "ledger.mask-key").From(err)
	}
	return o, nil
}

// provenFiles fails if a valid personal number is left anywhere in the files as
// they are, or if a line cannot be looked through.
func (c ledgerMaskCommand) provenFiles(s *Streams) error {
	for _, name := range c.Files {
		if err := c.provenFile(s, name); err != nil {
			return act.LedgerFault(err)
		}
	}
	_, err := fmt.Fprintln(s.Out, lang.For(s.Language).T("ledger.proven"))
	return err
}

func (c ledgerMaskCommand) provenFile(s *Streams, name string) error {
	f, err := openLedgerFile(name, s.In)
	if err != nil {
		return err
	}
	defer f.close()
	if ledger.IsParquet(f) {
		t := ledger.NewTable()
		if err := s.readParquet(t, f); err != nil {
			return err
		}
		tell := s.watch(t, "ledger-doing.prove")
		defer tell.done()
		return left(t)
	}
	tell := s.meter(f.name)
	p, err := ledger.ProveFile(f, f.size, buyerFlags{}.options(f, tell))
	tell.done()
	switch {
	case err != nil:
		return err
	case p.Left > 0:
		words := &page{Printer: lang.For(s.Language)}
		return fault.New(fault.Refused, "ledger.not-proven-file").With("Count", p.Left).
			With("Name", f.name).With("Places", words.firstPlaces(p.Places))
	case p.Unread > 0:
		return fault.New(fault.Refused, "ledger.proof-unread").With("Count", p.Unread).With("Name", f.name)
	}
	return nil
}

// proven fails if a valid personal number is left.
func proven(s *Streams, t *ledger.Table) error {
	tell := s.watch(t, "ledger-doing.prove")
	err := left(t)
	if tell.done(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.Out, lang.For(s.Language).T("ledger.proven"))
	return err
}

func left(t *ledger.Table) error {
	left := ledger.Prove(t)
	if len(left) == 0 {
		return nil
	}
	return fault.New(fault.Refused, "ledger.not-proven").With("Count", len(left)).
		With("Row", left[0].Row+1)
}

// write writes the ledger and the report.
func (c ledgerMaskCommand) write(s *Streams, t *ledger.Table, report *ledger.MaskReport) error {
	tell := s.watch(t, "ledger-doing.write")
	_, err := s.create(c.Output, func(to io.Writer) error {
		if strings.HasSuffix(c.Output, ".parquet") {
			return ledger.WriteParquet(to, t, nil)
		}
		return ledger.WriteCSV(to, t)
	})
	tell.done()
	if err != nil || c.Report == "" {
		return err
	}
	var text bytes.Buffer
	if err := writeJSON(&text, report); err != nil {
		return err
	}
	return s.writeNew(c.Report, text.Bytes())
}

// writeMaskReport tells what was masked and why.
func writeMaskReport(s *Streams, r *ledger.MaskReport) error {
	p := &page{Printer: lang.For(s.Language)}
	p.line("%s", p.T("ledger.mask-in", "In", r.In.Rows, "Published", r.Published.Rows, "Dropped", r.Dropped.Rows))
	p.line("%s", p.T("ledger.mask-sum", "In", p.Money(r.In.Ore), "Published", p.Money(r.Published.Ore),
		"Dropped", p.Money(r.Dropped.Ore)))
	if r.Internal {
		p.line("%s", p.T("ledger.mask-internal"))
	}
	if len(r.Suppliers)+len(r.Texts) == 0 {
		p.line("%s", p.T("purchase.mask-none"))
	}
	if len(r.Suppliers) > 0 {
		p.heading("ledger.mask-suppliers")
	}
	for _, why := range ledger.MaskReasons() {
		if n := r.Suppliers[why]; n > 0 {
			p.line("  %s: %s", p.T("ledger-mask."+why), p.Number(n))
		}
	}
	if len(r.Texts) > 0 {
		p.heading("ledger.mask-texts")
	}
	for _, x := range r.Texts {
		p.line("  %s", p.T("ledger.mask-text", "Field", p.field(x.Field), "What",
			p.T("ledger-found."+x.What), "Count", x.Rows))
		if x.Numbers > 0 {
			p.line("    %s", p.T("ledger.mask-chance", "Numbers", x.Numbers, "ByChance",
				p.Decimal(x.ByChance, 1)))
		}
	}
	_, err := fmt.Fprintln(s.Out, p.text.String())
	return err
}
