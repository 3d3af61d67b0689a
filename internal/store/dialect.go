package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"

	"insyn/internal/fault"
)

// A dialect is what SQLite and PostgreSQL do not agree on.
type dialect struct {
	name    string
	goose   goose.Dialect
	schema  fs.FS // numbered files
	writers int   // connections that write
	connect func(source string, opt Options) (*pools, error)
	kind    func(error) fault.Kind        // "" where the engine says nothing we know
	again   func(error) bool              // whether to run the transaction again
	gate    func(aggregate string) string // at which writers of an aggregate wait
	version string                        // asks for something that others' commits change
	tidy    string                        // takes what was deleted out of the files
	nests   bool                          // a statement that changes rows can be a part of another
}

// pools are the ways to the database.
type pools struct {
	schema      *sql.DB // for what changes the schema
	write, read func(context.Context) (line, error)
	close       func() error
}

// claimed marks where a statement that claims rows locks them.
const claimed = "/*claim*/"

// Missing rows, clashes, engines that do not answer, and those that do not when
// they are to say whether they have saved, as people read them.
func notFound() *fault.Error { return fault.New(fault.NotFound, "store.not-found") }
func clash() *fault.Error    { return fault.New(fault.Conflict, "store.conflict") }
func down() *fault.Error     { return fault.New(fault.Unavailable, "store.unavailable") }
func unsure() *fault.Error   { return fault.New(fault.Unavailable, "store.unsure") }

// ErrNotText is the cause of the failure when a text holds bytes that are not
// UTF-8, or the zero byte, which PostgreSQL cannot keep.
var ErrNotText = errors.New("store: not text")

// explain turns what an engine says into a fault, where it is one that a person can act on.
func (d *dialect) explain(err error) error {
	var ours *fault.Error
	if err == nil || errors.As(err, &ours) || errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return notFound().From(err)
	}
	switch d.kind(err) {
	case fault.Conflict:
		return clash().From(err)
	case fault.Unavailable:
		return down().From(err)
	case fault.Invalid:
		return fault.New(fault.Invalid, "store.not-text").From(err)
	}
	return err
}

// engine chooses the dialect that an address asks for, and what its driver is told.
func engine(url string) (d *dialect, source string) {
	switch scheme, rest, _ := strings.Cut(url, ":"); scheme {
	case "postgres", "postgresql":
		return &postgres, url
	case "sqlite":
		return &sqlite, strings.TrimPrefix(rest, "//")
	}
	return &sqlite, url
}
