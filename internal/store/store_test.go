package store_test

import (
	"context"
	"flag"
	"slices"
	"strconv"
	"testing"
	"time"

	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

// openSQLite opens a fresh SQLite database.
func openSQLite(t testing.TB, now func() time.Time) *store.DB {
	return open(t, trial.SQLite(t, migrated), store.Options{Now: now, Sync: "OFF"})
}

// migrated is a database with the schema in it, made once.
var migrated = storetest.Migrated

// openPostgres opens a fresh PostgreSQL database.
func openPostgres(t testing.TB, now func() time.Time) *store.DB {
	return open(t, trial.Postgres(t, trial.Unsynced(), migrated), store.Options{Now: now})
}

func open(t testing.TB, url string, opt store.Options) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), url, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// engines are the databases that every test of both engines opens.
var engines = map[string]storetest.Open{"sqlite": openSQLite, "postgres": openPostgres}

func TestSuite(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { storetest.Run(t, openSQLite) })
	t.Run("postgres", func(t *testing.T) { storetest.Run(t, emptied(t)) })
}

func TestMachine(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		if trial.Race { // one thing at a time: the race detector has nothing to find
			fewer(t)
		}
		storetest.Machine(t, openSQLite)
	})
	t.Run("postgres", func(t *testing.T) {
		fewer(t)
		storetest.Machine(t, emptied(t))
	})
}

// fewer has rapid try less, where each try takes its time.
func fewer(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	if n, err := strconv.Atoi(before); err == nil && n >= 10 {
		_ = checks.Value.Set(strconv.Itoa(n / 10))
	}
	t.Cleanup(func() { _ = checks.Value.Set(before) })
}

// emptied opens one PostgreSQL database again and again, each time emptied:
// faster than as many databases. Who opens it must close it before the next.
func emptied(t testing.TB) storetest.Open {
	url := trial.Postgres(t, trial.Unsynced(), migrated)
	var empty string // faster than truncate where there is little
	for _, table := range slices.Backward(store.Tables()) {
		empty += "delete from " + table.Name + ";"
	}
	return func(t testing.TB, now func() time.Time) *store.DB {
		t.Helper()
		if _, err := operator(t, url).Exec(empty); err != nil {
			t.Fatal(err)
		}
		return open(t, url, store.Options{Now: now})
	}
}
