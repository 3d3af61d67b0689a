package trial

import (
	"sync"
	"time"
)

// Clock stands still until the test moves it. Many may read it at once.
type Clock struct {
	mutex sync.Mutex
	now   time.Time
}

// NewClock returns a clock that shows the time, given as RFC 3339.
func NewClock(rfc3339 string) *Clock {
	now, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		panic("trial.NewClock: " + err.Error())
	}
	return &Clock{now: now}
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

// Advance moves the clock forward and returns what it shows then.
func (c *Clock) Advance(d time.Duration) time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(d)
	return c.now
}

// Set makes the clock show the time, earlier or later.
func (c *Clock) Set(now time.Time) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = now
}
