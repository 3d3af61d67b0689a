package act

import (
	"context"
	"time"

	"insyn/internal/catalog"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// CountCatalog counts what is so of a source's datasets now, for the measures.
// What another source describes and wins is counted there alone.
func (d *Desk) CountCatalog(ctx context.Context, id catalog.SourceID) error {
	var s catalog.Source
	var lost map[string]bool
	c := store.CatalogCount{Source: id}
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		if s, err = tx.Source(id); err != nil {
			return err
		}
		if lost, err = lostTo(tx, s); err != nil {
			return err
		}
		states, err := tx.LinkCounts(id)
		c.Counts = catalog.Counts{}
		c.AddLinks(states)
		return err
	})
	for after := ""; err == nil; {
		var all []Holding
		if all, after, err = d.HoldingsSince(ctx, s, 0, after); after == "" {
			break
		}
		for _, one := range all {
			if !one.Gone && !lost[one.ID] {
				c.Add(one.Sheet)
			}
		}
	}
	if err != nil {
		return err
	}
	return d.putCount(ctx, c)
}

// putCount keeps a count as that of today.
func (d *Desk) putCount(ctx context.Context, c store.CatalogCount) error {
	return d.DB.Bookkeep(ctx, source(c.Source), func(tx *store.Tx) error {
		c.At = tx.Now
		c.Day = tx.Now.In(lang.Stockholm).Format(time.DateOnly)
		return tx.PutCatalogCount(c)
	})
}

// lostTo gives the datasets that a source describes and another one wins.
func lostTo(tx *store.Tx, s catalog.Source) (map[string]bool, error) {
	sources, err := tx.Sources("")
	if err != nil {
		return nil, err
	}
	byID := map[catalog.SourceID]catalog.Source{}
	for _, one := range sources {
		byID[one.ID] = one
	}
	lost, mine := map[string]bool{}, map[string]bool{}
	for after := (store.Place{}); ; {
		page, err := tx.Shared(after, HoldingsBatch)
		if err != nil {
			return nil, err
		}
		if len(page) == 0 {
			break
		}
		for _, p := range page {
			mine[p.Dataset] = mine[p.Dataset] || p.Source == s.ID
			lost[p.Dataset] = lost[p.Dataset] || byID[p.Source].Before(s) < 0
		}
		after = page[len(page)-1]
	}
	for dataset := range lost {
		if !lost[dataset] || !mine[dataset] {
			delete(lost, dataset)
		}
	}
	return lost, nil
}

// countLinks counts the addresses of each source again, after they have been
// looked at. What is so of the datasets themselves is as it was counted last.
func (d *Desk) countLinks(ctx context.Context) error {
	var latest []store.CatalogCount
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.CatalogCounts()
		latest = latest[:0]
		for i, c := range all {
			if i+1 < len(all) && all[i+1].Source == c.Source {
				continue
			}
			states, err := tx.LinkCounts(c.Source)
			if err != nil {
				return err
			}
			was := c.Counts
			c.Links, c.Alive = 0, 0
			if c.AddLinks(states); c.Counts != was {
				latest = append(latest, c)
			}
		}
		return err
	})
	for _, c := range latest {
		if err := d.putCount(ctx, c); err != nil {
			return err
		}
	}
	return err
}

// countedCatalogs gives what the measures of open data are computed from.
func countedCatalogs(tx *store.Tx) ([]plan.Counted, error) {
	counts, err := tx.CatalogCounts()
	if err != nil || len(counts) == 0 {
		return []plan.Counted{}, err
	}
	sources, err := tx.Sources("")
	if err != nil {
		return nil, err
	}
	bodies := map[catalog.SourceID]string{}
	for _, s := range sources {
		bodies[s.ID] = s.Body
	}
	var all []plan.Counted
	for _, c := range counts { // by source and day
		all = append(all, plan.Counted{Catalogue: string(c.Source), Body: bodies[c.Source], At: c.At,
			Datasets: c.Datasets, Conforming: c.Conforming, Open: c.Open, Machine: c.Machine,
			HighValue: c.HighValue, Obeying: c.Obeying, Links: c.Links, Alive: c.Alive})
	}
	return plan.LastCounted(all, lang.Stockholm), nil
}
