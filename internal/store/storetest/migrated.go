package storetest

import (
	"context"

	"insyn/internal/store"
	"insyn/internal/trial"
)

// Migrated is a database with the schema in it, made once in a test process:
// trial.SQLite(t, storetest.Migrated) and trial.Postgres(t, storetest.Migrated)
// give copies of it, which is much faster than to make the schema anew.
var Migrated = trial.Prepared("migrated", func(url string) error {
	db, err := store.Open(context.Background(), url, store.Options{Sync: "OFF"})
	if err != nil {
		return err
	}
	return db.Close()
})
