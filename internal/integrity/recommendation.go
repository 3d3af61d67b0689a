package integrity

import (
	"encoding/hex"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"insyn/internal/fault"
)

// A Source is the report that recommendations stand in.
type Source struct {
	ID    string `json:"id"` // in addresses: small letters, digits and hyphens
	By    string `json:"by"` // who recommends
	Title string `json:"title"`
	On    Date   `json:"on,omitempty"`
	URL   string `json:"url,omitempty"`
	Scale string `json:"scale"` // ID of the scale by which it is judged later
}

// A Recommendation is what somebody advises a body to do.
type Recommendation struct {
	Source    Source `json:"source"`
	Ref       string `json:"ref"`            // its number in the report
	Page      string `json:"page,omitempty"` // of the report
	Text      Text   `json:"text"`
	Addressee string `json:"addressee,omitempty"` // account.BodyID of the body that answers; "" for none here
	To        string `json:"to"`                  // name of who it is addressed to
	Due       Date   `json:"due,omitempty"`       // when an answer is wanted
	Repeats   string `json:"repeats,omitempty"`   // key of the same advice in an earlier report
	Forum     string `json:"forum,omitempty"`     // of the proposal that it grew from
	View      int64  `json:"view,omitempty"`      // number of that proposal
	Proposed  string `json:"proposed,omitempty"`  // Swedish path of its page
	Why       string `json:"why,omitempty"`       // why this version replaces the one before
}

// Key gives the name of a recommendation in addresses.
func (r Recommendation) Key() string { return r.Source.ID + "-" + slug(r.Ref) }

// slug makes a reference fit for addresses.
func slug(s string) string {
	return strings.Trim(strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		}
		return '-'
	}, strings.ToLower(strings.TrimSpace(s))), "-")
}

// An Assessment is how those who recommend judge what has become of it. A
// later one stands beside the earlier ones and replaces none.
type Assessment struct {
	By       string `json:"by"`    // who judges
	Round    string `json:"round"` // the report in which it is done
	On       Date   `json:"on"`
	Grade    string `json:"grade,omitempty"` // of the source's own scale
	Words    Text   `json:"words,omitzero"`  // as they stand
	URL      string `json:"url,omitempty"`
	Page     string `json:"page,omitempty"`
	Self     bool   `json:"self,omitempty"`     // the one who is judged judges
	Corrects int    `json:"corrects,omitempty"` // number of the entry that was entered wrongly
	Why      string `json:"why,omitempty"`      // and what was wrong with it
}

// A Position is how a body answers a recommendation.
type Position string

// The positions.
const (
	Accepts Position = "accept"
	InPart  Position = "part"
	Rejects Position = "reject"
)

// Positions lists the positions.
func Positions() []Position { return []Position{Accepts, InPart, Rejects} }

// A Response is what the addressee answers. A later one stands beside the
// first, by whose day the answer was in time or late.
type Response struct {
	Position Position `json:"position"`
	Reason   Text     `json:"reason"`
	Measure  Text     `json:"measure,omitzero"` // what will be done
	By       Date     `json:"by,omitempty"`     // when that will be done
}

// Evidence is something that anybody can look at.
type Evidence struct {
	Proves Text   `json:"proves"`
	URL    string `json:"url,omitempty"`
	Hash   string `json:"hash,omitempty"` // SHA-256 of a file, in hexadecimal
	On     Date   `json:"on"`
	Body   string `json:"body"` // account.BodyID of who shows it
}

// Reach tells that the link of a piece of evidence answers no more, or again.
type Reach struct {
	Evidence int       `json:"evidence"` // number of its entry
	Answers  bool      `json:"answers"`
	Since    time.Time `json:"since,omitzero"` // the first time that it did not; zero for when this was said
}

// A Status is how far Insyn's own follow-up says that a recommendation has come.
type Status string

// The statuses.
const (
	NotBegun    Status = "not-begun"
	UnderWay    Status = "under-way"
	Implemented Status = "implemented"
	Dropped     Status = "dropped"
)

// Statuses lists the statuses.
func Statuses() []Status { return []Status{NotBegun, UnderWay, Implemented, Dropped} }

// A FollowUp is a judgement of those who keep the register, with its reason.
type FollowUp struct {
	Status Status `json:"status"`
	Reason Text   `json:"reason"`
}

