package dcat

import (
	_ "embed" // the tables
	"fmt"
	"strconv"
	"strings"
)

var (
	//go:embed tables/se.txt
	swedishText string
	//go:embed tables/eu.txt
	europeanText string
	//go:embed tables/eu-recommended.txt
	recommendedText string
	//go:embed tables/hvd.txt
	highValueText string
)

// A Level tells how much a profile wants a property.
type Level uint8

// The levels of obligation.
const (
	Optional Level = iota
	Recommended
	Mandatory
)

// String gives the level's name.
func (l Level) String() string { return [...]string{"optional", "recommended", "mandatory"}[l] }

// A Class is what a profile asks of the instances of a class.
type Class struct {
	Name  string   // such as Dataset
	Types []string // prefixed names of the classes it is about
	Part  bool     // described only as a part of something else
	Rules []*Rule
}

// A Rule is what a profile asks of one property.
type Rule struct {
	Property  string // prefixed name; "^" before it: of those that point here
	Level     Level
	HighValue bool // the level holds for high-value datasets only
	Most      int  // values; zero is any number
	Values    []Value
	Either    []string // properties of which one is asked for, instead of Property
}

// A Value is one of the things that a value of a property may be.
type Value struct {
	Kind       string   // text, plain, literal, iri, node, date, moment, typed or any
	Datatype   string   // of typed
	Vocabulary string   // that it must be out of
	Classes    []string // that it must be an instance of, one of them
	Pattern    string   // name of a pattern that it must match
	Beginning  string   // that it must have
	Exactly    string   // name of the one value allowed
	Group      string   // class that describes it
	Known      bool     // others say what class it is of
	Old        bool     // still read, but superseded
}

// readTable reads a profile from its table. The tables are part of the
// program: what cannot be read is a mistake of ours.
func readTable(text string) *Profile {
	p := &Profile{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0][0] == '#':
		case words[0] == "profile":
			p.Name, p.Title = words[1], strings.Join(words[2:], " ")
		case words[0] == "class" || words[0] == "part":
			p.Classes = append(p.Classes, &Class{
				Name: words[1], Types: words[2:], Part: words[0] == "part",
			})
		default:
			c := p.Classes[len(p.Classes)-1]
			c.Rules = append(c.Rules, readRule(words))
		}
	}
	return p
}

func readRule(words []string) *Rule {
	r := &Rule{Property: words[0]}
	level, condition, _ := strings.Cut(words[1], "/")
	r.HighValue = condition == "hvd"
	r.Level = map[string]Level{"M": Mandatory, "R": Recommended, "O": Optional}[level]
	r.Most, _ = strconv.Atoi(words[2])
	if r.Property == "either" {
		r.Either = words[3:]
		return r
	}
	v := Value{}
	for _, w := range words[3:] {
		if w == "|" {
			r.Values = append(r.Values, v)
			v = Value{}
			continue
		}
		v.read(w)
	}
	r.Values = append(r.Values, v)
	return r
}

// read takes in one word of a row.
func (v *Value) read(word string) {
	key, rest, _ := strings.Cut(word, ":")
	switch key {
	case "text", "plain", "literal", "iri", "node", "date", "moment", "any":
		if v.Kind == "literal" && key == "moment" {
			key = "literal moment"
		}
		v.Kind = key
	case "typed":
		v.Kind, v.Datatype = "typed", rest
	case "in":
		v.Vocabulary = rest
	case "a":
		v.Classes = strings.Split(rest, ",")
	case "like":
		v.Pattern = rest
	case "form":
		v.Beginning = strings.TrimSuffix(rest, "$1")
	case "is":
		v.Exactly = rest
	case "group":
		v.Group = rest
	case "auto":
		v.Known = true
	case "old":
		v.Old = true
	default:
		panic(fmt.Sprintf("dcat: the word %q of a table means nothing", word))
	}
}

// patterns are what rows refer to by name, anchored at both ends.
var patterns = map[string]string{
	"web":           `^https?://.+`,
	"download":      `^(http|https|ftp|ftps)://.*`,
	"media-type":    `^\w+/[-.\w]+(?:\+[-.\w]+)?(\s*;\s*\w+=\w+)?$`,
	"duration":      `^-?P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d*(\.\d+)?S)?)?$`,
	"phone":         `^[0-9+()\-.\s]+$`,
	"inspire-role":  `^http://inspire\.ec\.europa\.eu/metadata-codelist/ResponsiblePartyRole/.*`,
	"basic-data":    `^https://www\.dataportal\.se/terminology/grunddata/.*`,
	"resource-role": `^https://www\.dataportal\.se/terminology/resource-role/.*`,
}

// exactly are the single values that rows refer to by name.
var exactly = map[string]string{"cc0": "http://creativecommons.org/publicdomain/zero/1.0/"}
