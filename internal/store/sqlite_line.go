package store

import (
	"context"

	lite "zombiezen.com/go/sqlite"
)

// sqliteLine is a connection to a SQLite file with its prepared statements. It
// talks to the engine without database/sql and without the mutexes that the
// driver there asks of SQLite: a line is used by one goroutine at a time, which
// lines see to already. It is a third of what a registration takes of the processor.
type sqliteLine struct {
	conn  *lite.Conn
	stmts map[string]*lite.Stmt // by their text in PostgreSQL's spelling
}

// dialSQLite opens connections to the file at an address (file:…), each with pragmas.
func dialSQLite(address string, how lite.OpenFlags,
	pragmas ...string) func(context.Context) (line, error) {
	return func(ctx context.Context) (line, error) {
		conn, err := lite.OpenConn(address, how|lite.OpenURI)
		if err != nil {
			return nil, err
		}
		l := &sqliteLine{conn: conn, stmts: map[string]*lite.Stmt{}}
		if err := l.prepare(ctx, pragmas); err != nil {
			l.close()
			return nil, err
		}
		return l, nil
	}
}

// prepare makes a new connection ready to be used. SetDefensive is not called:
// in 1.4.2 it hands SQLite one argument of two, and what SQLite then takes for
// the second is written to.
func (l *sqliteLine) prepare(ctx context.Context, pragmas []string) error {
	l.conn.SetBusyTimeout(busyFor)
	if err := l.conn.SetCollation("sv", inSwedish); err != nil {
		return err
	}
	for _, p := range pragmas {
		if _, err := l.exec(ctx, "pragma "+p, nil); err != nil {
			return err
		}
	}
	return nil
}

// begin takes the write lock at once when the transaction writes: one that
// reads first and then wants the lock can fail however long it waits. Here
// and below the caller's leaving is not heeded: what has begun is short, and is
// either done or undone.
func (l *sqliteLine) begin(ctx context.Context, aggregate string) error {
	how := "begin"
	if aggregate != "" {
		how = "begin immediate"
	}
	_, err := l.exec(ctx, how, nil)
	return err
}

func (l *sqliteLine) commit(ctx context.Context) error {
	_, err := l.exec(ctx, "commit", nil)
	return err
}

func (l *sqliteLine) rollback(ctx context.Context) error {
	_, err := l.exec(ctx, "rollback", nil)
	return err
}

func (l *sqliteLine) exec(ctx context.Context, query string, args []any) (int64, error) {
	if err := l.query(ctx, query, args, func(scanner) error { return nil }); err != nil {
		return 0, err
	}
	return int64(l.conn.Changes()), nil
}

func (l *sqliteLine) later(ctx context.Context, must bool, query string, args []any) error {
	rows, err := l.exec(ctx, query, args)
	if err == nil && must && rows == 0 {
		return notFound()
	}
	return err
}

func (l *sqliteLine) expect(ctx context.Context, query string, args []any) error {
	var holds bool
	err := l.query(ctx, query, args, func(row scanner) error { return row.Scan(&holds) })
	if err == nil && !holds {
		return errGuess
	}
	return err
}

func (l *sqliteLine) query(_ context.Context, query string, args []any,
	each func(scanner) error) error {
	s, err := l.stmt(query)
	if err != nil {
		return err
	}
	defer done(s, args)
	if err := bind(s, args); err != nil {
		return err
	}
	for {
		if more, err := s.Step(); err != nil || !more {
			return err
		}
		if err := each(sqliteRow{s}); err != nil {
			return err
		}
	}
}

// stmt prepares a statement at its first use.
func (l *sqliteLine) stmt(query string) (*lite.Stmt, error) {
	if s, ok := l.stmts[query]; ok {
		return s, nil
	}
	s, err := l.conn.Prepare(sqliteText(query))
	if err != nil {
		return nil, err
	}
	l.stmts[query] = s
	return s, nil
}

// done ends a statement: it holds no lock any longer, and no long argument. It
// does not clear the others, for then SQLite would plan the statement anew. What
// it failed with has been told already.
func done(s *lite.Stmt, args []any) {
	_ = s.Reset()
	for i, a := range args {
		if _, long := a.([]byte); long {
			s.BindNull(i + 1)
		}
	}
}

// A file does not go: it is there or the transaction fails.
func (l *sqliteLine) gone() bool { return false }
func (l *sqliteLine) lost() bool { return false }

func (l *sqliteLine) close() { _ = l.conn.Close() }
