package store

import (
	"insyn/internal/consult"
)

// Unhanded names the versions of views of a forum that have not been handed
// over to the register of the body, in the order in which they came.
func (tx *Tx) Unhanded(f consult.Forum, limit int) ([]ViewPart, error) {
	return many(tx, scanPart, `
		select w.view, w.number from view_version w join view v on v.id = w.view
		where v.forum = $1 and w.handed = ''
		order by w.at, v.number, w.number limit $2`, string(f), limit)
}

// HandedWith names the versions that went with a hand-over.
func (tx *Tx) HandedWith(f consult.Forum, id string) ([]ViewPart, error) {
	return many(tx, scanPart, `
		select w.view, w.number from view_version w join view v on v.id = w.view
		where v.forum = $1 and w.handed = $2
		order by w.at, v.number, w.number`, string(f), id)
}

// A HandoverCount is a hand-over that has been made, with how many documents.
type HandoverCount struct {
	ID    string
	Count int
}

// Handovers lists the hand-overs of a forum, the latest first.
func (tx *Tx) Handovers(f consult.Forum) ([]HandoverCount, error) {
	return many(tx, func(row scanner) (h HandoverCount, err error) {
		err = row.Scan(&h.ID, &h.Count)
		return h, err
	}, `
		select w.handed, count(*) from view_version w join view v on v.id = w.view
		where v.forum = $1 and w.handed <> ''
		group by w.handed order by w.handed desc`, string(f))
}

// MarkHanded notes with which hand-over a version went. fault.NotFound when it
// went with another before.
func (tx *Tx) MarkHanded(p ViewPart, id string) error {
	return tx.mustChange(`
		update view_version set handed = $3 where view = $1 and number = $2 and handed = ''`,
		string(p.View), p.Number, id)
}

// SetRegister notes the number that the register of the body gave a version.
func (tx *Tx) SetRegister(p ViewPart, number string) error {
	return tx.mustChange(`update view_version set register = $3 where view = $1 and number = $2`,
		string(p.View), p.Number, number)
}

// ForgetSenders takes from the views of a forum what is known of their senders
// as persons, and tells of how many: the address, and the name of who did not
// ask to have it shown, once the version has been handed over to the register.
func (tx *Tx) ForgetSenders(f consult.Forum) (int, error) {
	rows, err := tx.act(`
		update view set email = '', erased = $2,
			name = case when shown or exists (select 1 from view_version w
				where w.view = view.id and w.handed = '') then name else '' end
		where forum = $1 and number > 0 and erased is null and email <> ''`, string(f), Time(tx.Now))
	return int(rows), err
}
