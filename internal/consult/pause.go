package consult

import (
	"slices"
	"time"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// A Cause is whom a case waits for while it is paused.
type Cause string

// The causes.
const (
	WaitsForSender Cause = "sender" // an answer to a question
	WaitsForBody   Cause = "body"   // another public body, a supplier
)

// Causes lists the causes in the order in which they are offered.
func Causes() []Cause { return []Cause{WaitsForSender, WaitsForBody} }

// Pause stops the clock of d, with a reason that everybody can read.
//
// Faults: Refused (nothing is owed, paused already), Invalid (the cause, no reason).
func (d *Duty) Pause(cause Cause, reason, by string, now time.Time) (Step, error) {
	s := Step{At: now, Kind: Paused, From: dayOf(d.Due), To: string(cause), Reason: tidy(reason), By: by}
	switch {
	case !d.Open():
		return s, fault.New(fault.Refused, "answer.nothing-owed").With("Number", d.Number)
	case !d.Paused.IsZero():
		return s, fault.New(fault.Refused, "case.paused-already")
	case !slices.Contains(Causes(), cause):
		return s, fault.New(fault.Invalid, "case.cause-missing").At("cause")
	}
	if bad := length("pause", s.Reason, 1, maxWhy, "answer.why-missing"); bad != nil {
		return s, bad
	}
	d.Paused = now
	return s, nil
}

// Resume lets the clock of d go on. Its day moves by the working days that it
// stood still.
//
// Faults: Refused (not paused).
func (d *Duty) Resume(by string, now time.Time) (Step, error) {
	if d.Paused.IsZero() {
		return Step{}, fault.New(fault.Refused, "case.not-paused")
	}
	s := Step{At: now, Kind: Resumed, From: dayOf(d.Due), By: by}
	if days := WorkingDays(d.Paused, now); days > 0 {
		d.Due = AfterWorkingDays(d.Due, days)
	}
	s.To, d.Paused = dayOf(d.Due), time.Time{}
	return s, nil
}

// Reply notes that a human being has written to the sender of d. Only the
// first time is a step.
func (d *Duty) Reply(by string, now time.Time) (s Step, first bool) {
	if !d.Replied.IsZero() {
		return s, false
	}
	d.Replied = now
	return Step{At: now, Kind: Replied, By: by}, true
}

// Close ends the clock of a case that is answered to its sender alone.
//
// Faults: Refused (nothing is owed).
func (d *Duty) Close(by string, now time.Time) (Step, error) {
	if !d.Open() {
		return Step{}, fault.New(fault.Refused, "answer.nothing-owed").With("Number", d.Number)
	}
	d.Answered = now
	return Step{At: now, Kind: Settled, By: by}, nil
}

// Reopen makes an answer owed again by a day, with a reason that everybody can
// read. What was answered stays on show.
//
// Faults: Refused (not answered), Invalid (no reason).
func (d *Duty) Reopen(due time.Time, reason, by string, now time.Time) (Step, error) {
	s := Step{At: now, Kind: Reopened, From: dayOf(d.Answered), To: dayOf(due),
		Reason: tidy(reason), By: by}
	if d.Answered.IsZero() {
		return s, fault.New(fault.Refused, "case.not-answered")
	}
	if bad := length("reopen", s.Reason, 1, maxWhy, "answer.why-missing"); bad != nil {
		return s, bad
	}
	d.Answered, d.Answer, d.Due = time.Time{}, "", due
	return s, nil
}

// SolveBy gives the day by which a case of a sort is answered that is taken up at now.
func SolveBy(s Sort, now time.Time) time.Time { return AfterWorkingDays(now, solveWithin[s]) }

// A Standstill is a time in which a case was paused. It has no end while it is.
type Standstill struct {
	Cause    Cause
	From, To time.Time
}

// Pauses reads from what has moved a duty when it was paused.
func Pauses(steps []Step) (all []Standstill) {
	for _, s := range steps {
		switch last := len(all) - 1; {
		case s.Kind == Paused:
			all = append(all, Standstill{Cause: Cause(s.To), From: s.At})
		case s.Kind == Resumed && last >= 0 && all[last].To.IsZero():
			all[last].To = s.At
		}
	}
	return all
}

// dayOf gives the day in Stockholm of a moment as steps have it.
func dayOf(t time.Time) string { return t.In(lang.Stockholm).Format(stepDay) }
