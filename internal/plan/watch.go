package plan

import "time"

// A Watch is what is known of an address that proves something: when it was
// last asked, since when it does not answer, and what was there.
type Watch struct {
	Address  string
	Checked  time.Time // zero before the first time
	Next     time.Time
	Failures int       // since it last answered
	Since    time.Time // the first of these
	Hash     string    // SHA-256 of what was there last, in hexadecimal; "" where it was too large
	Hashed   time.Time // when Hash was first seen
	Before   string    // the hash before that: what was there has changed
}

// How addresses are watched.
const (
	watchEvery = 24 * time.Hour
	watchAgain = 3 * time.Hour // after a failure that may pass
	// DeadAfter is how many failures in a row make a link dead.
	DeadAfter = 3
)

// Dead tells whether the link is beyond doubt: it has failed as often as it
// takes. That says nothing of what it proved when it was there.
func (w Watch) Dead() bool { return w.Failures >= DeadAfter }

// Answered gives what is known after an address has answered. An empty hash is
// that of something too large to be read whole.
func (w Watch) Answered(at time.Time, hash string) Watch {
	w.Checked, w.Next, w.Failures, w.Since = at, at.Add(watchEvery), 0, time.Time{}
	if hash != w.Hash && hash != "" {
		w.Before, w.Hash, w.Hashed = w.Hash, hash, at
	}
	return w
}

// Failed gives what is known after an address did not answer.
func (w Watch) Failed(at time.Time) Watch {
	if w.Failures == 0 {
		w.Since = at
	}
	w.Checked, w.Failures, w.Next = at, w.Failures+1, at.Add(watchAgain)
	if w.Dead() {
		w.Next = at.Add(watchEvery)
	}
	return w
}

// A Sighting is what was known of an address from a moment on, until the next.
type Sighting struct {
	Address string
	At      time.Time
	Hash    string    // of what was there
	Dead    time.Time // since when it does not answer, beyond doubt; zero while it does
}

// Sighting gives what is to be remembered of an address as it is known now.
func (w Watch) Sighting() Sighting {
	s := Sighting{Address: w.Address, At: w.Checked, Hash: w.Hash}
	if w.Dead() {
		s.Dead = w.Since
	}
	return s
}

// Same tells whether nothing has changed between two sightings.
func (s Sighting) Same(t Sighting) bool { return s.Hash == t.Hash && s.Dead.Equal(t.Dead) }

// A Keepsake is a file that proves something, kept with a plan under its hash.
type Keepsake struct {
	Plan  ID
	Hash  string // SHA-256 in hexadecimal
	Name  string
	Type  string // media type
	Size  int64
	Added time.Time
	Bytes []byte
}

// A Pack is what a reviewer was given for a day, kept so that it stays the same.
type Pack struct {
	Plan ID
	Day  Date
	Hash string // SHA-256 of the bytes, in hexadecimal
	Made time.Time
	By   string // account.PersonID
	Size int64
}
