package plan

import (
	"bytes"
	_ "embed" // the definitions
	"encoding/json"
	"math"
	"slices"
	"sync"
	"time"

	"insyn/internal/lapse"
)

//go:embed measures.json
var definitions []byte

// A Definition says what a number is: without it the number would say nothing.
type Definition struct {
	ID     string    `json:"id"`
	Title  Text      `json:"title"`
	Unit   Text      `json:"unit"`
	One    Text      `json:"unit_one,omitzero"` // the unit of the value 1, where it differs
	How    Text      `json:"how"`               // how it is computed, in words
	Source Text      `json:"source"`            // what it is computed from
	Kind   Kind      `json:"kind"`
	Better Direction `json:"better"`          // which way the number goes when the promise comes nearer
	Area   string    `json:"area,omitempty"`  // of self-assessment
	Limit  int       `json:"limit,omitempty"` // a promise or a rule that it is held against
	Rule   Text      `json:"rule,omitzero"`   // the limit in words
	// Months is how long what was entered holds, from its day on; 0 for always.
	Months int `json:"months,omitempty"`
}

// UnitOf gives the unit of a value as it is written, without decimals: "1
// meeting", "2 meetings".
func (d Definition) UnitOf(value float64) Text {
	if math.RoundToEven(value) == 1 && !d.One.Empty() {
		return d.One
	}
	return d.Unit
}

// A Kind of measure names the function that computes it.
type Kind string

// The kinds of measures.
const (
	CountMeetings Kind = "meetings"  // meetings with civil society, for each half-year
	Notice        Kind = "notice"    // median days from announcement to meeting
	Answered      Kind = "answered"  // per cent of the views received that have an answer
	AnswerDays    Kind = "days"      // median days from view to answer
	CaseDays      Kind = "case-days" // days within which half of the cases at the contact points are answered
	Timely        Kind = "timely"    // per cent of recommendations that were answered by their day
	Entered       Kind = "entered"   // public bodies with something entered by link, in all
)

// Definitions lists the measures that Insyn knows, in their order.
var Definitions = sync.OnceValue(func() []Definition {
	var all []Definition
	in := json.NewDecoder(bytes.NewReader(definitions))
	in.DisallowUnknownFields()
	if err := in.Decode(&all); err != nil {
		panic(err) // embedded: a test reads it
	}
	return all
})

// DefinitionOf finds a measure by its identity.
func DefinitionOf(id string) (Definition, bool) {
	i := slices.IndexFunc(Definitions(), func(d Definition) bool { return d.ID == id })
	if i < 0 {
		return Definition{}, false
	}
	return Definitions()[i], true
}

// Facts are what measures are computed from. All of them are public, so that
// whoever fetches them can compute the same numbers.
type Facts struct {
	Meetings []Held     `json:"meetings"`
	Views    []Handled  `json:"views"`
	Cases    []Handled  `json:"cases"` // at contact points; those that have a page of their own
	Entries  []Entry    `json:"entries"`
	Advice   []Asked    `json:"advice"`
	Rounds   []Assessed `json:"rounds"`
	Flags    []Flagged  `json:"flags"`
	// Catalogues are what was counted of the open data, in order of time.
	Catalogues []Counted `json:"catalogues"`
	// Defined are the measures of plans whose values are entered by hand, and Values what was entered.
	Defined []Definition `json:"defined"`
	Values  []Stated     `json:"values"`
}

// Asked is a recommendation to which an answer was wanted by a day.
type Asked struct {
	Due      time.Time `json:"due"`
	Answered time.Time `json:"answered,omitzero"`
	Path     string    `json:"path"` // of its page
}

// Held is a meeting that took place.
type Held struct {
	Title        Text      `json:"title"`
	Path         string    `json:"path"` // of its page
	Announced    time.Time `json:"announced"`
	At           time.Time `json:"at"`
	CivilSociety int       `json:"civil_society"` // organisations that came
}

