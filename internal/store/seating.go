package store

import (
	"time"

	"insyn/internal/consult"
)

// Seating gives the fact sheet on which the seats of a consultation are decided.
func (tx *Tx) Seating(id consult.ID) (consult.Seating, error) {
	return one(tx, scanSeating, `
		select s.published, s.cancelled, s.opens, s.closes, s.starts, s.ends, s.capacity, s.taken,
			s.last_order, s.waiting, s.screening, s.offer, c.sequence
		from seating s join consultation c on c.id = s.consultation
		where s.consultation = $1`, string(id))
}

func scanSeating(row scanner) (s consult.Seating, err error) {
	var offer int64
	err = row.Scan(&s.Published, &s.Cancelled, at(&s.Opens), at(&s.Closes), at(&s.Starts),
		at(&s.Ends), &s.Capacity, &s.Taken, &s.Order, &s.Waiting, &s.Screening, &offer, &s.Sequence)
	s.Offer = time.Duration(offer)
	return s, err
}

// SaveSeating writes what decisions change: seats taken, the order given last,
// those waiting. The rest of the sheet is the consultation's own.
func (tx *Tx) SaveSeating(id consult.ID, s consult.Seating) error {
	return tx.mustChange(`
		update seating set taken = $2, last_order = $3, waiting = $4 where consultation = $1`,
		string(id), s.Taken, s.Order, s.Waiting)
}

// SetMeetingLink keeps the sealed meeting link of a consultation; none when sealed is empty.
func (tx *Tx) SetMeetingLink(c consult.ID, sealed []byte) error {
	if len(sealed) == 0 {
		return tx.change(`delete from meeting_link where consultation = $1`, string(c))
	}
	return tx.change(`
		insert into meeting_link (consultation, sealed) values ($1, $2)
		on conflict (consultation) do update set sealed = excluded.sealed`, string(c), sealed)
}

// MeetingLink gives the sealed meeting link of a consultation.
func (tx *Tx) MeetingLink(c consult.ID) (sealed []byte, err error) {
	return one(tx, value[[]byte],
		`select sealed from meeting_link where consultation = $1`, string(c))
}
