// Package plan holds what action plans, commitments and their proofs are, and
// what is allowed in them.
//
// A Plan belongs to a public body. What it says is its Content, of which each
// public state is a Version with a number, an author, a time and a reason;
// Changes tells what differs between two. When a plan has been adopted its
// text is frozen: Revise refuses a version that says it otherwise. Milestones
// that are added afterwards are Operational: kept apart from the adopted ones
// and marked as no part of what was decided. A text that Insyn does not have
// is missing and is shown as missing.
//
// How far a commitment has come is told by reports, one for each reporting
// period (half-years by default), with a reason where nothing or little has
// been done. That a period has no report is computed when somebody reads, as
// all that depends on the time. A commitment is complete only where public
// evidence proves it: Report.Check refuses otherwise.
//
// Evidence is a file or a link with what it proves, its date and its hash, or
// a measure: a number with a Definition, computed from facts that anybody can
// fetch, so that anybody can compute it again.
//
// The partnership's own table of commitments (171 columns) is read and written
// as it is. A cell keeps its text, so that ND, NR and NA stay apart; what a
// date means is read beside it, and each reading that is not the plain one is
// told with its line.
//
// Everything here is values and functions of values. The time is an argument.
package plan
