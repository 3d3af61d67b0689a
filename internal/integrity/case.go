package integrity

import (
	"slices"
	"strings"
	"time"

	"insyn/internal/fault"
)

// GraceDays is how long after the day on which an answer was wanted it is said
// that there is none.
const GraceDays = 30

// A Dated thing was said at a moment, as the entry with a number.
type Dated[T any] struct {
	Number int
	At     time.Time
	What   T
}

// A History is all that was said of a thing, the last of which holds.
type History[T any] []Dated[T]

// Now gives what holds; nothing where nothing is said.
func (h History[T]) Now() (what T) {
	if len(h) > 0 {
		what = h[len(h)-1].What
	}
	return what
}

// Began gives when something was said first.
func (h History[T]) Began() (at time.Time) {
	if len(h) > 0 {
		at = h[0].At
	}
	return at
}

// A Case is a recommendation with everything that has been said of it, each in
// its order, and nothing of who wrote it.
type Case struct {
	Matter      Matter
	Versions    History[Recommendation] // the last one is in force
	Assessments []Dated[Assessment]     // by the day of the judgement
	Responses   []Dated[Response]
	Evidence    []Dated[Evidence]
	FollowUps   []Dated[FollowUp]
	Dead        map[int]time.Time // evidence whose link does not answer, since when
	Interests   int               // of how many people

	interested map[string]bool
}

// Fold puts together what the entries of a matter say. Interests that were
// declared in what the matter was made of count as those in itself, each person's
// by what they said last.
func Fold(m Matter, entries []Entry, stakes ...Entry) Case {
	c := Case{Matter: m, Dead: map[int]time.Time{}, interested: map[string]bool{}}
	own := map[string]Entry{} // what each has said last of an interest
	for _, e := range entries {
		switch {
		case e.Recommendation != nil:
			c.Versions = append(c.Versions, stamped(e, *e.Recommendation))
		case e.Assessment != nil:
			c.Assessments = append(c.Assessments, stamped(e, *e.Assessment))
		case e.Response != nil:
			c.Responses = append(c.Responses, stamped(e, *e.Response))
		case e.Evidence != nil:
			c.Evidence = append(c.Evidence, stamped(e, *e.Evidence))
		case e.FollowUp != nil:
			c.FollowUps = append(c.FollowUps, stamped(e, *e.FollowUp))
		case e.Reach != nil:
			c.reach(e)
		case e.Interest != nil:
			own[e.Author] = e
		}
	}
	c.concern(own, stakes)
	for _, has := range c.interested {
		if has {
			c.Interests++
		}
	}
	slices.SortStableFunc(c.Assessments, func(a, b Dated[Assessment]) int {
		return strings.Compare(string(a.What.On), string(b.What.On))
	})
	return c
}

// concern notes who has an interest, by what each has said last: in the matter,
// or in what it was made of. Within each that is the order of the entries, and
// between them the time.
func (c *Case) concern(own map[string]Entry, stakes []Entry) {
	last := map[string]Entry{}
	for _, e := range stakes {
		last[e.Author] = e
	}
	for author, e := range own {
		if before, said := last[author]; !said || !e.At.Before(before.At) {
			last[author] = e
		}
	}
	for author, e := range last {
		c.interested[author] = !e.Interest.Ended
	}
}

func stamped[T any](e Entry, what T) Dated[T] { return Dated[T]{e.Number, e.At, what} }

// reach notes since when a link has not answered.
func (c *Case) reach(e Entry) {
	if e.Reach.Answers {
		delete(c.Dead, e.Reach.Evidence)
	} else if c.Dead[e.Reach.Evidence].IsZero() {
		c.Dead[e.Reach.Evidence] = e.At
		if !e.Reach.Since.IsZero() {
			c.Dead[e.Reach.Evidence] = e.Reach.Since
		}
	}
}

// Now gives the recommendation as it stands.
func (c Case) Now() Recommendation { return c.Versions.Now() }

// Scale gives the scale by which it is judged.
func (c Case) Scale() Scale {
	s, _ := ScaleOf(c.Now().Source.Scale)
	return s
}

// Standing lists the assessments that count: those that none corrects.
func (c Case) Standing() (all []Dated[Assessment]) {
	corrected := map[int]bool{}
	for _, a := range c.Assessments {
		corrected[a.What.Corrects] = true
	}
	for _, a := range c.Assessments {
		if !corrected[a.Number] {
			all = append(all, a)
		}
	}
	return all
}

// Status gives what the keepers of the register have said last; "" for nothing.
func (c Case) Status() Status {
	if len(c.FollowUps) == 0 {
		return ""
	}
	return c.FollowUps[len(c.FollowUps)-1].What.Status
}

