// Package cli is the command line: one file per command, and the wiring that
// turns packages into a running program.
package cli
