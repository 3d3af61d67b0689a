package store_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

// TestDoorsAreNeverGuessedWrong has one store learn whether registration is
// open, another change that, and the first act on what it has learnt.
func TestDoorsAreNeverGuessedWrong(t *testing.T) {
	for engine, url := range map[string]string{"sqlite": trial.SQLite(t, migrated),
		"postgres": trial.Postgres(t, trial.Unsynced(), migrated)} {
		t.Run(engine, func(t *testing.T) {
			here := open(t, url, store.Options{Sync: "OFF"})
			elsewhere := open(t, url, store.Options{Sync: "OFF"})
			c := storetest.Consultation("c", "exempel", "c")
			c.Published = 0
			change := func(f func(tx *store.Tx) error) {
				t.Helper()
				if err := elsewhere.Write(t.Context(), "c", func(tx *store.Tx) error {
					return errors.Join(tx.Audit(store.Entry{Aggregate: "c"}), f(tx))
				}); err != nil {
					t.Fatal(err)
				}
			}
			change(func(tx *store.Tx) error { return storetest.Add(tx, c) })
			runs, in, shut := 0, 0, errors.New("shut")
			enter := func(ctx context.Context, db *store.DB) error {
				return db.Bookkeep(ctx, "x", func(tx *store.Tx) error {
					runs++
					door, err := tx.Door("c")
					if err == nil && (!door.Published || door.Cancelled) {
						err = shut
					}
					return errors.Join(err, tx.SetSetting("counter", strconv.Itoa(in+1)))
				})
			}
			step := func(what string, want error, wantRuns int) {
				t.Helper()
				runs = 0
				if err := enter(t.Context(), here); !errors.Is(err, want) || runs != wantRuns {
					t.Errorf("%s: %v after %d runs, want %v after %d", what, err, runs, want, wantRuns)
				}
				if want == nil {
					in++
				}
				if got := counted(t, here); got != in {
					t.Errorf("%s: %d came in, want %d", what, got, in)
				}
			}
			step("first", shut, 1)
			step("still shut", shut, 2)
			c.Published = 1
			change(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
			step("opened elsewhere", nil, 2)
			step("still open", nil, 1)
			c.Cancelled = time.Now()
			change(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
			step("shut elsewhere", shut, 2)
			c.Cancelled = time.Time{}
			change(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
			step("opened again", nil, 2)

			c.Cancelled = time.Now()
			change(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
			for _, err := range queued(t, here, enter, adds, enter, enter) { // it adds one, too
				if err != nil && !errors.Is(err, shut) {
					t.Error(err)
				}
			}
			if got := counted(t, here); got != in+2 {
				t.Errorf("%d came in together, want %d", got, in+2)
			}
		})
	}
}
