package consult

import (
	"time"

	"insyn/internal/fault"
)

// A Duty is that a body owes a view an answer: from when, until when, and how
// far it has come. It is the clock of the view that everybody can see.
type Duty struct {
	View       ViewID
	Forum      Forum
	Number     int64  // of the view
	Body       string // account.BodyID of the body that owes it
	Received   time.Time
	Due        time.Time
	Considered time.Time // when somebody began on an answer
	Answer     AnswerID  // that the view belongs to, also while it is a draft
	Answered   time.Time // when the answer was published
	Declined   bool      // what was published is a reason why no answer is given
	Ended      time.Time // nothing is owed: withdrawn, or withheld for a published reason
	Paused     time.Time // since when it waits for others; zero while it does not
	Replied    time.Time // when a human being first wrote to the sender
}

// answerWithin is the time for an answer where the consultation promises no
// day. It is Insyn's own proposal, not a rule of law.
const answerWithin = 30 * 24 * time.Hour

// AnswerBy gives the day by which a view that came at a time is answered: as
// promised, or a month after it came.
func (v Venue) AnswerBy(received time.Time) time.Time {
	if v.Promised.After(received) {
		return v.Promised
	}
	return received.Add(answerWithin)
}

// Duty gives what is owed for a view that has just been received.
func (v View) Duty(venue Venue) Duty {
	return Duty{View: v.ID, Forum: v.Forum, Number: v.Number, Body: v.Body, Received: v.Sent,
		Due: venue.answerTo(v.Sort, v.Sent)}
}

// A Stage is how far the answer to a view has come. It is derived, never stored.
type Stage string

// The stages.
const (
	StageReceived   Stage = "received"
	StageConsidered Stage = "considered"
	StageAnswered   Stage = "answered"
	StageDeclined   Stage = "declined" // a reason is published why no answer is given
	StageEnded      Stage = "ended"    // nothing is owed
)

// Stages lists the stages.
func Stages() []Stage {
	return []Stage{StageReceived, StageConsidered, StageAnswered, StageDeclined, StageEnded}
}

// Stage gives how far d has come.
func (d Duty) Stage() Stage {
	switch {
	case d.Declined:
		return StageDeclined
	case !d.Answered.IsZero():
		return StageAnswered
	case !d.Ended.IsZero():
		return StageEnded
	case !d.Considered.IsZero():
		return StageConsidered
	}
	return StageReceived
}

// Open tells whether an answer is still owed.
func (d Duty) Open() bool { return d.Answered.IsZero() && d.Ended.IsZero() }

// Late tells whether an answer is owed and its day has passed at now. While it
// waits for others its day does not pass.
func (d Duty) Late(now time.Time) bool { return d.Open() && d.Paused.IsZero() && over(d.Due, now) }

// Follow brings d in line with where its view stands: nothing is owed for what
// is withdrawn, or withheld for a reason; it is owed again when it is published
// after all.
func (d *Duty) Follow(state ViewState, now time.Time) {
	ends := state == ViewWithdrawn || state == ViewWithheld
	switch {
	case ends && d.Ended.IsZero():
		d.Ended = now
	case !ends:
		d.Ended = time.Time{}
	}
}

// Take puts the view of d under an answer. The first time counts as the moment
// at which it was considered.
//
// Faults: Refused (nothing is owed; another answer has been published).
func (d *Duty) Take(a AnswerID, now time.Time) error {
	switch {
	case d.Answer == a:
		return nil
	case !d.Answered.IsZero():
		return fault.New(fault.Refused, "answer.answered-already").With("Number", d.Number)
	case !d.Ended.IsZero():
		return fault.New(fault.Refused, "answer.nothing-owed").With("Number", d.Number)
	}
	d.Answer = a
	if d.Considered.IsZero() {
		d.Considered = now
	}
	return nil
}

// Settle notes that an answer has been published to the view of d. A reason why
// no answer is given settles it too, but is no answer: when one comes after
// all, the clock counts from that.
func (d *Duty) Settle(p Position, now time.Time) {
	if d.Open() || d.Declined && p != Unanswered {
		d.Answered = now
	}
	d.Declined = p == Unanswered
}

// Leave takes the view of d out of an answer that has not been published.
//
// Faults: Refused (published).
func (d *Duty) Leave() error {
	if !d.Answered.IsZero() {
		return fault.New(fault.Refused, "answer.answered-already").With("Number", d.Number)
	}
	d.Answer = ""
	return nil
}

// A Step is something that moved a duty, for all to see: handed over to another
// body, given a later day, paused.
type Step struct {
	At     time.Time
	Kind   StepKind
	From   string // body, or day
	To     string
	Reason string
	By     string // account.PersonID; not public
}

// A StepKind is what moved.
type StepKind string

// The kinds of steps.
const (
	Handed    StepKind = "handed"
	Postponed StepKind = "postponed"
	Paused    StepKind = "paused"   // From is the day that was due, To the cause
	Resumed   StepKind = "resumed"  // From is the day that was due, To the new one
	Replied   StepKind = "replied"  // somebody wrote to the sender for the first time
	Settled   StepKind = "settled"  // answered to the sender alone
	Reopened  StepKind = "reopened" // an answer is owed again
)

// Days are written so in steps.
const stepDay = time.DateOnly

// check tells what is wrong with the reason, which everybody can read.
func (s Step) check() error {
	return fault.Fields(length("reason", s.Reason, 1, maxWhy, "answer.why-missing"),
		Unnumbered("reason", s.Reason))
}

// Hand gives the duty to another body, with a reason.
//
// Faults: Refused (nothing is owed), Invalid (the body, no reason).
func (d *Duty) Hand(to, reason, by string, now time.Time) (Step, error) {
	s := Step{At: now, Kind: Handed, From: d.Body, To: to, Reason: tidy(reason), By: by}
	switch {
	case !d.Open():
		return s, fault.New(fault.Refused, "answer.nothing-owed").With("Number", d.Number)
	case to == "" || to == d.Body:
		return s, fault.New(fault.Invalid, "answer.body-missing").At("to")
	}
	if err := s.check(); err != nil {
		return s, err
	}
	d.Body, d.Answer = to, ""
	return s, nil
}

// Postpone gives the duty a later day, with a reason. The first day stays in
// the step, for all to see.
//
// Faults: Refused (nothing is owed), Invalid (not later, no reason).
func (d *Duty) Postpone(to time.Time, reason, by string, now time.Time) (Step, error) {
	s := Step{At: now, Kind: Postponed, From: d.Due.Format(stepDay), To: to.Format(stepDay),
		Reason: tidy(reason), By: by}
	switch {
	case !d.Open():
		return s, fault.New(fault.Refused, "answer.nothing-owed").With("Number", d.Number)
	case !to.After(d.Due) || !to.After(now):
		return s, fault.New(fault.Invalid, "answer.day-not-later").At("day")
	}
	if err := s.check(); err != nil {
		return s, err
	}
	d.Due = to
	return s, nil
}

// A Note is what officials say to each other about a view. It is never public.
type Note struct {
	At   time.Time
	By   string // account.PersonID
	Text string
}

// MaxNote is how long a note may be, in characters.
const MaxNote = 5_000

// CheckNote tells what is wrong with the words of a note, or gives them tidied.
func CheckNote(text string) (string, error) {
	text = prose(text)
	if bad := length("note", text, 1, MaxNote, "answer.note-missing"); bad != nil {
		return "", bad
	}
	return text, nil
}

// Reminders are how long after the due day the owners are reminded.
func Reminders() []time.Duration { return []time.Duration{3 * 24 * time.Hour, 7 * 24 * time.Hour} }
