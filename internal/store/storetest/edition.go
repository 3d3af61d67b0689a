package storetest

import (
	"errors"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/store"
)

func editions(s suite) {
	s.exempel()
	draft := store.CatalogEdition{Body: "exempel", Number: 1, Author: "eva", Saved: Noon,
		Edition: catalog.Edition{Title: catalog.Said{SV: "Ett"}}}
	s.write(func(tx *store.Tx) error { return tx.PutCatalogEdition(draft) })
	draft.Edition.Title.SV, draft.Author = "Två", "ada"
	s.write(func(tx *store.Tx) error { return tx.PutCatalogEdition(draft) })
	s.read(func(tx *store.Tx) error {
		latest, err := tx.LatestCatalogEdition("exempel")
		public, again := tx.PublicCatalogEditions()
		_, _, hidden := tx.CatalogEditionContent("exempel", 1)
		s.same("the draft", latest, draft)
		if len(public) > 0 || !fault.Is(hidden, fault.NotFound) {
			s.Errorf("a draft is public: %v, %v", public, hidden)
		}
		return errors.Join(err, again)
	})
	s.At = Noon.Add(time.Hour)
	s.write(func(tx *store.Tx) error { return tx.PublishCatalogEdition("exempel", 1) })
	if err := s.try(func(tx *store.Tx) error { return tx.PublishCatalogEdition("exempel", 1) }); err == nil {
		s.Error("published twice")
	}
	changed := draft
	changed.Edition.Title.SV = "Omskriven"
	s.write(func(tx *store.Tx) error { return tx.PutCatalogEdition(changed) })
	next := draft
	next.Number, next.Edition.Title.SV = 2, "Tre"
	s.write(func(tx *store.Tx) error { return tx.PutCatalogEdition(next) })
	s.read(func(tx *store.Tx) error {
		one, err := tx.CatalogEdition("exempel", 1)
		public, again := tx.PublicCatalogEditions()
		all, third := tx.PublishedCatalogEditions()
		content, at, fourth := tx.CatalogEditionContent("exempel", 1)
		none, fifth := tx.CatalogEdition(account.BodyID("annan"), 1)
		draft.Published = s.At
		s.same("what is published stays", one, draft)
		s.same("in force", public, []store.CatalogEdition{draft})
		s.same("published", all, public)
		if content == "" || !at.Equal(s.At) || !fault.Is(fifth, fault.NotFound) || none.Number > 0 {
			s.Errorf("%s, %s, %v", content, at, fifth)
		}
		return errors.Join(err, again, third, fourth)
	})
}
