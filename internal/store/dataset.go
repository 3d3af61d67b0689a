package store

import (
	"time"

	"insyn/internal/catalog"
	"insyn/internal/fault"
)

// A Dataset is a thing that catalogues list, whoever describes it.
type Dataset struct {
	ID       string
	Identity string // catalog.Identity
	Kind     catalog.Kind
	First    time.Time // when it was first found
}

// A Record is what a source has said of a dataset from one harvest on.
type Record struct {
	Source  catalog.SourceID
	Dataset string // Dataset.ID
	Since   int    // number of the harvest
	Until   int    // number of the harvest from which it holds no more; 0 while it holds
	What    catalog.What
	IRI     string
	Kind    catalog.Kind
	Title   string
	Print   string
	Content []byte // N-Triples; empty when the dataset is gone
}

// DatasetOf gives the dataset of an identity, and remembers it from now on
// where it is new.
func (tx *Tx) DatasetOf(identity string, kind catalog.Kind) (Dataset, error) {
	d, err := tx.DatasetByIdentity(identity)
	if !fault.Is(err, fault.NotFound) {
		return d, err
	}
	d = Dataset{NewID(tx.Now), identity, kind, tx.Now}
	return d, tx.note(`insert into dataset (id, identity, kind, first) values ($1, $2, $3, $4)`,
		d.ID, d.Identity, string(d.Kind), Time(d.First))
}

// DatasetByIdentity gives a dataset by what makes it itself.
func (tx *Tx) DatasetByIdentity(identity string) (Dataset, error) {
	return one(tx, scanDataset, `select id, identity, kind, first from dataset where identity = $1`,
		identity)
}

// Dataset gives a dataset by its ID.
func (tx *Tx) Dataset(id string) (Dataset, error) {
	return one(tx, scanDataset, `select id, identity, kind, first from dataset where id = $1`, id)
}

func scanDataset(row scanner) (d Dataset, err error) {
	err = row.Scan(&d.ID, &d.Identity, &d.Kind, at(&d.First))
	return d, err
}

// PutRecord writes what a harvest has found of a dataset, hidden until the
// harvest is in force; what held before ends with it.
func (tx *Tx) PutRecord(r Record) error {
	if err := tx.note(`
		update dataset_record set until = $3
		where source = $1 and dataset = $2 and until is null and since < $3`,
		string(r.Source), r.Dataset, r.Since); err != nil {
		return err
	}
	return tx.note(`
		insert into dataset_record (source, dataset, since, until, what, iri, kind, title, print, content)
		values ($1, $2, $3, null, $4, $5, $6, $7, $8, $9)`,
		string(r.Source), r.Dataset, r.Since, string(r.What), r.IRI, string(r.Kind), r.Title,
		r.Print, blob(r.Content))
}

// DropRecords takes back up to limit records of a harvest that is not in
// force, and tells how many it took.
func (tx *Tx) DropRecords(source catalog.SourceID, number, limit int) (int, error) {
	if _, err := tx.put(`
		update dataset_record set until = null
		where source = $1 and until = $2 and dataset in (
			select dataset from dataset_record where source = $1 and since = $2 order by dataset limit $3)`,
		string(source), number, limit); err != nil {
		return 0, err
	}
	n, err := tx.put(`
		delete from dataset_record where source = $1 and since = $2 and dataset in (
			select dataset from dataset_record where source = $1 and since = $2 order by dataset limit $3)`,
		string(source), number, limit)
	return int(n), err
}

const selectRecord = `
	select r.source, r.dataset, r.since, coalesce(r.until, 0), r.what, r.iri, r.kind, r.title,
		r.print, r.content
	from dataset_record r`

// inForce says that a record is of the harvest in force at its source.
const inForce = ` r.since <= s.generation and (r.until is null or r.until > s.generation)`

// A Standing is what is known of an identity at a source, without its content.
type Standing struct {
	Identity string
	Dataset  string
	IRI      string
	Title    string
	Kind     catalog.Kind
	Print    string
	Gone     bool
}

