package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/ledger"
	"insyn/redflag"
)

// redflagCommand gathers what can be done with reasons to look closer.
type redflagCommand struct {
	Run     redflagRunCommand     `cmd:"" help:"Look for reasons to look closer in ledgers: which rows, by which rule, against which threshold."`
	Verify  redflagVerifyCommand  `cmd:"" help:"Make sure that a result is whole, and, with its ledgers, that the rules give it."`
	Diff    redflagDiffCommand    `cmd:"" help:"Compare two results: flags that are new, gone, or changed."`
	Explain redflagExplainCommand `cmd:"" help:"Tell what a rule looks for, how it is computed, and why there is usually nothing wrong."`
}

// redflagRunCommand applies the rules.
type redflagRunCommand struct {
	Files     []string `arg:"" name:"ledger" help:"Ledgers, in any format, or Parquet that insyn published."`
	Rules     string   `env:"-" help:"Settings of the rules, as JSON; what is left out is as usual." placeholder:"FILE" type:"existingfile"`
	Contracts string   `env:"-" help:"Catalogue of contracts as CSV: leverantor_id;giltig_fran;giltig_till." placeholder:"FILE" type:"existingfile"`
	JSON      bool     `env:"-" help:"Write the result as JSON."`
	Output    string   `env:"-" short:"o" name:"out" aliases:"output" help:"Write the result as JSON to this file, which must not exist." placeholder:"FILE" type:"path"`
	buyerFlags
}

// Run reads the ledgers and tells what the rules found.
func (c redflagRunCommand) Run(ctx context.Context, s *Streams) error {
	settings, err := c.settings()
	if err != nil {
		return err
	}
	sources, err := redflagSources(s, c.Files, c.buyerFlags)
	if err != nil {
		return err
	}
	r, err := lookThrough(ctx, s, sources, settings)
	if err != nil {
		return redflagFault(err, "")
	}
	data := r.Encode()
	if c.Output != "" {
		if err := s.writeNew(c.Output, data); err != nil {
			return err
		}
	}
	if c.JSON {
		_, err = s.Out.Write(data)
		return err
	}
	return writeFlags(s, r)
}

// lookThrough applies the rules, and tells how far it has come.
func lookThrough(ctx context.Context, s *Streams, sources []redflag.Source, settings redflag.Settings) (*redflag.Result, error) {
	a, err := redflag.New(settings)
	if err != nil {
		return nil, err
	}
	tell := s.meter(lang.For(s.Language).T("redflag.looking"))
	defer tell.done()
	a.Progress = tell.at
	for _, source := range sources {
		if err := a.Add(source); err != nil {
			return nil, err
		}
	}
	debug.FreeOSMemory() // of reading, and of what Add has spent
	return a.Result(ctx)
}

func (c redflagRunCommand) settings() (redflag.Settings, error) {
	settings := redflag.Defaults()
	if c.Rules != "" {
		f, err := os.Open(c.Rules)
		if err != nil {
			return settings, fault.New(fault.NotFound, "paper.no-file").With("Name", c.Rules).From(err)
		}
		defer f.Close()
		if settings, err = redflag.ReadSettings(f); err != nil {
			return settings, redflagFault(err, c.Rules)
		}
	}
	if c.Contracts != "" {
		f, err := os.Open(c.Contracts)
		if err != nil {
			return settings, fault.New(fault.NotFound, "paper.no-file").With("Name", c.Contracts).From(err)
		}
		defer f.Close()
		if settings.Contracts, err = redflag.ReadContracts(f); err != nil {
			return settings, redflagFault(err, c.Contracts)
		}
	}
	return settings, nil
}

// thrifty is by how many percent memory may grow before what is not used is
// looked for. Rows hold no pointers, so that it is found soon.
const thrifty = 10

