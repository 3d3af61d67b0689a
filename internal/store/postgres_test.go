package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

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

// TestPostgresConnectionsThatWentAreReplaced has the server end all connections,
// those that have just been used and those that have rested.
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
	for i, value := range []string{"a", "b", "c", "d"} {
		if _, err := operator(t, url).Exec(`select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()`); err != nil {
			t.Fatal(err)
		}
		if i%2 == 1 {
			db.Rest()
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

// TestPostgresLeavesNoLockAndNoTransaction has transactions end in every way,
// alone and after one of another process that has the lock.
func TestPostgresLeavesNoLockAndNoTransaction(t *testing.T) {
	url := trial.Postgres(t, trial.Unsynced(), migrated)
	db, other := open(t, url, store.Options{}), open(t, url, store.Options{})
	stop := errors.New("stop")
	for i, f := range []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return nil },
		func(tx *store.Tx) error { return stop },
		func(tx *store.Tx) error { return tx.SetSetting("a", "b") },
		func(tx *store.Tx) error { _, err := tx.Setting("a"); return err },
		func(tx *store.Tx) error { _, _ = tx.Setting("a"); return stop },
		func(tx *store.Tx) error { _ = tx.SetSetting("a", "b"); return stop },
		func(tx *store.Tx) error { return tx.EndSession("none") }, // fails with the commit
		func(tx *store.Tx) error { _ = tx.EndSession("none"); _, err := tx.Setting("a"); return err },
	} {
		_ = db.Bookkeep(context.Background(), "x", f)
		_ = db.Read(context.Background(), f)
		leftOver(t, url, fmt.Sprintf("%d, alone", i))
		behind(t, url, other, func() { _ = db.Bookkeep(context.Background(), "x", f) })
		leftOver(t, url, fmt.Sprintf("%d, after waiting", i))
	}
}

// TestPostgresWithoutTheLockNothingIsDone has the server give up waiting for a
// lock, as an operator may have set it to: nothing may have been committed.
func TestPostgresWithoutTheLockNothingIsDone(t *testing.T) {
	url := trial.Postgres(t, trial.Unsynced(), migrated)
	other := open(t, url, store.Options{})
	if err := other.Read(context.Background(), func(tx *store.Tx) error {
		_, err := tx.Setting("a") // it connects before the setting
		return err
	}); err != nil {
		t.Fatal(err)
	}
	db := open(t, url+"&lock_timeout=20", store.Options{})
	var err error
	behind(t, url, other, func() {
		err = db.Bookkeep(context.Background(), "x",
			func(tx *store.Tx) error { return tx.SetSetting("a", "without") })
	})
	var refused *pgconn.PgError
	if !errors.As(err, &refused) || refused.Code != "55P03" {
		t.Errorf("whoever does not get the lock is told %v", err)
	}
	leftOver(t, url, "given up")
	_ = db.Read(context.Background(), func(tx *store.Tx) error {
		if a, err := tx.Setting("a"); err != nil || a != "" {
			t.Errorf("%q was written without the lock, %v", a, err)
		}
		return nil
	})
}

// behind runs a function while another store has the lock of "x", until it
// has waited for it for a while or ended.
func behind(t *testing.T, url string, other *store.DB, f func()) {
	t.Helper()
	server := operator(t, url)
	defer time.AfterFunc(20*time.Second, func() {
		t.Error("a lock is waited for that nobody gives back")
		_, _ = server.Exec(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`)
	}).Stop()
	held, done := make(chan bool), make(chan bool)
	go func() {
		<-held
		f()
		close(done)
	}()
	if err := other.Bookkeep(context.Background(), "x", func(tx *store.Tx) error {
		if _, err := tx.Setting("a"); err != nil { // a transaction begins with what it asks first
			return err
		}
		close(held)
		for waiting := 0; waiting == 0; {
			if err := server.QueryRow(`
				select count(*) from pg_locks l join pg_database d on d.oid = l.database
				where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`,
			).Scan(&waiting); err != nil {
				return err
			}
			select {
			case <-done:
				return nil
			case <-time.After(50 * time.Millisecond):
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	<-done
}

// leftOver demands that no lock is held and no transaction is open. A store looks
// by itself, in a transaction of its own, whether others have written: what is open
// for a moment is not left.
func leftOver(t *testing.T, url, after string) {
	t.Helper()
	server, locks, open := operator(t, url), 0, 0
	for begun := time.Now(); time.Since(begun) < 10*time.Second; time.Sleep(5 * time.Millisecond) {
		if err := server.QueryRow(`
			select (select count(*) from pg_locks l join pg_database d on d.oid = l.database
					where l.locktype = 'advisory' and d.datname = current_database()),
				(select count(*) from pg_stat_activity
					where datname = current_database() and state like 'idle in transaction%')`,
		).Scan(&locks, &open); err != nil {
			t.Fatal(err)
		}
		if locks == 0 && open == 0 {
			return
		}
	}
	t.Errorf("%s: %d locks and %d transactions are left", after, locks, open)
}
