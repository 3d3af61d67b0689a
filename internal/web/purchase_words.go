package web

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"insyn/internal/account"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// A LedgerReceipt ("ledger-receipt") tells what was made of a ledger.
type LedgerReceipt struct {
	Unread     string // that amounts of refused lines are in no sum
	Balance    Table
	Wrong      string // that the sums do not agree, which is a failure of ours
	Taken      Table
	Columns    Table
	Periods    Table
	Notes      []string
	Rejections Table
	More       string // refused lines that are not listed
}

// A LedgerFinding is something that the specification does not want, in words.
type LedgerFinding struct {
	Chip    Chip
	Title   string
	Remedy  string
	Where   string
	Instead string
}

// A LedgerMask ("ledger-mask") tells what was masked, and why.
type LedgerMask struct {
	Policy    string
	Suppliers Table
	Texts     Table
	Warning   string   // sole traders cannot be recognised
	Chance    []string // what of it would be masked by chance alone
}

// sums gives a row of a table: what, how many rows, how much money.
func (v *visit) sums(what string, t ledger.Tally) []Cell {
	return []Cell{{Text: what}, {Text: v.Number(t.Rows)}, {Text: v.Money(t.Ore)}}
}

func (v *visit) sumsTable(caption, what string) Table {
	return Table{Caption: caption, Columns: []Column{{Text: what}, {Text: v.T("purchase.rows"),
		Number: true},
		{Text: v.T("purchase.sum"), Number: true}}}
}

// balance shows that no row was lost: what came in is what is published, what
// was refused and what was masked away.
func (v *visit) balance(d purchase.Delivery) Table {
	t := v.sumsTable(v.T("purchase.balance"), v.T("purchase.what"))
	r, m := d.Report.Receipt, d.Report.Mask
	if r == nil {
		return t
	}
	t.Rows = append(t.Rows, v.sums(v.T("purchase.in"), r.In))
	if m != nil {
		t.Rows = append(t.Rows, v.sums(v.T("purchase.published"), m.Published),
			v.sums(v.T("purchase.dropped"), m.Dropped))
	}
	t.Rows = append(t.Rows, v.sums(v.T("purchase.rejected"), r.Rejected))
	return t
}

// receiptOf words a receipt.
func (v *visit) receiptOf(d purchase.Delivery) *LedgerReceipt {
	r := d.Report.Receipt
	if r == nil {
		return nil
	}
	made := &LedgerReceipt{Balance: v.balance(d), Periods: v.ledgerMonths(r.Periods)}
	if !r.Balanced() || d.Report.Mask != nil && !d.Balanced() {
		made.Wrong = v.T("ledger.unbalanced")
	}
	if r.In.Unreadable > 0 {
		made.Unread = v.T("ledger.unreadable", "Count", r.In.Unreadable)
	}
	made.taken(v, r)
	for _, n := range r.Notes {
		made.Notes = append(made.Notes, v.T("ledger-note."+n.Code)+": "+
			v.T("ledger.times", "Count", n.Count, "Line", n.First.Line))
	}
	made.rejections(v, r)
	return made
}

func (p *LedgerReceipt) taken(v *visit, r *ledger.Receipt) {
	p.Taken = Table{Caption: v.T("ledger.taken"), Columns: []Column{{Text: v.T("purchase.what")},
		{Text: v.T("purchase.taken-as")}, {Text: v.T("purchase.why")}}}
	for _, t := range r.Taken {
		p.Taken.Rows = append(p.Taken.Rows, []Cell{{Text: v.T("ledger-what." + t.What)},
			{Text: v.takenAs(t)}, {Text: v.T("ledger-why." + t.Why)}})
	}
	p.Columns = Table{Caption: v.T("ledger.columns"),
		Columns: []Column{{Text: v.T("purchase.column")},
			{Text: v.T("purchase.taken-as")}, {Text: v.T("purchase.why")}}}
	for _, h := range r.Headings {
		to := v.T("ledger.left-out")
		if h.Field != ledger.NoField {
			to = v.ledgerField(h.Field)
		}
		p.Columns.Rows = append(p.Columns.Rows, []Cell{{Text: h.Name}, {Text: to},
			{Text: v.T("ledger-why." + h.Why)}})
	}
}

