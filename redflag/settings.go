package redflag

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Settings are what the rules go by. They stand in every result, so that
// anybody can see and repeat what was done. Amounts are in öre.
type Settings struct {
	Law        Law    `json:"law"`        // whose limit for direct awards is used
	LeastPeers int    `json:"leastPeers"` // fewer than this are not compared with
	Skip       []Rule `json:"skip"`       // rules that are left out

	DuplicateOre  int64 `json:"duplicateOre"`  // smaller amounts are not looked at
	DuplicateDays int32 `json:"duplicateDays"` // days within which a slip of the finger is looked for
	CreditDays    int32 `json:"creditDays"`    // days within which a credit undoes a duplicate

	BelowLeast       int     `json:"belowLeast"`       // purchases just below the limit
	BelowProbability float64 `json:"belowProbability"` // at most

	ConcentrationIndex float64 `json:"concentrationIndex"` // least sum of squared shares
	ConcentrationOre   int64   `json:"concentrationOre"`   // least sum of a category in a year
	ConcentrationRows  int     `json:"concentrationRows"`

	BenfordRows   int     `json:"benfordRows"`   // for the first digit
	BenfordPairs  int     `json:"benfordPairs"`  // rows for the first two digits
	BenfordFirst  float64 `json:"benfordFirst"`  // mean absolute deviation (Nigrini)
	BenfordDouble float64 `json:"benfordDouble"` // the same of the first two digits

	RoundOre   int64   `json:"roundOre"`   // what amounts are multiples of
	RoundRows  int     `json:"roundRows"`  // rows that a supplier must have
	RoundShare float64 `json:"roundShare"` // least share

	FreeDayRows        int     `json:"freeDayRows"`        // booked on free days
	FreeDayProbability float64 `json:"freeDayProbability"` // for all suppliers of the body together

	YearEndRatio float64 `json:"yearEndRatio"` // December to the mean of the other months
	YearEndOre   int64   `json:"yearEndOre"`   // least sum of December

	NewcomerHistory int32 `json:"newcomerHistory"` // days that the data reach back before the first purchase
	NewcomerDays    int32 `json:"newcomerDays"`    // days that its first purchases are added up over
	NewcomerOre     int64 `json:"newcomerOre"`     // least sum
	NewcomerFactor  int64 `json:"newcomerFactor"`  // by which later purchases are larger than the first

	OffContractShare float64    `json:"offContractShare"` // least share of an account
	OffContractOre   int64      `json:"offContractOre"`   // least sum of the account
	OffContractKnown float64    `json:"offContractKnown"` // share of the sum that must have a contract
	Contracts        []Contract `json:"contracts"`        // of a catalogue; the ledger's own column if empty

	IdentityOre   int64 `json:"identityOre"`   // least sum of a supplier without a number
	IdentityNames int   `json:"identityNames"` // different names of one number

	SpreadRows   int `json:"spreadRows"`   // rows that a supplier must have
	SpreadGroups int `json:"spreadGroups"` // least number of groups of accounts
}

// A Contract is a line of a catalogue of contracts. Days are written
// 2024-01-31; an empty one is open.
type Contract struct {
	Supplier string `json:"supplier"` // organisation number
	From     string `json:"from"`
	To       string `json:"to"`
}

// Defaults gives the settings that are used where nothing else is said.
func Defaults() Settings {
	return Settings{Law: LOU, LeastPeers: 20, Skip: []Rule{}, Contracts: []Contract{},
		DuplicateOre: 100_00, DuplicateDays: 7, CreditDays: 365,
		BelowLeast: 3, BelowProbability: 0.05,
		ConcentrationIndex: 0.25, ConcentrationOre: 500_000_00, ConcentrationRows: 12,
		BenfordRows: 500, BenfordPairs: 1200, BenfordFirst: 0.015, BenfordDouble: 0.0022,
		RoundOre: 1000_00, RoundRows: 6, RoundShare: 0.5,
		FreeDayRows: 3, FreeDayProbability: 0.05,
		YearEndRatio: 2, YearEndOre: 500_000_00,
		NewcomerHistory: 90, NewcomerDays: 90, NewcomerOre: 100_000_00, NewcomerFactor: 10,
		OffContractShare: 0.5, OffContractOre: 500_000_00, OffContractKnown: 0.1,
		IdentityOre: 10_000_00, IdentityNames: 3, SpreadRows: 20, SpreadGroups: 4}
}

// A SettingsError tells which setting cannot be used.
type SettingsError struct{ Name, Reason string }

