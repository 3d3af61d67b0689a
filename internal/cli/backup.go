package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// backupCommand writes a backup.
type backupCommand struct {
	database
	Depot string `default:"insyn-depot" help:"Folder for large files, such as ledgers: those that the database knows are copied to FILE.depot." type:"path"`
	File  string `arg:"" help:"File to write; it must not exist." type:"path"`
}

// depotOf gives the folder beside a backup that has the large files.
func depotOf(backup string) string { return backup + ".depot" }

// Run writes the backup and proves it. A file that was thrown away or brought
// meanwhile is copied too: the database is that of a moment between.
func (c backupCommand) Run(ctx context.Context, s *Streams) error {
	db, err := openDatabase(ctx, c.DB, true)
	if err != nil {
		return err
	}
	defer db.Close()
	before, err := depotHashes(ctx, db)
	if err != nil {
		return err
	}
	if err := c.write(ctx, db); err != nil {
		return err
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return err
	}
	p := lang.For(s.Language)
	fmt.Fprintln(s.Out, p.T("db.backed-up", "Path", c.File, "Size", p.Size(info.Size())))
	after, err := depotHashes(ctx, db)
	if err != nil {
		return err
	}
	all := append(before, after...)
	slices.Sort(all)
	return c.files(ctx, s, slices.Compact(all))
}

// write writes the file.
func (c backupCommand) write(ctx context.Context, db *store.DB) error {
	folder := filepath.Dir(c.File)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return fault.New(fault.NotFound, "db.no-folder").With("Path", folder).From(err)
	}
	err := db.Backup(ctx, c.File)
	if err == nil || ctx.Err() != nil {
		return err
	}
	return c.told(err)
}

// told says what has to be mended where a backup fails: the folder or the disk
// that it is written to, or else the database that cannot be read. What is
// said of the database already stands.
func (c backupCommand) told(err error) error {
	switch {
	case store.OnDisk(err):
		return fault.New(fault.Unavailable, "db.not-backed-up").With("Path", c.File).From(root(err))
	case fault.Of(err) != fault.Internal:
		return err
	}
	return fault.New(fault.Conflict, "db.not-whole").From(root(err))
}

// root gives what lies at the bottom of an error: what the system said.
func root(err error) error {
	var known *fault.Error
	for errors.As(err, &known) && known.Cause != nil {
		err = known.Cause
	}
	return err
}

// files copies the files that the database knows, each of which is proven.
func (c backupCommand) files(ctx context.Context, s *Streams, hashes []string) error {
	if len(hashes) == 0 {
		return nil
	}
	if _, err := os.Stat(c.Depot); err != nil { // a name typed wrong must not become an empty folder
		return fault.New(fault.NotFound, "db.no-depot").With("Path", c.Depot).From(err)
	}
	from, err := depot.Open(c.Depot)
	if err != nil {
		return err
	}
	to, err := depot.Open(depotOf(c.File))
	if err != nil {
		return err
	}
	p, bytes, tell := lang.For(s.Language), int64(0), s.progress("db.copying")
	for i, hash := range hashes {
		seal, err := from.CopyTo(to, hash)
		if err = errors.Join(ctx.Err(), err); err != nil {
			return err
		}
		if bytes += seal.Size; tell != nil {
			tell(c.Depot, i+1)
		}
	}
	s.done(tell)
	_, err = fmt.Fprintln(s.Out, p.T("db.backed-up-files", "Count", len(hashes), "Path",
		depotOf(c.File), "Size", p.Size(bytes)))
	return err
}

// depotHashes gives the hashes of all large files that a database knows.
func depotHashes(ctx context.Context, db *store.DB) (hashes []string, err error) {
	err = db.Read(ctx, func(tx *store.Tx) error {
		hashes, err = tx.DeliveryHashes()
		return err
	})
	return hashes, err
}

// checkDepot tells which large files that a backup knows are not as they were
// in the folder beside it.
func checkDepot(ctx context.Context, backup string) ([]store.Problem, error) {
	hashes, err := store.BackupFiles(ctx, backup)
	if err != nil || len(hashes) == 0 {
		return nil, err
	}
	bad := hashes
	if _, err := os.Stat(depotOf(backup)); !errors.Is(err, fs.ErrNotExist) {
		files, err := depot.Open(depotOf(backup))
		if err != nil {
			return nil, err
		}
		bad = files.VerifyAll(hashes)
	}
	var problems []store.Problem
	for _, hash := range bad {
		problems = append(problems, *fault.New(fault.Conflict, "depot.broken").With("Hash", hash))
	}
	return problems, nil
}
