package storetest

import (
	"errors"
	"time"

	"insyn/internal/catalog"
	"insyn/internal/store"
)

// rolled keeps a probe of a link that is old as a month.
func rolled(tx *store.Tx, l catalog.Link) error {
	old := Noon.AddDate(-1, 0, 0)
	if err := tx.SaveLink(l, catalog.Probe{At: old, Outcome: catalog.Good}); err != nil {
		return err
	}
	_, err := tx.RollProbes(old.Add(time.Hour), 9)
	return err
}

// oldProbes: what is counted by month is thrown away, the rest stays, and
// nothing is counted twice.
func oldProbes(s suite) {
	s.exempel()
	var l catalog.Link
	day := func(n int) time.Time { return Noon.AddDate(0, 0, n) }
	s.write(func(tx *store.Tx) (err error) {
		if err := errors.Join(tx.AddSource(Source("s")), put(tx, "s", 1, catalog.Added, "a")); err != nil {
			return err
		}
		if l, err = tx.LinkOf("https://example.se/1"); err != nil {
			return err
		}
		for n, outcome := range []catalog.Outcome{catalog.Good, catalog.Failed, catalog.Barred,
			catalog.Good, catalog.Good} {
			if err := tx.SaveLink(l, catalog.Probe{At: day(2 * n), Outcome: outcome}); err != nil {
				return err
			}
		}
		return nil
	})
	var took []int
	for range 3 {
		s.write(func(tx *store.Tx) error {
			n, err := tx.RollProbes(day(7), 3)
			took = append(took, n)
			return err
		})
	}
	s.same("taken", took, []int{3, 1, 0})
	s.read(func(tx *store.Tx) error {
		months, err := tx.ProbeMonths(l.ID)
		s.same("months", months, []catalog.Month{
			{Month: "2023-12", Uptime: catalog.Uptime{Good: 1, Counted: 1}, Looks: 2},
			{Month: "2023-11", Uptime: catalog.Uptime{Good: 1, Counted: 2}, Looks: 2}})
		left, again := tx.Probes(l.ID, Noon, 9)
		s.same("left", left, []catalog.Probe{{At: day(8), Outcome: catalog.Good}})
		hidden, third := tx.DatasetsNamed("https://example.se/d/a")
		if len(hidden) > 0 {
			s.Errorf("named before it is shown: %v", hidden)
		}
		return errors.Join(err, again, third)
	})
	s.show("s", 1, 1)
	s.read(func(tx *store.Tx) error {
		d, err := tx.DatasetByIdentity("https://example.se/d/a")
		named, again := tx.DatasetsNamed(d.Identity)
		s.same("named", named, []string{d.ID})
		return errors.Join(err, again)
	})
}
