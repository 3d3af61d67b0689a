package consult

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"insyn/internal/fault"
)

// A RegistrationID names a registration (UUIDv7 text).
type RegistrationID string

// A Kind is whom a participant speaks for.
type Kind string

// The kinds of participants.
const (
	CivilSociety Kind = "civil-society"
	Business     Kind = "business"
	Academia     Kind = "academia"
	PublicBody   Kind = "public-body"
	Media        Kind = "media"
	Expert       Kind = "expert"
	Private      Kind = "private"
	Other        Kind = "other"
)

// Kinds lists the kinds in the order in which they are offered.
func Kinds() []Kind {
	return []Kind{CivilSociety, Business, Academia, PublicBody, Media, Expert, Private, Other}
}

// A Status is where a registration stands.
type Status string

// The statuses.
const (
	Requested Status = "requested" // the address is not proven; nothing is held
	Waiting   Status = "waiting"   // confirmed, waiting for approval
	Seated    Status = "seated"
	Queued    Status = "queued"
	Offered   Status = "offered"   // a place is held until the offer runs out
	Lapsed    Status = "lapsed"    // an offer was declined or ran out
	Withdrawn Status = "withdrawn" // by the participant
	Removed   Status = "removed"   // by the organiser, with a reason
	Refused   Status = "refused"   // not approved, with a reason
	WalkedIn  Status = "walked-in" // came without having registered
)

// Statuses lists the statuses.
func Statuses() []Status {
	return []Status{Requested, Waiting, Seated, Queued, Offered, Lapsed, Withdrawn, Removed,
		Refused, WalkedIn}
}

// Holds tells whether a registration of that status holds one of the seats.
func (s Status) Holds() bool { return s == Seated || s == Offered }

// Alive tells whether a registration of that status is in play.
func (s Status) Alive() bool {
	return s == Seated || s == Offered || s == Queued || s == Waiting
}

// GivesWay tells whether a request from the same address is written over a
// registration of that status: one that nobody has proven, or that has ended.
func (s Status) GivesWay() bool { return !s.Alive() && s != WalkedIn }

// A Channel is how a registration came in. All have equal standing.
type Channel string

// The channels.
const (
	ByWeb    Channel = "web"
	ByEmail  Channel = "email"
	ByPhone  Channel = "phone"
	ByLetter Channel = "letter"
	AtDoor   Channel = "door"
	Spoken   Channel = "oral" // a view that was heard and written down; not for registrations
)

// Channels lists the channels of registrations.
func Channels() []Channel { return []Channel{ByWeb, ByEmail, ByPhone, ByLetter, AtDoor} }

// An Entry is what a participant fills in.
type Entry struct {
	Name         string
	Organisation string // empty for a private person
	Kind         Kind
	Email        string
	Capacity     string // in what capacity one speaks: "ordförande", "på uppdrag av …"
	Needs        string // interpreter, captions …; deleted after the meeting
	Listed       bool   // may be named in the public list of participants
	Language     string // "sv" or "en": the language of the mails
}

// Lengths that an entry may have, in characters.
const (
	maxName  = 120
	maxOrg   = 200
	maxNeeds = 500
)

// Check tells what is wrong with e, all of it at once, or gives it tidied. What
// others found wrong (the address, which account knows how to read) is told
// in the same breath.
func (e Entry) Check(also ...*fault.Error) (Entry, error) {
	e.Name, e.Organisation = tidy(e.Name), tidy(e.Organisation)
	e.Capacity, e.Needs, e.Email = tidy(e.Capacity), strings.TrimSpace(e.Needs), strings.TrimSpace(e.Email)
	if e.Kind == Private {
		e.Organisation = ""
	}
	if e.Language != "en" {
		e.Language = "sv"
	}
	// In the order of the form, so that the summary of what is wrong can be followed.
	return e, fault.Fields(append(append([]*fault.Error{
		length("name", e.Name, 1, maxName, "entry.name-missing")}, also...),
		kind(e.Kind),
		organisation(e),
		length("capacity", e.Capacity, 0, maxOrg, ""),
		length("needs", e.Needs, 0, maxNeeds, ""),
	)...)
}

// tidy trims s, folds white space and drops control characters.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func length(field, s string, least, most int, missing string) *fault.Error {
	switch n := utf8.RuneCountInString(s); {
	case n < least:
		return fault.New(fault.Invalid, missing).At(field)
	case n > most:
		return fault.New(fault.Invalid, "entry.too-long").With("Most", most).With("Count",
			n).At(field)
	case !utf8.ValidString(s):
		return fault.New(fault.Invalid, "entry.not-text").At(field)
	}
	return nil
}

func kind(k Kind) *fault.Error {
	for _, known := range Kinds() {
		if k == known {
			return nil
		}
	}
	return fault.New(fault.Invalid, "entry.kind-missing").At("kind")
}

func organisation(e Entry) *fault.Error {
	least := 1
	if e.Kind == Private || e.Kind == Expert || e.Kind == Other || kind(e.Kind) != nil {
		least = 0 // of who has not said whom they speak for nothing is asked yet
	}
	return length("organisation", e.Organisation, least, maxOrg, "entry.organisation-missing")
}

// A Registration is one person's part in a consultation.
type Registration struct {
	ID           RegistrationID
	Consultation ID
	Entry
	Via        Channel
	Status     Status
	Requested  time.Time
	Expires    time.Time // of the request while Requested, of the offer while Offered
	Confirmed  time.Time
	Order      int64  // place in the order of confirmation; 0 before
	Reason     string // ID of the reason, or words, when Removed, Refused or moved
	Generation int    // of the links: raising it revokes those that were sent
	Sequence   int    // of this person's calendar entry
	Attended   time.Time
	Evaluated  bool      // has answered the evaluation; the answers are kept apart
	Erased     time.Time // when the personal data was removed
}

// Valid times of links and codes.
const (
	ConfirmFor = 72 * time.Hour   // the link that proves an address
	CodeFor    = 15 * time.Minute // a code for changing or seeing personal data
)

// New makes a registration that waits for its address to be proven.
func (e Entry) New(id RegistrationID, c ID, via Channel, now time.Time) Registration {
	return Registration{ID: id, Consultation: c, Entry: e, Via: via, Status: Requested,
		Requested: now, Expires: now.Add(ConfirmFor), Generation: 1}
}
