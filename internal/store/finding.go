package store

import (
	"fmt"

	"insyn/internal/consult"
)

// A Mark tells whether what is public of a consultation is as it was: it
// changes with each version that is published and when it is cancelled.
type Mark struct {
	ID   consult.ID
	Body string
	Mark string
}

// PublicMarks gives a mark of each consultation that is public, in the order
// of their IDs. It reads no contents, so that it can be asked often.
func (tx *Tx) PublicMarks() ([]Mark, error) {
	return many(tx, func(row scanner) (m Mark, err error) {
		var published, summary, sequence int
		var called bool
		err = row.Scan(&m.ID, &m.Body, &published, &summary, &sequence, &called)
		m.Mark = fmt.Sprintf("%d.%d.%d.%t", published, summary, sequence, called)
		return m, err
	}, `
		select id, body, published, summary, sequence, cancelled is not null
		from consultation where published > 0 order by id`)
}
