package store

import (
	"context"
	"fmt"
	"time"

	"insyn/internal/fault"
)

// Hashes gives, for every table, the number of its rows and a hash of them as
// they are at one moment. Two databases that hold the same rows give the same
// hashes, whatever their engines.
func (db *DB) Hashes(ctx context.Context) (map[string]string, error) {
	hashes := map[string]string{}
	err := db.Read(ctx, func(tx *Tx) (err error) {
		hashes, err = tx.hashes()
		return err
	})
	return hashes, err
}

func (tx *Tx) hashes() (map[string]string, error) {
	hashes := make(map[string]string, len(tables))
	for _, t := range tables {
		sum, err := tx.each(t, func([]any) error { return nil })
		if err != nil {
			return nil, err
		}
		hashes[t.name] = sum.text()
	}
	return hashes, nil
}

// each hands every row of a table to a function, in the order of its key, and hashes them.
func (tx *Tx) each(t table, f func(cells []any) error) (*digest, error) {
	sum := newDigest(t)
	err := tx.line.query(tx.ctx, t.selecting(), nil, func(row scanner) error {
		cells, err := t.scan(row)
		if err != nil {
			return err
		}
		sum.add(cells)
		return f(cells)
	})
	return sum, tx.fail(err)
}

// progressEvery is how often the progress of a copy is told.
const progressEvery = 200 * time.Millisecond

// Copy copies everything in one database, as it is at one moment, into
// another that is empty; the engines may differ. Before anything is committed
// the rows are read back and hashed: all of it is there, or nothing. progress
// may be nil; it is told of each table, and now and then how many of its rows are copied.
func Copy(ctx context.Context, from, to *DB, progress func(table string, rows int)) error {
	if progress == nil {
		progress = func(string, int) {}
	}
	return from.Read(ctx, func(source *Tx) error {
		return to.Bookkeep(ctx, "copy", func(target *Tx) error {
			return copyAll(source, target, progress)
		})
	})
}

func copyAll(source, target *Tx, progress func(string, int)) error {
	for _, t := range tables {
		if sum, err := target.each(t, func([]any) error { return nil }); err != nil {
			return err
		} else if sum.rows > 0 {
			return fault.New(fault.Conflict, "store.copy-not-empty").With("Table", t.name)
		}
	}
	target.shown = true
	want := make(map[string]string, len(tables))
	for _, t := range tables {
		insert, rows, told := t.inserting(), 0, time.Now()
		sum, err := source.each(t, func(cells []any) error {
			if rows++; time.Since(told) > progressEvery {
				told = time.Now()
				progress(t.name, rows)
			}
			return target.later(false, insert, cells)
		})
		if err != nil {
			return fmt.Errorf("copy %s: %w", t.name, err)
		}
		want[t.name] = sum.text()
		progress(t.name, rows)
	}
	got, err := target.hashes()
	if err != nil {
		return err
	}
	return compare(want, got)
}

// compare demands that two databases hold the same rows.
func compare(want, got map[string]string) error {
	for _, t := range tables {
		if want[t.name] != got[t.name] {
			return fmt.Errorf("store: the table %s became %s, want %s", t.name, got[t.name],
				want[t.name])
		}
	}
	return nil
}
