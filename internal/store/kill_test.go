package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

// TestN30KilledInTheMiddle has another process register people from eight
// callers and kills it without warning. Whoever was told that the registration
// is made is there afterwards with mail and audit line; nobody is there by half.
func TestN30KilledInTheMiddle(t *testing.T) {
	if url := os.Getenv("STORE_CHILD"); url != "" {
		registerForever(t, url)
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			url := trial.SQLite(t, migrated)
			if engine == "postgres" {
				url = trial.Postgres(t, trial.Unsynced(), migrated)
			}
			db := open(t, url, store.Options{Now: noon})
			c, _ := meeting(t, db, 20)
			told := map[string]bool{}
			for round := range 3 {
				for _, id := range killed(t, url, 100+50*round) {
					told[id] = true
				}
				whole(t, db, c, told)
			}
			well(t, db)
		})
	}
}

// killed runs a process that registers people, kills it when so many are told
// of, and gives those.
func killed(t *testing.T, url string, most int) (told []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestN30KilledInTheMiddle$")
	cmd.Env = append(os.Environ(), "STORE_CHILD="+url)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		id, ok := strings.CutPrefix(lines.Text(), "told ")
		if !ok {
			t.Errorf("the process says %s", lines.Text())
			continue
		}
		if told = append(told, id); len(told) == most {
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait()
	if len(told) < most {
		t.Fatalf("the process ended after %d", len(told))
	}
	return told
}

// registerForever is what the process does: it tells of each registration after it was committed.
func registerForever(t *testing.T, url string) {
	db, err := store.Open(context.Background(), url, store.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	var out sync.Mutex
	crowd(1_000_000, func(int) {
		id := store.NewID(time.Now())
		err := db.Write(context.Background(), "consultation/c", func(tx *store.Tx) error {
			return register(tx, "c", id, id+"@example.se")
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		out.Lock()
		fmt.Println("told " + id)
		out.Unlock()
	})
}

// whole demands that all who were told are there, and that everybody there has
// a place, a mail and a line in the log.
func whole(t *testing.T, db *store.DB, c consult.ID, told map[string]bool) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Registrations(store.RegistrationFilter{Consultation: c})
		log, lines := tx.AuditLog("consultation/"+string(c), 1_000_000, 0)
		mails, queued := tx.Mails(store.MailFilter{Consultation: string(c), Limit: 1_000_000})
		for i, r := range all {
			if delete(told, string(r.ID)); r.Order != int64(i+1) {
				t.Errorf("the place %d has the number %d", i+1, r.Order)
			}
		}
		if len(told) > 0 {
			t.Errorf("%d were told and are not there", len(told))
		}
		if len(log) != len(all) || len(mails) != len(all) {
			t.Errorf("%d registrations, %d lines, %d mails", len(all), len(log), len(mails))
		}
		return errors.Join(err, lines, queued)
	}); err != nil {
		t.Fatal(err)
	}
}

// TestN30DiskFull lets the file grow no further: what does not fit fails as a
// whole, reading goes on, and when there is room again so does writing.
func TestN30DiskFull(t *testing.T) {
	db := openSQLite(t, noon)
	c, aggregate := meeting(t, db, 20)
	pages := db.LimitPages(t, 0)
	db.LimitPages(t, pages+20)
	made := 0
	var err error
	for ; err == nil && made < 10_000; made++ {
		err = db.Write(t.Context(), aggregate, func(tx *store.Tx) error {
			id := fmt.Sprint("r", made)
			return register(tx, c, id, id+"@example.se")
		})
	}
	if !fault.Is(err, fault.Unavailable) {
		t.Fatalf("after %d registrations: %v", made, err)
	}
	whole(t, db, c, map[string]bool{})
	db.LimitPages(t, pages+20) // the connection may be another
	if err := db.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
		return tx.SetSetting("big", strings.Repeat("å", 100_000))
	}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a large row: %v", err)
	}
	db.LimitPages(t, 1<<30)
	if err := db.Write(t.Context(), aggregate, func(tx *store.Tx) error {
		return register(tx, c, "again", "again@example.se")
	}); err != nil {
		t.Errorf("there is room again: %v", err)
	}
	well(t, db)
	whole(t, db, c, map[string]bool{})
}

// TestN30LockedByAnother has another program hold the write lock: a write
// waits for it, and one that waits too long fails and changes nothing.
func TestN30LockedByAnother(t *testing.T) {
	t.Parallel()
	path := trial.SQLite(t, migrated)
	db := open(t, path, store.Options{Now: noon})
	other := beside(t, path)
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("begin immediate"); err != nil {
		t.Fatal(err)
	}
	freed := make(chan error)
	go func() {
		time.Sleep(100 * time.Millisecond)
		_, err := other.Exec("rollback")
		freed <- err
	}()
	if err := db.Bookkeep(t.Context(), "x", count); err != nil {
		t.Errorf("the lock came free and the write did not go on: %v", err)
	}
	if err := <-freed; err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec("begin immediate"); err != nil {
		t.Fatal(err)
	}
	if err := db.Bookkeep(t.Context(), "x", count); !fault.Is(err, fault.Unavailable) {
		t.Errorf("the lock was held for good: %v", err)
	}
	if _, err := other.Exec("rollback"); err != nil {
		t.Fatal(err)
	}
	if err := db.Bookkeep(t.Context(), "x", count); err != nil {
		t.Error(err)
	}
	if got := counted(t, db); got != 2 {
		t.Errorf("counted %d, want 2", got)
	}
}

// TestN30MigrationHalfDone stops a migration in the middle: the next start
// does it, from the beginning.
func TestN30MigrationHalfDone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "insyn.db")
	pool := beside(t, path)
	if _, err := pool.Exec(`create table setting (key text)`); err != nil { // clashes with the schema
		t.Fatal(err)
	}
	if db, err := store.Open(t.Context(), path, store.Options{}); err == nil {
		db.Close()
		t.Fatal("a schema was made over another")
	}
	var left int
	if err := pool.QueryRow(`select count(*) from sqlite_schema
		where type = 'table' and name in ('body', 'registration')`).Scan(&left); err != nil || left > 0 {
		t.Errorf("%d tables of a migration that failed are left, %v", left, err)
	}
	if _, err := pool.Exec(`drop table setting`); err != nil {
		t.Fatal(err)
	}
	db := open(t, path, store.Options{Now: noon})
	if err := storetest.Fill(db); err != nil {
		t.Error(err)
	}
}

// TestDatabaseOfANewerInsynIsRefused opens what this version cannot know.
func TestDatabaseOfANewerInsynIsRefused(t *testing.T) {
	for engine := range engines {
		t.Run(engine, func(t *testing.T) {
			url := filepath.Join(t.TempDir(), "insyn.db")
			driver := "sqlite"
			if engine == "postgres" {
				url, driver = trial.Postgres(t, trial.Unsynced(), migrated), "pgx"
			}
			open(t, url, store.Options{}).Close()
			pool := pool(t, driver, url)
			if _, err := pool.Exec(`insert into goose_db_version (version_id, is_applied)
				values (999, true)`); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Open(t.Context(), url, store.Options{}); !errors.Is(err, store.ErrNewer) {
				t.Errorf("got %v", err)
			}
		})
	}
}
