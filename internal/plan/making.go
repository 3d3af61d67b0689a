package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/fault"
)

// NoticeDays is how long before the work begins its timeline is to be public.
const NoticeDays = 14

// Making is how a plan comes to be: the steps that are promised before the
// work begins. What was promised first stays in the first version that has it.
type Making struct {
	Steps []Step `json:"steps,omitempty"`
	Hurry string `json:"hurry,omitempty"` // why it was not public in time
}

// A StepKind says what happens in a step of the making of a plan.
type StepKind string

// The kinds of steps, in the order in which they are taken.
const (
	Proposals StepKind = "proposals" // what should be in the plan is gathered
	DraftOut  StepKind = "draft"     // a text is out, to be commented passage by passage
	Talk      StepKind = "meeting"   // people meet on the draft
	Revised   StepKind = "revised"   // the draft with what was said in it
	Deciding  StepKind = "decision"
)

// StepKinds lists the kinds of steps.
func StepKinds() []StepKind { return []StepKind{Proposals, DraftOut, Talk, Revised, Deciding} }

// A Step of the making of a plan. Forum is the consultation in which one takes part in it.
type Step struct {
	ID    string   `json:"id"`
	Kind  StepKind `json:"kind"`
	Title Text     `json:"title"`
	From  Date     `json:"from"`
	Until Date     `json:"until,omitempty"` // the same day where nothing is said
	Forum string   `json:"forum,omitempty"`
}

// Last gives the last day of a step.
func (s Step) Last() Date { return cmp.Or(s.Until, s.From) }

// A Progress is how far a step has come.
type Progress string

// How far a step can have come.
const (
	Ahead    Progress = "ahead"
	GoesOn   Progress = "on"
	Finished Progress = "over"
)

// Progress tells how far a step has come on a day: the calendar says it, nobody types it.
func (s Step) Progress(today Date) Progress {
	switch {
	case today < s.From:
		return Ahead
	case today > s.Last():
		return Finished
	}
	return GoesOn
}

// Begins gives the first day of the making.
func (m Making) Begins() (first Date) {
	for _, s := range m.Steps {
		if first == "" || s.From < first {
			first = s.From
		}
	}
	return first
}

// Forums lists the consultations in which one takes part.
func (m Making) Forums() (all []string) {
	for _, s := range m.Steps {
		if s.Forum != "" && !slices.Contains(all, s.Forum) {
			all = append(all, s.Forum)
		}
	}
	return all
}

// Notice gives how many whole days there are from a day to the first step.
func (m Making) Notice(from Date) int {
	a, one := from.Day()
	b, two := m.Begins().Day()
	if !one || !two {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

// Check tells what must be mended in a timeline that is published on a day. It
// is to be public two weeks before the work begins, or say why it was not.
//
// Faults: Invalid.
func (m Making) Check(published Date) error {
	var faults []*fault.Error
	if len(m.Steps) == 0 {
		faults = append(faults, fault.New(fault.Invalid, "making.no-steps").At("step-1-from"))
	}
	for i, s := range m.Steps {
		at := "step-" + strconv.Itoa(i+1) + "-"
		_, from := s.From.Day()
		_, until := s.Last().Day()
		switch {
		case !slices.Contains(StepKinds(), s.Kind):
			faults = append(faults, fault.New(fault.Invalid, "making.kind").At(at+"kind"))
		case s.Title.Empty():
			faults = append(faults, fault.New(fault.Invalid, "making.title-missing").At(at+"title"))
		case !from || !until || s.Last() < s.From:
			faults = append(faults, fault.New(fault.Invalid, "making.dates").At(at+"from"))
		}
	}
	if len(faults) == 0 && m.Notice(published) < NoticeDays && strings.TrimSpace(m.Hurry) == "" {
		faults = append(faults, fault.New(fault.Invalid, "making.too-late").
			With("Days", NoticeDays).At("hurry"))
	}
	return fault.Fields(faults...)
}

// A Move is a step that did not keep the day that was promised.
type Move struct {
	Step     string
	Version  int
	Old, New Date   // its first day
	Why      string // as the version says
}

// Moves lists what has been moved since a timeline was first published. A step
// that was taken out has no new day.
func Moves(versions []Version) (all []Move) {
	was := map[string]Date{}
	for _, v := range versions {
		is := map[string]Date{}
		for _, s := range v.Content.Making.Steps {
			is[s.ID] = s.From
		}
		for _, id := range sortedKeys(was) {
			if is[id] != was[id] {
				all = append(all, Move{id, v.Number, was[id], is[id], v.Reason})
			}
		}
		was = is
	}
	return all
}

func sortedKeys(m map[string]Date) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Promised gives the timeline as it was first published, and in which version.
func Promised(versions []Version) (m Making, v Version) {
	for _, one := range versions {
		if len(one.Content.Making.Steps) > 0 {
			return one.Content.Making, one
		}
	}
	return m, v
}

// A Decision makes a draft the plan: from then its text is frozen.
type Decision struct {
	By    string `json:"by"`    // who decided: a body, as it is called
	Title Text   `json:"title"` // of the document
	URL   string `json:"url"`   // where it can be read
}

// Decide gives what a draft says once it has been decided on a day.
//
// Faults: Refused (it is decided already, or promises nothing), Invalid (what is missing).
func Decide(c Content, on Date, d Decision) (Content, error) {
	if c.Decided() {
		return c, fault.New(fault.Refused, "plan.decided-already")
	}
	if len(c.Commitments) == 0 {
		return c, fault.New(fault.Refused, "plan.promises-nothing")
	}
	var faults []*fault.Error
	wrong := func(bad bool, key, field string) {
		if bad {
			faults = append(faults, fault.New(fault.Invalid, key).At(field))
		}
	}
	_, day := on.Day()
	wrong(!day, "plan-decide.on", "on")
	wrong(strings.TrimSpace(d.By) == "", "plan-decide.by", "by")
	wrong(d.Title.Empty(), "plan-decide.title", "title")
	wrong(!web(d.URL), "plan-decide.url", "url")
	c.Adopted, c.Decision = on, d
	return c, fault.Fields(faults...)
}
