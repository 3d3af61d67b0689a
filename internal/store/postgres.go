package store

import (
	"context"
	"database/sql/driver"
	"embed"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
	"github.com/pressly/goose/v3"

	"insyn/internal/fault"
)

//go:embed schema/postgres/*.sql
var postgresSchema embed.FS

var postgres = dialect{
	name:   "postgres",
	goose:  goose.DialectPostgres,
	schema: below(postgresSchema, "schema/postgres"),
	write:  "begin isolation level serializable",
	read:   "begin isolation level repeatable read read only",
	rebind: func(query string) string {
		return strings.ReplaceAll(query, claimed, "for update skip locked")
	},
	lock: func(l *line, ctx context.Context, aggregate string) error {
		_, err := l.exec(ctx, "select pg_advisory_lock($1)", key(aggregate))
		return err
	},
	unlock: func(l *line, ctx context.Context, aggregate string) error {
		_, err := l.exec(ctx, "select pg_advisory_unlock($1)", key(aggregate))
		return err
	},
	kind:    postgresKind,
	again:   postgresAgain,
	version: "select pg_current_snapshot()::text",
}

func postgresKind(err error) fault.Kind {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		var network net.Error
		var connect *pgconn.ConnectError
		if errors.As(err, &network) || errors.As(err, &connect) ||
			errors.Is(err, driver.ErrBadConn) {
			return fault.Unavailable
		}
		return ""
	}
	switch e.Code {
	case "23505", "23503": // unique, foreign key
		return fault.Conflict
	case "22021": // character not in repertoire
		return fault.Invalid
	}
	switch e.Code[:2] {
	case "08", "40", "53", "55", "57", "58": // connection, rollback, resources, locks, operator, system
		return fault.Unavailable
	}
	return ""
}

func postgresAgain(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}
