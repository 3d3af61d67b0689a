package storetest

import (
	"errors"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// asked writes a case that was sent, with what is owed to it.
func (s suite) asked(id string, f consult.Forum, number int64, d func(*consult.Duty)) consult.Duty {
	s.Helper()
	duty := owed(id, f, number, Noon.AddDate(0, 0, 20))
	d(&duty)
	s.write(func(tx *store.Tx) error { return errors.Join(said(tx, id, f, number), tx.SaveDuty(duty)) })
	return duty
}

func contactPoints(s suite) {
	s.begin("c")
	p := consult.ContactPoint{Body: "exempel", Open: true, Opened: Noon}
	missing(s, func(tx *store.Tx) (consult.ContactPoint, error) { return tx.ContactPoint("exempel") })
	s.write(func(tx *store.Tx) error { return tx.SaveContactPoint(p) })
	p.Open, p.Keep = false, 30
	s.write(func(tx *store.Tx) error { return tx.SaveContactPoint(p) })
	equal(s, p, func(tx *store.Tx) (consult.ContactPoint, error) { return tx.ContactPoint("exempel") })
	s.read(func(tx *store.Tx) error {
		all, err := tx.ContactBodies()
		same(s, len(all), err, 1)
		same(s, all[0], nil, Body("exempel", "Exempelmyndigheten"))
		return nil
	})
}

func cases(s suite) {
	view := s.begin("c").ID.Forum()
	f := consult.ContactForum("exempel")
	s.write(func(tx *store.Tx) error { return tx.SaveBody(account.Body{ID: "annan", Name: "Annan"}) })
	s.asked("v", view, 1, func(*consult.Duty) {})
	a := s.asked("a", f, 1, func(d *consult.Duty) { d.Paused, d.Replied = Noon, Noon.Add(time.Hour) })
	b := s.asked("b", f, 2, func(d *consult.Duty) { d.Due = Noon })
	done := s.asked("d", f, 3, func(d *consult.Duty) { d.Answered = Noon.Add(time.Hour) })
	s.asked("x", f, 4, func(d *consult.Duty) { d.Body = "annan" })
	s.asked("no", f, 5, func(d *consult.Duty) { d.Ended = Noon })
	list := func(filter store.CaseFilter) func(*store.Tx) ([]consult.Duty, error) {
		return func(tx *store.Tx) (all []consult.Duty, err error) {
			filter.Body, filter.Limit = "exempel", 9
			found, err := tx.Cases(filter)
			for _, q := range found {
				all = append(all, q.Duty)
			}
			return all, err
		}
	}
	equal(s, []consult.Duty{b, a}, list(store.CaseFilter{Open: true}))
	s.read(func(tx *store.Tx) error {
		closed, err := tx.Cases(store.CaseFilter{Body: "exempel", Limit: 9})
		same(s, len(closed), err, 2)
		same(s, closed[0].Duty, nil, done)
		return nil
	})
	step := func(kind consult.StepKind, at time.Time) consult.Step {
		return consult.Step{At: at, Kind: kind, To: string(consult.WaitsForBody), Reason: "skäl"}
	}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddStep("a", step(consult.Handed, Noon)),
			tx.AddStep("a", step(consult.Paused, Noon)))
	})
	s.read(func(tx *store.Tx) error {
		all, err := tx.CaseTimes(Noon)
		same(s, len(all), err, 4)
		same(s, all[0], nil, consult.Case{Body: "exempel", Sort: consult.AView, Received: Noon,
			Replied: a.Replied, Pauses: []consult.Standstill{{Cause: consult.WaitsForBody, From: Noon}}})
		same(s, all[1].Late, nil, true)
		same(s, all[2].Answered, nil, done.Answered)
		same(s, all[3].Body, nil, "annan")
		none, err := tx.CaseTimes(Noon.Add(time.Hour))
		same(s, len(none), err, 0)
		open, late, err := tx.CountOpen("exempel", Noon.AddDate(0, 0, 30))
		same(s, [2]int{open, late}, err, [2]int{3, 2}) // the paused one is not late
		return nil
	})
	m := consult.CaseMessage{At: Noon, Staff: true, By: "eva", Text: "Vilka år, å?"}
	own := consult.CaseMessage{At: Noon, Text: "2024."}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddCaseMessage("a", m), tx.AddCaseMessage("a", own))
	})
	equal(s, []consult.CaseMessage{m, own}, func(tx *store.Tx) ([]consult.CaseMessage, error) {
		return tx.CaseMessages("a")
	})
	equal(s, nil, func(tx *store.Tx) ([]consult.CaseMessage, error) { return tx.CaseMessages("b") })
}

