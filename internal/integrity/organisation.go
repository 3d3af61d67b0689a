package integrity

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"insyn/internal/fault"
)

// More kinds of matters.
const (
	AnOrganisation Kind = "organisation" // a number and a name that somebody has looked up
	AVerdict       Kind = "verdict"      // whether two identities are one organisation
)

// A Where is the register in which an organisation stands.
type Where string

// The registers.
const (
	AsBody      Where = "body"        // works with Insyn
	AsSupplier  Where = "supplier"    // in a ledger
	AsPublisher Where = "publisher"   // of open data
	AsContact   Where = "contact"     // met an official
	AsGiver     Where = "giver"       // gave a body something
	AsSender    Where = "view"        // sent a view
	AsListed    Where = "participant" // took part, and agreed to be named
	AsEntered   Where = "entered"     // looked up by somebody who works here
)

// Wheres lists the registers in the order in which they are shown.
func Wheres() []Where {
	return []Where{AsBody, AsSupplier, AsPublisher, AsContact, AsGiver, AsSender, AsListed, AsEntered}
}

// A Mention is a place where an organisation stands in what is public, as it is
// written there.
type Mention struct {
	Name   string
	Number string // "556000-0167"; "" where the place says none
	Where  Where
	Path   string // Swedish path of the page, or an address elsewhere
	By     string // who states it; "" for the organisation itself
	On     Date
}

// Identity gives the identity that a mention speaks of: its number, or where it
// has none the name exactly as it is written, which is provisional.
func (m Mention) Identity() string {
	if m.Number != "" {
		return "se-" + strings.ReplaceAll(m.Number, "-", "")
	}
	sum := sha256.Sum256([]byte(tidyName(m.Name)))
	return "p-" + hex.EncodeToString(sum[:8])
}

// tidyName gives a name in one form of Unicode with single spaces: no letter of it is changed.
func tidyName(name string) string {
	return strings.Join(strings.Fields(norm.NFC.String(name)),
		" ")
}

// Provisional tells whether an identity has no number.
func Provisional(id string) bool { return strings.HasPrefix(id, "p-") }

// A Verdict is what a person has decided of two identities. It is kept apart
// from the data, so that it can be undone without a trace in them.
type Verdict struct {
	One    string `json:"one"`
	Other  string `json:"other"`
	Ruling Ruling `json:"ruling"`
	Why    string `json:"why"`
}

// A Ruling is whether two identities are one organisation.
type Ruling string

// The rulings.
const (
	IsSame      Ruling = "same"
	IsDifferent Ruling = "different"
	IsUndone    Ruling = "undone" // nothing is decided any more
)

// Rulings lists the rulings.
func Rulings() []Ruling { return []Ruling{IsSame, IsDifferent, IsUndone} }

// Ordered gives a verdict with its identities in one order.
func (v Verdict) Ordered() Verdict {
	if v.One > v.Other {
		v.One, v.Other = v.Other, v.One
	}
	return v
}

// Key names the pair that a verdict is about.
func (v Verdict) Key() string { v = v.Ordered(); return v.One + "_" + v.Other }

// Check tells what is wrong with a verdict.
func (v Verdict) Check() error {
	var pair, ruling *fault.Error
	if !isIdentity(v.One) || !isIdentity(v.Other) || v.One == v.Other {
		pair = fault.New(fault.Invalid, "integrity.pair").At("other")
	}
	if !slices.Contains(Rulings(), v.Ruling) {
		ruling = fault.New(fault.Invalid, "integrity.ruling").At("ruling")
	}
	return fault.Fields(pair, ruling, bounded("why", v.Why, true, mostShort))
}

// isIdentity tells whether s has the form of an identity.
func isIdentity(s string) bool {
	if digits, ok := strings.CutPrefix(s, "se-"); ok {
		_, known := OrganisationNumber(digits)
		return known
	}
	sum, err := hex.DecodeString(strings.TrimPrefix(s, "p-"))
	return strings.HasPrefix(s, "p-") && err == nil && len(sum) == 8
}

// An Organisation is everything that is public of one organisation.
type Organisation struct {
	ID       string
	Number   string   // "" for one that is provisional
	Names    []string // as they are written, the commonest first
	Mentions []Mention
	Merged   []string // provisional identities that people have found to be the same
}

