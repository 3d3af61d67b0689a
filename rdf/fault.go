package rdf

import (
	"fmt"
	"slices"
	"strings"
)

// A Code names a sort of fault. Codes are stable, so that a program can
// translate the message, count faults of a sort or link to help.
type Code string

// A Severity tells how bad a fault is.
type Severity uint8

// The severities. After an Error the text is not what it says it is; after a
// Warning it is, but others will read it differently or refuse it.
const (
	Error Severity = iota
	Warning
)

// String gives the severity's name.
func (s Severity) String() string { return [...]string{"error", "warning"}[s] }

// A Fault is something wrong in a text, with its place.
type Fault struct {
	Code     Code
	Args     []string // what {0}, {1} … in the message and the remedy stand for
	Severity Severity
	Position
}

// Message tells in English what is wrong.
func (f Fault) Message() string { return fill(faults[f.Code].message, f.Args) }

// Remedy tells in English what to do about it.
func (f Fault) Remedy() string { return fill(faults[f.Code].remedy, f.Args) }

// Error gives place, message and remedy in one line.
func (f Fault) Error() string {
	return fmt.Sprintf("%d:%d: %s. %s.", f.Line, f.Column, f.Message(), f.Remedy())
}

// Faults are the errors found in one text; never empty as an error.
type Faults []Fault

// Error tells of the first fault and the number of the others.
func (fs Faults) Error() string {
	s := fs[0].Error()
	if len(fs) > 1 {
		s += fmt.Sprintf(" (and %d more)", len(fs)-1)
	}
	return s
}

// Codes lists every code that a reader of this package can give.
func Codes() []Code {
	all := make([]Code, 0, len(faults))
	for c := range faults {
		all = append(all, c)
	}
	slices.Sort(all)
	return all
}

// fill puts the arguments into a pattern, shortened so that a hostile text
// cannot make messages long.
func fill(pattern string, args []string) string {
	for i, a := range args {
		pattern = strings.ReplaceAll(pattern, fmt.Sprintf("{%d}", i), excerpt(a))
	}
	return pattern
}

// excerpt shortens text to what fits into a message, on one line.
func excerpt(text string) string {
	const most = 60
	clean := func(r rune) rune {
		if r < ' ' || r == 0x7F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}
	if len(text) > 8*most {
		text = strings.ToValidUTF8(text[:8*most], "")
	}
	runes := []rune(strings.Map(clean, text))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}
