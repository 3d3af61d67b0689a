package ledger

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
)

// GenerateOptions say what ledger to make.
type GenerateOptions struct {
	Rows    int
	Seed    uint64
	Dialect string // one of Dialects; national if it is empty
	Year    int    // 2024 if it is 0
	Months  int    // 12 if it is 0
	Body    int    // which of the invented bodies
	Broken  int    // lines put in between that no reader can take
	Regular bool   // nothing planted

	// Progress is told how many rows have been made; may be nil.
	Progress func(done, total int64)
}

// A Truth is what is known of a generated ledger.
type Truth struct {
	Dialect string        `json:"dialect"`
	Seed    uint64        `json:"seed"`
	Rows    int           `json:"rows"`
	Ore     int64         `json:"ore"`
	Periods []Period      `json:"periods"`
	Planted []Planted     `json:"planted"`
	Broken  []PlantedLine `json:"broken"`
}

// A Planted is an irregularity that was put in. Rows count from 0, in the
// order of the file, without header and broken lines.
type Planted struct {
	Kind     string `json:"kind"`
	Rows     []int  `json:"rows"`
	Supplier string `json:"supplier"`
}

// A PlantedLine is a line that cannot be read, and why.
type PlantedLine struct {
	Line   int    `json:"line"`
	Reason Reject `json:"reason"`
}

// A made is a generated row.
type made struct {
	buyerID, buyer, voucher, supplier, supplierID, account, accountText string
	day                                                                 int32
	unit, invoice                                                       string
	ore                                                                 int64
	reason, contract, municipality, activity                            string
	person                                                              bool
	internal                                                            int // the supplier's number in the books
}

// Generate writes an invented ledger in the way of one of the publishers. The
// same options always make the same bytes (but for workbooks, whose rows are
// the same). Suppliers have Exempel in their names. Their organisation numbers
// begin with 4, which no legal form does; personal numbers are of those that
// are kept for tests (births numbered 980 to 999).
func Generate(to io.Writer, o GenerateOptions) (*Truth, error) {
	o = o.complete()
	d, err := newDialect(to, o)
	if err != nil {
		return nil, err
	}
	truth := &Truth{Dialect: o.Dialect, Seed: o.Seed, Planted: []Planted{}, Broken: []PlantedLine{}}
	m := newMaker(o, truth)
	var c calendar
	for i := range o.Rows {
		if o.Progress != nil && i%rowsTold == 0 {
			o.Progress(int64(i), int64(o.Rows))
		}
		row := m.row(i)
		if err := d.row(row); err != nil {
			return nil, err
		}
		truth.Rows++
		truth.Ore += row.ore
		day := row.day
		if d.coarse() {
			day -= int32(DayTime(day).Day() - 1)
		}
		c.add(day, row.ore)
		if o.Broken > 0 && i*o.Broken/o.Rows != (i+1)*o.Broken/o.Rows {
			if err := d.broken(truth); err != nil {
				return nil, err
			}
		}
	}
	truth.Periods = c.periods()
	return truth, d.close()
}

func (o GenerateOptions) complete() GenerateOptions {
	if o.Dialect == "" {
		o.Dialect = "national"
	}
	if o.Year == 0 {
		o.Year = 2024
	}
	if o.Months == 0 {
		o.Months = 12
	}
	return o
}

// A maker makes rows in the order of their dates.
type maker struct {
	*rand.Rand
	o         GenerateOptions
	first     int32 // the first day, and how many there are
	days      int
	suppliers int
	plan      map[int]planting
}

// A planting changes a row into something irregular.
type planting func(*made)

func newMaker(o GenerateOptions, truth *Truth) *maker {
	first, _ := date(o.Year, 1, 1)
	end := DayTime(first).AddDate(0, o.Months, 0)
	m := &maker{Rand: rand.New(rand.NewPCG(o.Seed, 0x6c6564676572)), o: o, first: first,
		days:      int(end.Sub(DayTime(first)).Hours() / 24),
		suppliers: min(max(o.Rows/20, 8), 200_000), plan: map[int]planting{}}
	if !o.Regular {
		m.plant(truth)
	}
	return m
}