// Organisations puts mentions together by number, and those that have none by
// what people have decided, in the order of the alphabet of their identities.
// Nothing is put together because names are alike.
func Organisations(mentions []Mention, verdicts []Verdict) []Organisation {
	of := merged(verdicts)
	by := map[string]*Organisation{}
	for _, m := range mentions {
		own := m.Identity()
		id := of(own)
		o := by[id]
		if o == nil {
			o = &Organisation{ID: id}
			by[id] = o
		}
		if m.Number != "" {
			o.Number = m.Number
		}
		if own != id && !slices.Contains(o.Merged, own) {
			o.Merged = append(o.Merged, own)
		}
		o.Mentions = append(o.Mentions, m)
	}
	var all []Organisation
	for _, o := range by {
		o.tidy()
		all = append(all, *o)
	}
	slices.SortFunc(all, func(a, b Organisation) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// tidy puts what is known of an organisation in order.
func (o *Organisation) tidy() {
	slices.Sort(o.Merged)
	slices.SortFunc(o.Mentions, func(a, b Mention) int {
		return cmp.Or(slices.Index(Wheres(), a.Where)-slices.Index(Wheres(), b.Where),
			strings.Compare(a.Path, b.Path),
			strings.Compare(a.Name, b.Name), strings.Compare(a.Number, b.Number),
			strings.Compare(a.By, b.By),
			strings.Compare(string(a.On), string(b.On)))
	})
	times := map[string]int{}
	for _, m := range o.Mentions {
		times[tidyName(m.Name)]++
	}
	for name := range times {
		o.Names = append(o.Names, name)
	}
	slices.SortFunc(o.Names, func(a, b string) int {
		return cmp.Or(times[b]-times[a],
			strings.Compare(a, b))
	})
}

// merged gives the function that finds the identity which stands for another,
// by what holds of verdicts, the first first. Two numbers are never one
// organisation: a verdict that would make them so has no effect.
func merged(verdicts []Verdict) func(string) string {
	root := map[string]string{}
	find := func(id string) string {
		for root[id] != "" {
			id = root[id]
		}
		return id
	}
	for _, v := range Standing(verdicts) {
		a, b := find(v.One), find(v.Other)
		if v.Ruling != IsSame || a == b || !Provisional(a) && !Provisional(b) {
			continue
		}
		if Provisional(a) && (!Provisional(b) || b < a) {
			a, b = b, a
		}
		root[b] = a
	}
	return find
}

// Standing gives the last verdict of each pair, in the order of the pairs.
func Standing(verdicts []Verdict) (all []Verdict) {
	at := map[string]int{}
	for _, v := range verdicts {
		v = v.Ordered()
		i, known := at[v.Key()]
		if !known {
			i = len(all)
			at[v.Key()], all = i, append(all, v)
		}
		all[i] = v
	}
	slices.SortFunc(all, func(a, b Verdict) int { return strings.Compare(a.Key(), b.Key()) })
	return all
}

// Joins tells whether one more verdict would make one organisation of two numbers.
func Joins(verdicts []Verdict, v Verdict) bool {
	of := merged(verdicts)
	return v.Ruling == IsSame && !Provisional(of(v.One)) && !Provisional(of(v.Other)) &&
		of(v.One) != of(v.Other)
}

// A Candidate is two organisations that a person should look at, for their
// names are alike. That is all that is made of it.
type Candidate struct{ One, Other Organisation }

// MostCandidates bounds how many pairs are looked at.
const MostCandidates = 200

// Candidates lists pairs of which at least one has no number and nothing is
// decided, whose names are the same but for case, accents, signs and the words
// of legal forms.
func Candidates(all []Organisation, verdicts []Verdict) (pairs []Candidate) {
	decided := map[string]bool{}
	for _, v := range Standing(verdicts) {
		if v.Ruling != IsUndone {
			decided[v.Key()] = true
		}
	}
	by, keys := map[string][]Organisation{}, []string{}
	for _, o := range all {
		seen := map[string]bool{}
		for _, name := range o.Names {
			if key := likeness(name); key != "" && !seen[key] {
				seen[key] = true
				if by[key] == nil {
					keys = append(keys, key)
				}
				by[key] = append(by[key], o)
			}
		}
	}
	met := map[string]bool{}
	for _, key := range keys {
		for i, a := range by[key] {
			for _, b := range by[key][i+1:] {
				pair := Verdict{One: a.ID, Other: b.ID}.Key()
				if decided[pair] || met[pair] || a.Number != "" && b.Number != "" {
					continue
				}
				met[pair] = true
				if pairs = append(pairs, Candidate{a, b}); len(pairs) == MostCandidates {
					return pairs
				}
			}
		}
	}
	return pairs
}

// legalForms are words that say what an organisation is, and not which.
var legalForms = map[string]bool{"ab": true, "aktiebolag": true, "aktiebolaget": true,
	"publ": true, "hb": true,
	"handelsbolag": true, "kb": true, "ek": true, "for": true, "ekonomisk": true, "forening": true,
	"ideell": true, "stiftelse": true, "stiftelsen": true, "foreningen": true, "ltd": true,
	"gmbh": true, "inc": true}

// companies are those of the legal forms that are always a legal person: who
// trades in their own name may not use them.
var companies = map[string]bool{"ab": true, "aktiebolag": true, "aktiebolaget": true, "hb": true,
	"handelsbolag": true, "handelsbolaget": true, "kb": true, "kommanditbolag": true,
	"kommanditbolaget": true, "ltd": true, "gmbh": true, "inc": true}

// IsCompany tells whether the name of a business says that it is a legal
// person, and not somebody who trades in their own name.
func IsCompany(name string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r)
	}), func(word string) bool { return companies[word] })
}

// likeness gives what is compared of a name.
func likeness(name string) string {
	letters := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKD.String(name))
	var words []string
	for _, word := range strings.Fields(letters) {
		if !legalForms[word] {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// An Entered organisation has been looked up by somebody who says where.
type Entered struct {
	Number string `json:"number"`
	Name   string `json:"name"`
	Source string `json:"source"` // address of where it was looked up
	On     Date   `json:"on"`
}

// Check tells what is wrong with it.
func (e Entered) Check() error {
	number := Partner{Name: e.Name, Number: e.Number}
	if e.Number == "" {
		return fault.New(fault.Invalid, "integrity.number").At("number")
	}
	bad := number.check()
	if bad != nil {
		bad.Field = map[string]string{"organisation": "name",
			"organisation_number": "number"}[bad.Field]
	}
	return fault.Fields(bad, bounded("source", e.Source, true, mostText),
		linked("source", e.Source),
		day("on", e.On))
}
