package act

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// Limits of signing in.
const (
	signInFor   = 10 * time.Minute
	sessionFor  = 12 * time.Hour
	sessionIdle = 2 * time.Hour
	touchEvery  = 5 * time.Minute
	maxTries    = 5 // of one code
	maxCodes    = 5 // mailed to one person in a quarter of an hour
)

// A SignIn is one try to sign in: the ID stands in the address, the secret in
// a cookie of the browser that began, and only that browser can finish.
type SignIn struct {
	ID      string
	Browser string
	Expires time.Time
}

// StartSignIn mails a code and a link to a member of staff. The answer is the
// same for an address that nobody has.
func (d *Desk) StartSignIn(ctx context.Context, email string) (SignIn, error) {
	address, bad := account.Address(email)
	if bad != nil {
		return SignIn{}, bad.At("email")
	}
	in := SignIn{Browser: keys.Secret()}
	err := d.DB.Bookkeep(ctx, "sign-in", func(tx *store.Tx) error {
		in.ID, in.Expires = store.NewID(tx.Now), tx.Now.Add(signInFor)
		p, err := tx.PersonByEmail(address)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		return d.challenge(tx, challenge{id: in.ID, purpose: "sign-in", subject: string(p.ID),
			browser: in.Browser, expires: in.Expires, silent: !p.Known(),
			mail: store.Mail{Kind: MailSignIn, Person: string(p.ID)}})
	})
	return in, err
}

// A challenge is a code to be made, stored as a hash and mailed.
type challenge struct {
	id, purpose, subject, browser string
	expires                       time.Time
	silent                        bool // stored but not mailed, so that nobody can tell who is known
	mail                          store.Mail
}

// sealed is what the outbox keeps of a code: only the keyring can read it.
type sealed struct {
	Challenge string    `json:"challenge"`
	Code      string    `json:"code"`
	Until     time.Time `json:"until"`
}

func (d *Desk) challenge(tx *store.Tx, c challenge) error {
	sent, err := tx.RecentChallenges(c.purpose, c.subject, tx.Now.Add(-15*time.Minute))
	if err != nil {
		return err
	}
	code := keys.Digits()
	row := store.Challenge{ID: c.id, Purpose: c.purpose, Subject: c.subject, Created: tx.Now, Expires: c.expires,
		CodeHash: d.Keys.Hash(keys.Code, c.id+code)}
	if sent >= maxCodes { // a code that nobody is mailed must not be there to be guessed
		row.Expires = tx.Now
	}
	if c.browser != "" {
		row.BrowserHash = d.Keys.Hash(keys.Browser, c.browser)
	}
	if err := tx.AddChallenge(row); err != nil {
		return err
	}
	if c.silent || sent >= maxCodes {
		return nil
	}
	secret := d.Keys.Seal(keys.Code, c.id, []byte(code))
	data, err := json.Marshal(sealed{c.id, base64.StdEncoding.EncodeToString(secret), c.expires})
	if err != nil {
		return err
	}
	c.mail.Key, c.mail.Data, c.mail.Due = c.mail.Kind+"|"+c.id, string(data), tx.Now
	return tx.Enqueue(c.mail)
}

// meets checks a code (or, where token is set, the token of a link) against a
// challenge and uses it up. A wrong code counts, and the fifth ends it; that
// count must be kept, so meets reports the answer beside the error.
func (d *Desk) meets(tx *store.Tx, c store.Challenge, browser, code, token string) (bool, error) {
	if !c.Used.IsZero() || !tx.Now.Before(c.Expires) || c.Tries >= maxTries {
		return false, nil
	}
	ok := len(c.BrowserHash) == 0 || keys.Same(c.BrowserHash, d.Keys.Hash(keys.Browser, browser))
	if token != "" {
		ok = ok && d.Keys.Proves(token, keys.SignIn, c.ID, 1)
	} else {
		ok = ok && keys.Same(c.CodeHash, d.Keys.Hash(keys.Code, c.ID+code))
	}
	if ok {
		c.Used = tx.Now
	} else {
		c.Tries++
	}
	return ok, tx.SaveChallenge(c)
}

// FinishSignIn begins a session for who proves the sign-in, by the code that
// was mailed or the token of the mailed link, in the browser that began.
// It gives the secret of the session, for a cookie.
//
// Faults: Gone (wrong, used, too late, too many tries: nothing says which).
func (d *Desk) FinishSignIn(ctx context.Context, in SignIn, code, token, label string) (string, error) {
	secret := ""
	err := d.DB.Bookkeep(ctx, "sign-in", func(tx *store.Tx) error {
		secret = ""
		c, err := tx.Challenge(in.ID)
		if fault.Is(err, fault.NotFound) || err == nil && c.Purpose != "sign-in" {
			return nil
		}
		if err != nil {
			return err
		}
		ok, err := d.meets(tx, c, in.Browser, code, token)
		if err != nil || !ok || c.Subject == "" {
			return err
		}
		p, err := tx.Person(account.PersonID(c.Subject))
		if err != nil || !p.Known() {
			return err
		}
		secret, err = d.session(tx, p, label)
		return err
	})
	if err == nil && secret == "" {
		err = fault.New(fault.Gone, "sign-in.failed").At("code")
	}
	return secret, err
}

// WhoIs gives the person behind the secret of a session, with the roles of
// this moment, or Anybody. In a demonstration, whose clock jumps over weeks, a
// session lasts until it is ended.
func (d *Desk) WhoIs(ctx context.Context, secret string) (account.Person, store.Session, error) {
	var p account.Person
	var s store.Session
	if secret == "" {
		return account.Anybody, s, nil
	}
	var stale bool
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		var err error
		if s, err = tx.Session(d.Keys.Hash(keys.Session, secret)); err != nil {
			return err
		}
		if !s.Ended.IsZero() || !d.Site.Demo && (!tx.Now.Before(s.Expires) || tx.Now.Sub(s.Seen) > sessionIdle) {
			return fault.New(fault.NotFound, "store.not-found")
		}
		stale = tx.Now.Sub(s.Seen) > touchEvery
		p, err = tx.Person(s.Person)
		return err
	})
	if fault.Is(err, fault.NotFound) || err == nil && !p.Known() {
		return account.Anybody, store.Session{}, nil
	}
	if err == nil && stale {
		err = d.DB.Bookkeep(ctx, "session/"+s.ID, func(tx *store.Tx) error { return tx.TouchSession(s.ID) })
	}
	return p, s, err
}

// Sessions lists the sessions of who asks.
func (d *Desk) Sessions(ctx context.Context, who account.Person) (list []store.Session, err error) {
	if !who.Known() {
		return nil, fault.New(fault.SignIn, "account.sign-in-first")
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err = tx.Sessions(who.ID)
		return err
	})
	return list, err
}

// EndSession ends one of one's own sessions: signing out, here or elsewhere.
func (d *Desk) EndSession(ctx context.Context, who account.Person, id string) error {
	if !who.Known() {
		return fault.New(fault.SignIn, "account.sign-in-first")
	}
	return d.DB.Write(ctx, "person/"+string(who.ID), func(tx *store.Tx) error {
		mine, err := tx.Sessions(who.ID)
		if err != nil {
			return err
		}
		for _, s := range mine {
			if s.ID != id {
				continue
			}
			if err := tx.EndSession(id); err != nil {
				return err
			}
			return note(tx, "person/"+string(who.ID), string(who.ID), "end-session", id, nil)
		}
		return fault.New(fault.NotFound, "account.not-found")
	})
}
