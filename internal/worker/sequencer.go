package worker

import (
	"context"
	"log/slog"
	"time"

	"insyn/internal/act"
)

// A Sequencer gives acts their places in the public record. Each process has
// one; they take turns in the database.
type Sequencer struct {
	Desk  *act.Desk
	Log   *slog.Logger
	Every time.Duration // how often to look; 0 is 200 milliseconds
}

// sequenceEvery is short enough for somebody who waits for a receipt.
const sequenceEvery = 200 * time.Millisecond

// Run works until ctx is done. A failure is told once, not five times a second.
func (s *Sequencer) Run(ctx context.Context) error {
	every := s.Every
	if every == 0 {
		every = sequenceEvery
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for told := ""; ; {
		failed := s.Once(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case failed == nil:
			told = ""
		case failed.Error() != told && s.Log != nil:
			told = failed.Error()
			s.Log.Error("record", "error", failed)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Once gives places to everything that waits.
func (s *Sequencer) Once(ctx context.Context) error {
	for {
		placed, err := s.Desk.Integrate(ctx)
		if err != nil || placed == 0 {
			return err
		}
	}
}
