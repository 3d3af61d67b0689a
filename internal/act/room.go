package act

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"insyn/internal/fault"
)

// mostRowsHeld is how many rows of ledgers are held at a time beside those of
// the hall, by all who fetch them and again by all who compare them: less than a
// gigabyte each.
const mostRowsHeld = 12_000_000

// leastRowsHeld is what the smallest work counts as, so that there is an end to
// how much of it goes on at a time.
const leastRowsHeld = 200_000

// roomPatient is how long somebody waits for room before being asked to come back.
const roomPatient = 10 * time.Second

// A room bounds the memory that work on rows takes: strangers can ask for all
// rows of all bodies, as often and as many at a time as they want.
type room struct {
	once sync.Once
	free *semaphore.Weighted
}

// enter waits for room for so many rows and gives what leaves it again.
//
// Faults: Unavailable (there is none for now).
func (r *room) enter(ctx context.Context, rows int) (leave func(), err error) {
	r.once.Do(func() { r.free = semaphore.NewWeighted(mostRowsHeld) })
	n := int64(min(max(rows, leastRowsHeld), mostRowsHeld))
	ctx, stop := context.WithTimeout(ctx, roomPatient)
	defer stop()
	if err := r.free.Acquire(ctx, n); err != nil {
		return nil, fault.New(fault.Unavailable, "explore.busy").From(err)
	}
	return func() { r.free.Release(n) }, nil
}
