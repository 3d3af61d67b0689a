package redflag

import (
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"strconv"
	"sync"

	"insyn/ledger"
)

// A Source is a ledger to look at.
type Source struct {
	Name   string
	SHA256 string // of the file it was read from; made of the rows if it is empty
	Table  *ledger.Table

	// Spend lets the analysis take out of the table what no rule needs any more.
	// Nobody else may use it then.
	Spend bool
}

// unread are the columns that no rule looks at.
var unread = []ledger.Field{ledger.AccountText, ledger.Unit, ledger.Reason, ledger.Municipality, ledger.Activity}

// NewTable makes an empty table for a ledger that is read for the rules alone:
// columns that none of them looks at stay empty. A Source of it without SHA256
// is hashed without them, so that two deliveries that differ there look the same.
func NewTable() *ledger.Table {
	t := ledger.NewTable()
	t.Drop(unread...)
	return t
}

// input tells of a source in a result.
func (s *Source) input() (Input, error) {
	sum := s.SHA256
	if sum == "" {
		h := sha256.New()
		if err := ledger.WriteRows(h, s.Table); err != nil {
			return Input{}, err
		}
		sum = hex.EncodeToString(h.Sum(nil))
	}
	return Input{s.Name, sum, s.Table.Len(), s.Table.Sum()}, nil
}

// A part is a source whose codes have been given the numbers that bodies,
// suppliers and accounts have over all sources.
type part struct {
	table *ledger.Table
	base  int // rows of the sources before it

	buyerByID, buyerByName       []uint32
	supplierByID, supplierByName []uint32
	account                      []uint32
	names                        []uint32 // of suppliers, folded
	contract                     []bool   // by code: something stands there
	voucher, invoice             []uint32 // hashes by row; 0 where there is none
}

// byName says that the number decides nothing, and the name has to.
const byName = 1<<32 - 1

// add gives the codes of a source their numbers.
func (a *Analysis) add(s Source) {
	t := s.Table
	p := &part{table: t, base: a.rows}
	a.buyers.codes(t, ledger.BuyerID, ledger.Buyer, &p.buyerByID, &p.buyerByName, nil)
	plain := a.suppliers.codes(t, ledger.SupplierID, ledger.Supplier, &p.supplierByID, &p.supplierByName, a.Progress)
	for _, v := range t.Column(ledger.Account).Values() {
		p.account = append(p.account, a.accounts.number(v))
	}
	for _, name := range plain {
		p.names = append(p.names, a.names.number(name))
	}
	for _, v := range t.Column(ledger.Contract).Values() {
		p.contract = append(p.contract, v != "")
	}
	p.voucher = hashes(t.Texts(ledger.Voucher), hashText)
	if s.Spend { // what is asked of vouchers is whether they are the same
		t.Drop(ledger.Voucher)
		t.Drop(unread...)
	}
	p.invoice = hashes(t.Texts(ledger.Invoice), hashInvoice)
	a.parts = append(a.parts, p)
	a.rows += t.Len()
}

// hashes hashes the texts of a column, on all processors.
func hashes(c *ledger.TextColumn, hash func([]byte) uint32) []uint32 {
	all := make([]uint32, c.Len())
	piece := max(len(all)/runtime.GOMAXPROCS(0)+1, chunkRows)
	var wait sync.WaitGroup
	for from := 0; from < len(all); from += piece {
		wait.Go(func() {
			for row := from; row < min(from+piece, len(all)); row++ {
				all[row] = hash(c.Bytes(row))
			}
		})
	}
	wait.Wait()
	return all
}

// A numbering gives texts numbers in the order in which they come. Number 0 is
// the empty text.
type numbering struct {
	values []string
	by     map[string]uint32
}

func newNumbering() numbering {
	return numbering{[]string{""}, map[string]uint32{"": 0}}
}

func (n *numbering) number(text string) uint32 {
	k, ok := n.by[text]
	if !ok {
		k = uint32(len(n.values))
		n.by[text] = k
		n.values = append(n.values, text)
	}
	return k
}

// parties are all bodies, or all suppliers. Party 0 is nobody: suppliers that
// are natural persons, or were taken out by the publisher, and so many that
// they cannot be told apart.
type parties struct {
	numbering
	all []party
}

// A party is a body or supplier: what it is known by.
type party struct {
	kind   ledger.Kind
	number string // in its usual form
	name   string // the first that was met
	names  []uint32
	form   string
}

func newParties() *parties {
	return &parties{newNumbering(), []party{{}}}
}

// codes gives each number and each name of a table its party, tells how many of
// them it has dealt with, and gives the names without case, signs and legal
// form. A number that is of no use leaves the decision to the name.
func (p *parties) codes(t *ledger.Table, number, name ledger.Field, ids, names *[]uint32,
	progress func(done, total int64)) (plain []string) {
	numbers, texts := t.Column(number).Values(), t.Column(name).Values()
	tell := func() {
		if done := len(*ids) + len(*names); progress != nil && done%lookSize == 0 {
			progress(int64(done), int64(len(numbers)+len(texts)))
		}
	}
	for _, v := range numbers {
		*ids = append(*ids, p.ofNumber(v))
		tell()
	}
	for _, v := range texts {
		plain = append(plain, plainName(v))
		*names = append(*names, p.ofName(v, plain[len(plain)-1]))
		tell()
	}
	return plain
}

// ofNumber gives the party of a number.
func (p *parties) ofNumber(text string) uint32 {
	id := ledger.Identify(text)
	switch {
	case id.Kind == ledger.Nothing:
		return byName
	case id.Kind.IsPerson(), id.Kind == ledger.Withheld, len(ledger.Personal(text)) > 0:
		return 0
	case id.Digits != "":
		text = id.String()
	}
	return p.of(partyKey(id.Kind, text), party{kind: id.Kind, number: text, form: id.LegalForm()})
}

// partyKey tells parties with numbers apart: a number of the publisher's own is
// not an organisation's.
func partyKey(kind ledger.Kind, number string) string { return strconv.Itoa(int(kind)) + " " + number }

// ofName gives the party of a name, where there is no number.
func (p *parties) ofName(name, plain string) uint32 {
	if isMasked(name) || plain == "" {
		return 0
	}
	return p.of("name "+plain, party{kind: ledger.Nothing, name: name})
}

// of gives the party with a key, a new one where it is new.
func (p *parties) of(key string, x party) uint32 {
	n := p.number(key)
	if int(n) == len(p.all) {
		p.all = append(p.all, x)
	}
	return n
}

// of gives the party of a row, by the codes of its number and its name.
func of(ids, names []uint32, id, name uint32) uint32 {
	if n := ids[id]; n != byName {
		return n
	}
	return names[name]
}
