package storetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

func registrations(s suite) {
	s.begin("c")
	s.begin("d")
	r := Registration("r", "c", "Åsa.Öberg+x@example.se")
	s.write(func(tx *store.Tx) error { return tx.AddRegistration(r) })
	get := func(tx *store.Tx) (consult.Registration, error) { return tx.Registration("r") }
	equal(s, r, get)
	byEmail := func(tx *store.Tx) (consult.Registration, error) {
		return tx.RegistrationByEmail("c", "åsa.öberg@EXAMPLE.se")
	}
	equal(s, r, byEmail)
	missing(s, func(tx *store.Tx) (consult.Registration, error) {
		return tx.RegistrationByEmail("d", r.Email)
	})
	s.fails(fault.Conflict, func(tx *store.Tx) error { // one address, one registration
		return tx.AddRegistration(Registration("r2", "c", "åsa.öberg@example.se"))
	})
	s.fails(fault.Conflict, func(tx *store.Tx) error {
		return tx.AddRegistration(Registration("r2", "nowhere", "x@example.se"))
	})
	s.fails(fault.NotFound, func(tx *store.Tx) error {
		return tx.SaveRegistration(Registration("r2", "c", "x@example.se"))
	})
	s.write(func(tx *store.Tx) error { // elsewhere it is free; without address nobody clashes
		return errors.Join(tx.AddRegistration(Registration("r3", "d", r.Email)),
			tx.AddRegistration(Registration("walk1", "c", "")),
			tx.AddRegistration(Registration("walk2", "c", "")))
	})

	r.Name, r.Email, r.Status, r.Order = "Åsa Al", "ny@example.se", consult.Seated, 41
	r.Confirmed, r.Expires, r.Attended = Noon, time.Time{}, Noon.Add(time.Hour)
	r.Generation, r.Sequence, r.Evaluated, r.Listed, r.Via = 3, 2, true, false, consult.ByLetter
	r.Reason, r.Organisation, r.Kind, r.Capacity, r.Needs = "x", "", consult.Private, "", ""
	r.Language = "en"
	s.write(func(tx *store.Tx) error { return tx.SaveRegistration(r) })
	equal(s, r, get)
	missing(s, byEmail)

	r.Erase(Noon)
	s.write(func(tx *store.Tx) error { return tx.SaveRegistration(r) })
	equal(s, r, get)
	s.write(func(tx *store.Tx) error { // the address of who is erased is free again
		return tx.AddRegistration(Registration("r4", "c", "ny@example.se"))
	})
}

func queue(s suite) {
	s.begin("c")
	s.begin("d")
	add := func(id, c string, status consult.Status, place int64, expires time.Time) {
		r := Registration(id, c, id+"@example.se")
		r.Status, r.Order, r.Expires = status, place, expires
		s.write(func(tx *store.Tx) error { return tx.AddRegistration(r) })
	}
	missing(s, func(tx *store.Tx) (consult.Registration, error) { return tx.FirstQueued("c") })
	add("q2", "c", consult.Queued, 12, time.Time{})
	add("q1", "c", consult.Queued, 3, time.Time{})
	add("other", "d", consult.Queued, 1, time.Time{})
	add("seat", "c", consult.Seated, 1, time.Time{})
	add("asked", "c", consult.Requested, 0, Noon.Add(time.Hour))
	add("late", "c", consult.Offered, 2, Noon.Add(time.Minute))
	add("soon", "d", consult.Offered, 2, Noon.Add(time.Second))

	by := func(status ...consult.Status) func(tx *store.Tx) ([]string, error) {
		return func(tx *store.Tx) ([]string, error) {
			return ids(tx.Registrations(store.RegistrationFilter{Consultation: "c", Status: status}))
		}
	}
	equal(s, []string{"asked", "seat", "late", "q1", "q2"}, by())
	equal(s, []string{"q1", "q2"}, by(consult.Queued))
	equal(s, []string{"seat", "q1", "q2"}, by(consult.Queued, consult.Seated))
	equal(s, []string{}, by(consult.Lapsed))
	equal(s, []string{"seat", "late"}, func(tx *store.Tx) ([]string, error) {
		return ids(tx.Registrations(store.RegistrationFilter{Consultation: "c", Limit: 2, Offset: 1}))
	})
	equal(s, []string{"q1", "q2"}, func(tx *store.Tx) ([]string, error) {
		return ids(tx.Registrations(store.RegistrationFilter{Consultation: "c", AfterOrder: 2}))
	})
	s.read(func(tx *store.Tx) error {
		first, err := tx.FirstQueued("c")
		same(s, first.ID, err, "q1")
		for id, want := range map[consult.RegistrationID]int{"q1": 1, "q2": 2, "seat": 0, "other": 1} {
			r, err := tx.Registration(id)
			if err != nil {
				return err
			}
			place, err := tx.QueuePlace(r)
			same(s, place, err, want)
		}
		for at, want := range map[time.Time][]string{Noon: {}, Noon.Add(time.Second): {"soon"},
			Noon.Add(time.Hour): {"soon", "late"}} {
			got, err := ids(tx.ExpiredOffers(at))
			same(s, got, err, want)
		}
		return nil
	})
}

func mail(key string) store.Mail {
	return store.Mail{ID: "id-" + key, Key: key, Kind: "confirm", Consultation: "c",
		Registration: "r", Person: "p", Invitee: "i", Version: 2, Sequence: 3, Data: "{}",
		Created: Noon, Due: Noon, State: store.MailWaiting}
}

