package cli

import (
	"fmt"

	"insyn/internal/lang"
	"insyn/ledger"
)

// ledgerDiffCommand compares two deliveries of one period.
type ledgerDiffCommand struct {
	Old  string `arg:"" help:"The delivery before, in any format."`
	New  string `arg:"" help:"The delivery after."`
	JSON bool   `env:"-" help:"Write the difference as JSON."`
	buyerFlags
}

// Run writes what was added, changed and has vanished.
func (c ledgerDiffCommand) Run(s *Streams) error {
	before, after := ledger.NewTable(), ledger.NewTable()
	if _, err := readLedgers(s, before, []string{c.Old}, c.buyerFlags); err != nil {
		return err
	}
	if _, err := readLedgers(s, after, []string{c.New}, c.buyerFlags); err != nil {
		return err
	}
	tell, too := s.watch(before, "ledger-doing.compare"), s.watch(after, "ledger-doing.compare")
	d := ledger.Diff(before, after)
	tell.done()
	too.done()
	if c.JSON {
		return writeJSON(s.Out, d)
	}
	p := &page{Printer: lang.For(s.Language)}
	p.line("%s", p.T("ledger.diff-sums", "Before", p.Money(before.Sum()), "Added", p.Money(d.AddedOre),
		"Vanished", p.Money(d.VanishedOre), "Changed", p.Money(d.ChangedOre), "After", p.Money(after.Sum())))
	p.line("%s", p.T("ledger.diff-rows", "Same", d.Same.Rows, "Added", len(d.Added), "Vanished",
		len(d.Vanished), "Changed", len(d.Changed)))
	const most = 50
	for _, x := range d.Changed[:min(most, len(d.Changed))] {
		p.line("  %s", p.T("ledger.diff-changed", "Before", x.Before+1, "After", x.After+1))
		for _, f := range x.Fields {
			p.line("    %s", p.changed(f, before.Text(x.Before, f), after.Text(x.After, f)))
		}
	}
	for _, x := range d.Added[:min(most, len(d.Added))] {
		p.line("  %s", p.T("ledger.diff-added", "Row", x.After+1, "Sum", p.Money(after.Ore[x.After])))
	}
	for _, x := range d.Vanished[:min(most, len(d.Vanished))] {
		p.line("  %s", p.T("ledger.diff-vanished", "Row", x.Before+1, "Sum", p.Money(before.Ore[x.Before])))
	}
	_, err := fmt.Fprint(s.Out, p.text.String())
	return err
}

// changed words the change of a field. Deliveries may not have been masked:
// what could be a person is not shown.
func (p *page) changed(f ledger.Field, before, after string) string {
	if f == ledger.Supplier || f == ledger.SupplierID {
		return p.field(f)
	}
	before, _ = ledger.Redact(before)
	after, _ = ledger.Redact(after)
	return p.field(f) + ": " + before + " → " + after
}
