// Package fault says what kinds of failure there are and what each means at
// the edges: an HTTP status, an exit code, a heading in the reader's language.
//
// A failure that a person can do something about is a *Error: the kind, the
// key of a message (with its values) that says what happened and how to mend
// it, the field of the form it belongs to, and the cause for the operator.
// Every other error is of the kind Internal: the person is told that we
// failed, and the whole error goes to the log.
package fault
