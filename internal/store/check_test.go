package store_test

import (
	"database/sql"
	"slices"
	"testing"
	"time"

	"insyn/internal/consult"
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
	path := trial.SQLite(t, migrated)
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

// TestN29AnswersHaveNoOrder looks at the answers as they lie: nothing tells
// when, or after whom, they were given.
func TestN29AnswersHaveNoOrder(t *testing.T) {
	for engine := range engines {
		t.Run(engine, func(t *testing.T) {
			db, other := withOperator(t, engine)
			if err := storetest.Fill(db); err != nil {
				t.Fatal(err)
			}
			var given []int64
			for i := range 30 {
				given = append(given, int64(i+4))
				if err := db.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
					return tx.AddEvaluation("c", consult.Evaluation{Spoke: consult.Rating(i + 4)})
				}); err != nil {
					t.Fatal(err)
				}
			}
			var lie []int64
			rows, err := other.Query(`select spoke from evaluation where spoke > 3 order by id`)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				var n int64
				if err := rows.Scan(&n); err != nil {
					t.Fatal(err)
				}
				lie = append(lie, n)
			}
			if len(lie) != len(given) || slices.Equal(lie, given) {
				t.Errorf("the answers lie in the order in which they came: %v", lie)
			}
		})
	}
}
