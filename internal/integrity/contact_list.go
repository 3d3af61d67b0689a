package integrity

import (
	"slices"
	"strings"

	"insyn/internal/fault"
)

// ContactColumns names the columns of a list of contacts in the order in which
// they are written, by the word that is written and others that are read.
var ContactColumns = [][]string{
	{"ref", "nr", "nummer", "löpnummer", "number"},
	{"date", "datum"},
	{"place", "plats"},
	{"rank", "befattning"},
	{"unit", "enhet"},
	{"unit_en"},
	{"organisation", "organization"},
	{"organisation_number", "organisationsnummer", "orgnr"},
	{"organisation_sort", "utan nummer"},
	{"subject", "ämne"},
	{"subject_en"},
	{"notes", "anteckning", "anteckningar"},
	{"notes_en"},
	{"measure", "åtgärd"},
	{"exemption", "undantag"},
	// See Covered.
	{"covers", "omfattar"}, {"covers_en"}, {"since", "sedan"}, {"complete", "fullständigt"},
}

// Places of the columns of contacts.
const (
	kRef = iota
	kDate
	kPlace
	kRank
	kUnit
	kUnitEN
	kName
	kNumber
	kSort
	kSubject
	kSubjectEN
	kNotes
	kNotesEN
	kMeasure
	kExemption
)

// ReadContacts reads the lines of a list of contacts, as it is read on a day. A
// line whose date is left out, with a number that has come before, is one more
// organisation that was met. Every line that does not hold is told.
//
// Faults: Invalid, TooLarge.
func ReadContacts(table [][]string, today Date) ([]Contact, error) {
	l := contacts{at: map[string]int{}}
	for i, cells := range table {
		switch {
		case strings.TrimSpace(strings.Join(cells, "")) == "":
		case l.columns == nil:
			if l.columns = found(ContactColumns, cells); l.columns[kRef] < 0 ||
				l.columns[kDate] < 0 {
				return nil, fault.New(fault.Invalid, "integrity.contact-headings").At("file")
			}
		case i > MostLines:
			return nil, fault.New(fault.TooLarge, "integrity.too-long").With("Most", MostLines).At("file")
		default:
			l.line(i+1, cells)
		}
	}
	for i, c := range l.all {
		if err := c.Check(today); err != nil {
			l.wrong(l.lines[i], err)
		}
	}
	if len(l.all) == 0 && len(l.faults) == 0 {
		return nil, fault.New(fault.Invalid, "integrity.empty-list").At("file")
	}
	return l.all, fault.Fields(l.faults...)
}

// found gives where each column is by its heading; -1 for one that is not there.
func found(columns [][]string, cells []string) []int {
	at := make([]int, len(columns))
	for i, words := range columns {
		at[i] = slices.IndexFunc(cells, func(cell string) bool {
			return slices.Contains(words, strings.ToLower(strings.Trim(cell, " \t\ufeff:*")))
		})
	}
	return at
}

// contacts are being read.
type contacts struct {
	list
	all   []Contact
	lines []int // in the file, of the first line of each
	at    map[string]int
}

// line reads one line.
func (l *contacts) line(number int, cells []string) {
	get := func(column int) string {
		if i := l.columns[column]; i >= 0 && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	key := slug(get(kRef))
	at, known := l.at[key]
	switch {
	case known && get(kDate) != "":
		l.wrong(number, fault.New(fault.Invalid, "integrity.twice").At("ref"))
		return
	case !known:
		at = len(l.all)
		l.at[key] = at
		l.all, l.lines = append(l.all, contactOf(get)), append(l.lines, number)
	}
	if p := partnerOf(get); p != (Partner{}) {
		l.all[at].With = append(l.all[at].With, p)
	}
}

// contactOf reads a contact without those that were met.
func contactOf(get func(int) string) Contact {
	return Contact{Ref: get(kRef), On: Date(get(kDate)), Place: get(kPlace), Rank: Rank(get(kRank)),
		Unit: Text{get(kUnit), get(kUnitEN)}, Subject: Text{get(kSubject), get(kSubjectEN)},
		Notes: Text{get(kNotes), get(kNotesEN)}, Measure: get(kMeasure),
		Exemption: Exemption(get(kExemption))}
}

// partnerOf reads one that was met. A number is given as it is usually written.
func partnerOf(get func(int) string) Partner {
	p := Partner{get(kName), get(kNumber), PartnerSort(get(kSort))}
	if number, known := OrganisationNumber(p.Number); known {
		p.Number = number
	}
	return p
}

// WriteContacts gives the lines of a list of contacts: what ReadContacts reads.
// What is taken back is not in it.
func WriteContacts(all []Recorded) [][]string {
	rows := [][]string{headings(ContactColumns)}
	for _, r := range all {
		c := r.Now()
		if c.Withdrawn != "" {
			continue
		}
		row := make([]string, len(ContactColumns))
		copy(row, []string{c.Ref, string(c.On), c.Place, string(c.Rank), c.Unit.SV, c.Unit.EN})
		row[kSubject], row[kSubjectEN] = c.Subject.SV, c.Subject.EN
		row[kNotes], row[kNotesEN] = c.Notes.SV, c.Notes.EN
		row[kMeasure], row[kExemption] = c.Measure, string(c.Exemption)
		for i, p := range c.With {
			if i > 0 {
				rows = append(rows, row)
				row = make([]string, len(ContactColumns))
				row[kRef] = c.Ref
			}
			row[kName], row[kNumber], row[kSort] = p.Name, p.Number, string(p.Sort)
		}
		rows = append(rows, row)
	}
	return rows
}

// Covered writes in each line of a register, in its last four columns, what the
// register covers, since when, and that it is not complete: whoever has the file
// alone is told too. It is passed over where the lines are read again.
func Covered(rows [][]string, c Coverage) [][]string {
	for _, row := range rows[1:] {
		copy(row[len(row)-4:], []string{c.Covers.SV, c.Covers.EN, string(c.Since), "no"})
	}
	return rows
}

// headings gives the words that are written above columns.
func headings(columns [][]string) []string {
	head := make([]string, len(columns))
	for i, words := range columns {
		head[i] = words[0]
	}
	return head
}