// takenAs words what something was taken for.
func (v *visit) takenAs(t ledger.Taken) string {
	switch t.What {
	case "date":
		if t.As == "serial" {
			return v.T("ledger-as.serial")
		}
		return t.As
	case "encoding", "header", "pages", "sheets", "day-zero":
		return t.As
	}
	var words []string
	for part := range strings.SplitSeq(t.As, "+") {
		words = append(words, v.T("ledger-as."+part))
	}
	return strings.Join(words, ", ")
}

// ledgerField names a column of the specification.
func (v *visit) ledgerField(f ledger.Field) string {
	return v.T("ledger-field." + strings.ReplaceAll(f.String(), "_", "-"))
}

// ledgerHead names a column where it stands alone: above a text, before a value.
func (v *visit) ledgerHead(f ledger.Field) string {
	name := v.ledgerField(f)
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// ledgerMonths lists the sum of each month.
func (v *visit) ledgerMonths(all []ledger.Period) Table {
	t := v.sumsTable(v.T("ledger.periods"), v.T("purchase.month"))
	t.Columns = append(t.Columns, Column{Text: v.T("purchase.credits"), Number: true})
	for _, x := range all {
		month := v.T("ledger.no-date")
		if p, bad := purchase.ParsePeriod(x.Month); bad == nil {
			month = v.periodWords(p)
		}
		t.Rows = append(t.Rows, append(v.sums(month, ledger.Tally{Rows: x.Rows, Ore: x.Ore}),
			Cell{Text: v.Money(x.CreditsOre)}))
	}
	return t
}

// rejectionsShown is how many refused lines a page lists.
const rejectionsShown = 50

func (p *LedgerReceipt) rejections(v *visit, r *ledger.Receipt) {
	p.Rejections = Table{Caption: v.T("ledger.rejected"),
		Columns: []Column{{Text: v.T("purchase.line")},
			{Text: v.T("purchase.byte"), Number: true}, {Text: v.T("purchase.why")}}}
	for _, x := range r.Rejections[:min(rejectionsShown, len(r.Rejections))] {
		row := []Cell{{Text: v.T("purchase.line-number", "Line", x.Line)}, {Text: "–"},
			{Text: v.T("ledger-reject." + string(x.Reason))}}
		if x.Offset >= 0 {
			row[1].Text = v.Number(x.Offset)
		}
		p.Rejections.Rows = append(p.Rejections.Rows, row)
	}
	if more := r.Rejected.Rows - len(p.Rejections.Rows); more > 0 {
		p.More = v.T("ledger.more", "Count", more)
	}
}

// maskedHere are findings that masking takes care of.
var maskedHere = []string{"person", "person-in-text", "address-in-text"}

// ledgerFindings words what the specification does not want, errors first.
func (v *visit) ledgerFindings(all []ledger.Finding) (made []LedgerFinding) {
	for _, f := range all {
		values := map[string]any{"Value": f.Value, "Instead": f.Instead}
		if f.Code == "date-form" {
			values["Value"] = v.takenAs(ledger.Taken{What: "date", As: f.Value})
		}
		one := LedgerFinding{Chip: Chip{Tone: Quiet, Text: v.T("ledger.severity-advice")},
			Title: v.Say("ledger-finding."+f.Code, values), Remedy: v.Say("ledger-remedy."+f.Code, values)}
		if slices.Contains(maskedHere, f.Code) {
			one.Remedy = v.T("purchase.remedy-masked")
		}
		if f.Error {
			one.Chip = Chip{Tone: Late, Icon: "warn", Text: v.T("ledger.severity-error")}
		}
		if f.Code == "rejected" {
			one.Title = strings.TrimSuffix(one.Title,
				".") + ": " + v.T("ledger-reject."+f.Value) + "."
		}
		var places []string
		for _, at := range f.Places[:min(3, len(f.Places))] {
			places = append(places, v.ledgerPlace(at))
		}
		one.Where = v.T("ledger.found", "Count", f.Count, "Places", strings.Join(places, "; "))
		if f.Field != ledger.NoField {
			one.Where = v.ledgerHead(f.Field) + " · " + one.Where
		}
		made = append(made, one)
	}
	slices.SortStableFunc(made, func(a,
		b LedgerFinding) int {
		return strings.Compare(string(a.Chip.Tone), string(b.Chip.Tone))
	})
	return made
}

// ledgerPlace words where something stands in a file.
func (v *visit) ledgerPlace(at ledger.Place) string {
	words := v.T("ledger.line", "Line", at.Line)
	if at.Column > 0 {
		words += ", " + v.T("ledger.column", "Column", at.Column)
	}
	return words
}

// policies says what becomes of rows whose supplier is a person.
var policies = map[ledger.Policy]lang.Key{
	ledger.Bucket:    lang.Key("purchase.policy-bucket"),
	ledger.Drop:      lang.Key("purchase.policy-drop"),
	ledger.Pseudonym: lang.Key("purchase.policy-pseudonym"),
}

// maskOf words what was masked.
func (v *visit) maskOf(m *ledger.MaskReport) *LedgerMask {
	if m == nil {
		return nil
	}
	made := &LedgerMask{Policy: v.T(string(policies[m.Policy]))}
	if m.Internal {
		made.Warning = v.T("ledger.mask-internal")
	}
	made.Suppliers = Table{Caption: v.T("ledger.mask-suppliers"),
		Columns: []Column{{Text: v.T("purchase.why")},
			{Text: v.T("purchase.rows"), Number: true}}}
	for _, why := range ledger.MaskReasons() {
		if n := m.Suppliers[why]; n > 0 {
			made.Suppliers.Rows = append(made.Suppliers.Rows,
				[]Cell{{Text: v.T("ledger-mask." + why)},
					{Text: v.Number(n)}})
		}
	}
	made.Texts = Table{Caption: v.T("ledger.mask-texts"),
		Columns: []Column{{Text: v.T("purchase.column")},
			{Text: v.T("purchase.found")}, {Text: v.T("purchase.rows"), Number: true}}}
	for _, x := range m.Texts {
		made.Texts.Rows = append(made.Texts.Rows, []Cell{{Text: v.ledgerHead(x.Field)},
			{Text: v.T("ledger-found." + x.What)}, {Text: v.Number(x.Rows)}})
		if x.Numbers > 0 {
			made.Chance = append(made.Chance, v.ledgerHead(x.Field)+": "+v.T("ledger.mask-chance",
				"Numbers", x.Numbers, "ByChance", v.Decimal(x.ByChance, 1)))
		}
	}
	return made
}

// deliveryChip says how far a delivery has come.
func (v *visit) deliveryChip(d purchase.Delivery) Chip {
	chip := map[purchase.State]Chip{
		purchase.Waiting:    {Tone: Neutral, Icon: "clock", Text: v.T("purchase.state-waiting")},
		purchase.Unreadable: {Tone: Late, Icon: "warn", Text: v.T("purchase.state-unreadable")},
		purchase.Ready:      {Tone: Active, Text: v.T("purchase.state-ready")},
		purchase.Asked:      {Tone: Active, Icon: "people", Text: v.T("purchase.state-asked")},
		purchase.Published:  {Tone: Done, Text: v.T("purchase.state-published")},
		purchase.Replaced:   {Tone: Quiet, Text: v.T("purchase.state-replaced")},
		purchase.Dropped:    {Tone: Quiet, Icon: "cross", Text: v.T("purchase.state-dropped")},
	}
	return chip[d.State()]
}

// ledgerBody names a body, and says if it is invented.
func (v *visit) ledgerBody(b account.Body) string {
	name := v.bodyName(b)
	if b.Fictitious {
		name += " (" + v.T("consultation.example") + ")"
	}
	return name
}

// deliveryTitle names a delivery where nothing else tells what it is of.
func (v *visit) deliveryTitle(d purchase.Delivery) string {
	return v.T("purchase.of-period", "Period", v.periodWords(d.Period))
}
