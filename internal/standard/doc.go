// Package standard watches whether a country keeps what it has undertaken in
// the Open Government Partnership: the eight minimum requirements, and the
// grounds on which it acts contrary to process.
//
// Facts are plain: plans with their dates, meetings, documents, views and
// answers, each with the day on which it happened. Nothing here knows where
// they come from. Assess holds them against the rules that were in force when
// work on the plan began, as they stood at the end of any day, and gives a
// verdict for each rule with its arithmetic, the facts it rests on, what mends
// it and until when.
//
// The rules are data (rules.json): wording, source, valid from, parameters,
// and whether the wording has been read in its source. A rule is tied to one
// of the checks of this package by name. The file can be replaced; the checks
// cannot be written there, since a rule that computes is a program.
//
// Three things are promised. A verdict says what follows from what is recorded
// here, and no more: what is not recorded may still have happened. A rule whose
// wording is recalled and not read says so, and never makes anything contrary
// to process. And recording one more meeting, document or answer never turns
// met into not met: whoever tells more is never worse off, which a test of
// properties holds. Facts that begin a duty (a plan that is published, a view
// that is received) may turn a verdict.
//
// Facts can say from which day they are complete (Since). Of days before it
// nothing follows from what is missing.
//
// Where a rule cannot be met with certainty because a date is missing, the
// verdict is not yet assessable and names the date.
package standard
