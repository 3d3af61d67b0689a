// Package redflag looks for reasons to look closer: rules that go through
// supplier ledgers (package ledger) and say which rows differ from what is
// usual, or from what a rule allows, and why.
//
// # What a flag is
//
// A Flag has a rule with its words in Swedish and English, a value and the
// threshold that it reached, how many rows and peers the value was compared
// with, and the rows that it came from. It is no accusation. The rule knows the
// rows and nothing of what they stand for, so each one says why there is
// usually nothing wrong. Natural persons are never named: suppliers whose
// number is that of a person, and those whom the publisher has masked, are not
// tested at all, and one that may be a person has no name in a flag.
//
// # Results
//
// A Result has everything that is needed to repeat it: the settings, the hash
// of each input, what limits each rule. The same inputs and settings always
// give the same bytes, however many processors take part: sums are of integers,
// numbers are rounded before they are compared, and flags are ordered by what
// they are. So a result can be sealed, and two of them can be compared. The
// form is JSON: fields in the order of the types, keys of maps sorted, one
// space of indent, a line feed at the end; "seal" is the SHA-256 of the same
// text with an empty seal. Amounts are in öre, rows count from 0.
//
// # More rows
//
// An Analysis keeps what it found in each body, and looks only at those again
// that have got rows. What comes out is what looking at everything at once
// gives.
//
// # How
//
// Rows are laid by body and each body is sorted by supplier, by counting.
// Workers take the groups of a body; each group is looked at once for every
// rule. What has to be compared between bodies or added up is kept as integers
// in a digest of the body, and becomes flags at the end.
//
// Ten million rows of forty bodies took 2.0 s on two processors, a fifth of a
// microsecond each; BenchmarkRun repeats it. Columns that no rule reads, and
// texts of which hashes are enough, need not be kept (NewTable, Source.Spend):
// the program takes 0.90 GB for ten million rows from CSV, as the system counts
// it, with reading and all.
package redflag
