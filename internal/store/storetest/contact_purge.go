package storetest

import (
	"errors"
	"time"

	"insyn/internal/consult"
	"insyn/internal/store"
)

// casePurges lets the time of who sent cases pass: of one that is open, one
// that is answered, one that is withdrawn, and of a view that is no case.
func casePurges(s suite) {
	view := s.begin("c").ID.Forum()
	f := consult.ContactForum("exempel")
	p := consult.ContactPoint{Body: "exempel", Opened: Noon, Keep: 30}
	s.write(func(tx *store.Tx) error { return tx.SaveContactPoint(p) })
	s.asked("open", f, 1, func(*consult.Duty) {})
	s.asked("answered", f, 2, func(d *consult.Duty) { d.Answered = Noon })
	s.asked("withdrawn", f, 3, func(d *consult.Duty) { d.Ended = Noon.Add(time.Hour) })
	s.asked("handed", f, 4, func(d *consult.Duty) { d.Answered = Noon })
	s.asked("shown", f, 5, func(d *consult.Duty) { d.Answered = Noon })
	s.asked("view", view, 1, func(d *consult.Duty) { d.Answered = Noon })
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.MarkHanded(store.ViewPart{View: "handed", Number: 1}, "h"),
			tx.MarkHanded(store.ViewPart{View: "shown", Number: 1}, "h"))
	})
	s.write(func(tx *store.Tx) error {
		for _, id := range []consult.ViewID{"open", "answered", "withdrawn", "handed", "shown", "view"} {
			v, err := tx.View(id)
			v.Sender.Name, v.Sender.Email, v.Sender.Shown = "Å Exempel", "å@example.org", id == "shown"
			if err := errors.Join(err, tx.SaveView(v)); err != nil {
				return err
			}
		}
		return nil
	})
	due := func(now time.Time) func(*store.Tx) ([]consult.ContactPoint, error) {
		return func(tx *store.Tx) ([]consult.ContactPoint, error) { return tx.ContactPointsToPurge(now) }
	}
	equal(s, nil, due(Noon.AddDate(0, 0, 30).Add(-time.Second)))
	equal(s, []consult.ContactPoint{p}, due(Noon.AddDate(0, 0, 30)))
	s.write(func(tx *store.Tx) error {
		addresses, err := tx.ForgetCaseAddresses(f, Noon)
		names, again := tx.ForgetCaseNames(f, Noon)
		same(s, [2]int{addresses, names}, errors.Join(err, again), [2]int{3, 1})
		return nil
	})
	s.read(func(tx *store.Tx) error {
		for id, want := range map[consult.ViewID][2]bool{"open": {true, true}, "answered": {true, false},
			"withdrawn": {true, true}, "handed": {false, false}, "shown": {true, false}, "view": {true, true}} {
			v, err := tx.View(id)
			same(s, [2]bool{v.Sender.Name != "", v.Sender.Email != ""}, err, want)
		}
		return nil
	})
	equal(s, nil, due(Noon.AddDate(0, 0, 30)))
	equal(s, []consult.ContactPoint{p}, due(Noon.AddDate(0, 0, 31)))
	receipts := []consult.Purge{{Body: "exempel", At: Noon, What: "names", Count: 1},
		{Body: "exempel", At: Noon, What: "addresses", Count: 3}}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddPurge(receipts[1]), tx.AddPurge(receipts[0]),
			tx.AddPurge(consult.Purge{Consultation: "c", At: Noon, What: "needs", Count: 1}))
	})
	equal(s, receipts, func(tx *store.Tx) ([]consult.Purge, error) { return tx.CasePurges("exempel") })
}
