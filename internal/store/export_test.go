package store

import (
	"fmt"
	"strconv"
	"testing"
	"time"
)

// LimitPages lets the SQLite file have at most so many pages, and gives how
// many it has. 0 leaves the limit as it is.
func (db *DB) LimitPages(t testing.TB, most int) (has int) {
	t.Helper()
	l, err := db.writers.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer db.writers.give(l, false)
	scan := func(row scanner) error { return row.Scan(&has) }
	if most > 0 {
		limit := "pragma max_page_count = " + strconv.Itoa(most)
		if err := l.query(t.Context(), limit, nil, func(scanner) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.query(t.Context(), "pragma page_count", nil, scan); err != nil {
		t.Fatal(err)
	}
	return has
}

// A Described is a table as tables describes it.
type Described struct {
	Name, Key string
	Columns   []string          // in order
	Kinds     map[string]string // of the columns
}

// Tables gives what copies and hashes know of the tables.
func Tables() (all []Described) {
	for _, t := range tables {
		d := Described{Name: t.name, Key: t.key, Kinds: map[string]string{}}
		for _, c := range t.columns {
			d.Columns = append(d.Columns, c.name)
			d.Kinds[c.name] = string(c.kind)
		}
		all = append(all, d)
	}
	return all
}

// SQLiteText and PostgresText are what the engines are sent of a statement that needs nothing.
func SQLiteText(query string) string   { return sqliteText(query) }
func PostgresText(query string) string { return postgresText(query, nothing) }

// Pragma asks how a connection to SQLite is set.
func (tx *Tx) Pragma(name string) (set string, err error) {
	return one(tx, func(row scanner) (string, error) {
		var v any
		err := row.Scan(&v)
		return fmt.Sprint(v), err
	}, "pragma "+name)
}

// Waiting tells how many wait for their turn at an aggregate.
func (db *DB) Waiting(aggregate string) int {
	db.gates.mutex.Lock()
	defer db.gates.mutex.Unlock()
	if one := db.gates.open[db.d.gate(aggregate)]; one != nil {
		return len(one.waiting)
	}
	return 0
}

// ShareFor lets writers join a transaction for so long, until the test ends.
func ShareFor(t testing.TB, long time.Duration) {
	before := shareFor
	shareFor = long
	t.Cleanup(func() { shareFor = before })
}

// Rest lets the connections to PostgreSQL be as if nobody had used them for an hour.
func (db *DB) Rest() {
	for _, p := range []*lines{db.writers, db.readers} {
		p.mutex.Lock()
		for _, l := range p.idle {
			l.(*postgresLine).used = time.Now().Add(-time.Hour)
		}
		p.mutex.Unlock()
	}
}

// Commits tells how often this process has committed what could be shown.
func (db *DB) Commits() uint64 { return db.own.Load() }
