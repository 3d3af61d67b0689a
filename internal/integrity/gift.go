package integrity

import (
	"slices"
	"strconv"
	"strings"

	"insyn/internal/fault"
)

// More kinds of matters.
const (
	AGiftBook Kind = "gift-book" // of the gifts that a body registers
	AGift     Kind = "gift"
)

// GiftDays is in how many days a gift is to be registered. The rules of the
// Riksdag administration (RFS 2013:8), whose fields a gift has, say two weeks.
const GiftDays = 14

// A GiftSort is what kind of gift or benefit it is.
type GiftSort string

// The sorts of gifts.
const (
	AnObject    GiftSort = "object"
	Hospitality GiftSort = "hospitality" // a meal or an event
	Travel      GiftSort = "travel"
	Benefit     GiftSort = "benefit" // anything else of value
)

// GiftSorts lists the sorts.
func GiftSorts() []GiftSort { return []GiftSort{AnObject, Hospitality, Travel, Benefit} }

// A Disposal is how a body has parted with an object.
type Disposal string

// The disposals.
const (
	Returned  Disposal = "returned"
	Donated   Disposal = "donated"
	Sold      Disposal = "sold"
	UsedUp    Disposal = "used-up"
	Destroyed Disposal = "destroyed"
)

// Disposals lists the ways to part with an object.
func Disposals() []Disposal { return []Disposal{Returned, Donated, Sold, UsedUp, Destroyed} }

// A Gift is what somebody at a body was given. Who received it is told by rank
// and unit, and who gave it is an organisation, or a private person of whom
// nothing more is told: there is no place for a name.
type Gift struct {
	Number    int      `json:"number"` // in the register: 1, 2, 3 … without gaps
	On        Date     `json:"on"`     // when it was received
	Sort      GiftSort `json:"sort,omitempty"`
	Rank      Rank     `json:"rank,omitempty"`
	Unit      Text     `json:"unit,omitzero"`
	From      Partner  `json:"from,omitzero"`
	Person    bool     `json:"person,omitempty"` // given by a private person
	What      Text     `json:"what,omitzero"`
	Occasion  Text     `json:"occasion,omitzero"`
	Value     int64    `json:"value_ore,omitempty"` // estimated; 0 where it is not stated
	Kept      Text     `json:"kept,omitzero"`       // where an object is
	Contact   string   `json:"contact,omitempty"`   // number of the contact at which it was given
	Disposal  Disposal `json:"disposal,omitempty"`
	Disposed  Date     `json:"disposed,omitempty"`
	Cancelled string   `json:"cancelled,omitempty"` // why; its number and day are all that is left
	Why       string   `json:"why,omitempty"`       // why this version replaces the one before
}

// mostGift bounds the value of a gift, in öre.
const mostGift = 10_000_000_00

// GiftKey names a gift in addresses.
func GiftKey(body string, number int) string { return body + "-" + strconv.Itoa(number) }

// Same tells whether two gifts say the same, whatever the reason to say it again.
func (g Gift) Same(h Gift) bool {
	g.Why, h.Why = "", ""
	return g == h
}

// Also gives a gift with what was said in English before, wherever it says the
// same in Swedish: a form asks for one language.
func (g Gift) Also(was Gift) Gift {
	for now, before := range map[*Text]Text{&g.Unit: was.Unit, &g.What: was.What,
		&g.Occasion: was.Occasion, &g.Kept: was.Kept} {
		if now.EN == "" && now.SV == before.SV {
			now.EN = before.EN
		}
	}
	return g
}

// Check tells what is wrong with a gift as it is registered on a day. One that
// is cancelled has its day still.
func (g Gift) Check(today Date) error {
	var future, rank, sort, value *fault.Error
	if g.On > today {
		future = fault.New(fault.Invalid, "integrity.future").At("received")
	}
	if g.Cancelled != "" {
		return fault.Fields(day("received", g.On), future,
			bounded("cancelled", g.Cancelled, true, mostShort), g.addressed("cancelled"))
	}
	if !slices.Contains(Ranks(), g.Rank) {
		rank = fault.New(fault.Invalid, "integrity.rank").At("rank")
	}
	if !slices.Contains(GiftSorts(), g.Sort) {
		sort = fault.New(fault.Invalid, "integrity.gift-sort").At("sort")
	}
	if g.Value < 0 || g.Value > mostGift || g.Value%100 != 0 {
		value = fault.New(fault.Invalid, "integrity.gift-value").At("value_sek")
	}
	return fault.Fields(day("received", g.On), future, sort, rank,
		bounded("unit", g.Unit.SV+g.Unit.EN, true, mostShort), g.giver(),
		bounded("what", g.What.SV+g.What.EN, true, mostShort),
		bounded("occasion", g.Occasion.SV+g.Occasion.EN, true, 2*mostShort), value, g.keeping(),
		bounded("contact", g.Contact, false, mostRef), g.disposed(today), g.addressed("occasion"))
}

// giver tells what is wrong with who gave it.
func (g Gift) giver() *fault.Error {
	switch {
	case g.Person && g.From != (Partner{}):
		return fault.New(fault.Invalid, "integrity.giver-named").At("organisation")
	case g.Person:
		return nil
	case g.From == (Partner{}):
		return fault.New(fault.Invalid, "integrity.no-giver").At("organisation")
	}
	return g.From.check()
}

// keeping tells what is wrong with where it is: an object is somewhere, and
// nothing else is.
func (g Gift) keeping() *fault.Error {
	if g.Sort != AnObject && !g.Kept.Empty() {
		return fault.New(fault.Invalid, "integrity.kept-nowhere").At("kept")
	}
	return bounded("kept", g.Kept.SV+g.Kept.EN, g.Sort == AnObject, mostShort)
}

// disposed tells what is wrong with how the body has parted with it.
func (g Gift) disposed(today Date) *fault.Error {
	switch {
	case g.Disposal == "" && g.Disposed == "":
		return nil
	case g.Sort != AnObject:
		return fault.New(fault.Invalid, "integrity.kept-nowhere").At("disposal")
	case !slices.Contains(Disposals(), g.Disposal):
		return fault.New(fault.Invalid, "integrity.disposal").At("disposal")
	case g.Disposed < g.On || g.Disposed > today:
		return fault.New(fault.Invalid, "integrity.disposed").At("disposed")
	}
	return day("disposed", g.Disposed)
}

// addressed tells of a text that holds an e-mail address.
func (g Gift) addressed(field string) *fault.Error {
	if strings.Contains(strings.Join(g.Texts(), "\n"), "@") {
		return fault.New(fault.Invalid, "integrity.address").At(field)
	}
	return nil
}

// Texts lists what was written freely.
func (g Gift) Texts() []string {
	return []string{g.Unit.SV, g.Unit.EN, g.From.Name, g.What.SV, g.What.EN, g.Occasion.SV,
		g.Occasion.EN, g.Kept.SV, g.Kept.EN, g.Cancelled, g.Why}
}
