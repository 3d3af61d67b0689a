package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// dataCommand gathers what concerns the database as a whole.
type dataCommand struct {
	Copy   copyCommand   `cmd:"" help:"Copy a database into another that is empty, of the same engine or the other, and prove that every row came along."`
	Backup backupCommand `cmd:"" help:"Write all of the database to a file while the site runs, and prove it by reading it back."`
	Check  checkCommand  `cmd:"" help:"Look for what cannot be right in a database, or in a backup."`
}

// openDatabase opens a database for the time of a command. One that is to be
// read must be there: a name typed wrong must not become an empty database.
func openDatabase(ctx context.Context, url string, there bool) (*store.DB, error) {
	if there {
		if path, ok := databaseFile(url); ok {
			if _, err := os.Stat(path); err != nil {
				return nil, fault.New(fault.NotFound, "db.none").With("Path", path).From(err)
			}
		}
	}
	db, err := store.Open(ctx, url, store.Options{Now: time.Now, Slow: slow})
	if err != nil {
		return nil, fault.New(fault.Unavailable, "db.not-open").From(err)
	}
	return db, nil
}

// slow tells the operator of a write that kept all others waiting. A copy may.
func slow(aggregate string, held time.Duration) {
	if aggregate != "copy" {
		slog.Warn("a write held the database", "aggregate", aggregate, "held", held)
	}
}

// databaseFile gives the file of a SQLite database; false for another engine.
func databaseFile(url string) (string, bool) {
	if strings.HasPrefix(url, "postgres:") || strings.HasPrefix(url, "postgresql:") {
		return "", false
	}
	return strings.TrimPrefix(strings.TrimPrefix(url, "sqlite:"), "//"), true
}

// progress tells on a terminal how far something has come, and nothing elsewhere.
func (s *Streams) progress(key string) func(table string, rows int) {
	if !s.terminal() {
		return nil
	}
	p := lang.For(s.Language)
	return func(table string, rows int) {
		fmt.Fprintf(s.Err, "\r\x1b[K%s", p.T(key, "Table", table, "Rows", rows))
	}
}

// terminal tells whether a person watches.
func (s *Streams) terminal() bool {
	f, ok := s.Err.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// done ends a line of progress.
func (s *Streams) done(progress func(string, int)) {
	if progress != nil {
		fmt.Fprint(s.Err, "\r\x1b[K")
	}
}

// copyCommand copies a database.
type copyCommand struct {
	From string `arg:"" help:"Database to copy: a file for SQLite, or postgres://…"`
	To   string `arg:"" help:"Empty database to copy to."`
}

// Run copies, and compares the hashes of all rows.
func (c copyCommand) Run(ctx context.Context, s *Streams) error {
	from, err := openDatabase(ctx, c.From, true)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := openDatabase(ctx, c.To, false)
	if err != nil {
		return err
	}
	defer to.Close()
	tell := s.progress("db.copying")
	err = store.Copy(ctx, from, to, tell)
	s.done(tell)
	if err != nil {
		return err
	}
	hashes, err := to.Hashes(ctx)
	if err == nil {
		_, err = fmt.Fprintln(s.Out, lang.For(s.Language).T("db.copied", "Count", len(hashes)))
	}
	return err
}

// checkCommand checks a database.
type checkCommand struct {
	database
	Backup string `env:"-" help:"Check this backup instead: is it still the file that was made?" placeholder:"FILE" type:"path"`
	JSON   bool   `env:"-" help:"Write what is found as JSON."`
}

// Run writes what is wrong, and fails when there is anything.
func (c checkCommand) Run(ctx context.Context, s *Streams) error {
	found, err := c.find(ctx)
	if err != nil {
		return err
	}
	p := lang.For(s.Language)
	texts := []string{}
	for i := range found {
		texts = append(texts, p.Fault(&found[i]))
	}
	if c.JSON {
		err = writeJSON(s.Out, map[string]any{"problems": texts})
	} else {
		for _, text := range texts {
			fmt.Fprintln(s.Out, text)
		}
		if len(texts) == 0 {
			fmt.Fprintln(s.Out, p.T("db.whole"))
		}
	}
	if err == nil && len(found) > 0 {
		err = fault.New(fault.Conflict, "db.problems").With("Count", len(found))
	}
	return err
}

func (c checkCommand) find(ctx context.Context) ([]store.Problem, error) {
	if c.Backup != "" {
		found, err := store.CheckBackup(ctx, c.Backup)
		if errors.Is(err, os.ErrNotExist) {
			err = fault.New(fault.NotFound, "db.no-backup").With("Path", c.Backup).From(err)
		}
		if err != nil {
			return nil, err
		}
		files, err := checkDepot(ctx, c.Backup)
		return append(found, files...), err
	}
	db, err := openDatabase(ctx, c.DB, true)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	found, err := db.Check(ctx)
	if err != nil {
		return nil, err
	}
	more, err := (&act.Desk{DB: db}).CheckRecord(ctx)
	return append(found, more...), err
}
