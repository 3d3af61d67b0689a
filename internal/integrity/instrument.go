package integrity

import (
	"embed"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"sync"

	"insyn/internal/fault"
)

//go:embed instruments/*.json
var instruments embed.FS

// An Instrument is the questions by which a body assesses itself. It is a file
// that is never changed: another wording is another version, and what was
// answered keeps the version that it answers.
type Instrument struct {
	Version string `json:"version"`
	Own     bool   `json:"own"` // made by Insyn, and shown to be
	Areas   []Area `json:"areas"`
}

// An Area is a part of the work.
type Area struct {
	ID    string `json:"id"`
	Name  Text   `json:"name"`
	Items []Item `json:"items"`
}

// An Item is a question. Level is the lowest level of its area that asks for it.
type Item struct {
	ID    string            `json:"id"`
	Text  Text              `json:"text"`
	Level int               `json:"level"`
	Same  map[string]string `json:"same,omitempty"` // the item that means the same, by earlier version
}

// ReadInstrument reads the file of an instrument.
//
// Faults: Invalid (something unknown, missing or twice).
func ReadInstrument(data []byte) (q Instrument, err error) {
	in := json.NewDecoder(strings.NewReader(string(data)))
	in.DisallowUnknownFields()
	bad := fault.New(fault.Invalid, "integrity.instrument")
	if err := in.Decode(&q); err != nil {
		return q, bad.From(err)
	}
	seen := map[string]bool{"": true}
	for _, a := range q.Areas {
		if seen[a.ID] || a.Name.Empty() || len(a.Items) == 0 {
			return q, bad
		}
		seen[a.ID] = true
		for _, i := range a.Items {
			if seen[i.ID] || i.Text.Empty() || i.Level < 2 || i.Level > int(Leading) {
				return q, bad
			}
			seen[i.ID] = true
		}
	}
	if q.Version == "" || len(q.Areas) == 0 {
		return q, bad
	}
	return q, nil
}

// Instruments lists the instruments that Insyn has, by version.
var Instruments = sync.OnceValue(func() map[string]Instrument {
	all := map[string]Instrument{}
	files, err := instruments.ReadDir("instruments")
	for _, f := range files {
		data, failed := instruments.ReadFile(path.Join("instruments", f.Name()))
		q, wrong := ReadInstrument(data)
		if failed != nil || wrong != nil {
			panic(f.Name()) // embedded: a test reads it
		}
		all[q.Version] = q
	}
	if err != nil {
		panic(err) // embedded
	}
	return all
})

// LatestInstrument names the version that new rounds use.
const LatestInstrument = "insyn-1"

// Item finds a question.
func (q Instrument) Item(id string) (Item, bool) {
	for _, a := range q.Areas {
		for _, i := range a.Items {
			if i.ID == id {
				return i, true
			}
		}
	}
	return Item{}, false
}

// A Mark is how a question is answered.
type Mark string

// The marks, in rising order, and the one that stands outside it.
const (
	No         Mark = "no"
	Planned    Mark = "planned"
	Partly     Mark = "partly"
	Documented Mark = "documented"
	Reviewed   Mark = "reviewed" // documented, and followed up in the last twelve months
	Apart      Mark = "apart"    // does not apply, for a stated reason
)

// Marks lists the marks.
func Marks() []Mark { return []Mark{No, Planned, Partly, Documented, Reviewed, Apart} }

// A Reply is how a body answers a question.
type Reply struct {
	Mark    Mark   `json:"mark,omitempty"`
	Comment string `json:"comment,omitempty"` // why it does not apply, or anything to explain
}

// A SelfAssessment is what a body says of its own work.
type SelfAssessment struct {
	Round      string           `json:"round"` // key of the round
	Instrument string           `json:"instrument"`
	Defines    string           `json:"defines"` // "yes" or "no": works by the government's definition
	Replies    map[string]Reply `json:"replies"` // by item
}

// A Level is how far an area has come.
type Level int

// The levels of the OECD's maturity models. One counts when all that it and
// those below it ask for is in place.
const (
	Nascent     Level = 1
	Emerging    Level = 2
	Established Level = 3
	Leading     Level = 4
)

// Levels lists the levels.
func Levels() []Level { return []Level{Nascent, Emerging, Established, Leading} }

// Level computes how far an area has come: what does not apply is no obstacle.
func (s SelfAssessment) Level(a Area) Level {
	reached := Leading
	for _, item := range a.Items {
		mark := s.Replies[item.ID].Mark
		if mark != Documented && mark != Reviewed && mark != Apart {
			reached = min(reached, Level(item.Level-1))
		}
	}
	return max(reached, Nascent)
}

// Tidy gives s without what its instrument does not ask for, trimmed.
func (s SelfAssessment) Tidy(q Instrument) SelfAssessment {
	replies := map[string]Reply{}
	for id, r := range s.Replies {
		r.Comment = strings.TrimSpace(r.Comment)
		if _, known := q.Item(id); known && r != (Reply{}) {
			replies[id] = r
		}
	}
	s.Replies = replies
	return s
}

// Bounds tells what cannot be kept at all, of a draft too.
//
// Faults: Invalid.
func (s SelfAssessment) Bounds() error {
	var faults []*fault.Error
	for id, r := range s.Replies {
		if r.Mark != "" && !slices.Contains(Marks(), r.Mark) {
			faults = append(faults, fault.New(fault.Invalid, "integrity.mark").At("mark-"+id))
		}
		faults = append(faults, bounded("comment-"+id, r.Comment, false, mostText/4))
	}
	return inOrder(faults)
}

// inOrder gives faults in the order of their fields, so that the same is always said the same way.
func inOrder(faults []*fault.Error) error {
	faults = slices.DeleteFunc(faults, func(e *fault.Error) bool { return e == nil })
	slices.SortFunc(faults, func(a, b *fault.Error) int { return strings.Compare(a.Field, b.Field) })
	return fault.Fields(faults...)
}

// Complete tells what is missing before s can be signed: each question has an
// answer, and what does not apply has a reason.
//
// Faults: Invalid.
func (s SelfAssessment) Complete(q Instrument) error {
	var faults []*fault.Error
	if s.Defines != "yes" && s.Defines != "no" {
		faults = append(faults, fault.New(fault.Invalid, "integrity.defines").At("defines"))
	}
	for _, a := range q.Areas {
		for _, i := range a.Items {
			r := s.Replies[i.ID]
			switch {
			case r.Mark == "":
				faults = append(faults, fault.New(fault.Invalid, "integrity.unmarked").At("mark-"+i.ID))
			case r.Mark == Apart && r.Comment == "":
				faults = append(faults, fault.New(fault.Invalid, "integrity.apart-why").At("comment-"+i.ID))
			}
		}
	}
	return fault.Fields(faults...)
}

// Differs lists the questions that two assessments answer otherwise, in the
// order of the instrument.
func (s SelfAssessment) Differs(other SelfAssessment, q Instrument) (items []string) {
	for _, a := range q.Areas {
		for _, i := range a.Items {
			if s.Replies[i.ID] != other.Replies[i.ID] {
				items = append(items, i.ID)
			}
		}
	}
	return items
}
