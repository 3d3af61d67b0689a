package act

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/redflag"
)

// Rules that find other rows than those that were followed up keep what was
// decided, and say that the rows are others; of an open flag there is nothing to say.
func TestAFlagSaysThatItsRowsAreOthers(t *testing.T) {
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "insyn.db"), store.Options{Now: time.Now})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	d := &Desk{DB: db, Now: time.Now}
	must(t, d.SaveBody(ctx, account.System, account.Body{ID: "exempel", Name: "Exempel", Email: "a@example.se"}))
	inForce := []purchase.Delivery{{ID: "leverans", Body: "exempel"}}
	found := &redflag.Flag{ID: "flagga", Rule: redflag.Split}
	run := func(mark string) (f purchase.Flag) {
		t.Helper()
		found.Evidence = redflag.Evidence{Count: 1, Rows: []redflag.RowRef{{0, 0}}, Mark: mark}
		must(t, db.Write(ctx, "flags", func(tx *store.Tx) error {
			if err := keepFlag(tx, 1, inForce, found); err != nil {
				return err
			}
			return note(tx, "flags", "system", "find-flags", "", nil)
		}))
		must(t, db.Read(ctx, func(tx *store.Tx) (err error) {
			f, err = tx.Flag("flagga")
			return err
		}))
		return f
	}
	run("a")
	if f := run("b"); f.Count(purchase.StepChanged) != 0 {
		t.Errorf("an open flag has the steps %+v", f.Steps)
	}
	must(t, d.DecideFlag(ctx, account.System, "flagga", purchase.FlagReferred, "Till inköp"))
	if f := run("b"); f.Count(purchase.StepChanged) != 0 {
		t.Errorf("the same rows are others: %+v", f.Steps)
	}
	if f := run("c"); f.Count(purchase.StepChanged) != 1 || f.State != purchase.FlagReferred {
		t.Errorf("other rows: %s, %+v", f.State, f.Steps)
	}
}
