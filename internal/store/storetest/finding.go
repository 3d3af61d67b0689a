package storetest

import (
	"errors"
	"time"

	"insyn/internal/consult"
	"insyn/internal/store"
)

// marks holds that a mark changes with what is public, and with nothing else.
func marks(s suite) {
	c := s.begin("c")
	none := func(tx *store.Tx) ([]store.Mark, error) { return tx.PublicMarks() }
	equal(s, nil, none) // a draft is nobody's
	mark := func() (text string) {
		s.read(func(tx *store.Tx) error {
			list, err := tx.PublicMarks()
			if err != nil || len(list) != 1 || list[0].Forum != c.ID.Forum() || list[0].Body != c.Body {
				s.Fatalf("%+v, %v", list, err)
			}
			text = list[0].Mark
			return nil
		})
		return text
	}
	seen := map[string]string{}
	for _, step := range []struct {
		name   string
		change func()
	}{
		{"published", func() { c.Published, c.First, c.Changed = 1, Noon, Noon }},
		{"summarised", func() { c.Summary = 1 }},
		{"moved", func() { c.Sequence++ }},
		{"cancelled", func() { c.Cancelled = Noon.Add(time.Hour) }},
	} {
		step.change()
		s.write(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
		now := mark()
		if before, had := seen[now]; had {
			s.Errorf("%s has the mark of %s: %s", step.name, before, now)
		}
		seen[now] = step.name
		if mark() != now {
			s.Errorf("%s: the mark changes by itself", step.name)
		}
	}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.SaveContactPoint(consult.ContactPoint{Body: "exempel", Opened: Noon}),
			tx.Audit(store.Entry{Aggregate: "contact/exempel", Actor: "system", Act: "test", Object: "o"}))
	})
	s.read(func(tx *store.Tx) error {
		list, err := tx.PublicMarks()
		same(s, list[1], err, store.Mark{Forum: "contact/exempel", Body: "exempel", Log: 1})
		return nil
	})
	log := string(c.ID.Forum())
	for n := range int64(3) {
		s.write(func(tx *store.Tx) error {
			return tx.Audit(store.Entry{Aggregate: log, Actor: "system", Act: "test", Object: "o"})
		})
		s.read(func(tx *store.Tx) error {
			list, err := tx.PublicMarks()
			since, failed := tx.AuditSince(log, n, 2)
			if err != nil || failed != nil || list[0].Log != n+1 || len(since) != 1 ||
				since[0].Number != n+1 {
				s.Errorf("%+v, %v; %+v, %v", list, err, since, failed)
			}
			return nil
		})
	}
}
