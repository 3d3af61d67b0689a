package store

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
)

// ShownSince gives what is in force at a source and has come after one of its
// harvests, gone ones too: up to limit from an ID on.
func (tx *Tx) ShownSince(source catalog.SourceID, number int, after string, limit int) ([]Record, error) {
	return many(tx, scanRecord, selectRecord+`
		join source s on s.id = r.source
		where r.source = $1 and r.since > $2 and r.dataset > $3 and`+inForce+`
		order by r.dataset limit $4`, string(source), number, after, limit)
}

// RecordOf gives what is in force of a dataset at a source.
func (tx *Tx) RecordOf(source catalog.SourceID, dataset string) (Record, error) {
	return one(tx, scanRecord, selectRecord+`
		join source s on s.id = r.source
		where r.source = $1 and r.dataset = $2 and`+inForce, string(source), dataset)
}

// HeadOf gives the record of the head of a source's catalogue.
func (tx *Tx) HeadOf(source catalog.SourceID) (Record, error) {
	return one(tx, scanRecord, selectRecord+`
		join source s on s.id = r.source
		where r.source = $1 and r.kind = 'catalog' and r.what <> 'gone' and`+inForce+`
		order by r.dataset limit 1`, string(source))
}

// LinkStatesOf gives the states of the addresses that a source's datasets
// promise something at, from one dataset to another, both included.
func (tx *Tx) LinkStatesOf(source catalog.SourceID, first, last string) (
	map[string]catalog.LinkState, error) {
	type state struct {
		address string
		state   catalog.LinkState
	}
	list, err := many(tx, func(row scanner) (s state, err error) {
		err = row.Scan(&s.address, &s.state)
		return s, err
	}, `
		select distinct l.address, l.state from promise p join link l on l.id = p.link
		where p.source = $1 and p.dataset >= $2 and p.dataset <= $3
		order by l.address`, string(source), first, last)
	all := make(map[string]catalog.LinkState, len(list))
	for _, s := range list {
		all[s.address] = s.state
	}
	return all, err
}

// LinksMoved tells when the state of a link has changed last; the zero time
// before there is any.
func (tx *Tx) LinksMoved() (time.Time, error) {
	t, err := one(tx, value[Time], `select max(since) from link`)
	return timeOrZero(t), err
}

// A Place is a dataset at a source.
type Place struct {
	Source  catalog.SourceID
	Dataset string
}

// MovedSince gives where addresses are promised whose state has changed at or
// after a moment: up to limit after a place.
func (tx *Tx) MovedSince(moment time.Time, after Place, limit int) ([]Place, error) {
	return many(tx, scanPlace, `
		select distinct p.source, p.dataset from link l join promise p on p.link = l.id
		where l.since >= $1 and (p.source > $2 or p.source = $2 and p.dataset > $3)
		order by p.source, p.dataset limit $4`,
		Time(moment), string(after.Source), after.Dataset, limit)
}

// Shared gives the datasets that several sources describe now, and where: up
// to limit after a place.
func (tx *Tx) Shared(after Place, limit int) ([]Place, error) {
	return many(tx, scanPlace, `
		select r.source, r.dataset from dataset_record r join source s on s.id = r.source
		where r.what <> 'gone' and`+inForce+` and exists (
			select 1 from dataset_record o join source t on t.id = o.source
			where o.dataset = r.dataset and o.source <> r.source and o.what <> 'gone'
				and o.since <= t.generation and (o.until is null or o.until > t.generation))
			and (r.source > $1 or r.source = $1 and r.dataset > $2)
		order by r.source, r.dataset limit $3`, string(after.Source), after.Dataset, limit)
}

func scanPlace(row scanner) (p Place, err error) {
	err = row.Scan(&p.Source, &p.Dataset)
	return p, err
}

// A CatalogCount is what was so of a source's datasets at the end of a day.
type CatalogCount struct {
	Source catalog.SourceID
	Day    string // "2023-11-27", in Stockholm
	At     time.Time
	catalog.Counts
}

