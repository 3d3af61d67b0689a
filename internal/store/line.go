package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// A line is one connection with its prepared statements, used by one
// transaction at a time.
type line struct {
	conn  *sql.Conn
	d     *dialect
	stmts map[string]*sql.Stmt // by their text in PostgreSQL's spelling
}

// dial opens a line on a pool.
func dial(ctx context.Context, d *dialect, pool *sql.DB) (*line, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &line{conn: conn, d: d, stmts: map[string]*sql.Stmt{}}, nil
}

// close ends the connection for good: whatever it was in the middle of, and
// whatever it had locked, must not come back to the pool.
func (l *line) close() {
	for _, s := range l.stmts {
		s.Close()
	}
	_ = l.conn.Raw(func(any) error { return driver.ErrBadConn })
}

// stmt prepares a statement at its first use.
func (l *line) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := l.stmts[query]; ok {
		return s, nil
	}
	s, err := l.conn.PrepareContext(ctx, l.d.rebind(query))
	if err != nil {
		return nil, err
	}
	l.stmts[query] = s
	return s, nil
}

// exec runs a statement and tells how many rows it changed.
func (l *line) exec(ctx context.Context, query string, args ...any) (int64, error) {
	s, err := l.stmt(ctx, query)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// query runs a statement that gives rows.
func (l *line) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := l.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// lines are the connections that transactions take turns to use. Each place
// holds a line, or nil where none has been opened yet or the last one broke.
type lines struct {
	idle chan *line
	open func(context.Context) (*line, error)
}

func newLines(n int, open func(context.Context) (*line, error)) *lines {
	p := &lines{idle: make(chan *line, n), open: open}
	for range n {
		p.idle <- nil
	}
	return p
}

// take waits for a place and gives its line, begun with the statement begin. A
// line that went bad while it was idle is replaced once.
func (p *lines) take(ctx context.Context, begin func(*line) error) (l *line, err error) {
	select {
	case l = <-p.idle:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if l != nil {
		if err = begin(l); err == nil {
			return l, nil
		}
		l.close()
	}
	if l, err = p.open(ctx); err == nil {
		if err = begin(l); err == nil {
			return l, nil
		}
		l.close()
	}
	p.idle <- nil
	return nil, err
}

// give puts a line back; a broken one is closed and its place left empty.
func (p *lines) give(l *line, broken bool) {
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
