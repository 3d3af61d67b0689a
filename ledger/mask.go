package ledger

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Policy is what becomes of a row whose supplier is a person.
type Policy string

// The policies.
const (
	Drop      Policy = "drop"      // the row is left out; the report counts it
	Bucket    Policy = "bucket"    // all persons become one supplier
	Pseudonym Policy = "pseudonym" // each becomes a name that only the holder of the key can make
)

// What masked suppliers are called. The number is the one that publishers use.
const (
	MaskedName   = "Maskerad leverantör"
	MaskedNumber = "000000-0000"
)

// MaskOptions say how persons are taken out.
type MaskOptions struct {
	Policy   Policy   // Bucket if it is empty
	Key      []byte   // of pseudonyms, 16 bytes or more
	Accounts []string // whose suppliers are masked whoever they are: 4640, 4500-4599, 55*
}

// Why a supplier was masked.
const (
	MaskPerson       = "person"       // the number is a personal number
	MaskCoordination = "coordination" // the number is a coordination number
	MaskLike         = "person-like"  // a personal number with a wrong check digit
	MaskName         = "same-name"    // no number, and the name of a person elsewhere in the ledger
	MaskWritten      = "written"      // a personal number is written beside the name, or among words
	MaskAccount      = "account"      // the account was chosen
)

// MaskReasons lists the reasons.
func MaskReasons() []string {
	return []string{MaskPerson, MaskCoordination, MaskLike, MaskWritten, MaskName, MaskAccount}
}

// A MaskReport tells what was masked and why; it names nobody.
type MaskReport struct {
	Policy    Policy         `json:"policy"`
	In        Tally          `json:"in"`
	Published Tally          `json:"published"`
	Dropped   Tally          `json:"dropped"`
	Suppliers map[string]int `json:"suppliers"` // rows whose supplier was masked, by reason
	Texts     []MaskedText   `json:"texts"`

	// Internal tells that no number of a supplier is that of an organisation or
	// a person: sole traders cannot be recognised.
	Internal bool `json:"internal"`
}

// An AccountError is what was chosen as accounts and names none.
type AccountError struct{ Pattern string }

// Error says so.
func (e *AccountError) Error() string {
	return fmt.Sprintf("ledger: %q is no account, range of accounts or beginning of accounts", e.Pattern)
}

// A MaskedText tells how many rows of a field had something taken out.
type MaskedText struct {
	Field Field  `json:"field"`
	What  string `json:"what"`
	Rows  int    `json:"rows"`

	// Numbers is how many numbers of ten digits the field has, in vouchers and
	// invoices, and ByChance how many of them would look like personal numbers
	// if they were drawn by lot: what is masked beyond that is a find, the rest
	// the price of being sure.
	Numbers  int     `json:"numbers,omitempty"`
	ByChance float64 `json:"byChance,omitempty"`
}

// chance is how often ten random digits look like a personal or coordination
// number: a date of a hundred years among a million, or the same with 60
// added, and one check digit of ten.
const chance = 2 * 36_525.0 / 1_000_000 / 10

// Balanced tells whether what came in is what is published and what was left out.
func (r *MaskReport) Balanced() bool {
	return r.In.Rows == r.Published.Rows+r.Dropped.Rows && r.In.Ore == r.Published.Ore+r.Dropped.Ore
}

// Mask makes a table without persons out of one that may have some. Suppliers
// whose number is that of a person, or whose account was chosen, are masked
// by the policy; personal numbers and e-mail addresses are taken out of every
// text, and so are zero characters. The table itself is left as it is. What is
// wrong with the accounts is an *AccountError.
func Mask(t *Table, o MaskOptions) (*Table, *MaskReport, error) {
	if o.Policy == "" {
		o.Policy = Bucket
	}
	if o.Policy == Pseudonym && len(o.Key) < 16 {
		return nil, nil, errors.New("ledger: pseudonyms need a key of 16 bytes or more")
	}
	chosen, err := chooseAccounts(t.coded[Account].Values(), o.Accounts)
	if err != nil {
		return nil, nil, err
	}
	m := &masker{t: t, o: o, chosen: chosen, out: NewTable(),
		report: &MaskReport{Policy: o.Policy, Suppliers: map[string]int{}, Texts: []MaskedText{}}}
	m.look()
	m.rows()
	m.count()
	return m.out, m.report, nil
}

