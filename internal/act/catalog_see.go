package act

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/store"
)

// A Holding is something that the catalogue of the site lists, as one source
// describes it. All of it is public.
type Holding struct {
	ID     string // of the dataset: it is the same whoever describes it
	Source catalog.SourceID
	Body   account.BodyID // whose source it is
	Gone   bool           // the source does not list it any more
	catalog.Sheet
}

// A CatalogMark tells what of the catalogue is to be read again: a source is as
// it was while its generation is, and the addresses are while Moved is.
type CatalogMark struct {
	Sources []catalog.Source
	Bodies  map[account.BodyID]account.Body
	Moved   time.Time // when the state of an address has changed last
}

// CatalogMark gives the mark of the catalogue. It reads no contents, so that it
// can be asked after each commit.
func (d *Desk) CatalogMark(ctx context.Context) (m CatalogMark, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		m = CatalogMark{Bodies: map[account.BodyID]account.Body{}}
		bodies, err := tx.Bodies()
		if err != nil {
			return err
		}
		for _, b := range bodies {
			m.Bodies[b.ID] = b
		}
		if m.Sources, err = tx.Sources(""); err != nil {
			return err
		}
		m.Moved, err = tx.LinksMoved()
		return err
	})
	return m, err
}

// HoldingsBatch is how many datasets are looked at together.
const HoldingsBatch = 500

// HoldingsSince gives what a source lists and has changed after one of its
// harvests: up to HoldingsBatch from an ID on. What is gone is among it, and the
// head of the catalogue is not. next is "" at the end.
func (d *Desk) HoldingsSince(ctx context.Context, s catalog.Source, number int, after string) (
	all []Holding, next string, err error) {
	var records []store.Record
	var states map[string]catalog.LinkState
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if records, err = tx.ShownSince(s.ID, number, after, HoldingsBatch); err != nil ||
			len(records) == 0 {
			return err
		}
		states, err = tx.LinkStatesOf(s.ID, records[0].Dataset, records[len(records)-1].Dataset)
		return err
	})
	if err != nil || len(records) == 0 {
		return nil, "", err
	}
	return holdings(s, records, states), records[len(records)-1].Dataset, nil
}

// holdings makes what is listed of records of one source.
func holdings(s catalog.Source, records []store.Record,
	states map[string]catalog.LinkState) []Holding {
	var items []catalog.Item
	var all []Holding
	for _, r := range records {
		if r.Kind == catalog.Main {
			continue
		}
		items = append(items, itemOf(r))
		all = append(all, Holding{ID: r.Dataset, Source: s.ID, Body: account.BodyID(s.Body),
			Gone: r.What == catalog.Gone})
	}
	for i, sheet := range catalog.Examine(items, answers(states)) {
		all[i].Sheet = sheet
	}
	return all
}

func itemOf(r store.Record) catalog.Item {
	return catalog.Item{IRI: r.IRI, Kind: r.Kind, Title: r.Title, Print: r.Print,
		Content: string(r.Content)}
}

// answers tells of addresses whether they have been found to answer. One that
// refuses robots has answered, and so has one that fails now and has not been
// found to be broken.
func answers(states map[string]catalog.LinkState) func(string) bool {
	return func(address string) bool {
		switch states[address] {
		case catalog.Alive, catalog.Refused, catalog.Failing:
			return true
		}
		return false
	}
}

// HoldingsMoved gives what is listed and names an address whose state has changed
// at or after a moment: up to HoldingsBatch after a place. next is the zero Place
// at the end.
func (d *Desk) HoldingsMoved(ctx context.Context, moment time.Time,
	after store.Place) (all []Holding,
	next store.Place, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all, next = nil, store.Place{}
		places, err := tx.MovedSince(moment, after, HoldingsBatch)
		if err != nil || len(places) == 0 {
			return err
		}
		next = places[len(places)-1]
		for len(places) > 0 && err == nil {
			n := 0
			for n < len(places) && places[n].Source == places[0].Source {
				n++
			}
			var some []Holding
			some, err = holdingsAt(tx, places[:n])
			all, places = append(all, some...), places[n:]
		}
		return err
	})
	return all, next, err
}

// holdingsAt gives what is listed at places of one source.
func holdingsAt(tx *store.Tx, places []store.Place) ([]Holding, error) {
	s, err := tx.Source(places[0].Source)
	if err != nil {
		return nil, err
	}
	var records []store.Record
	states := map[string]catalog.LinkState{}
	for _, p := range places {
		r, err := tx.RecordOf(p.Source, p.Dataset)
		if err != nil {
			return nil, err
		}
		records = append(records, r)
		of, err := tx.LinkStatesOf(p.Source, p.Dataset, p.Dataset)
		if err != nil {
			return nil, err
		}
		for address, state := range of {
			states[address] = state
		}
	}
	return holdings(s, records, states), nil
}
