package store

import (
	"time"

	"insyn/internal/consult"
)

// Remains counts the personal data that is still kept of a consultation.
func (tx *Tx) Remains(c consult.ID) (consult.Remains, error) {
	return one(tx, func(row scanner) (r consult.Remains, err error) {
		err = row.Scan(&r.Requests, &r.Needs, &r.People, &r.Invitees, &r.Senders)
		return r, err
	}, `
		select
			count(*) filter (where status = 'requested'),
			count(*) filter (where needs <> ''),
			count(*) filter (where status <> 'requested' and erased is null),
			(select count(*) from invitee where consultation = $1),
			(select count(*) from view where forum = $2 and number > 0 and email <> '')
		from registration where consultation = $1`, string(c), string(c.Forum()))
}

// StaleRequests gives the registrations whose address was not proven in time.
// Every registration is read for it, so it is not for a transaction that writes.
func (tx *Tx) StaleRequests(now time.Time) ([]consult.RegistrationID, error) {
	return many(tx, value[consult.RegistrationID], `
		select id from registration where status = 'requested' and expires <= $1 order by id`,
		Time(now))
}

// PurgeRequests deletes those of some registrations whose address is still
// unproven, and tells how many went of each consultation.
func (tx *Tx) PurgeRequests(stale []consult.RegistrationID, now time.Time) (map[consult.ID]int, error) {
	counts := map[consult.ID]int{}
	for _, id := range stale {
		gone, err := many(tx, value[consult.ID], `
			delete from registration where id = $1 and status = 'requested' and expires <= $2
			returning consultation`, string(id), Time(now))
		if err != nil {
			return nil, err
		}
		for _, c := range gone {
			counts[c]++
		}
	}
	if len(counts) > 0 {
		tx.acted, tx.shown = true, true
	}
	return counts, nil
}

// PurgeMail deletes the mails that were sent, or given up, before a moment,
// and tells how many went of each consultation. An invitation that was given up
// stays as long as whom it was for: it says that this one was not reached.
func (tx *Tx) PurgeMail(before time.Time) (map[consult.ID]int, error) {
	return tx.purge(`
		delete from outbox
		where state = 'sent' and sent <= $1 or state = 'failed' and due <= $1
			and not exists (select 1 from invitee v where v.id = outbox.invitee)
		returning consultation`, before)
}

func (tx *Tx) purge(query string, before time.Time) (map[consult.ID]int, error) {
	gone, err := many(tx, value[consult.ID], query, Time(before))
	counts := map[consult.ID]int{}
	for _, c := range gone {
		counts[c]++
	}
	if len(gone) > 0 {
		tx.acted, tx.shown = true, true
	}
	return counts, err
}

// PurgeNeeds deletes what the participants of a consultation told of their
// needs, and tells how many had told something.
func (tx *Tx) PurgeNeeds(c consult.ID) (int, error) {
	rows, err := tx.act(`
		update registration set needs = '' where consultation = $1 and needs <> ''`, string(c))
	return int(rows), err
}

// PurgeInvitees deletes the personal invitations to a consultation and tells how many there were.
func (tx *Tx) PurgeInvitees(c consult.ID) (int, error) {
	rows, err := tx.act(`delete from invitee where consultation = $1`, string(c))
	return int(rows), err
}

// ConsultationsToPurge gives the consultations of which something is kept
// whose time has come at now: needs, or people and those invited.
func (tx *Tx) ConsultationsToPurge(now time.Time) ([]consult.ID, error) {
	return many(tx, value[consult.ID], `
		select id from consultation c
		where keep_needs <= $1 and exists (select 1 from registration r
				where r.consultation = c.id and r.needs <> '')
			or keep_people <= $1 and (exists (select 1 from registration r
				where r.consultation = c.id and r.status <> 'requested' and r.erased is null)
				or exists (select 1 from invitee v where v.consultation = c.id))
		order by id`, Time(now))
}

// AddPurge keeps the receipt of a deletion.
func (tx *Tx) AddPurge(p consult.Purge) error {
	return tx.change(`
		insert into purge (id, consultation, body, at, what, count) values ($1, $2, $3, $4, $5, $6)`,
		NewID(tx.Now), string(p.Consultation), p.Body, Time(p.At), p.What, p.Count)
}

// Purges gives the receipts of what was deleted of a consultation, the newest first.
func (tx *Tx) Purges(c consult.ID) ([]consult.Purge, error) {
	return many(tx, scanPurge, selectPurge+` where consultation = $1 order by id desc`, string(c))
}

const selectPurge = `select consultation, body, at, what, count from purge`

func scanPurge(row scanner) (p consult.Purge, err error) {
	err = row.Scan(&p.Consultation, &p.Body, at(&p.At), &p.What, &p.Count)
	return p, err
}
