package demo

import (
	"context"
	"sync"
	"time"

	"insyn/internal/store"
	"insyn/internal/web"
)

// Opening is when the clock of the demonstration starts: 27 November 2023 at
// nine in Stockholm, two weeks before the meeting.
var Opening = time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC)

// A Clock runs at the speed of the real one, from a moment that can be moved.
type Clock struct {
	mutex sync.RWMutex
	from  time.Time // what it showed
	at    time.Time // when that was, by the real clock
}

// NewClock makes a clock that shows from.
func NewClock(from time.Time) *Clock { return &Clock{from: from, at: time.Now()} }

// Now gives what the clock shows.
func (c *Clock) Now() time.Time {
	c.mutex.RLock()
	defer c.mutex.RUnlock()
	return c.from.Add(time.Since(c.at))
}

// Set moves the clock.
func (c *Clock) Set(to time.Time) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.from, c.at = to, time.Now()
}

const clockSetting = "demo.clock"

// Keep remembers in the database what the clock shows, so that a demonstration
// goes on where it was left.
func (c *Clock) Keep(ctx context.Context, db *store.DB) error {
	return db.Bookkeep(ctx, "demo", func(tx *store.Tx) error {
		return tx.SetSetting(clockSetting, c.Now().UTC().Format(time.RFC3339))
	})
}

// Recall sets the clock to what it showed when it was kept last.
func (c *Clock) Recall(ctx context.Context, db *store.DB) error {
	return db.Read(ctx, func(tx *store.Tx) error {
		was, err := tx.Setting(clockSetting)
		if err != nil || was == "" {
			return err
		}
		t, err := time.Parse(time.RFC3339, was)
		if err == nil {
			c.Set(t)
		}
		return err
	})
}

// Moments are where the clock can be moved: while one can register, when the
// meeting is about to begin, and the day after.
func Moments() []web.Moment {
	meeting := December().Meeting
	return []web.Moment{
		{ID: "before", When: Opening},
		{ID: "during", When: meeting.Start.Add(-10 * time.Minute)},
		{ID: "after", When: meeting.End.Add(20 * time.Hour)},
	}
}
