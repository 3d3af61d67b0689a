package storetest

import (
	"fmt"
	"time"

	"insyn/internal/consult"
	"insyn/internal/store"
)

// requests asks twice in a minute for a place from an address that is new, and
// from one that has a registration of each status.
func requests(s suite) {
	s.begin("c")
	s.asks("new", consult.Registration{}, 2) // the first mail has no key
	for _, status := range consult.Statuses() {
		was := Registration("r-"+string(status), "c", string(status)+"@example.se")
		was.Status, was.Order, was.Sequence, was.Generation = status, 3, 4, 7
		s.write(func(tx *store.Tx) error { return tx.AddRegistration(was) })
		s.asks(string(status), was, 1)
	}
}

// asks asks for a place from an address of which something is known, and looks
// at what is written, mailed and noted.
func (s suite) asks(name string, was consult.Registration, mails int) {
	s.Helper()
	var r consult.Registration
	for _, try := range []string{"1", "2"} {
		again := Registration(name+try, "c", name+"+x@example.se")
		again.Name = "Bo"
		s.write(func(tx *store.Tx) error {
			return tx.Request(store.Request{Registration: again, Confirm: "prove", Known: "known",
				Moment: "now", Entry: store.Entry{Aggregate: name, Actor: "anybody", Act: "request"}})
		})
		if try == "1" {
			r = again
		}
	}
	kind := "prove"
	switch {
	case was.ID == "":
	case was.Status.GivesWay():
		r.ID, r.Sequence, r.Generation = was.ID, was.Sequence, was.Generation
		if was.Status != consult.Requested {
			r.Generation++ // its links lead nowhere any longer
		}
	default:
		r, kind = was, "known"
	}
	equal(s, r, func(tx *store.Tx) (consult.Registration, error) {
		return tx.RegistrationByEmail("c", name+"@example.se")
	})
	var sent []string
	s.write(func(tx *store.Tx) error {
		sent = nil
		all, err := tx.ClaimMail(10, time.Hour)
		for _, m := range all {
			sent = append(sent, fmt.Sprint(m.Kind, m.Registration, m.Sequence))
		}
		return err
	})
	mail := fmt.Sprint(kind, r.ID, r.Sequence)
	same(s, sent, nil, []string{mail, mail}[:mails])
	equal(s, []string{string(r.ID), string(r.ID)}, func(tx *store.Tx) (objects []string, err error) {
		log, err := tx.AuditLog(name, 10, 0)
		for _, e := range log {
			objects = append(objects, e.Object)
		}
		return objects, err
	})
}
