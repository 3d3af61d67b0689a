package plan

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"insyn/internal/fault"
)

// Choose gives a content in which a commitment is measured by something that
// Insyn computes; again, where that had ended.
//
// Faults: NotFound, Invalid (there is no such measure, or it goes on).
func Choose(c Content, commitment, id string) (Content, Definition, error) {
	c, one, err := c.measured(commitment)
	if err != nil {
		return c, Definition{}, err
	}
	d, ok := DefinitionOf(id)
	_, ended := one.End(id)
	if !ok || slices.Contains(one.Measures, id) && !ended {
		return c, d, fault.Fields(fault.New(fault.Invalid, "own.which").At("measure"))
	}
	one.Ended = slices.DeleteFunc(one.Ended, func(e Ending) bool { return e.Measure == id })
	if !ended {
		one.Measures = append(one.Measures, id)
	}
	return c, d, nil
}

// Define gives a content in which a commitment has a measure of its own, or
// defines it otherwise. One that has no identity gets one, unlike that of any
// other plan. The unit of numbers that have been entered stays what it was.
//
// Faults: NotFound, Invalid (what is missing, another unit).
func Define(c Content, slug, commitment string, d Definition) (Content, string, error) {
	c, one, err := c.measured(commitment)
	if err != nil {
		return c, "", err
	}
	d.Kind = ByHand
	if err := d.check(); err != nil {
		return c, "", err
	}
	if d.ID == "" {
		d.ID = c.nextOwn(slug)
		one.Own, one.Measures = append(one.Own, d), append(one.Measures, d.ID)
		return c, d.ID, nil
	}
	i := slices.IndexFunc(one.Own, func(had Definition) bool { return had.ID == d.ID })
	if i < 0 {
		return c, "", fault.New(fault.NotFound, "store.not-found")
	}
	used := slices.ContainsFunc(one.Values, func(v Stated) bool { return v.Measure == d.ID })
	if used && one.Own[i].Unit != d.Unit {
		return c, "", fault.Fields(fault.New(fault.Invalid, "own.other-unit").At("unit-sv"))
	}
	one.Own[i] = d
	return c, d.ID, nil
}

// Enter gives a content in which a measure by hand has a value for a day. One
// that was entered for that day gives way: the version before has it still.
//
// Faults: NotFound, Refused (Insyn computes it), Invalid (no such day, or one
// ahead; no source; no number).
func Enter(c Content, commitment string, v Stated, today time.Time) (Content, Definition, error) {
	c, one, err := c.measured(commitment)
	if err != nil {
		return c, Definition{}, err
	}
	d, ok := one.own(v.Measure)
	switch {
	case !slices.Contains(one.Measures, v.Measure):
		return c, d, fault.New(fault.NotFound, "store.not-found")
	case !ok:
		return c, d, fault.New(fault.Refused, "own.computed")
	}
	if end, ended := one.End(v.Measure); ended && v.On > end.On {
		return c, d, fault.Fields(fault.New(fault.Invalid, "own.after-end").At("on"))
	}
	if err := v.check(today); err != nil {
		return c, d, err
	}
	one.Values = append(slices.DeleteFunc(one.Values, func(had Stated) bool {
		return had.Measure == v.Measure && had.On == v.On
	}), v)
	slices.SortStableFunc(one.Values, func(a, b Stated) int {
		return strings.Compare(string(a.On), string(b.On))
	})
	return c, d, nil
}

// Stop gives a content in which a commitment is not measured by something any
// more. What was measured until then stays to be seen, with the reason.
//
// Faults: NotFound, Invalid (no such day, or one ahead; no reason).
func Stop(c Content, commitment string, e Ending, today time.Time) (Content, error) {
	c, one, err := c.measured(commitment)
	if err != nil {
		return c, err
	}
	if _, ended := one.End(e.Measure); ended || !slices.Contains(one.Measures, e.Measure) {
		return c, fault.New(fault.NotFound, "store.not-found")
	}
	var faults []*fault.Error
	if _, exact := e.On.Day(); !exact || e.On.After(today) {
		faults = append(faults, fault.New(fault.Invalid, "plan-record.need-on").At("ended-on"))
	}
	if e.Why.Empty() {
		faults = append(faults, fault.New(fault.Invalid, "plan.reason-missing").At("why"))
	}
	one.Ended = append(one.Ended, e)
	return c, fault.Fields(faults...)
}

// written is a number as people write it: with spaces between thousands, and
// a comma or a point before decimals.
var written = regexp.MustCompile(`^[-\x{2212}]?\d+([,.]\d+)?$`)

// ambiguous is a number of which nobody can tell whether three decimals are
// meant or thousands.
var ambiguous = regexp.MustCompile(`^\D?\d{1,3}[,.]\d{3}$`)

// ParseNumber reads a number as people write it in either language. What is no
// number, or can be read in two ways, is NaN: Enter refuses that.
func ParseNumber(s string) float64 {
	s = strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "")
	if len(s) > mostDigits || !written.MatchString(s) || ambiguous.MatchString(s) {
		return math.NaN()
	}
	n, _ := strconv.ParseFloat(strings.NewReplacer(",", ".", "\u2212", "-").Replace(s), 64)
	return n // digits only, and few: cannot fail
}

// mostDigits is how long a number can be: longer ones are no measures.
const mostDigits = 24

// measured gives a content with a commitment whose measures can be changed
// without changing the content that was given.
func (c Content) measured(id string) (Content, *Commitment, error) {
	i := slices.IndexFunc(c.Commitments, func(one Commitment) bool { return one.ID == id })
	if i < 0 {
		return c, nil, fault.New(fault.NotFound, "store.not-found")
	}
	c.Commitments = slices.Clone(c.Commitments)
	one := &c.Commitments[i]
	one.Measures, one.Own = slices.Clone(one.Measures), slices.Clone(one.Own)
	one.Values, one.Ended = slices.Clone(one.Values), slices.Clone(one.Ended)
	return c, one, nil
}

// nextOwn gives an identity that no measure of a plan has, nor of another plan.
func (c Content) nextOwn(slug string) string {
	for n := 1; ; n++ {
		id := slug + "-m" + strconv.Itoa(n)
		if !slices.ContainsFunc(c.Commitments, func(one Commitment) bool {
			_, taken := one.own(id)
			return taken
		}) {
			return id
		}
	}
}
