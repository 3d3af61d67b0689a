package act

import (
	"context"
	"errors"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/store"
)

// AddSource registers an address at which a body publishes its catalogue. It
// is harvested by night from then on, and at once when somebody asks.
//
// Who may: publishers of the body. Faults: Invalid (the address, the sector),
// Conflict (the address is registered).
func (d *Desk) AddSource(ctx context.Context, who account.Person,
	s catalog.Source) (catalog.Source, error) {
	if err := who.May(account.Publish, account.BodyID(s.Body)); err != nil {
		return s, err
	}
	s.Address = strings.TrimSpace(s.Address)
	if err := d.checkSource(s); err != nil {
		return s, err
	}
	err := d.DB.Write(ctx, "body/"+s.Body, func(tx *store.Tx) error {
		if _, err := tx.Body(account.BodyID(s.Body)); err != nil {
			return err
		}
		if _, err := tx.SourceByAddress(s.Address); err == nil {
			return fault.New(fault.Conflict, "source.taken").At("address")
		}
		s.ID, s.Created = catalog.SourceID(store.NewID(tx.Now)), tx.Now
		s.Next = catalog.NextHarvest(tx.Now, s.ID)
		if err := tx.AddSource(s); err != nil {
			return err
		}
		return note(tx, "body/"+s.Body, string(who.ID), "add-source", string(s.ID), nil)
	})
	return s, err
}

// checkSource tells what is wrong with what somebody says of a source.
func (d *Desk) checkSource(s catalog.Source) error {
	var address, sector *fault.Error
	check := fetch.Check
	if d.Fetch != nil {
		check = d.Fetch.Check
	}
	if err := check(s.Address); err != nil {
		errors.As(err, &address)
		address = address.At("address")
	}
	if !s.Sector.Valid() {
		sector = fault.New(fault.Invalid, "source.sector").At("sector")
	}
	return fault.Fields(address, sector)
}

// EndSource ends a source: it is harvested no more. What was found stays.
//
// Who may: publishers of the body.
func (d *Desk) EndSource(ctx context.Context, who account.Person, id catalog.SourceID) error {
	return d.DB.Write(ctx, source(id), func(tx *store.Tx) error {
		s, err := tx.Source(id)
		if err != nil {
			return err
		}
		if err := who.May(account.Publish, account.BodyID(s.Body)); err != nil {
			return err
		}
		s.Ended = tx.Now
		if err := errors.Join(tx.SaveSource(s), tx.SetNextHarvest(id, time.Time{})); err != nil {
			return err
		}
		return note(tx, "body/"+s.Body, string(who.ID), "end-source", string(id), nil)
	})
}

// AskHarvest lets a source be harvested as soon as its turn comes, which is
// within some minutes.
//
// Who may: publishers of the body. Faults: Refused for a source that has ended.
func (d *Desk) AskHarvest(ctx context.Context, who account.Person, id catalog.SourceID) error {
	return d.DB.Write(ctx, source(id), func(tx *store.Tx) error {
		s, err := tx.Source(id)
		if err != nil {
			return err
		}
		if err := who.May(account.Publish, account.BodyID(s.Body)); err != nil {
			return err
		}
		if !s.Ended.IsZero() {
			return fault.New(fault.Refused, "harvest.ended")
		}
		if err := tx.SetNextHarvest(id, tx.Now); err != nil {
			return err
		}
		return note(tx, "body/"+s.Body, string(who.ID), "ask-harvest", string(id), nil)
	})
}

// ApproveHarvest lets through what is held, for a reason that stays in the history.
//
// Who may: publishers of the body. Faults: Invalid (no reason), Conflict (it
// is not held any more: somebody else has decided, or the source has changed).
func (d *Desk) ApproveHarvest(ctx context.Context, who account.Person, id catalog.SourceID, number int,
	reason string) error {
	if _, err := d.judges(ctx, who, id, reason); err != nil {
		return err
	}
	if _, err := d.showHarvest(ctx, who, id, number, nil, strings.TrimSpace(reason)); err != nil {
		return err
	}
	return d.learnShown(ctx, id)
}

// RejectHarvest throws away what is held: the catalogue stays as it was.
//
// Who may and faults: as for ApproveHarvest.
func (d *Desk) RejectHarvest(ctx context.Context, who account.Person, id catalog.SourceID, number int,
	reason string) error {
	s, err := d.judges(ctx, who, id, reason)
	if err != nil {
		return err
	}
	var run store.Harvest
	err = d.DB.Write(ctx, source(id), func(tx *store.Tx) error {
		if run, err = tx.Harvest(id, number); err != nil {
			return err
		}
		if run.State != store.HarvestHeld {
			return fault.New(fault.Conflict, "harvest.not-held")
		}
		run.State, run.Reason, run.Ended = store.HarvestRejected, strings.TrimSpace(reason), tx.Now
		if err := tx.SaveHarvest(run); err != nil {
			return err
		}
		return note(tx, "body/"+s.Body, string(who.ID), "harvest-rejected", string(id),
			map[string]any{"number": number, "reason": run.Reason})
	})
	if err != nil {
		return err
	}
	return d.drop(ctx, run)
}

// judges tells whether somebody may decide about a source's harvests, and
// gives a reason for it.
func (d *Desk) judges(ctx context.Context, who account.Person, id catalog.SourceID, reason string) (
	s catalog.Source, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if s, err = tx.Source(id); err != nil {
			return err
		}
		return who.May(account.Publish, account.BodyID(s.Body))
	})
	if err == nil && strings.TrimSpace(reason) == "" {
		err = fault.New(fault.Invalid, "harvest.reason-missing").At("reason")
	}
	return s, err
}
