package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// sqliteLine is a connection to a SQLite file with its prepared statements.
type sqliteLine struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt // by their text in PostgreSQL's spelling
}

func dialSQLite(pool *sql.DB) func(context.Context) (line, error) {
	return func(ctx context.Context) (line, error) {
		conn, err := pool.Conn(ctx)
		if err != nil {
			return nil, err
		}
		return &sqliteLine{conn: conn, stmts: map[string]*sql.Stmt{}}, nil
	}
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

// stmt prepares a statement at its first use.
func (l *sqliteLine) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := l.stmts[query]; ok {
		return s, nil
	}
	s, err := l.conn.PrepareContext(ctx, sqliteText(query))
	if err != nil {
		return nil, err
	}
	l.stmts[query] = s
	return s, nil
}

func (l *sqliteLine) exec(ctx context.Context, query string, args []any) (int64, error) {
	ctx = context.WithoutCancel(ctx)
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

func (l *sqliteLine) later(ctx context.Context, must bool, query string, args []any) error {
	rows, err := l.exec(ctx, query, args)
	if err == nil && must && rows == 0 {
		return notFound()
	}
	return err
}

func (l *sqliteLine) query(ctx context.Context, query string, args []any, each func(scanner) error) error {
	s, err := l.stmt(ctx, query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.WithoutCancel(ctx), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// lost is never: the file is there or the transaction fails.
func (l *sqliteLine) lost() bool { return false }

func (l *sqliteLine) close() {
	for _, s := range l.stmts {
		s.Close()
	}
	// Not back to the pool: it may be in the middle of a transaction.
	_ = l.conn.Raw(func(any) error { return driver.ErrBadConn })
}
