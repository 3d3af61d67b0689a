package integrity

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Book is what a body has published of its contacts.
type Book struct {
	Matter Matter
	Covering
	Nothings []Dated[Nothing]
	Contacts []Recorded // the latest contact first
}

// Owner names the body that keeps the book.
func (b Book) Owner() string { return b.Matter.Body }

// A Covering is everything that a body has said of what a register covers.
type Covering struct {
	Coverages History[Coverage] // the last one is in force
}

// A Recorded contact, with every version of it.
type Recorded struct {
	Matter   Matter
	Versions History[Contact]
}

// FoldBook puts together what the entries of a book say.
func FoldBook(m Matter, entries []Entry) Book {
	b := Book{Matter: m, Covering: covering(entries)}
	for _, e := range entries {
		if e.Nothing != nil {
			b.Nothings = append(b.Nothings, stamped(e, *e.Nothing))
		}
	}
	return b
}

// covering puts together what entries say of what is covered.
func covering(entries []Entry) (c Covering) {
	for _, e := range entries {
		if e.Coverage != nil {
			c.Coverages = append(c.Coverages, stamped(e, *e.Coverage))
		}
	}
	return c
}

// FoldContact puts together what the entries of a contact say.
func FoldContact(m Matter, entries []Entry) Recorded {
	r := Recorded{Matter: m}
	for _, e := range entries {
		if e.Contact != nil {
			r.Versions = append(r.Versions, stamped(e, *e.Contact))
		}
	}
	return r
}

// Now gives the contact as it stands. Of one that is taken back only that is left.
func (r Recorded) Now() Contact { return r.Versions.Now() }

// Published gives when the contact was first told.
func (r Recorded) Published() time.Time { return r.Versions.Began() }

// Took gives how many days went from a contact until it was told, in a zone.
func (r Recorded) Took(zone *time.Location) int {
	if len(r.Versions) == 0 {
		return 0
	}
	return daysUntil(r.Versions[0].What.On, r.Published(), zone)
}

// daysUntil counts the days from a date to that of a moment in a zone.
func daysUntil(on Date, at time.Time, zone *time.Location) int {
	told := DateOf(at.In(zone)).After(time.UTC)
	return int(told.Sub(on.After(time.UTC)) / (24 * time.Hour))
}

// Late tells whether a contact was told later than the body had promised.
func (b Book) Late(r Recorded, zone *time.Location) bool {
	return r.Took(zone) > b.Now().Within
}

// Now gives the coverage that is in force.
func (c Covering) Now() Coverage { return c.Coverages.Now() }

// Last gives when something was last published, be it that there was nothing.
func (b Book) Last() (last time.Time) {
	later := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	for _, c := range b.Coverages {
		later(c.At)
	}
	for _, n := range b.Nothings {
		later(n.At)
	}
	for _, r := range b.Contacts {
		for _, v := range r.Versions {
			later(v.At)
		}
	}
	return last
}

// Quiet tells whether a body that has not said that it ends has published
// nothing for QuietDays, and when it will be so if nothing comes.
func (b Book) Quiet(now time.Time) (quiet bool, until time.Time) {
	if b.Ended(now) {
		return false, time.Time{}
	}
	stops := b.Last().AddDate(0, 0, QuietDays)
	if now.Before(stops) {
		return false, stops
	}
	return true, time.Time{}
}

// Ended tells whether the body keeps the register no more.
func (c Covering) Ended(now time.Time) bool {
	ended := c.Now().Ended
	return ended != "" && !now.Before(ended.After(now.Location()))
}

// Told lists the contacts of which something is told.
func (b Book) Told() (all []Recorded) {
	for _, r := range b.Contacts {
		if c := r.Now(); c.Exemption == "" && c.Withdrawn == "" {
			all = append(all, r)
		}
	}
	return all
}

// Exempted counts the contacts of which nothing is told, by the reason.
func (b Book) Exempted() map[Exemption]int {
	count := map[Exemption]int{}
	for _, r := range b.Contacts {
		if c := r.Now(); c.Exemption != "" && c.Withdrawn == "" {
			count[c.Exemption]++
		}
	}
	return count
}

// Withdrawn counts the contacts that were taken back.
func (b Book) Withdrawn() (n int) {
	for _, r := range b.Contacts {
		if r.Now().Withdrawn != "" {
			n++
		}
	}
	return n
}

// Latest puts contacts in the order of their days, the latest first.
func Latest(all []Recorded) {
	slices.SortFunc(all, func(a, b Recorded) int {
		return cmp.Or(-strings.Compare(string(a.Now().On), string(b.Now().On)),
			strings.Compare(a.Matter.Key, b.Matter.Key))
	})
}
