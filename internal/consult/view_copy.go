package consult

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"insyn/internal/fault"
)

// A Verdict is what a moderator decides on a view.
type Verdict string

// The verdicts.
const (
	Publish  Verdict = "publish"
	Withhold Verdict = "withhold"
)

// A Ruling is a decision on one version of a view.
type Ruling struct {
	Verdict  Verdict
	Reason   string // ID of the reason for withholding
	By       string // account.PersonID of the moderator
	At       time.Time
	Version  int       // of the view that was read
	Appealed time.Time // when the author asked another moderator to look again
	Plea     string    // what the author said then
	Second   bool      // made on appeal
}

// A Ground is why a passage is masked. Its ID stands in the published copy.
type Ground string

// The grounds.
const (
	PersonalData Ground = "personal" // who somebody is, or how to reach them
	Sensitive    Ground = "sensitive"
	Secret       Ground = "secret" // secrecy by law
	Insulting    Ground = "insult"
	BusinessData Ground = "business"
)

// Grounds lists the grounds in the order in which they are offered.
func Grounds() []Ground {
	return []Ground{PersonalData, Sensitive, Secret, Insulting, BusinessData}
}

// A Mask hides characters From up to To of a text, for a stated reason.
type Mask struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	Ground Ground `json:"ground"`
}

// A Piece of a published text: words, or a masked passage, of which only the
// ground is known.
type Piece struct {
	Text   string `json:"text,omitempty"`
	Ground Ground `json:"ground,omitempty"`
}

// Masked gives text with its passages masked. What is masked is not in it, not
// even how long it was.
//
// Faults: Invalid (a mask that lies outside the text, crosses another, or has no ground).
func Masked(text string, masks []Mask) ([]Piece, error) {
	letters := []rune(text)
	masks = slices.Clone(masks)
	slices.SortFunc(masks, func(a, b Mask) int { return cmp.Compare(a.From, b.From) })
	var pieces []Piece
	at := 0
	for _, m := range masks {
		switch {
		case m.From < at || m.To <= m.From || m.To > len(letters):
			return nil, fault.New(fault.Invalid, "view.mask-bad").At("masks")
		case !slices.Contains(Grounds(), m.Ground):
			return nil, fault.New(fault.Invalid, "view.ground-missing").At("masks")
		}
		if m.From > at {
			pieces = append(pieces, Piece{Text: string(letters[at:m.From])})
		}
		pieces = append(pieces, Piece{Ground: m.Ground})
		at = m.To
	}
	if at < len(letters) {
		pieces = append(pieces, Piece{Text: string(letters[at:])})
	}
	return pieces, nil
}

// Said gives what can be read of pieces, with a sign where a passage is masked.
func Said(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if b.WriteString(p.Text); p.Ground != "" {
			b.WriteString("[…]")
		}
	}
	return b.String()
}

// A Copy is a view as everybody can read it. Public pages, feeds, exports and
// searches are made from copies and from nothing else.
type Copy struct {
	View    ViewID
	Forum   Forum
	Number  int64 // of the view
	Edition int   // 1, 2, 3 …: a copy is not changed but replaced
	Version int   // of the view that it was made from
	Sort    Sort
	Subject Subject
	Sender  Sender // only what may be said
	Via     Channel
	Sent    time.Time
	Pieces  []Piece
	Files   []CopyFile
	By      string // account.PersonID of who published it
	At      time.Time
	Removed time.Time // then nothing of the text is left
}

// A CopyFile is a file as everybody can have it: converted, and stripped of
// what it told about its author.
type CopyFile struct {
	Hash string // SHA-256 of what can be had, in hexadecimal
	Name string
	Type string // media type
	Size int64
}

// Copied makes the published copy of v.
func (v View) Copied(masks []Mask, by string, now time.Time) (Copy, error) {
	pieces, err := Masked(v.Text, masks)
	if err != nil {
		return Copy{}, err
	}
	p := v.Sender.Public()
	subject := v.Subject.shown()
	if found := IdentityNumbers(strings.Join([]string{Said(pieces), p.Name, p.Organisation,
		p.Mandate, p.Funding, subject.ID}, "\n")); len(found) > 0 {
		return Copy{}, fault.New(fault.Invalid, "view.number-shown").
			With("Numbers", strings.Join(found, ", ")).At("mask-1")
	}
	return Copy{View: v.ID, Forum: v.Forum, Number: v.Number, Version: v.Version, Sort: v.Sort,
		Subject: subject, Sender: v.Sender.Public(), Via: v.Via, Sent: v.Sent, Pieces: pieces,
		By: by, At: now}, nil
}

// A ModerationLog is what moderation has come to in a forum, for all to see:
// numbers and reasons, no text and no names.
type ModerationLog struct {
	Received  int // views that were sent
	Waiting   int // not read yet
	Published int
	Withdrawn int
	Withheld  []ReasonCount // by reason, in the order of their IDs
	Appeals   int           // that were decided
	Upheld    int           // of them, views that stayed withheld
	Masked    int           // published copies with something masked
}

// A ReasonCount is how often a reason was given.
type ReasonCount struct {
	Reason string
	Count  int
}

// MaskWords masks words wherever they stand in text.
//
// Faults: Invalid (they do not stand there).
func MaskWords(text, words string, ground Ground) (masks []Mask, err error) {
	for at := 0; ; {
		found := strings.Index(text[at:], words)
		if found < 0 || words == "" {
			break
		}
		from := characters(text[:at+found])
		masks = append(masks, Mask{From: from, To: from + characters(words), Ground: ground})
		at += found + len(words)
	}
	if masks == nil {
		return nil, fault.New(fault.Invalid, "view.words-missing").With("Words", words).At("masks")
	}
	return masks, nil
}
