package integrity

import (
	"embed"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"sync"

	"insyn/internal/fault"
)

// Yearly is the matter of what a body counts, year by year.
const Yearly Kind = "yearly"

//go:embed figures/*.json
var figureSets embed.FS

// A FigureSet is what bodies count in a year, with the definitions that are
// printed beside the numbers. It is a file that is never changed: to count
// otherwise is another version, and each statement keeps its own.
type FigureSet struct {
	Version string   `json:"version"`
	Own     bool     `json:"own"` // made by Insyn, and shown to be
	Themes  []Theme  `json:"themes"`
	Facts   []Figure `json:"facts"` // yes or no
}

// A Theme is figures that are stated together or not at all: a total, divided
// in one or more ways.
type Theme struct {
	ID     string  `json:"id"`
	Name   Text    `json:"name"`
	Total  Figure  `json:"total"`
	Splits []Split `json:"splits"`
}

// A Split divides a total into parts that are stated and the rest, which is computed.
type Split struct {
	Parts []Figure `json:"parts"`
	Rest  Figure   `json:"rest"`
}

// A Figure is something that is counted, and what is meant by it.
type Figure struct {
	ID         string `json:"id"`
	Name       Text   `json:"name"`
	Definition Text   `json:"definition"`
}

// LatestFigures names the version by which bodies count now.
const LatestFigures = "insyn-1"

// FigureSets lists the sets of figures that Insyn has, by version.
var FigureSets = sync.OnceValue(func() map[string]FigureSet {
	all := map[string]FigureSet{}
	files, err := figureSets.ReadDir("figures")
	for _, f := range files {
		var set FigureSet
		data, failed := figureSets.ReadFile(path.Join("figures", f.Name()))
		in := json.NewDecoder(strings.NewReader(string(data)))
		in.DisallowUnknownFields()
		if wrong := in.Decode(&set); failed != nil || wrong != nil {
			panic(f.Name()) // embedded: a test reads it
		}
		all[set.Version] = set
	}
	if err != nil {
		panic(err) // embedded
	}
	return all
})

// Figures gives what a theme asks for: the total, then the parts, not the rests.
func (t Theme) Figures() []Figure {
	all := []Figure{t.Total}
	for _, s := range t.Splits {
		all = append(all, s.Parts...)
	}
	return all
}

// Counted gives all that a set asks to be counted, in its order.
func (s FigureSet) Counted() (all []Figure) {
	for _, t := range s.Themes {
		all = append(all, t.Figures()...)
	}
	return all
}

// A Statement is what a body counted in a year. What is not stated is left out:
// it is never zero.
type Statement struct {
	Year   int             `json:"year"`
	Set    string          `json:"set"` // version of the figures
	Counts map[string]int  `json:"counts"`
	Facts  map[string]bool `json:"facts,omitempty"`
	Why    string          `json:"why,omitempty"` // why it replaces what was stated before
}

// Bounds of a statement.
const (
	firstYear = 2000
	mostCount = 1_000_000
)

// States tells whether a theme is part of a statement.
func (s Statement) States(t Theme) bool {
	_, stated := s.Counts[t.Total.ID]
	return stated
}

// parts gives how many there are of the parts of a split, the rest last.
func (s Statement) parts(t Theme, split Split) []int {
	counts, rest := make([]int, 0, len(split.Parts)+1), s.Counts[t.Total.ID]
	for _, f := range split.Parts {
		counts = append(counts, s.Counts[f.ID])
		rest -= s.Counts[f.ID]
	}
	return append(counts, rest)
}

// Check tells what is wrong with a statement of a body in a year, of which only
// years that are over at now's year can be stated. A theme is stated whole or
// not at all, and no parts are more than what they are parts of.
//
// Faults: Invalid.
func (s Statement) Check(thisYear int) error {
	set, known := FigureSets()[s.Set]
	if !known {
		return fault.New(fault.Invalid, "integrity.instrument").At("year")
	}
	var faults []*fault.Error
	if s.Year < firstYear || s.Year >= thisYear {
		faults = append(faults, fault.New(fault.Invalid, "integrity.year").
			With("First", firstYear).With("Last", thisYear-1).At("year"))
	}
	for _, t := range set.Themes {
		faults = append(faults, s.checkTheme(t)...)
	}
	if len(s.Counts)+len(s.Facts) == 0 {
		faults = append(faults, fault.New(fault.Invalid, "integrity.nothing-stated").At("year"))
	}
	faults = append(faults, bounded("why", s.Why, false, mostShort))
	return fault.Fields(faults...)
}

func (s Statement) checkTheme(t Theme) (faults []*fault.Error) {
	stated := 0
	for _, f := range t.Figures() {
		n, is := s.Counts[f.ID]
		if is {
			stated++
		}
		if n < 0 || n > mostCount {
			faults = append(faults, fault.New(fault.Invalid, "integrity.count").At(f.ID))
		}
	}
	if stated > 0 && stated < len(t.Figures()) {
		for _, f := range t.Figures() {
			if _, is := s.Counts[f.ID]; !is {
				faults = append(faults, fault.New(fault.Invalid, "integrity.whole-theme").At(f.ID))
			}
		}
		return faults
	}
	for _, split := range t.Splits {
		if parts := s.parts(t, split); len(faults) == 0 && parts[len(parts)-1] < 0 {
			faults = append(faults, fault.New(fault.Invalid, "integrity.parts").At(t.Total.ID))
		}
	}
	return faults
}

// Same tells whether two statements say the same of a year.
func (s Statement) Same(other Statement) bool {
	s.Why, other.Why = "", ""
	a, errA := json.Marshal(s) // maps are written in the order of their keys
	b, errB := json.Marshal(other)
	return errA == nil && errB == nil && slices.Equal(a, b)
}