// redflagSources reads ledgers, each with the hash of its file.
func redflagSources(s *Streams, names []string, b buyerFlags) ([]redflag.Source, error) {
	debug.SetGCPercent(thrifty)
	var all []redflag.Source
	for _, name := range names {
		source, err := redflagSource(s, name, b)
		if err != nil {
			return nil, act.LedgerFault(err)
		}
		all = append(all, source)
	}
	return all, nil
}

func redflagSource(s *Streams, name string, b buyerFlags) (redflag.Source, error) {
	f, err := openLedgerFile(name, s.In)
	if err != nil {
		return redflag.Source{}, err
	}
	defer f.close()
	tell := s.meter(f.name)
	defer tell.done()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(h, tell.over(f.size)), io.NewSectionReader(f, 0, f.size)); err != nil {
		return redflag.Source{}, err
	}
	t := redflag.NewTable()
	source := redflag.Source{Name: f.name, SHA256: hex.EncodeToString(h.Sum(nil)), Table: t, Spend: true}
	if ledger.IsParquet(f) {
		return source, s.readParquet(t, f)
	}
	_, err = ledger.ReadInto(t, f, f.size, b.options(f, tell))
	return source, err
}

// redflagFault words what is wrong with settings or a result.
func redflagFault(err error, name string) error {
	var settings *redflag.SettingsError
	var broken *redflag.Broken
	name = shown(name)
	switch {
	case errors.As(err, &settings):
		return fault.New(fault.Invalid, "redflag.settings").With("File", name).With("Name", settings.Name).
			With("Reason", settings.Reason)
	case errors.As(err, &broken):
		return fault.New(fault.Refused, "redflag-broken."+broken.Reason).With("File", name)
	}
	return err
}

// writeFlags writes a result as lines for a person.
func writeFlags(s *Streams, r *redflag.Result) error {
	l := redflag.Language(s.Language)
	p := &page{Printer: lang.For(s.Language)}
	p.line("%s", p.T("redflag.found", "Count", len(r.Flags), "Rows", r.Rows, "Sum", p.Money(r.Ore)))
	p.line("%s", redflag.Caution(l))
	for _, a := range r.Applied {
		w := a.Rule.Words(l)
		p.line("\n%s (%s): %s", w.Title, a.Rule, p.T("redflag.tested", "Flags", a.Flags, "Tested", a.Tested))
		for _, code := range a.Limits {
			p.line("  · %s", redflag.LimitWords(l, code))
		}
		p.flags(r, a.Rule, l)
	}
	_, err := fmt.Fprint(s.Out, p.text.String())
	return err
}

// mostShown is how many flags of a rule are written for a person.
const mostShown = 20

func (p *page) flags(r *redflag.Result, rule redflag.Rule, l redflag.Language) {
	n := 0
	for i := range r.Flags {
		f := &r.Flags[i]
		if f.Rule != rule {
			continue
		}
		if n++; n > mostShown {
			continue
		}
		p.line("  %s  %s", f.ID, f.Buyer.Name)
		p.line("    %s", f.Sentence(l))
		p.line("    %s", p.T("redflag.rows", "Count", f.Evidence.Count, "Rows", rowList(f.Evidence.Rows)))
	}
	if n > mostShown {
		p.line("  %s", p.T("ledger.more", "Count", n-mostShown))
	}
}

// rowList writes the first rows, counted from 1, with the file where there are several.
func rowList(rows []redflag.RowRef) string {
	var b bytes.Buffer
	for i, at := range rows[:min(5, len(rows))] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d:%d", at[0]+1, at[1]+1)
	}
	if len(rows) > 5 {
		b.WriteString(", …")
	}
	return b.String()
}

// redflagVerifyCommand makes sure of a result.
type redflagVerifyCommand struct {
	Result string   `arg:"" help:"Result, as insyn redflag run wrote it."`
	Files  []string `arg:"" optional:"" name:"ledger" help:"The ledgers it was made of, in their order: the rules are applied again."`
	buyerFlags
}

