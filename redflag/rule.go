package redflag

import "slices"

// A Rule is one of the reasons to look that the engine knows.
type Rule string

// The rules. Numbers are those of the list that they were chosen from: eleven
// of the literature on invoices and purchases.
const (
	Spread        Rule = "spread"        // 11: a supplier of very different things
	Split         Rule = "split"         // 18: purchases that together pass the limit
	BelowLimit    Rule = "below-limit"   // 19: purchases just below the limit
	Concentration Rule = "concentration" // 20: few suppliers have most of a category
	Duplicate     Rule = "duplicate"     // 21: an invoice that may have been paid twice
	Benford       Rule = "benford"       // 22: first digits that amounts seldom have
	Round         Rule = "round"         // 23: many round amounts
	FreeDay       Rule = "free-day"      // 23: booked when nobody works
	YearEnd       Rule = "year-end"      // 23: much in December
	Newcomer      Rule = "newcomer"      // 24: a new supplier that grows at once
	OffContract   Rule = "off-contract"  // 25: much without a contract
	Identity      Rule = "identity"      // 26: numbers and names that do not agree
)

// Rules lists every rule in the order in which results have them.
func Rules() []Rule {
	return []Rule{Duplicate, Split, BelowLimit, Concentration, Benford, Round, FreeDay, YearEnd,
		Newcomer, OffContract, Identity, Spread}
}

// rank gives the place of a rule in that order.
func (r Rule) rank() int { return slices.Index(Rules(), r) }

// A Case tells which form of a rule a flag is of.
type Case string

// The cases, by rule. Rules that are not here have one case, "".
const (
	SameInvoice  Case = "same"           // duplicate: the invoice number is written alike
	RespeltOne   Case = "respelt"        // duplicate: it is alike but for signs and zeros
	SlipOfFinger Case = "slip"           // duplicate: one sign differs, within a week
	OneSupplier  Case = "supplier"       // below-limit: of one supplier
	WholeBody    Case = "body"           // below-limit: of all of a body
	FirstOfOne   Case = "first-supplier" // benford: the first digit, of one supplier
	PairOfOne    Case = "two-supplier"   // benford: the first two digits, of one supplier
	FirstOfAll   Case = "first-body"     // benford: the first digit, of all of a body
	PairOfAll    Case = "two-body"       // benford: the first two digits, of all of a body
	GrowsAtOnce  Case = "sum"            // newcomer: a large sum in the first 90 days
	SmallFirst   Case = "jump"           // newcomer: a small purchase, then large ones
	WrongNumber  Case = "check"          // identity: the check digit is wrong
	ManyNumbers  Case = "numbers"        // identity: one name, several organisation numbers
	ManyNames    Case = "names"          // identity: one number, several names
	NoNumber     Case = "no-number"      // identity: no organisation number
)

// cases are those of each rule.
var cases = map[Rule][]Case{
	Duplicate:  {SameInvoice, RespeltOne, SlipOfFinger},
	BelowLimit: {OneSupplier, WholeBody},
	Benford:    {FirstOfOne, PairOfOne, FirstOfAll, PairOfAll},
	Newcomer:   {GrowsAtOnce, SmallFirst},
	Identity:   {WrongNumber, ManyNumbers, ManyNames, NoNumber},
}

// Cases lists the cases of a rule; one empty case where it has no others.
func (r Rule) Cases() []Case {
	if all := cases[r]; all != nil {
		return slices.Clone(all)
	}
	return []Case{""}
}