// A masker makes the masked table.
type masker struct {
	t, out *Table
	o      MaskOptions
	report *MaskReport
	chosen []bool // by code of the account

	identities []Identity // by code of the supplier's number
	personal   []bool     // by code of the supplier's name
	number     []string   // of the person with the name
	written    []string   // by code of the supplier's name: the personal number in it
	beside     []string   // by code of the supplier's number: the one among its words
	texts      [fieldCount][]maskedValue
	found      [fieldCount]map[string]int
	numbers    [fieldCount]int
}

// textsTold is how many different texts are looked at between two words about it.
const textsTold = 1 << 12

// A maskedValue is a text without what is personal.
type maskedValue struct {
	text []byte
	what []string // nil where nothing was
}

// look looks at each different text once.
func (m *masker) look() {
	all, done := 0, 0
	for _, f := range Fields() {
		if f.Coded() {
			all += len(m.t.coded[f].Values())
		}
	}
	for _, f := range Fields() {
		m.found[f] = map[string]int{}
		if !f.Coded() {
			continue
		}
		for _, v := range m.t.coded[f].Values() {
			m.texts[f] = append(m.texts[f], without(v))
			if done++; done%textsTold == 0 {
				m.t.tellOf(done, all)
			}
		}
	}
	known := false
	for _, v := range m.t.coded[SupplierID].Values() {
		i := Identify(v)
		m.identities = append(m.identities, i)
		known = known || len(i.Digits) == 10
	}
	m.written, m.beside = writtenIn(m.t.coded[Supplier]), writtenIn(m.t.coded[SupplierID])
	known = known || slices.ContainsFunc(m.beside, func(n string) bool { return n != "" })
	m.report.Internal = !known && m.t.Len() > 0
	m.personal = make([]bool, len(m.t.coded[Supplier].Values()))
	m.number = make([]string, len(m.personal))
	for row := range m.t.Len() {
		if i := m.identities[m.t.coded[SupplierID].Code(row)]; i.Kind.IsPerson() {
			name := m.t.coded[Supplier].Code(row)
			m.personal[name], m.number[name] = true, i.Digits
		}
	}
}

// writtenIn gives of each value the first personal number that is written in
// it; "" where there is none.
func writtenIn(c *Column) (all []string) {
	for _, v := range c.Values() {
		number := ""
		seen, _ := asSeen(v)
		for _, f := range personal(seen) {
			if f.What != FoundAddress && number == "" {
				number = tenOf(seen[f.From:f.To])
			}
		}
		all = append(all, number)
	}
	return all
}

// tenOf gives the ten digits of a personal number, however it is written.
func tenOf(written string) string {
	d := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, written)
	if len(d) == 12 && isCentury(d) {
		return d[2:]
	}
	return d[:10]
}

func without(text string) maskedValue {
	clean, found := Redact(text)
	v := maskedValue{text: []byte(clean)}
	for _, f := range found {
		v.what = append(v.what, f.What)
	}
	if bytes.IndexByte(v.text, 0) >= 0 {
		v.text, v.what = withoutZeros(v.text), append(v.what, FoundZero)
	}
	return v
}

// why tells why the supplier of a row is masked; "" if it is not.
func (m *masker) why(row int) string {
	name := m.t.coded[Supplier].Code(row)
	switch m.identities[m.t.coded[SupplierID].Code(row)].Kind {
	case Person:
		return MaskPerson
	case Coordination:
		return MaskCoordination
	case PersonLike:
		return MaskLike
	case Organisation:
	default:
		if m.writtenOf(row) != "" {
			return MaskWritten
		}
		if name != 0 && m.personal[name] {
			return MaskName
		}
	}
	if m.chosen != nil && m.chosen[m.t.coded[Account].Code(row)] {
		return MaskAccount
	}
	return ""
}

// writtenOf gives the personal number that is written in the supplier's name or
// among the words where its number should be; "" where there is none.
func (m *masker) writtenOf(row int) string {
	return cmp.Or(m.beside[m.t.coded[SupplierID].Code(row)], m.written[m.t.coded[Supplier].Code(row)])
}

