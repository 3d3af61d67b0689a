package act

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
)

// harvestRedirects are the codes by which the national portal lets itself be sent on.
var harvestRedirects = []int{http.StatusMovedPermanently, http.StatusSeeOther,
	http.StatusTemporaryRedirect, http.StatusPermanentRedirect}

// What one organisation's harvest may ask for, and for how long at each address.
const (
	harvestRequests = 3 * catalog.MostPages
	harvestDeadline = 10 * time.Minute
	harvestAccept   = "application/rdf+xml, text/turtle;q=0.9, application/n-triples;q=0.9, " +
		"application/ld+json;q=0.8, application/xml;q=0.5, */*;q=0.1"
)

// gathered is what has been fetched of a source.
type gathered struct {
	*catalog.Gathering
	digest string
	stamp  fetch.Stamp // of the first text, where there is no other
	same   bool        // the host says that nothing has changed; there is no Gathering
}

// gather fetches everything that a source's catalogue is published in. Known
// is what the host gave last time. Nothing of what came is used unless all came.
func (d *Desk) gather(ctx context.Context, address string, known fetch.Stamp) (gathered, error) {
	all := gathered{Gathering: catalog.NewGathering(address)}
	budget := fetch.NewBudget(harvestRequests, catalog.MostBytes)
	digest, left := sha256.New(), int64(catalog.MostBytes)
	for {
		next, more := all.Next()
		if !more {
			all.digest = hex.EncodeToString(digest.Sum(nil))
			if all.Pages > 1 {
				all.stamp = fetch.Stamp{}
			}
			return all, nil
		}
		got, err := d.text(ctx, fetch.Request{Address: next, Accept: harvestAccept,
			Redirects: harvestRedirects, MostBytes: left, Deadline: harvestDeadline,
			Known: known, Budget: budget})
		if err != nil {
			return all, err
		}
		if got.Same {
			all.same, all.Gathering = true, nil
			return all, nil
		}
		if known = (fetch.Stamp{}); all.Pages == 0 {
			all.stamp = got.Stamp
		}
		left -= int64(len(got.Body))
		digest.Write(got.Body)
		if err := all.Add(catalog.Text{Address: next, MediaType: got.Header.Get("Content-Type"),
			Body: string(got.Body)}); err != nil {
			return all, err
		}
	}
}

// text fetches one text, unpacked where it is published as a gzip file.
func (d *Desk) text(ctx context.Context, r fetch.Request) (*fetch.Response, error) {
	if got, own, err := d.ownText(ctx, r.Address); own {
		return got, err
	}
	if got, own, err := d.ledgerText(ctx, r.Address); own {
		return got, err
	}
	if d.Fetch == nil {
		return nil, fault.New(fault.Unavailable, "harvest.no-client")
	}
	got, err := d.Fetch.Do(ctx, r)
	if err != nil || got.Same {
		return got, err
	}
	if got.Status != http.StatusOK {
		return nil, catalog.Problem{Code: catalog.NotFound, Node: r.Address}.Fault().
			With("Status", got.Status)
	}
	if fetch.Packed(got.Body) {
		got.Body, err = fetch.Unpack(got.Body, r.MostBytes)
	}
	return got, err
}
