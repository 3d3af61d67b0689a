package trial

import (
	"context"
	"errors"
	"testing"
	"time"
)

// PostgresOption changes what Postgres gives.
type PostgresOption func(*postgresWish)

type postgresWish struct {
	unsynced bool
	recipe   recipe
}

// recipe says how to fill a database that others are copied from.
type recipe struct {
	name string
	fill func(dsn string) error
}

// Unsynced asks for a server that does not wait for the disk: right for tests
// that ask whether an answer is correct, wrong for those that ask whether it
// is durable or how long it takes.
func Unsynced() PostgresOption {
	return func(w *postgresWish) { w.unsynced = true }
}

// Prepared asks for a copy of a database that fill has filled once in this
// process (with a schema, say). Two recipes must not share a name. Fill must
// have closed its connections when it returns.
func Prepared(name string, fill func(dsn string) error) PostgresOption {
	return func(w *postgresWish) { w.recipe = recipe{name, fill} }
}

// Postgres returns the address (postgres://…) of a fresh database that only
// this test uses. Encoding UTF-8, collation C.UTF-8, ICU collations at hand,
// 300 connections. The server is started at the first call in the process and
// stopped when the process ends; the database is dropped when the test ends.
func Postgres(t testing.TB, options ...PostgresOption) string {
	t.Helper()
	var wish postgresWish
	for _, option := range options {
		option(&wish)
	}
	start := clusters.synced
	if wish.unsynced {
		start = clusters.unsynced
	}
	c, err := start()
	if errors.Is(err, errNoPostgres) {
		Lacking(t, "PostgreSQL", "Install Debian's package: apt-get install postgresql")
	}
	if err != nil {
		t.Fatalf("a throw-away PostgreSQL does not start: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	name, err := c.database(ctx, wish.recipe)
	if err != nil {
		t.Fatalf("a fresh database cannot be made: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := c.do(ctx, "drop database if exists "+name+" with (force)"); err != nil {
			t.Logf("the database %s stays until the process ends: %v", name, err)
		}
	})
	return c.dsn(name)
}
