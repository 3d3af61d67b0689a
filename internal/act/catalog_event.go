package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/store"
)

// CatalogEvents gives the latest changes of the catalogue of a body, or of the
// whole for "", newest first: up to limit before a place (0, "" for the newest).
func (d *Desk) CatalogEvents(ctx context.Context, body account.BodyID, sequence int64,
	dataset string,
	limit int) (all []store.Event, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all, err = tx.EventsOf(body, sequence, dataset, limit)
		return err
	})
	return all, err
}

// PublicBody gives a body.
//
// Faults: NotFound.
func (d *Desk) PublicBody(ctx context.Context, id account.BodyID) (b account.Body, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		b, err = tx.Body(id)
		return err
	})
	return b, err
}
