package storetest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// Source is a source of the body "exempel".
func Source(id string) catalog.Source {
	return catalog.Source{ID: catalog.SourceID(id), Body: "exempel",
		Address: "https://example.se/" + id, Sector: catalog.PublicSector, Created: Noon, Next: Noon}
}

// fillCatalog puts rows in the tables of the catalogue.
func fillCatalog(tx *store.Tx) error {
	s := Source("källa")
	if err := errors.Join(tx.AddSource(s), tx.AddHarvest(store.Harvest{Source: s.ID, Number: 1,
		Actor: "eva", Began: Noon, State: store.HarvestDone, Report: []byte{0, 255}, Sequence: 1})); err != nil {
		return err
	}
	if err := put(tx, s.ID, 1, catalog.Added, "a"); err != nil {
		return err
	}
	d, err := tx.DatasetByIdentity("https://example.se/d/a")
	if err != nil {
		return err
	}
	if err := tx.ReplacePromises(s.ID, d.ID, []catalog.Promise{{Address: "https://example.se/a.csv",
		Role: catalog.Download, Format: "CSV"}}); err != nil {
		return err
	}
	l, err := tx.LinkOf("https://example.se/a.csv")
	if err != nil {
		return err
	}
	p := catalog.Probe{At: Noon, Outcome: catalog.Good, Status: 200}
	l, _ = l.Observe(p)
	if err := errors.Join(tx.SaveLink(l, p), rolled(tx, l)); err != nil {
		return err
	}
	return errors.Join(tx.PutCatalogCount(dayCount(s.ID, "2023-11-27", 1)),
		tx.PutCatalogEdition(store.CatalogEdition{Body: "exempel", Number: 1, Author: "eva", Saved: Noon}))
}

// put writes a record of a dataset with a short name, as harvest number has found it.
func put(tx *store.Tx, id catalog.SourceID, number int, what catalog.What, names ...string) error {
	for _, name := range names {
		d, err := tx.DatasetOf("https://example.se/d/"+name, catalog.Dataset)
		if err != nil {
			return err
		}
		r := store.Record{Source: id, Dataset: d.ID, Since: number, What: what,
			IRI: d.Identity, Kind: catalog.Dataset, Title: name, Print: fmt.Sprint(name, number)}
		if what != catalog.Gone {
			r.Content = []byte("# " + name)
		}
		if err := tx.PutRecord(r); err != nil {
			return err
		}
	}
	return nil
}

func (s suite) same(what string, got, want any) {
	s.Helper()
	if d := cmp.Diff(want, got); d != "" {
		s.Errorf("%s, want (-), got (+):\n%s", what, d)
	}
}

// exempel adds the body that sources belong to.
func (s suite) exempel() {
	s.write(func(tx *store.Tx) error {
		return tx.SaveBody(account.Body{ID: "exempel", Name: "Exempel"})
	})
}

func sources(s suite) {
	s.exempel()
	a, b := Source("a"), Source("b")
	b.Gathers, b.Priority, b.Sector, b.Next = true, 2, catalog.PrivateSector, Noon.Add(time.Hour)
	s.write(func(tx *store.Tx) error { return errors.Join(tx.AddSource(b), tx.AddSource(a)) })
	twin := Source("c")
	twin.Address = a.Address
	if err := s.try(func(tx *store.Tx) error { return tx.AddSource(twin) }); !fault.Is(err, fault.Conflict) {
		s.Errorf("two sources at one address: %v", err)
	}
	a.Priority, a.Generation, a.Digest, a.ETag, a.Modified = 1, 3, "d", `"e"`, "m"
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.SaveSource(a), tx.SetNextHarvest("b", Noon.Add(-time.Hour)),
			tx.SetLinked("b", 7), tx.NoteStamp("b", "x", "y", "z"))
	})
	b.Next, b.Linked, b.Digest, b.ETag, b.Modified = Noon.Add(-time.Hour), 7, "x", "y", "z"
	s.read(func(tx *store.Tx) error {
		one, err := tx.Source("a")
		at, again := tx.SourceByAddress(b.Address)
		list, third := tx.Sources("exempel")
		all, fourth := tx.Sources("")
		none, fifth := tx.Sources("annan")
		due, sixth := tx.SourcesDue(1)
		s.same("a source", one, a)
		s.same("by address", at, b)
		s.same("of a body", list, []catalog.Source{a, b})
		s.same("all", all, list)
		s.same("due", due, []catalog.Source{b})
		if len(none) > 0 {
			s.Errorf("of another body: %v", none)
		}
		return errors.Join(err, again, third, fourth, fifth, sixth)
	})
	b.Ended = Noon
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.SaveSource(b), tx.SetNextHarvest("a", time.Time{}))
	})
	s.read(func(tx *store.Tx) error {
		due, err := tx.SourcesDue(9)
		if len(due) > 0 {
			s.Errorf("an ended source and one without a time are due: %v", due)
		}
		return err
	})
}

