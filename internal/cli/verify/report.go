package verify

import (
	"time"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// A Check is one thing that was looked at.
type Check struct {
	Name    string // stable, for programs: "signature", "growth"
	OK      bool
	Message string // key of what was found, in words
	Values  fault.Values
}

// Text tells what was found in a reader's language: moments, acts and fields too.
func (c Check) Text(p *lang.Printer) string {
	told := fault.Values{}
	for name, v := range c.Values {
		switch is := v.(type) {
		case time.Time:
			v = p.DateTime(is)
		case string:
			switch name {
			case "Act":
				v = inWords(p, acts, is)
			case "Field":
				v = inWords(p, fields, is)
			}
		}
		told[name] = v
	}
	return p.Say(c.Message, told)
}

// A Report is all that was looked at, in order.
type Report struct {
	Log      string // address of the record
	Size     int64  // entries that it had
	FirstUse bool   // the key was believed because it was the first one seen
	Checks   []Check
	Evidence []string // checkpoints that contradict each other, as they were signed
	failed   error    // the first thing that is not as it should be
}

// pass notes that something holds.
func (r *Report) pass(name, message string, values fault.Values) {
	r.Checks = append(r.Checks, Check{name, true, message, values})
}

// fail notes that something does not hold.
func (r *Report) fail(name string, err *fault.Error) {
	r.Checks = append(r.Checks, Check{name, false, err.Message, err.Values})
	if r.failed == nil {
		r.failed = err
	}
}

// see notes how a check went. It gives back failures that are of the network
// or of the program, after which nothing more can be said.
func (r *Report) see(name string, err error, message string,
	values fault.Values) (holds bool, broken error) {
	switch fault.Of(err) {
	case "":
		r.pass(name, message, values)
		return true, nil
	case fault.Refused, fault.Invalid, fault.Conflict:
		var told *fault.Error
		told, _ = asFault(err)
		r.fail(name, told)
		return false, nil
	}
	return false, err
}

// Failed gives the first thing that does not hold: nil when all does.
func (r *Report) Failed() error { return r.failed }
