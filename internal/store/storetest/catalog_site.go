package storetest

import (
	"errors"
	"time"

	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// dayCount is the count of a day, with n datasets.
func dayCount(id catalog.SourceID, day string, n int) store.CatalogCount {
	return store.CatalogCount{Source: id, Day: day, At: Noon, Counts: catalog.Counts{Datasets: n,
		Conforming: n + 1, Open: n + 2, Machine: n + 3, HighValue: n + 4, Obeying: n + 5, Points: n + 6,
		Links: n + 7, Alive: n + 8}}
}

// names gives the titles of records.
func names(records []store.Record) (all []string) {
	for _, r := range records {
		all = append(all, r.Title+string(r.What[0]))
	}
	return all
}

func catalogSite(s suite) {
	s.exempel()
	a, b := Source("a"), Source("b")
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddSource(a), tx.AddSource(b), put(tx, "a", 1, catalog.Added, "x", "y", "z"),
			put(tx, "b", 1, catalog.Added, "y"))
	})
	s.read(func(tx *store.Tx) error {
		hidden, err := tx.ShownSince("a", 0, "", 9)
		shared, again := tx.Shared(store.Place{}, 9)
		if len(hidden) > 0 || len(shared) > 0 {
			s.Errorf("seen before the harvest is in force: %v, %v", names(hidden), shared)
		}
		return errors.Join(err, again)
	})
	s.show("a", 1, 1)
	s.show("b", 1, 2)
	s.write(func(tx *store.Tx) error {
		return errors.Join(put(tx, "a", 2, catalog.Changed, "x"), put(tx, "a", 2, catalog.Gone, "z"))
	})
	s.show("a", 2, 3)
	var y store.Dataset
	s.read(func(tx *store.Tx) (err error) {
		all, first := tx.ShownSince("a", 0, "", 9)
		since, second := tx.ShownSince("a", 1, "", 9)
		rest, third := tx.ShownSince("a", 0, all[0].Dataset, 1)
		y, err = tx.DatasetByIdentity("https://example.se/d/y")
		shared, fourth := tx.Shared(store.Place{}, 9)
		more, fifth := tx.Shared(store.Place{Source: "a", Dataset: y.ID}, 9)
		one, sixth := tx.RecordOf("a", y.ID)
		s.same("all", len(all), 3)
		s.same("since the first harvest", len(since), 2)
		s.same("the next", rest, all[1:2])
		s.same("shared", shared, []store.Place{{Source: "a", Dataset: y.ID}, {Source: "b", Dataset: y.ID}})
		s.same("the rest of it", more, []store.Place{{Source: "b", Dataset: y.ID}})
		s.same("one", one.Title, "y")
		return errors.Join(err, first, second, third, fourth, fifth, sixth)
	})
	s.asItWas()
	s.linksOfTheSite(y.ID)
	s.countsOfDays()
}

func (s suite) linksOfTheSite(dataset string) {
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.ReplacePromises("a", dataset, []catalog.Promise{
			{Address: "https://example.se/1", Role: catalog.Access}, {Address: "https://example.se/2", Role: catalog.Access}}),
			tx.ReplacePromises("b", dataset, []catalog.Promise{{Address: "https://example.se/2", Role: catalog.Access}}))
	})
	later := Noon.Add(time.Hour)
	s.write(func(tx *store.Tx) error {
		l, err := tx.LinkOf("https://example.se/2")
		p := catalog.Probe{At: later, Outcome: catalog.Good, Status: 200}
		l, _ = l.Observe(p)
		return errors.Join(err, tx.SaveLink(l, p))
	})
	s.read(func(tx *store.Tx) error {
		moved, err := tx.LinksMoved()
		places, again := tx.MovedSince(later, store.Place{}, 9)
		next, third := tx.MovedSince(later, places[0], 1)
		none, fourth := tx.MovedSince(later.Add(time.Second), store.Place{}, 9)
		states, fifth := tx.LinkStatesOf("a", dataset, dataset)
		counts, sixth := tx.LinkCounts("a")
		s.same("moved", moved.Equal(later), true)
		s.same("where", places, []store.Place{{Source: "a", Dataset: dataset}, {Source: "b", Dataset: dataset}})
		s.same("the next", next, places[1:])
		s.same("none", len(none), 0)
		s.same("states", states, map[string]catalog.LinkState{"https://example.se/1": catalog.Unchecked,
			"https://example.se/2": catalog.Alive})
		s.same("counts", counts, map[catalog.LinkState]int{catalog.Unchecked: 1, catalog.Alive: 1})
		return errors.Join(err, again, third, fourth, fifth, sixth)
	})
}

func (s suite) countsOfDays() {
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.PutCatalogCount(dayCount("b", "2023-11-27", 1)),
			tx.PutCatalogCount(dayCount("a", "2023-11-28", 2)), tx.PutCatalogCount(dayCount("a", "2023-11-27", 3)),
			tx.PutCatalogCount(dayCount("b", "2023-11-27", 9)))
	})
	s.read(func(tx *store.Tx) error {
		all, err := tx.CatalogCounts()
		s.same("counts", all, []store.CatalogCount{dayCount("a", "2023-11-27", 3), dayCount("a", "2023-11-28", 2),
			dayCount("b", "2023-11-27", 9)})
		_, none := tx.HeadOf("a")
		if !fault.Is(none, fault.NotFound) {
			s.Errorf("a head where none was found: %v", none)
		}
		return err
	})
}

// asItWas tells of the state of a source while an earlier harvest was the last.
func (s suite) asItWas() {
	s.read(func(tx *store.Tx) error {
		first, err := tx.InForceAt("a", 1, "", 9)
		ids, again := tx.ListedAt("a", 1)
		now, third := tx.ListedAt("a", 2)
		x, fourth := tx.DatasetByIdentity("https://example.se/d/x")
		was, fifth := tx.RecordAt("a", 1, x.ID)
		is, sixth := tx.RecordAt("a", 2, x.ID)
		events, seventh := tx.EventsOf("exempel", 0, "", 9)
		rest, eighth := tx.EventsOf("", events[0].Sequence, events[0].Dataset, 1)
		none, ninth := tx.EventsOf("annan", 0, "", 9)
		s.same("at first", len(first), 3)
		s.same("listed at first", len(ids), 3)
		s.same("listed now", len(now), 2)
		s.same("said at first", was.Print, "x1")
		s.same("said now", is.Print, "x2")
		s.same("events", len(events), 6)
		s.same("the next event", rest, events[1:2])
		s.same("of another body", len(none), 0)
		return errors.Join(err, again, third, fourth, fifth, sixth, seventh, eighth, ninth)
	})
}
