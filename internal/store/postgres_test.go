package store_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"insyn/internal/store"
	"insyn/internal/trial"
)

// operator is a connection beside the store, of somebody who runs the server.
func operator(t testing.TB, url string) *sql.DB { return pool(t, "pgx", url) }

// pool opens a database with nothing of the store.
func pool(t testing.TB, driver, source string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestPostgresConnectionsThatWentAreReplaced(t *testing.T) {
	url := trial.Postgres(t, trial.Unsynced(), migrated)
	db := open(t, url, store.Options{Readers: 3})
	ctx := context.Background()
	set := func(value string) error {
		return db.Bookkeep(ctx, "x", func(tx *store.Tx) error {
			if _, err := tx.Setting("k"); err != nil {
				return err
			}
			return tx.SetSetting("k", value)
		})
	}
	read := func() (value string, err error) {
		err = db.Read(ctx, func(tx *store.Tx) (err error) {
			value, err = tx.Setting("k")
			return err
		})
		return value, err
	}
	for _, value := range []string{"a", "b", "c"} {
		if _, err := operator(t, url).Exec(`select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()`); err != nil {
			t.Fatal(err)
		}
		if err := set(value); err != nil {
			t.Fatalf("a write on a connection that has gone: %v", err)
		}
		for range 4 {
			if got, err := read(); err != nil || got != value {
				t.Fatalf("a read on a connection that has gone: %q, %v", got, err)
			}
		}
	}
}

func TestPostgresLeavesNoLockAndNoTransaction(t *testing.T) {
	url := trial.Postgres(t, trial.Unsynced(), migrated)
	db := open(t, url, store.Options{})
	stop := errors.New("stop")
	for _, f := range []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return nil },
		func(tx *store.Tx) error { return stop },
		func(tx *store.Tx) error { return tx.SetSetting("a", "b") },
		func(tx *store.Tx) error { _, err := tx.Setting("a"); return err },
		func(tx *store.Tx) error { _, _ = tx.Setting("a"); return stop },
		func(tx *store.Tx) error { _ = tx.SetSetting("a", "b"); return stop },
		func(tx *store.Tx) error { return tx.EndSession("none") },
		func(tx *store.Tx) error { _ = tx.EndSession("none"); _, err := tx.Setting("a"); return err },
	} {
		_ = db.Bookkeep(context.Background(), "x", f)
		_ = db.Read(context.Background(), f)
		var locks, open int
		if err := operator(t, url).QueryRow(`
			select (select count(*) from pg_locks l join pg_database d on d.oid = l.database
					where l.locktype = 'advisory' and d.datname = current_database()),
				(select count(*) from pg_stat_activity
					where datname = current_database() and state like 'idle in transaction%')`,
		).Scan(&locks, &open); err != nil {
			t.Fatal(err)
		}
		if locks != 0 || open != 0 {
			t.Errorf("%d locks and %d transactions are left", locks, open)
		}
	}
}
