package standard

import (
	"bytes"
	_ "embed" // the rules
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed rules.json
var embedded []byte

// A Text is said in Swedish and in English.
type Text struct {
	SV string `json:"sv"`
	EN string `json:"en"`
}

// In gives the text in a language, "sv" or "en".
func (t Text) In(language string) string {
	if language == "en" {
		return t.EN
	}
	return t.SV
}

// A RuleSet is the rules that hold for plans on which work began between two days.
type RuleSet struct {
	ID           string        `json:"id"`
	ValidFrom    Day           `json:"valid_from,omitempty"`
	ValidUntil   Day           `json:"valid_until,omitempty"`
	Source       string        `json:"source"`
	Requirements []Requirement `json:"requirements"`
	Grounds      []Rule        `json:"grounds"`
	Duties       []Rule        `json:"duties,omitempty"`
}

// A Requirement is one of the minimum requirements: it is met when all of its rules are.
type Requirement struct {
	ID    string `json:"id"`
	Name  Text   `json:"name"`
	Rules []Rule `json:"rules"`
}

// A Rule is one thing demanded.
type Rule struct {
	ID         string         `json:"id"`
	Check      string         `json:"check"` // names a check of this package
	Demand     Text           `json:"demand"`
	Verified   bool           `json:"verified"` // the wording has been read in its source
	Source     string         `json:"source"`
	Parameters map[string]int `json:"parameters,omitempty"`
}

// parameter gives a number of the rule. Read has made sure that it is there.
func (r Rule) parameter(name string) int { return r.Parameters[name] }

// sets reads the rules that Insyn ships.
var sets = sync.OnceValue(func() []RuleSet {
	all, err := Read(embedded)
	if err != nil {
		panic(err) // embedded: a test reads it
	}
	return all
})

// RuleSets gives the rules that Insyn ships, the oldest first.
func RuleSets() []RuleSet { return sets() }

// Read reads rule sets from JSON. It fails on fields and checks that are not
// known, on parameters that a check lacks, on a rule without a source and on IDs given twice.
func Read(data []byte) ([]RuleSet, error) {
	var file struct {
		Sets []RuleSet `json:"sets"`
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&file); err != nil {
		return nil, fmt.Errorf("standard: rules: %w", err)
	}
	for _, set := range file.Sets {
		if err := set.sound(); err != nil {
			return nil, fmt.Errorf("standard: rules %s: %w", set.ID, err)
		}
	}
	return file.Sets, nil
}

// sound tells what is wrong with a rule set.
func (s RuleSet) sound() error {
	seen := map[string]bool{}
	for _, r := range s.all() {
		known, ok := checks[r.Check]
		switch {
		case r.ID == "" || seen[r.ID]:
			return fmt.Errorf("the ID %q is empty or given twice", r.ID)
		case !ok:
			return fmt.Errorf("%s: there is no check called %q", r.ID, r.Check)
		case r.Demand.SV == "" || r.Demand.EN == "" || r.Source == "":
			return fmt.Errorf("%s: says nothing in one of the languages, or has no source", r.ID)
		}
		for _, name := range known.parameters {
			if r.Parameters[name] <= 0 {
				return fmt.Errorf("%s: the check %s wants the parameter %s", r.ID, r.Check, name)
			}
		}
		seen[r.ID] = true
	}
	return nil
}

// all lists every rule of a set.
func (s RuleSet) all() (rules []Rule) {
	for _, q := range s.Requirements {
		rules = append(rules, q.Rules...)
	}
	return append(append(rules, s.Grounds...), s.Duties...)
}

// inForce gives the rules for a plan on which work began on a day: those valid
// then, and the newest where the day is not known or none were.
func inForce(all []RuleSet, day Day) RuleSet {
	for _, s := range all {
		if day.Known() && day >= s.ValidFrom && (!s.ValidUntil.Known() || day <= s.ValidUntil) {
			return s
		}
	}
	return all[len(all)-1]
}
