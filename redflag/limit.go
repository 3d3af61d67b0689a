package redflag

import "time"

// A Law is the act whose limit for direct awards a body is held to.
type Law string

// The laws.
const (
	LOU    Law = "lou"    // lagen (2016:1145) om offentlig upphandling
	LUF    Law = "luf"    // lagen (2016:1146) om upphandling inom försörjningssektorerna
	Social Law = "social" // social and other special services under LOU
)

// Laws lists every law.
func Laws() []Law { return []Law{LOU, LUF, Social} }

// A Limit is a limit for direct awards without value added tax: a purchase
// must be strictly below it. It holds from its first day until the next.
type Limit struct {
	From string `json:"from"`
	Ore  int64  `json:"ore"`
}

// limits are those that have held (Konkurrensverket, äldre tröskelvärden;
// Upphandlingsmyndigheten, tröskelvärden). What holds after lastKnown has not
// been looked up.
var limits = map[Law][]Limit{
	LOU: {{"2018-01-01", 586_907_00}, {"2020-01-01", 615_312_00}, {"2022-01-01", 626_284_00},
		{"2022-02-01", 700_000_00}},
	LUF: {{"2018-01-01", 1_092_436_00}, {"2020-01-01", 1_142_723_00}, {"2022-01-01", 1_165_804_00},
		{"2022-02-01", 1_200_000_00}},
	Social: {{"2018-01-01", 7_113_450_00}, {"2020-01-01", 7_701_675_00}, {"2022-01-01", 7_802_550_00},
		{"2024-01-01", 8_109_450_00}},
}

// lastKnown is the last day of the limits that have been looked up.
const lastKnown = "2025-12-31"

// Limits gives the limits of a law in the order of their days.
func (l Law) Limits() []Limit { return append([]Limit(nil), limits[l]...) }

// A step is a limit with its first day as a number.
type step struct {
	day int32
	ore int64
}

// steps prepares the limits of a law for looking up.
func (l Law) steps() (all []step) {
	for _, x := range limits[l] {
		all = append(all, step{dayOf(x.From), x.Ore})
	}
	return all
}

// limitOn gives the limit of a day; 0 where none is known, which is before
// 2018 and for rows without a date.
func limitOn(steps []step, day int32) (ore int64) {
	for _, s := range steps {
		if day >= s.day {
			ore = s.ore
		}
	}
	return ore
}

// dayOf gives the number of a day that is written 2024-01-31.
func dayOf(text string) int32 {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0
	}
	return int32(t.Unix() / 86400)
}
