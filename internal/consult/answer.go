package consult

import (
	"strings"
	"time"

	"insyn/internal/fault"
)

// An AnswerID names an answer (UUIDv7 text).
type AnswerID string

// A Position is what a body says to a view.
type Position string

// The positions. Every one wants a reason.
const (
	Accepted       Position = "accepted"
	PartlyAccepted Position = "partly"
	NotAccepted    Position = "not"
	OutOfScope     Position = "out-of-scope"
	Unanswered     Position = "unanswered" // no answer is given; the reason says why not
)

// Positions lists the positions in the order in which they are offered.
func Positions() []Position {
	return []Position{Accepted, PartlyAccepted, NotAccepted, OutOfScope, Unanswered}
}

// An Answer is what a body says to one view or to several that are alike. What
// is written here is a draft; what everybody can read stands in its versions.
type Answer struct {
	ID       AnswerID
	Forum    Forum
	Body     string // account.BodyID of the body that answers
	Number   int64  // place among the answers of the forum, from 1; 0 before the first version
	Position Position
	Reason   Text // Markdown
	Effects  []Effect
	Author   string // account.PersonID of who wrote last
	Begun    time.Time
	Saved    int  // how many times it has been saved: tells two windows apart
	Ready    bool // goes out with the next batch
	Version  int  // in force; 0 before the first
}

// An Effect is what changed because of what was said, and where it can be seen.
type Effect struct {
	Kind  EffectKind `json:"kind"`
	Title Text       `json:"title"`
	URL   string     `json:"url,omitempty"` // a path on this site, or https
}

// An EffectKind is what it is that changed.
type EffectKind string

// The kinds of effects.
const (
	TheWords   EffectKind = "words" // of a text
	AMilestone EffectKind = "milestone"
	AMeasure   EffectKind = "measure"
	SomeEffect EffectKind = "other"
)

// EffectKinds lists the kinds of effects in the order in which they are offered.
func EffectKinds() []EffectKind {
	return []EffectKind{TheWords, AMilestone, AMeasure, SomeEffect}
}

// An AnswerVersion is an answer as everybody can read it. It is never changed.
type AnswerVersion struct {
	Answer   AnswerID
	Number   int // 1, 2, 3 …
	Position Position
	Reason   Text
	Effects  []Effect
	Views    []int64 // numbers of the views that it answers
	Why      string  // why there is a new version; "" for the first
	By       string  // account.PersonID of who published it
	At       time.Time
}

// An AnswerForm is what an official fills in.
type AnswerForm struct {
	Position Position
	Reason   Text
	Effects  []Effect
	Ready    bool
	Saved    int // of the answer that the form was made from
}

// Lengths that an answer may have, in characters.
const (
	MaxReason   = 10_000
	maxEffect   = 300
	mostEffects = 10
	maxWhy      = 500
)

// Check tells what is wrong with f, all of it at once, or gives it tidied. A
// draft may lack what an answer that is ready must have.
func (f AnswerForm) Check() (AnswerForm, error) {
	f.Reason.SV, f.Reason.EN = prose(f.Reason.SV), prose(f.Reason.EN)
	faults := []*fault.Error{
		length("reason", f.Reason.SV, 0, MaxReason, ""),
		length("reason-en", f.Reason.EN, 0, MaxReason, ""),
	}
	if f.Position != "" && !isOneOf(f.Position, Positions()) || f.Ready && f.Position == "" {
		faults = append(faults, fault.New(fault.Invalid, "answer.position-missing").At("position"))
	}
	if f.Ready {
		faults = append(faults, Unnumbered("reason", f.Reason.SV, f.Reason.EN))
	}
	if f.Ready && f.Reason.Empty() {
		faults = append(faults, fault.New(fault.Invalid, "answer.reason-missing").At("reason"))
	}
	var kept []Effect
	for _, e := range f.Effects {
		if e = e.tidied(); e.Title.Empty() && e.URL == "" {
			continue
		}
		faults = append(faults, e.check())
		kept = append(kept, e)
	}
	if f.Effects = kept; len(kept) > mostEffects {
		faults = append(faults, fault.New(fault.Invalid, "answer.effects-many").
			With("Most", mostEffects).At("effects"))
	}
	return f, fault.Fields(faults...)
}