// Handled is a view, and when it was answered; zero for not yet.
type Handled struct {
	Received time.Time `json:"received"`
	Answered time.Time `json:"answered,omitzero"`
	Ended    time.Time `json:"ended,omitzero"` // nothing is owed any more, without an answer
	Path     string    `json:"path"`           // of the page that tells what has become of it
	Number   int64     `json:"number"`         // on that page
}

// An Entry says by a link that a body has done something.
type Entry struct {
	Measure string `json:"measure"`
	Body    string `json:"body"`
	On      Date   `json:"on"`
	URL     string `json:"url"`
	Path    string `json:"path,omitempty"` // of the page on which it proves something
}

// A Reading is a measure for a period. What there is nothing to compute from is unknown, and no zero.
type Reading struct {
	Period  Period
	Value   float64
	Unknown bool
	Of      int // how many facts it was computed from
}

// History computes a measure for each half-year from the first fact to now, in
// a zone; a half-year that goes on is counted as far as it has come.
func (d Definition) History(f Facts, now time.Time, zone *time.Location) []Reading {
	first := d.first(f, zone)
	if first.IsZero() || first.After(now) {
		return nil
	}
	var all []Reading
	for _, p := range HalfYearly.Periods(first.In(zone), now.In(zone)) {
		from, next := p.Span(zone)
		if next.After(now) {
			next = now
		}
		r := d.reading(f, from, next)
		r.Period = p
		all = append(all, r)
	}
	return all
}

// Latest gives what a measure was last known to be up to a moment, with the
// day on which that was so; false where it was never known.
func (d Definition) Latest(f Facts, at time.Time) (number float64, on Date, p Period, ok bool) {
	if d.Kind == ByHand {
		last, ok := f.LastStated(d.ID, at)
		return last.Number, last.On, "", ok
	}
	for _, r := range slices.Backward(d.History(f, at, at.Location())) {
		if !r.Unknown {
			return r.Value, Date(at.Format(time.DateOnly)), r.Period, true
		}
	}
	return 0, "", "", false
}