// rows makes the rows of the masked table.
func (m *masker) rows() {
	for row, ore := range m.t.Ore {
		m.t.tell(row)
		m.report.In.add(ore)
		why := m.why(row)
		if why != "" {
			m.report.Suppliers[why]++
			if m.o.Policy == Drop {
				m.report.Dropped.add(ore)
				continue
			}
		}
		m.report.Published.add(ore)
		m.out.Ore = append(m.out.Ore, ore)
		m.out.addDate(m.t.Days[row], m.t.IsCoarse(row))
		m.row(row, why != "")
	}
}

func (m *masker) row(row int, person bool) {
	for f := range fieldCount {
		switch {
		case f.Plain():
			m.out.plain[f].add(m.plain(f, m.t.plain[f].Bytes(row)))
		case !f.Coded():
		case person && f == Supplier:
			m.out.coded[f].add([]byte(m.standIn(row)))
		case person && f == SupplierID:
			m.out.coded[f].add([]byte(MaskedNumber))
		default:
			v := &m.texts[f][m.t.coded[f].Code(row)]
			for _, what := range v.what {
				m.found[f][what]++
			}
			m.out.coded[f].add(v.text)
		}
	}
}

// plain takes personal numbers out of a voucher or an invoice number.
func (m *masker) plain(f Field, text []byte) []byte {
	digits, other := 0, false
	for _, c := range text {
		if c-'0' <= 9 {
			digits++
		}
		other = other || c == '@' || c == 0 || c >= utf8.RuneSelf
	}
	if digits == 10 {
		m.numbers[f]++
	}
	if digits < 10 && !other {
		return text
	}
	v := without(string(text))
	for _, what := range v.what {
		m.found[f][what]++
	}
	return v.text
}

// standIn gives what the supplier of a row is called instead.
func (m *masker) standIn(row int) string {
	if m.o.Policy != Pseudonym {
		return MaskedName
	}
	who := m.identities[m.t.coded[SupplierID].Code(row)].Digits
	name := m.t.coded[Supplier].Code(row)
	who = cmp.Or(who, m.writtenOf(row), m.number[name], m.t.coded[Supplier].Values()[name])
	return MaskedName + " " + pseudonym(m.o.Key, who)
}

// pseudonym makes sixteen letters of a number: letters alone, so that they
// cannot look like a number.
func pseudonym(key []byte, who string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("insyn ledger supplier\x00" + who))
	var b strings.Builder
	for _, c := range h.Sum(nil)[:8] {
		b.WriteByte('a' + c>>4)
		b.WriteByte('a' + c&15)
	}
	return b.String()
}

// count completes the report.
func (m *masker) count() {
	for _, f := range Fields() {
		for _, what := range []string{FoundPerson, FoundCoordination, FoundAddress, FoundZero} {
			if n := m.found[f][what]; n > 0 {
				x := MaskedText{Field: f, What: what, Rows: n}
				if f.Plain() && what == FoundPerson {
					x.Numbers, x.ByChance = m.numbers[f], float64(m.numbers[f])*chance/2
				}
				m.report.Texts = append(m.report.Texts, x)
			}
		}
	}
}

// chooseAccounts tells of each code of an account whether it is among those
// that patterns name: 4640, 4500-4599 or 55*.
func chooseAccounts(values, patterns []string) ([]bool, error) {
	if len(patterns) == 0 {
		return nil, nil
	}
	chosen := make([]bool, len(values))
	for _, p := range patterns {
		low, high, isRange := strings.Cut(p, "-")
		from, err1 := strconv.Atoi(low)
		to, err2 := strconv.Atoi(high)
		beginning, isBeginning := strings.CutSuffix(p, "*")
		if isRange && (err1 != nil || err2 != nil || from > to) || beginning == "" {
			return nil, &AccountError{p}
		}
		for code, v := range values {
			n, err := strconv.Atoi(v)
			chosen[code] = chosen[code] || v == p || isBeginning && strings.HasPrefix(v, beginning) ||
				isRange && err == nil && n >= from && n <= to
		}
	}
	return chosen, nil
}
