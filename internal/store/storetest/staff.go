package storetest

import (
	"context"
	"errors"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/store"
)

func bodies(s suite) {
	all := []account.Body{Body("z", "Zonmyndigheten"), Body("a", "Ångmyndigheten"),
		Body("b", "Ärendemyndigheten"), Body("c", "Ökenmyndigheten")}
	s.write(func(tx *store.Tx) error {
		for _, i := range []int{2, 0, 3, 1} {
			if err := tx.SaveBody(all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	equal(s, all, (*store.Tx).Bodies)
	all[1].Name, all[1].FourEyes, all[1].Phone = "Ålmyndigheten", false, ""
	s.write(func(tx *store.Tx) error { return tx.SaveBody(all[1]) })
	equal(s, all[1], func(tx *store.Tx) (account.Body, error) { return tx.Body("a") })
	missing(s, func(tx *store.Tx) (account.Body, error) { return tx.Body("nobody") })
}

func people(s suite) {
	eva := account.Person{ID: "eva", Name: "Eva Ek", Email: "Eva.Ek@example.se",
		Roles: map[account.BodyID]account.Role{"a": account.Editor, "b": account.Administrator}}
	ake := account.Person{ID: "ake", Name: "Åke Ö", Email: "ake@example.se",
		Roles: map[account.BodyID]account.Role{"a": account.Reader}}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.SaveBody(Body("a", "A")), tx.SaveBody(Body("b", "B")),
			tx.SavePerson(ake), tx.SavePerson(eva))
	})
	equal(s, eva, func(tx *store.Tx) (account.Person, error) { return tx.Person("eva") })
	equal(s, eva, func(tx *store.Tx) (account.Person, error) {
		return tx.PersonByEmail(" eva.ek+work@EXAMPLE.se")
	})
	equal(s, []account.Person{eva, ake}, func(tx *store.Tx) ([]account.Person, error) {
		return tx.People("a")
	})
	missing(s, func(tx *store.Tx) (account.Person, error) { return tx.PersonByEmail("x@y.se") })

	delete(eva.Roles, "b")
	eva.Ended, eva.Name = Noon, "Eva Al"
	s.write(func(tx *store.Tx) error { return tx.SavePerson(eva) })
	equal(s, eva, func(tx *store.Tx) (account.Person, error) { return tx.Person("eva") })

	twin := account.Person{ID: "twin", Email: "EVA.EK@example.se"}
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.SavePerson(twin) })
	twin = account.Person{ID: "twin", Roles: map[account.BodyID]account.Role{"c": account.Reader}}
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.SavePerson(twin) })
	missing(s, func(tx *store.Tx) (account.Person, error) { return tx.Person("twin") })
}

func sessions(s suite) {
	one := store.Session{ID: "1", Hash: []byte{1, 0, 255}, Person: "eva", Created: Noon,
		Seen: Noon, Expires: Noon.Add(time.Hour), Label: "Firefox"}
	two := one
	two.ID, two.Hash, two.Expires = "2", []byte{2}, Noon.Add(time.Minute)
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.SavePerson(account.Person{ID: "eva", Email: "eva@example.se"}),
			tx.AddSession(one), tx.AddSession(two))
	})
	byHash := func(tx *store.Tx) (store.Session, error) { return tx.Session(one.Hash) }
	equal(s, one, byHash)
	s.At = Noon.Add(30 * time.Second)
	s.write(func(tx *store.Tx) error { return tx.TouchSession("1") })
	one.Seen = s.At
	list := func(tx *store.Tx) ([]store.Session, error) { return tx.Sessions("eva") }
	equal(s, []store.Session{one, two}, list)
	s.At = Noon.Add(time.Minute)
	equal(s, []store.Session{one}, list)

	s.write(func(tx *store.Tx) error { return tx.EndSession("1") })
	one.Ended = s.At
	s.At = s.At.Add(time.Minute)
	s.write(func(tx *store.Tx) error { return tx.EndSession("1") })
	equal(s, one, byHash)
	equal(s, nil, list)
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.TouchSession("1") })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.EndSession("3") })
	s.fails(fault.Conflict, func(tx *store.Tx) error {
		one.ID = "again"
		return tx.AddSession(one)
	})
	s.write(func(tx *store.Tx) error {
		n, err := tx.PurgeSignIns(Noon.Add(2 * time.Minute))
		if n != 2 {
			s.Errorf("%d sessions purged, want those that ended and ran out", n)
		}
		return err
	})
	missing(s, byHash)
}

