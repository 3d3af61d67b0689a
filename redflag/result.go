package redflag

import (
	"cmp"
	"encoding/json"
	"slices"
)

// Format is what results say of themselves.
const Format = "insyn-redflag/1"

// A Result is what the rules found in some ledgers, with all that is needed to
// repeat it: the same inputs and settings always give the same bytes.
type Result struct {
	Format       string    `json:"format"`
	Settings     Settings  `json:"settings"`
	SettingsHash string    `json:"settingsHash"`
	Inputs       []Input   `json:"inputs"`
	Rows         int       `json:"rows"`
	Ore          int64     `json:"ore"`
	Applied      []Applied `json:"rules"`
	Flags        []Flag    `json:"flags"`
	Seal         string    `json:"seal"` // SHA-256 of the result without it
}

// An Input is a ledger that was looked at.
type Input struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // of the file; of the rows, where there is no file
	Rows   int    `json:"rows"`
	Ore    int64  `json:"ore"`
}

// An Applied tells how a rule fared: how many it looked at, how many it raised
// flags on, and what limits what it can say.
type Applied struct {
	Rule   Rule     `json:"rule"`
	Tested int      `json:"tested"` // suppliers, categories or bodies, as the rule says
	Flags  int      `json:"flags"`
	Peers  *Peers   `json:"peers,omitempty"` // over all bodies
	Limits []string `json:"limits"`          // codes; Words has the words
}

// A Flag is a reason to look at some rows. It is no accusation: the rule knows
// the rows and nothing of what they stand for.
type Flag struct {
	ID       string `json:"id"` // the same in every run: decisions can hold on to it
	Rule     Rule   `json:"rule"`
	Case     Case   `json:"case,omitempty"`
	Buyer    Party  `json:"buyer"`
	Supplier *Party `json:"supplier,omitempty"`

	// Account, From and To narrow the rows that the flag is about.
	Account string `json:"account,omitempty"`
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`

	Value       float64            `json:"value"`
	Threshold   float64            `json:"threshold"` // the value has reached it
	Unit        Unit               `json:"unit"`
	N           int                `json:"n"` // what the value is computed from
	Probability *float64           `json:"probability,omitempty"`
	Peers       *Peers             `json:"peers,omitempty"`
	Facts       map[string]float64 `json:"facts,omitempty"` // other numbers of the rule

	Ore      int64    `json:"ore"` // what the rows add up to
	Evidence Evidence `json:"evidence"`
}

// A Unit is what the value of a flag is counted in.
type Unit string

// The units.
const (
	InOre     Unit = "ore"
	InRows    Unit = "rows"
	InShares  Unit = "share"
	InRatio   Unit = "ratio"
	InNames   Unit = "names"
	InGroups  Unit = "groups"
	InDeviate Unit = "deviation"
)

// A Party is a body or a supplier. A supplier that may be a natural person has
// no name and no number.
type Party struct {
	Number  string `json:"number,omitempty"`
	Name    string `json:"name,omitempty"`
	Form    string `json:"form,omitempty"` // legal form, as ledger.Identity has it
	Unnamed bool   `json:"unnamed,omitempty"`
}

// Evidence is the rows that a flag came from.
type Evidence struct {
	Count int      `json:"count"`
	Rows  []RowRef `json:"rows"` // the first MostRows, in order
	Mark  string   `json:"mark"` // of all of them, whatever their order
}

// MostRows is how many rows of a flag are listed one by one.
const MostRows = 100

// A RowRef is an input, and a row of it; both count from 0.
type RowRef [2]int

// Encode writes the result in its one form, with its seal.
func (r *Result) Encode() []byte {
	r.Seal = r.seal()
	return canonical(r)
}

func (r *Result) seal() string {
	bare := *r
	bare.Seal = ""
	return hashOf(&bare)
}

// order is that of flags: by rule, then the largest sums, then by identity.
func order(a, b *Flag) int {
	return cmp.Or(cmp.Compare(a.Rule.rank(), b.Rule.rank()), cmp.Compare(b.Ore, a.Ore),
		cmp.Compare(a.ID, b.ID))
}

// sort puts flags in order and counts those of each rule.
func (r *Result) sort() {
	slices.SortFunc(r.Flags, func(a, b Flag) int { return order(&a, &b) })
	for i := range r.Applied {
		r.Applied[i].Flags = 0
		for j := range r.Flags {
			if r.Flags[j].Rule == r.Applied[i].Rule {
				r.Applied[i].Flags++
			}
		}
	}
}

// A Broken is the error for a result that is not as the engine wrote it.
type Broken struct{ Reason string }

// Error gives the reason.
func (b *Broken) Error() string { return "redflag: broken result: " + b.Reason }

// Parse reads a result and makes sure that it is whole: its form, its seal,
// its settings, its order. The error is *Broken.
func Parse(data []byte) (*Result, error) {
	var r Result
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, &Broken{"not-json"}
	}
	switch {
	case r.Format != Format:
		return nil, &Broken{"format"}
	case r.Settings.Check() != nil || r.Settings.Hash() != r.SettingsHash:
		return nil, &Broken{"settings"}
	case r.seal() != r.Seal:
		return nil, &Broken{"seal"}
	case string(canonical(&r)) != string(data):
		return nil, &Broken{"form"}
	}
	return &r, r.check()
}

// check holds the parts of a result against each other.
func (r *Result) check() error {
	rows, ore := 0, int64(0)
	for _, in := range r.Inputs {
		rows, ore = rows+in.Rows, ore+in.Ore
	}
	if rows != r.Rows || ore != r.Ore {
		return &Broken{"sums"}
	}
	for i := range r.Flags {
		f := &r.Flags[i]
		switch {
		case f.Rule.rank() < 0 || !slices.Contains(f.Rule.Cases(), f.Case):
			return &Broken{"rule"}
		case i > 0 && order(&r.Flags[i-1], f) >= 0:
			return &Broken{"order"}
		case f.Value < f.Threshold, f.Evidence.Count < len(f.Evidence.Rows):
			return &Broken{"value"}
		}
		for _, at := range f.Evidence.Rows {
			if at[0] < 0 || at[0] >= len(r.Inputs) || at[1] < 0 || at[1] >= r.Inputs[at[0]].Rows {
				return &Broken{"evidence"}
			}
		}
	}
	return nil
}

// Flag finds a flag by its identity; nil where there is none.
func (r *Result) Flag(id string) *Flag {
	for i := range r.Flags {
		if r.Flags[i].ID == id {
			return &r.Flags[i]
		}
	}
	return nil
}