// first gives when there is first something to count.
func (d Definition) first(f Facts, zone *time.Location) (first time.Time) {
	earlier := func(t time.Time) {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	switch d.Kind {
	case Conforming, OpenLicence, Machine, LinksAlive, HighValue:
		for _, c := range f.Catalogues {
			earlier(c.At)
		}
	case CountMeetings, Notice:
		for _, m := range f.Meetings {
			earlier(m.At)
		}
	case Answered, AnswerDays, CaseDays:
		for _, v := range f.handled(d.Kind) {
			earlier(v.Received)
		}
	case SelfResponse, SelfArea, FlagsDealt:
		d.firstAssessed(f, earlier)
	case Timely:
		for _, a := range f.Advice {
			earlier(a.Due)
		}
	case ByHand:
		for _, v := range f.Values {
			if t, ok := v.On.Day(); ok && v.Measure == d.ID {
				earlier(t.In(zone))
			}
		}
	default:
		for _, e := range f.Entries {
			if t, ok := e.On.Day(); ok && e.Measure == d.ID {
				earlier(t.In(zone))
			}
		}
	}
	return first
}

// reading computes a measure from one moment up to another.
func (d Definition) reading(f Facts, from, next time.Time) Reading {
	if ofData(d.Kind) {
		return counted(f, d.Kind, next)
	}
	within := func(t time.Time) bool { return !t.IsZero() && !t.Before(from) && t.Before(next) }
	var values []float64
	count := 0
	switch d.Kind {
	case CountMeetings, Notice:
		for _, m := range f.Meetings {
			if within(m.At) && m.CivilSociety > 0 {
				count++
				values = append(values, days(m.Announced, m.At))
			}
		}
	case CaseDays:
		return f.halfAnswered(within, next)
	case Answered, AnswerDays:
		received := 0
		for _, v := range f.handled(d.Kind) {
			if !within(v.Received) {
				continue
			}
			if received++; !v.Answered.IsZero() && v.Answered.Before(next) {
				count++
				values = append(values, days(v.Received, v.Answered))
			}
		}
		if d.Kind == Answered {
			return share(count, received)
		}
	case Timely:
		return timely(f, within)
	case ByHand:
		return f.stated(d.ID, within)
	case SelfResponse, SelfArea:
		return d.assessed(f, next)
	case FlagsDealt:
		return dealt(f, next)
	default:
		return d.entered(f, next.In(from.Location()))
	}
	if d.Kind == CountMeetings {
		return Reading{Value: float64(count), Of: count}
	}
	return median(values)
}

// halfAnswered gives the days of the calendar within which half of the cases
// that came within a time were answered by its end, as the page of response
// times has them: one that is open counts as long as it has waited.
func (f Facts) halfAnswered(within func(time.Time) bool, next time.Time) Reading {
	var spans []lapse.Span
	for _, c := range f.Cases {
		if !within(c.Received) {
			continue
		}
		end, done := next, false
		switch {
		case !c.Answered.IsZero() && c.Answered.Before(next):
			end, done = c.Answered, true
		case !c.Ended.IsZero() && c.Ended.Before(next):
			end = c.Ended
		}
		spans = append(spans, lapse.Span{Took: end.Sub(c.Received), Done: done})
	}
	took, known := lapse.Median(spans)
	if !known {
		return Reading{Unknown: true}
	}
	return Reading{Value: float64(took / (24 * time.Hour)), Of: len(spans)}
}

// handled gives what a kind of measure counts the answers to.
func (f Facts) handled(k Kind) []Handled {
	if k == CaseDays {
		return f.Cases
	}
	return f.Views
}

// timely gives the share of the recommendations whose day is within a time that
// had been answered by then.
func timely(f Facts, within func(time.Time) bool) Reading {
	due, answered := 0, 0
	for _, a := range f.Advice {
		if !within(a.Due) {
			continue
		}
		if due++; !a.Answered.IsZero() && a.Answered.Before(a.Due) {
			answered++
		}
	}
	return share(answered, due)
}

// days counts whole days between two moments.
func days(from, to time.Time) float64 { return float64(int(to.Sub(from).Hours() / 24)) }

// share gives a part in per cent.
func share(part, whole int) Reading {
	if whole == 0 {
		return Reading{Unknown: true}
	}
	return Reading{Value: float64(100*part) / float64(whole), Of: whole}
}

// median gives the middle value, or what lies between the two in the middle.
func median(values []float64) Reading {
	if len(values) == 0 {
		return Reading{Unknown: true}
	}
	slices.Sort(values)
	middle := len(values) / 2
	v := values[middle]
	if len(values)%2 == 0 {
		v = (values[middle-1] + v) / 2
	}
	return Reading{Value: v, Of: len(values)}
}

// entered counts bodies with an entry before a moment that still holds then.
func (d Definition) entered(f Facts, before time.Time) Reading {
	bodies := map[string]bool{}
	for _, e := range f.Entries {
		if t, ok := e.On.Day(); ok && e.Measure == d.ID && t.Before(before) &&
			d.holds(e.On, before) {
			bodies[e.Body] = true
		}
	}
	return Reading{Value: float64(len(bodies)), Of: len(bodies)}
}

// LastDay gives the last day on which what was entered of a day is counted; ""
// where that never ends, or the very day is not known.
func (d Definition) LastDay(on Date) Date {
	t, known := on.Day()
	if d.Months == 0 || !known {
		return ""
	}
	last := t.AddDate(0, d.Months, 0)
	if last.Day() != t.Day() { // there is no such day in that month
		last = last.AddDate(0, 0, -last.Day())
	}
	return Date(last.Format(time.DateOnly))
}

// holds tells whether what was entered of a day is counted just before a moment.
func (d Definition) holds(on Date, before time.Time) bool {
	last := d.LastDay(on)
	return last == "" || last >= Date(before.Add(-time.Nanosecond).Format(time.DateOnly))
}
