package store

import (
	"cmp"
	"slices"
	"time"

	"insyn/internal/catalog"
)

// RollProbes counts probes that were made before a moment by month, and throws
// them away: up to limit, the oldest first. It tells how many it took.
func (tx *Tx) RollProbes(before time.Time, limit int) (int, error) {
	type look struct {
		link catalog.LinkID
		catalog.Probe
	}
	old, err := many(tx, func(row scanner) (l look, err error) {
		err = row.Scan(&l.link, at(&l.At), &l.Outcome)
		return l, err
	}, `
		select link, at, outcome from probe where at < $1
		order by at, link limit $2`, Time(before), limit)
	if err != nil || len(old) == 0 {
		return 0, err
	}
	type place struct {
		link  catalog.LinkID
		month string
	}
	months := map[place]catalog.Month{}
	for _, l := range old {
		at := place{l.link, catalog.MonthOf(l.At)}
		m := months[at]
		m.Add(l.Probe)
		months[at] = m
	}
	order := make([]place, 0, len(months))
	for at := range months {
		order = append(order, at)
	}
	slices.SortFunc(order, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.link, b.link), cmp.Compare(a.month, b.month))
	})
	for _, at := range order {
		if err := tx.countMonth(at.link, at.month, months[at]); err != nil {
			return 0, err
		}
	}
	return len(old), tx.note(`
		delete from probe where (link, at) in (
			select link, at from probe where at < $1 order by at, link limit $2)`, Time(before), limit)
}

// countMonth adds to what is known of an address in a month.
func (tx *Tx) countMonth(link catalog.LinkID, month string, m catalog.Month) error {
	return tx.note(`
		insert into probe_month (link, month, good, counted, looks) values ($1, $2, $3, $4, $5)
		on conflict (link, month) do update set good = probe_month.good + excluded.good,
			counted = probe_month.counted + excluded.counted, looks = probe_month.looks + excluded.looks`,
		string(link), month, m.Good, m.Counted, m.Looks)
}

// ProbeMonths gives what is kept of an address by month, newest first. What is
// still kept look by look is not in it.
func (tx *Tx) ProbeMonths(id catalog.LinkID) ([]catalog.Month, error) {
	return many(tx, func(row scanner) (m catalog.Month, err error) {
		err = row.Scan(&m.Month, &m.Good, &m.Counted, &m.Looks)
		return m, err
	}, `
		select month, good, counted, looks from probe_month where link = $1
		order by month desc`, string(id))
}

// DatasetsNamed gives the IDs of what sources list under a name.
func (tx *Tx) DatasetsNamed(iri string) ([]string, error) {
	return many(tx, value[string], `
		select distinct r.dataset from dataset_record r
		join source s on s.id = r.source
		where r.iri = $1 and r.what <> 'gone' and`+inForce+`
		order by r.dataset`, iri)
}
