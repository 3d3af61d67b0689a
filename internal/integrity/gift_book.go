package integrity

import (
	"cmp"
	"slices"
	"time"

	"insyn/internal/fault"
)

// A GiftBook is the register of gifts of a body.
type GiftBook struct {
	Matter Matter
	Covering
	Gifts []Registered // in the order of their numbers
}

// Owner names the body that keeps the register.
func (b GiftBook) Owner() string { return b.Matter.Body }

// A Registered gift, with every version of it.
type Registered struct {
	Matter   Matter
	Versions History[Gift]
}

// FoldGifts puts together what the entries of a register say.
func FoldGifts(m Matter, entries []Entry) GiftBook {
	return GiftBook{Matter: m, Covering: covering(entries)}
}

// FoldGift puts together what the entries of a gift say.
func FoldGift(m Matter, entries []Entry) Registered {
	r := Registered{Matter: m}
	for _, e := range entries {
		if e.Gift != nil {
			r.Versions = append(r.Versions, stamped(e, *e.Gift))
		}
	}
	return r
}

// Now gives the gift as it stands. Of one that is cancelled its number and day are left.
func (r Registered) Now() Gift { return r.Versions.Now() }

// Registered gives when the gift was first in the register.
func (r Registered) Registered() time.Time { return r.Versions.Began() }

// Took gives how many days went from the day on which the gift was received,
// as it is told now, until it was registered, in a zone.
func (r Registered) Took(zone *time.Location) int {
	return daysUntil(r.Now().On, r.Registered(), zone)
}

// Late tells whether the gift was registered later than it is to be.
func (r Registered) Late(zone *time.Location) bool { return r.Took(zone) > GiftDays }

// Next gives the number that the next gift gets.
func (b GiftBook) Next() int { return len(b.Gifts) + 1 }

// Put adds a gift to the register, or replaces what it holds of it.
func (b *GiftBook) Put(r Registered) {
	i := slices.IndexFunc(b.Gifts, func(g Registered) bool { return g.Matter.ID == r.Matter.ID })
	if i < 0 {
		b.Gifts = append(b.Gifts, r)
		return
	}
	b.Gifts[i] = r
}

// Numbered puts the gifts in the order of their numbers.
func (b *GiftBook) Numbered() {
	slices.SortFunc(b.Gifts, func(x, y Registered) int {
		return cmp.Compare(x.Now().Number, y.Now().Number)
	})
}

// Of gives the gift with a number.
func (b GiftBook) Of(number int) (Registered, bool) {
	for _, r := range b.Gifts {
		if r.Now().Number == number {
			return r, true
		}
	}
	return Registered{}, false
}

// Twin gives the gift that says the same as another but for its number.
func (b GiftBook) Twin(g Gift) (Gift, bool) {
	for _, r := range b.Standing() {
		is := r.Now()
		if is.Number = g.Number; is.Same(g) {
			return r.Now(), true
		}
	}
	return Gift{}, false
}

// Standing lists the gifts that are not cancelled.
func (b GiftBook) Standing() (all []Registered) {
	for _, r := range b.Gifts {
		if r.Now().Cancelled == "" {
			all = append(all, r)
		}
	}
	return all
}

// ToldGift gives a gift as it is published and kept: of a receiver below the rank
// from which the body tells of them, the unit alone is left.
func (c Coverage) ToldGift(g Gift) Gift {
	if g.Cancelled == "" {
		g.Rank = c.rank(g.Rank)
	}
	return g
}

// Take gives the versions that a gift adds to the register: none where it says
// what stands already, and two where a gift that is new has been parted with, for
// to part with it is a version of its own. What is changed says why.
//
// Faults: Invalid.
func (b GiftBook) Take(g Gift) (versions []Gift, err error) {
	was, known := b.Of(g.Number)
	is := was.Now()
	switch {
	case !known && g.Number != b.Next():
		return nil, fault.New(fault.Invalid, "integrity.gift-gap").With("Next", b.Next()).At("number")
	case !known && g.Disposal != "":
		first := g
		first.Disposal, first.Disposed, first.Why = "", "", ""
		return []Gift{first, g}, nil
	case !known:
		g.Why = ""
		return []Gift{g}, nil
	case is.Cancelled != "", is.Same(g):
		return nil, nil
	case g.Cancelled != "":
		return []Gift{is.Cancel(g.Cancelled)}, nil // with the day that it had
	case is.parted(g):
		return []Gift{g}, nil
	case g.Why == "":
		return nil, fault.New(fault.Invalid, "integrity.why-gift").With("Number", g.Number).At("why")
	}
	return []Gift{g}, nil
}

// parted tells whether all that g says beyond is is that the object is there no more.
func (is Gift) parted(g Gift) bool {
	if is.Disposal != "" || g.Disposal == "" {
		return false
	}
	is.Disposal, is.Disposed = g.Disposal, g.Disposed
	return is.Same(g)
}

// Cancel gives what is left of a gift that should never have been registered.
func (g Gift) Cancel(why string) Gift {
	return Gift{Number: g.Number, On: g.On, Cancelled: why}
}
