package storetest

import (
	"errors"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// matters holds that what is said of a matter stays, and that one entry follows the other.
func matters(s suite) {
	s.write(func(tx *store.Tx) error {
		return tx.SaveBody(account.Body{ID: "exempel", Name: "Exempelmyndigheten", Email: "x@example.se"})
	})
	one := integrity.Matter{ID: "m", Kind: integrity.Advice, Body: "exempel", Key: "b-1", Created: Noon}
	two := one
	two.ID, two.Key = "n", "a-1"
	s.write(func(tx *store.Tx) error { return errors.Join(tx.AddMatter(one), tx.AddMatter(two)) })
	again := one
	again.ID = "o"
	same(s, s.try(func(tx *store.Tx) error { return tx.AddMatter(again) }) != nil, nil, true)

	first := integrity.Entry{Matter: "m", Number: 1, At: Noon, Author: "eva", Said: integrity.Said{
		Recommendation: &integrity.Recommendation{Ref: "i", Text: integrity.Text{SV: "Gör så här: å"}}}}
	second := integrity.Entry{Matter: "m", Number: 2, At: Noon.Add(time.Hour), Author: "bo",
		Said: integrity.Said{Response: &integrity.Response{Position: integrity.Accepts}}}
	third := integrity.Entry{Matter: "n", Number: 1, At: Noon, Author: "eva", Said: integrity.Said{
		Interest: &integrity.Interest{}}}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddEntry(first), tx.AddEntry(second), tx.AddEntry(third))
	})
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.AddEntry(second) })
	s.fails(fault.NotFound, func(tx *store.Tx) error {
		return tx.AddEntry(integrity.Entry{Matter: "none", Number: 1, At: Noon})
	})

	one.Entries, two.Entries = 2, 1
	equal(s, one, func(tx *store.Tx) (integrity.Matter, error) {
		return tx.MatterByKey(integrity.Advice, "b-1")
	})
	missing(s, func(tx *store.Tx) (integrity.Matter, error) { return tx.MatterByKey("other", "b-1") })
	for _, body := range []account.BodyID{"", "exempel"} {
		equal(s, []integrity.Matter{two, one}, func(tx *store.Tx) ([]integrity.Matter, error) {
			return tx.Matters(integrity.Advice, body)
		})
	}
	equal(s, nil, func(tx *store.Tx) ([]integrity.Matter, error) {
		return tx.Matters(integrity.Advice, "annan")
	})
	equal(s, []integrity.Entry{first, second}, func(tx *store.Tx) ([]integrity.Entry, error) {
		return tx.Entries("m")
	})
	equal(s, []integrity.Entry{first, second, third}, func(tx *store.Tx) ([]integrity.Entry, error) {
		return tx.EntriesOf(integrity.Advice)
	})
}