func challenges(s suite) {
	c := store.Challenge{ID: "1", Purpose: "sign-in", Subject: "eva", CodeHash: []byte("c"),
		BrowserHash: []byte("b"), Created: Noon, Expires: Noon.Add(10 * time.Minute)}
	unsent := c
	unsent.ID, unsent.Expires = "0", Noon
	s.write(func(tx *store.Tx) error { return errors.Join(tx.AddChallenge(c), tx.AddChallenge(unsent)) })
	get := func(tx *store.Tx) (store.Challenge, error) { return tx.Challenge("1") }
	equal(s, c, get)
	c.Used, c.Tries = Noon.Add(time.Minute), 3
	s.write(func(tx *store.Tx) error { return tx.SaveChallenge(c) })
	equal(s, c, get)
	for since, want := range map[time.Time]int{Noon: 1, Noon.Add(time.Microsecond): 0} {
		equal(s, want, func(tx *store.Tx) (int, error) {
			return tx.RecentChallenges("sign-in", "eva", since)
		})
	}
	equal(s, 0, func(tx *store.Tx) (int, error) {
		return tx.RecentChallenges("registration", "eva", Noon)
	})
	missing(s, func(tx *store.Tx) (store.Challenge, error) { return tx.Challenge("2") })
	s.fails(fault.NotFound, func(tx *store.Tx) error {
		return tx.SaveChallenge(store.Challenge{ID: "2"})
	})
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.AddChallenge(c) })
}

func settings(s suite) {
	get := func(tx *store.Tx) (string, error) { return tx.Setting("who") }
	equal(s, "", get)
	for _, v := range []string{"ett", "två", ""} {
		s.write(func(tx *store.Tx) error { return tx.SetSetting("who", v) })
		equal(s, v, get)
	}
}

func audit(s suite) {
	entry := store.Entry{Aggregate: "body/a", Actor: "eva", Act: "publish", Object: "c",
		Detail: `{"n":1}`}
	other := entry
	other.Aggregate = "body/b"
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.Audit(entry), tx.Audit(other), tx.Audit(entry))
	})
	s.At = Noon.Add(time.Hour)
	s.write(func(tx *store.Tx) error { return tx.Audit(entry) })
	want := []store.Entry{entry, entry, entry}
	for i := range want {
		want[i].Number, want[i].At = int64(3-i), Noon
	}
	want[0].At = s.At
	equal(s, want, func(tx *store.Tx) ([]store.Entry, error) { return tx.AuditLog("body/a", 9, 0) })
	equal(s, want[1:2], func(tx *store.Tx) ([]store.Entry, error) {
		return tx.AuditLog("body/a", 1, 3)
	})
	equal(s, want[:2], func(tx *store.Tx) ([]store.Entry, error) {
		return tx.AuditOf("body/a", "c", 2)
	})
	equal(s, nil, func(tx *store.Tx) ([]store.Entry, error) { return tx.AuditOf("body/a", "d", 2) })
}

func unaudited(s suite) {
	save := func(tx *store.Tx) error { return tx.SaveBody(Body("a", "A")) }
	if err := s.db.Write(context.Background(), "body/a", save); !errors.Is(err, store.ErrUnaudited) {
		s.Fatalf("a body was changed and the audit log told nothing: %v", err)
	}
	missing(s, func(tx *store.Tx) (account.Body, error) { return tx.Body("a") })
	if err := s.db.Bookkeep(context.Background(), "body/a", save); err != nil {
		s.Fatal(err)
	}
	note := func(tx *store.Tx) error { return tx.SetSetting("a", "b") }
	if err := s.db.Write(context.Background(), "setting", note); err != nil {
		s.Fatalf("bookkeeping needs no line: %v", err)
	}
}