// Standings gives what is in force at a source, up to limit from an ID on ("" is the first).
func (tx *Tx) Standings(source catalog.SourceID, after string, limit int) ([]Standing, error) {
	return many(tx, func(row scanner) (s Standing, err error) {
		var what catalog.What
		err = row.Scan(&s.Identity, &s.Dataset, &s.IRI, &s.Title, &s.Kind, &s.Print, &what)
		s.Gone = what == catalog.Gone
		return s, err
	}, `
		select d.identity, r.dataset, r.iri, r.title, r.kind, r.print, r.what
		from dataset_record r
		join source s on s.id = r.source
		join dataset d on d.id = r.dataset
		where r.source = $1 and r.dataset > $2 and`+inForce+`
		order by r.dataset limit $3`, string(source), after, limit)
}

// DatasetCopies gives what the sources say of a dataset now, of which
// catalog.Winner chooses. Those at which it is gone are among them.
func (tx *Tx) DatasetCopies(dataset string) ([]Record, error) {
	return many(tx, scanRecord, selectRecord+`
		join source s on s.id = r.source
		where r.dataset = $1 and`+inForce+` order by r.source`, dataset)
}

// InForce gives what is in force at a source, gone ones too: up to limit from
// an ID on.
func (tx *Tx) InForce(source catalog.SourceID, after string, limit int) ([]Record, error) {
	return many(tx, scanRecord, selectRecord+`
		join source s on s.id = r.source
		where r.source = $1 and r.dataset > $2 and`+inForce+`
		order by r.dataset limit $3`, string(source), after, limit)
}

// History gives all that has been shown of a dataset, the latest first; what
// a harvest has hidden is not among it.
func (tx *Tx) History(dataset string) ([]Event, error) {
	return many(tx, scanEvent, selectEvent+`
		where r.dataset = $1 and h.sequence > 0
		order by h.sequence desc, r.dataset`, dataset)
}

// Found gives what a harvest has found, shown or not: up to limit from an ID on.
func (tx *Tx) Found(source catalog.SourceID, number int, after string, limit int) ([]Record, error) {
	return many(tx, scanRecord, selectRecord+`
		where r.source = $1 and r.since = $2 and r.dataset > $3
		order by r.dataset limit $4`, string(source), number, after, limit)
}

func scanRecord(row scanner) (r Record, err error) {
	err = row.Scan(&r.Source, &r.Dataset, &r.Since, &r.Until, &r.What, &r.IRI, &r.Kind, &r.Title,
		&r.Print, &r.Content)
	return r, err
}

// An Event is a change of the catalogue that has been shown.
type Event struct {
	Record
	At       time.Time // when it was shown
	Sequence int64     // of its harvest; with the dataset it orders all events
}

// Events gives the latest changes of the whole catalogue, newest first: up to
// limit before a place (0, "" for the newest).
func (tx *Tx) Events(sequence int64, dataset string, limit int) ([]Event, error) {
	if sequence <= 0 {
		sequence = 1<<63 - 1
	}
	return many(tx, scanEvent, selectEvent+`
		where h.sequence > 0 and r.kind <> 'catalog'
			and (h.sequence < $1 or h.sequence = $1 and r.dataset > $2)
		order by h.sequence desc, r.dataset limit $3`, sequence, dataset, limit)
}

const selectEvent = `
	select r.source, r.dataset, r.since, coalesce(r.until, 0), r.what, r.iri, r.kind, r.title,
		r.print, r.content, h.ended, h.sequence
	from harvest h
	join dataset_record r on r.source = h.source and r.since = h.number`

func scanEvent(row scanner) (e Event, err error) {
	err = row.Scan(&e.Source, &e.Dataset, &e.Since, &e.Until, &e.What, &e.IRI, &e.Kind, &e.Title,
		&e.Print, &e.Content, at(&e.At), &e.Sequence)
	return e, err
}