// accounts are what invented bodies buy.
var accounts = [...][2]string{{"4010", "Inköp av material"}, {"5010", "Lokalhyra"},
	{"5410", "Förbrukningsinventarier"}, {"5611", "Drivmedel"}, {"5710", "Frakter och transporter"},
	{"6110", "Kontorsmateriel"}, {"6212", "Telefoni"}, {"6310", "Försäkringar"},
	{"6420", "Revision"}, {"6530", "Städning"}, {"6540", "IT-tjänster"}, {"6550", "Konsultarvoden"},
	{"6910", "Licensavgifter"}, {"7610", "Utbildning"}, {"4530", "Vård och omsorg"},
	{"4640", "Personlig assistans"}}

// units are departments of invented bodies.
var units = [...]string{"Barn- och utbildningsförvaltningen", "Kommunledningsförvaltningen",
	"Kultur- och fritidsförvaltningen", "Samhällsbyggnadsförvaltningen", "Socialförvaltningen",
	"Äldreomsorgsförvaltningen"}

// trades and forms make names of invented suppliers.
var (
	trades = [...]string{"Bygg", "El", "Konsult", "Städ", "Åkeri", "Livs", "Data", "Kontor", "Vård",
		"Trädgård", "Måleri", "Rör", "Tryck", "Utbildning", "Säkerhet", "Möbler"}
	forms = [...]string{"AB", "AB", "AB", "AB", "HB", "Ekonomisk förening", "Stiftelse", "Aktiebolag"}
)

// row makes the row of a number.
func (m *maker) row(i int) *made {
	day := m.first + int32(i*m.days/max(m.o.Rows, 1))
	for back := day; IsFree(day); { // bookkeepers are free
		if back--; back >= m.first {
			day = back
		} else {
			day++
		}
	}
	u := m.Float64()
	supplier := int(float64(m.suppliers) * u * u * u)
	account := accounts[m.IntN(len(accounts))]
	r := &made{voucher: fmt.Sprintf("%d%07d", m.o.Year%100, i), day: day,
		account: account[0], accountText: account[1], unit: units[m.IntN(len(units))],
		invoice: strconv.Itoa(100_000 + i*7 + m.IntN(7)), ore: int64(math.Pow(10, 3.5+3.9*m.Float64()))}
	m.body(r)
	supply(r, supplier)
	if m.IntN(40) == 0 {
		r.ore = -r.ore
	}
	if supplier%3 != 0 || supplier < m.suppliers/2 { // who sells much does so under one
		r.contract = fmt.Sprintf("A%d-%04d", m.o.Year, supplier%10_000)
		r.reason = "Ramavtal"
	}
	if change := m.plan[i]; change != nil {
		change(r)
	}
	return r
}

// body says who buys.
func (m *maker) body(r *made) {
	r.buyerID = dashed(withCheck(fmt.Sprintf("432000%03d", 100+m.o.Body)))
	r.buyer = [...]string{"Exempelkommunen", "Region Exempel", "Exempelmyndigheten",
		"Exempelköpings kommun", "Exempelverket"}[m.o.Body%5]
	r.municipality = fmt.Sprintf("99%02d", m.o.Body)
	r.activity = strconv.Itoa(100 + int(r.account[1]-'0')*10)
}

func dashed(ten string) string { return ten[:6] + "-" + ten[6:] }

// supply says who sells: every eleventh supplier is a sole trader.
func supply(r *made, n int) {
	r.internal = 10_000 + n
	if r.person = n%11 == 10; r.person {
		r.supplier = fmt.Sprintf("Exempelsson %s %d", trades[n%len(trades)], n)
		r.supplierID = dashed(personNumber(n, 0))
		return
	}
	r.supplier = fmt.Sprintf("Exempel %s %d %s", trades[n%len(trades)], n, forms[n/16%len(forms)])
	r.supplierID = dashed(companyNumber(n))
}

// companyNumber makes an organisation number that no organisation can have.
func companyNumber(n int) string {
	return withCheck(fmt.Sprintf("4%d%d%06d", n/8_000_000%10, 2+n/1_000_000%8, n%1_000_000))
}

// personNumber makes a personal number out of those kept for tests; days of
// coordination numbers have 60 added.
func personNumber(n, added int) string {
	return withCheck(fmt.Sprintf("%02d%02d%02d%03d", 50+n/336%50, 1+n/28%12, 1+n%28+added,
		980+n/16_800%20))
}
