package store

import (
	"crypto/rand"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// AddInvitee writes a personal invitation. fault.Conflict when the address is
// invited to the consultation already.
func (tx *Tx) AddInvitee(v consult.Invitee) error {
	return tx.change(`
		insert into invitee (id, consultation, organisation, name, email, email_fold, kind, added,
			sent, declined, registration, generation)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		string(v.ID), string(v.Consultation), v.Organisation, v.Name, v.Email,
		nullable(account.Fold(v.Email)), string(v.Kind), Time(v.Added), Time(v.Sent),
		Time(v.Declined), string(v.Registration), v.Generation)
}

// SaveInvitee writes what has become of a personal invitation.
func (tx *Tx) SaveInvitee(v consult.Invitee) error {
	return tx.mustChange(`
		update invitee set organisation = $2, name = $3, email = $4, email_fold = $5, kind = $6,
			sent = $7, declined = $8, registration = $9, generation = $10
		where id = $1`,
		string(v.ID), v.Organisation, v.Name, v.Email, nullable(account.Fold(v.Email)),
		string(v.Kind), Time(v.Sent), Time(v.Declined), string(v.Registration), v.Generation)
}

// Invitee gives a personal invitation.
func (tx *Tx) Invitee(id consult.InviteeID) (consult.Invitee, error) {
	return one(tx, scanInvitee, selectInvitee+` where id = $1`, string(id))
}

// InviteeByEmail gives the personal invitation of an address to a consultation.
func (tx *Tx) InviteeByEmail(c consult.ID, address string) (consult.Invitee, error) {
	return one(tx, scanInvitee, selectInvitee+` where consultation = $1 and email_fold = $2`,
		string(c), account.Fold(address))
}

// Invitees gives the personal invitations to a consultation in the order of the alphabet.
func (tx *Tx) Invitees(c consult.ID) ([]consult.Invitee, error) {
	return many(tx, scanInvitee, selectInvitee+` where consultation = $1
		order by organisation collate sv, name collate sv, id`, string(c))
}

const selectInvitee = `
	select id, consultation, organisation, name, email, kind, added, sent, declined, registration,
		generation
	from invitee`

func scanInvitee(row scanner) (v consult.Invitee, err error) {
	err = row.Scan(&v.ID, &v.Consultation, &v.Organisation, &v.Name, &v.Email, &v.Kind,
		at(&v.Added), at(&v.Sent), at(&v.Declined), &v.Registration, &v.Generation)
	return v, err
}

// AddEvaluation keeps one participant's answers, without a time and without a
// tie to the person. Its key is random: not even the order of arrival is kept.
func (tx *Tx) AddEvaluation(c consult.ID, e consult.Evaluation) error {
	return tx.change(`
		insert into evaluation (consultation, id, spoke, understood, matters)
		values ($1, $2, $3, $4, $5)`,
		string(c), rand.Text(), int(e.Spoke), int(e.Understood), int(e.Matters))
}

// Evaluations gives the answers of a consultation, in no order that means anything.
func (tx *Tx) Evaluations(c consult.ID) ([]consult.Evaluation, error) {
	return many(tx, func(row scanner) (e consult.Evaluation, err error) {
		err = row.Scan(&e.Spoke, &e.Understood, &e.Matters)
		return e, err
	}, `select spoke, understood, matters from evaluation where consultation = $1 order by id`,
		string(c))
}
