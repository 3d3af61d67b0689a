package store

import (
	"time"

	"insyn/internal/consult"
)

// caseOver chooses the cases of a contact point ($1) that ended before a moment
// ($2): by an answer, by a withdrawal, or because they were no case.
const caseOver = `forum = $1 and number > 0 and exists (select 1 from duty d
	where d.view = view.id and not d.open and coalesce(d.answered, d.ended) <= $2)`

// caseNamed chooses the cases whose sender's name nothing has to keep: it is
// not shown, and the body's own register has the record copy.
const caseNamed = `name <> '' and not shown and not exists (select 1 from view_version w
	where w.view = view.id and w.handed = '')`

// ForgetCaseAddresses takes the addresses out of the cases of a contact point
// that ended before a moment, and tells of how many.
func (tx *Tx) ForgetCaseAddresses(f consult.Forum, before time.Time) (int, error) {
	rows, err := tx.act(`update view set email = '' where email <> '' and `+caseOver,
		string(f), Time(before))
	return int(rows), err
}

// ForgetCaseNames takes the names of senders out of the cases of a contact point
// that ended before a moment, where nothing has to keep them, and tells of how many.
func (tx *Tx) ForgetCaseNames(f consult.Forum, before time.Time) (int, error) {
	rows, err := tx.act(`update view set name = '' where `+caseNamed+` and `+caseOver,
		string(f), Time(before))
	return int(rows), err
}

// ContactPointsToPurge gives the contact points that keep something of a sender
// whose time has come at now.
func (tx *Tx) ContactPointsToPurge(now time.Time) (due []consult.ContactPoint, err error) {
	all, err := many(tx, scanContactPoint, `
		select body, open, opened, keep from contact_point order by body`)
	for _, p := range all {
		kept, err := one(tx, value[int64], `
			select count(*) from view where (email <> '' or `+caseNamed+`) and `+caseOver,
			string(consult.ContactForum(p.Body)), Time(p.ForgetBefore(now)))
		if err != nil {
			return nil, err
		}
		if kept > 0 {
			due = append(due, p)
		}
	}
	return due, err
}

// CasePurges gives the receipts of what was deleted of the cases of a body, the newest first.
func (tx *Tx) CasePurges(body string) ([]consult.Purge, error) {
	return many(tx, scanPurge, selectPurge+` where body = $1 order by id desc`, body)
}
