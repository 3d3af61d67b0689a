package store

import (
	"insyn/internal/account"
	"insyn/internal/integrity"
)

// AddMatter writes a new matter of which nothing has been said. fault.Conflict
// when its key is taken.
func (tx *Tx) AddMatter(m integrity.Matter) error {
	return tx.change(`
		insert into matter (id, kind, body, key, created, entries) values ($1, $2, $3, $4, $5, 0)`,
		string(m.ID), string(m.Kind), m.Body, m.Key, Time(m.Created))
}

// AddEntry writes the next entry of a matter. Its number is the one after the
// last, or fault.Conflict: somebody was first.
func (tx *Tx) AddEntry(e integrity.Entry) error {
	content, err := packed(e.Said)
	if err != nil {
		return err
	}
	rows, err := tx.act(`
		update matter set entries = $2 where id = $1 and entries = $3`,
		string(e.Matter), e.Number, e.Number-1)
	if err != nil {
		return err
	}
	if rows == 0 {
		_, err := tx.Matter(e.Matter)
		return stale(err)
	}
	return tx.change(`
		insert into matter_entry (matter, number, at, author, content)
		values ($1, $2, $3, $4, $5)`,
		string(e.Matter), e.Number, Time(e.At), e.Author, content)
}

// Matter gives a matter.
func (tx *Tx) Matter(id integrity.ID) (integrity.Matter, error) {
	return one(tx, scanMatter, selectMatter+` where id = $1`, string(id))
}

// MatterByKey gives the matter of a kind with a key.
func (tx *Tx) MatterByKey(kind integrity.Kind, key string) (integrity.Matter, error) {
	return one(tx, scanMatter, selectMatter+` where kind = $1 and key = $2`, string(kind), key)
}

// Matters gives the matters of a kind that a body keeps, or all of them where
// no body is named, in the order of their keys.
func (tx *Tx) Matters(kind integrity.Kind, body account.BodyID) ([]integrity.Matter, error) {
	return many(tx, scanMatter, selectMatter+`
		where kind = $1 and ($2 = '' or body = $2) order by key`, string(kind), string(body))
}

// Entries gives everything that was said of a matter, the first first.
func (tx *Tx) Entries(id integrity.ID) ([]integrity.Entry, error) {
	return many(tx, scanSaid, `
		select matter, number, at, author, content from matter_entry
		where matter = $1 order by number`, string(id))
}

// EntriesOf gives everything that was said of all matters of a kind, those of a
// matter together and in their order.
func (tx *Tx) EntriesOf(kind integrity.Kind) ([]integrity.Entry, error) {
	return many(tx, scanSaid, `
		select e.matter, e.number, e.at, e.author, e.content
		from matter_entry e join matter m on m.id = e.matter
		where m.kind = $1 order by e.matter, e.number`, string(kind))
}

const selectMatter = `select id, kind, body, key, created, entries from matter`

func scanMatter(row scanner) (m integrity.Matter, err error) {
	err = row.Scan(&m.ID, &m.Kind, &m.Body, &m.Key, at(&m.Created), &m.Entries)
	return m, err
}

func scanSaid(row scanner) (e integrity.Entry, err error) {
	var content string
	if err := row.Scan(&e.Matter, &e.Number, at(&e.At), &e.Author, &content); err != nil {
		return e, err
	}
	return e, unpack(content, &e.Said)
}
