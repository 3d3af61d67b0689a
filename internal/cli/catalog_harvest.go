package cli

import (
	"context"
	"fmt"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// catalogHarvestCommand harvests a source now, as the site does by night.
type catalogHarvestCommand struct {
	database
	Source   string `arg:"" help:"Address of a source that a body has registered."`
	Loopback bool   `env:"-" help:"Let the catalogue lie on this computer."`
	JSON     bool   `env:"-" name:"json" help:"Write the outcome as JSON."`
}

// Run harvests and tells what has come of it. A harvest that failed or is held
// is no success.
func (c catalogHarvestCommand) Run(ctx context.Context, s *Streams) error {
	return c.at(ctx, func(d *act.Desk) error {
		d.Fetch = fetch.New(fetch.Options{Agent: agent("", ""), Loopback: c.Loopback})
		defer d.Fetch.Close()
		var source catalog.Source
		err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
			source, err = tx.SourceByAddress(c.Source)
			return err
		})
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.NotFound, "harvest.no-source").With("Address", c.Source)
		}
		if err != nil {
			return err
		}
		run, err := d.Harvest(ctx, account.System, source.ID)
		if err != nil {
			return err
		}
		return c.tell(s, run)
	})
}

// tell writes the outcome of a run.
func (c catalogHarvestCommand) tell(s *Streams, run store.Harvest) error {
	var err error
	if c.JSON {
		err = writeJSON(s.Out, map[string]any{"state": run.State, "hold": run.Hold, "added": run.Added,
			"changed": run.Changed, "removed": run.Removed, "skipped": run.Skipped})
	} else {
		_, err = fmt.Fprintln(s.Out, lang.For(s.Language).T("harvest.counts", "Added", run.Added,
			"Changed", run.Changed, "Removed", run.Removed, "Skipped", run.Skipped))
	}
	switch {
	case err != nil:
		return err
	case run.State == store.HarvestHeld:
		return fault.New(fault.Refused, "harvest.held")
	}
	return act.HarvestFault(run)
}