func harvests(s suite) {
	s.exempel()
	h := store.Harvest{Source: "a", Number: 1, Actor: "eva", Began: Noon, State: store.HarvestRunning,
		Report: []byte{}}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddSource(Source("a")), tx.AddSource(Source("b")), tx.AddHarvest(h),
			tx.AddHarvest(store.Harvest{Source: "b", Number: 1, Began: Noon, Sequence: 41}))
	})
	h = store.Harvest{Source: "a", Number: 1, Actor: "eva", Began: Noon, Ended: Noon.Add(time.Minute),
		State: store.HarvestHeld, Hold: catalog.Vanished, Reason: "r", Added: 1, Changed: 2, Removed: 3,
		Same: 4, Skipped: 5, Fault: "{}", Report: []byte{0, 255}, Digest: "d", ETag: "e", Modified: "m"}
	s.write(func(tx *store.Tx) error { return tx.SaveHarvest(h) })
	s.read(func(tx *store.Tx) error {
		got, err := tx.Harvest("a", 1)
		list, again := tx.Harvests("a", 5)
		next, third := tx.NextSequence()
		s.same("a run", got, h)
		s.same("the runs", list, []store.Harvest{h})
		if next != 42 {
			s.Errorf("the next sequence is %d", next)
		}
		return errors.Join(err, again, third)
	})
	if err := s.try(func(tx *store.Tx) error { return tx.SaveHarvest(store.Harvest{Source: "a", Number: 9}) }); !fault.Is(err, fault.NotFound) {
		s.Errorf("a run that is not there was saved: %v", err)
	}
}

// standing writes what is in force at a source in one line.
func (s suite) standing(id catalog.SourceID) string {
	var words []string
	s.read(func(tx *store.Tx) error {
		words = nil
		for after := ""; ; {
			page, err := tx.Standings(id, after, 2)
			if err != nil || len(page) == 0 {
				return err
			}
			for _, one := range page {
				word := one.Print
				if one.Gone {
					word = "-" + one.Title
				}
				words = append(words, word)
				after = one.Dataset
			}
		}
	})
	return strings.Join(words, " ")
}

// show puts a run in force.
func (s suite) show(id catalog.SourceID, number int, sequence int64) {
	s.write(func(tx *store.Tx) error {
		source, err := tx.Source(id)
		if err != nil {
			return err
		}
		source.Generation = number
		return errors.Join(tx.SaveSource(source), tx.AddHarvest(store.Harvest{Source: id,
			Number: number, Began: Noon, Ended: Noon.Add(time.Duration(sequence) * time.Hour),
			State: store.HarvestDone, Sequence: sequence}))
	})
}

