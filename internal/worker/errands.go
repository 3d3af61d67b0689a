package worker

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"insyn/internal/act"
)

// Errands does what takes long because it waits for other hosts: harvests,
// probes and the links of evidence. It goes beside the Worker, so that no slow source holds up a letter
// or a reminder.
type Errands struct {
	Desk  *act.Desk
	Log   *slog.Logger
	Every time.Duration // how often to look for work; 0 is ten seconds
}

// Run works until ctx is done, and ends when what is in hand is finished.
func (e *Errands) Run(ctx context.Context) error {
	if e.Every == 0 {
		e.Every = 10 * time.Second
	}
	if e.Log == nil {
		e.Log = slog.New(slog.DiscardHandler)
	}
	tick := time.NewTicker(e.Every)
	defer tick.Stop()
	for {
		if err := e.Once(ctx); err != nil && ctx.Err() == nil {
			e.Log.Error("errands", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Once does everything that is due and returns.
func (e *Errands) Once(ctx context.Context) error {
	_, harvests := e.Desk.HarvestDue(ctx)
	_, all := e.Desk.WatchDue(ctx)
	for ctx.Err() == nil {
		n, err := e.Desk.ProbeDue(ctx)
		if all = errors.Join(all, err); n == 0 || err != nil {
			break
		}
	}
	return errors.Join(harvests, all, e.Desk.TellOwners(ctx))
}
