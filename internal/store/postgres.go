package store

import (
	"database/sql"
	"embed"
	"errors"
	"io"
	"net"
	"slices"
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
	nests:   true,
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
	needs need
}

// A need is what a statement fails without.
type need int

const (
	nothing need = iota
	aChange      // of a row
	aYes         // as its one value
)

// divisionByZero is how a statement fails without what it needs.
const divisionByZero = "22012"

// waitedInVain is how the server ends a connection that it has waited for too
// long, in a transaction or between two.
var waitedInVain = []string{"25P03", "57P05"}

// postgresText gives a statement as PostgreSQL is sent it. One that needs
// something divides by it: then the server itself skips the commit that
// follows in the same packet.
func postgresText(query string, needs need) string {
	if text, made := postgresTexts.Load(statement{query, needs}); made {
		return text.(string)
	}
	text := strings.ReplaceAll(query, claimed, "for update skip locked")
	switch needs {
	case aChange:
		text = "with changed as (" + text + " returning 1) select 1 / count(*) from changed"
	case aYes:
		text = "select 1 / coalesce((" + text + "), false)::int"
	}
	postgresTexts.Store(statement{query, needs}, text)
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
	if slices.Contains(waitedInVain, e.Code) {
		return fault.Unavailable
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
