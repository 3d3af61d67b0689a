package store

import (
	"fmt"

	"insyn/internal/consult"
)

// A Mark tells whether what is public of a consultation is as it was: it
// changes with each version that is published and when it is cancelled. That of
// a contact point is the same always.
type Mark struct {
	Forum consult.Forum
	Body  string
	Mark  string
	Log   int64 // number of the last line of its audit log: rises with everything that is done
}

// PublicMarks gives a mark of each consultation that is public, in the order
// of their IDs, and of each contact point. It reads no contents, so that it can
// be asked often.
func (tx *Tx) PublicMarks() ([]Mark, error) {
	consultations, err := tx.consultationMarks()
	if err != nil {
		return nil, err
	}
	points, err := many(tx, func(row scanner) (m Mark, err error) {
		err = row.Scan(&m.Body, &m.Log)
		m.Forum = consult.ContactForum(m.Body)
		return m, err
	}, `
		select body, (select coalesce(max(number), 0) from audit where aggregate = $1 || p.body)
		from contact_point p order by body`, contactFrom)
	return append(consultations, points...), err
}

func (tx *Tx) consultationMarks() ([]Mark, error) {
	return many(tx, func(row scanner) (m Mark, err error) {
		var id consult.ID
		var published, summary, sequence int
		var called bool
		err = row.Scan(&id, &m.Body, &published, &summary, &sequence, &called, &m.Log)
		m.Forum, m.Mark = id.Forum(), fmt.Sprintf("%d.%d.%d.%t", published, summary, sequence, called)
		return m, err
	}, `
		select id, body, published, summary, sequence, cancelled is not null,
			(select coalesce(max(number), 0) from audit where aggregate = $1 || c.id)
		from consultation c where published > 0 order by id`, string(consult.ID("").Forum()))
}

// AuditSince gives the lines of an aggregate's log after a number, the oldest
// first: at most limit.
func (tx *Tx) AuditSince(aggregate string, after int64, limit int) ([]Entry, error) {
	return many(tx, scanEntry, `
		select aggregate, number, at, actor, act, object, detail
		from audit where aggregate = $1 and number > $2
		order by number limit $3`, aggregate, after, limit)
}
