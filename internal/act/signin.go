package act

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// Limits of signing in.
const (
	signInFor   = 10 * time.Minute
	sessionFor  = 12 * time.Hour
	sessionIdle = 2 * time.Hour
	touchEvery  = 5 * time.Minute
	maxTries    = 5  // of one code
	maxCodes    = 5  // mailed to one person in a quarter of an hour
	maxLinks    = 20 // mailed to one person then, those with a code among them
)

// A SignIn is one try to sign in: the ID stands in the address, the secret in
// a cookie of the browser that began, and only that browser can finish.
type SignIn struct {
	ID      string
	Browser string
	Expires time.Time
}

// An Asker is what is known of a browser that wants to begin a sign-in.
type Asker struct {
	Device string // what Device gave the browser when somebody signed in with it
	Often  bool   // its network has asked for the address as often as it may
}

// Device gives what a browser keeps after p has signed in with it, so that it
// is known when p next signs in. It opens nothing.
func (d *Desk) Device(p account.Person) string { return d.Keys.Token(keys.Device, string(p.ID), 1) }

// Codes that a person's own browsers ask for are counted by themselves.
const (
	fromAnywhere = "sign-in"
	fromKnown    = "sign-in-known"
)

// StartSignIn mails a code and a link to a member of staff. The answer is the
// same for an address that nobody has.
//
// Anybody can ask in somebody else's name, and must neither get more than so
// many guesses nor keep the rightful owner out. So what others ask for does not
// count for a browser that the owner has signed in with. When strangers have had
// their codes the mail has the link only, which nobody can guess and which still
// lets in who asked; and one network cannot use up what all may ask for.
func (d *Desk) StartSignIn(ctx context.Context, email string, from Asker) (SignIn, error) {
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
		c := challenge{id: in.ID, purpose: fromAnywhere, subject: string(p.ID), links: maxLinks,
			browser: in.Browser, expires: in.Expires, silent: !p.Known() || from.Often,
			mail: store.Mail{Kind: MailSignIn, Person: string(p.ID)}}
		if p.Known() && d.Keys.Proves(from.Device, keys.Device, string(p.ID), 1) {
			c.purpose, c.links, c.silent = fromKnown, maxCodes, false
		}
		return d.challenge(tx, c)
	})
	return in, err
}

// A challenge is a code to be made, stored as a hash and mailed.
type challenge struct {
	id, purpose, subject, browser string
	expires                       time.Time
	links                         int            // how many mails there may be; those over maxCodes have no code
	silent                        bool           // stored but not mailed, so that nobody can tell who is known
	why                           letter.Purpose // of a code to a participant
	mail                          store.Mail
}

// sealed is what the outbox keeps of a code: only the keyring can read it.
type sealed struct {
	Challenge string    `json:"challenge"`
	Code      string    `json:"code"`
	Until     time.Time `json:"until"`

	For letter.Purpose `json:"for,omitempty"`
}

func (d *Desk) challenge(tx *store.Tx, c challenge) error {
	sent, err := tx.RecentChallenges(c.purpose, c.subject, tx.Now.Add(-15*time.Minute))
	if err != nil {
		return err
	}
	code, none := keys.Digits(), c.silent || sent >= max(c.links, maxCodes)
	row := store.Challenge{ID: c.id, Purpose: c.purpose, Subject: c.subject, Created: tx.Now,
		Expires:  c.expires,
		CodeHash: d.Keys.Hash(keys.Code, c.id+code)}
	if none { // what nobody is mailed must not be there to be guessed, and does not count
		row.Expires = tx.Now
	}
	if sent >= maxCodes {
		code, row.CodeHash = "", nil
	}
	if c.browser != "" {
		row.BrowserHash = d.Keys.Hash(keys.Browser, c.browser)
	}
	if err := tx.AddChallenge(row); err != nil {
		return err
	}
	if none {
		return nil
	}
	parcel := sealed{Challenge: c.id, Until: c.expires, For: c.why}
	if code != "" {
		parcel.Code = base64.StdEncoding.EncodeToString(d.Keys.Seal(keys.Code, c.id, []byte(code)))
	}
	data, err := json.Marshal(parcel)
	if err != nil {
		return err
	}
	c.mail.Key, c.mail.Data, c.mail.Due = c.mail.Kind+"|"+c.id, string(data), tx.Now
	return tx.Enqueue(c.mail)
}

// meets checks a code (or, where token is set, the token of a link) against a
// challenge and uses it up. A wrong code counts, and the fifth ends it; that
// count must be kept, so meets reports the answer beside the error. From another
// browser nothing is right, and nothing counts: it is not for others to end it.
func (d *Desk) meets(tx *store.Tx, c store.Challenge, browser, code, token string) (bool, error) {
	if !c.Used.IsZero() || !tx.Now.Before(c.Expires) || c.Tries >= maxTries {
		return false, nil
	}
	if len(c.BrowserHash) > 0 && !keys.Same(c.BrowserHash, d.Keys.Hash(keys.Browser, browser)) {
		return false, nil
	}
	var ok bool
	if token != "" {
		ok = d.Keys.Proves(token, keys.SignIn, c.ID, 1)
	} else {
		ok = len(c.CodeHash) > 0 && keys.Same(c.CodeHash, d.Keys.Hash(keys.Code, c.ID+code))
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
func (d *Desk) FinishSignIn(ctx context.Context, in SignIn, code, token,
	label string) (string, error) {
	secret := ""
	err := d.DB.Bookkeep(ctx, "sign-in", func(tx *store.Tx) error {
		secret = ""
		c, err := tx.Challenge(in.ID)
		if fault.Is(err, fault.NotFound) || err == nil && c.Purpose != fromAnywhere &&
			c.Purpose != fromKnown {
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
