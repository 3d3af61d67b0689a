package fault

import (
	"errors"
	"strings"
)

// A Kind is a sort of failure, named by what the person can do about it.
type Kind string

// The kinds of failure.
const (
	Invalid     Kind = "invalid"     // what was sent does not hold together: mend it and send again
	SignIn      Kind = "sign-in"     // who you are is not known: sign in first
	Forbidden   Kind = "forbidden"   // you are known and may not
	NotFound    Kind = "not-found"   // no such thing, or none that you may see
	Gone        Kind = "gone"        // it was there and is no more: a link that expired or was revoked
	Conflict    Kind = "conflict"    // somebody else was first: look again and decide
	Refused     Kind = "refused"     // the rules say no, now: closed, too early, not allowed in this state
	TooLarge    Kind = "too-large"   // more bytes or rows than we take
	TooMany     Kind = "too-many"    // too many tries: wait
	Unavailable Kind = "unavailable" // something we lean on does not answer: try again later
	Internal    Kind = "internal"    // our own failure
)

// Values are what a message is filled in with, by name.
type Values = map[string]any

// An Error is a failure with a message for people.
type Error struct {
	Kind    Kind
	Message string  // key of a message in lang; it says what, where and how to mend
	Values  Values  // what the message is filled in with
	Field   string  // the form field it belongs to, or ""
	Also    []Error // further faults found in the same reading, so that one answer lists all
	Cause   error   // for the operator; never shown
}

// Error gives the operator's reading of e.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Kind))
	b.WriteString(": ")
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Message)
	for _, a := range e.Also {
		b.WriteString("; " + a.Field + ": " + a.Message)
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes an error of a kind with a message for people.
func New(kind Kind, message string) *Error { return &Error{Kind: kind, Message: message} }

// With adds a value that the message is filled in with.
func (e *Error) With(name string, value any) *Error {
	if e.Values == nil {
		e.Values = Values{}
	}
	e.Values[name] = value
	return e
}

// At says which form field e belongs to.
func (e *Error) At(field string) *Error { e.Field = field; return e }

// From adds the cause.
func (e *Error) From(cause error) *Error { e.Cause = cause; return e }

// Fields gathers faults of several form fields into one error; nil when there are none.
func Fields(faults ...*Error) error {
	var first *Error
	for _, f := range faults {
		switch {
		case f == nil:
		case first == nil:
			one := *f
			first = &one
		default:
			first.Also = append(first.Also, *f)
		}
	}
	if first == nil {
		return nil
	}
	return first
}

// Of gives the kind of err: Internal where it is not one of ours, "" for nil.
func Of(err error) Kind {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Kind
	}
	return Internal
}

// Is tells whether err is of the kind.
func Is(err error, kind Kind) bool { return Of(err) == kind }
