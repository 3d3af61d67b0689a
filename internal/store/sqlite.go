package store

import (
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/pressly/goose/v3"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"insyn/internal/fault"
)

//go:embed schema/sqlite/*.sql
var sqliteSchema embed.FS

var sqlite = dialect{
	name:    "sqlite",
	goose:   goose.DialectSQLite3,
	schema:  below(sqliteSchema, "schema/sqlite"),
	writers: 1,
	connect: connectSQLite,
	kind:    sqliteKind,
	again:   func(error) bool { return false },
	gate:    func(string) string { return "" }, // one writes at a time, whatever it is
	version: "pragma data_version",
	tidy:    "pragma wal_checkpoint(truncate)",
}

// sqliteText gives a statement as SQLite reads it. There $2 is a name like any
// other, and some drivers bind by the order in which names appear: ?2 is a number.
// Where they come in their order, once each, a bare ? says the same, and the
// driver need not ask for the name of each before every statement.
func sqliteText(query string) string {
	query = strings.ReplaceAll(query, claimed, "")
	inOrder, last := true, 0
	for _, p := range placeholder.FindAllStringSubmatch(query, -1) {
		last++
		inOrder = inOrder && p[1] == strconv.Itoa(last)
	}
	if inOrder {
		return placeholder.ReplaceAllString(query, "?")
	}
	return placeholder.ReplaceAllString(query, "?$1")
}

var placeholder = regexp.MustCompile(`\$([0-9]+)`)

func connectSQLite(path string, opt Options) (*pools, error) {
	if err := private(path); err != nil {
		return nil, err
	}
	to, err := sqliteAddress(path, opt.Sync, false)
	if err != nil {
		return nil, err
	}
	from, err := sqliteAddress(path, opt.Sync, true)
	if err != nil {
		return nil, err
	}
	write, err := sql.Open("sqlite", to)
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", from)
	if err != nil {
		return nil, err
	}
	return &pools{schema: write, write: dialSQLite(write), read: dialSQLite(read),
		close: func() error { return errors.Join(write.Close(), read.Close()) }}, nil
}

// wholeJournal has the journal copied into the file when it is 16 MB long, not
// 4: a page that many transactions change is then copied a quarter as often.
const wholeJournal = "wal_autocheckpoint(4000)"

// private makes a new file readable for nobody else; what SQLite puts beside it follows it.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return down().From(err)
	}
	return f.Close()
}

// swedish compares in the order of the Swedish alphabet. A Collator is not
// safe for concurrent use, so there is one for each who compares.
var swedish = sync.Pool{New: func() any { return collate.New(language.Swedish) }}

func init() {
	driver.MustRegisterCollationUtf8("sv", func(a, b string) int {
		c := swedish.Get().(*collate.Collator)
		defer swedish.Put(c)
		if order := c.CompareString(a, b); order != 0 {
			return order
		}
		return strings.Compare(a, b) // as ICU does for a deterministic collation
	})
	// As durable as fsync, and does not wait for the file's timestamps. Where
	// the system has no such call the driver keeps to fsync.
	_, _ = driver.Fdatasync(true)
}

// below gives the part of an embedded tree that lies in a folder.
func below(tree fs.FS, folder string) fs.FS {
	sub, err := fs.Sub(tree, folder)
	if err != nil {
		panic(err) // the folder is named above and embedded by the compiler
	}
	return sub
}

// sqliteAddress gives what the driver is told to open a file. The time to wait
// for other processes comes first, since the pragmas after it may have to.
func sqliteAddress(path, sync string, reader bool) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if sync == "" {
		sync = "FULL"
	}
	pragmas := []string{"busy_timeout(5000)", "journal_mode(WAL)", "foreign_keys(1)",
		"synchronous(" + sync + ")", "temp_store(MEMORY)", wholeJournal,
		"secure_delete(1)"} // what is erased is written over in the file
	if reader {
		pragmas = append(pragmas, "query_only(1)")
	}
	address := url.URL{Scheme: "file", OmitHost: true, Path: rooted(whole), RawQuery: url.Values{
		"_pragma": pragmas, "_txlock": {"immediate"}, "_dqs": {"0"}, "_defensive": {"1"},
	}.Encode()}
	return address.String(), nil
}

// rooted gives a whole path as it stands in a file: address, also on Windows.
func rooted(whole string) string {
	whole = filepath.ToSlash(whole)
	if !strings.HasPrefix(whole, "/") {
		whole = "/" + whole
	}
	return whole
}

func sqliteKind(err error) fault.Kind {
	var e *driver.Error
	if !errors.As(err, &e) {
		return ""
	}
	switch e.Code() {
	case codes.SQLITE_CONSTRAINT_UNIQUE, codes.SQLITE_CONSTRAINT_PRIMARYKEY,
		codes.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fault.Conflict
	}
	switch e.Code() & 0xff {
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_FULL, codes.SQLITE_IOERR,
		codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN, codes.SQLITE_NOMEM:
		return fault.Unavailable
	}
	return ""
}