// Run reads the result, and applies the rules again where there are ledgers.
func (c redflagVerifyCommand) Run(ctx context.Context, s *Streams) error {
	data, err := readResult(c.Result)
	if err != nil {
		return err
	}
	sources, err := redflagSources(s, c.Files, c.buyerFlags)
	if err != nil {
		return err
	}
	tell := s.meter(lang.For(s.Language).T("redflag.looking"))
	r, err := redflag.Verify(ctx, data, sources, tell.at)
	if tell.done(); err != nil {
		return redflagFault(err, c.Result)
	}
	p := lang.For(s.Language)
	if len(sources) == 0 {
		_, err = fmt.Fprintln(s.Out, p.T("redflag.whole", "Count", len(r.Flags), "Seal", r.Seal))
	} else {
		_, err = fmt.Fprintln(s.Out, p.T("redflag.repeated", "Count", len(r.Flags), "Seal", r.Seal))
	}
	return err
}

// mostResult is how long a result may be.
const mostResult = 256 << 20

func readResult(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.NotFound, "paper.no-file").With("Name", shown(name)).From(bare(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostResult+1))
	if err == nil && len(data) > mostResult {
		err = fault.New(fault.TooLarge, "redflag.too-large").With("File", name)
	}
	return data, err
}

// redflagDiffCommand compares two results.
type redflagDiffCommand struct {
	Old  string `arg:"" help:"The result before."`
	New  string `arg:"" help:"The result after."`
	JSON bool   `env:"-" help:"Write the difference as JSON."`
}

// Run writes which flags are new, gone, or changed.
func (c redflagDiffCommand) Run(s *Streams) error {
	before, err := parseResult(c.Old)
	if err != nil {
		return err
	}
	after, err := parseResult(c.New)
	if err != nil {
		return err
	}
	d := redflag.Diff(before, after)
	if c.JSON {
		return writeJSON(s.Out, d)
	}
	l := redflag.Language(s.Language)
	p := &page{Printer: lang.For(s.Language)}
	p.line("%s", p.T("redflag.diff", "Same", d.Same, "Added", len(d.Added), "Gone", len(d.Gone), "Changed", len(d.Changed)))
	if d.Settings {
		p.line("%s", p.T("redflag.diff-settings"))
	}
	for _, id := range d.Added {
		p.line("+ %s  %s", id, after.Flag(id).Sentence(l))
	}
	for _, id := range d.Gone {
		p.line("− %s  %s", id, before.Flag(id).Sentence(l))
	}
	for _, x := range d.Changed {
		p.line("~ %s  %s", x.ID, after.Flag(x.ID).Sentence(l))
	}
	_, err = fmt.Fprint(s.Out, p.text.String())
	return err
}

func parseResult(name string) (*redflag.Result, error) {
	data, err := readResult(name)
	if err != nil {
		return nil, err
	}
	r, err := redflag.Parse(data)
	if err != nil {
		return nil, redflagFault(err, name)
	}
	return r, nil
}

// redflagExplainCommand tells of a rule.
type redflagExplainCommand struct {
	Rule string `arg:"" optional:"" help:"Name of the rule; all are listed when it is left out."`
}

// Run writes the words of a rule.
func (c redflagExplainCommand) Run(s *Streams) error {
	l := redflag.Language(s.Language)
	p := &page{Printer: lang.For(s.Language)}
	known := false
	for _, r := range redflag.Rules() {
		w := r.Words(l)
		switch {
		case c.Rule == "":
			p.line("%-14s %s", r, w.Title)
		case c.Rule == string(r):
			known = true
			p.line("%s\n%s\n\n%s\n  %s\n\n%s\n  %s\n\n%s", w.Title, w.Looks, p.T("redflag.how"), w.How,
				p.T("redflag.usually"), w.Usually, redflag.Caution(l))
		}
	}
	if c.Rule != "" && !known {
		return fault.New(fault.NotFound, "redflag.no-rule").With("Name", c.Rule)
	}
	_, err := fmt.Fprint(s.Out, p.text.String())
	return err
}
