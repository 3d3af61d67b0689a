// Package cli is the command line: one file per command, and the wiring that
// turns packages into a running program.
//
// Commands are declared for kong as structs; each has a Run method that gets
// the streams of the process. What goes wrong is returned as an error, and Main
// turns it into words on standard error and an exit code by the table in fault.
package cli
