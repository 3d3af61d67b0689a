package act_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"sync"
	"sync/atomic"
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

// An engine is a database that waits for the disk, and what its driver needs.
type engine struct {
	name, driver, options string
	fresh                 func(testing.TB) string
}

var durable = []engine{
	{"SQLite", "sqlite", "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)",
		func(t testing.TB) string { return trial.SQLite(t) }},
	{"PostgreSQL", "pgx", "", func(t testing.TB) string { return trial.Postgres(t) }},
}

// against measures an act on both engines against the bare durable insert of a
// single row on the same one.
func against(b *testing.B, name, note string, ours func(b *testing.B, url string) func(n int) error,
	goals ...float64) {
	b.Helper()
	for i, e := range durable {
		b.Run(e.name, func(b *testing.B) {
			trial.Measure(b, trial.Ratio{Name: name + ", " + e.name, Goal: goals[i], Note: note,
				Peer: "durable inserts of one row, one after the other",
				Ours: ours(b, e.fresh(b)), Limit: inserting(b, e)})
		})
	}
}

// A whole registration (load, decide, save, enqueue, audit), durable when it
// answers: one after the other, and from 64 callers at once for the same
// consultation, as when an invitation has just gone out.
func BenchmarkRatioRegistration(b *testing.B) {
	one := func(b *testing.B, url string) func(n int) error { return registering(b, url, 1) }
	crowd := func(b *testing.B, url string) func(n int) error { return registering(b, url, 64) }
	against(b, "Registration, durable, one at a time",
		"SQLite: four pages to the journal (registration, address, mail, audit) where a bare row has "+
			"two; without the disk 63 µs against 14, a quarter of it to write the journal. PostgreSQL: "+
			"one journey (begin, lock, is it open, one statement that writes three rows, commit), as a "+
			"bare row has, and no poller between. A third of it is the server's, a quarter the disk's, "+
			"the rest waking up and the client; without the foreign key it would be a twelfth less, "+
			"with repeatable read a twentieth. Tried without gain: other page sizes, forced generic plans",
		one, 0.45, 0.35)
	against(b, "Registration, durable, 64 callers at once",
		"those who wait are committed together", crowd, 0.45, 0.35)
}

// A view that arrives (load, decide, save, audit, a duty, reminders, a leaf
// with a salted hash in the public record), while the sequencer gives places
// and signs.
func BenchmarkRatioRecordedView(b *testing.B) {
	one := func(b *testing.B, url string) func(n int) error { return recording(b, url, 1) }
	crowd := func(b *testing.B, url string) func(n int) error { return recording(b, url, 64) }
	against(b, "View with its leaf in the record, durable, one at a time",
		"with version, duty, two reminders, letter and salted leaf, while the log is signed five times a second",
		one, 0.5, 0.5)
	against(b, "View with its leaf in the record, durable, 64 callers at once",
		"those who wait are committed together", crowd, 0.5, 0.5)
}

// from has callers do n things between them.
func from(callers, n int, do func() error) (first error) {
	var all sync.WaitGroup
	var left atomic.Int64
	var once sync.Once
	left.Store(int64(n))
	for range min(callers, n) {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := do(); err != nil {
					once.Do(func() { first = err })
				}
			}
		})
	}
	all.Wait()
	return first
}

// counter opens a desk with one body and nobody but the system.
func counter(b *testing.B, url string) *office {
	b.Helper()
	db, err := store.Open(ctx, url, store.Options{Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	o := &office{t: b, Desk: &act.Desk{DB: db, Keys: keys.Generate(), Now: time.Now}}
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempeldepartementet", Name: "Exempeldepartementet",
		Email: "samrad@example.se"}))
	o.editor, o.boss = account.System, account.System
	return o
}

// soon is a consultation that takes registrations and views now.
func soon() consult.Content {
	content := december(0)
	ahead := time.Now().AddDate(0, 1, 0)
	content.Meeting.Start, content.Meeting.End = ahead, ahead.Add(time.Hour)
	content.Registration.Opens, content.Registration.Closes = time.Now().Add(-time.Hour), ahead
	content.WrittenInput.Open = true
	return content
}

