package store

import (
	"time"

	"insyn/internal/consult"
)

// AddView writes a new draft. Key is the hash of what its form carried;
// fault.Conflict when a view was made from the form already.
func (tx *Tx) AddView(v consult.View, key string) error {
	excerpt, err := packed(v.Subject.Excerpt)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into view (id, key, forum, number, sort, about, about_id, excerpt, kind, name,
			organisation, mandate, email, language, shown, via, body, begun, sent, came, entered,
			saved, version, text, generation, withdrawn, verdict, reason, ruled_by, ruled,
			ruled_version, appealed, plea, on_appeal, waits, erased, funding)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
			$19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35,
			$36, $37)`,
		string(v.ID), nullable(key), string(v.Forum), v.Number, string(v.Sort),
		string(v.Subject.About), v.Subject.ID, excerpt, string(v.Sender.Kind), v.Sender.Name,
		v.Sender.Organisation, v.Sender.Mandate, v.Sender.Email, v.Sender.Language,
		v.Sender.Shown, string(v.Via), v.Body, Time(v.Begun), Time(v.Sent), Time(v.Came),
		v.Entered, v.Saved, v.Version, v.Text, v.Generation, Time(v.Withdrawn),
		string(v.Ruling.Verdict), v.Ruling.Reason, v.Ruling.By, Time(v.Ruling.At),
		v.Ruling.Version, Time(v.Ruling.Appealed), v.Ruling.Plea, v.Ruling.Second, v.Waits(),
		Time(v.Erased), v.Sender.Funding)
}

// SaveView writes what has become of a view. Its forum, how it came in and
// when it was begun never change.
func (tx *Tx) SaveView(v consult.View) error {
	excerpt, err := packed(v.Subject.Excerpt)
	if err != nil {
		return err
	}
	return tx.mustChange(`
		update view set number = $2, sort = $3, about = $4, about_id = $5, excerpt = $6, kind = $7,
			name = $8, organisation = $9, mandate = $10, email = $11, language = $12, shown = $13,
			body = $14, sent = $15, came = $16, saved = $17, version = $18, text = $19,
			generation = $20, withdrawn = $21, verdict = $22, reason = $23, ruled_by = $24,
			ruled = $25, ruled_version = $26, appealed = $27, plea = $28, on_appeal = $29,
			waits = $30, erased = $31, funding = $32
		where id = $1`,
		string(v.ID), v.Number, string(v.Sort), string(v.Subject.About), v.Subject.ID, excerpt,
		string(v.Sender.Kind), v.Sender.Name, v.Sender.Organisation, v.Sender.Mandate,
		v.Sender.Email, v.Sender.Language, v.Sender.Shown, v.Body, Time(v.Sent), Time(v.Came),
		v.Saved, v.Version, v.Text, v.Generation, Time(v.Withdrawn), string(v.Ruling.Verdict),
		v.Ruling.Reason, v.Ruling.By, Time(v.Ruling.At), v.Ruling.Version,
		Time(v.Ruling.Appealed), v.Ruling.Plea, v.Ruling.Second, v.Waits(), Time(v.Erased),
		v.Sender.Funding)
}

// View gives a view, a draft too.
func (tx *Tx) View(id consult.ViewID) (consult.View, error) {
	return one(tx, scanView, selectView+` where id = $1`, string(id))
}

// ViewByKey gives the view that was made from the form with a key.
func (tx *Tx) ViewByKey(key string) (consult.View, error) {
	return one(tx, scanView, selectView+` where key = $1`, key)
}

// LastView gives the number of the latest view of a forum, 0 before the first.
func (tx *Tx) LastView(f consult.Forum) (int64, error) {
	return one(tx, value[int64], `
		select coalesce(max(number), 0) from view where forum = $1 and number > 0`, string(f))
}

// A ViewFilter chooses views of a forum. Drafts are never among them.
type ViewFilter struct {
	Forum   consult.Forum
	Waiting bool   // only those that somebody has to rule on
	About   string // ID of the question or material; "" for all
	After   int64  // numbers above it
	Limit   int    // all when 0
}

// Views gives the views of a forum in the order in which they came.
func (tx *Tx) Views(f ViewFilter) ([]consult.View, error) {
	if f.Limit <= 0 {
		f.Limit = 1<<31 - 1
	}
	if f.Waiting {
		return many(tx, scanView, selectView+`
			where forum = $1 and waits and number > $2 and ($3 = '' or about_id = $3)
			order by number limit $4`, string(f.Forum), f.After, f.About, f.Limit)
	}
	return many(tx, scanView, selectView+`
		where forum = $1 and number > 0 and number > $2 and ($3 = '' or about_id = $3)
		order by number limit $4`, string(f.Forum), f.After, f.About, f.Limit)
}

// ViewsWithAddress gives the views of a forum whose sender left an address,
// drafts too.
func (tx *Tx) ViewsWithAddress(f consult.Forum) ([]consult.View, error) {
	return many(tx, scanView, selectView+`
		where forum = $1 and email <> '' order by id`, string(f))
}

// ViewsOf gives the views of a sort in a forum, in the order in which they came.
func (tx *Tx) ViewsOf(f consult.Forum, sort consult.Sort) ([]consult.View, error) {
	return many(tx, scanView, selectView+`
		where forum = $1 and sort = $2 and number > 0 order by number`, string(f), string(sort))
}

// CountWaiting counts the views of a forum that somebody has to rule on.
func (tx *Tx) CountWaiting(f consult.Forum) (int, error) {
	return one(tx, value[int], `
		select count(*) from view where forum = $1 and waits and number > 0`, string(f))
}

// A ViewCount is how many views of a forum stand where.
type ViewCount struct{ All, Waiting, Published, Withheld, Withdrawn int }

// CountViews counts the views of a forum.
func (tx *Tx) CountViews(f consult.Forum) (ViewCount, error) {
	return one(tx, func(row scanner) (c ViewCount, err error) {
		err = row.Scan(&c.All, &c.Waiting, &c.Published, &c.Withheld, &c.Withdrawn)
		return c, err
	}, `
		select count(*), count(*) filter (where waits),
			count(*) filter (where verdict = 'publish' and withdrawn is null),
			count(*) filter (where verdict = 'withhold' and withdrawn is null),
			count(*) filter (where withdrawn is not null)
		from view where forum = $1 and number > 0`, string(f))
}

// AddViewVersion writes a version of a view. It is never changed after that.
func (tx *Tx) AddViewVersion(v consult.ViewVersion) error {
	files, err := packed(v.Files)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into view_version (view, number, at, text, files, register, handed)
		values ($1, $2, $3, $4, $5, $6, $7)`,
		string(v.View), v.Number, Time(v.At), v.Text, files, v.Register, v.Handed)
}

