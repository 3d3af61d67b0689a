package purchase

import (
	"slices"
	"strings"
	"time"

	"insyn/internal/fault"
)

// A FlagState is what a body has made of a flag.
type FlagState string

// The states.
const (
	FlagOpen      FlagState = "open"      // nobody has followed it up
	FlagExplained FlagState = "explained" // there is a reason, and nothing is wrong
	FlagMistaken  FlagState = "error"     // the data were wrong: they are to be corrected
	FlagReferred  FlagState = "referred"  // handed on to those who look into it
)

// FlagStates lists the states.
func FlagStates() []FlagState {
	return []FlagState{FlagOpen, FlagExplained, FlagMistaken, FlagReferred}
}

// A Flag is a reason to look at some rows, and what became of it. What the
// rules say of it is in Content, as package redflag writes it.
type Flag struct {
	ID        string
	Body      string
	Rule      string
	Ore       int64
	Content   string
	Evidence  []Place // the first rows that it came from
	Run       int64   // the last run that found it
	Found     time.Time
	Gone      time.Time // since a run has not found it any more
	State     FlagState
	Decided   time.Time
	Invited   time.Time // the supplier could reply from then on
	Published time.Time // zero while it is not public
	Steps     []FlagStep
}

// A Place is a row of a delivery, from 0.
type Place struct {
	Delivery ID  `json:"delivery"`
	Row      int `json:"row"`
}

// A FlagStep is something that was done about a flag.
type FlagStep struct {
	At    time.Time
	Kind  StepKind
	State FlagState // of a decision
	Text  string    // the reason, or the reply
	By    string    // account.PersonID, "supplier", "system"
}

// A StepKind is what was done.
type StepKind string

// The kinds.
const (
	StepFound   StepKind = "found"
	StepGone    StepKind = "gone"
	StepChanged StepKind = "changed" // found on other rows than those that were followed up
	StepDecided StepKind = "decided"
	StepInvited StepKind = "invited" // the supplier has been given a link to reply
	StepBody    StepKind = "body"    // the body has replied
	StepReply   StepKind = "reply"   // the supplier has replied
	StepShown   StepKind = "shown"
	StepHidden  StepKind = "hidden"
)

// ReplyDays is how long a supplier that is named has to reply before a flag can
// become public without a reply.
const ReplyDays = 14

// Decide follows a flag up. Faults: Invalid (no such state, no reason, something
// personal in the reason).
func (f *Flag) Decide(state FlagState, reason, by string, now time.Time) error {
	if !slices.Contains(FlagStates(), state) {
		return fault.New(fault.Invalid, "flag.state-bad").At("state")
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "flag.reason-missing").At("reason")
	}
	f.State, f.Decided = state, now
	if state == FlagOpen {
		f.Decided = time.Time{}
	}
	f.step(FlagStep{now, StepDecided, state, strings.TrimSpace(reason), by})
	return nil
}

func (f *Flag) step(s FlagStep) { f.Steps = append(f.Steps, s) }

// Note adds a step that decides nothing.
func (f *Flag) Note(kind StepKind, text, by string, now time.Time) {
	f.step(FlagStep{now, kind, "", strings.TrimSpace(text), by})
	switch kind {
	case StepInvited:
		f.Invited = now
	case StepShown:
		f.Published = now
	case StepHidden:
		f.Published = time.Time{}
	case StepGone:
		f.Gone = now
	case StepFound:
		f.Gone = time.Time{}
	}
}

// Count gives how many steps there are of a kind.
func (f *Flag) Count(kind StepKind) (n int) {
	for _, s := range f.Steps {
		if s.Kind == kind {
			n++
		}
	}
	return n
}

// Taken tells whether somebody has followed the flag up, or asked the supplier.
func (f *Flag) Taken() bool { return f.State != FlagOpen || !f.Invited.IsZero() }

// Replied tells whether the supplier has replied.
func (f *Flag) Replied() bool { return f.Count(StepReply) > 0 }

// Publishable tells whether the flag may become public: it has been followed
// up, and a supplier that it names has had its time to reply. Faults: Refused,
// Conflict (it is public).
func (f *Flag) Publishable(named bool, now time.Time) error {
	switch {
	case !f.Published.IsZero():
		return fault.New(fault.Conflict, "flag.public-already")
	case f.State == FlagOpen:
		return fault.New(fault.Refused, "flag.not-followed-up")
	case named && !f.Replied() && f.Invited.IsZero():
		return fault.New(fault.Refused, "flag.supplier-first")
	case named && !f.Replied() && now.Before(f.Invited.AddDate(0, 0, ReplyDays)):
		return fault.New(fault.Refused, "flag.supplier-waits").With("Days", ReplyDays)
	}
	return nil
}

// Measures tell how a body deals with its flags.
type Measures struct {
	Flags, FollowedUp int
	MedianDays        int // from found to decided; -1 where none has been
	Mistakes, Mended  int // errors in data, and those that a later delivery has mended
}

// Measure computes them.
func Measure(all []Flag) Measures {
	m := Measures{Flags: len(all), MedianDays: -1}
	var days []int
	for _, f := range all {
		if f.State != FlagOpen {
			m.FollowedUp++
			days = append(days, int(f.Decided.Sub(f.Found).Hours()/24))
		}
		if f.State == FlagMistaken {
			m.Mistakes++
			if !f.Gone.IsZero() {
				m.Mended++
			}
		}
	}
	if slices.Sort(days); len(days) > 0 {
		m.MedianDays = days[len(days)/2]
	}
	return m
}
