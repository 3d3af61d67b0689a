package store

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Mail waits in the outbox. It holds references: what it says, and the links
// in it, are made when it is sent.
type Mail struct {
	ID           string
	Key          string // event, recipient, sequence and kind: a mail is queued once; see Enqueue
	Kind         string
	Consultation string
	Registration string
	Person       string
	Invitee      string
	Version      int
	Sequence     int
	Data         string // small JSON without secrets
	Created, Due time.Time
	State        MailState
	Attempts     int
	Lease        time.Time // until when the sender has it to itself
	Sent         time.Time
	Error        string // why the last attempt failed
}

// A MailState is where a mail stands.
type MailState = string

// The states of a mail.
const (
	MailWaiting MailState = "waiting"
	MailSending MailState = "sending"
	MailSent    MailState = "sent"
	MailFailed  MailState = "failed" // for good
)

// Enqueue puts a mail in the outbox, in the transaction of what it tells of.
// The same key again changes nothing and is no failure. No key is needed by a
// mail of which there cannot be a second, since what it tells of has only now come to be.
func (tx *Tx) Enqueue(m Mail) error {
	if m.ID == "" {
		m.ID = NewID(tx.Now)
	}
	if m.Created.IsZero() {
		m.Created = tx.Now
	}
	if m.Due.IsZero() {
		m.Due = m.Created
	}
	return tx.note(`
		insert into outbox (id, key, kind, consultation, registration, person, invitee, version,
			sequence, data, created, due, state, attempts, lease, sent, error)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', 0, null, null, '')
		on conflict (key) where key IS NOT NULL do nothing`,
		m.ID, nullable(m.Key), m.Kind, m.Consultation, m.Registration, m.Person, m.Invitee, m.Version,
		m.Sequence, m.Data, Time(m.Created), Time(m.Due))
}

// Enqueued tells whether a mail with the key has been put in the outbox before.
func (tx *Tx) Enqueued(key string) (bool, error) {
	n, err := one(tx, value[int], `select count(*) from outbox where key = $1`, key)
	return n > 0, err
}

// ForgetMails takes away the mail about a registration that has not gone, and
// what was written down for mail that has.
func (tx *Tx) ForgetMails(registration string) error {
	if err := tx.note(`delete from outbox where registration = $1 and state <> 'sent'`,
		registration); err != nil {
		return err
	}
	return tx.note(`update outbox set data = '' where registration = $1`, registration)
}

// ClaimMail takes up to n mails that are due for the caller alone, until the
// lease runs out: those waiting, and those whose sender has not been heard of.
func (tx *Tx) ClaimMail(n int, lease time.Duration) ([]Mail, error) {
	stale, err := tx.claimMail(`
		update outbox set state = 'sending', attempts = attempts + 1, lease = $1
		where (state, due, id) in (select state, due, id from outbox
			where state = 'sending' and lease <= $2 order by lease limit $3 `+claimed+`)
		returning `+mailColumns, n, lease)
	if err != nil || len(stale) >= n {
		return stale, err
	}
	fresh, err := tx.claimMail(`
		update outbox set state = 'sending', attempts = attempts + 1, lease = $1
		where (state, due, id) in (select state, due, id from outbox
			where state = 'waiting' and due <= $2 order by due, id limit $3 `+claimed+`)
		returning `+mailColumns, n-len(stale), lease)
	return append(stale, fresh...), err
}

func (tx *Tx) claimMail(query string, n int, lease time.Duration) ([]Mail, error) {
	mails, err := many(tx, scanMail, query, Time(tx.Now.Add(lease)), Time(tx.Now), n)
	slices.SortFunc(mails, func(a, b Mail) int { // an update returns rows in any order
		return cmp.Or(a.Due.Compare(b.Due), strings.Compare(a.ID, b.ID))
	})
	return mails, err
}

// MailSent notes that a mail has gone, as it was claimed. What only the
// sending needed is not kept. fault.NotFound when its state or its time is another.
func (tx *Tx) MailSent(m Mail) error {
	return tx.mustNote(`
		update outbox set state = 'sent', sent = $4, lease = null, error = '', data = ''
		where state = $1 and due = $2 and id = $3`, m.State, Time(m.Due), m.ID, Time(tx.Now))
}

// MailFailed notes that a mail could not be sent, as it was claimed: it is
// tried again at next, or never when it is final. fault.NotFound as for MailSent.
func (tx *Tx) MailFailed(m Mail, next time.Time, reason string, final bool) error {
	state := MailWaiting
	if final {
		state = MailFailed
	}
	return tx.mustNote(`
		update outbox set state = $4, due = $5, error = $6, lease = null
		where state = $1 and due = $2 and id = $3`,
		m.State, Time(m.Due), m.ID, state, Time(next), reason)
}

// MailAgain puts a mail that failed for good in line once more, as if it had not
// been tried. fault.NotFound as for MailSent.
func (tx *Tx) MailAgain(m Mail) error {
	return tx.mustNote(`
		update outbox set state = 'waiting', due = $4, attempts = 0, error = ''
		where state = $1 and due = $2 and id = $3`, MailFailed, Time(m.Due), m.ID, Time(tx.Now))
}

// A MailFilter chooses mails. Its zero value is all of them.
type MailFilter struct {
	Consultation string
	Registration string
	Person       string
	Kind         string
	State        MailState
	Limit        int // at most so many; 0 is 1000
}

// Mails gives the mails that a filter chooses, the newest first.
func (tx *Tx) Mails(f MailFilter) ([]Mail, error) {
	if f.Limit <= 0 {
		f.Limit = 1000
	}
	return many(tx, scanMail, `
		select `+mailColumns+` from outbox
		where ($1 = '' or consultation = $1) and ($2 = '' or registration = $2)
			and ($3 = '' or state = $3) and ($4 = '' or person = $4) and ($5 = '' or kind = $5)
		order by id desc limit $6`,
		f.Consultation, f.Registration, f.State, f.Person, f.Kind, f.Limit)
}

// OutboxDepth tells how many mails have not gone yet and how many never will,
// and since when the oldest has waited. What has been tried and is to be tried
// again is due later each time, and has waited since it was made.
func (tx *Tx) OutboxDepth() (waiting, failed int, oldest time.Time, err error) {
	type depth struct {
		waiting, failed int
		oldest          time.Time
	}
	d, err := one(tx, func(row scanner) (d depth, err error) {
		err = row.Scan(&d.waiting, &d.failed, at(&d.oldest))
		return d, err
	}, `
		select
			(select count(*) from outbox where state = 'waiting')
				+ (select count(*) from outbox where state = 'sending'),
			(select count(*) from outbox where state = 'failed'),
			(select min(case when attempts = 0 then due else created end) from outbox
				where state = 'waiting')`)
	return d.waiting, d.failed, d.oldest, err
}

const mailColumns = `id, coalesce(key, ''), kind, consultation, registration, person, invitee,
	version, sequence, data, created, due, state, attempts, lease, sent, error`

func scanMail(row scanner) (m Mail, err error) {
	err = row.Scan(&m.ID, &m.Key, &m.Kind, &m.Consultation, &m.Registration, &m.Person,
		&m.Invitee, &m.Version, &m.Sequence, &m.Data, at(&m.Created), at(&m.Due), &m.State,
		&m.Attempts, at(&m.Lease), at(&m.Sent), &m.Error)
	return m, err
}
