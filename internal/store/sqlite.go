package store

import (
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
	lite "zombiezen.com/go/sqlite"

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
// other, and gets its number by the order in which names appear: ?2 is a number.
func sqliteText(query string) string {
	return placeholder.ReplaceAllString(strings.ReplaceAll(query, claimed, ""), "?$1")
}

var placeholder = regexp.MustCompile(`\$([0-9]+)`)

func connectSQLite(path string, opt Options) (*pools, error) {
	if err := private(path); err != nil {
		return nil, err
	}
	to, err := sqliteAddress(path, nil)
	if err != nil {
		return nil, err
	}
	pragmas := sqlitePragmas(opt.Sync)
	schema, err := sql.Open("sqlite", to+"?"+driverOptions(pragmas))
	if err != nil {
		return nil, err
	}
	schema.SetMaxOpenConns(1)
	return &pools{schema: schema,
		write: dialSQLite(to, lite.OpenReadWrite, pragmas...),
		read:  dialSQLite(to, lite.OpenReadWrite, append(pragmas, "query_only(1)")...),
		close: schema.Close}, nil
}

// driverOptions tells database/sql's driver, through which the schema is
// changed, what a line is told. The time to wait for other processes comes
// first, since the pragmas after it may have to.
func driverOptions(pragmas []string) string {
	waits := fmt.Sprintf("busy_timeout(%d)", busyFor.Milliseconds())
	return url.Values{"_pragma": append([]string{waits}, pragmas...), "_txlock": {"immediate"},
		"_dqs": {"0"}, "_defensive": {"1"}}.Encode()
}

// busyFor is how long another process is waited for.
const busyFor = 5 * time.Second

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

// inSwedish compares texts in that order, and different texts as different.
func inSwedish(a, b string) int {
	c := swedish.Get().(*collate.Collator)
	defer swedish.Put(c)
	if order := c.CompareString(a, b); order != 0 {
		return order
	}
	return strings.Compare(a, b) // as ICU does for a deterministic collation
}

func init() {
	driver.MustRegisterCollationUtf8("sv", inSwedish)
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

// sqlitePragmas are said to each connection; sync is FULL where it is empty.
func sqlitePragmas(sync string) []string {
	if sync == "" {
		sync = "FULL"
	}
	return []string{"journal_mode(WAL)", "foreign_keys(1)",
		"synchronous(" + sync + ")", "temp_store(MEMORY)", wholeJournal,
		"secure_delete(1)"} // what is erased is written over in the file
}

// sqliteAddress gives the address of a file, with what SQLite is told about it.
func sqliteAddress(path string, options url.Values) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	address := url.URL{Scheme: "file", OmitHost: true, Path: rooted(whole), RawQuery: options.Encode()}
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

// sqliteCode gives what SQLite calls an error, from whichever of its drivers.
func sqliteCode(err error) int {
	var e *driver.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return int(lite.ErrCode(err))
}

func sqliteKind(err error) fault.Kind {
	code := sqliteCode(err)
	switch code {
	case codes.SQLITE_CONSTRAINT_UNIQUE, codes.SQLITE_CONSTRAINT_PRIMARYKEY,
		codes.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fault.Conflict
	}
	switch code & 0xff {
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_FULL, codes.SQLITE_IOERR,
		codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN, codes.SQLITE_NOMEM:
		return fault.Unavailable
	}
	return ""
}
