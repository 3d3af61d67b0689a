package act

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/store"
	"insyn/rdf"
)

// The address at which the entry of a body's ledgers is published.
const (
	ledgersAt   = "/inkop/data/"
	ledgerEntry = "/catalogue.ttl"
)

// ledgerAddress is where the entry of a body's ledgers is published.
func (d *Desk) ledgerAddress(body account.BodyID) string {
	return d.Site.URL + ledgersAt + url.PathEscape(string(body)) + ledgerEntry
}

// listLedger makes the entry of a body's ledgers a source of the catalogue of
// the site, so that they are datasets like all others; each delivery has it
// harvested anew. That is left to the timetable: a catalogue that cannot be
// read undoes no publication.
func (d *Desk) listLedger(tx *store.Tx, body account.BodyID) error {
	s, err := tx.SourceByAddress(d.ledgerAddress(body))
	switch {
	case fault.Is(err, fault.NotFound):
		return tx.AddSource(catalog.Source{ID: catalog.SourceID(store.NewID(tx.Now)),
			Body: string(body), Address: d.ledgerAddress(body), Sector: catalog.PublicSector,
			Created: tx.Now, Next: tx.Now})
	case err != nil || !s.Ended.IsZero(): // somebody has decided that it is not to be listed
		return err
	}
	return tx.SetNextHarvest(s.ID, tx.Now)
}

// ledgerText gives the entry of a body's ledgers where an address is that of
// one on this site: no client has to go there. own is false for other addresses.
func (d *Desk) ledgerText(ctx context.Context, address string) (got *fetch.Response, own bool,
	err error) {
	name, ok := strings.CutPrefix(address, d.Site.URL+ledgersAt)
	if name, own = strings.CutSuffix(name, ledgerEntry); !ok || !own {
		return nil, false, nil
	}
	body, err := url.PathUnescape(name)
	if err != nil {
		return nil, true, fault.New(fault.NotFound, "store.not-found")
	}
	b, err := d.PublicLedger(ctx, account.BodyID(body))
	if err == nil && len(b.Deliveries) == 0 {
		err = fault.New(fault.NotFound, "store.not-found")
	}
	if err != nil {
		return nil, true, err
	}
	var text bytes.Buffer
	entry := b.Entry(d.Site.URL + ledgersAt + name + "/").Graph()
	if err := rdf.Write(&text, rdf.RDFXML, entry, dcat.Prefixes); err != nil {
		return nil, true, err
	}
	return &fetch.Response{Status: http.StatusOK, Body: text.Bytes(),
		Header: http.Header{"Content-Type": {rdf.RDFXML.MediaType()}}}, true, nil
}
