package consult

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"insyn/internal/fault"
)

// A SenderKind is whom a view comes from.
type SenderKind string

// The kinds of senders.
const (
	AnOrganisation SenderKind = "organisation"
	AnExpert       SenderKind = "expert"
	AConsultant    SenderKind = "consultant" // is paid to speak for somebody
	APerson        SenderKind = "private"
)

// SenderKinds lists the kinds of senders in the order in which they are offered.
func SenderKinds() []SenderKind {
	return []SenderKind{AnOrganisation, AConsultant, AnExpert, APerson}
}

// A Sender is who sends a view. Little is asked: a view can show what somebody
// thinks in politics, so that a private person need not even say a name.
type Sender struct {
	Kind         SenderKind
	Name         string // of the person; asked of those who speak for others
	Organisation string // on whose behalf one speaks
	Mandate      string // one's role, or by what right one speaks for it: "styrelsen har beslutat …"
	Funding      string `json:",omitempty"` // who pays a consultant for it
	Email        string // for the receipt; may be empty
	Language     string // "sv" or "en": of the view, and of letters to its author
	Shown        bool   // the person wants the name published
}

// A ViewForm is what the author of a view fills in.
type ViewForm struct {
	Sort    Sort
	Subject Subject
	Sender  Sender
	Text    string
	Saved   int // of the view that the form was made from; 0 for a new one
}

// Lengths that a view may have, in characters.
const (
	MaxView    = 20_000
	maxMandate = 300
	maxQuote   = 2_000
)

// Check tells what is wrong with f, all of it at once, or gives it tidied. What
// others found wrong is told in the same breath.
func (f ViewForm) Check(venue Venue, also ...*fault.Error) (ViewForm, error) {
	f.Text = prose(f.Text)
	f.Subject.Quote = prose(f.Subject.Quote)
	f.Sender = f.Sender.tidied()
	atContact := venue.Forum.Contact() != ""
	noText, noSender := "view.text-missing", "view.sender-missing"
	if atContact {
		noText, noSender = "case.text-missing", "case.sender-missing"
	}
	faults := append(f.proposed(),
		length("text", f.Text, 1, MaxView, noText),
		f.Sender.check(noSender), f.Sender.speaks(), f.Sender.engaged("mandate", f.Sender.Mandate),
		f.Sender.engaged("funding", f.Sender.Funding),
		length("name", f.Sender.Name, 0, maxName, ""),
		length("mandate", f.Sender.Mandate, 0, maxMandate, ""),
		length("quote", f.Subject.Quote, 0, maxQuote, ""))
	if atContact { // in the order of the form: what it is about comes before the text
		tidied, wrong := f.caseFaults(venue)
		return tidied, fault.Fields(slices.Concat(wrong, faults, also)...)
	}
	faults = append(also, faults...)
	switch {
	case f.Subject.About == TheSummary:
		f.Sort = Objection
	case !slices.Contains(venue.Sorts, f.Sort), f.Sort == Objection:
		f.Sort = AView
	}
	if !venue.Has(f.Subject) {
		faults = append(faults, fault.New(fault.Invalid, "view.subject-missing").At("about"))
	}
	return f, fault.Fields(faults...)
}

// tidied gives s without what its kind does not ask for.
func (s Sender) tidied() Sender {
	s.Name, s.Organisation = tidy(s.Name), tidy(s.Organisation)
	s.Mandate, s.Email = tidy(s.Mandate), strings.TrimSpace(s.Email)
	if s.Funding = tidy(s.Funding); s.Kind != AConsultant {
		s.Funding = ""
	}
	if s.Kind == APerson {
		s.Organisation, s.Mandate = "", ""
	}
	if s.Name == "" {
		s.Shown = false
	}
	if s.Language != "en" {
		s.Language = "sv"
	}
	return s
}

// Check tells what is wrong with s by itself, or gives it tidied.
func (s Sender) Check() (Sender, error) {
	s = s.tidied()
	return s, fault.Fields(s.check("view.sender-missing"), s.speaks(),
		s.engaged("mandate", s.Mandate), s.engaged("funding", s.Funding),
		length("name", s.Name, 0, maxName, ""), length("mandate", s.Mandate, 0, maxMandate, ""))
}

func (s Sender) check(missing string) *fault.Error {
	for _, known := range SenderKinds() {
		if s.Kind == known {
			return nil
		}
	}
	return fault.New(fault.Invalid, missing).At("kind")
}

// speaks tells what is missing of who speaks for an organisation.
func (s Sender) speaks() *fault.Error {
	least := 0
	if s.forOthers() {
		least = 1
	}
	return length("organisation", s.Organisation, least, maxOrg, "view.organisation-missing")
}

// forOthers tells whether one speaks on the behalf of somebody else.
func (s Sender) forOthers() bool { return s.Kind == AnOrganisation || s.Kind == AConsultant }

// engaged tells what a consultant has not told of the engagement.
func (s Sender) engaged(field, text string) *fault.Error {
	if s.Kind != AConsultant {
		return nil
	}
	return length(field, text, 1, maxMandate, "view.engagement-missing")
}

// Capacity tells what is missing before what somebody says can be published: in
// what capacity one speaks, on whose behalf, and who pays a consultant for it.
//
// Faults: Refused.
func (s Sender) Capacity() error {
	if s.check("view.sender-missing") != nil || s.speaks() != nil ||
		s.engaged("mandate", s.Mandate) != nil || s.engaged("funding", s.Funding) != nil {
		return fault.New(fault.Refused, "view.no-capacity")
	}
	return nil
}

// Numbers finds what looks like identity numbers in what the author of v wrote.
func (v View) Numbers() []string {
	s := v.Sender
	return IdentityNumbers(strings.Join([]string{v.Text, s.Name, s.Organisation, s.Mandate,
		s.Funding, v.Subject.named()}, "\n"))
}

// Public gives what may be said of s in public: an organisation always, a
// person only when that was asked for.
func (s Sender) Public() Sender {
	p := Sender{Kind: s.Kind, Organisation: s.Organisation, Mandate: s.Mandate, Funding: s.Funding,
		Language: s.Language}
	if s.Shown {
		p.Name, p.Shown = s.Name, true
	}
	if !s.forOthers() && !s.Shown {
		p.Organisation, p.Mandate = "", "" // would tell who the person is
	}
	return p
}

// prose trims s and drops the control characters that are no line ends, and
// those that turn the direction of writing.
func prose(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimSpace(s)
}

// characters counts the characters of s, as passages and masks count them.
func characters(s string) int { return utf8.RuneCountInString(s) }
