package consult

import "time"

// An InviteeID names a personal invitation (UUIDv7 text).
type InviteeID string

// An Invitee is somebody who was invited in person. Nothing tells whether the
// mail was opened.
type Invitee struct {
	ID           InviteeID
	Consultation ID
	Organisation string
	Name         string
	Email        string
	Kind         Kind
	Added        time.Time
	Sent         time.Time
	Declined     time.Time
	Registration RegistrationID // set when the invitation led to one
	Generation   int
	Unsent       bool // derived: the letter could not be sent
}

// Reached tells whether the invitation was sent, as far as anybody knows.
func (v Invitee) Reached() bool { return !v.Sent.IsZero() && !v.Unsent }

// An Outcome is what became of those invited, by kind: who was never reached shows as zeros.
type Outcome struct {
	Kind       Kind
	Invited    int
	Declined   int
	Registered int // confirmed, whether invited or not
	Attended   int
}

// Outcomes counts invitations and registrations by kind; every kind has a row.
func Outcomes(invited []Invitee, registered []Registration) []Outcome {
	rows := make([]Outcome, len(Kinds()))
	at := map[Kind]*Outcome{}
	for i, k := range Kinds() {
		rows[i].Kind = k
		at[k] = &rows[i]
	}
	for _, v := range invited {
		row := at[v.Kind]
		if row == nil {
			row = at[Other]
		}
		if v.Reached() {
			row.Invited++
		}
		if !v.Declined.IsZero() {
			row.Declined++
		}
	}
	for _, r := range registered {
		row := at[r.Kind]
		if row == nil {
			row = at[Other]
		}
		if r.Status.Alive() || r.Status == WalkedIn {
			row.Registered++
		}
		if !r.Attended.IsZero() {
			row.Attended++
		}
	}
	return rows
}

// A Rating in the evaluation: no, partly, yes.
type Rating int

// The ratings.
const (
	No Rating = iota + 1
	Partly
	Yes
)

// An Evaluation is one participant's answers. It is kept without any tie to the person.
type Evaluation struct {
	Spoke      Rating // did you get to speak
	Understood Rating // did you understand what was said
	Matters    Rating // do you trust that it matters
}

// Valid tells whether every question is answered.
func (e Evaluation) Valid() bool {
	for _, a := range []Rating{e.Spoke, e.Understood, e.Matters} {
		if a < No || a > Yes {
			return false
		}
	}
	return true
}

// FewestShown is the least number of answers for which counts are published:
// fewer could tell who answered what.
const FewestShown = 5

// Counts are the published result of the evaluation: for each question how
// many answered no, partly and yes.
type Counts struct {
	Answers                    int
	Spoke, Understood, Matters [3]int
}

// Add counts one evaluation.
func (c *Counts) Add(e Evaluation) {
	c.Answers++
	c.Spoke[e.Spoke-1]++
	c.Understood[e.Understood-1]++
	c.Matters[e.Matters-1]++
}

// Public gives the counts as they may be shown: with fewer than FewestShown
// answers only their number.
func (c Counts) Public() (Counts, bool) {
	if c.Answers < FewestShown {
		return Counts{Answers: c.Answers}, false
	}
	return c, true
}
