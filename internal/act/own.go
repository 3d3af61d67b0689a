package act

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// unlockFor is how long personal data stays open after a code was given.
const unlockFor = 30 * time.Minute

// RequestCode mails a code to the address behind a personal page. Whoever has
// only the link (in a forwarded mail, say) can see the status, but not change
// anything or see what is held. The mail says what the code is asked for, why.
// It gives the ID of the code asked for.
//
// Faults: NotFound (the link).
func (d *Desk) RequestCode(ctx context.Context, l Link, why letter.Purpose) (id string, err error) {
	var c consult.ID
	err = d.DB.Read(ctx, func(tx *store.Tx) error { c, err = d.consultationOf(tx, l); return err })
	if err != nil {
		return "", err
	}
	err = d.DB.Write(ctx, consultation(c), func(tx *store.Tx) error {
		r, err := d.registration(tx, keys.Personal, l)
		if err != nil {
			return err
		}
		id = store.NewID(tx.Now)
		err = d.challenge(tx, challenge{id: id, purpose: "registration", subject: string(r.ID),
			expires: tx.Now.Add(consult.CodeFor), silent: r.Email == "", why: why,
			mail: store.Mail{Kind: MailCode, Consultation: string(c), Registration: string(r.ID)}})
		if err != nil {
			return err
		}
		return note(tx, consultation(c), participant, "code", string(r.ID), nil)
	})
	return id, err
}

// Unlock opens personal data with a mailed code, and gives the word that keeps
// it open for half an hour: it belongs in a cookie.
//
// Faults: Gone (wrong, used, too late, too many tries).
func (d *Desk) Unlock(ctx context.Context, l Link, id, code string) (word string, err error) {
	err = d.DB.Bookkeep(ctx, "registration-code", func(tx *store.Tx) error {
		word = ""
		r, err := d.registration(tx, keys.Personal, l)
		if err != nil {
			return err
		}
		c, err := tx.Challenge(id)
		if fault.Is(err, fault.NotFound) || err == nil && (c.Purpose != "registration" || c.Subject != string(r.ID)) {
			return nil
		}
		if err != nil {
			return err
		}
		ok, err := d.meets(tx, c, "", strings.TrimSpace(code), "")
		if ok {
			word = d.opened(r, tx.Now.Add(unlockFor))
		}
		return err
	})
	if err == nil && word == "" {
		err = fault.New(fault.Gone, "code.failed").At("code")
	}
	return word, err
}

func (d *Desk) opened(r consult.Registration, until time.Time) string {
	at := strconv.FormatInt(until.Unix(), 10)
	return at + "~" + d.Keys.Token(keys.Unlock, string(r.ID)+"|"+at, r.Generation)
}

// Unlocked tells whether word still opens the personal data of r.
func (d *Desk) Unlocked(r consult.Registration, word string, now time.Time) bool {
	at, token, _ := strings.Cut(word, "~")
	seconds, err := strconv.ParseInt(at, 10, 64)
	return err == nil && now.Before(time.Unix(seconds, 0)) &&
		d.Keys.Proves(token, keys.Unlock, string(r.ID)+"|"+at, r.Generation)
}

// own runs what a participant does to their own data, which wants a code.
func (d *Desk) own(ctx context.Context, l Link, word string,
	f func(*store.Tx, *consult.Seating, *consult.Registration) error) (consult.Registration, error) {
	return d.participant(ctx, keys.Personal, l, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		if !d.Unlocked(*r, word, tx.Now) {
			return fault.New(fault.Forbidden, "code.needed")
		}
		return f(tx, s, r)
	})
}

// ChangeEntry lets a participant correct what they told. The address stays: a
// new address is a new registration, since it must be proven.
//
// Faults: Forbidden (no code), Invalid (the fields).
func (d *Desk) ChangeEntry(ctx context.Context, l Link, word string, e consult.Entry) (consult.Registration, error) {
	return d.own(ctx, l, word, func(tx *store.Tx, _ *consult.Seating, r *consult.Registration) error {
		e.Email = r.Email
		checked, err := e.Check()
		if err != nil {
			return err
		}
		r.Entry = checked
		return note(tx, consultation(r.Consultation), participant, "change-entry", string(r.ID), nil)
	})
}