// Error names the setting.
func (e *SettingsError) Error() string { return "redflag: setting " + e.Name + ": " + e.Reason }

// largestSettings is how long a file of settings may be: it can hold a
// catalogue of contracts.
const largestSettings = 64 << 20

// ReadSettings reads settings as JSON. What is left out is as in Defaults; a
// name that is not known is an error.
func ReadSettings(r io.Reader) (Settings, error) {
	s := Defaults()
	d := json.NewDecoder(io.LimitReader(r, largestSettings))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return s, &SettingsError{"file", err.Error()}
	}
	if _, err := d.Token(); err != io.EOF {
		return s, &SettingsError{"file", "something follows the settings"}
	}
	return s, s.Check()
}

// Check tells which setting cannot be used; the error is *SettingsError.
func (s *Settings) Check() error {
	if !slices.Contains(Laws(), s.Law) {
		return &SettingsError{"law", "must be lou, luf or social"}
	}
	for _, r := range s.Skip {
		if r.rank() < 0 {
			return &SettingsError{"skip", fmt.Sprintf("%q is no rule", r)}
		}
	}
	for _, x := range s.shares() {
		if x.value < 0 || x.value > 1 {
			return &SettingsError{x.name, "must be from 0 to 1"}
		}
	}
	for _, x := range s.counts() {
		if x.value < x.least || x.value > 1<<53 {
			return &SettingsError{x.name, fmt.Sprintf("must be %d or more", x.least)}
		}
	}
	if !(s.YearEndRatio >= 1 && s.YearEndRatio <= 1e6) {
		return &SettingsError{"yearEndRatio", "must be 1 or more"}
	}
	return s.checkContracts()
}

type share struct {
	name  string
	value float64
}

func (s *Settings) shares() []share {
	return []share{{"belowProbability", s.BelowProbability}, {"concentrationIndex", s.ConcentrationIndex},
		{"benfordFirst", s.BenfordFirst}, {"benfordDouble", s.BenfordDouble}, {"roundShare", s.RoundShare},
		{"freeDayProbability", s.FreeDayProbability}, {"offContractShare", s.OffContractShare},
		{"offContractKnown", s.OffContractKnown}}
}

type count struct {
	name         string
	value, least int64
}

func (s *Settings) counts() []count {
	return []count{{"leastPeers", int64(s.LeastPeers), 4}, {"duplicateOre", s.DuplicateOre, 1},
		{"duplicateDays", int64(s.DuplicateDays), 0}, {"creditDays", int64(s.CreditDays), 0},
		{"belowLeast", int64(s.BelowLeast), 2}, {"concentrationOre", s.ConcentrationOre, 1},
		{"concentrationRows", int64(s.ConcentrationRows), 2}, {"benfordRows", int64(s.BenfordRows), 100},
		{"benfordPairs", int64(s.BenfordPairs), 1000}, {"roundOre", s.RoundOre, 100},
		{"roundRows", int64(s.RoundRows), 2}, {"freeDayRows", int64(s.FreeDayRows), 2},
		{"yearEndOre", s.YearEndOre, 1}, {"newcomerHistory", int64(s.NewcomerHistory), 1},
		{"newcomerDays", int64(s.NewcomerDays), 1}, {"newcomerOre", s.NewcomerOre, 1},
		{"newcomerFactor", s.NewcomerFactor, 2}, {"offContractOre", s.OffContractOre, 1},
		{"identityOre", s.IdentityOre, 1}, {"identityNames", int64(s.IdentityNames), 2},
		{"spreadRows", int64(s.SpreadRows), 2}, {"spreadGroups", int64(s.SpreadGroups), 2}}
}

func (s *Settings) checkContracts() error {
	for i, c := range s.Contracts {
		for _, day := range []string{c.From, c.To} {
			if day != "" && dayOf(day) == 0 {
				return &SettingsError{"contracts", fmt.Sprintf("line %d: %q is no day", i+1, day)}
			}
		}
	}
	return nil
}

// skips tells whether a rule is left out.
func (s *Settings) skips(r Rule) bool { return slices.Contains(s.Skip, r) }

// Hash gives the SHA-256 of the settings.
func (s *Settings) Hash() string { return hashOf(s) }

// canonical writes a value as JSON, the same way each time: fields in order,
// keys of maps sorted, one space of indent, no letter escaped that need not be.
func canonical(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil { // numbers and texts alone: cannot be
		panic(err)
	}
	return b.Bytes()
}

func hashOf(v any) string {
	sum := sha256.Sum256(canonical(v))
	return hex.EncodeToString(sum[:])
}
