package store

import (
	"encoding/json"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// AddRegistration writes a new registration. fault.Conflict when the address
// is registered for the consultation already.
func (tx *Tx) AddRegistration(r consult.Registration) error {
	return tx.change(insertRegistration, registrationRow(r)...)
}

const insertRegistration = `
	insert into registration (id, consultation, name, organisation, kind, email, email_fold,
		capacity, needs, listed, language, via, status, requested, expires, confirmed, place,
		reason, generation, sequence, attended, evaluated, erased)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
		$19, $20, $21, $22, $23)`

// registrationRow gives the values of insertRegistration.
func registrationRow(r consult.Registration) []any {
	return []any{string(r.ID), string(r.Consultation), r.Name, r.Organisation, string(r.Kind),
		r.Email, nullable(account.Fold(r.Email)), r.Capacity, r.Needs, r.Listed, r.Language,
		string(r.Via), string(r.Status), Time(r.Requested), Time(r.Expires), Time(r.Confirmed),
		r.Order, r.Reason, r.Generation, r.Sequence, Time(r.Attended), r.Evaluated,
		Time(r.Erased)}
}

// SaveRegistration writes what has become of a registration. Its consultation,
// how it came in and when it was asked for never change.
func (tx *Tx) SaveRegistration(r consult.Registration) error {
	return tx.mustChange(`
		update registration set name = $2, organisation = $3, kind = $4, email = $5,
			email_fold = $6, capacity = $7, needs = $8, listed = $9, language = $10, via = $11,
			status = $12, requested = $13, expires = $14, confirmed = $15, place = $16,
			reason = $17, generation = $18, sequence = $19, attended = $20, evaluated = $21,
			erased = $22
		where id = $1`,
		string(r.ID), r.Name, r.Organisation, string(r.Kind), r.Email,
		nullable(account.Fold(r.Email)), r.Capacity, r.Needs, r.Listed, r.Language,
		string(r.Via), string(r.Status), Time(r.Requested), Time(r.Expires), Time(r.Confirmed),
		r.Order, r.Reason, r.Generation, r.Sequence, Time(r.Attended), r.Evaluated,
		Time(r.Erased))
}

// Registration gives a registration.
func (tx *Tx) Registration(id consult.RegistrationID) (consult.Registration, error) {
	return one(tx, scanRegistration, selectRegistration+` where id = $1`, string(id))
}

// RegistrationByEmail gives the registration of an address for a consultation, however it is spelt.
func (tx *Tx) RegistrationByEmail(c consult.ID, address string) (consult.Registration, error) {
	return one(tx, scanRegistration, selectRegistration+`
		where consultation = $1 and email_fold = $2`, string(c), account.Fold(address))
}

// A RegistrationFilter chooses registrations of a consultation.
type RegistrationFilter struct {
	Consultation consult.ID
	Status       []consult.Status // any when empty
	Limit        int              // all when 0
	Offset       int
	AfterOrder   int64 // only those confirmed after this place in the order
	Kept         bool  // only those whose personal data has not been erased
}

// Registrations gives those that a filter chooses, by order of confirmation and then of request.
func (tx *Tx) Registrations(f RegistrationFilter) ([]consult.Registration, error) {
	if f.Limit <= 0 {
		f.Limit = 1<<31 - 1
	}
	statuses, err := json.Marshal(f.Status)
	if err != nil {
		return nil, err
	}
	after := f.AfterOrder
	if after == 0 {
		after = -1 // also those that were never confirmed
	}
	return many(tx, scanRegistration, selectRegistration+`
		where consultation = $1 and ($2 = 'null' or $2 like '%"' || status || '"%')
			and place > $5 and ($6 = 0 or erased is null)
		order by place, requested, id limit $3 offset $4`,
		string(f.Consultation), string(statuses), f.Limit, f.Offset, after,
		number(f.Kept))
}

// FirstQueued gives who stands first in the queue of a consultation.
func (tx *Tx) FirstQueued(c consult.ID) (consult.Registration, error) {
	return one(tx, scanRegistration, selectRegistration+`
		where consultation = $1 and status = 'queued' order by place limit 1`, string(c))
}

// QueuePlace gives the place of r in the queue, 1 for who is next; 0 when r is not in it.
func (tx *Tx) QueuePlace(r consult.Registration) (int, error) {
	if r.Status != consult.Queued {
		return 0, nil
	}
	return one(tx, value[int], `
		select count(*) from registration
		where consultation = $1 and status = 'queued' and place <= $2`,
		string(r.Consultation), r.Order)
}

// ExpiredOffers gives the offers that have run out at now, the oldest first.
func (tx *Tx) ExpiredOffers(now time.Time) ([]consult.Registration, error) {
	return many(tx, scanRegistration, selectRegistration+`
		where status = 'offered' and expires <= $1 order by expires, id limit 1000`, Time(now))
}

const selectRegistration = `
	select id, consultation, name, organisation, kind, email, capacity, needs, listed, language,
		via, status, requested, expires, confirmed, place, reason, generation, sequence, attended,
		evaluated, erased
	from registration`

func scanRegistration(row scanner) (r consult.Registration, err error) {
	err = row.Scan(&r.ID, &r.Consultation, &r.Name, &r.Organisation, &r.Kind, &r.Email,
		&r.Capacity, &r.Needs, &r.Listed, &r.Language, &r.Via, &r.Status, at(&r.Requested),
		at(&r.Expires), at(&r.Confirmed), &r.Order, &r.Reason, &r.Generation, &r.Sequence,
		at(&r.Attended), &r.Evaluated, at(&r.Erased))
	return r, err
}

// number gives a yes or no as both engines compare it with a number.
func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
