package integrity

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"insyn/internal/fault"
)

// GiftColumns names the columns of a list of gifts in the order in which they
// are written, by the word that is written and others that are read.
var GiftColumns = [][]string{
	{"number", "nr", "nummer", "löpnummer"},
	{"received", "mottagen", "datum"},
	{"registered", "registrerad"},
	{"sort", "slag"},
	{"rank", "befattning", "mottagare"},
	{"unit", "enhet"},
	{"unit_en"},
	{"organisation", "givare", "giver"},
	{"organisation_number", "organisationsnummer", "orgnr"},
	{"organisation_sort", "utan nummer"},
	{"what", "föremål", "gåva"},
	{"what_en"},
	{"occasion", "sammanhang"},
	{"occasion_en"},
	{"value_sek", "värde"},
	{"kept", "förvaras"},
	{"kept_en"},
	{"contact", "kontakt"},
	{"disposal", "avyttring"},
	{"disposed", "avyttrad"},
	{"cancelled", "makulerad"},
	// See Covered.
	{"covers", "omfattar"}, {"covers_en"}, {"since", "sedan"}, {"complete", "fullständigt"},
}

// Places of the columns of gifts.
const (
	gNumber = iota
	gReceived
	gRegistered
	gSort
	gRank
	gUnit
	gUnitEN
	gName
	gOrgNumber
	gOrgSort
	gWhat
	gWhatEN
	gOccasion
	gOccasionEN
	gValue
	gKept
	gKeptEN
	gContact
	gDisposal
	gDisposed
	gCancelled
)

// PrivatePerson is the organisation of a list whose giver is a private person.
const PrivatePerson = "private-person"

// A GiftLine is a line of a list of gifts.
type GiftLine struct {
	Line int // in the file
	Gift
	Registered Date // as the file says it; the register knows it itself
}

// ReadGifts reads the lines of a list of gifts, as it is read on a day. Every
// line that does not hold is told.
//
// Faults: Invalid, TooLarge.
func ReadGifts(table [][]string, today Date) (all []GiftLine, err error) {
	l, seen := list{}, map[int]bool{}
	for i, cells := range table {
		switch {
		case strings.TrimSpace(strings.Join(cells, "")) == "":
		case l.columns == nil:
			if l.columns = found(GiftColumns, cells); l.columns[gNumber] < 0 ||
				l.columns[gReceived] < 0 {
				return nil, fault.New(fault.Invalid, "integrity.gift-headings").At("file")
			}
		case i > MostLines:
			return nil, fault.New(fault.TooLarge, "integrity.too-long").With("Most", MostLines).At("file")
		default:
			line, err := giftLine(l.columns, cells, today)
			if err == nil && seen[line.Number] {
				err = fault.New(fault.Invalid, "integrity.twice").At("number")
			}
			if err != nil {
				l.wrong(i+1, err)
			}
			seen[line.Number], line.Line = true, i+1
			all = append(all, line)
		}
	}
	if len(all) == 0 {
		return nil, fault.New(fault.Invalid, "integrity.empty-list").At("file")
	}
	return all, fault.Fields(l.faults...)
}

// AtLine tells of what is wrong with a line of a list, and where. That a reason
// is wanted is no fault of the line.
func (g GiftLine) AtLine(err error) error {
	var one *fault.Error
	if errors.As(err, &one) && one.Field == "why" {
		return err
	}
	l := list{}
	l.wrong(g.Line, err)
	return fault.Fields(l.faults...)
}

// giftLine reads a line.
func giftLine(columns []int, cells []string, today Date) (g GiftLine, err error) {
	get := func(column int) string {
		if i := columns[column]; i >= 0 && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	number, err := strconv.Atoi(get(gNumber))
	if err != nil || number < 1 {
		return g, fault.New(fault.Invalid, "integrity.gift-number").At("number")
	}
	g.Gift = Gift{Number: number, On: Date(get(gReceived)), Cancelled: get(gCancelled)}
	g.Registered = Date(get(gRegistered))
	if g.Cancelled == "" {
		g.Sort, g.Rank, g.Contact = GiftSort(get(gSort)), Rank(get(gRank)), get(gContact)
		g.Unit, g.What = Text{get(gUnit), get(gUnitEN)}, Text{get(gWhat), get(gWhatEN)}
		g.Occasion, g.Kept = Text{get(gOccasion), get(gOccasionEN)}, Text{get(gKept), get(gKeptEN)}
		g.Disposal, g.Disposed = Disposal(get(gDisposal)), Date(get(gDisposed))
		g.From, g.Person = Giver(get(gName), get(gOrgNumber), PartnerSort(get(gOrgSort)))
		if g.Value, err = Kronor(get(gValue)); err != nil {
			return g, err
		}
	}
	return g, g.Check(today)
}

// Giver gives who gave something as it is written: an organisation, or a
// private person. A number is given as it is usually written.
func Giver(name, number string, sort PartnerSort) (Partner, bool) {
	p := Partner{name, number, sort}
	if known, ok := OrganisationNumber(number); ok {
		p.Number = known
	}
	if p == (Partner{Name: PrivatePerson}) {
		return Partner{}, true
	}
	return p, false
}

// Kronor reads a value in whole kronor, in öre; 0 where none is written.
//
// Faults: Invalid.
func Kronor(s string) (int64, error) {
	s = strings.NewReplacer(" ", "", "\u00a0", "").Replace(s)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 || n > mostGift/100 {
		return 0, fault.New(fault.Invalid, "integrity.gift-value").At("value_sek")
	}
	return n * 100, nil
}

// WriteGifts gives the lines of a list of gifts: what ReadGifts reads. Days are
// those of a zone.
func WriteGifts(all []Registered, zone *time.Location) [][]string {
	rows := [][]string{headings(GiftColumns)}
	for _, r := range all {
		g := r.Now()
		row := make([]string, len(GiftColumns))
		copy(row, []string{strconv.Itoa(g.Number), string(g.On), string(DateOf(r.Registered().In(zone))),
			string(g.Sort), string(g.Rank), g.Unit.SV, g.Unit.EN, g.From.Name, g.From.Number,
			string(g.From.Sort), g.What.SV, g.What.EN, g.Occasion.SV, g.Occasion.EN, "", g.Kept.SV,
			g.Kept.EN, g.Contact, string(g.Disposal), string(g.Disposed), g.Cancelled})
		if g.Person {
			row[gName] = PrivatePerson
		}
		if g.Value > 0 {
			row[gValue] = strconv.FormatInt(g.Value/100, 10)
		}
		rows = append(rows, row)
	}
	return rows
}
