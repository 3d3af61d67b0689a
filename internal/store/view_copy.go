package store

import (
	"time"

	"insyn/internal/consult"
)

// PublishCopy puts the published copy of a view in the place of the one before
// it, whose text stays as an earlier edition. Its edition is given here.
func (tx *Tx) PublishCopy(c consult.Copy) error {
	excerpt, err := packed(c.Subject.Excerpt)
	if err != nil {
		return err
	}
	sender, err := packed(c.Sender)
	if err != nil {
		return err
	}
	pieces, err := packed(c.Pieces)
	if err != nil {
		return err
	}
	files, err := packed(c.Files)
	if err != nil {
		return err
	}
	if err := tx.change(`update view_copy set current = $2 where view = $1 and current`,
		string(c.View), false); err != nil {
		return err
	}
	return tx.change(`
		insert into view_copy (view, edition, forum, number, version, sort, about, about_id,
			excerpt, sender, via, sent, pieces, files, published_by, at, removed, current)
		select $1, coalesce(max(edition), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
			$13, $14, $15, null, $16
		from view_copy where view = $1`,
		string(c.View), string(c.Forum), c.Number, c.Version, string(c.Sort),
		string(c.Subject.About), c.Subject.ID, excerpt, sender, string(c.Via), Time(c.Sent),
		pieces, files, c.By, Time(c.At), true)
}

// RemoveCopies takes every published copy of a view away: nothing is left of
// text, sender and files but that there was one.
func (tx *Tx) RemoveCopies(id consult.ViewID, now time.Time) error {
	if err := tx.change(`delete from view_copy_file where view = $1`, string(id)); err != nil {
		return err
	}
	return tx.change(`
		update view_copy set pieces = '[]', files = '[]', sender = '{}', excerpt = '{}',
			removed = $2, current = $3
		where view = $1 and removed is null`, string(id), Time(now), false)
}

// A CopyFilter chooses published copies of a forum.
type CopyFilter struct {
	Forum  consult.Forum
	About  string // ID of the question or material; "" for all
	Sort   consult.Sort
	After  int64 // numbers above it
	Before int64 // numbers below it, the newest first; 0 for the oldest first
	Limit  int   // 100 when 0
}

// Copies gives what everybody can read of the views of a forum, in the order
// in which they came.
func (tx *Tx) Copies(f CopyFilter) ([]consult.Copy, error) {
	if f.Limit <= 0 {
		f.Limit = 100
	}
	if f.Before > 0 {
		return many(tx, scanCopy, selectCopy+`
			where forum = $1 and current and number < $2 and ($3 = '' or about_id = $3)
				and ($4 = '' or sort = $4)
			order by number desc limit $5`, string(f.Forum), f.Before, f.About, string(f.Sort), f.Limit)
	}
	return many(tx, scanCopy, selectCopy+`
		where forum = $1 and current and number > $2 and ($3 = '' or about_id = $3)
			and ($4 = '' or sort = $4)
		order by number limit $5`, string(f.Forum), f.After, f.About, string(f.Sort), f.Limit)
}

// CopiesOf gives what everybody can read of the views of a sort in a forum, in
// the order in which they came.
func (tx *Tx) CopiesOf(f consult.Forum, sort consult.Sort) ([]consult.Copy, error) {
	return many(tx, scanCopy, selectCopy+`
		where forum = $1 and sort = $2 and current order by number`, string(f), string(sort))
}

// Copy gives the published copy of the view with a number in a forum.
func (tx *Tx) Copy(f consult.Forum, number int64) (consult.Copy, error) {
	return one(tx, scanCopy, selectCopy+` where forum = $1 and number = $2 and current`,
		string(f), number)
}

// CopyOf gives the published copy of a view.
func (tx *Tx) CopyOf(id consult.ViewID) (consult.Copy, error) {
	return one(tx, scanCopy, selectCopy+` where view = $1 and current`, string(id))
}

// CopyEdition gives an edition of the published copy of a view.
func (tx *Tx) CopyEdition(id consult.ViewID, edition int) (consult.Copy, error) {
	return one(tx, scanCopy, selectCopy+` where view = $1 and edition = $2 and removed is null`,
		string(id), edition)
}

// Editions gives the numbers of the editions of a view that are not removed.
func (tx *Tx) Editions(id consult.ViewID) ([]int, error) {
	return many(tx, value[int], `
		select edition from view_copy where view = $1 and removed is null order by edition`,
		string(id))
}

// CountCopies counts the published copies of a forum by what they are about:
// the ID of a question or material, "" for the whole.
func (tx *Tx) CountCopies(f consult.Forum) (map[string]int, error) {
	type row struct {
		about string
		n     int
	}
	rows, err := many(tx, func(s scanner) (r row, err error) {
		err = s.Scan(&r.about, &r.n)
		return r, err
	}, `
		select about_id, count(*) from view_copy where forum = $1 and current
		group by about_id order by about_id`, string(f))
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.about] = r.n
	}
	return counts, err
}

const selectCopy = `
	select view, edition, forum, number, version, sort, about, about_id, excerpt, sender, via,
		sent, pieces, files, published_by, at, removed
	from view_copy`

func scanCopy(row scanner) (c consult.Copy, err error) {
	var excerpt, sender, pieces, files string
	if err = row.Scan(&c.View, &c.Edition, &c.Forum, &c.Number, &c.Version, &c.Sort,
		&c.Subject.About, &c.Subject.ID, &excerpt, &sender, &c.Via, at(&c.Sent), &pieces, &files,
		&c.By, at(&c.At), at(&c.Removed)); err != nil {
		return c, err
	}
	for _, part := range []struct {
		text string
		into any
	}{{excerpt, &c.Subject.Excerpt}, {sender, &c.Sender}, {pieces, &c.Pieces}, {files, &c.Files}} {
		if err = unpack(part.text, part.into); err != nil {
			return c, err
		}
	}
	return c, nil
}

// ModerationLog counts what moderation has come to in a forum.
func (tx *Tx) ModerationLog(f consult.Forum) (consult.ModerationLog, error) {
	log, err := one(tx, func(row scanner) (l consult.ModerationLog, err error) {
		err = row.Scan(&l.Received, &l.Waiting, &l.Published, &l.Withdrawn, &l.Appeals, &l.Upheld,
			&l.Masked)
		return l, err
	}, `
		select count(*),
			count(*) filter (where waits),
			count(*) filter (where verdict = 'publish' and withdrawn is null),
			count(*) filter (where withdrawn is not null),
			count(*) filter (where on_appeal),
			count(*) filter (where on_appeal and verdict = 'withhold'),
			(select count(*) from view_copy where forum = $1 and current
				and pieces like '%"ground"%')
		from view where forum = $1 and number > 0`, string(f))
	if err != nil {
		return log, err
	}
	log.Withheld, err = many(tx, func(row scanner) (r consult.ReasonCount, err error) {
		err = row.Scan(&r.Reason, &r.Count)
		return r, err
	}, `
		select reason, count(*) from view
		where forum = $1 and number > 0 and verdict = 'withhold' and withdrawn is null
		group by reason order by reason`, string(f))
	return log, err
}
