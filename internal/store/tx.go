package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"insyn/internal/fault"
)

// A Tx is a transaction. It is used by one goroutine, and only inside the
// function that was given it.
type Tx struct {
	Now time.Time // when it began; the same throughout

	ctx     context.Context
	line    line
	d       *dialect
	failed  error     // the first statement that failed
	doors   *sync.Map // consult.Door by consult.ID, as they were found last; see Door
	certain bool      // nothing may be taken to be as it was
	guessed bool      // something has been
	wrote   bool      // a statement has been run that may have changed something
	acted   bool      // something of people's affairs has changed
	shown   bool      // something has changed that a page could show
	audited bool
	leaves  int // statements for the public record
}

// ErrUnaudited is the failure of a Write that changed what belongs to people
// and told the audit log nothing.
var ErrUnaudited = errors.New("store: a change without a line in the audit log")

// Attempts at a transaction that the engine asks to run again.
const (
	attempts  = 12
	firstWait = time.Millisecond
)

// commitWithin is the time that a commit gets although its caller has gone.
const commitWithin = 10 * time.Second

// Write runs f in one serialisable transaction that changes an aggregate, and
// commits it when f gives nil. Nobody else writes to the aggregate meanwhile.
// Writers who wait for each other may be committed together (see share), so f
// must not wait for what happens after another Write. It may run f again where
// the engine asks for it, or where another failed. ErrUnaudited when f changed
// something of people's without telling the audit log.
func (db *DB) Write(ctx context.Context, aggregate string, f func(tx *Tx) error) error {
	return db.change(ctx, aggregate, f, true)
}

// Bookkeep is Write for what the program notes for itself (sessions, outbox,
// jobs, settings): the audit log need not be told.
func (db *DB) Bookkeep(ctx context.Context, aggregate string, f func(tx *Tx) error) error {
	return db.change(ctx, aggregate, f, false)
}

func (db *DB) change(ctx context.Context, aggregate string, f func(tx *Tx) error, audit bool) error {
	w := writer{aggregate: aggregate, do: f, audit: audit}
	once := func() (bool, error) { return db.commit(ctx, w) }
	err := db.repeat(ctx, db.writers, once)
	if errors.Is(err, errGuess) {
		w.certain = true
		err = db.repeat(ctx, db.writers, once)
	}
	return db.d.explain(err)
}

// errGuess is the failure of a transaction that took something to be so which
// need not have been: it is undone, and has to be run again for certain.
var errGuess = errors.New("store: what a transaction took to be so has to be asked")

// repeat runs a transaction, and again where the engine asks for it or where
// the connection turns out to have gone before anything was done.
func (db *DB) repeat(ctx context.Context, from *lines, once func() (gone bool, err error)) error {
	for wait, lost := firstWait, 0; ; {
		gone, err := once()
		switch {
		case err == nil, ctx.Err() != nil:
			return err
		case gone && lost <= cap(from.places): // every idle connection may have gone
			lost++
			continue
		case !db.d.again(err), wait > firstWait<<attempts:
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return err
		}
		wait *= 2
	}
}

// on runs a transaction on a line and tells whether the connection was gone.
func (db *DB) on(ctx context.Context, from *lines, once func(line) error) (gone bool, err error) {
	l, err := from.take(ctx)
	if err != nil {
		return false, err
	}
	broken := true // until it is known to be well: also when the function panics
	defer func() { from.give(l, broken) }()
	if err = once(l); err == nil {
		broken = false
		return false, nil
	}
	gone = l.lost()
	broken = rolledBack(l) != nil
	return gone, err
}

// Read runs f in a transaction that sees the database as it was at one moment
// and changes nothing. It may run f again when the connection was lost.
func (db *DB) Read(ctx context.Context, f func(tx *Tx) error) error {
	once := func(l line) error {
		if err := l.begin(ctx, ""); err != nil {
			return err
		}
		tx := &Tx{Now: exact(db.opt.Now()), ctx: ctx, line: l, d: db.d}
		if err := f(tx); err != nil {
			return err
		}
		return l.commit(ctx)
	}
	return db.d.explain(db.repeat(ctx, db.readers,
		func() (bool, error) { return db.on(ctx, db.readers, once) }))
}

// put runs a statement of the program's own bookkeeping and tells how many rows it changed.
func (tx *Tx) put(query string, args ...any) (rows int64, err error) {
	if err := isText(args); err != nil {
		return 0, err
	}
	tx.wrote = true
	rows, err = tx.line.exec(tx.ctx, query, args)
	return rows, tx.fail(err)
}

// act runs a statement that changes what belongs to people.
func (tx *Tx) act(query string, args ...any) (rows int64, err error) {
	tx.acted, tx.shown = true, true
	return tx.put(query, args...)
}

// note is put where it is enough to be told later of a failure.
func (tx *Tx) note(query string, args ...any) error { return tx.later(false, query, args) }

// mustNote is note for a statement that fails where it changes nothing.
func (tx *Tx) mustNote(query string, args ...any) error { return tx.later(true, query, args) }

// change is act where it is enough to be told later of a failure.
func (tx *Tx) change(query string, args ...any) error {
	tx.acted, tx.shown = true, true
	return tx.later(false, query, args)
}

// mustChange is change for a statement that fails where it changes nothing.
func (tx *Tx) mustChange(query string, args ...any) error {
	tx.acted, tx.shown = true, true
	return tx.later(true, query, args)
}

func (tx *Tx) later(must bool, query string, args []any) error {
	if err := isText(args); err != nil {
		return err
	}
	tx.wrote = true
	return tx.fail(tx.line.later(tx.ctx, must, query, args))
}

// fail remembers the first statement that failed: PostgreSQL will not go on
// after it, so neither engine may commit.
func (tx *Tx) fail(err error) error {
	err = tx.d.explain(err)
	if tx.failed == nil {
		tx.failed = err
	}
	return err
}

// many runs a query and scans every row.
func many[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (all []T, err error) {
	if err := isText(args); err != nil {
		return nil, err
	}
	tx.wrote = tx.wrote || !strings.HasPrefix(strings.TrimSpace(query), "select")
	err = tx.line.query(tx.ctx, query, args, func(row scanner) error {
		one, err := scan(row)
		all = append(all, one)
		return err
	})
	if err != nil {
		return nil, tx.fail(err)
	}
	return all, nil
}

// one runs a query for a single row: fault.NotFound where there is none.
func one[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (found T, err error) {
	all, err := many(tx, scan, query, args...)
	if err == nil && len(all) == 0 {
		err = notFound()
	}
	if err != nil {
		return found, err
	}
	return all[0], nil
}

// value scans a row of one column.
func value[T any](row scanner) (v T, err error) {
	err = row.Scan(&v)
	return v, err
}

// isText refuses what only one of the engines could keep.
func isText(args []any) error {
	for _, a := range args {
		if s, ok := a.(string); ok && (strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s)) {
			return fault.New(fault.Invalid, "store.not-text").From(ErrNotText)
		}
	}
	return nil
}

// nullable gives s, or null where it is empty: nulls do not clash in a unique index.
func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// blob gives b for a column that is never null.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
