package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"time"

	lite "zombiezen.com/go/sqlite"

	"insyn/internal/fault"
)

// A manifest lies beside a backup and tells what is in it.
type manifest struct {
	Made   time.Time         `json:"made"`
	Engine string            `json:"engine"` // that it was made from
	File   string            `json:"sha256"` // of the whole file
	Tables map[string]string `json:"tables"` // as Hashes gives them
}

// manifestOf gives the path of the manifest of a backup.
func manifestOf(path string) string { return path + ".json" }

// Backup writes everything in the database, as it is at one moment, to a SQLite
// file at path, while others read and write. The file is opened again and
// proven to hold the same rows before it gets its name; beside it lies a
// manifest with which CheckBackup finds later changes. A backup is a database
// like any other: open it, or Copy it to where it is wanted. fault.Conflict
// when there is a file at path.
func (db *DB) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Conflict, "store.backup-exists").With("Path", path).From(err)
	}
	part := path + ".part"
	defer func() {
		for _, rest := range []string{"", "-wal", "-shm", "-journal"} {
			_ = os.Remove(part + rest)
		}
	}()
	copied := db.copyFile
	if db.d == &postgres {
		copied = db.copyInto
	}
	want, err := copied(ctx, part)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := db.seal(ctx, part, path, want); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return nil
}

// copyFile copies a SQLite file page by page inside a transaction that reads,
// so that what is copied is what was hashed.
func (db *DB) copyFile(ctx context.Context, part string) (want map[string]string, err error) {
	err = db.Read(ctx, func(tx *Tx) (err error) {
		if want, err = tx.hashes(); err != nil {
			return err
		}
		return copyPages(ctx, tx.line.(*sqliteLine).conn, part)
	})
	return want, err
}

// pagesAtOnce is how many pages are copied before somebody is asked whether to go on.
const pagesAtOnce = 1000

func copyPages(ctx context.Context, from *lite.Conn, part string) (err error) {
	_ = os.Remove(part)
	to, err := lite.OpenConn(part, lite.OpenReadWrite|lite.OpenCreate)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	b, err := lite.NewBackup(to, "main", from, "main")
	if err != nil {
		return err
	}
	for more := true; more && err == nil; {
		if err = ctx.Err(); err == nil {
			more, err = b.Step(pagesAtOnce)
		}
	}
	return errors.Join(err, b.Close())
}

// copyInto copies a database of another engine into a SQLite file.
func (db *DB) copyInto(ctx context.Context, part string) (want map[string]string, err error) {
	_ = os.Remove(part)
	to, err := Open(ctx, "sqlite:"+part, Options{Now: db.opt.Now, Readers: 1})
	if err != nil {
		return nil, err
	}
	if err = Copy(ctx, db, to, nil); err == nil {
		want, err = to.Hashes(ctx)
	}
	return want, errors.Join(err, to.Close())
}

// seal makes one lasting file of what was copied, proves it, and gives it its name.
func (db *DB) seal(ctx context.Context, part, path string, want map[string]string) error {
	if err := single(ctx, part); err != nil {
		return err
	}
	sum, err := lasting(part)
	if err != nil {
		return err
	}
	m := manifest{Made: exact(db.opt.Now()), Engine: db.d.name, File: sum, Tables: want}
	if problems, err := examine(ctx, part, m); err != nil {
		return err
	} else if len(problems) > 0 {
		return fmt.Errorf("the copy is not what it was made from: %w", &problems[0])
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(manifestOf(path), append(text, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// single takes a SQLite file out of WAL, so that it is complete without others beside it.
func single(ctx context.Context, path string) error {
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "pragma journal_mode = delete")
	return errors.Join(err, pool.Close(), os.Chmod(path, 0o600))
}

// lasting waits until a file is on the disk and gives its SHA-256.
func lasting(path string) (sum string, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), f.Sync()
}

// CheckBackup looks for what is wrong with a backup: whether it is still the
// file that was made, whether the engine can read all of it, and whether the
// tables hold what they held when it was made. For more, open it and Check.
func CheckBackup(ctx context.Context, path string) ([]Problem, error) {
	text, err := os.ReadFile(manifestOf(path))
	if err != nil {
		return nil, fmt.Errorf("check backup: %w", err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("check backup: the manifest: %w", err)
	}
	problems, err := examine(ctx, path, m)
	if err != nil {
		return nil, fmt.Errorf("check backup: %w", err)
	}
	return problems, nil
}

// examine compares a backup with its manifest and checks it.
func examine(ctx context.Context, path string, m manifest) ([]Problem, error) {
	var problems []Problem
	sum, err := lasting(path)
	if err != nil {
		return nil, err
	}
	if sum != m.File {
		problems = append(problems, *problem("check.backup-file"))
	}
	sealed, err := openSealed(path)
	if err != nil {
		return nil, err
	}
	defer sealed.close()
	var got map[string]string
	err = sealed.Read(ctx, func(tx *Tx) error {
		found, err := checkEngine(tx)
		if err == nil {
			got, err = tx.hashes()
		}
		problems = append(problems, found...)
		return err
	})
	if ctx.Err() != nil {
		return nil, err
	}
	if err != nil { // not even that much can be read
		return append(problems, *problem("check.integrity").With("Detail", err.Error())), nil
	}
	for _, t := range tables {
		if got[t.name] != m.Tables[t.name] {
			problems = append(problems, *problem("check.backup-table").With("Table", t.name))
		}
	}
	return problems, nil
}

// sealedDB is a database that is only looked at.
type sealedDB struct{ DB }

// openSealed opens a SQLite file that nobody writes, and that is not written by being opened.
func openSealed(path string) (*sealedDB, error) {
	address, err := sqliteAddress(path, url.Values{"mode": {"ro"}, "immutable": {"1"}})
	if err != nil {
		return nil, err
	}
	s := &sealedDB{}
	s.d, s.opt.Now = &sqlite, time.Now
	s.readers = newLines(1, dialSQLite(address, lite.OpenReadOnly))
	return s, nil
}

func (s *sealedDB) close() { s.readers.close() }

// BackupFiles gives the hashes of the large files that a backup knows: they lie
// beside it. A backup that cannot be read knows none; CheckBackup tells of it.
func BackupFiles(ctx context.Context, path string) (hashes []string, err error) {
	sealed, err := openSealed(path)
	if err != nil {
		return nil, err
	}
	defer sealed.close()
	err = sealed.Read(ctx, func(tx *Tx) error {
		hashes, err = tx.DeliveryHashes()
		return err
	})
	if ctx.Err() == nil && err != nil {
		return nil, nil
	}
	return hashes, err
}
