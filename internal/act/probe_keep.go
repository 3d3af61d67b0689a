package act

import (
	"context"
	"time"

	"insyn/internal/consult"
	"insyn/internal/store"
)

// How long what has been seen of addresses is kept look by look; after that
// each month of each address is one row, for ever.
const (
	keepProbes  = 90 * 24 * time.Hour
	probesBatch = 500 // one transaction takes less than 50 ms
)

// RollProbes counts old probes by month and throws them away, with a receipt
// for each round.
func (d *Desk) RollProbes(ctx context.Context) error {
	for more := true; more; {
		err := d.DB.Write(ctx, "links", func(tx *store.Tx) error {
			n, err := tx.RollProbes(tx.Now.Add(-keepProbes), probesBatch)
			if more = n == probesBatch; err != nil || n == 0 {
				return err
			}
			if err := tx.AddPurge(consult.Purge{At: tx.Now, What: "probes", Count: n}); err != nil {
				return err
			}
			return note(tx, "links", "system", "purge-probes", "", map[string]any{"count": n})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
