package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/ledger"
)

// ledgerCheckCommand holds a ledger against the national specification.
type ledgerCheckCommand struct {
	File  string `arg:"" help:"Ledger, in any format; - is standard input."`
	Fixed string `env:"-" help:"Write a corrected copy to this file, which must not exist. It is not masked." placeholder:"FILE" type:"path"`
	JSON  bool   `env:"-" help:"Write receipt and findings as JSON."`
	buyerFlags
}

// Run writes the findings and fails when the specification is broken.
func (c ledgerCheckCommand) Run(s *Streams) error {
	f, err := openLedgerFile(c.File, s.In)
	if err != nil {
		return err
	}
	defer f.close()
	tell := s.meter(f.name)
	t, found, err := ledger.Check(f, f.size, c.options(f, tell))
	tell.done()
	if err != nil {
		return act.LedgerFault(err)
	}
	if c.JSON {
		err = writeJSON(s.Out, found)
	} else {
		err = writeChecked(s, found)
	}
	if err == nil && c.Fixed != "" {
		err = c.fix(s, t, found.Receipt.Rejected.Rows)
	}
	if n := found.Errors(); err == nil && n > 0 {
		err = fault.New(fault.Refused, "ledger.has-errors").With("Count", n)
	}
	return err
}

// fix writes the corrected copy, and tells what it lacks.
func (c ledgerCheckCommand) fix(s *Streams, t *ledger.Table, rejected int) error {
	tell := s.watch(t, "ledger-doing.correct")
	right := ledger.Correct(t)
	tell.done()
	tell = s.watch(right, "ledger-doing.write")
	_, err := s.create(c.Fixed, func(to io.Writer) error { return ledger.WriteCSV(to, right) })
	if tell.done(); err != nil || c.JSON {
		return err
	}
	p := lang.For(s.Language)
	words := p.T("ledger.fixed", "Path", shown(c.Fixed), "Count", t.Len())
	if rejected > 0 {
		words += " " + p.T("ledger.fixed-without", "Count", rejected)
	}
	_, err = fmt.Fprintln(s.Out, words)
	return err
}

// writeChecked writes findings as lines for a person.
func writeChecked(s *Streams, c *ledger.Checked) error {
	p := &page{Printer: lang.For(s.Language)}
	for _, f := range c.Findings {
		severity := p.T("ledger.severity-advice")
		if f.Error {
			severity = p.T("ledger.severity-error")
		}
		field := ""
		if f.Field != ledger.NoField {
			field = ", " + p.field(f.Field)
		}
		values := map[string]any{"Value": f.Value, "Instead": f.Instead}
		if f.Code == "date-form" {
			values["Value"] = p.value(ledger.Taken{What: "date", As: f.Value})
		}
		p.line("%s (%s%s): %s", severity, f.Code, field, p.Say("ledger-finding."+f.Code, values))
		if f.Code == "rejected" {
			p.line("    %s", p.T("ledger-reject."+f.Value))
		}
		p.line("    → %s", p.Say("ledger-remedy."+f.Code, values))
		p.line("    %s", p.T("ledger.found", "Count", f.Count, "Places", p.firstPlaces(f.Places)))
	}
	if len(c.Findings) == 0 {
		p.line("%s", p.T("ledger.obeys"))
	}
	if slices.ContainsFunc(c.Findings, lacksBuyer) {
		p.line("%s", p.T("ledger.buyer-flags"))
	}
	_, err := fmt.Fprint(s.Out, p.text.String())
	return err
}

// lacksBuyer tells whether a finding is that the file does not say who bought.
func lacksBuyer(f ledger.Finding) bool {
	return f.Code == "header-missing" && (f.Field == ledger.Buyer || f.Field == ledger.BuyerID)
}

// firstPlaces words the first few places.
func (p *page) firstPlaces(all []ledger.Place) string {
	var words []string
	for _, at := range all[:min(3, len(all))] {
		words = append(words, p.place(at))
	}
	if len(all) > 3 {
		words = append(words, "…")
	}
	return strings.Join(words, "; ")
}
