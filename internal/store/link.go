package store

import (
	"net/url"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
)

// LinkOf gives the link at an address, and remembers it from now on where it
// is new: it is due to be probed at once.
func (tx *Tx) LinkOf(address string) (catalog.Link, error) {
	l, err := one(tx, scanLink, selectLink+` where l.address = $1`, address)
	if !fault.Is(err, fault.NotFound) {
		return l, err
	}
	l = catalog.Link{ID: catalog.LinkID(NewID(tx.Now)), Address: address,
		State: catalog.Unchecked, Since: tx.Now, Next: tx.Now}
	return l, tx.note(`
		insert into link (id, address, host, state, since, checked, looked, next, failures, first,
			goods, turns, was_full, expires, outcome, status, reason, told, pending)
		values ($1, $2, $3, $4, $5, null, null, $6, 0, null, 0, '[]', $7, null, '', 0, '', $7, '')`,
		string(l.ID), address, hostOf(address), string(l.State), Time(l.Since), Time(l.Next), false)
}

// hostOf gives the host of an address, by which probes are spread.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// SaveLink writes what a probe has shown, and the probe.
func (tx *Tx) SaveLink(l catalog.Link, p catalog.Probe) error {
	turns, err := packed(l.Turns)
	if err != nil {
		return err
	}
	if err := tx.mustNote(`
		update link set state = $2, since = $3, checked = $4, looked = $5, next = $6,
			failures = $7, first = $8, goods = $9, turns = $10, was_full = $11, expires = $12,
			outcome = $13, status = $14, reason = $15, told = $16, pending = $17
		where id = $1`,
		string(l.ID), string(l.State), Time(l.Since), Time(l.Checked), Time(l.Looked),
		Time(l.Next), l.Failures, Time(l.First), l.Goods, turns, l.Full, Time(l.Expires),
		string(l.Outcome), l.Status, l.Reason, l.Told, string(l.Pending)); err != nil {
		return err
	}
	return tx.note(`
		insert into probe (link, at, outcome, status, reason) values ($1, $2, $3, $4, $5)
		on conflict (link, at) do nothing`,
		string(l.ID), Time(p.At), string(p.Outcome), p.Status, p.Reason)
}

// PostponeLink leaves a link alone until a time: nobody promises anything
// there any more, or it is being probed.
func (tx *Tx) PostponeLink(id catalog.LinkID, next time.Time) error {
	return tx.note(`update link set next = $2 where id = $1`, string(id), Time(next))
}

const selectLink = `
	select l.id, l.address, l.state, l.since, l.checked, l.looked, l.next, l.failures, l.first,
		l.goods, l.turns, l.was_full, l.expires, l.outcome, l.status, l.reason, l.told,
		l.pending
	from link l`

// Link gives a link.
func (tx *Tx) Link(id catalog.LinkID) (catalog.Link, error) {
	return one(tx, scanLink, selectLink+` where l.id = $1`, string(id))
}

// LinksDue gives links that are due to be probed: the longest due first.
func (tx *Tx) LinksDue(limit int) ([]catalog.Link, error) {
	return many(tx, scanLink, selectLink+`
		where l.next <= $1 order by l.next, l.id limit $2`, Time(tx.Now), limit)
}

// LinksPending gives links of which a body has to be told something, up to limit.
func (tx *Tx) LinksPending(body account.BodyID, limit int) ([]catalog.Link, error) {
	return many(tx, scanLink, selectLink+`
		where l.pending <> '' and l.id in (select p.link from promise p
			join source s on s.id = p.source where s.body = $1)
		order by l.id limit $2`, string(body), limit)
}

// LinkTold notes that the owners of a link have been told what there was to tell.
func (tx *Tx) LinkTold(id catalog.LinkID) error {
	return tx.note(`update link set pending = '' where id = $1`, string(id))
}

// NextLink tells when the next link is due; zero when none is.
func (tx *Tx) NextLink() (time.Time, error) {
	t, err := one(tx, value[Time], `select min(next) from link`)
	return timeOrZero(t), err
}

// timeOrZero gives t; the zero time for null.
func timeOrZero(t Time) time.Time { return time.Time(t) }

