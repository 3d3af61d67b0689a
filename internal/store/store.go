package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Options are how a database is opened.
type Options struct {
	Now     func() time.Time // the clock; time.Now when nil
	Readers int              // connections that read; 8 when 0
	Sync    string           // SQLite's synchronous; "FULL" when empty

	// Slow, when set, is told of every write transaction that held the
	// database longer than SlowAfter. It must not write itself.
	Slow func(aggregate string, held time.Duration)
}

// SlowAfter is the longest that a write transaction should hold the database.
const SlowAfter = 50 * time.Millisecond

// pollEvery is how often the commits of other processes are looked for.
const pollEvery = 500 * time.Millisecond

// A DB is an open database.
type DB struct {
	d       *dialect
	source  string
	opt     Options
	pools   *pools
	writers *lines
	readers *lines
	gates   gates
	doors   sync.Map // see Tx.Door

	own     atomic.Uint64 // commits of this process
	outside atomic.Uint64 // times that commits of others were seen
	stop    context.CancelFunc
	stopped sync.WaitGroup
	closed  sync.Once
}

// Open opens the database at url, and brings its schema up to date: a path or
// sqlite:PATH for a SQLite file, which is made where there is none, or
// postgres://… for PostgreSQL. A database of a newer Insyn is refused.
func Open(ctx context.Context, url string, opt Options) (*DB, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Readers <= 0 {
		opt.Readers = 8
	}
	db := &DB{opt: opt}
	db.d, db.source = engine(url)
	var err error
	if db.pools, err = db.d.connect(db.source, opt); err != nil {
		return nil, fmt.Errorf("open %s database: %w", db.d.name, err)
	}
	if err := migrate(ctx, db.d, db.pools.schema); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s database: %w", db.d.name, db.d.explain(err)),
			db.pools.close())
	}
	db.writers = newLines(db.d.writers, db.pools.write)
	db.readers = newLines(opt.Readers, db.pools.read)
	db.watch()
	return db, nil
}

// ErrNewer is the failure to open a database whose schema a newer Insyn made.
var ErrNewer = errors.New("the database was made by a newer Insyn: use that version, or newer")

// migrate brings the schema up to date.
func migrate(ctx context.Context, d *dialect, pool *sql.DB) error {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if d == &postgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(d.goose, pool, d.schema, options...)
	if err != nil {
		return err
	}
	has, knows, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > knows {
		return fmt.Errorf("%w (schema %d, this one knows %d)", ErrNewer, has, knows)
	}
	if _, err = provider.Up(ctx); err != nil {
		// Another process may have migrated at the same moment: then there is nothing left to do.
		if pending, again := provider.HasPending(ctx); again != nil || pending {
			return err
		}
	}
	return nil
}

// Close waits for running transactions and closes the database. To close it again does nothing.
func (db *DB) Close() error {
	var err error
	db.closed.Do(func() {
		db.stop()
		db.stopped.Wait()
		db.writers.close()
		db.readers.close()
		err = db.pools.close()
	})
	return err
}

// Engine names the engine: "sqlite" or "postgres".
func (db *DB) Engine() string { return db.d.name }

// Tidy takes what was deleted out of the files that it was kept in, as far as
// nobody is reading there just now. It is for after a purge: until then what
// is gone from the tables can still lie in the journal.
func (db *DB) Tidy(ctx context.Context) error {
	if db.d == &postgres {
		_, err := db.pools.schema.ExecContext(ctx, db.d.tidy)
		return db.d.explain(err)
	}
	l, err := db.writers.take(ctx)
	if err != nil {
		return err
	}
	defer func() { db.writers.give(l, err != nil) }()
	err = l.query(ctx, db.d.tidy, nil, func(scanner) error { return nil })
	return db.d.explain(err)
}

// Stamp changes whenever something was committed that others could be shown:
// at once when this process did, within a second when another did. What was
// made from the database and kept with its stamp is fresh while the stamp is
// the same. (The program's own notes, of sessions, mails and jobs, leave it
// alone where they are made by this process.)
func (db *DB) Stamp() uint64 { return db.own.Load() + db.outside.Load() }

// watch looks for the commits of other processes.
func (db *DB) watch() {
	ctx, stop := context.WithCancel(context.Background())
	db.stop = stop
	db.stopped.Go(func() {
		tick := time.NewTicker(pollEvery)
		defer tick.Stop()
		last, _ := db.version(ctx)
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if now, err := db.version(ctx); err == nil && now != last {
				last = now
				db.outside.Add(1)
			}
		}
	})
}

// version asks the engine for a text that others' commits change. In SQLite
// the connection that writes is asked, since its own commits do not count.
func (db *DB) version(ctx context.Context) (text string, err error) {
	from := db.writers
	if db.d == &postgres {
		from = db.readers
	}
	l, err := from.take(ctx)
	if err != nil {
		return "", err
	}
	defer func() { from.give(l, err != nil) }()
	if err = l.begin(ctx, ""); err != nil {
		return "", err
	}
	err = l.query(ctx, db.d.version, nil, func(row scanner) error { return row.Scan(&text) })
	return text, errors.Join(err, l.rollback(ctx))
}
