package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"insyn/internal/fault"
	"insyn/internal/store"
)

// queued has writers come while another holds the gate, each after the one
// before, and gives what each was told.
func queued(t *testing.T, db *store.DB, writers ...func(ctx context.Context, db *store.DB) error) []error {
	t.Helper()
	told := make([]error, len(writers))
	var all sync.WaitGroup
	if err := db.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
		for i, w := range writers {
			came := db.Waiting("x")
			all.Go(func() { told[i] = w(t.Context(), db) })
			for wait := time.Now(); db.Waiting("x") == came; time.Sleep(time.Millisecond) {
				if time.Since(wait) > 10*time.Second {
					t.Fatal("a writer does not come")
				}
			}
		}
		return count(tx)
	}); err != nil {
		t.Error(err)
	}
	all.Wait()
	return told
}

// adds is a writer that adds one to the number.
func adds(ctx context.Context, db *store.DB) error { return db.Bookkeep(ctx, "x", count) }

var errOwn = errors.New("a failure of its own")

// fails is a writer that fails, after it has added one or before.
func fails(late bool) func(context.Context, *store.DB) error {
	return func(ctx context.Context, db *store.DB) error {
		return db.Bookkeep(ctx, "x", func(tx *store.Tx) error {
			if late {
				if err := count(tx); err != nil {
					return err
				}
			}
			return errOwn
		})
	}
}

// TestWritersShareATransaction has those who wait be committed together.
func TestWritersShareATransaction(t *testing.T) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			store.ShareFor(t, time.Hour)
			db := open(t, time.Now)
			before := db.Commits()
			for _, err := range queued(t, db, adds, adds, fails(false), adds, adds) {
				if err != nil && err != errOwn {
					t.Error(err)
				}
			}
			if got := db.Commits() - before; got != 2 { // of the first, and of all who waited
				t.Errorf("%d commits of 5 writers", got)
			}
			if got := counted(t, db); got != 5 {
				t.Errorf("counted %d, want 5", got)
			}
		})
	}
}

// TestFailureOfOneIsNobodyElses has one of those who share a transaction fail,
// panic or leave: it is told so, the others are committed, and of its own
// nothing is left.
func TestFailureOfOneIsNobodyElses(t *testing.T) {
	panics := func(ctx context.Context, db *store.DB) (err error) {
		defer func() { err = fmt.Errorf("%v", recover()) }()
		return db.Bookkeep(ctx, "x", func(tx *store.Tx) error {
			_ = count(tx)
			panic("a panic of its own")
		})
	}
	clashes := func(ctx context.Context, db *store.DB) error { // told with what comes after it
		return db.Bookkeep(ctx, "x", func(tx *store.Tx) error {
			return errors.Join(count(tx), tx.ReopenForum("consultation/none"))
		})
	}
	leaves := func(ctx context.Context, db *store.DB) error {
		ctx, cancel := context.WithCancel(ctx)
		return db.Bookkeep(ctx, "x", func(tx *store.Tx) error {
			err := count(tx)
			cancel()
			return errors.Join(err, ctx.Err())
		})
	}
	for name, bad := range map[string]func(context.Context, *store.DB) error{"late": fails(true),
		"early": fails(false), "panics": panics, "clashes": clashes, "leaves": leaves} {
		for engine, open := range engines {
			t.Run(name+"/"+engine, func(t *testing.T) {
				db := open(t, time.Now)
				told := queued(t, db, adds, adds, bad, adds)
				for i, err := range told {
					if (err != nil) != (i == 2) {
						t.Errorf("writer %d was told %v", i, err)
					}
				}
				if name == "clashes" && !fault.Is(told[2], fault.NotFound) {
					t.Errorf("it was told %v", told[2])
				}
				if got := counted(t, db); got != 4 {
					t.Errorf("counted %d, want 4", got)
				}
			})
		}
	}
}
