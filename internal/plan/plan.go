package plan

import (
	"strings"
	"time"
)

// An ID names a plan (UUIDv7 text).
type ID string

// A Text is said in Swedish, in English, or in both.
type Text struct {
	SV string `json:"sv,omitempty"`
	EN string `json:"en,omitempty"`
}

// In gives the text in a language ("sv" or "en"), or in the other where that is all there is.
func (t Text) In(language string) string {
	if language == "en" && t.EN != "" || t.SV == "" {
		return t.EN
	}
	return t.SV
}

// Empty tells whether nothing is said.
func (t Text) Empty() bool {
	return strings.TrimSpace(t.SV) == "" && strings.TrimSpace(t.EN) == ""
}

// A Level is whose plan it is.
type Level string

// The levels. The last two come from the partnership's table, which does not
// say which of the others they are.
const (
	Country      Level = "country"
	Region       Level = "region"
	Municipality Level = "municipality"
	Local        Level = "local" // a region or a municipality
	OtherLevel   Level = "other" // neither national nor local, as the table has it
)

// Levels lists the levels that a plan can be begun at.
func Levels() []Level { return []Level{Country, Region, Municipality} }

// Near tells whether two levels can be of the same plan: both are of a country,
// or neither is.
func (l Level) Near(other Level) bool { return (l == Country) == (other == Country) }

// A Plan is an action plan with the content in force.
type Plan struct {
	ID      ID
	Body    string // account.BodyID of who answers for it
	Slug    string // its name in addresses
	Created time.Time
	Current int // number of the version that is public; 0 for none
	Content Content
}

// Public tells whether anybody may see the plan.
func (p Plan) Public() bool { return p.Current > 0 }

// A Version of a plan: what it said, from when, by whom and why.
type Version struct {
	Plan      ID
	Number    int
	Content   Content
	Author    string // account.PersonID
	Reason    string // shown in public
	Published time.Time
}

// Content is everything that a plan says.
type Content struct {
	Level       Level        `json:"level"`
	Place       Text         `json:"place"`          // "Sverige"
	Code        string       `json:"code,omitempty"` // "SWE", as the partnership writes it
	Number      int          `json:"number"`
	Key         string       `json:"key,omitempty"` // "AP_SWE02", as the partnership writes it
	Title       Text         `json:"title"`
	Composed    bool         `json:"title_composed,omitempty"` // the title is ours: that of the plan is not to hand
	Period      string       `json:"period,omitempty"`         // as written: "2023–2025"
	Begins      Date         `json:"begins,omitempty"`         // when work on it began
	Adopted     Date         `json:"adopted,omitempty"`
	Submitted   Date         `json:"submitted,omitempty"`
	Start       Date         `json:"start,omitempty"`
	End         Date         `json:"end,omitempty"`
	Years       int          `json:"years,omitempty"`
	Languages   []string     `json:"languages,omitempty"`
	Source      string       `json:"source,omitempty"` // where this is read
	History     []Event      `json:"history,omitempty"`
	Commitments []Commitment `json:"commitments,omitempty"`
	Record      Record       `json:"record,omitzero"`
	Making      Making       `json:"making,omitzero"`
	Decision    Decision     `json:"decision,omitzero"`
	Council     Council      `json:"council,omitzero"`
	Rhythm      Rhythm       `json:"rhythm,omitempty"` // of its reports: half-years where nothing is said
}

// Decided tells whether the plan has been adopted: from then its text is frozen.
func (c Content) Decided() bool { return c.Adopted.Known() || c.Submitted.Known() }

// An Event of the making and the life of a plan.
type Event struct {
	On     Date   `json:"on"`
	Text   Text   `json:"text"`
	Source string `json:"source,omitempty"`
	Note   Text   `json:"note,omitzero"` // where it was read, where that has no address
}

// A Record is what has been done for the plan outside Insyn, each with where it is told.
type Record struct {
	Documents []Document `json:"documents,omitempty"`
	Meetings  []Meeting  `json:"meetings,omitempty"`
	Outreach  []Event    `json:"outreach,omitempty"`
}

// A Document is something that was published. Kind is as package standard has it.
type Document struct {
	Kind   string `json:"kind"`
	Title  Text   `json:"title"`
	On     Date   `json:"on"`
	Source string `json:"source"`
}

// A Meeting was held outside Insyn.
type Meeting struct {
	On           Date   `json:"on"`
	Title        Text   `json:"title"`
	Government   int    `json:"government"`
	CivilSociety int    `json:"civil_society"`
	AtLeast      bool   `json:"at_least,omitempty"` // nobody has counted: so many at least
	Results      bool   `json:"results,omitempty"`
	Comments     bool   `json:"comments,omitempty"`
	Source       string `json:"source"`
}

// Commitment finds a commitment by its identity.
func (c Content) Commitment(id string) (Commitment, bool) {
	for _, one := range c.Commitments {
		if one.ID == id {
			return one, true
		}
	}
	return Commitment{}, false
}
