package integrity

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"insyn/internal/fault"
	"insyn/ledger"
)

// More kinds of matters.
const (
	ABook    Kind = "contact-book" // of the contacts that a body chooses to publish
	AContact Kind = "contact"
)

// A Coverage is what a body says of the contacts that it publishes: of whom,
// since when and how soon. No list of contacts is shown without it.
type Coverage struct {
	Covers Text `json:"covers"` // who is covered, in words
	Since  Date `json:"since"`
	From   Rank `json:"from"`            // the lowest rank that is told; below it the unit stands alone
	Within int  `json:"within"`          // days in which a contact is published
	Ended  Date `json:"ended,omitempty"` // no contact after it is published
}

// Bounds of a coverage.
const (
	mostWithin = 365
	// QuietDays is how long a body may be silent before it is said that it has stopped.
	QuietDays = 60
)

// Check tells what is wrong with a coverage.
func (c Coverage) Check() error {
	var rank, within, order *fault.Error
	if !slices.Contains(Ranks(), c.From) {
		rank = fault.New(fault.Invalid, "integrity.rank").At("from")
	}
	if c.Within < 1 || c.Within > mostWithin {
		within = fault.New(fault.Invalid, "integrity.within").With("Most", mostWithin).At("within")
	}
	if c.Ended != "" && c.Ended < c.Since {
		order = fault.New(fault.Invalid, "integrity.order").At("ended")
	}
	return fault.Fields(bounded("covers", c.Covers.SV, true, mostShort),
		bounded("covers-en", c.Covers.EN, false, mostShort), day("since", c.Since), rank, within,
		dated("ended", c.Ended, false), order)
}

// A Rank is where an official stands. It is chosen and not written, so that
// there is no place for a name.
type Rank string

// The ranks, the highest first.
const (
	Minister       Rank = "minister"
	StateSecretary Rank = "state-secretary"
	AgencyHead     Rank = "agency-head"
	DepartmentHead Rank = "department-head"
	UnitHead       Rank = "unit-head"
	Officer        Rank = "officer" // of whom the unit is told
)

// Ranks lists the ranks, the highest first.
func Ranks() []Rank {
	return []Rank{Minister, StateSecretary, AgencyHead, DepartmentHead, UnitHead, Officer}
}

// Told gives a contact as it is published and kept: of an official below the
// rank from which the body tells of them, the unit alone is left.
func (c Coverage) Told(x Contact) Contact {
	x.Rank = c.rank(x.Rank)
	return x
}

// rank gives a rank as it is told.
func (c Coverage) rank(r Rank) Rank {
	if slices.Index(Ranks(), r) > slices.Index(Ranks(), c.From) {
		return Officer
	}
	return r
}

// An Exemption is why a contact is counted and nothing more is told of it (see
// Commission Decision (EU) 2024/3081, which exempts the like).
type Exemption string

// The exemptions.
const (
	ExemptAuthority   Exemption = "authority"      // of a state, or an international organisation
	ExemptPartner     Exemption = "social-partner" // in a dialogue between social partners
	ExemptParty       Exemption = "party"
	ExemptPerson      Exemption = "private-person"
	ExemptSpontaneous Exemption = "spontaneous"
	ExemptProcedure   Exemption = "procedure" // a case or a contract that has rules of its own
)

// Exemptions lists the exemptions: there are no others.
func Exemptions() []Exemption {
	return []Exemption{ExemptAuthority, ExemptPartner, ExemptParty, ExemptPerson,
		ExemptSpontaneous, ExemptProcedure}
}

// A Partner is an organisation that an official met. It has its number, or it
// is said what it is that has none; a private person is neither.
type Partner struct {
	Name   string      `json:"name"`
	Number string      `json:"number,omitempty"` // ten digits with a hyphen
	Sort   PartnerSort `json:"sort,omitempty"`
}

// A PartnerSort is what has no Swedish organisation number.
type PartnerSort string

// The sorts of partners without a number.
const (
	ForeignPartner PartnerSort = "foreign"
	Network        PartnerSort = "network" // of organisations
	NoNumberYet    PartnerSort = "unregistered"
)

// PartnerSorts lists the sorts.
func PartnerSorts() []PartnerSort { return []PartnerSort{ForeignPartner, Network, NoNumberYet} }

// A Contact is a meeting between an official and those who want to be heard.
type Contact struct {
	Ref       string    `json:"ref"` // the body's own number of it
	On        Date      `json:"on"`
	Place     string    `json:"place,omitempty"`
	Rank      Rank      `json:"rank"`
	Unit      Text      `json:"unit"` // where the official works
	With      []Partner `json:"with,omitempty"`
	Subject   Text      `json:"subject,omitzero"`
	Notes     Text      `json:"notes,omitzero"`
	Measure   string    `json:"measure,omitempty"` // address of what it is about
	Exemption Exemption `json:"exemption,omitempty"`
	Withdrawn string    `json:"withdrawn,omitempty"` // why it is taken back; nothing else is left
	Why       string    `json:"why,omitempty"`       // why this version replaces the one before
}

// Bounds of a contact.
const (
	mostPartners = 50
	mostRef      = 40
)

// ContactKey names the contact of a body in addresses.
func ContactKey(body, ref string) string { return body + "-" + slug(ref) }

// Same tells whether two contacts say the same, whatever the reason to say it again.
func (c Contact) Same(d Contact) bool {
	return slices.Equal(c.With, d.With) && c.Ref == d.Ref && c.On == d.On && c.Place == d.Place && c.Rank == d.Rank &&
		c.Unit == d.Unit && c.Subject == d.Subject && c.Notes == d.Notes && c.Measure == d.Measure &&
		c.Exemption == d.Exemption && c.Withdrawn == d.Withdrawn
}

