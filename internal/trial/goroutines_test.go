package trial

import (
	"testing"
	"time"
)

func TestGoroutines(t *testing.T) {
	trying(t, func(tb testing.TB) {
		Goroutines(tb)
		done := make(chan bool)
		go func() { done <- true }()
		tb.Cleanup(func() { <-done })
	}).wantPass(t)

	defer func(d time.Duration) { patience = d }(patience)
	patience = 50 * time.Millisecond
	forever := make(chan bool)
	defer close(forever)
	trying(t, func(tb testing.TB) {
		Goroutines(tb)
		go leaky(forever)
	}).wantFailure(t, "leaky")
}

func leaky(forever chan bool) { <-forever }
