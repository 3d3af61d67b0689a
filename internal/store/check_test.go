package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

// beside opens a SQLite file as another program would, with nothing that guards it.
func beside(t testing.TB, path string) *sql.DB {
	t.Helper()
	return pool(t, "sqlite", path+"?_pragma=busy_timeout(5000)")
}

// TestCheckFindsEachProblem spoils a healthy database in one way at a time.
func TestCheckFindsEachProblem(t *testing.T) {
	for problem, spoil := range map[string]string{
		"check.taken":   `update seating set taken = 1`,
		"check.waiting": `update seating set waiting = 4`,
		"check.order":   `update seating set last_order = 4`,
		"check.places":  `update registration set place = 3 where id = 'r3'`,
		"check.sheet":   `update seating set capacity = 3`,
		"check.version": `update consultation set summary = 1`,
		"check.fold":    `update registration set email_fold = 'other@example.se' where id = 'r3'`,
		"check.audit":   `delete from audit where number = 3`,
		"check.overdue": `update consultation set keep_needs = '2023-11-25T10:00:00.000000Z'`,
		"check.requests": `update registration set status = 'requested',
			expires = '2023-11-25T10:00:00.000000Z' where id = 'r0'`,
	} {
		for engine := range engines {
			t.Run(problem+"/"+engine, func(t *testing.T) {
				db, other := withOperator(t, engine)
				if err := storetest.Fill(db); err != nil {
					t.Fatal(err)
				}
				well(t, db)
				if _, err := other.Exec(spoil); err != nil {
					t.Fatal(err)
				}
				found(t, db, problem)
			})
		}
	}
}

// withOperator opens a database, and a connection beside the store.
func withOperator(t *testing.T, engine string) (*store.DB, *sql.DB) {
	if engine == "postgres" {
		url := trial.Postgres(t, trial.Unsynced(), migrated)
		return open(t, url, store.Options{Now: noon}), operator(t, url)
	}
	path := filepath.Join(t.TempDir(), "insyn.db")
	return open(t, path, store.Options{Now: noon, Sync: "OFF"}), beside(t, path)
}

// found demands that Check tells of a problem.
func found(t testing.TB, db *store.DB, problem string) {
	t.Helper()
	problems, err := db.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Message == problem {
			return
		}
	}
	t.Errorf("%s was not found, only %v", problem, problems)
}

func TestCheckFindsReferencesThatLeadNowhere(t *testing.T) {
	db, other := withOperator(t, "sqlite")
	if err := storetest.Fill(db); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec(`pragma foreign_keys = off; delete from body`); err != nil {
		t.Fatal(err)
	}
	found(t, db, "check.reference")
}

// TestOverdueHasAGrace gives the job that deletes the time to run.
func TestOverdueHasAGrace(t *testing.T) {
	over := storetest.Consultation("c", "exempel", "c").Content.NeedsUntil()
	for after, want := range map[time.Duration]int{0: 0, 47 * time.Hour: 0, 49 * time.Hour: 1} {
		db := openSQLite(t, func() time.Time { return over.Add(after) })
		if err := storetest.Fill(db); err != nil {
			t.Fatal(err)
		}
		if all, err := db.Check(t.Context()); err != nil || len(all) != want {
			t.Errorf("%s after: %v and %v, want %d problems", after, all, err, want)
		}
	}
}
