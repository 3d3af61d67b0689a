package standard

import "slices"

// Facts are what is recorded of a country's work. Their order means nothing.
type Facts struct {
	// Since is the day on which recording began. Of days before it nothing
	// follows from what is missing, save between two meetings that are known.
	// Unknown where all that happened is recorded.
	Since     Day        `json:"since,omitempty"`
	Plans     []Plan     `json:"plans"`
	Meetings  []Meeting  `json:"meetings,omitempty"`
	Documents []Document `json:"documents,omitempty"`
	Sites     []Site     `json:"sites,omitempty"`
	Outreach  []Outreach `json:"outreach,omitempty"`
	Channels  []Channel  `json:"channels,omitempty"`
	Views     []View     `json:"views,omitempty"`
	Answers   []Answer   `json:"answers,omitempty"`
	Rulings   []Ruling   `json:"rulings,omitempty"`
}

// A Plan is an action plan with the dates on which duties hang.
type Plan struct {
	ID          string       `json:"id"`
	Number      int          `json:"number"` // plans of a country follow each other by number
	Begins      Day          `json:"begins,omitempty"`
	Published   Day          `json:"published,omitempty"`
	Start       Day          `json:"start,omitempty"`
	End         Day          `json:"end,omitempty"`
	Years       int          `json:"years,omitempty"` // four: the plan is to be refreshed half-way
	Refreshed   Day          `json:"refreshed,omitempty"`
	Commitments []Commitment `json:"commitments,omitempty"`
	Link        string       `json:"link,omitempty"`

	// Where only the month or the year is known, Published and End are its last
	// day, and these its first: nothing is not met by a day that was guessed.
	PublishedFrom Day `json:"published_from,omitempty"`
	EndFrom       Day `json:"end_from,omitempty"`
}

// known gives the first day that is recorded of a plan; its end, where it is all there is.
func (p Plan) known() Day {
	if first := p.first(); first.Known() {
		return first
	}
	return p.End
}

// first gives the first day on which work on a plan is known to have gone on.
func (p Plan) first() Day { return earliest(p.Begins, p.Published, p.Start) }

// A Commitment of a plan, with what the independent reviewer found.
type Commitment struct {
	ID         string     `json:"id"`
	Completion Completion `json:"completion,omitempty"`
	Coded      Day        `json:"coded,omitempty"` // when the reviewer said so
}

// A Completion is the reviewer's code for how far a commitment has come.
type Completion string

// The codes that mean no progress. Any other code means some.
const (
	NoEvidence Completion = "no-evidence"
	NotStarted Completion = "not-started"
)

// A Meeting is one that was held.
type Meeting struct {
	ID           string `json:"id"`
	Plan         string `json:"plan,omitempty"` // "" for any plan of the time
	On           Day    `json:"on"`
	Government   int    `json:"government"`         // public bodies that took part
	CivilSociety int    `json:"civil_society"`      // organisations that took part
	AtLeast      bool   `json:"at_least,omitempty"` // nobody has counted: so many at least
	Results      bool   `json:"results,omitempty"`
	Comments     bool   `json:"comments,omitempty"`
	Link         string `json:"link,omitempty"`
}

// together tells whether both the state and civil society were there.
func (m Meeting) together() bool { return m.Government > 0 && m.CivilSociety > 0 }

// A Kind says what a document is.
type Kind string

// The kinds of documents.
const (
	RulesOfParticipation Kind = "rules"
	Timeline             Kind = "timeline"   // of the making of a plan, with the ways to take part
	CoCreation           Kind = "cocreation" // evidence of how a plan came to be
	Evidence             Kind = "evidence"   // of how it is carried out
	Other                Kind = "other"      // anything else in the repository
)

// A Document is something that was published.
type Document struct {
	ID         string `json:"id"`
	Plan       string `json:"plan,omitempty"`
	Kind       Kind   `json:"kind"`
	Published  Day    `json:"published"`
	Commitment string `json:"commitment,omitempty"` // that it is evidence of
	Login      bool   `json:"login,omitempty"`      // cannot be read without one
	Link       string `json:"link,omitempty"`
}

// A Site is the public website of the country's part in the partnership.
type Site struct {
	ID           string `json:"id"`
	Since        Day    `json:"since"`
	Login        bool   `json:"login,omitempty"`
	ShowsPlan    bool   `json:"shows_plan"`
	ShowsContact bool   `json:"shows_contact"`
	Link         string `json:"link,omitempty"`
}

// Outreach is something done to make the work known.
type Outreach struct {
	ID   string `json:"id"`
	Plan string `json:"plan,omitempty"`
	On   Day    `json:"on"`
	Link string `json:"link,omitempty"`
}

// A Channel is a way to say what one thinks of a plan in the making.
type Channel struct {
	ID     string   `json:"id"`
	Plan   string   `json:"plan,omitempty"`
	Opens  Day      `json:"opens"`
	Closes Day      `json:"closes"`
	Kinds  []string `json:"kinds,omitempty"` // of senders that used it or were asked
	Link   string   `json:"link,omitempty"`
}

// A View is something that was said of a plan in the making.
type View struct {
	ID       string `json:"id"`
	Plan     string `json:"plan,omitempty"`
	Received Day    `json:"received"`
}

// An Answer tells how a view was considered.
type Answer struct {
	View     string `json:"view"`
	On       Day    `json:"on"`
	Reasoned bool   `json:"reasoned"`
	Link     string `json:"link,omitempty"`
}

// A Ruling is what the reviewer or the partnership has decided on a ground.
type Ruling struct {
	Plan     string `json:"plan"`
	Ground   string `json:"ground"` // the ID of a rule
	Contrary bool   `json:"contrary"`
	On       Day    `json:"on"`
	Link     string `json:"link,omitempty"`
}

// plan finds a plan, the one before it and the one after it by their numbers.
func (f Facts) plan(id string) (this, before, after *Plan) {
	i := slices.IndexFunc(f.Plans, func(p Plan) bool { return p.ID == id })
	if i < 0 {
		return nil, nil, nil
	}
	this = &f.Plans[i]
	for i := range f.Plans {
		switch p := &f.Plans[i]; p.Number {
		case this.Number - 1:
			before = p
		case this.Number + 1:
			after = p
		}
	}
	return this, before, after
}

// later gives the first day that is known of any of the plans after one.
func (f Facts) later(this *Plan) (first Day) {
	for _, p := range f.Plans {
		if p.Number > this.Number {
			first = earliest(first, p.first())
		}
	}
	return first
}
