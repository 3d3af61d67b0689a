package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

// meeting writes a consultation with a number of seats and gives its aggregate.
func meeting(t testing.TB, db *store.DB, seats int) (c consult.ID, aggregate string) {
	t.Helper()
	one := storetest.Consultation("c", "exempel", "c")
	one.Published, one.Content.Registration.Capacity = 1, seats
	if err := db.Bookkeep(context.Background(), "c", func(tx *store.Tx) error {
		return errors.Join(storetest.Add(tx, one), tx.PublishVersion(consult.Version{
			Consultation: "c", Paper: consult.Invitation, Number: 1, Saved: 1,
			Published: storetest.Noon, Approved: "p"}))
	}); err != nil {
		t.Fatal(err)
	}
	return one.ID, "consultation/" + string(one.ID)
}

// crowd runs f for the numbers below n from 64 callers at once.
func crowd(n int, f func(i int)) {
	var all sync.WaitGroup
	var next atomic.Int64
	for range 64 {
		all.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				f(int(i))
			}
		})
	}
	all.Wait()
}

// TestN27LastSeatIsGivenOnce has 64 callers make 10,000 registrations on 500
// seats: the first 500 in the order given have a seat, the rest stand in the
// queue in that order, and nobody was given the same place. Under the race
// detector they are a tenth.
func TestN27LastSeatIsGivenOnce(t *testing.T) {
	people, seats := 10_000, 500
	if trial.Race {
		people, seats = 1_000, 50
	}
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			db := open(t, func() time.Time { return storetest.Noon })
			c, aggregate := meeting(t, db, seats)
			crowd(people, func(i int) {
				if err := db.Write(context.Background(), aggregate, func(tx *store.Tx) error {
					return register(tx, c, fmt.Sprintf("r%05d", i), fmt.Sprintf("p%d@example.se", i))
				}); err != nil {
					t.Error(err)
				}
			})
			seated(t, db, c, people, seats)
		})
	}
}

// seated checks that the first of those registered have the seats.
func seated(t *testing.T, db *store.DB, c consult.ID, people, seats int) {
	t.Helper()
	if err := db.Read(context.Background(), func(tx *store.Tx) error {
		all, err := tx.Registrations(store.RegistrationFilter{Consultation: c})
		if len(all) != people {
			t.Errorf("%d registrations, want %d", len(all), people)
		}
		for i, r := range all {
			want := consult.Queued
			if i < seats {
				want = consult.Seated
			}
			if r.Order != int64(i+1) || r.Status != want {
				t.Fatalf("place %d is %s with the number %d", i+1, r.Status, r.Order)
			}
		}
		sheet, again := tx.Seating(c)
		if sheet.Taken != seats || sheet.Waiting != people-seats || sheet.Order != int64(people) {
			t.Errorf("the sheet says %+v", sheet)
		}
		waiting, _, _, depth := tx.OutboxDepth()
		log, told := tx.AuditLog("consultation/"+string(c), people+1, 0)
		if waiting != people || len(log) != people {
			t.Errorf("%d mails and %d lines in the log, want %d", waiting, len(log), people)
		}
		return errors.Join(err, again, depth, told)
	}); err != nil {
		t.Fatal(err)
	}
}

// TestN27DoubleSubmit has 64 callers register the same address: one gets in,
// the others are told that it is there, and no seat is lost.
func TestN27DoubleSubmit(t *testing.T) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			db := open(t, func() time.Time { return storetest.Noon })
			c, aggregate := meeting(t, db, 500)
			var first, clashed atomic.Int64
			crowd(200, func(i int) {
				err := db.Write(context.Background(), aggregate, func(tx *store.Tx) error {
					return register(tx, c, fmt.Sprint("r", i), "Eva+"+strconv.Itoa(i)+"@example.se")
				})
				switch fault.Of(err) {
				case "":
					first.Add(1)
				case fault.Conflict:
					clashed.Add(1)
				default:
					t.Error(err)
				}
			})
			if first.Load() != 1 || clashed.Load() != 199 {
				t.Errorf("%d got in, %d were told", first.Load(), clashed.Load())
			}
			seated(t, db, c, 1, 1)
		})
	}
}

// TestN27TwoPublishers has 64 callers publish the same draft: one does.
func TestN27TwoPublishers(t *testing.T) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			db := open(t, func() time.Time { return storetest.Noon })
			c, aggregate := meeting(t, db, 1)
			if err := db.Bookkeep(context.Background(), aggregate, func(tx *store.Tx) error {
				return tx.AddVersion(consult.Version{Consultation: c, Paper: consult.Report, Number: 1,
					Edited: tx.Now})
			}); err != nil {
				t.Fatal(err)
			}
			var published atomic.Int64
			crowd(64, func(i int) {
				err := db.Write(context.Background(), aggregate, func(tx *store.Tx) error {
					v, err := tx.OpenDraft(c, consult.Report)
					if err != nil {
						return err
					}
					v.Published, v.Approved = tx.Now, fmt.Sprint("p", i)
					return errors.Join(tx.PublishVersion(v), tx.Audit(store.Entry{Aggregate: aggregate}))
				})
				if err == nil {
					published.Add(1)
				} else if !fault.Is(err, fault.NotFound) {
					t.Error(err)
				}
			})
			if published.Load() != 1 {
				t.Errorf("published %d times", published.Load())
			}
		})
	}
}

