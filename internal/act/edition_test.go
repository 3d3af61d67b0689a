package act_test

import (
	"testing"
	"time"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// filled fills a catalogue in, with datasets of so many names.
func (p *publisher) filled(names ...string) {
	p.t.Helper()
	p.must(p.SaveCatalog(ctx, p.boss, "exempeldepartementet", func(e *catalog.Edition, now time.Time) error {
		*e = catalog.Edition{Title: catalog.Said{SV: "Våra data"},
			Description: catalog.Said{SV: "Det vi har."},
			Publisher:   "NationalAuthority", Contact: "Kansliet", Email: "kansli@example.se"}
		for _, name := range names {
			if err := e.Put(catalog.Edited{ID: name, Title: catalog.Said{SV: name}, Theme: "ENVI", Licence: catalog.CC0,
				Description: catalog.Said{SV: "Om " + name}, Files: []catalog.EditedFile{
					{Address: p.at + "/" + name + ".csv", Format: "text/csv"}}}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// What a small body fills in and publishes is a valid catalogue at its address,
// in the catalogue of the site, in the record, and in history; a draft is nowhere.
func TestACatalogueMadeByHand(t *testing.T) {
	p := newPublisher(t)
	const body = account.BodyID("exempeldepartementet")
	p.filled("a", "b", "c")
	if _, _, err := p.OwnCatalog(ctx, body); !fault.Is(err, fault.NotFound) {
		t.Errorf("a draft is public: %v", err)
	}
	p.must(p.PublishCatalog(ctx, p.boss, body))
	if err := p.PublishCatalog(ctx, p.boss, body); !fault.Is(err, fault.Conflict) {
		t.Errorf("published twice: %v", err)
	}
	g, first, err := p.OwnCatalog(ctx, "")
	p.must(err)
	if v := dcat.Check(g, dcat.Options{Profiles: []*dcat.Profile{dcat.Swedish}}).Verdicts[0]; v.Errors > 0 || v.Datasets != 3 {
		t.Errorf("%+v", v)
	}
	p.filled("a") // two of three are taken away by the one who may
	if again, print, err := p.OwnCatalog(ctx, body); err != nil || print != first ||
		again.Len() != g.Len() {
		t.Errorf("a draft has changed what is public: %v", err)
	}
	p.must(p.PublishCatalog(ctx, p.boss, body))
	e, err := p.CatalogExport(ctx, body)
	p.must(err)
	n := 0
	for range e.All(ctx) {
		n++
	}
	if _, print, _ := p.OwnCatalog(ctx, body); n != 1 || print == first {
		t.Errorf("%d datasets, %s", n, print)
	}
	p.must(p.DB.Read(ctx, func(tx *store.Tx) error {
		for _, object := range []string{"catalog/exempeldepartementet/1",
			"catalog/exempeldepartementet/2"} {
			leaves, err := tx.LeavesOf(object)
			if err != nil || len(leaves) != 1 {
				t.Errorf("%s has %d leaves, %v", object, len(leaves), err)
			}
		}
		return nil
	}))
	if problems, err := p.CheckRecord(ctx); err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

func TestCataloguesByHandBelongToBodies(t *testing.T) {
	p := newPublisher(t)
	stranger := account.Person{ID: "x", Roles: map[account.BodyID]account.Role{"annan": account.Administrator}}
	none := func(*catalog.Edition, time.Time) error { return nil }
	for name, err := range map[string]error{
		"see":     second(p.EditCatalog(ctx, stranger, "exempeldepartementet")),
		"save":    p.SaveCatalog(ctx, stranger, "exempeldepartementet", none),
		"publish": p.PublishCatalog(ctx, stranger, "exempeldepartementet"),
	} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s by a stranger: %v", name, err)
		}
	}
	p.must(p.SaveCatalog(ctx, p.boss, "exempeldepartementet", none))
	if err := p.PublishCatalog(ctx, p.boss, "exempeldepartementet"); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty catalogue is published: %v", err)
	}
}
