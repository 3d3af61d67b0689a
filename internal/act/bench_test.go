package act_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"insyn/internal/store"
	"insyn/internal/trial"
)

// BenchmarkRegisterOfBareInsert registers people and, by turns, makes a bare
// row durable on the same engine: a prepared insert of one row in its own
// transaction. It reports the speed of the first as a share of the second, by
// their medians. The goal is 45 % on SQLite and 35 % on PostgreSQL.
func BenchmarkRegisterOfBareInsert(b *testing.B) {
	for engine, url := range map[string]func() string{
		"sqlite":   func() string { return sqlite(b) },
		"postgres": func() string { return trial.Postgres(b) },
	} {
		b.Run(engine, func(b *testing.B) {
			o, insert := newOffice(b, url()), bareInsert(b, engine)
			id := o.open(december(500))
			var bare, whole []time.Duration
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				insert()
				between := time.Now()
				o.must(o.Register(ctx, id, entry("Åsa Öberg", fmt.Sprintf("p%d@example.org", i)), ""))
				bare = append(bare, between.Sub(began))
				whole = append(whole, time.Since(between))
			}
			slices.Sort(bare)
			slices.Sort(whole)
			b.ReportMetric(100*float64(bare[len(bare)/2])/float64(whole[len(whole)/2]), "%-of-bare")
		})
	}
}

// bareInsert gives a function that makes one row durable in a plain table.
func bareInsert(b *testing.B, engine string) func() {
	b.Helper()
	driver, source := "pgx", ""
	if engine == "sqlite" {
		driver, source = "sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+
			"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	} else {
		source = trial.Postgres(b)
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("create table bare (id text primary key, name text)"); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare("insert into bare (id, name) values ($1, $2)")
	if err != nil {
		b.Fatal(err)
	}
	return func() {
		if _, err := insert.Exec(store.NewID(time.Now()), "Åsa Öberg"); err != nil {
			b.Fatal(err)
		}
	}
}
