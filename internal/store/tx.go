package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"insyn/internal/fault"
)

// A Tx is a transaction. It is used by one goroutine, and only inside the
// function that was given it.
type Tx struct {
	Now time.Time // when it began; the same throughout

	ctx     context.Context
	line    *line
	changed int64 // rows
	acted   bool  // something of people's affairs has changed
	audited bool
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
// It may run f again where the engine asks for it. ErrUnaudited when f changed
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
	leave, err := db.gates.enter(ctx, aggregate)
	if err != nil {
		return err
	}
	defer leave()
	l, err := db.writers.take(ctx, func(l *line) error { return db.d.lock(l, ctx, aggregate) })
	if err != nil {
		return fmt.Errorf("write %s: %w", aggregate, db.d.explain(err))
	}
	broken := true // until it is known to be well: also when f panics
	defer func() { db.writers.give(l, broken) }()

	began := time.Now()
	for wait := firstWait; ; wait *= 2 {
		broken, err = db.attempt(ctx, l, f, audit)
		if broken || err == nil || !db.d.again(err) || wait >= firstWait<<attempts {
			break
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
	if held := time.Since(began); held > SlowAfter && db.opt.Slow != nil {
		db.opt.Slow(aggregate, held)
	}
	if !broken {
		broken = db.d.unlock(l, context.WithoutCancel(ctx), aggregate) != nil
	}
	return db.d.explain(err)
}

// attempt runs the transaction once. The line is broken when its state is not known afterwards.
func (db *DB) attempt(ctx context.Context, l *line, f func(tx *Tx) error, audit bool) (broken bool, err error) {
	steady := context.WithoutCancel(ctx)
	if db.d == &sqlite {
		ctx = steady // what has begun is short, and is either done or undone
	}
	if _, err = l.exec(ctx, db.d.write); err != nil {
		_, undo := l.exec(steady, "rollback")
		return undo != nil, err
	}
	tx := &Tx{Now: exact(db.opt.Now()), ctx: ctx, line: l}
	err = f(tx)
	if err == nil && audit && tx.acted && !tx.audited {
		err = ErrUnaudited
	}
	final, cancel := context.WithTimeout(steady, commitWithin)
	defer cancel()
	if err == nil {
		if _, err = l.exec(final, "commit"); err == nil {
			if tx.changed > 0 {
				db.own.Add(1)
			}
			return false, nil
		}
	}
	_, undo := l.exec(final, "rollback")
	return undo != nil, err
}

// Read runs f in a transaction that sees the database as it was at one moment
// and changes nothing.
func (db *DB) Read(ctx context.Context, f func(tx *Tx) error) error {
	l, err := db.readers.take(ctx, func(l *line) error {
		_, err := l.exec(ctx, db.d.read)
		return err
	})
	if err != nil {
		return fmt.Errorf("read: %w", db.d.explain(err))
	}
	broken := true
	defer func() { db.readers.give(l, broken) }()
	err = f(&Tx{Now: exact(db.opt.Now()), ctx: ctx, line: l})
	_, undo := l.exec(context.WithoutCancel(ctx), "rollback")
	broken = undo != nil
	return db.d.explain(err)
}

// put runs a statement of the program's own bookkeeping.
func (tx *Tx) put(query string, args ...any) (rows int64, err error) {
	if err := isText(args); err != nil {
		return 0, err
	}
	rows, err = tx.line.exec(tx.ctx, query, args...)
	tx.changed += rows
	return rows, tx.line.d.explain(err)
}

// act runs a statement that changes what belongs to people.
func (tx *Tx) act(query string, args ...any) (rows int64, err error) {
	tx.acted = true
	return tx.put(query, args...)
}

// must makes a failure of a statement that changed nothing.
func must(rows int64, err error) error {
	if err == nil && rows == 0 {
		return notFound()
	}
	return err
}

// just gives the error alone.
func just(_ int64, err error) error { return err }

// A scanner is a row.
type scanner interface{ Scan(dest ...any) error }

// many runs a query and scans every row.
func many[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	if err := isText(args); err != nil {
		return nil, err
	}
	rows, err := tx.line.query(tx.ctx, query, args...)
	if err != nil {
		return nil, tx.line.d.explain(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, tx.line.d.explain(rows.Err())
}

// one runs a query for a single row: fault.NotFound where there is none.
func one[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (found T, err error) {
	if err := isText(args); err != nil {
		return found, err
	}
	rows, err := tx.line.query(tx.ctx, query, args...)
	if err != nil {
		return found, tx.line.d.explain(err)
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return found, tx.line.d.explain(err)
		}
		return found, notFound().From(sql.ErrNoRows)
	}
	return scan(rows)
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