func records(s suite) {
	s.exempel()
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddSource(Source("s")), tx.AddSource(Source("t")),
			put(tx, "s", 1, catalog.Added, "a", "b", "c"), put(tx, "t", 1, catalog.Added, "b"))
	})
	if got := s.standing("s"); got != "" {
		s.Errorf("shown before its time: %s", got)
	}
	s.show("s", 1, 1)
	s.show("t", 1, 2)
	s.write(func(tx *store.Tx) error {
		return errors.Join(put(tx, "s", 2, catalog.Changed, "a"), put(tx, "s", 2, catalog.Gone, "b"))
	})
	if got := s.standing("s"); got != "a1 b1 c1" {
		s.Errorf("after the first run: %s", got)
	}
	s.show("s", 2, 3)
	if got := s.standing("s"); got != "a2 -b c1" {
		s.Errorf("after the second run: %s", got)
	}
	s.read(func(tx *store.Tx) error {
		d, err := tx.DatasetByIdentity("https://example.se/d/b")
		if err != nil {
			return err
		}
		one, err := tx.Dataset(d.ID)
		s.same("a dataset", one, d)
		copies, again := tx.DatasetCopies(d.ID)
		if len(copies) != 2 || copies[0].What != catalog.Gone || copies[1].Source != "t" ||
			string(copies[1].Content) != "# b" {
			s.Errorf("the copies of b: %+v", copies)
		}
		history, third := tx.History(d.ID)
		s.same("the history of b", saidOf(history), "gone@3 added@2 added@1")
		events, fourth := tx.Events(0, "", 3)
		s.same("the events", saidOf(events), "changed@3 gone@3 added@2")
		last := events[1]
		rest, fifth := tx.Events(last.Sequence, last.Dataset, 9)
		s.same("the events before", saidOf(rest), "added@2 added@1 added@1 added@1")
		found, sixth := tx.Found("s", 2, "", 9)
		force, seventh := tx.InForce("s", "", 9)
		if len(found) != 2 || len(force) != 3 || force[2].Until != 0 || !last.At.Equal(Noon.Add(3*time.Hour)) {
			s.Errorf("found %+v, in force %+v", found, force)
		}
		return errors.Join(err, again, third, fourth, fifth, sixth, seventh)
	})
}

func saidOf(events []store.Event) string {
	var words []string
	for _, e := range events {
		words = append(words, fmt.Sprintf("%s@%d", e.What, e.Sequence))
	}
	return strings.Join(words, " ")
}

// hidden: what a run has written and not shown can be taken back without a trace.
func hidden(s suite) {
	s.exempel()
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddSource(Source("s")), put(tx, "s", 1, catalog.Added, "a", "b", "c"))
	})
	s.show("s", 1, 1)
	s.write(func(tx *store.Tx) error {
		return errors.Join(put(tx, "s", 2, catalog.Gone, "a", "b"), put(tx, "s", 2, catalog.Added, "d"))
	})
	n := 0
	for _, want := range []int{2, 1, 0} {
		s.write(func(tx *store.Tx) (err error) {
			n, err = tx.DropRecords("s", 2, 2)
			return err
		})
		if n != want {
			s.Errorf("took back %d, want %d", n, want)
		}
	}
	if got := s.standing("s"); got != "a1 b1 c1" {
		s.Errorf("what is left: %s", got)
	}
	s.write(func(tx *store.Tx) error { return put(tx, "s", 3, catalog.Changed, "a") })
	s.show("s", 3, 2)
	if got := s.standing("s"); got != "a3 b1 c1" {
		s.Errorf("after the next run: %s", got)
	}
}