func casesAbout(s suite) {
	s.begin("c")
	f := consult.ContactForum("exempel")
	duty := s.asked("a", f, 1, func(*consult.Duty) {})
	s.asked("b", f, 2, func(*consult.Duty) {})
	const dataset = "https://example.se/data/1"
	s.write(func(tx *store.Tx) error {
		v, err := tx.View("a")
		v.Sort, v.Subject = consult.AnError, consult.Subject{About: consult.ADataset, ID: dataset}
		return errors.Join(err, tx.SaveView(v))
	})
	about := func(d string, sort consult.Sort) func(tx *store.Tx) ([]consult.Duty, error) {
		return func(tx *store.Tx) ([]consult.Duty, error) { return tx.CasesAbout(d, sort) }
	}
	equal(s, []consult.Duty{duty}, about(dataset, consult.AnError))
	equal(s, nil, about(dataset, consult.ARequest))
	equal(s, nil, about("https://example.se/data/2", consult.AnError))
}

func wishes(s suite) {
	s.begin("c")
	f := consult.ContactForum("exempel")
	s.asked("a", f, 1, func(*consult.Duty) {})
	s.asked("b", f, 2, func(*consult.Duty) {})
	w := consult.Wish{ID: "w1", Number: 1, Body: "exempel", Title: consult.Text{SV: "Köp, å", EN: "Purchases"},
		State: consult.Wanted, Added: Noon, Changed: Noon}
	other := consult.Wish{ID: "w2", Number: 2, Body: "exempel", Title: consult.Text{SV: "Ljud"},
		State: consult.Declined, Reason: consult.Text{SV: "Finns inte."}, Added: Noon, Changed: Noon}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.SaveWish(w), tx.SaveWish(other), tx.JoinWish("a", "w1"), tx.JoinWish("b", "w1"),
			tx.JoinWish("b", "w2"), tx.JoinWish("b", "w1"), tx.SupportWish(1), tx.SupportWish(1))
	})
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.SupportWish(2) }) // declined
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.SupportWish(3) })
	s.fails(fault.Conflict, func(tx *store.Tx) error {
		return tx.SaveWish(consult.Wish{ID: "w3", Number: 1, Body: "exempel", Added: Noon, Changed: Noon})
	})
	w.Cases, w.Support = 2, 2
	equal(s, []consult.Wish{w, other}, func(tx *store.Tx) ([]consult.Wish, error) { return tx.Wishes("") })
	equal(s, nil, func(tx *store.Tx) ([]consult.Wish, error) { return tx.Wishes("annan") })
	equal(s, w, func(tx *store.Tx) (consult.Wish, error) { return tx.WishOf("a") })
	equal(s, other, func(tx *store.Tx) (consult.Wish, error) { return tx.Wish("w2") })
	missing(s, func(tx *store.Tx) (consult.Wish, error) { return tx.WishOf("c") })
	equal(s, 2, func(tx *store.Tx) (int64, error) { return tx.LastWish() })
	w.State, w.Address, w.Support = consult.Delivered, "https://example.se", 99
	s.write(func(tx *store.Tx) error {
		v, err := tx.View("b")
		v.Withdrawn = Noon
		return errors.Join(err, tx.SaveView(v), tx.SaveWish(w))
	})
	w.Cases, w.Support = 1, 2 // what is withdrawn counts no more, and support is not written
	equal(s, w, func(tx *store.Tx) (consult.Wish, error) { return tx.Wish("w1") })
}
