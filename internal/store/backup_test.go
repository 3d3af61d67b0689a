package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
)

// TestBackupUnderLoad backs up while people register, restores what was
// written and finds it whole: every registration with its mail and its line
// in the log, and none of what came after.
func TestBackupUnderLoad(t *testing.T) {
	for name, opened := range engines {
		t.Run(name, func(t *testing.T) {
			db := opened(t, noon)
			c, aggregate := meeting(t, db, 50)
			ctx, stop := context.WithCancel(t.Context())
			var all sync.WaitGroup
			defer all.Wait()
			defer stop()
			done := make(chan int, 100_000)
			for w := range 4 {
				all.Go(func() {
					for i := 0; ctx.Err() == nil; i++ {
						if err := db.Write(t.Context(), aggregate, func(tx *store.Tx) error {
							id := fmt.Sprintf("r%d-%d", w, i)
							return register(tx, c, id, id+"@example.se")
						}); err != nil {
							t.Error(err)
							return
						}
						done <- i
					}
				})
			}
			for range 100 {
				<-done
			}
			path := filepath.Join(t.TempDir(), "backup.db")
			if err := db.Backup(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			stop()
			all.Wait()
			if problems, err := store.CheckBackup(t.Context(), path); err != nil || len(problems) > 0 {
				t.Fatalf("%v, %v", problems, err)
			}
			restored(t, path, c, db)
		})
	}
}

// restored opens a backup, as a restored database is, and compares it with what it was made from.
func restored(t *testing.T, path string, c consult.ID, db *store.DB) {
	t.Helper()
	copied := open(t, path, store.Options{Now: noon})
	well(t, copied)
	everybody := func(db *store.DB) (all []consult.Registration) {
		if err := db.Read(t.Context(), func(tx *store.Tx) (err error) {
			all, err = tx.Registrations(store.RegistrationFilter{Consultation: c})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return all
	}
	then, now := everybody(copied), everybody(db)
	if len(then) < 100 || len(then) > len(now) {
		t.Fatalf("%d in the backup, %d afterwards", len(then), len(now))
	}
	if d := cmp.Diff(now[:len(then)], then); d != "" {
		t.Error(d)
	}
	if err := copied.Bookkeep(t.Context(), "x", count); err != nil {
		t.Errorf("what was restored cannot be written: %v", err)
	}
}

// backup makes a backup of a filled database.
func backup(t *testing.T) (db *store.DB, path string) {
	t.Helper()
	db = openSQLite(t, noon)
	if err := storetest.Fill(db); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "backup.db")
	if err := db.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return db, path
}

func TestBackupIsOneFileAndItsManifest(t *testing.T) {
	db, path := backup(t)
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) != 2 {
		t.Errorf("%v lie there, %v", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s can be read by others: %v", f.Name(), info.Mode())
		}
	}
	if err := db.Backup(t.Context(), path); !fault.Is(err, fault.Conflict) {
		t.Errorf("a backup was written over: %v", err)
	}
	gone := filepath.Join(filepath.Dir(path), "nowhere", "backup.db")
	if err := db.Backup(t.Context(), gone); err == nil {
		t.Error("a backup in a folder that is not there")
	}
}

func TestBackupTamperedWithIsFound(t *testing.T) {
	for name, tamper := range map[string]func(path string) error{
		"row": func(path string) error {
			return execute(path, `update registration set name = 'Någon annan' where id = 'r2'`)
		},
		"lost line": func(path string) error {
			return execute(path, `delete from audit where number = 5`)
		},
		"byte": func(path string) error {
			f, err := os.OpenFile(path, os.O_RDWR, 0)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = f.WriteAt([]byte{0xff, 0xff, 0xff}, 4096*3+8)
			return err
		},
		"end": func(path string) error {
			info, err := os.Stat(path)
			if err != nil {
				return err
			}
			return os.Truncate(path, info.Size()/2)
		},
		"empty": func(path string) error { return os.Truncate(path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			_, path := backup(t)
			if problems, err := store.CheckBackup(t.Context(), path); err != nil || len(problems) > 0 {
				t.Fatalf("before: %v, %v", problems, err)
			}
			if err := tamper(path); err != nil {
				t.Fatal(err)
			}
			problems, err := store.CheckBackup(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			if len(problems) < 2 {
				t.Errorf("only %v", problems)
			}
		})
	}
}

func execute(path, statement string) error {
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer pool.Close()
	_, err = pool.Exec(statement)
	return err
}

func TestBackupWithoutManifestIsRefused(t *testing.T) {
	_, path := backup(t)
	if err := os.WriteFile(path+".json", []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.CheckBackup(t.Context(), path); err == nil {
		t.Error("a manifest that cannot be read was taken")
	}
	if err := os.Remove(path + ".json"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.CheckBackup(t.Context(), path); err == nil {
		t.Error("a backup without a manifest was taken")
	}
}

func TestBackupThatIsBrokenOffLeavesNothing(t *testing.T) {
	for name, opened := range engines {
		t.Run(name, func(t *testing.T) {
			db := opened(t, noon)
			if err := storetest.Fill(db); err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			ctx, stop := context.WithTimeout(t.Context(), time.Nanosecond)
			defer stop()
			if err := db.Backup(ctx, filepath.Join(folder, "backup.db")); err == nil {
				t.Error("the backup went through")
			}
			if files, err := os.ReadDir(folder); err != nil || len(files) > 0 {
				t.Errorf("%v lie there, %v", files, err)
			}
		})
	}
}

// TestN29ErasedIsGoneFromTheFiles looks for a name in the bytes on the disk
// after it was erased and the database tidied.
func TestN29ErasedIsGoneFromTheFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "insyn.db")
	db := open(t, path, store.Options{Now: noon})
	c, _ := meeting(t, db, 20)
	const canary = "Kanariefågel Svensson"
	lies := func() (files []string) {
		for _, beside := range []string{"", "-wal", "-shm"} {
			text, err := os.ReadFile(path + beside)
			if err == nil && strings.Contains(string(text), canary) {
				files = append(files, "insyn.db"+beside)
			}
		}
		return files
	}
	save := func(f func(tx *store.Tx) error) {
		if err := db.Bookkeep(t.Context(), "x", f); err != nil {
			t.Fatal(err)
		}
	}
	var people []consult.Registration
	for i := range 300 {
		r := storetest.Registration(fmt.Sprint("r", i), string(c), fmt.Sprintf("r%d@example.se", i))
		r.Name = canary
		if people = append(people, r); i%2 == 0 {
			people[i].Status = consult.Withdrawn
		}
		save(func(tx *store.Tx) error { return tx.AddRegistration(people[i]) })
	}
	if err := db.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(lies()) == 0 {
		t.Fatal("the name is nowhere, so looking for it proves nothing")
	}
	for _, r := range people { // half of them are erased, the others deleted
		r.Erase(storetest.Noon)
		save(func(tx *store.Tx) error { return tx.SaveRegistration(r) })
	}
	save(func(tx *store.Tx) error {
		stale, err := tx.StaleRequests(storetest.Noon.AddDate(1, 0, 0))
		if err != nil {
			return err
		}
		gone, err := tx.PurgeRequests(stale, storetest.Noon.AddDate(1, 0, 0))
		if gone[c] != 150 {
			t.Errorf("%v were deleted", gone)
		}
		return err
	})
	if err := db.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	if files := lies(); len(files) > 0 {
		t.Errorf("the name lies in %v", files)
	}
}

// TestFilesAreForNobodyElse looks at the rights of a new database.
func TestFilesAreForNobodyElse(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has other rights")
	}
	path := filepath.Join(t.TempDir(), "insyn.db")
	db := open(t, path, store.Options{})
	if err := db.Bookkeep(t.Context(), "x", count); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"", "-wal", "-shm"} {
		if info, err := os.Stat(path + beside); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("insyn.db%s can be read by others, %v", beside, err)
		}
	}
}

func TestTidy(t *testing.T) {
	for name, opened := range engines {
		t.Run(name, func(t *testing.T) {
			db := opened(t, noon)
			if err := storetest.Fill(db); err != nil {
				t.Fatal(err)
			}
			before := hashes(t, db)
			if err := db.Tidy(t.Context()); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(before, hashes(t, db)); d != "" {
				t.Error(d)
			}
		})
	}
}