func links(s suite) {
	s.exempel()
	var l catalog.Link
	s.write(func(tx *store.Tx) (err error) {
		if err := errors.Join(tx.AddSource(Source("s")), put(tx, "s", 1, catalog.Added, "a")); err != nil {
			return err
		}
		d, err := tx.DatasetByIdentity("https://example.se/d/a")
		if err != nil {
			return err
		}
		if err := tx.ReplacePromises("s", d.ID, []catalog.Promise{{Address: "https://example.se/1"},
			{Address: "https://example.se/2"}}); err != nil {
			return err
		}
		l, err = tx.LinkOf("https://example.se/1")
		return err
	})
	p := catalog.Probe{At: Noon, Outcome: catalog.Failed, Status: 404, Expires: Noon.Add(time.Hour), Looked: true, Full: true}
	l, _ = l.Observe(p)
	l.Pending, l.Told, l.Turns = catalog.Breaks, true, []time.Time{Noon}
	s.write(func(tx *store.Tx) error { return tx.SaveLink(l, p) })
	s.read(func(tx *store.Tx) error {
		got, err := tx.Link(l.ID)
		s.same("a link", got, l)
		due, again := tx.LinksDue(9)
		next, third := tx.NextLink()
		if len(due) != 1 || due[0].Address != "https://example.se/2" || !next.Equal(due[0].Next) {
			s.Errorf("due: %v, %v", due, next)
		}
		failing, fourth := tx.LinksOf("exempel", catalog.Failing, "", 9)
		all, fifth := tx.LinksOf("exempel", "", "", 1)
		rest, sixth := tx.LinksOf("exempel", "", string(all[0].ID), 9)
		others, seventh := tx.LinksOf("annan", "", "", 9)
		s.same("failing", failing, []catalog.Link{l})
		if len(all)+len(rest) != 2 || len(others) != 0 {
			s.Errorf("%v, %v, %v", all, rest, others)
		}
		states, eighth := tx.LinkStates("exempel")
		s.same("states", states, map[catalog.LinkState]int{catalog.Failing: 1, catalog.Unchecked: 1})
		probes, ninth := tx.Probes(l.ID, Noon, 9)
		s.same("probes", probes, []catalog.Probe{{At: Noon, Outcome: catalog.Failed, Status: 404}})
		pending, tenth := tx.LinksPending("exempel", 9)
		s.same("pending", pending, []catalog.Link{l})
		return errors.Join(err, again, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth)
	})
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.LinkTold(l.ID), tx.PostponeLink(l.ID, time.Time{}))
	})
	s.read(func(tx *store.Tx) error {
		got, err := tx.Link(l.ID)
		if got.Pending != "" || !got.Next.IsZero() {
			s.Errorf("%+v", got)
		}
		return err
	})
}

func promises(s suite) {
	s.exempel()
	var id string
	replace := func(all ...catalog.Promise) {
		s.write(func(tx *store.Tx) error {
			d, err := tx.DatasetOf("https://example.se/d/a", catalog.Dataset)
			id = d.ID
			return errors.Join(err, tx.ReplacePromises("s", d.ID, all))
		})
	}
	s.write(func(tx *store.Tx) error { return tx.AddSource(Source("s")) })
	csv := catalog.Promise{Address: "https://example.se/1", Role: catalog.Download, Format: "CSV"}
	replace(csv, catalog.Promise{Address: "https://example.se/1", Role: catalog.Access}, csv)
	s.read(func(tx *store.Tx) error {
		of, err := tx.PromisesOf(id)
		if len(of) != 2 || of[1].Promise != csv || of[1].Source != "s" || of[1].Dataset != id {
			s.Errorf("%+v", of)
		}
		at, again := tx.Promises(of[0].Link)
		s.same("at the address", at, of)
		return errors.Join(err, again)
	})
	var l catalog.Link
	s.write(func(tx *store.Tx) (err error) {
		l, err = tx.LinkOf(csv.Address)
		return errors.Join(err, tx.PostponeLink(l.ID, time.Time{}))
	})
	replace()
	s.read(func(tx *store.Tx) error {
		of, err := tx.PromisesOf(id)
		if len(of) != 0 {
			s.Errorf("promises that were taken back: %v", of)
		}
		return err
	})
	replace(csv)
	s.read(func(tx *store.Tx) error {
		again, err := tx.Link(l.ID)
		if again.Next.IsZero() {
			s.Error("an address at which something is promised again is left alone")
		}
		return err
	})
}