func rollback(s suite) {
	stop := errors.New("stop")
	err := s.try(func(tx *store.Tx) error {
		if err := tx.SaveBody(Body("a", "A")); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		s.Fatalf("got %v", err)
	}
	missing(s, func(tx *store.Tx) (account.Body, error) { return tx.Body("a") })
	equal(s, nil, func(tx *store.Tx) ([]store.Entry, error) { return tx.AuditLog("test", 9, 0) })
}

func panics(s suite) {
	for range 3 * 8 { // more often than there are connections
		func() {
			defer func() {
				if recover() == nil {
					s.Error("the panic was swallowed")
				}
			}()
			_ = s.try(func(tx *store.Tx) error {
				_ = tx.SaveBody(Body("a", "A"))
				panic("in the middle")
			})
		}()
	}
	missing(s, func(tx *store.Tx) (account.Body, error) { return tx.Body("a") })
	s.write(func(tx *store.Tx) error { return tx.SaveBody(Body("a", "A")) })
}

func reading(s suite) {
	err := s.db.Read(context.Background(), func(tx *store.Tx) error {
		return tx.SaveBody(Body("a", "A"))
	})
	if err == nil {
		s.Error("a read could write")
	}
	missing(s, func(tx *store.Tx) (account.Body, error) { return tx.Body("a") })

	// A read sees one moment, whatever is committed meanwhile.
	s.read(func(tx *store.Tx) error {
		before, err := tx.Bodies()
		s.write(func(tx *store.Tx) error { return tx.SaveBody(Body("b", "B")) })
		after, again := tx.Bodies()
		if len(before) != 0 || len(after) != 0 {
			s.Errorf("%d bodies before, %d after, in the same read", len(before), len(after))
		}
		return errors.Join(err, again)
	})
}

func stamp(s suite) {
	first := s.db.Stamp()
	s.write(func(tx *store.Tx) error { return tx.SaveBody(Body("a", "A")) })
	second := s.db.Stamp()
	if first == second {
		s.Error("a commit left the stamp as it was")
	}
	if err := s.db.Bookkeep(context.Background(), "x", func(tx *store.Tx) error {
		return tx.SetSetting("a", "b")
	}); err != nil || s.db.Stamp() == second {
		s.Errorf("a setting left the stamp as it was, %v", err)
	}
	// What is not committed, and what the program notes for itself, show on no page.
	third := s.db.Stamp()
	_ = s.try(func(tx *store.Tx) error {
		return errors.Join(tx.SaveBody(Body("b", "B")), errors.New("no"))
	})
	s.read(func(tx *store.Tx) error { return nil })
	if err := s.db.Bookkeep(context.Background(), "x", func(tx *store.Tx) error {
		return errors.Join(tx.Enqueue(store.Mail{Key: "k"}), tx.Schedule(store.Job{Key: "k", Due: Noon}))
	}); err != nil {
		s.Fatal(err)
	}
	if s.db.Stamp() != third && s.db.Engine() == "sqlite" { // PostgreSQL is asked now and then
		s.Error("what no page shows changed the stamp")
	}
}

func texts(s suite) {
	for _, bad := range []string{"a\x00b", "\xff", "å\xc3"} {
		s.fails(fault.Invalid, func(tx *store.Tx) error { return tx.SetSetting("k", bad) })
		s.fails(fault.Invalid, func(tx *store.Tx) error {
			_, err := tx.Setting(bad)
			return err
		})
		s.fails(fault.Invalid, func(tx *store.Tx) error {
			_, err := tx.AuditLog(bad, 1, 0)
			return err
		})
	}
	for _, good := range []string{"", "'; drop table body; --", "$1 ?1 :a @b", "\\", "\"", "å\r\n\t",
		"🏛️", "%_", strings.Repeat("ö", 100_000)} {
		s.write(func(tx *store.Tx) error { return tx.SetSetting("k", good) })
		equal(s, good, func(tx *store.Tx) (string, error) { return tx.Setting("k") })
	}
}

func times(s suite) {
	for _, at := range []time.Time{
		{}, Noon, Noon.Add(time.Microsecond), time.Unix(0, 0).UTC(),
		time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC),
		time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC),
		time.Date(2023, 10, 29, 2, 30, 0, 0, time.FixedZone("", 3600)),
	} {
		p := account.Person{ID: "p", Email: "p@example.se", Ended: at,
			Roles: map[account.BodyID]account.Role{}}
		s.write(func(tx *store.Tx) error { return tx.SavePerson(p) })
		p.Ended = at.UTC()
		equal(s, p, func(tx *store.Tx) (account.Person, error) { return tx.Person("p") })
	}
	for _, at := range []time.Time{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)} {
		if err := s.try(func(tx *store.Tx) error {
			return tx.SavePerson(account.Person{ID: "p", Ended: at})
		}); err == nil {
			s.Errorf("%s was taken", at)
		}
	}
}

// swallowed checks that a statement that failed cannot be overlooked: neither
// engine commits after it, whatever the caller makes of the error.
func swallowed(s suite) {
	s.write(func(tx *store.Tx) error {
		return tx.SavePerson(account.Person{ID: "eva", Email: "eva@example.se"})
	})
	for kind, bad := range map[fault.Kind]func(tx *store.Tx) error{
		fault.Conflict: func(tx *store.Tx) error {
			return tx.SavePerson(account.Person{ID: "twin", Email: "eva@example.se"})
		},
		fault.NotFound: func(tx *store.Tx) error { return tx.EndSession("none") },
	} {
		s.fails(kind, func(tx *store.Tx) error {
			_ = tx.SetSetting("before", "x")
			_ = bad(tx)
			_ = tx.SetSetting("after", "x")
			_, _ = tx.Setting("after")
			return nil
		})
	}
	for _, key := range []string{"before", "after"} {
		equal(s, "", func(tx *store.Tx) (string, error) { return tx.Setting(key) })
	}
	// What was looked for and is not there is no failure of the transaction.
	s.write(func(tx *store.Tx) error {
		if _, err := tx.Person("nobody"); !fault.Is(err, fault.NotFound) {
			s.Error(err)
		}
		return tx.SetSetting("after", "y")
	})
	equal(s, "y", func(tx *store.Tx) (string, error) { return tx.Setting("after") })
}