// LinksOf gives the addresses that a body's sources promise something at, in
// one of the states (all when there is none): up to limit from an ID on.
func (tx *Tx) LinksOf(body account.BodyID, state catalog.LinkState, after string, limit int) (
	[]catalog.Link, error) {
	return many(tx, scanLink, selectLink+`
		where l.id in (select p.link from promise p join source s on s.id = p.source
				where s.body = $1)
			and ($2 = '' or l.state = $2) and l.id > $3
		order by l.id limit $4`, string(body), string(state), after, limit)
}

// LinkStates counts a body's links by state.
func (tx *Tx) LinkStates(body account.BodyID) (map[catalog.LinkState]int, error) {
	type count struct {
		state catalog.LinkState
		n     int
	}
	counts, err := many(tx, func(row scanner) (c count, err error) {
		err = row.Scan(&c.state, &c.n)
		return c, err
	}, `
		select l.state, count(*) from link l
		where l.id in (select p.link from promise p join source s on s.id = p.source
			where s.body = $1)
		group by l.state`, string(body))
	all := map[catalog.LinkState]int{}
	for _, c := range counts {
		all[c.state] = c.n
	}
	return all, err
}

// Probes gives what has been seen of an address since a time, newest first.
func (tx *Tx) Probes(id catalog.LinkID, since time.Time, limit int) ([]catalog.Probe, error) {
	return many(tx, func(row scanner) (p catalog.Probe, err error) {
		err = row.Scan(at(&p.At), &p.Outcome, &p.Status, &p.Reason)
		return p, err
	}, `
		select at, outcome, status, reason from probe where link = $1 and at >= $2
		order by at desc limit $3`, string(id), Time(since), limit)
}

func scanLink(row scanner) (l catalog.Link, err error) {
	var turns string
	if err := row.Scan(&l.ID, &l.Address, &l.State, at(&l.Since), at(&l.Checked), at(&l.Looked),
		at(&l.Next), &l.Failures, at(&l.First), &l.Goods, &turns, &l.Full, at(&l.Expires),
		&l.Outcome, &l.Status, &l.Reason, &l.Told, &l.Pending); err != nil {
		return l, err
	}
	return l, unpack(turns, &l.Turns)
}

// A Promise is what a dataset promises at an address.
type Promise struct {
	catalog.Promise
	Link    catalog.LinkID
	Dataset string
	Source  catalog.SourceID
}

// ReplacePromises writes what a source promises of a dataset now.
func (tx *Tx) ReplacePromises(source catalog.SourceID, dataset string, all []catalog.Promise) error {
	if err := tx.note(`delete from promise where source = $1 and dataset = $2`,
		string(source), dataset); err != nil {
		return err
	}
	for _, p := range all {
		l, err := tx.LinkOf(p.Address)
		if err != nil {
			return err
		}
		if l.Next.IsZero() { // it had been left alone
			if err := tx.PostponeLink(l.ID, tx.Now); err != nil {
				return err
			}
		}
		if err := tx.note(`
			insert into promise (link, dataset, source, role, format) values ($1, $2, $3, $4, $5)
			on conflict (link, dataset, source, role, format) do nothing`,
			string(l.ID), dataset, string(source), string(p.Role), p.Format); err != nil {
			return err
		}
	}
	return nil
}

// Promises gives what is promised at an address.
func (tx *Tx) Promises(link catalog.LinkID) ([]Promise, error) {
	return many(tx, scanPromise, selectPromise+` where p.link = $1
		order by p.dataset, p.source, p.role, p.format`, string(link))
}

// PromisesOf gives what the sources promise of a dataset, with the links by
// which to look their states up.
func (tx *Tx) PromisesOf(dataset string) ([]Promise, error) {
	return many(tx, scanPromise, selectPromise+` where p.dataset = $1
		order by l.address, p.source, p.role, p.format`, dataset)
}

const selectPromise = `
	select p.link, p.dataset, p.source, p.role, p.format, l.address
	from promise p join link l on l.id = p.link`

func scanPromise(row scanner) (p Promise, err error) {
	err = row.Scan(&p.Link, &p.Dataset, &p.Source, &p.Role, &p.Format, &p.Address)
	return p, err
}
