package store

import (
	"context"
	"errors"
	"time"

	"insyn/internal/fault"
)

// A share is one transaction of the engine in which writers commit together.
// To make it durable costs as much for sixty as for one, so whoever waits at
// the gate when a transaction begins is handed it in turn, each after the one
// before, and the last commits for all. Nobody is answered before that.
//
// What one has written the next one reads, as if it had been committed; that is
// right as long as both are committed or neither. So a share in which somebody
// fails who has written already is undone, and everybody in it tries again
// alone: there a failure is the writer's own. Those who came after it began
// wait for the next, since it may not show what they know to be committed.
type share struct {
	gate      string
	aggregate string
	line      line
	began     time.Time
	until     uint64 // the last ticket that came before it began
	writers   int    // that are in it
	shown     bool   // one of them has changed something that a page could show

	ended chan struct{} // closed when it is known how it ended:
	err   error
	gone  bool // the connection had gone, and with it the transaction, undone
}

// mostSharing is how many writers a share has at most.
const mostSharing = 64

// shareFor is the time after which nobody else joins a share; tests have more of it.
var shareFor = 10 * time.Millisecond

// errApart tells the writers of a share to try again alone.
var errApart = errors.New("store: the writers of a transaction have to try again, each alone")

// A writer is an act that wants to be committed.
type writer struct {
	aggregate string
	do        func(*Tx) error
	audit     bool // the audit log must be told
	certain   bool // it takes nothing to be as it was
}

// commit has a writer's act committed, with those of others or alone.
func (db *DB) commit(ctx context.Context, w writer) (gone bool, err error) {
	if gone, err = db.share(ctx, w, false); err == errApart {
		gone, err = db.share(ctx, w, true)
	}
	return gone, err
}

// share waits for the turn, acts in a transaction, begun here or handed over,
// and sees to it that it ends.
func (db *DB) share(ctx context.Context, w writer, alone bool) (gone bool, err error) {
	gate := db.d.gate(w.aggregate)
	s, err := db.gates.enter(ctx, gate, alone)
	if err != nil {
		return false, err
	}
	if s == nil {
		if s, gone, err = db.start(ctx, gate, w.aggregate); err != nil {
			db.gates.leave(gate)
			return gone, err
		}
	}
	tx := &Tx{Now: exact(db.opt.Now()), ctx: ctx, line: s.line, d: db.d, doors: &db.doors,
		certain: w.certain}
	whole := false
	defer func() {
		if !whole { // the act has panicked
			db.end(s, errApart, true)
		}
	}()
	err = w.run(tx)
	whole = true
	switch {
	case err == nil:
		s.writers++
		s.shown = s.shown || tx.shown
	case s.writers == 0 || tx.wrote || tx.failed != nil:
		return db.undo(s, err)
	}
	if alone || s.writers >= mostSharing || time.Since(s.began) > shareFor || !db.gates.pass(gate, s) {
		db.finish(s)
	}
	<-s.ended
	if s.err != nil {
		return s.gone, s.err
	}
	return false, err
}

// run acts in a transaction and tells whether it may be committed.
func (w writer) run(tx *Tx) error {
	if err := tx.ctx.Err(); err != nil {
		return err
	}
	err := w.do(tx)
	switch {
	case err != nil && tx.guessed:
		return errGuess
	case err != nil:
		return err
	case tx.failed != nil:
		return tx.failed
	case w.audit && tx.acted && !tx.audited:
		return ErrUnaudited
	}
	return nil
}

// start begins a transaction for whoever waits now.
func (db *DB) start(ctx context.Context, gate, aggregate string) (s *share, gone bool, err error) {
	l, err := db.writers.take(ctx)
	if err != nil {
		return nil, false, err
	}
	s = &share{gate: gate, aggregate: aggregate, line: l, began: time.Now(),
		until: db.gates.last(), ended: make(chan struct{})}
	if err = l.begin(ctx, aggregate); err != nil {
		gone = l.lost()
		db.writers.give(l, rolledBack(l) != nil)
		return nil, gone, err
	}
	return s, false, nil
}

// undo ends a share in which a writer failed, and gives that one's failure
// where it was alone in it.
func (db *DB) undo(s *share, err error) (gone bool, _ error) {
	s.gone = s.line.lost()
	alone := s.writers == 0
	db.end(s, errApart, rolledBack(s.line) != nil)
	if alone {
		return s.gone, err
	}
	return false, errApart
}

// finish commits a share. Where that fails and nothing is left of it, it is
// for each of several writers to try alone; where it is not known how it
// ended, all are told so.
func (db *DB) finish(s *share) {
	final, cancel := context.WithTimeout(context.Background(), commitWithin)
	defer cancel()
	err := s.line.commit(final)
	if err == nil {
		if s.shown {
			db.own.Add(1)
		}
		db.end(s, nil, false)
		return
	}
	s.gone = s.line.lost()
	broken := rolledBack(s.line) != nil
	switch {
	case s.writers > 1 && !broken:
		err = errApart
	case errors.Is(err, context.DeadlineExceeded) && !fault.Is(err, fault.Unavailable):
		err = down().From(err) // the deadline is none of the writers'
	}
	db.end(s, err, broken)
}

// rolledBack undoes what is open on a line.
func rolledBack(l line) error {
	final, cancel := context.WithTimeout(context.Background(), commitWithin)
	defer cancel()
	return l.rollback(final)
}

// end gives the line back, tells the writers how it went, and lets the next begin.
func (db *DB) end(s *share, err error, broken bool) {
	held := time.Since(s.began)
	db.writers.give(s.line, broken)
	s.err = err
	close(s.ended)
	db.gates.leave(s.gate)
	if held > SlowAfter && db.opt.Slow != nil {
		db.opt.Slow(s.aggregate, held)
	}
}
