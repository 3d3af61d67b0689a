package purchase

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/fault"
	"insyn/ledger"
)

// A View is a way to look at what is bought: who bought, from whom, on which
// account, when. What is empty lets everything through. A view has one
// address, which can be kept and sent on.
type View struct {
	Body     string // its ID
	Supplier string // organisation number, 556036-0793
	Account  string
	From, To Period // months or years, both included
	Page     int    // of its rows, from 1
}

// The names of a view's parts in addresses.
const (
	askBody     = "myndighet"
	askSupplier = "leverantor"
	askAccount  = "konto"
	askFrom     = "fran"
	askTo       = "till"
	askPage     = "sida"
)

// Asks lists what of an address a view is read from; nothing else makes it another.
func Asks() []string {
	return []string{askBody, askSupplier, askAccount, askFrom, askTo, askPage}
}

// MostPages is how many pages of its largest rows a view has: the others are
// in its file.
const MostPages = 40

// RowsOnPage is how many rows a page has.
const RowsOnPage = 25

// ParseView reads a view out of an address. What cannot be read is left out:
// before anything is added up, CheckView or CheckPeriods tells what that is.
func ParseView(q url.Values) View {
	word := func(name string, most int) string {
		s := strings.TrimSpace(q.Get(name))
		return s[:min(len(s), most)]
	}
	v := View{Body: word(askBody, 40), Account: word(askAccount, 20)}
	if id, listed := Listed(word(askSupplier, 40)); listed {
		v.Supplier = id.String()
	}
	if from, bad := ParsePeriod(q.Get(askFrom)); bad == nil {
		v.From = from
	}
	if to, bad := ParsePeriod(q.Get(askTo)); bad == nil {
		v.To = to
	}
	page, _ := strconv.Atoi(word(askPage, 4)) // what is no number is the first
	v.Page = min(max(page, 1), MostPages)
	return v
}

// CheckPeriods tells which period of an address cannot be read. Faults: Invalid
// at the part of the address.
func CheckPeriods(q url.Values) error {
	var faults []*fault.Error
	for _, name := range []string{askFrom, askTo} {
		if asked := strings.TrimSpace(q.Get(name)); asked != "" {
			if _, bad := ParsePeriod(asked); bad != nil {
				faults = append(faults, bad.At(name))
			}
		}
	}
	return fault.Fields(faults...)
}

// CheckView tells what of an address ParseView leaves out, for those whom
// nobody can ask what they meant: a sum of more than was asked for is wrong,
// and does not look so. Faults: Invalid at the part of the address.
func CheckView(q url.Values) error {
	if err := CheckPeriods(q); err != nil {
		return err
	}
	if asked := strings.TrimSpace(q.Get(askSupplier)); asked != "" {
		if _, listed := Listed(asked); !listed {
			return fault.New(fault.Invalid, "purchase.supplier-unknown").At(askSupplier)
		}
	}
	return nil
}

// Query gives the view as it stands in addresses.
func (v View) Query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{askBody: v.Body, askSupplier: v.Supplier,
		askAccount: v.Account,
		askFrom:    string(v.From), askTo: string(v.To)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if v.Page > 1 {
		q.Set(askPage, strconv.Itoa(v.Page))
	}
	return q
}

// Whole tells whether the view lets everything through.
func (v View) Whole() bool {
	return len(View{v.Body, v.Supplier, v.Account, v.From, v.To, 1}.Query()) == 0
}

// Filter gives the rows of a ledger that are wanted.
func (v View) Filter() ledger.Filter {
	f := ledger.Filter{Values: map[ledger.Field][]string{}}
	if v.Supplier != "" {
		f.Values[ledger.SupplierID] = []string{v.Supplier}
	}
	if v.Account != "" {
		f.Values[ledger.Account] = []string{v.Account}
	}
	day := func(p Period, months int) int32 {
		return int32(p.Start().AddDate(0, months,
			0).Unix() / 86400)
	}
	if v.From != "" {
		f.From = day(v.From, 0)
	}
	if v.To != "" {
		months := 1
		if v.To.IsYear() {
			months = 12
		}
		f.To = day(v.To, months) - 1
	}
	return f
}

// A Sum is what the rows that share something have together.
type Sum struct {
	Key, Name string
	Rows      int
	Ore       int64
}

// Largest sorts sums, the largest first.
func Largest(all []Sum) []Sum {
	slices.SortFunc(all, func(a, b Sum) int {
		switch {
		case a.Ore != b.Ore && a.Ore > b.Ore:
			return -1
		case a.Ore != b.Ore:
			return 1
		}
		return strings.Compare(a.Key, b.Key)
	})
	return all
}
