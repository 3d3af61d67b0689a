package store

import (
	"crypto/rand"
	"time"

	"insyn/internal/consult"
)

// AddEvaluation keeps somebody's answers under a random key, without a time or a person.
func (tx *Tx) AddEvaluation(c consult.ID, e consult.Evaluation) error {
	return just(tx.act(`
		insert into evaluation (consultation, id, spoke, understood, matters)
		values ($1, $2, $3, $4, $5)`,
		string(c), rand.Text(), int(e.Spoke), int(e.Understood), int(e.Matters)))
}

// Evaluations gives all answers, in no order that says anything.
func (tx *Tx) Evaluations(c consult.ID) ([]consult.Evaluation, error) {
	return many(tx, func(row scanner) (e consult.Evaluation, err error) {
		err = row.Scan(&e.Spoke, &e.Understood, &e.Matters)
		return e, err
	}, `select spoke, understood, matters from evaluation where consultation = $1 order by id`, string(c))
}

// Remains counts the personal data that is still kept of a consultation.
func (tx *Tx) Remains(c consult.ID) (consult.Remains, error) {
	return one(tx, func(row scanner) (r consult.Remains, err error) {
		err = row.Scan(&r.Requests, &r.Needs, &r.People, &r.Invitees)
		return r, err
	}, `
		select
			(select count(*) from registration where consultation = $1 and status = 'requested'),
			(select count(*) from registration where consultation = $1 and needs <> ''),
			(select count(*) from registration
				where consultation = $1 and status <> 'requested' and erased is null),
			(select count(*) from invitee where consultation = $1)`, string(c))
}

// PurgeRequests deletes registrations whose address was not proven in time,
// and tells how many of each consultation.
func (tx *Tx) PurgeRequests(now time.Time) (map[consult.ID]int, error) {
	gone, err := many(tx, value[string], `
		delete from registration where status = 'requested' and expires <= $1
		returning consultation`, Time(now))
	if err != nil {
		return nil, err
	}
	count := map[consult.ID]int{}
	for _, c := range gone {
		count[consult.ID(c)]++
	}
	tx.changed += int64(len(gone))
	tx.acted = tx.acted || len(gone) > 0
	return count, nil
}

// PurgeNeeds deletes what participants told of their needs.
func (tx *Tx) PurgeNeeds(c consult.ID) (int, error) {
	n, err := tx.act(`update registration set needs = '' where consultation = $1 and needs <> ''`, string(c))
	return int(n), err
}

// PurgeInvitees deletes the list of those invited.
func (tx *Tx) PurgeInvitees(c consult.ID) (int, error) {
	n, err := tx.act(`delete from invitee where consultation = $1`, string(c))
	return int(n), err
}

// AddPurge keeps the receipt of a deletion.
func (tx *Tx) AddPurge(p consult.Purge) error {
	return just(tx.act(`
		insert into purge (id, consultation, at, what, count) values ($1, $2, $3, $4, $5)`,
		NewID(tx.Now), string(p.Consultation), Time(p.At), p.What, p.Count))
}

// Purges gives the receipts of a consultation, the newest first.
func (tx *Tx) Purges(c consult.ID) ([]consult.Purge, error) {
	return many(tx, func(row scanner) (p consult.Purge, err error) {
		err = row.Scan(&p.Consultation, at(&p.At), &p.What, &p.Count)
		return p, err
	}, `select consultation, at, what, count from purge where consultation = $1 order by id desc`, string(c))
}
