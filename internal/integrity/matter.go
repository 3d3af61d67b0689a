package integrity

import (
	"time"
)

// An ID names a matter (UUIDv7 text).
type ID string

// A Kind is what a matter is.
type Kind string

// The kinds of matters.
const (
	Advice Kind = "advice" // a recommendation that is followed up
	AStake Kind = "stake"  // in a view: who has an interest of their own in it
)

// A Matter is something of which more and more is said, and nothing taken back.
type Matter struct {
	ID      ID
	Kind    Kind
	Body    string // account.BodyID of the body that keeps it
	Key     string // its name in addresses, its own within the kind
	Created time.Time
	Entries int // how many have been made
}

// An Entry is one thing that was said of a matter. It is never changed.
type Entry struct {
	Matter ID
	Number int // 1, 2, 3 …
	At     time.Time
	Author string // account.PersonID; for the log, never shown
	Said
}

// Said is what an entry says: one of its fields is set, and where others than
// the body of the matter may speak, the body that said it.
type Said struct {
	By             string          `json:"by,omitempty"` // ID of a body
	Recommendation *Recommendation `json:"recommendation,omitempty"`
	Assessment     *Assessment     `json:"assessment,omitempty"`
	Response       *Response       `json:"response,omitempty"`
	Evidence       *Evidence       `json:"evidence,omitempty"`
	Reach          *Reach          `json:"reach,omitempty"`
	FollowUp       *FollowUp       `json:"follow_up,omitempty"`
	Interest       *Interest       `json:"interest,omitempty"`
	Opening        *Opening        `json:"opening,omitempty"`
	SelfAssessment *SelfAssessment `json:"self_assessment,omitempty"`
	Coverage       *Coverage       `json:"coverage,omitempty"`
	Nothing        *Nothing        `json:"nothing,omitempty"`
	Contact        *Contact        `json:"contact,omitempty"`
	Gift           *Gift           `json:"gift,omitempty"`
	Entered        *Entered        `json:"entered,omitempty"`
	Verdict        *Verdict        `json:"verdict,omitempty"`
	Statement      *Statement      `json:"statement,omitempty"`
}

// Text is a text in the languages that it is written in.
type Text struct {
	SV string `json:"sv,omitempty"`
	EN string `json:"en,omitempty"`
}

// In gives t in a language, or else in the one that it has.
func (t Text) In(language string) string {
	if language == "en" && t.EN != "" || t.SV == "" {
		return t.EN
	}
	return t.SV
}

// Empty tells whether nothing is said.
func (t Text) Empty() bool { return t.SV == "" && t.EN == "" }

// A Date is a date as exactly as it is known: "2023", "2023-06" or
// "2023-06-15". An empty one is not known.
type Date string

// The forms of a date, by their lengths.
var dateForms = map[int]string{len("2006"): "2006", len("2006-01"): "2006-01",
	len(time.DateOnly): time.DateOnly}

// Valid tells whether d is a date or is not known.
func (d Date) Valid() bool {
	_, err := d.begin(time.UTC)
	return d == "" || err == nil
}

func (d Date) begin(zone *time.Location) (time.Time, error) {
	return time.ParseInLocation(dateForms[len(d)], string(d), zone)
}

// After gives the first moment in a zone that is later than all that d can
// mean; zero where it is not known.
func (d Date) After(zone *time.Location) time.Time {
	t, err := d.begin(zone)
	switch {
	case d == "" || err != nil:
		return time.Time{}
	case len(d) == len("2006"):
		return t.AddDate(1, 0, 0)
	case len(d) == len("2006-01"):
		return t.AddDate(0, 1, 0)
	}
	return t.AddDate(0, 0, 1)
}
