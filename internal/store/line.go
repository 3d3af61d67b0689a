package store

import (
	"context"
	"errors"
	"sync"
)

// A line is one connection as a transaction uses it: one transaction at a time.
type line interface {
	// begin starts a transaction, one that writes to an aggregate or one that
	// only reads (""). The engine may be told later, with the first statement.
	begin(ctx context.Context, aggregate string) error

	// exec runs a statement and tells how many rows it changed.
	exec(ctx context.Context, query string, args []any) (rows int64, err error)

	// later runs a statement whose failure may be told by whatever comes after
	// it, commit at the latest. When it must, it fails with fault.NotFound
	// where it changes no row.
	later(ctx context.Context, must bool, query string, args []any) error

	// expect runs a query for one truth value. Where it is not true, whatever
	// comes after may tell so with errGuess, commit at the latest.
	expect(ctx context.Context, query string, args []any) error

	// query runs a statement and hands each row to a function.
	query(ctx context.Context, query string, args []any, each func(scanner) error) error

	// commit ends the transaction; after a failure rollback must follow.
	commit(ctx context.Context) error
	rollback(ctx context.Context) error

	// gone tells whether the connection has gone and cannot be used again, and
	// lost whether it took the transaction with it, undone: nothing of it can
	// have been committed.
	gone() bool
	lost() bool

	// close ends the connection, whatever it was in the middle of.
	close()
}

// A scanner is a row.
type scanner interface{ Scan(dest ...any) error }

// lines are the connections that transactions take turns to use. The one that
// was used last is taken first: what it and the engine behind it have just
// worked with is still at hand, so that one who comes alone is served by a warm
// connection each time. The others rest until many come at once.
type lines struct {
	places chan struct{} // one for each connection that may be taken
	shut   chan struct{} // closed when there are none any longer
	dial   func(context.Context) (line, error)

	mutex sync.Mutex
	idle  []line // those that are open, the last used last
}

func newLines(n int, dial func(context.Context) (line, error)) *lines {
	p := &lines{places: make(chan struct{}, n), shut: make(chan struct{}), dial: dial}
	for range n {
		p.places <- struct{}{}
	}
	return p
}

// errShut is why nothing is done after the end.
var errShut = errors.New("store: the database is closed")

// take waits for a place and gives its line.
func (p *lines) take(ctx context.Context) (line, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-p.places:
	case <-p.shut:
		return nil, down().From(errShut)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if l := p.last(); l != nil {
		return l, nil
	}
	l, err := p.dial(ctx)
	if err != nil {
		p.places <- struct{}{}
	}
	return l, err
}

// last gives the line that was used last, nil where none is open and idle.
func (p *lines) last() line {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	n := len(p.idle) - 1
	if n < 0 {
		return nil
	}
	l := p.idle[n]
	p.idle = p.idle[:n]
	return l
}

// give puts a line back; one that is broken or gone is closed and its place left empty.
func (p *lines) give(l line, broken bool) {
	if broken || l.gone() {
		l.close()
	} else {
		p.mutex.Lock()
		p.idle = append(p.idle, l)
		p.mutex.Unlock()
	}
	p.places <- struct{}{}
}

// close waits for every line to come back and closes it. Who comes after that
// is told so.
func (p *lines) close() {
	for range cap(p.places) {
		<-p.places
	}
	close(p.shut)
	for l := p.last(); l != nil; l = p.last() {
		l.close()
	}
}
