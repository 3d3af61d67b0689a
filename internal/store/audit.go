package store

import "time"

// An Entry is a line of the audit log: who did what to what, and when. It
// holds no personal data: people are named by their IDs.
type Entry struct {
	Aggregate string // what it belongs to: "consultation/…", "body/…"
	Number    int64  // place in the log of the aggregate, from 1; given by the store
	At        time.Time
	Actor     string // account.PersonID, "participant", "anybody", "system"
	Act       string // what was done: "publish", "register" …
	Object    string // ID of what it was done to
	Detail    string // JSON; may be empty
}

// Audit adds a line to the log of an aggregate, in the same transaction as what it tells of.
// The number is given here, and the time where e has none.
func (tx *Tx) Audit(e Entry) error {
	if e.At.IsZero() {
		e.At = tx.Now
	}
	tx.audited = true
	return tx.note(`
		insert into audit (aggregate, number, at, actor, act, object, detail)
		values ($1, (select coalesce(max(number), 0) + 1 from audit where aggregate = $1),
			$2, $3, $4, $5, $6)`,
		e.Aggregate, Time(e.At), e.Actor, e.Act, e.Object, e.Detail)
}

// AuditLog gives the latest lines of an aggregate's log, newest first: at most
// limit, of those before a number (0 for the end of the log).
func (tx *Tx) AuditLog(aggregate string, limit int, before int64) ([]Entry, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	return many(tx, scanEntry, `
		select aggregate, number, at, actor, act, object, detail
		from audit where aggregate = $1 and number < $2
		order by number desc limit $3`, aggregate, before, limit)
}

// AuditOf gives the latest lines of an aggregate's log about one object, newest first.
func (tx *Tx) AuditOf(aggregate, object string, limit int) ([]Entry, error) {
	return many(tx, scanEntry, `
		select aggregate, number, at, actor, act, object, detail
		from audit where aggregate = $1 and object = $2
		order by number desc limit $3`, aggregate, object, limit)
}

func scanEntry(row scanner) (e Entry, err error) {
	err = row.Scan(&e.Aggregate, &e.Number, at(&e.At), &e.Actor, &e.Act, &e.Object, &e.Detail)
	return e, err
}