// MyData is everything that is held about a participant in one consultation.
type MyData struct {
	Consultation consult.Consultation
	Registration consult.Registration
	Mails        []store.Mail
	Log          []store.Entry
	Views        []consult.View // that came from the same address, drafts and objections too
	Links        []Link         // to them
}

// MyData answers "what do you hold about me".
//
// Faults: Forbidden (no code).
func (d *Desk) MyData(ctx context.Context, l Link, word string) (m MyData, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if m.Registration, err = d.registration(tx, keys.Personal, l); err != nil {
			return err
		}
		if !d.Unlocked(m.Registration, word, tx.Now) {
			return fault.New(fault.Forbidden, "code.needed")
		}
		if m.Consultation, err = tx.Consultation(m.Registration.Consultation); err != nil {
			return err
		}
		if m.Views, err = viewsFrom(tx, m.Consultation.ID.Forum(), m.Registration.Email); err != nil {
			return err
		}
		m.Links = nil
		for _, v := range m.Views {
			m.Links = append(m.Links, d.ViewLink(v))
		}
		m.Mails, err = tx.Mails(store.MailFilter{Registration: string(m.Registration.ID), Limit: 500})
		if err != nil {
			return err
		}
		m.Log, err = tx.AuditOf(consultation(m.Consultation.ID), string(m.Registration.ID), 500)
		return err
	})
	return m, err
}

// Erase removes a participant's personal data. A place that can still be used is
// given up first. What stays says that somebody of a kind was there. The receipt,
// which takes a meeting that lies ahead out of their calendar, is mailed to an
// address that the outbox keeps sealed until it is sent, or given up and purged.
func (d *Desk) Erase(ctx context.Context, l Link, word string) (consult.Registration, error) {
	return d.own(ctx, l, word, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		if err := forgetViews(tx, r.Consultation.Forum(), r.Email); err != nil {
			return err
		}
		p := parcel{Name: r.Name, Email: r.Email, Language: r.Language}
		if r.LeavesWith(s.Ends, tx.Now) {
			p.Calendar = r.Status == consult.Seated
			if err := s.Leave(r, consult.Withdrawn, ""); err != nil {
				return err
			}
			renumber(s, r)
		}
		if err := forget(tx, r, participant); err != nil {
			return err
		}
		data, err := d.pack(string(r.ID), p)
		if err != nil {
			return err
		}
		return tx.Enqueue(store.Mail{Kind: MailErased, Key: fmt.Sprintf("%s|%s|%d", MailErased, r.ID, r.Generation),
			Consultation: string(r.Consultation), Registration: string(r.ID), Sequence: r.Sequence,
			Data: data, Due: tx.Now})
	})
}

// forget takes the personal data out of r and of the mail that waits for it.
func forget(tx *store.Tx, r *consult.Registration, actor string) error {
	if !r.Erased.IsZero() {
		return nil
	}
	if err := tx.ForgetMails(string(r.ID)); err != nil {
		return err
	}
	r.Erase(tx.Now)
	return note(tx, consultation(r.Consultation), actor, "erase", string(r.ID), nil)
}

// A parcel is an address that must outlive its erasure by one mail.
type parcel struct {
	Name     string `json:"name"`
	Email    string `json:"email"`
	Language string `json:"language"`
	Calendar bool   `json:"calendar"` // there is an entry to take out of a calendar
}

func (d *Desk) pack(id string, p parcel) (string, error) {
	b, err := json.Marshal(p)
	if err != nil {
		return "", err
	}
	return encode(d.Keys.Seal(keys.Parcel, id, b)), nil
}

func (d *Desk) unpack(id, data string) (p parcel, err error) {
	b, err := d.decode(id, data)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(b, &p)
}

// encode writes sealed bytes as the text that the outbox keeps.
func encode(sealed []byte) string { return base64.StdEncoding.EncodeToString(sealed) }

// decode opens what encode wrote for an id.
func (d *Desk) decode(id, data string) ([]byte, error) {
	sealed, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil, err
	}
	return d.Keys.Open(keys.Parcel, id, sealed)
}
