package consult

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// A Paper is one of the texts of a consultation that have versions.
type Paper string

// The papers.
const (
	Invitation Paper = "invitation" // what the consultation is: Content
	Report     Paper = "report"     // what was said and what becomes of it: Summary
)

// A Version of a paper. Until it is published it may be saved again; Saved
// tells two editors apart. Published versions are never changed.
type Version struct {
	Consultation ID
	Paper        Paper
	Number       int // 1, 2, 3 … in the order in which they were begun
	Saved        int // how many times it has been saved
	Content      Content
	Summary      Summary
	Author       string // account.PersonID of who saved last
	Edited       time.Time
	Reason       string    // why it was changed; shown in public
	Asked        time.Time // when approval was asked for
	AskedBy      string
	Approved     string // account.PersonID of who published
	Published    time.Time
}

// A Summary is what was said at a consultation, under headings from the agenda and the questions.
type Summary struct {
	Sections []Section `json:"sections,omitempty"`
	Until    time.Time `json:"until,omitzero"` // of a SummaryDraft: end of the time for objections
}

// A Section of a summary. Question is the ID of the question that it answers to, if any.
type Section struct {
	Question string `json:"question,omitempty"`
	Heading  Text   `json:"heading"`
	Body     Text   `json:"body"` // Markdown
}

// Outline gives an empty summary with headings from the agenda and the questions.
func (c Content) Outline() Summary {
	var s Summary
	for _, item := range c.Agenda {
		if item.Part == Information {
			s.Sections = append(s.Sections, Section{Heading: item.Title})
		}
	}
	for _, q := range c.Questions {
		s.Sections = append(s.Sections, Section{Question: q.ID, Heading: q.Text})
	}
	return s
}

// A Change is one field that differs between two versions. Path is the field's
// name as it stands in the JSON form ("meeting.start", "questions.2.text.sv").
type Change struct {
	Path     string
	Old, New string
}

// Changes lists what differs between two papers of the same type, in the order of their fields.
func Changes(old, new any) ([]Change, error) {
	a, err := flatten(old)
	if err != nil {
		return nil, err
	}
	b, err := flatten(new)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for _, path := range merge(a.paths, b.paths) {
		if x, y := a.values[path], b.values[path]; x != y {
			changes = append(changes, Change{path, x, y})
		}
	}
	return changes, nil
}

// flat is a JSON document as paths and values.
type flat struct {
	paths  []string
	values map[string]string
}

func flatten(v any) (flat, error) {
	f := flat{values: map[string]string{}}
	raw, err := json.Marshal(v)
	if err != nil {
		return f, fmt.Errorf("changes: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	return f, f.walk(dec, "")
}

// walk reads one value in document order, so that paths keep the order of the fields.
func (f *flat) walk(dec *json.Decoder, path string) error {
	tok, err := dec.Token()
	if err != nil {
		return fmt.Errorf("changes: at %s: %w", path, err)
	}
	delim, nested := tok.(json.Delim)
	if !nested {
		f.paths = append(f.paths, path)
		f.values[path] = fmt.Sprint(tok)
		return nil
	}
	for i := 0; dec.More(); i++ {
		step := fmt.Sprint(i + 1)
		if delim == '{' {
			key, err := dec.Token()
			if err != nil {
				return fmt.Errorf("changes: at %s: %w", path, err)
			}
			step = key.(string)
		}
		if err := f.walk(dec, join(path, step)); err != nil {
			return err
		}
	}
	_, err = dec.Token()
	return err
}

func join(path, step string) string {
	if path == "" {
		return step
	}
	return path + "." + step
}

// merge gives the paths of both, those of a first at their place, each once.
func merge(a, b []string) []string {
	at := make(map[string]int, len(b))
	for i, p := range b {
		at[p] = i
	}
	var all []string
	done := map[string]bool{}
	next := 0
	for _, p := range a {
		if i, both := at[p]; both {
			for ; next <= i; next++ {
				if !done[b[next]] {
					all, done[b[next]] = append(all, b[next]), true
				}
			}
		}
		if !done[p] {
			all, done[p] = append(all, p), true
		}
	}
	for ; next < len(b); next++ {
		if !done[b[next]] {
			all, done[b[next]] = append(all, b[next]), true
		}
	}
	return all
}

// Moves tells whether going from old to new changes what calendars must count
// as a new SEQUENCE: the start or the end (RFC 5546, 2.1.4).
func Moves(old, new Content) bool {
	return !old.Meeting.Start.Equal(new.Meeting.Start) || !old.Meeting.End.Equal(new.Meeting.End)
}

// CalendarDiffers tells whether the calendar entry says something else in new
// than in old, in any language, so that those registered are sent it again.
func CalendarDiffers(old, new Content) bool {
	return CalendarDiffersIn(old, new, "sv") || CalendarDiffersIn(old, new, "en")
}

// CalendarDiffersIn tells whether it does to who reads a language: an English
// text that was added says nothing new in Swedish.
func CalendarDiffersIn(old, new Content, language string) bool {
	differs := func(a, b Text) bool { return a.In(language) != b.In(language) }
	if Moves(old, new) || differs(old.Title, new.Title) ||
		differs(old.Meeting.Place, new.Meeting.Place) ||
		old.Meeting.Form != new.Meeting.Form || len(old.Agenda) != len(new.Agenda) {
		return true
	}
	for i, item := range old.Agenda {
		if differs(item.Title, new.Agenda[i].Title) || item.Minutes != new.Agenda[i].Minutes {
			return true
		}
	}
	return false
}
