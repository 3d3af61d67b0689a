package store

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// Seating gives the fact sheet on which the seats of a consultation are decided.
func (tx *Tx) Seating(id consult.ID) (consult.Seating, error) {
	s, _, err := tx.SeatingFor(id, "")
	return s, err
}

// SeatingFor gives the fact sheet and, in the same question, who is registered
// under an address there, however it is spelt: the ID (empty where nobody is),
// consultation, status and numbers of the registration, and nothing personal.
func (tx *Tx) SeatingFor(id consult.ID, address string) (consult.Seating, consult.Registration, error) {
	f, err := one(tx, scanFacts, `
		select s.published, s.cancelled, s.opens, s.closes, s.starts, s.ends, s.capacity, s.taken,
			s.last_order, s.waiting, s.screening, s.offer,
			(select sequence from consultation where id = $1), coalesce(r.id, ''),
			coalesce(r.status, ''), coalesce(r.generation, 0), coalesce(r.sequence, 0)
		from seating s
			left join registration r on r.consultation = s.consultation and r.email_fold = $2
		where s.consultation = $1`, string(id), nullable(account.Fold(address)))
	f.known.Consultation = id
	return f.sheet, f.known, err
}

// facts are a fact sheet and who is known already.
type facts struct {
	sheet consult.Seating
	known consult.Registration
}

func scanFacts(row scanner) (f facts, err error) {
	var offer int64
	s, r := &f.sheet, &f.known
	err = row.Scan(&s.Published, &s.Cancelled, at(&s.Opens), at(&s.Closes), at(&s.Starts),
		at(&s.Ends), &s.Capacity, &s.Taken, &s.Order, &s.Waiting, &s.Screening, &offer,
		&s.Sequence, &r.ID, &r.Status, &r.Generation, &r.Sequence)
	s.Offer = time.Duration(offer)
	return f, err
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
