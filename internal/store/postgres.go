package store

import (
	"database/sql"
	"embed"
	"errors"
	"io"
	"net"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
	"github.com/pressly/goose/v3"

	"insyn/internal/fault"
)

//go:embed schema/postgres/*.sql
var postgresSchema embed.FS

var postgres = dialect{
	name:    "postgres",
	goose:   goose.DialectPostgres,
	schema:  below(postgresSchema, "schema/postgres"),
	writers: postgresWriters,
	connect: connectPostgres,
	kind:    postgresKind,
	again:   postgresAgain,
	gate:    func(aggregate string) string { return aggregate },
	version: "select pg_current_snapshot()::text",
	tidy:    "vacuum registration, invitee, person, session, challenge, outbox, job",
}

// postgresWriters is how many connections write. Writers of the same aggregate
// wait for each other before they take one, so a hot consultation needs one.
const postgresWriters = 8

func connectPostgres(source string, _ Options) (*pools, error) {
	pool, err := sql.Open("pgx", source)
	if err != nil {
		return nil, err
	}
	dial := dialPostgres(source)
	return &pools{schema: pool, write: dial, read: dial, close: pool.Close}, nil
}

// postgresTexts keeps what postgresText has made.
var postgresTexts sync.Map // of statement to string

type statement struct {
	query string
	must  bool
}

// postgresText gives a statement as PostgreSQL is sent it. One that must
// change something divides by the number of rows that it changed: then the
// server itself skips the commit that follows in the same packet.
func postgresText(query string, must bool) string {
	if text, made := postgresTexts.Load(statement{query, must}); made {
		return text.(string)
	}
	text := strings.ReplaceAll(query, claimed, "for update skip locked")
	if must {
		text = "with changed as (" + text + " returning 1) select 1 / count(*) from changed"
	}
	postgresTexts.Store(statement{query, must}, text)
	return text
}

func postgresKind(err error) fault.Kind {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		var network net.Error
		var connect *pgconn.ConnectError
		if errors.As(err, &network) || errors.As(err, &connect) ||
			errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err) {
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
