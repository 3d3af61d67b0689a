package trial

import (
	"testing"
	"time"
)

func TestClockMovesOnlyWhenTold(t *testing.T) {
	c := NewClock("2023-11-27T09:00:00+01:00")
	start := c.Now()
	if got := c.Now(); !got.Equal(start) {
		t.Errorf("the clock went from %s to %s by itself", start, got)
	}
	if got := c.Advance(time.Hour); !got.Equal(start.Add(time.Hour)) || !c.Now().Equal(got) {
		t.Errorf("an hour after %s the clock shows %s", start, got)
	}
	c.Set(start)
	if !c.Now().Equal(start) {
		t.Errorf("set to %s the clock shows %s", start, c.Now())
	}
}