func outbox(s suite) {
	one, later := mail("one"), mail("two")
	later.Due, later.Consultation = Noon.Add(time.Hour), "d"
	twin := one
	twin.ID, twin.Kind = "twin", "other"
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.Enqueue(one), tx.Enqueue(later), tx.Enqueue(twin))
	})
	all := func(tx *store.Tx) ([]store.Mail, error) { return tx.Mails(store.MailFilter{}) }
	equal(s, []store.Mail{later, one}, all)
	equal(s, []store.Mail{one}, func(tx *store.Tx) ([]store.Mail, error) {
		return tx.Mails(store.MailFilter{Consultation: "c", State: store.MailWaiting,
			Registration: "r", Limit: 5})
	})
	s.depth(2, 0, Noon)

	claim := func() (got []store.Mail) {
		s.write(func(tx *store.Tx) (err error) {
			got, err = tx.ClaimMail(10, time.Minute)
			return err
		})
		return got
	}
	one.State, one.Attempts, one.Lease = store.MailSending, 1, Noon.Add(time.Minute)
	same(s, claim(), nil, []store.Mail{one})
	same(s, claim(), nil, nil)
	s.write(func(tx *store.Tx) error {
		return tx.MailFailed(one, Noon.Add(time.Minute), "454", false)
	})
	one.State, one.Due, one.Lease, one.Error = store.MailWaiting, Noon.Add(time.Minute),
		time.Time{}, "454"
	equal(s, []store.Mail{later, one}, all)
	s.depth(2, 0, Noon) // it has waited since it was made, however often it is tried
	s.At = Noon.Add(time.Minute)
	one.State, one.Attempts, one.Lease = store.MailSending, 2, s.At.Add(time.Minute)
	same(s, claim(), nil, []store.Mail{one})
	s.write(func(tx *store.Tx) error { return tx.MailSent(one) })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.MailSent(one) }) // somebody has told already
	one.State, one.Sent, one.Error, one.Lease = store.MailSent, s.At, "", time.Time{}
	one.Data = "" // what only the sending needed is not kept
	equal(s, []store.Mail{later, one}, all)
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.MailFailed(later, Noon, "550", true), tx.Enqueue(twin))
	})
	s.depth(0, 1, time.Time{})
	same(s, claim(), nil, nil)
	failed := later
	failed.Due = Noon
	s.write(func(tx *store.Tx) error { return tx.MailAgain(failed) })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.MailAgain(failed) }) // it waits already
	s.depth(1, 0, s.At)
	failed.State, failed.Due, failed.Attempts, failed.Lease = store.MailSending, s.At, 1, s.At.Add(time.Minute)
	same(s, claim(), nil, []store.Mail{failed})
	s.write(func(tx *store.Tx) error { return tx.MailFailed(failed, Noon, "550", true) })
	s.depth(0, 1, time.Time{})
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.MailSent(store.Mail{ID: "none", State: store.MailSending}) })
	s.fails(fault.NotFound, func(tx *store.Tx) error {
		return tx.MailFailed(store.Mail{ID: "none"}, Noon, "", true)
	})
	s.write(func(tx *store.Tx) error { // without keys there are as many as are put in
		return errors.Join(tx.Enqueue(store.Mail{}), tx.Enqueue(store.Mail{}))
	})
	s.read(func(tx *store.Tx) error {
		m, err := tx.Mails(store.MailFilter{State: store.MailWaiting})
		if len(m) != 2 || len(m[0].ID) != 36 || !m[0].Due.Equal(s.At) {
			s.Errorf("a mail without an ID and a time got %+v", m)
		}
		return err
	})
}

func (s suite) depth(waiting, failed int, oldest time.Time) {
	s.Helper()
	s.read(func(tx *store.Tx) error {
		w, f, o, err := tx.OutboxDepth()
		if w != waiting || f != failed || !o.Equal(oldest) {
			s.Errorf("%d waiting, %d failed, since %s; want %d, %d, %s", w, f, o, waiting, failed, oldest)
		}
		return err
	})
}

// leases checks that what a sender held when it died is claimed again.
func leases(s suite) {
	s.write(func(tx *store.Tx) error {
		for i := range 10 {
			m := mail(fmt.Sprint(i))
			m.Due = Noon.Add(-time.Duration(i) * time.Second)
			if err := tx.Enqueue(m); err != nil {
				return err
			}
		}
		return nil
	})
	claim := func(n int) (got []string) {
		s.write(func(tx *store.Tx) (err error) {
			got, err = ids(tx.ClaimMail(n, time.Minute))
			return err
		})
		return got
	}
	same(s, claim(3), nil, []string{"id-9", "id-8", "id-7"})
	s.At = Noon.Add(30 * time.Second)
	same(s, claim(2), nil, []string{"id-6", "id-5"})
	s.At = Noon.Add(time.Minute)
	same(s, claim(4), nil, []string{"id-9", "id-8", "id-7", "id-4"})
}

func cancelled(s suite) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := s.db.Write(ctx, "x", func(*store.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		s.Errorf("a write whose caller has gone: %v", err)
	}
	if err := s.db.Read(ctx, func(*store.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		s.Errorf("a read whose caller has gone: %v", err)
	}
	s.write(func(tx *store.Tx) error { return tx.SaveBody(Body("a", "A")) })
}

// order checks that the letters come in the order of the Swedish alphabet.
func order(s suite) {
	want := []string{"Västerås", "Wåhlin", "Zonering", "Ångfartyg", "Ärenden", "Ökad"}
	s.write(func(tx *store.Tx) error {
		for i, name := range want {
			b := Body(fmt.Sprint("b", len(want)-i), name)
			if err := tx.SaveBody(b); err != nil {
				return err
			}
		}
		return nil
	})
	equal(s, want, func(tx *store.Tx) (names []string, err error) {
		bodies, err := tx.Bodies()
		for _, b := range bodies {
			names = append(names, b.Name)
		}
		return names, err
	})
}
