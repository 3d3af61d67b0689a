package cli

import (
	"fmt"
	"slices"
	"strings"

	"insyn/internal/lang"
	"insyn/ledger"
)

// A page gathers lines for a person.
type page struct {
	*lang.Printer
	text strings.Builder
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.text, format+"\n", args...) }

func (p *page) heading(key string) { p.line("\n%s", p.T(key)) }

// writeReceipt writes a receipt as lines for a person.
func writeReceipt(s *Streams, r *ledger.Receipt) error {
	p := &page{Printer: lang.For(s.Language)}
	p.line("%s", p.T("ledger.receipt", "Name", r.Name, "Size", p.Size(r.Bytes)))
	p.line("%s", p.T("ledger.balance", "In", r.In.Rows, "Kept", r.Kept.Rows, "Rejected", r.Rejected.Rows))
	p.line("%s", p.T("ledger.balance-sum", "In", p.Money(r.In.Ore), "Kept", p.Money(r.Kept.Ore),
		"Rejected", p.Money(r.Rejected.Ore)))
	if !r.Balanced() { // our own failure, which must not pass for an answer
		p.line("%s", p.T("ledger.unbalanced"))
	}
	if r.In.Unreadable > 0 {
		p.line("%s", p.T("ledger.unreadable", "Count", r.In.Unreadable))
	}
	p.taken(r)
	p.periods(r.Periods)
	p.notes(r)
	p.rejections(r)
	_, err := fmt.Fprintln(s.Out, p.text.String())
	return err
}

// taken tells what was taken for what, and why.
func (p *page) taken(r *ledger.Receipt) {
	p.heading("ledger.taken")
	for _, t := range r.Taken {
		p.line("  %s: %s (%s)", p.T("ledger-what."+t.What), p.value(t), p.T("ledger-why."+t.Why))
	}
	p.heading("ledger.columns")
	for _, h := range r.Headings {
		to := p.T("ledger.left-out")
		if h.Field != ledger.NoField {
			to = p.field(h.Field)
		}
		p.line("  %d %s → %s (%s)", h.Column, h.Name, to, p.T("ledger-why."+h.Why))
	}
}

// field words the name of a field.
func (p *page) field(f ledger.Field) string {
	return p.T("ledger-field." + strings.ReplaceAll(f.String(), "_", "-"))
}

// value words what something was taken for.
func (p *page) value(t ledger.Taken) string {
	switch t.What {
	case "date":
		if t.As == "serial" {
			return p.T("ledger-as.serial")
		}
		return t.As
	case "encoding", "header", "pages", "sheets", "day-zero":
		return t.As
	}
	var words []string
	for part := range strings.SplitSeq(t.As, "+") {
		words = append(words, p.T("ledger-as."+part))
	}
	return strings.Join(words, ", ")
}

func (p *page) periods(all []ledger.Period) {
	p.heading("ledger.periods")
	for _, x := range all {
		month := x.Month
		if month == "" {
			month = p.T("ledger.no-date")
		}
		p.line("  %s: %s", month, p.T("ledger.period", "Count", x.Rows, "Sum", p.Money(x.Ore),
			"Credits", x.Credits, "CreditSum", p.Money(x.CreditsOre)))
	}
}

func (p *page) notes(r *ledger.Receipt) {
	if len(r.Notes) > 0 {
		p.heading("ledger.notes")
	}
	for _, n := range r.Notes {
		p.line("  %s: %s", p.T("ledger-note."+n.Code), p.T("ledger.times", "Count", n.Count,
			"Line", n.First.Line))
	}
}

// rejections lists refused lines: how many for each reason, and the first.
func (p *page) rejections(r *ledger.Receipt) {
	if r.Rejected.Rows == 0 {
		return
	}
	p.heading("ledger.rejected")
	for _, why := range ledger.Rejects() {
		if n := r.Reasons[why]; n > 0 {
			p.line("  %s: %s", p.T("ledger-reject."+string(why)), p.Number(n))
		}
	}
	const most = 20
	for _, x := range r.Rejections[:min(most, len(r.Rejections))] {
		p.line("    %s: %s", p.place(x.Place), p.T("ledger-reject."+string(x.Reason)))
	}
	if more := r.Rejected.Rows - most; more > 0 {
		p.line("    %s", p.T("ledger.more", "Count", more))
	}
}

// place words where in a file something stands.
func (p *page) place(at ledger.Place) string {
	parts := []string{p.T("ledger.line", "Line", at.Line)}
	if at.Column > 0 {
		parts = append(parts, p.T("ledger.column", "Column", at.Column))
	}
	if at.Offset >= 0 {
		parts = append(parts, p.T("ledger.offset", "Offset", at.Offset))
	}
	return strings.Join(slices.Clip(parts), ", ")
}