// ViewVersions gives the versions of a view, the first first.
func (tx *Tx) ViewVersions(id consult.ViewID) ([]consult.ViewVersion, error) {
	return many(tx, scanViewVersion, `
		select view, number, at, text, files, register, handed
		from view_version where view = $1 order by number`, string(id))
}

// DropViewDraft throws a draft away. fault.NotFound where there is none: a view
// that was sent cannot be thrown away.
func (tx *Tx) DropViewDraft(id consult.ViewID) error {
	if err := tx.change(`
		delete from view_file where view in (select id from view
			where id = $1 and sent is null)`, string(id)); err != nil {
		return err
	}
	return tx.mustChange(`delete from view where id = $1 and sent is null`, string(id))
}

// PurgeDrafts throws away the drafts that were begun before a moment and never
// sent, and tells how many there were.
func (tx *Tx) PurgeDrafts(before time.Time) (int, error) {
	if err := tx.change(`
		delete from view_file where view in (select id from view
			where sent is null and begun <= $1)`, Time(before)); err != nil {
		return 0, err
	}
	rows, err := tx.act(`delete from view where sent is null and begun <= $1`, Time(before))
	return int(rows), err
}

// AddRuling adds a decision to the history of a view.
func (tx *Tx) AddRuling(id consult.ViewID, r consult.Ruling) error {
	return tx.change(`
		insert into view_ruling (view, number, version, verdict, reason, ruled_by, ruled, on_appeal)
		select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7
		from view_ruling where view = $1`,
		string(id), r.Version, string(r.Verdict), r.Reason, r.By, Time(r.At), r.Second)
}

