package act

import (
	"encoding/json"
	"net/url"
	"strings"
	"sync"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/keys"
	"insyn/internal/record"
	"insyn/internal/store"
)

// A Desk is where things get done: the database, the keyring and what the
// installation is called.
type Desk struct {
	DB    *store.DB
	Keys  keys.Ring
	Site  Site
	Now   func() time.Time // for what is derived outside a transaction
	Fetch *fetch.Client    // with which other hosts are asked; nil where none may be
	Depot *depot.Depot     // where large files are; nil where none are taken

	// Patience is how long a receipt waits for its place in the public record
	// before it says that the act is pending; 0 where nobody gives places.
	Patience time.Duration

	// Witnesses are the keys of those whose signatures on checkpoints are kept.
	Witnesses []record.Key

	signed memory
	hall   hall
	attic  attic
	shop   workshop
	sums   sync.Map // hashes of files that are put together, by what they are made of
}

// A Site is one installation.
type Site struct {
	URL     string // where people find it, without a slash at the end
	Name    string
	From    string // sender's address of all mail; its domain is that of ORGANIZER
	Contact string // who answers for the site: takes reports of content
	Demo    bool   // a demonstration: everything in it is invented
	Domain  string // right-hand side of UIDs and Message-IDs; the host of URL when empty
}

// domain gives the right-hand side of UIDs and Message-IDs.
func (s Site) domain() string {
	if s.Domain != "" {
		return s.Domain
	}
	u, err := url.Parse(s.URL)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
}

// consultation names the aggregate that a write about a consultation locks.
func consultation(id consult.ID) string { return "consultation/" + string(id) }

// note writes the audit log: who did what to what. Detail holds no personal data.
func note(tx *store.Tx, aggregate, actor, act, object string, detail any) error {
	entry := store.Entry{Aggregate: aggregate, At: tx.Now, Actor: actor, Act: act, Object: object}
	if detail != nil {
		b, err := json.Marshal(detail)
		if err != nil {
			return err
		}
		entry.Detail = string(b)
	}
	return tx.Audit(entry)
}

// Actors of the audit log that are not staff.
const (
	participant = "participant"
	anybody     = "anybody"
)

// A Link is what a participant holds: the ID of a registration or invitation
// and the secret that proves it, as one word in an address.
type Link string

// link makes the address part that leads to id.
func (d *Desk) link(p keys.Purpose, id string, generation int) Link {
	return Link(id + "~" + d.Keys.Token(p, id, generation))
}

// parts gives the ID and the token of a link.
func (l Link) parts() (id, token string) {
	id, token, _ = strings.Cut(string(l), "~")
	return id, token
}

// badLink is the one answer to every link that leads nowhere: unknown,
// revoked and forged links cannot be told apart.
func badLink() error { return fault.New(fault.NotFound, "link.not-found") }

// registration gives the registration that a link of a purpose leads to.
func (d *Desk) registration(tx *store.Tx, p keys.Purpose, l Link) (consult.Registration, error) {
	id, token := l.parts()
	r, err := tx.Registration(consult.RegistrationID(id))
	if err != nil {
		if fault.Is(err, fault.NotFound) {
			err = badLink()
		}
		return consult.Registration{}, err
	}
	if !d.Keys.Proves(token, p, id, r.Generation) {
		return consult.Registration{}, badLink()
	}
	return r, nil
}

// consultationOf gives the consultation to lock for a link, read before the write.
// The ID of the consultation never changes, so that reading it early is safe.
func (d *Desk) consultationOf(tx *store.Tx, l Link) (consult.ID, error) {
	id, _ := l.parts()
	r, err := tx.Registration(consult.RegistrationID(id))
	if fault.Is(err, fault.NotFound) {
		return "", badLink()
	}
	return r.Consultation, err
}

// loaded gives a consultation that who may verb.
func loaded(tx *store.Tx, who account.Person, verb account.Verb,
	id consult.ID) (consult.Consultation, error) {
	c, err := tx.Consultation(id)
	if err != nil {
		return c, err
	}
	return c, who.May(verb, account.BodyID(c.Body))
}
