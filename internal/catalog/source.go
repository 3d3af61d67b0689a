package catalog

import (
	"cmp"
	"slices"
	"time"
)

// A SourceID names a source (UUIDv7 text).
type SourceID string

// A Sector is whom a source belongs to.
type Sector string

// The sectors.
const (
	PublicSector  Sector = "public"
	PrivateSector Sector = "private"
)

// Sectors lists the sectors in the order in which they win.
func Sectors() []Sector { return []Sector{PublicSector, PrivateSector} }

// A Source is the address at which an organisation publishes its catalogue.
type Source struct {
	ID         SourceID
	Body       string // account.BodyID of who publishes
	Address    string
	Sector     Sector
	Gathers    bool // it holds what others publish themselves, and gives way to them
	Priority   int  // 1 goes before 2; 0 is none
	Created    time.Time
	Ended      time.Time // harvested no more
	Next       time.Time // when it is harvested by itself
	Generation int       // number of the harvest in force; 0 before the first
	Linked     int       // number of the harvest whose links are known
	Digest     string    // of the bytes that it was made from
	ETag       string    // of the first page, for the next time
	Modified   string    // the same
}

// Valid tells whether the sector is one of ours.
func (s Sector) Valid() bool { return slices.Contains(Sectors(), s) }

// rank is the class of a source in the national portal's order.
func (s Source) rank() int {
	switch {
	case s.Priority > 0:
		return 0
	case s.Sector == PublicSector && !s.Gathers:
		return 1
	}
	return 2
}

// Before tells which of two sources wins where both describe the same thing:
// those with a priority of their own come first, then the public sector, then
// the private, with whom those that gather from others are put. Within a class
// the priority decides, then who was there first.
func (s Source) Before(other Source) int {
	return cmp.Or(
		cmp.Compare(s.rank(), other.rank()),
		cmp.Compare(s.Priority, other.Priority),
		s.Created.Compare(other.Created),
		cmp.Compare(s.ID, other.ID),
	)
}

// Winner gives the place of the source that wins; -1 of none.
func Winner(among []Source) int {
	best := -1
	for i, s := range among {
		if best < 0 || s.Before(among[best]) < 0 {
			best = i
		}
	}
	return best
}
