package plan

import (
	"math"
	"slices"
	"strings"
	"time"

	"insyn/internal/fault"
)

// ByHand is the kind of a measure whose values somebody enters, each with its
// day and where it can be read. All other kinds are computed.
const ByHand Kind = "by-hand"

// A Direction says which way a number goes when a promise comes nearer.
type Direction string

// The directions.
const (
	Up   Direction = "up"   // more is better
	Down Direction = "down" // less is better
)

// A Stated is what a measure by hand was on a day, and where that can be read.
type Stated struct {
	Measure string  `json:"measure"`
	On      Date    `json:"on"`
	Number  float64 `json:"number"`
	Source  string  `json:"source"`
}

// An Ending says since when a commitment is not measured by something any more.
// What was measured until then stays.
type Ending struct {
	Measure string `json:"measure"`
	On      Date   `json:"on"`
	Why     Text   `json:"why"`
}

// Definition finds a measure among those that Insyn computes and those that
// plans define.
func (f Facts) Definition(id string) (Definition, bool) {
	if d, ok := DefinitionOf(id); ok {
		return d, true
	}
	i := slices.IndexFunc(f.Defined, func(d Definition) bool { return d.ID == id })
	if i < 0 {
		return Definition{}, false
	}
	return f.Defined[i], true
}

// All lists every measure: those that Insyn computes, then those of plans.
func (f Facts) All() []Definition { return slices.Concat(Definitions(), f.Defined) }

// LastStated gives the value of a measure by hand that is of the latest day up to a moment.
func (f Facts) LastStated(id string, moment time.Time) (last Stated, ok bool) {
	for _, v := range f.Values {
		if v.Measure == id && !v.On.After(moment) && (!ok || v.On >= last.On) {
			last, ok = v, true
		}
	}
	return last, ok
}

// stated gives the last value that is of a day within a time.
func (f Facts) stated(id string, within func(time.Time) bool) Reading {
	last, r := Date(""), Reading{Unknown: true}
	for _, v := range f.Values {
		if day, ok := v.On.Day(); ok && v.Measure == id && within(day) && v.On >= last {
			last, r = v.On, Reading{Value: v.Number, Of: 1}
		}
	}
	return r
}

// AddOwn adds what a plan measures by hand to facts.
func (f *Facts) AddOwn(c Content) {
	for _, one := range c.Commitments {
		f.Defined = append(f.Defined, one.Own...)
		f.Values = append(f.Values, one.Values...)
	}
}

// own finds a measure that a commitment defines itself.
func (c Commitment) own(id string) (Definition, bool) {
	i := slices.IndexFunc(c.Own, func(d Definition) bool { return d.ID == id })
	if i < 0 {
		return Definition{}, false
	}
	return c.Own[i], true
}

// End gives when a commitment ceased to be measured by something; false while it goes on.
func (c Commitment) End(measure string) (Ending, bool) {
	i := slices.IndexFunc(c.Ended, func(e Ending) bool { return e.Measure == measure })
	if i < 0 {
		return Ending{}, false
	}
	return c.Ended[i], true
}

// Until gives the moment up to which a commitment is measured by something: the
// end of the day, in the zone of now, on which that ended; and now while it goes on.
func (c Commitment) Until(measure string, now time.Time) time.Time {
	end, _ := c.End(measure)
	if day, ended := end.On.Day(); ended && day.Before(now) {
		y, m, d := day.Date()
		return time.Date(y, m, d+1, 0, 0, 0, 0, now.Location()).Add(-time.Second)
	}
	return now
}

// check tells what a definition lacks: without it a number would say nothing,
// so it is said in both languages.
func (d Definition) check() error {
	var faults []*fault.Error
	for _, one := range []struct {
		name string
		text Text
	}{{"title", d.Title}, {"unit", d.Unit}, {"how", d.How}, {"from", d.Source}} {
		for i, said := range []string{one.text.SV, one.text.EN} {
			if strings.TrimSpace(said) == "" {
				at := one.name + []string{"-sv", "-en"}[i]
				faults = append(faults, fault.New(fault.Invalid, "own.both").At(at))
			}
		}
	}
	if d.Better != Up && d.Better != Down {
		faults = append(faults, fault.New(fault.Invalid, "own.better").At("better"))
	}
	return fault.Fields(faults...)
}

// check tells what a value lacks on a day.
func (v Stated) check(today time.Time) error {
	var faults []*fault.Error
	if _, exact := v.On.Day(); !exact || v.On.After(today) {
		faults = append(faults, fault.New(fault.Invalid, "plan-record.need-on").At("on"))
	}
	if math.IsNaN(v.Number) || math.IsInf(v.Number, 0) {
		faults = append(faults, fault.New(fault.Invalid, "own.number").At("number"))
	}
	if !web(v.Source) {
		faults = append(faults, fault.New(fault.Invalid, "plan-record.need-source").At("source"))
	}
	return fault.Fields(faults...)
}

// soundMeasures tells whether all that a commitment is measured by is defined,
// and all that was entered has its day and its source.
func (c Commitment) soundMeasures() bool {
	for _, d := range c.Own {
		if d.ID == "" || d.Kind != ByHand || d.check() != nil ||
			!slices.Contains(c.Measures, d.ID) {
			return false
		}
	}
	for _, v := range c.Values {
		_, defined := c.own(v.Measure)
		if day, exact := v.On.Day(); !defined || !exact || v.check(day) != nil {
			return false
		}
	}
	return true
}

// A Wording is how a measure by hand was defined from a version of its plan on.
type Wording struct {
	Version    Version
	Definition Definition
}

// Wordings lists how a measure of a plan has been defined, the first first.
func Wordings(versions []Version, id string) (all []Wording) {
	for _, v := range versions {
		for _, c := range v.Content.Commitments {
			d, ok := c.own(id)
			if ok && (len(all) == 0 || all[len(all)-1].Definition != d) {
				all = append(all, Wording{v, d})
			}
		}
	}
	return all
}
