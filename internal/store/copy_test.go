package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/fault"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

func noon() time.Time { return storetest.Noon }

func hashes(t testing.TB, db *store.DB) map[string]string {
	t.Helper()
	h, err := db.Hashes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestCopyThereAndBack moves a database from SQLite to PostgreSQL and back to
// SQLite: three databases, the same rows.
func TestCopyThereAndBack(t *testing.T) {
	first, second, third := openSQLite(t, noon), openPostgres(t, noon), openSQLite(t, noon)
	if err := storetest.Fill(first); err != nil {
		t.Fatal(err)
	}
	want := hashes(t, first)
	for table, hash := range want {
		if strings.HasPrefix(hash, "0:") {
			t.Errorf("the table %s is empty, so its copy proves nothing", table)
		}
	}
	told := map[string]int{}
	progress := func(table string, rows int) { told[table] = rows }
	if err := store.Copy(t.Context(), first, second, progress); err != nil {
		t.Fatal(err)
	}
	if told["registration"] != 5 || len(told) != len(want) {
		t.Errorf("told of %v", told)
	}
	if err := store.Copy(t.Context(), second, third, nil); err != nil {
		t.Fatal(err)
	}
	for _, db := range []*store.DB{second, third} {
		if d := cmp.Diff(want, hashes(t, db)); d != "" {
			t.Errorf("%s: %s", db.Engine(), d)
		}
		well(t, db)
	}
}

func TestCopyOnlyIntoAnEmptyDatabase(t *testing.T) {
	first, second := openSQLite(t, noon), openSQLite(t, noon)
	if err := storetest.Fill(first); err != nil {
		t.Fatal(err)
	}
	if err := second.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
		return tx.SetSetting("a", "b")
	}); err != nil {
		t.Fatal(err)
	}
	before := hashes(t, second)
	if err := store.Copy(t.Context(), first, second, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("got %v", err)
	}
	if d := cmp.Diff(before, hashes(t, second)); d != "" {
		t.Error(d)
	}
}

func TestCopyIsAllOrNothing(t *testing.T) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			first, second := openSQLite(t, noon), open(t, noon)
			if err := storetest.Fill(first); err != nil {
				t.Fatal(err)
			}
			empty := hashes(t, second)
			func() {
				defer func() { _ = recover() }()
				_ = store.Copy(t.Context(), first, second, func(table string, _ int) {
					if table == "audit" {
						panic("the power goes")
					}
				})
				t.Error("the copy went through")
			}()
			if d := cmp.Diff(empty, hashes(t, second)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestHashesSeeEveryChange changes one cell at a time.
func TestHashesSeeEveryChange(t *testing.T) {
	path := trial.SQLite(t, migrated)
	db := open(t, path, store.Options{Now: noon})
	if err := storetest.Fill(db); err != nil {
		t.Fatal(err)
	}
	by := beside(t, path)
	for _, change := range []string{
		`update setting set value = value || ' '`,
		`update setting set key = 'x', value = 'y'`,
		`update registration set listed = 0 where id = 'r0'`,
		`update registration set place = place + 1 where id = 'r4'`,
		`update registration set expires = requested where id = 'r0'`,
		`update registration set email_fold = null where id = 'r0'`,
		`update registration set email_fold = '' where id = 'r0'`,
		`update meeting_link set sealed = x'00'`,
		`update registration set name = 'A', organisation = 'BC' where id = 'r0'`,
		`update registration set name = 'AB', organisation = 'C' where id = 'r0'`,
		`delete from audit where number = 5`,
	} {
		before := hashes(t, db)
		if _, err := by.Exec(change); err != nil {
			t.Fatal(err)
		}
		changed := 0
		for table, hash := range hashes(t, db) {
			if before[table] != hash {
				changed++
			}
		}
		if changed != 1 {
			t.Errorf("%s: %d tables have another hash", change, changed)
		}
	}
}

// well demands that Check finds nothing.
func well(t testing.TB, db *store.DB) {
	t.Helper()
	problems, err := db.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var all []error
	for _, p := range problems {
		all = append(all, &p)
	}
	if len(all) > 0 {
		t.Errorf("%s: %v", db.Engine(), errors.Join(all...))
	}
}
