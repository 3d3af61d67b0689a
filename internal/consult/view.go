package consult

import (
	"strings"
	"time"
)

// A ViewID names a view (UUIDv7 text).
type ViewID string

// A Forum is where views belong. It is the name of the aggregate that is
// locked and audited with them: "consultation/…" for a consultation.
type Forum string

// Kinds of forums: the part of the name before the slash.
const consultations = "consultation"

// Forum gives the forum of the consultation with an ID.
func (id ID) Forum() Forum { return Forum(consultations + "/" + string(id)) }

// Parts gives the kind of a forum and the ID of what it is.
func (f Forum) Parts() (kind, id string) {
	kind, id, _ = strings.Cut(string(f), "/")
	return kind, id
}

// Consultation gives the consultation that a forum is, "" where it is something else.
func (f Forum) Consultation() ID {
	if kind, id := f.Parts(); kind == consultations {
		return ID(id)
	}
	return ""
}

// A Sort is what somebody turns to a body with.
type Sort string

// A consultation takes views and nothing else.
const AView Sort = "view"

// A View is what somebody has to say, from the first draft to its withdrawal.
// Until it is sent it belongs to its author alone.
type View struct {
	ID      ViewID
	Forum   Forum
	Number  int64 // place in the forum, from 1, by the order of arrival; 0 for a draft
	Sort    Sort
	Subject Subject
	Sender  Sender
	Via     Channel
	Body    string // account.BodyID of the body that answers for it
	Begun   time.Time
	Sent    time.Time // when it was received here; zero for a draft
	Came    time.Time // the day on the letter or mail that staff wrote it down from
	Entered string    // account.PersonID of who wrote it down; "" for what came by itself
	Saved   int       // how many times it has been saved: tells two windows apart

	Version    int    // of the text in force; 0 for a draft
	Text       string // of the version in force, or of the draft
	Generation int    // of its link
	Withdrawn  time.Time

	Ruling Ruling // the last one; zero while none has been made
	Erased time.Time
}

// A ViewVersion is the text of a view as it was sent. It is never changed.
type ViewVersion struct {
	View     ViewID
	Number   int // 1, 2, 3 …
	At       time.Time
	Text     string
	Files    []string // hashes of the files that belong to it
	Register string   // its number in the body's own register; "" before it has one
	Handed   string   // ID of the hand-over that it went with; "" before
}

// A ViewState is where a view stands. It is derived, never stored.
type ViewState string

// The states.
const (
	ViewDraft     ViewState = "draft"     // its author's own
	ViewReceived  ViewState = "received"  // waits to be read by a moderator
	ViewPublished ViewState = "published" // can be read by all
	ViewWithheld  ViewState = "withheld"  // answered, and not published, for a stated reason
	ViewWithdrawn ViewState = "withdrawn" // by its author; the record copy stays
)

// ViewStates lists the states.
func ViewStates() []ViewState {
	return []ViewState{ViewDraft, ViewReceived, ViewPublished, ViewWithheld, ViewWithdrawn}
}

// State gives where v stands. A view whose author has sent a new version is
// what it was: the version that was ruled on stays in force until the new one
// has been read.
func (v View) State() ViewState {
	switch {
	case v.Sent.IsZero():
		return ViewDraft
	case !v.Withdrawn.IsZero():
		return ViewWithdrawn
	case v.Ruling.Verdict == Publish:
		return ViewPublished
	case v.Ruling.Verdict == Withhold:
		return ViewWithheld
	}
	return ViewReceived
}

// Attributable tells whether staff may still say who v comes from: it did not
// come from its author by the form, and nobody has decided about it.
func (v View) Attributable() bool {
	return v.Via != ByWeb && v.Ruling.At.IsZero() && v.Withdrawn.IsZero() && v.Erased.IsZero()
}

// Waits tells whether somebody has to rule on v: it is new, it has a new
// version, or its author has appealed.
func (v View) Waits() bool {
	return !v.Sent.IsZero() && v.Withdrawn.IsZero() &&
		(v.Version > v.Ruling.Version || v.Appealed())
}

// Forget takes out of v who sent it; the name too where nothing has to keep it.
// What was said stays, and an organisation is no person.
func (v *View) Forget(name bool, now time.Time) {
	s := &v.Sender
	s.Email, s.Shown = "", false
	if name {
		s.Name = ""
	}
	if v.Erased.IsZero() {
		v.Erased = now
	}
}

// Appealed tells whether the author has asked another moderator to look again.
func (v View) Appealed() bool { return !v.Ruling.Appealed.IsZero() }

// A Subject is what a view is about.
type Subject struct {
	About About
	ID    string // of the question or the material
	Excerpt
}

// An About is the kind of a subject.
type About string

// The kinds of subjects in a consultation.
const (
	TheWhole    About = "whole"
	AQuestion   About = "question"
	APassage    About = "passage" // of a text that is attached
	SomeContent About = "material"
)

// An Excerpt is a piece of an attached text. Hash says of which edition, so
// that the view is still understood when the text has moved on.
type Excerpt struct {
	Hash     string // SHA-256 of the file, in hexadecimal
	From, To int    // characters from its beginning
	Quote    string // the words as they stood
}

// A ViewFile is a file that came with a view, byte for byte as it was sent.
// It is part of the record copy and is never shown in public.
type ViewFile struct {
	View  ViewID
	Hash  string // SHA-256 in hexadecimal
	Name  string
	Type  string // media type, as the sender called it
	Size  int64
	Added time.Time
	Bytes []byte
}
