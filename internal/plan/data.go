package plan

import "time"

// The kinds of measures of open data: each a share, in per cent.
const (
	Conforming  Kind = "conforming"   // datasets in which nothing breaks the Swedish profile
	OpenLicence Kind = "open-licence" // datasets that can be had under an open licence
	Machine     Kind = "machine"      // datasets that programs can read
	LinksAlive  Kind = "links-alive"  // addresses that answer
	HighValue   Kind = "high-value"   // high-value datasets that are described as they must be
)

// Counted is what was so of the datasets of a catalogue at the end of a day:
// of each half-year the last, and of the one that goes on the latest.
type Counted struct {
	Catalogue  string    `json:"catalogue"` // which one; it says nothing else
	Body       string    `json:"body"`
	At         time.Time `json:"at"`
	Datasets   int       `json:"datasets"`
	Conforming int       `json:"conforming"`
	Open       int       `json:"open_licence"`
	Machine    int       `json:"machine_readable"`
	HighValue  int       `json:"high_value"`
	Obeying    int       `json:"high_value_conforming"`
	Links      int       `json:"links"`
	Alive      int       `json:"links_alive"`
}

// part gives the share that a kind of measure is of: how many of how many.
// ok is false for kinds that are no measures of open data.
func (c Counted) part(k Kind) (part, whole int, ok bool) {
	switch k {
	case Conforming:
		return c.Conforming, c.Datasets, true
	case OpenLicence:
		return c.Open, c.Datasets, true
	case Machine:
		return c.Machine, c.Datasets, true
	case LinksAlive:
		return c.Alive, c.Links, true
	case HighValue:
		return c.Obeying, c.HighValue, true
	}
	return 0, 0, false
}

// ofData tells whether a kind is a measure of open data.
func ofData(k Kind) bool {
	_, _, ok := Counted{}.part(k)
	return ok
}

// Share tells whether a kind of measure is a part of a whole, in per cent.
func (k Kind) Share() bool {
	return k == Answered || k == Timely || k == SelfResponse || k == SelfArea || k == FlagsDealt || ofData(k)
}

// counted computes a share over all catalogues, by what was counted last of each
// up to a moment.
func counted(f Facts, k Kind, moment time.Time) Reading {
	latest := map[string]Counted{}
	for _, c := range f.Catalogues {
		if !c.At.After(moment) && !c.At.Before(latest[c.Catalogue].At) {
			latest[c.Catalogue] = c
		}
	}
	part, whole := 0, 0
	for _, c := range latest {
		p, w, _ := c.part(k)
		part, whole = part+p, whole+w
	}
	return share(part, whole)
}

// LastCounted keeps of what was counted what the measures are computed from: of
// each catalogue the last of each half-year. What is given is in order of time.
func LastCounted(all []Counted, zone *time.Location) []Counted {
	kept := []Counted{}
	place := map[string]int{}
	for _, c := range all {
		at := c.At.In(zone)
		key := c.Catalogue + at.Format(" 2006 ") + map[bool]string{true: "1",
			false: "2"}[at.Month() < time.July]
		if i, known := place[key]; known {
			kept[i] = c
			continue
		}
		place[key] = len(kept)
		kept = append(kept, c)
	}
	return kept
}
