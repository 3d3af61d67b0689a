package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

// openSQLite opens a fresh SQLite database.
func openSQLite(t testing.TB, now func() time.Time) *store.DB {
	return open(t, filepath.Join(t.TempDir(), "insyn.db"), store.Options{Now: now, Sync: "OFF"})
}

// migrated is a PostgreSQL database with the schema in it, made once.
var migrated = trial.Prepared("store", func(dsn string) error {
	db, err := store.Open(context.Background(), dsn, store.Options{})
	if err != nil {
		return err
	}
	return db.Close()
})

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
	for name, open := range engines {
		t.Run(name, func(t *testing.T) { storetest.Run(t, open) })
	}
}
