package store

import (
	"insyn/internal/account"
	"insyn/internal/consult"
)

// AddInvitee puts somebody on the list of those invited in person. Conflict
// when the address is on it already.
func (tx *Tx) AddInvitee(v consult.Invitee) error {
	return just(tx.act(`
		insert into invitee (id, consultation, organisation, name, email, email_fold, kind, added,
			sent, declined, registration, generation)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		string(v.ID), string(v.Consultation), v.Organisation, v.Name, v.Email, account.Fold(v.Email),
		string(v.Kind), Time(v.Added), Time(v.Sent), Time(v.Declined), string(v.Registration), v.Generation))
}

// SaveInvitee writes an invitation over.
func (tx *Tx) SaveInvitee(v consult.Invitee) error {
	return must(tx.act(`
		update invitee set organisation = $2, name = $3, kind = $4, sent = $5, declined = $6,
			registration = $7, generation = $8
		where id = $1`,
		string(v.ID), v.Organisation, v.Name, string(v.Kind), Time(v.Sent), Time(v.Declined),
		string(v.Registration), v.Generation))
}

// Invitee gives an invitation.
func (tx *Tx) Invitee(id consult.InviteeID) (consult.Invitee, error) {
	return one(tx, scanInvitee, selectInvitee+` where id = $1`, string(id))
}

// InviteeByEmail gives the invitation of an address.
func (tx *Tx) InviteeByEmail(c consult.ID, address string) (consult.Invitee, error) {
	return one(tx, scanInvitee, selectInvitee+` where consultation = $1 and email_fold = $2`,
		string(c), account.Fold(address))
}

// Invitees gives everybody on the list of a consultation, by organisation and name.
func (tx *Tx) Invitees(c consult.ID) ([]consult.Invitee, error) {
	return many(tx, scanInvitee, selectInvitee+`
		where consultation = $1 order by organisation collate sv, name collate sv, id`, string(c))
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
