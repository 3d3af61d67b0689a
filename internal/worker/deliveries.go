package worker

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"insyn/internal/act"
)

// Deliveries reads the ledgers that bodies bring, and looks through what has been
// published for reasons to look closer. It goes beside the Worker, so that no
// large file holds up a letter.
type Deliveries struct {
	Desk  *act.Desk
	Log   *slog.Logger
	Every time.Duration // how often to look for one; 0 is one second
}

// Run works until ctx is done, and ends when what is in hand is finished.
func (d *Deliveries) Run(ctx context.Context) error {
	if d.Every == 0 {
		d.Every = time.Second
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	tick := time.NewTicker(d.Every)
	defer tick.Stop()
	for {
		if err := d.Once(ctx); err != nil && ctx.Err() == nil {
			d.Log.Error("deliveries", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Once does everything that waits and returns.
func (d *Deliveries) Once(ctx context.Context) error {
	_, err := d.Desk.ReadDeliveries(ctx)
	return errors.Join(err, d.Desk.FindFlags(ctx))
}
