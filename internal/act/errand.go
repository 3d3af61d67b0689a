package act

import (
	"context"
	"errors"
	"time"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// learnBatch is how many datasets one transaction writes the promises of.
const learnBatch = 50

// HarvestDue harvests the sources whose turn has come, one after the other,
// and tells how many. It also finishes what a crash has left half done.
func (d *Desk) HarvestDue(ctx context.Context) (n int, err error) {
	for ctx.Err() == nil {
		s, err := d.nextSource(ctx)
		if err != nil || s.ID == "" {
			return n, err
		}
		if s.Linked < s.Generation {
			if err := d.learnShown(ctx, s.ID); err != nil {
				return n, err
			}
		}
		_, err = d.Harvest(ctx, account.System, s.ID)
		if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Refused) {
			return n, err
		}
		n++
	}
	return n, nil
}

// nextSource takes the source whose turn it is; its next turn is tomorrow.
func (d *Desk) nextSource(ctx context.Context) (s catalog.Source, err error) {
	err = d.DB.Bookkeep(ctx, "sources", func(tx *store.Tx) error {
		s = catalog.Source{}
		due, err := tx.SourcesDue(1)
		if err != nil || len(due) == 0 {
			return err
		}
		s = due[0]
		return tx.SetNextHarvest(s.ID, catalog.NextHarvest(tx.Now, s.ID))
	})
	return s, err
}

// learnShown takes in what a harvest that is shown now means: the addresses to
// look at, and what there is to count.
func (d *Desk) learnShown(ctx context.Context, id catalog.SourceID) error {
	return errors.Join(d.learnLinks(ctx, id), d.CountCatalog(ctx, id))
}

// learnLinks writes down what a source promises where, once a harvest is shown.
func (d *Desk) learnLinks(ctx context.Context, id catalog.SourceID) error {
	var s catalog.Source
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		s, err = tx.Source(id)
		return err
	})
	for after := ""; err == nil; {
		var page []store.Record
		err = d.DB.Read(ctx, func(tx *store.Tx) (err error) {
			page, err = tx.InForce(id, after, learnBatch)
			return err
		})
		if err != nil || len(page) == 0 {
			break
		}
		after = page[len(page)-1].Dataset
		err = d.learn(ctx, s, page)
	}
	return errors.Join(err, d.DB.Bookkeep(ctx, source(id), func(tx *store.Tx) error {
		if err != nil {
			return nil
		}
		return tx.SetLinked(id, s.Generation)
	}))
}

// learn writes down the promises of those records that the harvest in force or
// one after the last that was learned from has changed.
func (d *Desk) learn(ctx context.Context, s catalog.Source, page []store.Record) error {
	promises := map[string][]catalog.Promise{}
	for _, r := range page {
		if r.Since > s.Linked && r.Kind != catalog.Main {
			promises[r.Dataset] = catalog.PromisesOf(dcat.Describe(catalog.Graph(r.Content)))
		}
	}
	if len(promises) == 0 {
		return nil
	}
	return d.DB.Bookkeep(ctx, source(s.ID), func(tx *store.Tx) error {
		for _, r := range page {
			if all, ok := promises[r.Dataset]; ok {
				if err := tx.ReplacePromises(s.ID, r.Dataset, all); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// tellEvery is how long news of addresses are gathered before a body is told:
// a host that is down takes many addresses with it, and is one piece of news.
const tellEvery = time.Hour

// TellOwners mails each body what has become of its addresses since the last
// time, in one letter: those that are broken beyond doubt, and those of these
// that work again.
func (d *Desk) TellOwners(ctx context.Context) error {
	var bodies []account.Body
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		bodies, err = tx.Bodies()
		return err
	})
	for _, b := range bodies {
		err = errors.Join(err, d.DB.Bookkeep(ctx, "body/"+string(b.ID), func(tx *store.Tx) error {
			return tellLinks(tx, b)
		}))
	}
	return err
}

// tellLinks puts one letter in the outbox of all that is pending for a body.
func tellLinks(tx *store.Tx, b account.Body) error {
	links, err := tx.LinksPending(b.ID, 500)
	if err != nil || len(links) == 0 {
		return err
	}
	key := MailLinks + "|" + string(b.ID) + "|" + stamp(tx.Now.Truncate(tellEvery))
	told, err := tx.Enqueued(key)
	if err != nil || told {
		return err
	}
	about := aboutLinks{Body: string(b.ID)}
	for _, l := range links {
		list := &about.Broken
		if l.Pending == catalog.IsMended {
			list = &about.Mended
		}
		if len(*list) < linksTold {
			*list = append(*list, l.Address)
		} else {
			about.More++
		}
		if err := tx.LinkTold(l.ID); err != nil {
			return err
		}
	}
	return tx.Enqueue(store.Mail{Kind: MailLinks, Key: key, Data: mustJSON(about), Due: tx.Now})
}