// Check tells what is wrong with a contact as it is published on a day. What is
// exempted tells nothing beyond that it took place; what is not says with which
// organisations and about what.
func (c Contact) Check(today Date) error {
	var ref, future, rank *fault.Error
	if slug(c.Ref) == "" || len(c.Ref) > mostRef {
		ref = fault.New(fault.Invalid, "integrity.ref").At("ref")
	}
	if c.On > today {
		future = fault.New(fault.Invalid, "integrity.future").At("date")
	}
	if !slices.Contains(Ranks(), c.Rank) {
		rank = fault.New(fault.Invalid, "integrity.rank").At("rank")
	}
	faults := []*fault.Error{ref, day("date", c.On), future, rank,
		bounded("unit", c.Unit.SV+c.Unit.EN, true, mostShort)}
	if c.Exemption != "" {
		return fault.Fields(append(faults, c.exempted())...)
	}
	faults = append(faults, bounded("place", c.Place, true, mostShort),
		bounded("subject", c.Subject.SV+c.Subject.EN, true, 2*mostShort),
		bounded("notes", c.Notes.SV+c.Notes.EN, false, 2*mostText), linked("measure", c.Measure))
	for _, text := range []string{c.Place, c.Unit.SV, c.Unit.EN, c.Subject.SV, c.Subject.EN,
		c.Notes.SV, c.Notes.EN} {
		if strings.Contains(text, "@") {
			faults = append(faults, fault.New(fault.Invalid, "integrity.address").At("notes"))
			break
		}
	}
	return fault.Fields(append(faults, c.partners()...)...)
}

// exempted tells what is wrong with a contact of which nothing is to be told.
func (c Contact) exempted() *fault.Error {
	switch {
	case !slices.Contains(Exemptions(), c.Exemption):
		return fault.New(fault.Invalid, "integrity.exemption").At("exemption")
	case len(c.With) > 0 || !c.Subject.Empty() || !c.Notes.Empty() || c.Place != "" || c.Measure != "":
		return fault.New(fault.Invalid, "integrity.exempted-told").At("exemption")
	}
	return nil
}

// partners tells what is wrong with those that were met.
func (c Contact) partners() (faults []*fault.Error) {
	switch {
	case len(c.With) == 0:
		return []*fault.Error{fault.New(fault.Invalid, "integrity.nobody-met").At("organisation")}
	case len(c.With) > mostPartners:
		return []*fault.Error{fault.New(fault.Invalid, "integrity.many-met").With("Most",
			mostPartners).At("organisation")}
	}
	for _, p := range c.With {
		faults = append(faults, p.check())
	}
	return faults
}

// check tells what is wrong with a partner: a person is none.
func (p Partner) check() *fault.Error {
	number, known := OrganisationNumber(p.Number)
	switch {
	case strings.TrimSpace(p.Name) == "":
		return fault.New(fault.Invalid, "integrity.missing").At("organisation")
	case len([]rune(p.Name)) > mostShort:
		return fault.New(fault.Invalid, "integrity.long").With("Most", mostShort).At("organisation")
	case len(Oddities(p.Name)) > 0:
		return fault.New(fault.Invalid, "integrity.odd-name").At("organisation")
	case p.Number != "" && ledger.Identify(p.Number).Kind.IsPerson():
		return fault.New(fault.Invalid, "integrity.number-of-person").At("organisation_number")
	case p.Number != "" && (!known || number != p.Number):
		return fault.New(fault.Invalid, "integrity.number").At("organisation_number")
	case p.Number == "" && !slices.Contains(PartnerSorts(), p.Sort):
		return fault.New(fault.Invalid, "integrity.no-number").At("organisation_sort")
	}
	return nil
}

// OrganisationNumber gives an organisation number as it is written,
// "556000-0167"; false for what is none, and for all numbers of persons.
func OrganisationNumber(s string) (string, bool) {
	id := ledger.Identify(strings.TrimSpace(s))
	if id.Kind != ledger.Organisation || id.Digits[0] == '1' { // the estate of a person
		return "", false
	}
	return id.String(), true
}

// An Oddity is a character in a name that makes it look like another.
type Oddity struct {
	Rune rune
	Why  string // "control", "direction", "invisible" or "script"
}

// Oddities lists what is odd in a name: control characters and those that turn
// the direction of writing or show nothing, and words that mix alphabets.
func Oddities(name string) (all []Oddity) {
	first := "" // script of the word
	for _, r := range name {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			all = append(all, Oddity{r, "direction"})
		case unicode.IsControl(r):
			all = append(all, Oddity{r, "control"})
		case unicode.Is(unicode.Cf, r):
			all = append(all, Oddity{r, "invisible"})
		case !unicode.IsLetter(r):
			first = ""
		default:
			script := scriptOf(r)
			if first == "" {
				first = script
			} else if script != first {
				all = append(all, Oddity{r, "script"})
			}
		}
	}
	return all
}

// scriptOf names the alphabet of a letter.
func scriptOf(r rune) string {
	for _, name := range []string{"Latin", "Cyrillic", "Greek", "Armenian", "Cherokee"} {
		if unicode.Is(unicode.Scripts[name], r) {
			return name
		}
	}
	return "other"
}

// A Nothing says that there was no contact to tell of in a time: to say so is
// not to be silent.
type Nothing struct {
	From  Date `json:"from"`
	Until Date `json:"until"`
}

// Check tells what is wrong with a statement that there was nothing.
func (n Nothing) Check(today Date) error {
	var order *fault.Error
	if n.From > n.Until || n.Until > today {
		order = fault.New(fault.Invalid, "integrity.order").At("until")
	}
	return fault.Fields(day("from", n.From), day("until", n.Until), order)
}

// DateOf gives the day of a moment in its own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }
