package act_test

import (
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/store"
)

// sources gives the sources of the catalogue of the site.
func (o *office) sources() (all []catalog.Source) {
	o.t.Helper()
	o.must(o.DB.Read(ctx, func(tx *store.Tx) (err error) {
		all, err = tx.Sources("")
		return err
	}))
	return all
}

// TestAPublishedLedgerIsADataset holds that what is published is harvested into
// the catalogue of the site, a dataset for each year, and again when more is.
func TestAPublishedLedgerIsADataset(t *testing.T) {
	o := newOffice(t, sqlite(t))
	text := generated(t, 200, 3)
	d := o.bring(o.editor, "2024", text)
	if all := o.sources(); len(all) > 0 {
		t.Fatalf("what is not published is a source: %+v", all)
	}
	_, err := o.PublishDelivery(ctx, o.boss, d.ID, "")
	o.must(err)
	all := o.sources()
	if len(all) != 1 || all[0].Next.After(o.clock.Now()) ||
		all[0].Address != o.Site.URL+"/inkop/data/"+string(ministry)+"/catalogue.ttl" {
		t.Fatalf("%+v", all)
	}
	run, err := o.Harvest(ctx, account.System, all[0].ID)
	o.must(err)
	if run.State != store.HarvestDone || run.Added != 1 || run.Skipped > 0 {
		t.Fatalf("%+v: %v", run, act.HarvestFault(run))
	}
	again := o.bring(o.editor, "2024", text)
	_, err = o.PublishDelivery(ctx, o.boss, again.ID, "Ett konto var fel")
	o.must(err)
	if same := o.sources(); len(same) != 1 || same[0].ID != all[0].ID ||
		same[0].Next.After(o.clock.Now()) {
		t.Errorf("after a correction: %+v", same)
	}
	run, err = o.Harvest(ctx, account.System, all[0].ID)
	o.must(err)
	if run.State != store.HarvestDone || run.Changed != 1 {
		t.Errorf("the dataset stays as it was: %+v", run)
	}
}
