package store

import "context"

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

	// query runs a statement and hands each row to a function.
	query(ctx context.Context, query string, args []any, each func(scanner) error) error

	// commit ends the transaction; after a failure rollback must follow.
	commit(ctx context.Context) error
	rollback(ctx context.Context) error

	// lost tells whether the connection has gone and took the transaction with
	// it, undone: nothing of it can have been committed.
	lost() bool

	// close ends the connection, whatever it was in the middle of.
	close()
}

// A scanner is a row.
type scanner interface{ Scan(dest ...any) error }

// lines are the connections that transactions take turns to use. Each place
// holds a line, or nil where none has been opened yet or the last one broke.
type lines struct {
	idle chan line
	dial func(context.Context) (line, error)
}

func newLines(n int, dial func(context.Context) (line, error)) *lines {
	p := &lines{idle: make(chan line, n), dial: dial}
	for range n {
		p.idle <- nil
	}
	return p
}

// take waits for a place and gives its line.
func (p *lines) take(ctx context.Context) (l line, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case l = <-p.idle:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if l == nil {
		if l, err = p.dial(ctx); err != nil {
			p.idle <- nil
			return nil, err
		}
	}
	return l, nil
}

// give puts a line back; a broken one is closed and its place left empty.
func (p *lines) give(l line, broken bool) {
	if broken {
		l.close()
		l = nil
	}
	p.idle <- l
}

// close waits for every line to come back and closes it.
func (p *lines) close() {
	for range cap(p.idle) {
		if l := <-p.idle; l != nil {
			l.close()
		}
	}
}
