package store

import (
	"time"

	"insyn/internal/catalog"
)

// A HarvestState is how far a run has come.
type HarvestState string

// The states of a run.
const (
	HarvestRunning  HarvestState = "running"
	HarvestHeld     HarvestState = "held"     // it waits for a person
	HarvestDone     HarvestState = "done"     // what it found is shown
	HarvestSame     HarvestState = "same"     // nothing had changed
	HarvestFailed   HarvestState = "failed"   // nothing could be used; what was there is kept
	HarvestRejected HarvestState = "rejected" // a person has said no, or a later run took its place
)

// A Harvest is a run at a source.
type Harvest struct {
	Source   catalog.SourceID
	Number   int
	Actor    string // who asked for it: account.PersonID, "system" for the timetable
	Began    time.Time
	Ended    time.Time
	State    HarvestState
	Hold     catalog.Hold
	Reason   string // with which a person let it through, or did not
	Added    int
	Changed  int
	Removed  int
	Same     int
	Skipped  int
	Fault    string // JSON of what ended it, as a message; "" of one that went well
	Report   []byte // what people should hear of, packed
	Digest   string // of the bytes that it was made from
	ETag     string
	Modified string
	Sequence int64 // its place among all harvests that have been shown; 0 while hidden
}

// AddHarvest writes a new run.
func (tx *Tx) AddHarvest(h Harvest) error {
	return tx.note(`
		insert into harvest (source, number, actor, began, ended, state, hold, reason, added,
			changed, removed, same, skipped, fault, report, digest, etag, modified, sequence)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
			$19)`,
		string(h.Source), h.Number, h.Actor, Time(h.Began), Time(h.Ended), string(h.State),
		string(h.Hold), h.Reason, h.Added, h.Changed, h.Removed, h.Same, h.Skipped, h.Fault,
		blob(h.Report), h.Digest, h.ETag, h.Modified, h.Sequence)
}

// SaveHarvest writes how far a run has come.
func (tx *Tx) SaveHarvest(h Harvest) error {
	return tx.mustNote(`
		update harvest set ended = $3, state = $4, hold = $5, reason = $6, added = $7,
			changed = $8, removed = $9, same = $10, skipped = $11, fault = $12, report = $13,
			digest = $14, etag = $15, modified = $16, sequence = $17
		where source = $1 and number = $2`,
		string(h.Source), h.Number, Time(h.Ended), string(h.State), string(h.Hold), h.Reason,
		h.Added, h.Changed, h.Removed, h.Same, h.Skipped, h.Fault, blob(h.Report), h.Digest,
		h.ETag, h.Modified, h.Sequence)
}

// NextSequence gives the place of the next harvest that is shown.
func (tx *Tx) NextSequence() (int64, error) {
	return one(tx, value[int64], `select coalesce(max(sequence), 0) + 1 from harvest`)
}

const selectHarvest = `
	select source, number, actor, began, ended, state, hold, reason, added, changed, removed,
		same, skipped, fault, report, digest, etag, modified, sequence
	from harvest`

// Harvest gives a run.
func (tx *Tx) Harvest(source catalog.SourceID, number int) (Harvest, error) {
	return one(tx, scanHarvest, selectHarvest+` where source = $1 and number = $2`,
		string(source), number)
}

// Harvests gives the latest runs at a source, newest first.
func (tx *Tx) Harvests(source catalog.SourceID, limit int) ([]Harvest, error) {
	return many(tx, scanHarvest, selectHarvest+`
		where source = $1 order by number desc limit $2`, string(source), limit)
}

func scanHarvest(row scanner) (h Harvest, err error) {
	err = row.Scan(&h.Source, &h.Number, &h.Actor, at(&h.Began), at(&h.Ended), &h.State, &h.Hold,
		&h.Reason, &h.Added, &h.Changed, &h.Removed, &h.Same, &h.Skipped, &h.Fault, &h.Report,
		&h.Digest, &h.ETag, &h.Modified, &h.Sequence)
	return h, err
}