func isOneOf[T comparable](x T, all []T) bool {
	for _, each := range all {
		if x == each {
			return true
		}
	}
	return false
}

func (e Effect) tidied() Effect {
	e.Title.SV, e.Title.EN, e.URL = tidy(e.Title.SV), tidy(e.Title.EN), strings.TrimSpace(e.URL)
	return e
}

// check tells what is wrong with an effect. Its address is a path here, or a
// page that is served safely.
func (e Effect) check() *fault.Error {
	switch {
	case !isOneOf(e.Kind, EffectKinds()):
		return fault.New(fault.Invalid, "answer.effect-kind").At("effects")
	case e.Title.Empty():
		return fault.New(fault.Invalid, "answer.effect-title").At("effects")
	case e.URL != "" && !shownURL(e.URL):
		return fault.New(fault.Invalid, "answer.effect-url").At("effects")
	}
	return length("effects", e.Title.SV+e.Title.EN+e.URL, 0, 2*maxEffect+2_000, "")
}

// shownURL tells whether a page of ours may lead to an address.
func shownURL(address string) bool {
	if strings.ContainsAny(address, " \t\r\n\\\"<>") {
		return false
	}
	own := strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
	return own || strings.HasPrefix(address, "https://")
}

// Save writes a draft over with what was filled in since.
//
// Faults: Conflict (saved since, in another window).
func (a *Answer) Save(f AnswerForm) error {
	if f.Saved != a.Saved {
		return fault.New(fault.Conflict, "answer.saved-since")
	}
	a.Position, a.Reason, a.Effects, a.Ready = f.Position, f.Reason, f.Effects, f.Ready
	a.Saved++
	return nil
}

// Publish makes the draft the version that everybody can read. Views are the
// numbers of those that it answers; a new version wants a reason.
//
// Faults: Refused (not ready, answers nothing), Invalid (no reason for a new version).
func (a *Answer) Publish(number int64, views []int64, by, why string, now time.Time) (
	v AnswerVersion, err error) {
	why = tidy(why)
	switch {
	case !a.Ready:
		return v, fault.New(fault.Refused, "answer.not-ready")
	case len(views) == 0:
		return v, fault.New(fault.Refused, "answer.no-views")
	case a.Version > 0 && why == "":
		return v, fault.New(fault.Invalid, "answer.why-missing").At("why")
	}
	if bad := length("why", why, 0, maxWhy, ""); bad != nil {
		return v, bad
	}
	if a.Version++; a.Number == 0 {
		a.Number = number
	}
	a.Ready = false
	return AnswerVersion{Answer: a.ID, Number: a.Version, Position: a.Position, Reason: a.Reason,
		Effects: a.Effects, Views: views, Why: why, By: by, At: now}, nil
}

// An AnswerTemplate is words that a body begins its answers with.
type AnswerTemplate struct {
	ID       string
	Body     string
	Name     string
	Position Position
	Reason   Text
}

// Check tells what is wrong with t, or gives it tidied.
func (t AnswerTemplate) Check() (AnswerTemplate, error) {
	t.Name, t.Reason.SV, t.Reason.EN = tidy(t.Name), prose(t.Reason.SV), prose(t.Reason.EN)
	faults := []*fault.Error{
		length("name", t.Name, 1, maxName, "answer.template-name"),
		length("reason", t.Reason.SV, 1, MaxReason, "answer.reason-missing"),
		length("reason-en", t.Reason.EN, 0, MaxReason, ""),
	}
	if t.Position != "" && !isOneOf(t.Position, Positions()) {
		faults = append(faults, fault.New(fault.Invalid, "answer.position-missing").At("position"))
	}
	return t, fault.Fields(faults...)
}
