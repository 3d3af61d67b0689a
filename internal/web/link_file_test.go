package web

import (
	"net/http"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/store"
)

// linked has a source of the body of the examples list a dataset that names an
// address, and gives the address.
func (h *house) linked(source catalog.SourceID) (l catalog.Link) {
	h.t.Helper()
	h.must(h.DB.Bookkeep(h.t.Context(), "test", func(tx *store.Tx) error {
		name := "https://example.se/d/" + string(source)
		d, err := tx.DatasetOf(name, catalog.Dataset)
		if err != nil {
			return err
		}
		if err := tx.PutRecord(store.Record{Source: source, Dataset: d.ID, Since: 1, What: catalog.Added,
			IRI: name, Kind: catalog.Dataset, Title: "Badplatser"}); err != nil {
			return err
		}
		if err := tx.ReplacePromises(source, d.ID, []catalog.Promise{{Address: name + ".csv",
			Role: catalog.Download}}); err != nil {
			return err
		}
		s, err := tx.Source(source)
		if err != nil {
			return err
		}
		s.Generation = 1
		if err := tx.SaveSource(s); err != nil {
			return err
		}
		if l, err = tx.LinkOf(name + ".csv"); err != nil {
			return err
		}
		p := catalog.Probe{At: tx.Now, Outcome: catalog.Failed, Status: http.StatusNotFound}
		l, _ = l.Observe(p)
		return tx.SaveLink(l, p)
	}))
	return l
}

// The list of addresses leads to the file of each, which tells what was seen.
func TestLinkFile(t *testing.T) {
	h := newHouse(t)
	source, err := h.AddSource(t.Context(), h.boss, catalog.Source{Body: string(exampleBody.ID),
		Address: "https://example.se/dcat", Sector: catalog.PublicSector})
	h.must(err)
	l := h.linked(source.ID)
	c := h.signedInAs("laura", account.Reader)
	path := act.LinksPath(string(exampleBody.ID)) + "/" + string(l.ID)
	if list := c.get(act.LinksPath(string(exampleBody.ID))); !strings.Contains(list.body, `href="`+path+`"`) {
		t.Errorf("%d: the list does not lead to %s", list.status, path)
	}
	page := c.get(path)
	for _, want := range []string{l.Address, "Badplatser", "404", "Misslyckades nyss"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("%d: nothing of %q", page.status, want)
		}
	}
}
