package store

import (
	"errors"

	"insyn/internal/consult"
	"insyn/internal/fault"
)

// AddVersion writes a new draft. Its number is the one after the last, or
// fault.Conflict. The counter Saved starts at 1.
func (tx *Tx) AddVersion(v consult.Version) error {
	content, err := paper(v)
	if err != nil {
		return err
	}
	last, err := one(tx, value[int], `
		select coalesce(max(number), 0) from version where consultation = $1 and paper = $2`,
		string(v.Consultation), string(v.Paper))
	if err != nil {
		return err
	}
	if v.Number != last+1 {
		return stale(nil)
	}
	if err := tx.change(`
		insert into version (consultation, paper, number, saved, content, author, edited, reason,
			asked, asked_by, approved, published)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		string(v.Consultation), string(v.Paper), v.Number, max(v.Saved, 1), content, v.Author,
		Time(v.Edited), v.Reason, Time(v.Asked), v.AskedBy, v.Approved, Time(v.Published),
	); err != nil {
		return err
	}
	return tx.follow(v)
}

// SaveVersion saves a draft again. Saved must be what is stored, so that one
// editor cannot undo another unseen; it is stored as Saved+1. fault.Conflict
// ("version.conflict") when it is not, or when the version is published.
func (tx *Tx) SaveVersion(v consult.Version) error {
	content, err := paper(v)
	if err != nil {
		return err
	}
	rows, err := tx.act(`
		update version set saved = saved + 1, content = $5, author = $6, edited = $7, reason = $8,
			asked = $9, asked_by = $10
		where consultation = $1 and paper = $2 and number = $3 and saved = $4
			and published is null`,
		string(v.Consultation), string(v.Paper), v.Number, v.Saved, content, v.Author,
		Time(v.Edited), v.Reason, Time(v.Asked), v.AskedBy)
	if err != nil {
		return err
	}
	if rows == 0 {
		_, err := tx.Version(v.Consultation, v.Paper, v.Number)
		return stale(err)
	}
	return tx.follow(v)
}

// PublishVersion seals a draft: who approved it, why it changed, and when it became public.
// It can never be saved again. fault.Conflict when it is public already, or
// when somebody has saved it since it was read.
func (tx *Tx) PublishVersion(v consult.Version) error {
	rows, err := tx.act(`
		update version set approved = $5, published = $6, reason = $7
		where consultation = $1 and paper = $2 and number = $3 and saved = $4
			and published is null`,
		string(v.Consultation), string(v.Paper), v.Number, v.Saved, v.Approved,
		Time(v.Published), v.Reason)
	if err == nil && rows == 0 {
		_, err := tx.Version(v.Consultation, v.Paper, v.Number)
		return stale(err)
	}
	return err
}

// DropDraft deletes a draft that was withdrawn. fault.Conflict when it is public.
func (tx *Tx) DropDraft(c consult.ID, p consult.Paper, n int) error {
	rows, err := tx.act(`
		delete from version
		where consultation = $1 and paper = $2 and number = $3 and published is null`,
		string(c), string(p), n)
	if err != nil {
		return err
	}
	if rows == 0 {
		_, err := tx.Version(c, p, n)
		return stale(err)
	}
	return tx.follow(consult.Version{Consultation: c, Paper: p})
}

// stale is the failure of who writes what somebody else has changed. A version
// that is not there at all is that failure instead.
func stale(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "version.conflict")
}

// follow lets lists and seats of a consultation that is not public yet follow its draft.
func (tx *Tx) follow(v consult.Version) error {
	if v.Paper != consult.Invitation {
		return nil
	}
	c, err := tx.Consultation(v.Consultation)
	if err != nil || c.Published > 0 {
		return err
	}
	return tx.derive(c)
}

// Version gives a version of a paper.
func (tx *Tx) Version(c consult.ID, p consult.Paper, n int) (consult.Version, error) {
	return one(tx, scanVersion, `
		select consultation, paper, number, saved, content, author, edited, reason, asked,
			asked_by, approved, published
		from version where consultation = $1 and paper = $2 and number = $3`,
		string(c), string(p), n)
}

// Versions gives every version of a paper, the first first.
func (tx *Tx) Versions(c consult.ID, p consult.Paper) ([]consult.Version, error) {
	return many(tx, scanVersion, `
		select consultation, paper, number, saved, content, author, edited, reason, asked,
			asked_by, approved, published
		from version where consultation = $1 and paper = $2 order by number`,
		string(c), string(p))
}

// OpenDraft gives the newest version of a paper if it is not public: the one to go on with.
func (tx *Tx) OpenDraft(c consult.ID, p consult.Paper) (consult.Version, error) {
	return one(tx, scanVersion, `
		select consultation, paper, number, saved, content, author, edited, reason, asked,
			asked_by, approved, published
		from version where consultation = $1 and paper = $2 and published is null
		order by number desc limit 1`,
		string(c), string(p))
}

// LastPublished gives the latest version of a paper that is public.
func (tx *Tx) LastPublished(c consult.ID, p consult.Paper) (consult.Version, error) {
	return one(tx, scanVersion, `
		select consultation, paper, number, saved, content, author, edited, reason, asked,
			asked_by, approved, published
		from version where consultation = $1 and paper = $2 and published is not null
		order by number desc limit 1`,
		string(c), string(p))
}

// paper gives the JSON text of what a version says.
func paper(v consult.Version) (string, error) {
	switch v.Paper {
	case consult.Invitation:
		return packed(v.Content)
	case consult.Report, consult.SummaryDraft:
		return packed(v.Summary)
	}
	return "", errors.New("store: no paper is called " + string(v.Paper))
}

func scanVersion(row scanner) (v consult.Version, err error) {
	var content string
	if err := row.Scan(&v.Consultation, &v.Paper, &v.Number, &v.Saved, &content, &v.Author,
		at(&v.Edited), &v.Reason, at(&v.Asked), &v.AskedBy, &v.Approved, at(&v.Published),
	); err != nil {
		return v, err
	}
	if v.Paper != consult.Invitation {
		return v, unpack(content, &v.Summary)
	}
	return v, unpack(content, &v.Content)
}
