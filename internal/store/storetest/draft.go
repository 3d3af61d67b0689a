package storetest

import (
	"errors"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// summaryDrafts are the drafts of a summary that were sent, and what was objected.
func summaryDrafts(s suite) {
	c := s.begin("c")
	f := c.ID.Forum()
	last := func(tx *store.Tx) (consult.Version, error) {
		return tx.LastPublished("c", consult.SummaryDraft)
	}
	missing(s, last)
	sent := func(n int) consult.Version {
		return consult.Version{Consultation: "c", Paper: consult.SummaryDraft, Number: n, Saved: 1,
			Summary: consult.Summary{Until: Noon.Add(time.Hour), Sections: []consult.Section{
				{Heading: consult.Text{SV: "Å"}, Body: consult.Text{SV: "Ö (#1)."}}}},
			Author: "p", Edited: Noon, Approved: "q", Published: Noon}
	}
	s.write(func(tx *store.Tx) error { return errors.Join(tx.AddVersion(sent(1)), tx.AddVersion(sent(2))) })
	equal(s, sent(2), last)
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.SaveVersion(sent(2)) })

	view, objection := View("v1", f), View("v2", f)
	view.Number, objection.Number, objection.Sort = 1, 2, consult.Objection
	view.Sent, objection.Sent = Noon, Noon
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddView(view, "k1"), tx.AddView(objection, "k2"))
	})
	equal(s, []consult.View{objection}, func(tx *store.Tx) ([]consult.View, error) {
		return tx.ViewsOf(f, consult.Objection)
	})
	view.Sender.Email = "ada@example.org"
	s.write(func(tx *store.Tx) error { return tx.SaveView(view) })
	objection.Sender.Email = ""
	s.write(func(tx *store.Tx) error { return tx.SaveView(objection) })
	equal(s, []consult.View{view}, func(tx *store.Tx) ([]consult.View, error) {
		return tx.ViewsWithAddress(f)
	})
	shown, err := objection.Copied(nil, "p", Noon)
	shown.Edition = 1
	s.write(func(tx *store.Tx) error { return errors.Join(err, tx.PublishCopy(shown)) })
	equal(s, []consult.Copy{shown}, func(tx *store.Tx) ([]consult.Copy, error) {
		return tx.CopiesOf(f, consult.Objection)
	})
	equal(s, []consult.Copy(nil), func(tx *store.Tx) ([]consult.Copy, error) {
		return tx.CopiesOf(f, consult.AView)
	})
}
