package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

// durable gives the address of a fresh database that waits for the disk.
func durable(b *testing.B, engine string) string {
	if engine == "postgres" {
		return trial.Postgres(b, migrated)
	}
	return filepath.Join(b.TempDir(), "insyn.db")
}

// BenchmarkBareInsert is what the engine needs to make one row durable: a
// prepared insert of a single row, each its own transaction.
func BenchmarkBareInsert(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			driver, source := "pgx", ""
			url := durable(b, engine)
			if source = url; engine == "sqlite" {
				driver = "sqlite"
				source = "file:" + url + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
			}
			db, err := sql.Open(driver, source)
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			db.SetMaxOpenConns(1)
			if _, err := db.Exec("create table bare (id text primary key, name text)"); err != nil {
				b.Fatal(err)
			}
			insert, err := db.Prepare("insert into bare (id, name) values ($1, $2)")
			if err != nil {
				b.Fatal(err)
			}
			defer insert.Close()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := insert.Exec(store.NewID(time.Now()), "Åsa Öberg"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// register does what a registration with a seat does to the store: load,
// decide, save, enqueue, audit.
func register(tx *store.Tx, c consult.ID, id string, email string) error {
	seats, err := tx.Seating(c)
	if err != nil {
		return err
	}
	r := storetest.Registration(id, string(c), email)
	if err := seats.Confirm(&r, r.Requested); err != nil {
		return err
	}
	if err := tx.AddRegistration(r); err != nil {
		return err
	}
	if err := tx.SaveSeating(c, seats); err != nil {
		return err
	}
	if err := tx.Enqueue(store.Mail{Key: "confirm|" + id + "|0", Kind: "confirm",
		Consultation: string(c), Registration: id, Sequence: 0, Data: "{}"}); err != nil {
		return err
	}
	return tx.Audit(store.Entry{Aggregate: "consultation/" + string(c), Actor: "participant",
		Act: "register", Object: id, Detail: "{}"})
}

// BenchmarkRegistration is a whole durable registration. Its goal is 45 % of
// the speed of BenchmarkBareInsert on SQLite, 35 % on PostgreSQL.
func BenchmarkRegistration(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			db := open(b, durable(b, engine), store.Options{})
			ctx := context.Background()
			c := storetest.Consultation(store.NewID(time.Now()), "exempel", "c")
			if err := db.Bookkeep(ctx, "c", func(tx *store.Tx) error {
				return storetest.Add(tx, c)
			}); err != nil {
				b.Fatal(err)
			}
			aggregate, i := "consultation/"+string(c.ID), 0
			b.ReportAllocs()
			for b.Loop() {
				i++
				if err := db.Write(ctx, aggregate, func(tx *store.Tx) error {
					return register(tx, c.ID, store.NewID(tx.Now), fmt.Sprintf("p%d@example.se", i))
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
