// Package demo makes the example that `insyn demo` shows: a public body that
// does not exist, its staff, and a consultation whose facts (date, hours, form,
// four commitments, three questions) are those of a real invitation of
// December 2023, in words of our own. It has a clock of its own, which starts
// when registration for that meeting was open and can be moved.
package demo
