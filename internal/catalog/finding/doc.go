// Package finding says to people what the engines find wrong in catalogues of
// open data: in Swedish or English, what is there, where, and what to write
// instead.
//
// Package rdf finds faults in a text, and package dcat findings by a profile.
// Both have stable codes and English texts of their own, since an engine knows
// no languages. Here each code has a message, and a test fails on a code that
// has none. Pages, the command line and other programs' forms (SARIF) all take
// their words from here, so that a publisher reads the same everywhere.
package finding