// PutCatalogCount writes the count of a day; what had been counted on the same
// day is written over, since the day is not over.
func (tx *Tx) PutCatalogCount(c CatalogCount) error {
	return tx.note(`
		insert into catalog_count (source, day, at, datasets, conforming, open_licence,
			machine_readable, high_value, obeying, points, links, alive)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		on conflict (source, day) do update set at = excluded.at, datasets = excluded.datasets,
			conforming = excluded.conforming, open_licence = excluded.open_licence,
			machine_readable = excluded.machine_readable, high_value = excluded.high_value,
			obeying = excluded.obeying, points = excluded.points, links = excluded.links,
			alive = excluded.alive`,
		string(c.Source), c.Day, Time(c.At), c.Datasets, c.Conforming, c.Open, c.Machine,
		c.HighValue, c.Obeying, c.Points, c.Links, c.Alive)
}

// CatalogCounts gives the counts of all days, by source and day.
func (tx *Tx) CatalogCounts() ([]CatalogCount, error) {
	return many(tx, func(row scanner) (c CatalogCount, err error) {
		err = row.Scan(&c.Source, &c.Day, at(&c.At), &c.Datasets, &c.Conforming, &c.Open,
			&c.Machine, &c.HighValue, &c.Obeying, &c.Points, &c.Links, &c.Alive)
		return c, err
	}, `
		select source, day, at, datasets, conforming, open_licence, machine_readable, high_value,
			obeying, points, links, alive
		from catalog_count order by source, day`)
}

// LinkCounts counts the addresses of a source by state.
func (tx *Tx) LinkCounts(source catalog.SourceID) (map[catalog.LinkState]int, error) {
	type count struct {
		state catalog.LinkState
		n     int
	}
	counts, err := many(tx, func(row scanner) (c count, err error) {
		err = row.Scan(&c.state, &c.n)
		return c, err
	}, `
		select l.state, count(*) from link l
		where l.id in (select p.link from promise p where p.source = $1)
		group by l.state`, string(source))
	all := map[catalog.LinkState]int{}
	for _, c := range counts {
		all[c.state] = c.n
	}
	return all, err
}

// InForceAt gives what was in force at a source while one of its harvests was
// the last, gone ones and the head too: up to limit from an ID on. What is
// said so stays said, so that a long text can be written from one state.
func (tx *Tx) InForceAt(source catalog.SourceID, generation int, after string, limit int) (
	[]Record, error) {
	return many(tx, scanRecord, selectRecord+`
		where r.source = $1 and r.since <= $2 and (r.until is null or r.until > $2)
			and r.dataset > $3
		order by r.dataset limit $4`, string(source), generation, after, limit)
}

// ListedAt gives the IDs of what a source listed while one of its harvests was
// the last, in order.
func (tx *Tx) ListedAt(source catalog.SourceID, generation int) ([]string, error) {
	return many(tx, value[string], `
		select dataset from dataset_record
		where source = $1 and since <= $2 and (until is null or until > $2)
			and what <> 'gone' and kind <> 'catalog'
		order by dataset`, string(source), generation)
}

// EventsOf gives the latest changes at the sources of a body ("" for all),
// newest first: up to limit before a place (0, "" for the newest).
func (tx *Tx) EventsOf(body account.BodyID, sequence int64, dataset string, limit int) ([]Event, error) {
	if sequence <= 0 {
		sequence = 1<<63 - 1
	}
	return many(tx, scanEvent, selectEvent+`
		join source s on s.id = r.source
		where h.sequence > 0 and r.kind <> 'catalog' and ($4 = '' or s.body = $4)
			and (h.sequence < $1 or h.sequence = $1 and r.dataset > $2)
		order by h.sequence desc, r.dataset limit $3`, sequence, dataset, limit, string(body))
}

// RecordAt gives what was in force of a dataset at a source while one of its
// harvests was the last.
func (tx *Tx) RecordAt(source catalog.SourceID, generation int, dataset string) (Record, error) {
	return one(tx, scanRecord, selectRecord+`
		where r.source = $1 and r.dataset = $2 and r.since <= $3
			and (r.until is null or r.until > $3)`, string(source), dataset, generation)
}
