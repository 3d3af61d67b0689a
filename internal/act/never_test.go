package act_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/store"
	"insyn/internal/trial"
)

// engines runs a test on SQLite and on PostgreSQL.
func engines(t *testing.T, f func(t *testing.T, o *office)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, newOffice(t, sqlite(t))) })
	t.Run("postgres", func(t *testing.T) { f(t, newOffice(t, postgres(t))) })
}

// callers runs f for 0 … n-1 from 64 goroutines.
func callers(n int, f func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	all.Wait()
}

// Ten thousand people want five hundred seats at the same time (N-27, N-30):
// five hundred get one, and the order of the places is that of the confirmations.
func TestNeverOneSeatTooMany(t *testing.T) {
	people, seats := 10_000, 500
	if trial.Race {
		people, seats = 1_000, 50
	}
	engines(t, func(t *testing.T, o *office) {
		id := o.open(december(seats))
		requests := o.ask(id, people)
		callers(people, func(i int) {
			l := o.linkOf(keys.Confirm, requests[i])
			if _, err := o.Confirm(ctx, l); err != nil {
				t.Errorf("person %d: %v", i, err)
			}
		})
		all, err := o.Participants(ctx, o.editor, id)
		o.must(err)
		if len(all) != people {
			t.Fatalf("%d registrations, want %d", len(all), people)
		}
		for i, r := range all {
			want := consult.Seated
			if i >= seats {
				want = consult.Queued
			}
			if r.Order != int64(i+1) || r.Status != want {
				t.Fatalf("place %d: order %d, %s, want %s", i+1, r.Order, r.Status, want)
			}
		}
		f, err := o.Consultation(ctx, o.editor, id)
		o.must(err)
		if f.Seating.Taken != seats || f.Seating.Waiting != people-seats {
			t.Errorf("the sheet says %d taken and %d waiting", f.Seating.Taken, f.Seating.Waiting)
		}
	})
}

// ask writes unproven requests, some hundred in each transaction.
func (o *office) ask(id consult.ID, n int) []consult.Registration {
	o.t.Helper()
	all := make([]consult.Registration, n)
	for from := 0; from < n; from += 500 {
		o.must(o.DB.Bookkeep(ctx, "consultation/"+string(id), func(tx *store.Tx) error {
			for i := from; i < min(n, from+500); i++ {
				e := entry(fmt.Sprintf("Deltagare %d", i), fmt.Sprintf("p%d@example.org", i))
				all[i] = e.New(consult.RegistrationID(store.NewID(tx.Now)), id, consult.ByWeb, tx.Now)
				if err := tx.AddRegistration(all[i]); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	return all
}

// linkOf makes the link that a mail about r would carry.
func (o *office) linkOf(p keys.Purpose, r consult.Registration) act.Link {
	return act.Link(string(r.ID) + "~" + o.Keys.Token(p, string(r.ID), r.Generation))
}

// Two hundred people press the same button at the same time (N-27): the last
// seat goes to one, and confirming one registration often is one confirmation.
func TestN27LastSeatAndDoublePress(t *testing.T) {
	engines(t, func(t *testing.T, o *office) {
		id := o.open(december(1))
		requests := o.ask(id, 2)
		callers(200, func(i int) {
			if _, err := o.Confirm(ctx, o.linkOf(keys.Confirm, requests[i%2])); err != nil {
				t.Errorf("%v", err)
			}
		})
		all, err := o.Participants(ctx, o.editor, id)
		o.must(err)
		if all[0].Status != consult.Seated || all[1].Status != consult.Queued || all[1].Order != 2 {
			t.Errorf("%s, %s in place %d", all[0].Status, all[1].Status, all[1].Order)
		}
		o.post()
		if n := len(o.sent.mail); n != 2+2 { // both were hired, both were answered
			t.Errorf("%d mails", n)
		}
	})
}

// A seat that is given up while many stand in the queue goes to one of them,
// whatever happens at the same time.
func TestN27WithdrawalsAndOffersAtTheSameTime(t *testing.T) {
	engines(t, func(t *testing.T, o *office) {
		id := o.open(december(20))
		people := o.ask(id, 60)
		callers(len(people), func(i int) { _, _ = o.Confirm(ctx, o.linkOf(keys.Confirm, people[i])) })
		callers(len(people), func(i int) {
			if i%2 == 0 {
				_, _ = o.Withdraw(ctx, o.linkOf(keys.Personal, people[i]))
			} else {
				_, _ = o.AcceptOffer(ctx, o.linkOf(keys.Personal, people[i]))
			}
		})
		all, err := o.Participants(ctx, o.editor, id)
		o.must(err)
		held, queued := 0, 0
		for _, r := range all {
			if r.Status.Holds() {
				held++
			}
			if r.Status == consult.Queued {
				queued++
			}
		}
		f, err := o.Consultation(ctx, o.editor, id)
		o.must(err)
		if held > 20 || held != f.Seating.Taken || queued != f.Seating.Waiting || queued > 0 && held < 20 {
			t.Errorf("held %d, taken %d, queued %d, waiting %d", held, f.Seating.Taken, queued,
				f.Seating.Waiting)
		}
	})
}

// What was published cannot be written over by somebody who read it earlier,
// and two who publish at the same time publish once (N-27).
func TestN27TwoPublishersPublishOnce(t *testing.T) {
	engines(t, func(t *testing.T, o *office) {
		id, err := o.NewConsultation(ctx, o.editor, "exempeldepartementet", december(5))
		o.must(err)
		var done atomic.Int64
		callers(64, func(int) {
			if o.Publish(ctx, o.boss, id, consult.Invitation, 1, "Rättad tid") == nil {
				done.Add(1)
			}
		})
		if done.Load() != 1 {
			t.Errorf("published %d times", done.Load())
		}
	})
}

// The clock jumps, a day has 25 hours, a month ends: deadlines hold (N-30).
func TestN30ClockJumps(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(1))
	o.must(o.Register(ctx, id, entry("Ada", "ada@example.org"), ""))
	o.clock.set(opening.Add(-24 * time.Hour)) // somebody sets the clock back
	o.post()
	o.clock.set(opening.Add(71 * time.Hour))
	o.post()
	l := linkIn(t, o.sent.to(t, "ada@example.org", "/bekrafta/"), "/bekrafta/")
	if _, err := o.Confirm(ctx, l); err != nil {
		t.Errorf("one hour before the link ends: %v", err)
	}
}
