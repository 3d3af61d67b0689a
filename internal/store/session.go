package store

import (
	"time"

	"insyn/internal/account"
)

// A Session is a member of staff signed in with one browser. The token itself
// is only in the browser; its keyed hash is here.
type Session struct {
	ID      string // for lists; it opens nothing
	Hash    []byte
	Person  account.PersonID
	Created time.Time
	Seen    time.Time
	Expires time.Time
	Ended   time.Time
	Label   string // what the person recognises it by
}

// AddSession starts a session.
func (tx *Tx) AddSession(s Session) error {
	return tx.note(`
		insert into session (id, hash, person, created, seen, expires, ended, label)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		s.ID, blob(s.Hash), string(s.Person), Time(s.Created), Time(s.Seen), Time(s.Expires),
		Time(s.Ended), s.Label)
}

// Session gives the session of a token, ended or expired ones too: the caller asks when.
func (tx *Tx) Session(hash []byte) (Session, error) {
	return one(tx, scanSession, `
		select id, hash, person, created, seen, expires, ended, label
		from session where hash = $1`, blob(hash))
}

// Sessions gives the sessions of a person that are neither ended nor expired, the latest used first.
func (tx *Tx) Sessions(p account.PersonID) ([]Session, error) {
	return many(tx, scanSession, `
		select id, hash, person, created, seen, expires, ended, label
		from session where person = $1 and ended is null and expires > $2
		order by seen desc, id desc`, string(p), Time(tx.Now))
}

// TouchSession notes that a session is in use now.
func (tx *Tx) TouchSession(id string) error {
	return tx.mustNote(`update session set seen = $2 where id = $1 and ended is null`,
		id, Time(tx.Now))
}

// EndSession ends a session. To end one that has ended changes nothing.
func (tx *Tx) EndSession(id string) error {
	return tx.mustNote(`update session set ended = coalesce(ended, $2) where id = $1`,
		id, Time(tx.Now))
}

func scanSession(row scanner) (s Session, err error) {
	err = row.Scan(&s.ID, &s.Hash, &s.Person, at(&s.Created), at(&s.Seen), at(&s.Expires),
		at(&s.Ended), &s.Label)
	return s, err
}

// A Challenge is a one-time code that was sent to somebody. Only hashes are kept.
type Challenge struct {
	ID          string
	Purpose     string // "sign-in", "registration"
	Subject     string // ID of whom or what it proves
	CodeHash    []byte
	BrowserHash []byte // of what the browser that asked must show
	Created     time.Time
	Expires     time.Time
	Used        time.Time
	Tries       int // wrong codes
}

// AddChallenge writes a challenge.
func (tx *Tx) AddChallenge(c Challenge) error {
	return tx.note(`
		insert into challenge (id, purpose, subject, code_hash, browser_hash, created, expires,
			used, tries)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		c.ID, c.Purpose, c.Subject, blob(c.CodeHash), blob(c.BrowserHash), Time(c.Created),
		Time(c.Expires), Time(c.Used), c.Tries)
}

// Challenge gives a challenge, used or expired ones too: the caller asks when.
func (tx *Tx) Challenge(id string) (c Challenge, err error) {
	return one(tx, func(row scanner) (c Challenge, err error) {
		err = row.Scan(&c.ID, &c.Purpose, &c.Subject, &c.CodeHash, &c.BrowserHash,
			at(&c.Created), at(&c.Expires), at(&c.Used), &c.Tries)
		return c, err
	}, `
		select id, purpose, subject, code_hash, browser_hash, created, expires, used, tries
		from challenge where id = $1`, id)
}

// SaveChallenge writes what becomes of a challenge: that it was used, or tried in vain.
func (tx *Tx) SaveChallenge(c Challenge) error {
	return tx.mustNote(`update challenge set used = $2, tries = $3, expires = $4 where id = $1`,
		c.ID, Time(c.Used), c.Tries, Time(c.Expires))
}

// RecentChallenges counts the codes sent for a subject since a moment. One that
// ended when it was made was sent to nobody.
func (tx *Tx) RecentChallenges(purpose, subject string, since time.Time) (int, error) {
	return one(tx, value[int], `
		select count(*) from challenge
		where subject = $1 and purpose = $2 and created >= $3 and expires > created`, subject, purpose, Time(since))
}

// PurgeSignIns deletes the sessions and challenges that ended or ran out before a moment.
func (tx *Tx) PurgeSignIns(before time.Time) (int, error) {
	sessions, err := tx.put(`delete from session where expires < $1 or ended < $1`, Time(before))
	if err != nil {
		return 0, err
	}
	challenges, err := tx.put(`delete from challenge where expires < $1`, Time(before))
	return int(sessions + challenges), err
}
