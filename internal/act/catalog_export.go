package act

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/store"
	"insyn/rdf"
)

// A CatalogExport is the catalogue, or that of a body, as it was at one moment:
// what is written from it does not change while harvests go on.
type CatalogExport struct {
	Body    account.Body // the zero Body of the whole
	Catalog string       // address of its head
	About   *rdf.Graph

	desk    *Desk
	sources []catalog.Source
	lost    map[catalog.SourceID]map[string]bool // what another source wins
}

// exportBatch is how many datasets are in memory at once.
const exportBatch = 200

// CatalogExport opens the catalogue of a body, or the whole for "". A body that
// publishes at one address keeps the head of its own catalogue, so that who
// harvests the export gets what the body has published; everything else stands
// under a head of the site's.
//
// Faults: NotFound.
func (d *Desk) CatalogExport(ctx context.Context, body account.BodyID) (*CatalogExport, error) {
	e := &CatalogExport{desk: d}
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		e.sources, e.lost = nil, map[catalog.SourceID]map[string]bool{}
		if body != "" {
			var err error
			if e.Body, err = tx.Body(body); err != nil {
				return err
			}
		}
		list, err := tx.Sources(body)
		if err != nil {
			return err
		}
		for _, s := range list {
			if s.Generation == 0 {
				continue
			}
			e.sources = append(e.sources, s)
			if e.lost[s.ID], err = lostTo(tx, s); err != nil {
				return err
			}
		}
		return e.head(tx)
	})
	return e, err
}

// head finds the head of the catalogue.
func (e *CatalogExport) head(tx *store.Tx) error {
	if e.Body.ID != "" && len(e.sources) == 1 {
		head, err := tx.HeadOf(e.sources[0].ID)
		if err == nil {
			e.Catalog, e.About = head.IRI, catalog.Graph(head.Content)
			return nil
		}
	}
	base, name := e.desk.Site.URL+"/data/katalog", e.desk.Site.Name
	if e.Body.ID != "" {
		base, name = base+"/"+string(e.Body.ID), e.Body.Name
	}
	e.Catalog, e.About = base, catalog.Head(base, name)
	return nil
}

// Print changes when anything of the export does.
func (e *CatalogExport) Print() string {
	sum := sha256.New()
	fmt.Fprintln(sum, e.Catalog, e.Body.Name)
	for _, s := range e.sources {
		fmt.Fprintln(sum, s.ID, s.Generation, len(e.lost[s.ID]))
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

// All gives the descriptions of all that is listed, in turn. It takes the memory
// of some hundred datasets, however many there are.
func (e *CatalogExport) All(ctx context.Context) iter.Seq2[*rdf.Graph, error] {
	return func(yield func(*rdf.Graph, error) bool) {
		for _, s := range e.sources {
			for after := ""; ; {
				page, err := e.read(ctx, s, after, exportBatch)
				if err != nil {
					yield(nil, err)
					return
				}
				if len(page) == 0 {
					break
				}
				after = page[len(page)-1].Dataset
				for _, r := range page {
					if e.lists(s, r) && !yield(catalog.Graph(r.Content), nil) {
						return
					}
				}
			}
		}
	}
}

func (e *CatalogExport) read(ctx context.Context, s catalog.Source, after string, limit int) (
	page []store.Record, err error) {
	err = e.desk.DB.Read(ctx, func(tx *store.Tx) error {
		page, err = tx.InForceAt(s.ID, s.Generation, after, limit)
		return err
	})
	return page, err
}

// lists tells whether a record is of what the export lists.
func (e *CatalogExport) lists(s catalog.Source, r store.Record) bool {
	return r.What != catalog.Gone && r.Kind != catalog.Main && !e.lost[s.ID][r.Dataset]
}

// Part gives a page of the export, and what is to be said of it.
func (e *CatalogExport) Part(ctx context.Context, page dcat.Page) (iter.Seq2[*rdf.Graph, error],
	dcat.Page, error) {
	var all []store.Place
	err := e.desk.DB.Read(ctx, func(tx *store.Tx) error {
		all = all[:0]
		for _, s := range e.sources {
			ids, err := tx.ListedAt(s.ID, s.Generation)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if !e.lost[s.ID][id] {
					all = append(all, store.Place{Source: s.ID, Dataset: id})
				}
			}
		}
		return nil
	})
	page.Total = len(all)
	from, to := page.Range()
	return e.at(ctx, all[from:to]), page, err
}

// at gives the descriptions of what stands at places.
func (e *CatalogExport) at(ctx context.Context, places []store.Place) iter.Seq2[*rdf.Graph, error] {
	generation := map[catalog.SourceID]int{}
	for _, s := range e.sources {
		generation[s.ID] = s.Generation
	}
	return func(yield func(*rdf.Graph, error) bool) {
		for part := range slices.Chunk(places, exportBatch) {
			var records []store.Record
			err := e.desk.DB.Read(ctx, func(tx *store.Tx) error {
				records = records[:0]
				for _, p := range part {
					r, err := tx.RecordAt(p.Source, generation[p.Source], p.Dataset)
					if err != nil {
						return err
					}
					records = append(records, r)
				}
				return nil
			})
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range records {
				if !yield(catalog.Graph(r.Content), nil) {
					return
				}
			}
		}
	}
}