// Rulings gives the decisions on a view, the first first.
func (tx *Tx) Rulings(id consult.ViewID) ([]consult.Ruling, error) {
	return many(tx, scanRuling, selectRuling+` where view = $1 order by number`, string(id))
}

const selectRuling = `
	select version, verdict, reason, ruled_by, ruled, on_appeal
	from view_ruling`

func scanRuling(row scanner) (r consult.Ruling, err error) {
	err = row.Scan(&r.Version, &r.Verdict, &r.Reason, &r.By, at(&r.At), &r.Second)
	return r, err
}

const selectView = `
	select id, forum, number, sort, about, about_id, excerpt, kind, name, organisation, mandate,
		email, language, shown, via, body, begun, sent, came, entered, saved, version, text,
		generation, withdrawn, verdict, reason, ruled_by, ruled, ruled_version, appealed, plea,
		on_appeal, erased, funding
	from view`

func scanView(row scanner) (v consult.View, err error) {
	var excerpt string
	s, r := &v.Sender, &v.Ruling
	if err = row.Scan(&v.ID, &v.Forum, &v.Number, &v.Sort, &v.Subject.About, &v.Subject.ID,
		&excerpt, &s.Kind, &s.Name, &s.Organisation, &s.Mandate, &s.Email, &s.Language, &s.Shown,
		&v.Via, &v.Body, at(&v.Begun), at(&v.Sent), at(&v.Came), &v.Entered, &v.Saved,
		&v.Version, &v.Text, &v.Generation, at(&v.Withdrawn), &r.Verdict, &r.Reason, &r.By,
		at(&r.At), &r.Version, at(&r.Appealed), &r.Plea, &r.Second, at(&v.Erased),
		&s.Funding); err != nil {
		return v, err
	}
	return v, unpack(excerpt, &v.Subject.Excerpt)
}

func scanViewVersion(row scanner) (v consult.ViewVersion, err error) {
	var files string
	if err = row.Scan(&v.View, &v.Number, at(&v.At), &v.Text, &files, &v.Register,
		&v.Handed); err != nil {
		return v, err
	}
	return v, unpack(files, &v.Files)
}

// ViewVersion gives a version of a view.
func (tx *Tx) ViewVersion(id consult.ViewID, n int) (consult.ViewVersion, error) {
	return one(tx, scanViewVersion, `
		select view, number, at, text, files, register, handed
		from view_version where view = $1 and number = $2`, string(id), n)
}

// Ruling gives a decision on a view by its number, from 1.
func (tx *Tx) Ruling(id consult.ViewID, n int) (consult.Ruling, error) {
	return one(tx, scanRuling, selectRuling+` where view = $1 and number = $2`, string(id), n)
}

// A ViewPart names one of the numbered things that belong to a view: a
// version, a decision, an edition of the published copy.
type ViewPart struct {
	View   consult.ViewID
	Number int
}

// AllViewVersions names every version of every view that was sent.
func (tx *Tx) AllViewVersions() ([]ViewPart, error) {
	return many(tx, scanPart, `select view, number from view_version order by view, number`)
}

// AllRulings names every decision on a view.
func (tx *Tx) AllRulings() ([]ViewPart, error) {
	return many(tx, scanPart, `select view, number from view_ruling order by view, number`)
}

// AllCopies names every edition of a published copy that has not been removed.
func (tx *Tx) AllCopies() ([]ViewPart, error) {
	return many(tx, scanPart, `
		select view, edition from view_copy where removed is null order by view, edition`)
}

// WithdrawnViews names the views that their authors have taken back.
func (tx *Tx) WithdrawnViews() ([]consult.ViewID, error) {
	return many(tx, value[consult.ViewID], `
		select id from view where withdrawn is not null order by id`)
}

func scanPart(row scanner) (p ViewPart, err error) {
	err = row.Scan(&p.View, &p.Number)
	return p, err
}
