package store

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
)

// AddSource writes a new source. fault.Conflict when its address is taken.
func (tx *Tx) AddSource(s catalog.Source) error {
	return tx.change(`
		insert into source (id, body, address, sector, gathers, priority, created, ended,
			next, generation, linked, digest, etag, modified)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		string(s.ID), s.Body, s.Address, string(s.Sector), s.Gathers, s.Priority, Time(s.Created),
		Time(s.Ended), Time(s.Next), s.Generation, s.Linked, s.Digest, s.ETag, s.Modified)
}

// SaveSource writes what can change of a source: how it is ranked, whether it
// is harvested, and which harvest is in force. What the harvest has found is
// seen from then on, and what was there before no more.
func (tx *Tx) SaveSource(s catalog.Source) error {
	return tx.mustChange(`
		update source set sector = $2, gathers = $3, priority = $4, ended = $5, generation = $6,
			digest = $7, etag = $8, modified = $9, linked = $10
		where id = $1`,
		string(s.ID), string(s.Sector), s.Gathers, s.Priority, Time(s.Ended), s.Generation,
		s.Digest, s.ETag, s.Modified, s.Linked)
}

// SetNextHarvest puts off the next harvest of a source until a time; never
// for the zero time.
func (tx *Tx) SetNextHarvest(id catalog.SourceID, next time.Time) error {
	return tx.mustNote(`update source set next = $2 where id = $1`, string(id), Time(next))
}

// SetLinked notes of which harvest the links are known.
func (tx *Tx) SetLinked(id catalog.SourceID, number int) error {
	return tx.mustNote(`update source set linked = $2 where id = $1`, string(id), number)
}

// NoteStamp notes with what the bytes of the harvest in force can be asked for again.
func (tx *Tx) NoteStamp(id catalog.SourceID, digest, etag, modified string) error {
	return tx.mustNote(`update source set digest = $2, etag = $3, modified = $4 where id = $1`,
		string(id), digest, etag, modified)
}

// SourcesDue gives the sources that are to be harvested now, the longest due first.
func (tx *Tx) SourcesDue(limit int) ([]catalog.Source, error) {
	return many(tx, scanSource, selectSource+`
		where next <= $1 and ended is null order by next, id limit $2`, Time(tx.Now), limit)
}

const selectSource = `
	select id, body, address, sector, gathers, priority, created, ended, next, generation,
		linked, digest, etag, modified
	from source`

// Source gives a source.
func (tx *Tx) Source(id catalog.SourceID) (catalog.Source, error) {
	return one(tx, scanSource, selectSource+` where id = $1`, string(id))
}

// SourceByAddress gives the source at an address.
func (tx *Tx) SourceByAddress(address string) (catalog.Source, error) {
	return one(tx, scanSource, selectSource+` where address = $1`, address)
}

// Sources gives the sources of a body, or all of them for "", the oldest first.
func (tx *Tx) Sources(body account.BodyID) ([]catalog.Source, error) {
	return many(tx, scanSource, selectSource+` where $1 = '' or body = $1 order by created, id`,
		string(body))
}

func scanSource(row scanner) (s catalog.Source, err error) {
	err = row.Scan(&s.ID, &s.Body, &s.Address, &s.Sector, &s.Gathers, &s.Priority, at(&s.Created),
		at(&s.Ended), at(&s.Next), &s.Generation, &s.Linked, &s.Digest, &s.ETag, &s.Modified)
	return s, err
}