// An Interest says that its author has a stake in the matter, and so decides
// nothing in it. Only that there is one is shown.
type Interest struct {
	Ended bool `json:"ended,omitempty"`
}

// Lengths in characters.
const (
	mostText  = 4000
	mostShort = 300
)

// bounded tells what is wrong with a text of a field.
func bounded(field, text string, wanted bool, most int) *fault.Error {
	switch {
	case wanted && strings.TrimSpace(text) == "":
		return fault.New(fault.Invalid, "integrity.missing").At(field)
	case utf8.RuneCountInString(text) > most:
		return fault.New(fault.Invalid, "integrity.long").With("Most", most).At(field)
	}
	return nil
}

// dated tells what is wrong with a date of a field.
func dated(field string, d Date, wanted bool) *fault.Error {
	if !d.Valid() || wanted && d == "" {
		return fault.New(fault.Invalid, "integrity.date").At(field)
	}
	return nil
}

// linked tells what is wrong with an address of a field.
func linked(field, address string) *fault.Error {
	if address == "" || WebAddress(address) {
		return nil
	}
	return fault.New(fault.Invalid, "integrity.url").At(field)
}

// WebAddress tells whether s is the address of a page that anybody can open.
func WebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" &&
		u.User == nil && len(s) <= 2000
}

// Check tells what is wrong with a source.
func (s Source) Check() error {
	_, known := ScaleOf(s.Scale)
	var bad, scale *fault.Error
	if s.ID == "" || slug(s.ID) != s.ID || len(s.ID) > 40 {
		bad = fault.New(fault.Invalid, "integrity.source-id").At("source")
	}
	if !known {
		scale = fault.New(fault.Invalid, "integrity.no-scale").At("scale")
	}
	return fault.Fields(bad, bounded("by", s.By, true, mostShort),
		bounded("title", s.Title, true, mostShort), dated("on", s.On, true),
		linked("url", s.URL), scale)
}

// Check tells what is wrong with a recommendation.
func (r Recommendation) Check() error {
	if err := r.Source.Check(); err != nil {
		return err
	}
	var ref *fault.Error
	if slug(r.Ref) == "" || len(r.Ref) > 40 {
		ref = fault.New(fault.Invalid, "integrity.ref").At("ref")
	}
	return fault.Fields(ref, bounded("text", r.Text.SV+r.Text.EN, true, 2*mostText),
		bounded("to", r.To, true, mostShort), dated("due", r.Due, false),
		bounded("page", r.Page, false, mostShort))
}

// Check tells what is wrong with an assessment on a scale.
//
// Faults: Invalid (also a grade that the scale does not have).
func (a Assessment) Check(s Scale) error {
	var grade, words *fault.Error
	if !s.Takes(a.Grade) {
		grade = fault.New(fault.Invalid, "integrity.not-on-scale").With("Grade",
			a.Grade).At("grade")
	}
	if a.Grade == "" && a.Words.Empty() {
		words = fault.New(fault.Invalid, "integrity.missing").At("words")
	}
	return fault.Fields(grade, words, bounded("judge", a.By, true, mostShort),
		bounded("round", a.Round, true, mostShort), dated("assessed", a.On, true),
		linked("assessment-url", a.URL), bounded("words", a.Words.SV+a.Words.EN, false, 2*mostText))
}

// Check tells what is wrong with a response: a position and a reason are wanted.
func (r Response) Check() error {
	var position *fault.Error
	if r.Position != Accepts && r.Position != InPart && r.Position != Rejects {
		position = fault.New(fault.Invalid, "integrity.position").At("position")
	}
	return fault.Fields(position, bounded("reason", r.Reason.SV, true, mostText),
		bounded("measure", r.Measure.SV, r.Position == Accepts, mostText), dated("by", r.By, false))
}

// Check tells what is wrong with evidence: a link or the hash of a file is wanted.
func (e Evidence) Check() error {
	var nothing *fault.Error
	if sum, err := hex.DecodeString(e.Hash); e.Hash != "" && (err != nil || len(sum) != 32) {
		nothing = fault.New(fault.Invalid, "integrity.hash").At("hash")
	}
	if e.URL == "" && e.Hash == "" {
		nothing = fault.New(fault.Invalid, "integrity.nothing-to-see").At("url")
	}
	return fault.Fields(bounded("proves", e.Proves.SV, true, mostShort), linked("url", e.URL),
		nothing, dated("on", e.On, true))
}