// registering gives a function by which callers register n people.
func registering(b *testing.B, url string, callers int) func(n int) error {
	o := counter(b, url)
	id := o.open(soon())
	var done atomic.Int64
	return func(n int) error {
		return from(callers, n, func() error {
			address := fmt.Sprintf("p%d@example.org", done.Add(1))
			return o.Register(ctx, id, entry("Åsa Öberg", address), "")
		})
	}
}

// recording gives a function by which callers write n views down.
func recording(b *testing.B, url string, callers int) func(n int) error {
	o := counter(b, url)
	id := o.open(soon())
	stop, end := context.WithCancel(ctx)
	ended := make(chan error)
	go func() { ended <- (&worker.Sequencer{Desk: o.Desk}).Run(stop) }()
	b.Cleanup(func() { end(); o.must(<-ended) })
	form := consult.ViewForm{Text: "Öppna inköpsdata från början.",
		Subject: consult.Subject{About: consult.TheWhole}, Sender: consult.Sender{
			Kind: consult.AnOrganisation, Organisation: "Föreningen Exempel"}}
	return func(n int) error {
		return from(callers, n, func() error {
			_, err := o.EnterView(ctx, o.boss, id.Forum(), form, consult.ByLetter, time.Now().Add(-time.Hour))
			return err
		})
	}
}

// inserting gives a function that inserts n rows, each its own transaction.
func inserting(b *testing.B, e engine) func(n int) error {
	source := e.fresh(b)
	if e.driver == "sqlite" {
		source = (&url.URL{Scheme: "file", OmitHost: true, Path: source}).String() // its folder has a #
	}
	db, err := sql.Open(e.driver, source+e.options)
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

// The page of the queue of answers of a body that owes a hundred thousand,
// from its middle, against the twenty milliseconds that it may take.
func BenchmarkRatioQueue(b *testing.B) {
	const owed = 100_000
	o := counter(b, trial.SQLite(b))
	forum := o.open(soon()).Forum()
	began := time.Now()
	due := func(i int) time.Time { return began.Add(time.Duration(i) * time.Minute) }
	for from := 0; from < owed; from += 1000 {
		o.must(o.DB.Write(ctx, string(forum), func(tx *store.Tx) error {
			for i := from; i < from+1000; i++ {
				v := consult.View{ID: consult.ViewID(store.NewID(tx.Now)), Forum: forum,
					Number:  int64(i + 1),
					Subject: consult.Subject{About: consult.TheWhole}, Via: consult.ByLetter,
					Sender: consult.Sender{Kind: consult.APerson}, Body: "exempeldepartementet",
					Begun: began, Sent: began, Saved: 1, Version: 1, Generation: 1,
					Text: "Öppna inköpsdata från början."}
				if err := tx.AddView(v, ""); err != nil {
					return err
				}
				if err := tx.SaveDuty(consult.Duty{View: v.ID, Forum: forum, Number: v.Number, Body: v.Body,
					Received: began, Due: due(i)}); err != nil {
					return err
				}
			}
			return tx.Audit(store.Entry{Aggregate: string(forum), Act: "fill"})
		}))
	}
	page := store.DutyFilter{Body: "exempeldepartementet", Limit: 50,
		After: store.QueueMark{Due: due(owed / 2)}}
	trial.Measure(b, trial.Ratio{Name: "Queue of answers, a page of 50 out of 100,000, SQLite", Goal: 1,
		Peer: "the 20 ms that it may take",
		Ours: func(n int) error {
			for range n {
				if q, err := o.AnswerQueue(ctx, o.boss, page); err != nil || len(q.Views) != 50 ||
					q.Open != owed {
					return fmt.Errorf("%d views of %d: %w", len(q.Views), q.Open, err)
				}
			}
			return nil
		},
		Limit: func(n int) error { time.Sleep(time.Duration(n) * 20 * time.Millisecond); return nil }})
}
