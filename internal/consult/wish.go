package consult

import (
	"slices"
	"time"

	"insyn/internal/fault"
)

// A WishID names a wish (UUIDv7 text).
type WishID string

// A Wish is data that somebody has asked for and that are not published. The
// body gives it its name: what senders call it is theirs.
type Wish struct {
	ID      WishID
	Number  int64 // place among all wishes, from 1; public
	Body    string
	Title   Text
	State   WishState
	Reason  Text   // why it stands so
	Address string // where the data are, once they are published
	Added   time.Time
	Changed time.Time
	Cases   int   // cases that ask for it
	Support int64 // presses of the button; nothing is kept of who pressed
}

// A WishState is what becomes of a wish.
type WishState string

// The states.
const (
	Wanted    WishState = "wanted"
	UnderWay  WishState = "under-way"
	Delivered WishState = "delivered"
	Declined  WishState = "declined"
)

// WishStates lists the states in the order in which they are offered.
func WishStates() []WishState { return []WishState{Wanted, UnderWay, Delivered, Declined} }

// Open tells whether w can still be supported.
func (w Wish) Open() bool { return w.State == Wanted || w.State == UnderWay }

// Check tells what is wrong with w, or gives it tidied. What is declined wants
// a reason, what is delivered an address.
func (w Wish) Check() (Wish, error) {
	w.Title.SV, w.Title.EN = tidy(w.Title.SV), tidy(w.Title.EN)
	w.Reason.SV, w.Reason.EN = prose(w.Reason.SV), prose(w.Reason.EN)
	faults := []*fault.Error{
		length("title", w.Title.SV, 1, MaxDataName, "wish.title-missing"),
		length("title-en", w.Title.EN, 0, MaxDataName, ""),
		length("reason", w.Reason.SV, 0, maxWhy, ""),
		length("reason-en", w.Reason.EN, 0, maxWhy, ""),
	}
	if !slices.Contains(WishStates(), w.State) {
		faults = append(faults, fault.New(fault.Invalid, "wish.state-missing").At("state"))
	}
	if w.State == Declined && w.Reason.SV == "" {
		faults = append(faults, fault.New(fault.Invalid, "answer.why-missing").At("reason"))
	}
	if w.State == Delivered && w.Address == "" || w.Address != "" && !shownURL(w.Address) {
		faults = append(faults, fault.New(fault.Invalid, "wish.address-bad").At("address"))
	}
	faults = append(faults, Unnumbered("title", w.Title.SV, w.Title.EN),
		Unnumbered("reason", w.Reason.SV, w.Reason.EN))
	return w, fault.Fields(faults...)
}

// A CaseMessage is what the contact point and the sender of a case write to
// each other. Nothing public reads it.
type CaseMessage struct {
	At    time.Time
	Staff bool   // from the contact point; else from the sender
	By    string // account.PersonID of who wrote for the contact point
	Text  string
}

// MaxMessage is how long a message may be, in characters.
const MaxMessage = 5_000

// CheckMessage tells what is wrong with the words of a message, or gives them tidied.
func CheckMessage(text string) (string, error) {
	text = prose(text)
	if bad := length("message", text, 1, MaxMessage, "case.message-missing"); bad != nil {
		return "", bad
	}
	return text, nil
}
