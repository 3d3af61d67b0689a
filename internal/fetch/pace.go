package fetch

import (
	"io"
	"sync/atomic"
	"time"
)

// A pacer lets a body through that comes at a decent pace.
type pacer struct {
	from    io.Reader
	options Options
	begun   time.Time
	read    int64
	silence *time.Timer
	slow    atomic.Bool
}

// Read fails with errSlow when the body comes too slowly on the whole.
func (p *pacer) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	p.read += int64(n)
	p.silence.Reset(p.options.Silence)
	passed := time.Since(p.begun)
	if passed > p.options.Grace && p.read*int64(time.Second) < p.options.Pace*int64(passed) {
		p.slow.Store(true)
		return n, errSlow
	}
	return n, err
}

// stop ends the watch.
func (p *pacer) stop() { p.silence.Stop() }