// TestCounterOfManyWriters has 64 callers read a number and write the next.
func TestCounterOfManyWriters(t *testing.T) {
	const times = 2000
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			db := open(t, time.Now)
			crowd(times, func(int) {
				if err := db.Bookkeep(context.Background(), "counter", count); err != nil {
					t.Error(err)
				}
			})
			if got := counted(t, db); got != times {
				t.Errorf("counted %d, want %d", got, times)
			}
		})
	}
}

// TestLockHoldsBetweenProcesses has two stores, as two processes have, add to
// one number: each must see what the other wrote before, and none may have to
// begin again because of the other.
func TestLockHoldsBetweenProcesses(t *testing.T) {
	const each = 100
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			url := trial.SQLite(t, migrated)
			if engine == "postgres" {
				url = trial.Postgres(t, trial.Unsynced(), migrated)
			}
			stores := [2]*store.DB{open(t, url, store.Options{Sync: "OFF"}),
				open(t, url, store.Options{Sync: "OFF"})}
			waits(t, stores)
			var all sync.WaitGroup
			var runs atomic.Int64
			for _, db := range stores {
				all.Go(func() {
					for range each {
						if err := db.Bookkeep(context.Background(), "counter", func(tx *store.Tx) error {
							runs.Add(1)
							return count(tx)
						}); err != nil {
							t.Error(err)
						}
					}
				})
			}
			all.Wait()
			if got := counted(t, stores[0]); got != 2*each+2 {
				t.Errorf("counted %d, want %d", got, 2*each+2)
			}
			if again := runs.Load() - 2*each; again > each/10 {
				t.Errorf("%d transactions ran again although the lock was held", again)
			}
		})
	}
}

// waits demands that the second store begins when the first has ended. Without
// the lock it begins at once; a second is far more than that takes.
func waits(t *testing.T, stores [2]*store.DB) {
	t.Helper()
	held, entered, done := make(chan bool), make(chan bool, 8), make(chan error, 1)
	begin := held
	go func() {
		<-begin
		done <- stores[1].Bookkeep(context.Background(), "counter", func(tx *store.Tx) error {
			_, err := tx.Setting("counter") // a transaction begins with what it asks first
			entered <- true
			return errors.Join(err, count(tx))
		})
	}()
	if err := stores[0].Bookkeep(context.Background(), "counter", func(tx *store.Tx) error {
		err := count(tx)
		if held != nil {
			close(held)
			held = nil
			select {
			case <-entered:
				t.Error("two write to one thing at the same time")
			case <-time.After(time.Second):
			}
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestDifferentAggregatesOfTheSameRow has writers who name different
// aggregates change the same row: the engine itself must keep them apart.
func TestDifferentAggregatesOfTheSameRow(t *testing.T) {
	const times = 300
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			db := open(t, time.Now)
			var done atomic.Int64
			crowd(times, func(i int) {
				err := db.Bookkeep(context.Background(), fmt.Sprint(i), count)
				if err == nil {
					done.Add(1)
				} else if !fault.Is(err, fault.Unavailable) {
					t.Error(err)
				}
			})
			if got := counted(t, db); got != int(done.Load()) || got < times/2 {
				t.Errorf("counted %d, %d were told that it went well", got, done.Load())
			}
		})
	}
}

// TestDeferredBeginIsATrap shows why the write connection begins immediate:
// who reads first and then wants to write fails, however long it may wait.
func TestDeferredBeginIsATrap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "insyn.db")
	db := open(t, path, store.Options{Sync: "OFF"})
	opened := func(how string) *sql.DB {
		pool, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_txlock="+how)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { pool.Close() })
		pool.SetMaxOpenConns(8)
		return pool
	}
	deferred, immediate := opened("deferred"), opened("immediate")
	if readThenWrite(deferred, func() {
		if err := readThenWrite(deferred, func() {}); err != nil {
			t.Error(err)
		}
	}) == nil {
		t.Error("what was read had been written over, and no fault: the trap is gone")
	}
	var failed atomic.Int64
	crowd(400, func(int) {
		if readThenWrite(immediate, func() {}) != nil {
			failed.Add(1)
		}
	})
	if failed.Load() > 0 {
		t.Errorf("%d immediate transactions failed", failed.Load())
	}
	var wrong atomic.Int64
	crowd(400, func(int) {
		if db.Bookkeep(context.Background(), "counter", count) != nil {
			wrong.Add(1)
		}
	})
	if wrong.Load() > 0 {
		t.Errorf("%d writes through the store failed", wrong.Load())
	}
}

// readThenWrite adds one to a number in a transaction of its own, in the middle
// of which something else happens.
func readThenWrite(pool *sql.DB, meanwhile func()) error {
	tx, err := pool.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRow(`select count(*) from setting`).Scan(&n); err != nil {
		return err
	}
	meanwhile()
	if _, err := tx.Exec(`insert into setting (key, value) values ('trap', ?1)
		on conflict (key) do update set value = excluded.value`, strconv.Itoa(n)); err != nil {
		return err
	}
	return tx.Commit()
}

// count adds one to a number: it reads first and then writes.
func count(tx *store.Tx) error {
	s, err := tx.Setting("counter")
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(s)
	return tx.SetSetting("counter", strconv.Itoa(n+1))
}

// counted gives the number that count has reached.
func counted(t testing.TB, db *store.DB) (n int) {
	t.Helper()
	if err := db.Read(context.Background(), func(tx *store.Tx) error {
		s, err := tx.Setting("counter")
		n, _ = strconv.Atoi(s)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}