// An Answering is where the answer to a recommendation stands. It is derived,
// never stored.
type Answering string

// The ways in which an answer can stand.
const (
	NotAsked     Answering = "not-asked" // the addressee is not in Insyn, or no day was set
	Awaited      Answering = "awaited"
	Overdue      Answering = "overdue" // the day has passed, and the days of grace go on
	Silent       Answering = "silent"  // no answer
	Answered     Answering = "answered"
	AnsweredLate Answering = "answered-late"
)

// Answerings lists the ways in which an answer can stand.
func Answerings() []Answering {
	return []Answering{Silent, Overdue, Awaited, Answered, AnsweredLate, NotAsked}
}

// Answering gives how the answer stands at now, in whose zone days are counted,
// and when that changes by itself; zero for never.
func (c Case) Answering(now time.Time) (is Answering, until time.Time) {
	r := c.Now()
	due := r.Due.After(now.Location())
	silent := due.AddDate(0, 0, GraceDays)
	switch {
	case len(c.Responses) > 0 && (due.IsZero() || c.Responses[0].At.Before(due)):
		return Answered, until
	case len(c.Responses) > 0:
		return AnsweredLate, until
	case r.Addressee == "" || due.IsZero():
		return NotAsked, until
	case now.Before(due):
		return Awaited, due
	case now.Before(silent):
		return Overdue, silent
	}
	return Silent, until
}

// Interested tells whether a person has said to have a stake in the matter.
func (c Case) Interested(person string) bool { return c.interested[person] }

// Follow tells whether a person may say so of how far it has come: nobody who
// has a stake may, and what is implemented is shown by something.
//
// Faults: Invalid, Forbidden (a stake), Refused (nothing shows it).
func (c Case) Follow(person string, f FollowUp) error {
	var status *fault.Error
	switch {
	case c.Interested(person):
		return fault.New(fault.Forbidden, "integrity.interested")
	case !slices.Contains(Statuses(), f.Status):
		status = fault.New(fault.Invalid, "integrity.status").At("status")
	case f.Status == Implemented && len(c.Evidence) == 0:
		return fault.New(fault.Refused, "integrity.unproven").At("status")
	}
	return fault.Fields(status, bounded("follow-reason", f.Reason.SV, true, mostText))
}

// Assess tells whether a judgement can be entered: on the source's own scale, and
// where it corrects another, one that counts, with what was wrong.
//
// Faults: Invalid.
func (c Case) Assess(a Assessment) error {
	var corrects *fault.Error
	if a.Corrects != 0 && (strings.TrimSpace(a.Why) == "" ||
		!slices.ContainsFunc(c.Standing(), func(had Dated[Assessment]) bool { return had.Number == a.Corrects })) {
		corrects = fault.New(fault.Invalid, "integrity.corrects").At("corrects")
	}
	if corrects != nil {
		return corrects
	}
	return a.Check(c.Scale())
}

// A Round is what a report has judged of the recommendations of a source.
type Round struct {
	Name   string
	On     Date
	Counts map[string]int // by grade
	Of     int            // recommendations that were judged
}

// Rounds lists the rounds in which the cases of a source have been judged, the
// first first. Each case is counted once in a round.
func Rounds(cases []Case) (all []Round) {
	for _, c := range cases {
		for _, a := range c.Standing() {
			i := slices.IndexFunc(all, func(r Round) bool {
				return r.Name == a.What.Round && r.On == a.What.On
			})
			if i < 0 {
				i = len(all)
				all = append(all, Round{Name: a.What.Round, On: a.What.On, Counts: map[string]int{}})
			}
			all[i].Counts[a.What.Grade]++
			all[i].Of++
		}
	}
	slices.SortFunc(all, func(a, b Round) int {
		return strings.Compare(string(a.On)+"\x00"+a.Name, string(b.On)+"\x00"+b.Name)
	})
	return all
}

// mostRepeats bounds how far advice is followed back.
const mostRepeats = 50

// Earlier lists the advice that a case repeats, the latest first.
func Earlier(c Case, find func(key string) (Case, bool)) (all []Case) {
	seen := map[string]bool{c.Matter.Key: true}
	for key := c.Now().Repeats; key != "" && !seen[key] && len(all) < mostRepeats; {
		seen[key] = true
		before, known := find(key)
		if !known {
			return all
		}
		all = append(all, before)
		key = before.Now().Repeats
	}
	return all
}

// Later lists the cases that repeat one, in their order.
func Later(c Case, all []Case) (later []Case) {
	for _, other := range all {
		if other.Now().Repeats == c.Matter.Key && other.Matter.Key != c.Matter.Key {
			later = append(later, other)
		}
	}
	return later
}
