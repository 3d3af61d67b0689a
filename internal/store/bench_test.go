package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
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

// bare opens a database of its own beside the store's, with one plain table,
// and gives a function that makes one row durable: a prepared insert in a
// transaction of its own.
func bare(b *testing.B, engine string) (insert func()) {
	driver, source := "pgx", durable(b, engine)
	if engine == "sqlite" {
		driver = "sqlite"
		source = "file:" + source + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	}
	db := pool(b, driver, source)
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("create table bare (id text primary key, name text)"); err != nil {
		b.Fatal(err)
	}
	prepared, err := db.Prepare("insert into bare (id, name) values ($1, $2)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { prepared.Close() })
	return func() {
		if _, err := prepared.Exec(store.NewID(time.Now()), "Åsa Öberg"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareInsert is what the engine needs to make one row durable.
func BenchmarkBareInsert(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			insert := bare(b, engine)
			b.ReportAllocs()
			for b.Loop() {
				insert()
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

// registering opens a store and gives a function that makes one registration durable.
func registering(b *testing.B, engine string) (one func()) {
	db := open(b, durable(b, engine), store.Options{})
	c, aggregate := meeting(b, db, 500)
	i := 0
	return func() {
		i++
		if err := db.Write(context.Background(), aggregate, func(tx *store.Tx) error {
			return register(tx, c, store.NewID(tx.Now), fmt.Sprintf("p%d@example.se", i))
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRegistration is a whole durable registration.
func BenchmarkRegistration(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			one := registering(b, engine)
			b.ReportAllocs()
			for b.Loop() {
				one()
			}
		})
	}
}

// BenchmarkRegistrationOfBareInsert does both by turns and reports the speed
// of registrations as a share of that of bare inserts, by their medians. The
// goal is 45 % on SQLite and 35 % on PostgreSQL.
func BenchmarkRegistrationOfBareInsert(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			insert, one := bare(b, engine), registering(b, engine)
			var plain, whole []time.Duration
			for b.Loop() {
				began := time.Now()
				insert()
				between := time.Now()
				one()
				plain = append(plain, between.Sub(began))
				whole = append(whole, time.Since(between))
			}
			b.ReportMetric(100*float64(median(plain))/float64(median(whole)), "%-of-bare")
		})
	}
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
