package act_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/store"
	"insyn/internal/trial"
	"insyn/internal/worker"
)

// A whole registration (load, decide, save, enqueue, audit), durable when it
// answers, against the bare durable insert of a single row on the same engine.
func BenchmarkRatioRegistration(b *testing.B) {
	for _, engine := range []struct {
		name string
		url  func() string
		goal float64
	}{
		{"SQLite", func() string { return filepath.Join(b.TempDir(), "insyn.db") }, 0.45},
		{"PostgreSQL", func() string { return trial.Postgres(b) }, 0.35},
	} {
		b.Run(engine.name, func(b *testing.B) {
			trial.Measure(b, trial.Ratio{Name: "Registration, durable, " + engine.name, Goal: engine.goal,
				Peer: "durable insert of one row", Ours: registering(b, engine.url()), Limit: inserting(b, engine.url())})
		})
	}
}

// registering gives a function that registers n people.
func registering(b *testing.B, url string) func(n int) error {
	db, err := store.Open(ctx, url, store.Options{Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	o := &office{t: b, Desk: &act.Desk{DB: db, Keys: keys.Generate(), Now: time.Now}}
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempeldepartementet", Name: "Exempeldepartementet",
		Email: "samrad@example.se"}))
	o.editor, o.boss = account.System, account.System
	content := december(0)
	ahead := time.Now().AddDate(0, 1, 0)
	content.Meeting.Start, content.Meeting.End = ahead, ahead.Add(time.Hour)
	content.Registration.Opens, content.Registration.Closes = time.Now().Add(-time.Hour), ahead
	id := o.open(content)
	done := 0
	return func(n int) error {
		for range n {
			done++
			if err := o.Register(ctx, id, entry("Åsa Öberg", fmt.Sprintf("p%d@example.org", done)), ""); err != nil {
				return err
			}
		}
		return nil
	}
}

// inserting gives a function that inserts n rows, each its own transaction.
func inserting(b *testing.B, url string) func(n int) error {
	driver, source := "pgx", url
	if !strings.HasPrefix(url, "postgres") {
		driver, source = "sqlite", "file:"+url+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("create table bare (id text primary key, name text)"); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare("insert into bare (id, name) values ($1, $2)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = insert.Close() })
	return func(n int) error {
		for range n {
			if _, err := insert.Exec(store.NewID(time.Now()), "Åsa Öberg"); err != nil {
				return err
			}
		}
		return nil
	}
}

// A view that arrives (load, decide, save, audit, a leaf with a salted hash in
// the public record), while the sequencer gives places and signs, against the
// bare durable insert of a single row on the same engine.
func BenchmarkRatioRecordedView(b *testing.B) {
	for _, engine := range []struct {
		name string
		url  func() string
	}{
		{"SQLite", func() string { return filepath.Join(b.TempDir(), "insyn.db") }},
		{"PostgreSQL", func() string { return trial.Postgres(b) }},
	} {
		b.Run(engine.name, func(b *testing.B) {
			trial.Measure(b, trial.Ratio{Name: "View with its leaf in the record, durable, " + engine.name, Goal: 0.5,
				Peer: "durable insert of one row", Ours: recording(b, engine.url()), Limit: inserting(b, engine.url())})
		})
	}
}

// recording gives a function that writes n views down.
func recording(b *testing.B, url string) func(n int) error {
	db, err := store.Open(ctx, url, store.Options{Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	o := &office{t: b, Desk: &act.Desk{DB: db, Keys: keys.Generate(), Now: time.Now}}
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempeldepartementet", Name: "Exempeldepartementet",
		Email: "samrad@example.se"}))
	o.editor, o.boss = account.System, account.System
	content := december(0)
	content.Meeting.Start = time.Now().AddDate(0, 1, 0)
	content.Meeting.End = content.Meeting.Start.Add(time.Hour)
	content.WrittenInput.Open = true
	id := o.open(content)
	stop, end := context.WithCancel(ctx)
	ended := make(chan error)
	go func() { ended <- (&worker.Sequencer{Desk: o.Desk}).Run(stop) }()
	b.Cleanup(func() { end(); o.must(<-ended) })
	form := consult.ViewForm{Text: "Öppna inköpsdata från början.",
		Subject: consult.Subject{About: consult.TheWhole}, Sender: consult.Sender{
			Kind: consult.AnOrganisation, Organisation: "Föreningen Exempel"}}
	return func(n int) error {
		for range n {
			if _, err := o.EnterView(ctx, o.boss, id.Forum(), form, consult.ByLetter, time.Now().Add(-time.Hour)); err != nil {
				return err
			}
		}
		return nil
	}
}
